"""Papers that a contract's type asks for (必备资料): brought by the contract's owner or an archivist, replaced, withdrawn.

Each change stands in the contract's history; a paper that was replaced or withdrawn keeps its row and its file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from contracts.deciding.asked import hold, seen_contract
from contracts.files.papers import Taken, keep
from contracts.forms.clean_text import BadText, clean
from contracts.linking.records import LinkEffect
from contracts.linking.relations import EFFECTIVE
from contracts.process.standing import is_read_only, require_open
from contracts.records import Contract, Paper
from contracts.types.catalog import type_of
from contracts.types.definitions import USUAL_KINDS, RequiredPaper
from engine import history
from engine.desk import Desk
from engine.errors import Invalid, NotFound, NotYours, Refusal, _l

STAGES = ("sign", "perform", "archive")
LONGEST_REASON = 400
SCAN = RequiredPaper("scan", {"zh": "合同扫描件", "en": "Scan of the signed contract"}, False)   # it was signed elsewhere


class NoPapersYet(Refusal):
    """The contract is still drafted or reviewed; facts: contract, stage."""

    code, status = "no-papers-yet", 409
    title = _l("This contract is not approved yet.")
    hint = _l("The papers that its type asks for are uploaded between its approval and its filing; a draft has attachments.")


def type_papers(desk: Desk, contract: Contract) -> tuple[RequiredPaper, ...]:
    """What the type asks for today. A supplement, a change and a termination leave it to their main contract;
    of a contract that was terminated or imported nothing is insisted on, for it may never come."""
    if contract.relation in EFFECTIVE:
        return ()
    asked = type_of(desk, contract.type).papers
    if contract.source == "imported":
        return (*(() if SCAN.kind in {one.kind for one in asked} else (SCAN,)), *(replace(one, must=False) for one in asked))
    if any(one.must for one in asked) and _was_terminated(desk, contract):
        return tuple(replace(one, must=False) for one in asked)
    return asked


def may_bring(desk: Desk, contract: Contract) -> bool:
    """Whose contract it is, and archivists; between its approval and its filing."""
    return _is_theirs(desk, contract) and contract.stage in STAGES and not is_read_only(contract)


def bring_paper(desk: Desk, contract_id: str, kind: str, taken: Taken, *, replaces: int | None = None) -> int:
    """Keep a paper of a kind that the type asks for, in the place of an older one where `replaces` names it; its number.

    Raises NotFound, NotYours, ReadOnly, NoPapersYet, Invalid, TooMuch; nothing has changed then.
    """
    contract = _held(desk, contract_id)
    asked = next((one for one in type_papers(desk, contract) if one.kind == kind), None)
    if asked is None:
        raise Invalid(fields={"kind": _l("Choose one of those offered.")})
    if replaces is not None:
        _take_away(desk, _there(desk, contract, replaces, kind))
    paper = keep(desk, contract, kind, taken)
    _note(desk, contract, paper, "paper-replaced" if replaces else "paper-brought", dict(asked.name), replaces=replaces)
    return paper.number


def withdraw_paper(desk: Desk, contract_id: str, number: int, reason: str) -> None:
    """Take a paper back; it is missing from now on. Raises NotFound, NotYours, ReadOnly, NoPapersYet, Invalid."""
    contract = _held(desk, contract_id)
    paper, said = _there(desk, contract, number), _reason(reason)
    if paper.kind in USUAL_KINDS:
        raise NotFound(contract=contract.id, paper=number)
    called = next((one.name for one in type_papers(desk, contract) if one.kind == paper.kind), {"zh": paper.kind, "en": paper.kind})
    _take_away(desk, paper)
    _note(desk, contract, paper, "paper-withdrawn", dict(called), reason=said)


def require_bringer(desk: Desk, contract: Contract) -> None:
    """Raises NotYours, ReadOnly, NoPapersYet for who may not bring a paper now: before a file is taken in for nobody."""
    if not _is_theirs(desk, contract):
        raise NotYours(contract=contract.id)
    require_open(contract)
    if contract.stage not in STAGES:
        raise NoPapersYet(contract=contract.id, stage=contract.stage)


def _held(desk: Desk, contract_id: str) -> Contract:
    contract = seen_contract(desk, contract_id)
    hold(desk, contract)
    require_bringer(desk, contract)
    return contract


def _is_theirs(desk: Desk, contract: Contract) -> bool:
    user = desk.actor.user
    return user == contract.owner or "archivist" in desk.actor.roles or "archivists" in desk.directory.groups(user)


def _there(desk: Desk, contract: Contract, number: int, kind: str | None = None) -> Paper:
    paper = desk.session.get(Paper, (contract.id, number)) if 0 < number < 2**31 else None
    if paper is None or paper.removed_at is not None or kind not in (None, paper.kind):
        raise NotFound(contract=contract.id, paper=number)
    return paper


def _take_away(desk: Desk, paper: Paper) -> None:
    paper.removed_at, paper.removed_by = desk.now, desk.actor.user


def _note(desk: Desk, contract: Contract, paper: Paper, act: str, called: dict[str, str], **more: Any) -> None:
    history.record(desk, str(contract.instance_id), act, facts={
        "paper": paper.number, "paper_kind": paper.kind, "called": called, "file": paper.name, "sha": paper.sha,
        **{name: value for name, value in more.items() if value is not None}})


def _reason(text: str) -> str:
    try:
        said = clean(text)
    except BadText as bad:
        raise Invalid(fields={"reason": BadText.title}) from bad
    if not said or len(said) > LONGEST_REASON:
        raise Invalid(fields={"reason": _l("Say why, in 400 characters at most.")})
    return said


def _was_terminated(desk: Desk, contract: Contract) -> bool:
    found = sa.select(LinkEffect.contract_id).where(LinkEffect.parent_id == contract.id, LinkEffect.relation == "termination").limit(1)
    return desk.session.scalar(found) is not None
