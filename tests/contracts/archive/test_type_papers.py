"""Papers that a contract's type asks for: who brings them when, what replaces and withdraws them, and that nothing is filed without a must."""

from __future__ import annotations

import json

import pytest

from contracts.archive.archiving import PapersMissing
from contracts.archive.required_papers import Required, required_papers
from contracts.archive.type_papers import NoPapersYet, may_bring, withdraw_paper
from contracts.files.filed import paper_file
from contracts.files.papers import TooMuch, papers_of
from contracts.process.standing import ReadOnly
from contracts.records import Contract, Paper
from contracts.types.definitions import TypeRefused
from engine import history
from engine.desk import at_desk, reading_at
from engine.errors import Invalid, NotFound, NotYours
from tests.contracts.archive.test_archiving import GIVEN, file, inside, look, verified
from tests.contracts.archive.wanting import ACCEPTANCE, LOG, archivist_or, brought, wanting
from tests.contracts.at_stage import Travelling
from tests.contracts.linking.below import Below
from tests.hands import work_off
from tests.kept import remembered
from tests.people import actor


@pytest.fixture
def contract(quick_house):
    remembered(quick_house, "wanting", lambda: wanting(quick_house, ACCEPTANCE, LOG))
    return Travelling.brought(quick_house, "countersigned")


def lines(contract, user="xu"):
    return look(contract, lambda desk: required_papers(desk, desk.session.get_one(Contract, contract.id)), user)


def of_type(contract):
    return {line.kind: line for line in lines(contract) if line.of_type}


def withdrawn(contract, number, reason="内容有误。", by="chen"):
    with at_desk(contract.house, actor(by)) as desk:
        withdraw_paper(desk, contract.id, number, reason)


def told(contract):
    entries = look(contract, lambda desk: history.entries(desk, contract.row().instance_id))
    return [(one.act, one.actor, one.facts) for one in entries if one.act.startswith("paper-")]


def test_the_list_names_what_the_type_asks_for_and_who_gave_it_when(contract):
    number = brought(contract)
    found = of_type(contract)
    assert (found["acceptance"].is_there, found["acceptance"].must, found["service-log"].is_there, found["service-log"].must) == (True, True, False, False)
    [paper] = found["acceptance"].there
    assert (paper.number, paper.added_by, paper.added_at, paper.name) == (number, "chen", contract.house.clock(), "验收合格.pdf")


def test_nothing_is_filed_while_a_must_of_the_type_is_missing(contract):
    contract.settled()
    with pytest.raises(PapersMissing) as refused:
        file(contract)
    assert refused.value.facts["papers"] == [{"kind": "acceptance", "called": ACCEPTANCE["name"], "about": ""}]
    brought(contract, by="wu")
    file(contract)
    assert contract.row().file_number == "HT-2026-0001"


@pytest.mark.parametrize(("user", "may"), [("chen", True), ("wu", True), ("li", False), ("wang", False), ("xu", False)])
def test_the_owner_and_archivists_bring_papers_and_nobody_else(contract, user, may):
    if may:
        assert brought(contract, by=user) == 3
    else:
        with pytest.raises(NotYours):
            brought(contract, by=user)
    with reading_at(contract.house, archivist_or(user)) as desk:
        assert may_bring(desk, contract.row()) is may


def test_who_may_not_see_the_contract_does_not_find_it(contract):
    with pytest.raises(NotFound):
        brought(contract, by="qian")
    number = brought(contract)
    with pytest.raises(NotFound):
        withdrawn(contract, number, by="qian")


def test_a_draft_and_a_contract_under_review_take_no_papers_yet(quick_house):
    early = Travelling(quick_house)
    for stage in (early, early.submitted()):
        with pytest.raises(NoPapersYet):
            brought(stage)
    assert brought(early.approved()) == 1


def test_what_the_type_does_not_ask_for_is_refused(contract):
    for kind in ("settlement", "receipt", "sealed", ""):
        with pytest.raises(Invalid) as refused:
            brought(contract, kind)
        assert list(refused.value.facts["fields"]) == ["kind"]


def test_a_newer_file_takes_the_place_of_an_older_one_which_stays_in_the_history(contract):
    first = brought(contract)
    second = brought(contract, by="wu", line="复验合格", replaces=first)
    assert [paper.number for paper in of_type(contract)["acceptance"].there] == [second]
    [_, (act, by, facts)] = told(contract)
    assert (act, by, facts["replaces"], facts["called"]) == ("paper-replaced", "wu", first, ACCEPTANCE["name"])
    old = look(contract, lambda desk: desk.session.get(Paper, (contract.id, first)))
    assert (old.removed_by, contract.house.parts["vault"].exists(old.sha)) == ("wu", True)


