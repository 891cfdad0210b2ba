"""Returned: to the drafter to walk again, or to come straight back; from sign to the department head."""

from __future__ import annotations


def test_returned_to_walk_again_everybody_is_asked_again_on_the_new_text(quick_way):
    quick_way.submitted().decided("zhang", "department-head").returned("li", "legal-review")
    assert quick_way.stands() == ("draft", "running", {"u:chen"})
    quick_way.submitted(late_rate="8")
    assert quick_way.stands() == ("review", "running", {"u:zhang"})
    quick_way.approved()
    assert quick_way.stands()[0] == "sign"
    assert [text["number"] for text in quick_way.read("/texts")] == [1, 2]


def test_both_texts_are_kept_byte_for_byte(quick_way):
    quick_way.submitted()
    first = quick_way.file("/texts/1/pdf")
    quick_way.returned("zhang", "department-head")
    quick_way.submitted(late_rate="8")
    assert quick_way.file("/texts/1/pdf") == first != quick_way.file("/texts/2/pdf")


def test_returned_straight_the_returner_is_asked_again_and_so_are_those_who_approved_the_old_text(quick_way):
    quick_way.submitted().decided("zhang", "department-head").returned("li", "legal-review", then="back")
    assert quick_way.stands()[2] == {"u:chen", "g:finance"}
    quick_way.submitted(late_rate="8")
    assert quick_way.stands() == ("review", "running", {"u:zhang", "g:legal", "g:finance"})
    quick_way.decided("li", "legal-review").decided("wang", "finance-review")
    assert quick_way.stands() == ("review", "running", {"u:zhang"})
    quick_way.decided("zhang", "department-head")
    assert quick_way.stands()[0] == "sign"


def test_an_approval_of_the_old_text_is_shown_as_taken_away(quick_way):
    quick_way.submitted().decided("zhang", "department-head").returned("li", "legal-review", then="back")
    quick_way.submitted(late_rate="8")
    item = quick_way.item("li", "legal-review")
    said = quick_way.done("li", "GET", f"/work-items/{item}")["said"]
    assert [(one["by"], one["is_void"]) for one in said if one["outcome"] == "approve"] == [("zhang", True)]


def test_returned_straight_and_sent_back_unchanged_no_approval_falls(quick_way):
    quick_way.submitted().decided("zhang", "department-head").returned("li", "legal-review", then="back")
    quick_way.submitted()
    assert quick_way.stands()[2] == {"g:legal", "g:finance"}
    assert len(quick_way.read("/texts")) == 1


def test_returned_from_sign_to_the_department_head_then_approved_only_legal_and_finance_are_asked(quick_way):
    quick_way.submitted().approved().returned("zhou", "seal", to="department-head")
    assert quick_way.elements() == {"department-head"}
    quick_way.decided("zhang", "department-head")
    assert quick_way.elements() == {"legal-review", "finance-review"}
    quick_way.decided("li", "legal-review").decided("wang", "finance-review")
    assert quick_way.elements() == {"seal"}


def test_a_sealed_contract_goes_back_to_nobody(quick_way):
    quick_way.submitted().approved().sealed()
    item = quick_way.item("chen", "countersign")
    said = quick_way.ask("chen", "POST", f"/api/v1/work-items/{item}/return", {"to": "department-head", "then": "again", "reason": "不对"})
    assert (said.status, said.body["code"]) == (409, "not-returnable")


def test_rejected_it_ends_and_its_drafter_is_told(quick_way):
    quick_way.submitted().decided("zhang", "department-head").decided("li", "legal-review", "reject")
    assert quick_way.stands() == ("review", "cancelled", set())
    told = quick_way.done("chen", "GET", "/notices")["rows"]
    assert [(one["kind"], one["contract"]) for one in told][:1] == [("cancelled", quick_way.id)]


def test_straight_back_with_an_amount_above_the_limit_asks_the_general_manager_before_the_seal(quick_way):
    quick_way.submitted(amount="368000.00", plan=[{"name": "合同款", "condition": "验收后", "amount": "368000.00", "due_on": "2026-12-15"}])
    quick_way.decided("zhang", "department-head").decided("li", "legal-review").returned("wang", "finance-review", then="back")
    dear = [{"name": "合同款", "condition": "验收后", "amount": "4200000.00", "due_on": "2026-12-15"}]
    quick_way.submitted(amount="4200000.00", plan=dear)
    assert quick_way.stands() == ("review", "running", {"u:zhang"})
    quick_way.approved()
    assert quick_way.elements() == {"general-manager"}
    quick_way.decided("sun", "general-manager")
    assert quick_way.elements() == {"seal"} and [text["number"] for text in quick_way.read("/texts")] == [1, 2]


def test_what_changed_the_way_is_in_the_history_with_the_table_before_and_after(quick_way):
    quick_way.submitted().decided("zhang", "department-head").returned("li", "legal-review", then="back")
    quick_way.submitted(risk="high")
    changed = [entry["facts"]["changed"] for entry in quick_way.read("/history") if entry["act"] == "route-changed"]
    assert [(one["table"], one["before"][0]["general_manager"], one["after"][0]["general_manager"]) for one in changed[0]] == [
        ("approval", False, True)]
