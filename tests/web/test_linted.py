"""The linter's findings on pages and in the API."""

from __future__ import annotations

from contracts.records import Contract
from engine.desk import reading_at
from tests.contracts.at_stage import Travelling
from tests.people import actor
from tests.quick_pdf import QuickPdf
from tests.web.visitors import Program, Visitor

BACK_TO_BACK = "本合同采用背靠背付款方式。"


def begun(house, **changed):
    """A draft that is whole and not submitted."""
    contract = Travelling(house, special_terms=BACK_TO_BACK, **changed)
    version = contract.row().version
    return contract, version


def test_the_drafter_is_told_in_their_language_what_is_unusual_and_where(app):
    house = app.extensions["chancery"]
    contract, version = begun(house)
    program = Program(app, "chen")
    draft = program.get(f"/api/v1/contracts/{contract.id}/draft").json
    sent = {"version": version, "values": {**draft["values"], **contract.typed}}
    assert program.ask("PUT", f"/api/v1/contracts/{contract.id}/draft", json=sent).status_code == 200
    found = Visitor(app, "chen").get(f"/contracts/{contract.id}/draft/findings").json
    assert [(one["code"], one["level"], one["quote"]) for one in found] == [("pay-when-paid", "warning", BACK_TO_BACK)]
    assert "国务院令第802号" in found[0]["text"]
    assert program.get(f"/api/v1/contracts/{contract.id}/draft/findings").json[0]["code"] == "pay-when-paid"


def test_an_error_of_the_text_is_answered_with_its_sentence_and_place(app):
    contract, version = begun(app.extensions["chancery"])
    program = Program(app, "chen")
    values = {**program.get(f"/api/v1/contracts/{contract.id}/draft").json["values"], **contract.typed, "special_terms": "另付【　】元。"}
    answer = program.post(f"/api/v1/contracts/{contract.id}/draft/submission", {"version": version, "values": values})
    assert answer.status_code == 422
    assert answer.json["errors"] == {"text.blank-left": "有空白未填：【　】"}
    assert answer.json["facts"]["found"][0]["quote"] == "另付【　】元。"
    with reading_at(app.extensions["chancery"], actor("xu")) as desk:
        assert desk.session.get_one(Contract, contract.id).number is None


def test_who_reviews_reads_what_is_unusual_on_page_and_in_the_api(app):
    app.extensions["chancery"].parts["converter"] = QuickPdf()
    contract, _version = begun(app.extensions["chancery"])
    item = contract.submitted().items()["department-head"]
    page = Visitor(app, "zhang").get(f"/work-items/{item}").get_data(as_text=True)
    assert "异常提示" in page
    assert BACK_TO_BACK in page
    assert "风险已上调：申报为“一般”" in page
    assert Program(app, "zhang").get(f"/api/v1/work-items/{item}").json["findings"][0]["code"] == "pay-when-paid"
    told = Program(app, "zhang").get(f"/api/v1/contracts/{contract.id}").json
    assert (told["risk_level"], told["findings"][0]["quote"]) == ("high", BACK_TO_BACK)
    assert BACK_TO_BACK in Visitor(app, "zhang").get(f"/contracts/{contract.id}").get_data(as_text=True)
