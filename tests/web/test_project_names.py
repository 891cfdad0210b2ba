"""Where a project's code stands in the ledger, a filter, a report or a file, people read what it is called."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from contracts.projects.names import project_names
from tests.contracts.ledger.test_listing import put
from tests.contracts.projects.conftest import CODE, ask, put_project, wish

NAME = wish().name


@pytest.fixture
def booked(chancery_house):
    put_project(chancery_house)
    put(chancery_house, "电缆采购", project=CODE)
    return chancery_house


def text(answer):
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", [f"/contracts?columns=project&project={CODE}", "/contracts?columns=title&columns=project",
                                  f"/contracts?columns=title&project={CODE}", "/reports?rows=project", f"/reports?rows=type&project={CODE}"])
def test_a_page_calls_a_project_by_its_name(booked, visit, path):
    page = text(visit("xu").get(path))
    shown = page.split("<datalist")[0] + page.split("</datalist>")[-1]
    assert NAME in shown


def test_a_report_as_a_file_calls_it_by_its_name(booked, visit):
    sheet = load_workbook(io.BytesIO(visit("xu").get("/reports/file.xlsx?rows=project").data)).active
    assert NAME in [cell.value for cell in sheet["A"]]


def test_the_filter_offers_projects_by_code_and_name(booked, visit):
    assert f'<option value="{CODE}">{NAME}</option>' in text(visit("xu").get("/contracts"))


def test_a_project_is_named_to_its_people_and_its_company_only(booked):
    assert [NAME in ask(booked, who, project_names).values() for who in ("he", "qian", "xu", "chen", "zhou")] == [True, True, True, True, False]
