"""Steps are called what the diagram calls them, in the language of who reads."""

from __future__ import annotations

import pytest

from tests.contracts.at_stage import Travelling
from tests.quick_pdf import QuickPdf

STEPS = {"en": ("Legal review", "Approval by the head of department"), "zh_CN": ("法务审查", "部门负责人审批")}


@pytest.fixture
def in_review(app, chancery_house):
    """The head of department has approved; li is asked."""
    chancery_house.parts["converter"] = QuickPdf()
    return Travelling.brought(chancery_house, "submitted").decided("department-head")


@pytest.fixture
def read(visit, in_review):
    """`read("/inbox", "en")`: what li reads there."""

    def page(path: str, language: str) -> str:
        li = visit("li")
        li.browser.set_cookie("chancery-language", language)
        return li.get(path).get_data(as_text=True)

    return page


@pytest.mark.parametrize("language", STEPS)
def test_a_page_calls_steps_in_the_language_of_its_reader(read, in_review, language):
    contract, item = f"/contracts/{in_review.id}", in_review.items()["legal-review"]
    mine, heads = STEPS[language]
    other = next(steps for name, steps in STEPS.items() if name != language)
    for path, step in {"/inbox": mine, "/notices": mine, f"/work-items/{item}": heads, contract: mine,
                       f"{contract}?tab=approvals": heads, f"{contract}?tab=history": mine}.items():
        page = read(path, language)
        assert step in page, path
        assert not [one for one in other if one in page], path


def test_who_runs_the_house_reads_steps_and_jobs_in_english(visit, in_review):
    zheng = visit("zheng")
    zheng.browser.set_cookie("chancery-language", "en")
    page = zheng.get(f"/running/{in_review.row().instance_id}").get_data(as_text=True)
    assert "Make the documents" in page and "Legal review" in page and "生成合同文件" not in page


def test_a_program_reads_them_in_the_language_of_its_person(program, in_review):
    li = program("li")
    assert li.get("/api/v1/work-items").json["rows"][0]["step"] == "法务审查"
    li.client.set_cookie("chancery-language", "en")
    assert li.get("/api/v1/work-items").json["rows"][0]["step"] == "Legal review"


def test_a_name_that_no_diagram_has_in_the_language_stays_as_it_was_drawn(app):
    from web.showing.steps import step_name

    with app.test_request_context("/", headers={"Cookie": "chancery-language=en"}):
        assert (step_name("谈判"), step_name(None)) == ("谈判", "")
