"""File a contract (归档): the archivist checks the papers and gives the file number; the job makes the package."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contracts.archive.contents import contents_of
from contracts.archive.file_numbers import take_number
from contracts.archive.filings import Filing
from contracts.archive.packages import Contents, write_package
from contracts.archive.required_papers import Required, as_checked, required_papers
from contracts.deciding.decisions import Decision, decide
from contracts.files.papers import Taken, keep
from contracts.files.vault import CHUNK, Stored, Vault
from contracts.forms.steps import fill_step
from contracts.process.standing import require_open
from contracts.records import Contract
from contracts.sealing.seals import provider_of
from engine import history
from engine.desk import Desk, House
from engine.errors import Invalid, Refusal, _l
from engine.identity import ItemId
from engine.jobs import Order


class PapersMissing(Refusal):
    """Papers that the archive must have are not there; facts: contract, papers (kind, called, about)."""

    code, status = "papers-missing", 409
    title = _l("The archive lacks papers of this contract.")
    hint = _l("Ask for the papers that are named here, or say why those of its type can't be had, then file the contract.")


def file_contract(desk: Desk, item: ItemId, typed: Mapping[str, Any], comment: str = "") -> Decision:
    """Give the contract its place in the archive; from now on it is only read, and the job makes the package.

    Raises NotFound, NotYours, AlreadyDone, ReadOnly, PapersMissing, and Invalid: a number that is taken, a list not confirmed.
    """
    filled = fill_step(desk, item, "file", typed)
    wrote = filled.wrote
    if filled.is_mine:
        contract, values = filled.asked.contract, filled.values
        require_open(contract)
        papers = _waived(required_papers(desk, contract), values.get("without", ""))
        _require_complete(contract, papers, values)
        take_number(desk, values["file_number"])
        contract.file_number, contract.updated_at = values["file_number"], desk.now
        desk.session.add(Filing(
            contract_id=contract.id, file_number=values["file_number"], retention=values["retention"], remark=values.get("remark", ""),
            papers=[as_checked(line) for line in papers], filed_by=desk.actor.user, filed_at=desk.now))
        history.record(desk, item.instance, "ledger", element=filled.asked.visit.element, facts={
            **wrote, "before": {"file_number": None}, "after": {"file_number": values["file_number"]}})
    return decide(desk, item, "file", comment, shown=None, wrote=wrote)


def _waived(papers: tuple[Required, ...], reason: str) -> tuple[Required, ...]:
    """The list, with the reason at what is missing and may be waived."""
    return tuple(replace(line, waived=reason) if line.may_be_waived else line for line in papers)


def _require_complete(contract: Contract, papers: tuple[Required, ...], values: Mapping[str, Any]) -> None:
    lacking = [line for line in papers if line.lacks]
    if lacking:
        raise PapersMissing(contract=contract.id, papers=[{"kind": one.kind, "called": one.called, "about": one.about} for one in lacking])
    if not values.get("complete"):
        raise Invalid(fields={"complete": _l("Confirm that you have checked the list.")})


class MakeArchivePackage:
    """The service task `make-archive-package`. Safe to run twice: equal bytes lie in the vault once, one run writes the paper."""

    slow = True

    def prepare(self, desk: Desk, order: Order) -> Contents | None:
        """What goes in, as the rows have it; None when the package is there already."""
        contract = desk.session.get_one(Contract, order.subject_id)
        filing = desk.session.get_one(Filing, contract.id)
        certificate = provider_of(desk.house).certificate()
        return contents_of(desk, contract, filing, certificate) if filing.package is None else None

    def work(self, house: House, order: Order, needed: Contents | None) -> Stored | None:
        """Write the zip and keep it. Raises VaultFull, NotFound for a file that the vault lost."""
        if needed is None:
            return None
        vault: Vault = house.parts["vault"]
        with tempfile.SpooledTemporaryFile(max_size=16 * CHUNK) as whole:
            write_package(needed, vault, whole)
            whole.seek(0)
            return vault.put(whole)

    def settle(self, desk: Desk, order: Order, result: Stored | None) -> Mapping[str, Any]:
        """Keep the package as a paper of the contract."""
        filing = desk.session.get_one(Filing, order.subject_id)
        if result is None or filing.package is not None:
            return {}
        contract = desk.session.get_one(Contract, order.subject_id)
        taken = Taken(result.sha, result.size, f"{contract.number or contract.id}-归档包.zip", "application/zip")
        paper = keep(desk, contract, "package", taken)
        filing.package = paper.number
        history.record(desk, order.key.instance, "package-made", element=order.element, facts={
            "file_number": filing.file_number, "paper": paper.number, "sha": result.sha, "size": result.size})
        return {}
