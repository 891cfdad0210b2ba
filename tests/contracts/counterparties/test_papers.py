"""Papers with a day until which they hold."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest

from contracts.counterparties.papers import PaperWish, add_counterparty_paper, paper_filed, papers_by, remove_counterparty_paper
from contracts.files.named_files import missing_files, named_files
from contracts.files.papers import take_in
from engine.desk import House, reading_at
from engine.errors import Invalid, NotFound, NotYours
from tests.contracts.counterparties.keeping import acting, added, at
from tests.contracts.paper_files import pdf_with


def paper(house: House, one: int, valid_to: str = "", kind: str = "license", by: str = "chen", **more: Any) -> int:
    taken = take_in(house, "营业执照.pdf", io.BytesIO(pdf_with(f"{kind} {valid_to}")))
    with at(house, by) as desk:
        return add_counterparty_paper(desk, one, PaperWish(kind, valid_to=dt.date.fromisoformat(valid_to) if valid_to else None, **more), taken)


def states(house: House, one: int) -> list[tuple[int, str]]:
    with reading_at(house, acting("xu")) as desk:
        return [(each.paper.number, each.state) for each in papers_by(desk, [one]).get(one, [])]


@pytest.mark.parametrize("valid_to, state", [("2026-03-01", "expired"), ("2026-03-02", "expiring"), ("2026-04-01", "expiring"), ("2026-04-02", "holds"),
                                             ("", "holds")])
def test_a_paper_expires_and_is_warned_of_thirty_days_before(chancery_house: House, valid_to: str, state: str) -> None:
    one = added(chancery_house).id
    paper(chancery_house, one, valid_to)
    assert states(chancery_house, one) == [(1, state)]


def test_a_newer_paper_of_the_same_kind_replaces_the_old_one(chancery_house: House) -> None:
    one = added(chancery_house).id
    paper(chancery_house, one, "2026-03-01")
    paper(chancery_house, one, "2026-03-01", kind="qualification", about="建筑工程施工总承包一级")
    paper(chancery_house, one, "2030-03-01")
    assert states(chancery_house, one) == [(2, "expired"), (3, "holds"), (1, "replaced")]


def test_the_file_is_kept_in_the_vault_and_not_swept(chancery_house: House) -> None:
    one = added(chancery_house).id
    paper(chancery_house, one)
    with reading_at(chancery_house, acting("xu")) as desk:
        filed = paper_filed(desk, one, 1)
        assert filed.sha in named_files(desk) and missing_files(desk) == []
    assert (filed.name, filed.media) == ("营业执照.pdf", "application/pdf")


def test_what_is_removed_is_gone_and_its_number_is_not_given_again(chancery_house: House) -> None:
    one = added(chancery_house).id
    paper(chancery_house, one)
    with at(chancery_house, "qian") as desk:
        remove_counterparty_paper(desk, one, 1)
    assert paper(chancery_house, one) == 2
    with pytest.raises(NotFound), reading_at(chancery_house, acting("xu")) as desk:
        paper_filed(desk, one, 1)


@pytest.mark.parametrize("more, field", [({"kind": "poem"}, "kind"), ({"about": "x" * 121}, "about"), ({"paper_number": "x" * 81}, "paper_number"),
                                         ({"valid_to": "2026-01-01", "valid_from": dt.date(2026, 2, 1)}, "valid_to")])
def test_what_can_not_be_is_said_at_its_field(chancery_house: House, more: dict[str, Any], field: str) -> None:
    one = added(chancery_house).id
    with pytest.raises(Invalid) as refused:
        paper(chancery_house, one, **more)
    assert set(refused.value.facts["fields"]) == {field}


def test_an_auditor_adds_and_removes_nothing(chancery_house: House) -> None:
    one = added(chancery_house).id
    with pytest.raises(NotYours):
        paper(chancery_house, one, by="xu")
    paper(chancery_house, one)
    with pytest.raises(NotYours), at(chancery_house, "xu") as desk:
        remove_counterparty_paper(desk, one, 1)
