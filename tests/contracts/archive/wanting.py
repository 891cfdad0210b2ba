"""A house whose service contracts want papers of their own, and somebody who brings them."""

from __future__ import annotations

import io
from typing import Any

from contracts.archive.type_papers import bring_paper
from contracts.files.papers import take_in
from contracts.types.catalog import type_of
from contracts.types.editing import save_type
from contracts.types.reading import type_view
from engine.desk import Actor, House, at_desk
from tests.contracts.paper_files import pdf_with
from tests.people import actor

ZHENG = Actor("zheng", frozenset({"admin"}))
ACCEPTANCE = {"kind": "acceptance", "name": {"zh": "服务验收单", "en": "Certificate of acceptance"}, "must": True}
LOG = {"kind": "service-log", "name": {"zh": "服务记录", "en": "Service log"}}


def wanting(house: House, *papers: dict[str, Any], key: str = "service") -> None:
    """The type wants these from now on."""
    with at_desk(house, ZHENG) as desk:
        view = type_view(desk, key)
        save_type(desk, key, {**view.definition, "under": list(type_of(desk, key).under), "papers": list(papers)}, view.version)


def archivist_or(login: str) -> Actor:
    """wu with her role, as she is when she has signed in; everybody else as they are."""
    return Actor("wu", frozenset({"archivist"})) if login == "wu" else actor(login)


def brought(contract: Any, kind: str = "acceptance", by: str = "chen", line: str = "验收合格", **more: Any) -> int:
    """A scan of that kind; its number."""
    taken = take_in(contract.house, f"{line}.pdf", io.BytesIO(pdf_with(line)))
    with at_desk(contract.house, archivist_or(by)) as desk:
        return bring_paper(desk, contract.id, kind, taken, **more)