def test_a_withdrawn_paper_is_missing_again_and_says_why(contract):
    number = brought(contract)
    withdrawn(contract, number, "对方未盖章。")
    assert not of_type(contract)["acceptance"].is_there
    assert told(contract)[-1][0] == "paper-withdrawn" and told(contract)[-1][2]["reason"] == "对方未盖章。"
    with pytest.raises(NotFound):
        look(contract, lambda desk: paper_file(desk, contract.id, number))
    with pytest.raises(NotFound):
        withdrawn(contract, number)


def test_only_papers_of_the_type_are_withdrawn_or_replaced(contract):
    sealed = look(contract, lambda desk: papers_of(desk, contract.id, "sealed"))[0].number
    log = brought(contract, "service-log")
    with pytest.raises(NotFound):
        withdrawn(contract, sealed)
    for number in (sealed, log, 99, 2**40):
        with pytest.raises(NotFound):
            brought(contract, replaces=number)
    with pytest.raises(Invalid):
        withdrawn(contract, log, " ")


def test_a_filed_contract_is_only_read_and_shows_the_list_that_was_checked(contract):
    number = brought(contract)
    contract.settled().filed()
    wanting(contract.house, ACCEPTANCE, LOG, {"kind": "handover", "name": {"zh": "移交单", "en": "Handover"}, "must": True})
    assert [(line.kind, line.called, line.is_there) for line in lines(contract)][-2:] == [
        ("acceptance", ACCEPTANCE["name"], True), ("service-log", LOG["name"], False)]
    assert [paper.number for paper in of_type(contract)["acceptance"].there] == [number]
    with pytest.raises(ReadOnly):
        brought(contract)
    with pytest.raises(ReadOnly):
        withdrawn(contract, number)


def test_what_was_filed_before_its_type_asked_stays_as_it_is(quick_house):
    old = Travelling.brought(quick_house, "filed")
    wanting(quick_house, ACCEPTANCE)
    assert verified(old).is_good and old.row().status == "archived"
    assert [line.kind for line in lines(old) if line.must and not line.is_there] == []


def test_what_can_not_be_had_is_waived_with_a_reason_that_stays_with_the_file(contract):
    contract.settled()
    file(contract, {**GIVEN, "without": "对方已注销，无法取得。"})
    found = of_type(contract)
    assert (found["acceptance"].is_there, found["acceptance"].waived, found["service-log"].waived) == (False, "对方已注销，无法取得。", "")
    work_off(contract.house)
    assert "对方已注销，无法取得。" in inside(contract)["data/index.html"].decode()


def test_only_papers_of_the_type_are_waived():
    lines = [Required("sealed", False, True), Required("acceptance", False, True, of_type={"zh": "服务验收单", "en": "Certificate"}),
             Required("log", False, False, of_type={"zh": "服务记录", "en": "Log"})]
    assert [(line.lacks, line.may_be_waived) for line in lines] == [(True, False), (True, True), (False, False)]


def test_the_package_holds_them_and_proves_them(contract):
    number = brought(contract)
    brought(contract, "service-log", line="巡检记录")
    withdrawn(contract, number + 1)
    files = inside(contract.settled().filed())
    name = f"data/papers/{number:02d}-acceptance.pdf"
    assert name in files and name in files["manifest-sha256.txt"].decode() and not [one for one in files if "service-log" in one]
    [row] = [one for one in json.loads(files["data/papers.json"]) if one["kind"] == "acceptance"]
    assert (row["file"], row["called"]) == (name, ACCEPTANCE["name"]) and "服务验收单 · Certificate of acceptance" in files["data/index.html"].decode()
    assert verified(contract).is_good and "paper-withdrawn" in files["data/history/contract.jsonl"].decode()


def test_a_supplement_leaves_them_to_its_main_contract(contract):
    supplement = Below(contract, "supplement", amount_change="50000.00").countersigned()
    assert of_type(supplement) == {} and set(of_type(contract)) == {"acceptance", "service-log"}


def test_of_a_terminated_contract_nothing_is_insisted_on(contract):
    Below(contract, "termination", open_payments="drop", termination_reason="项目停止", new_ends_on="2026-06-30").countersigned()
    assert [line.kind for line in lines(contract) if line.must and not line.is_there] == []


def test_the_files_of_a_contract_together_have_a_limit(contract):
    contract.house.settings["papers"] = {"contract_bytes": 10}
    with pytest.raises(TooMuch):
        brought(contract)


def test_the_kinds_of_our_own_papers_are_no_names_for_those_of_a_type(contract):
    for kind in ("invoice", "wording", "receipt"):
        with pytest.raises(TypeRefused):
            wanting(contract.house, {**ACCEPTANCE, "kind": kind})
