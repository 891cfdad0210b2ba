"""Search everywhere and the palette's commands, over page and API."""

from __future__ import annotations

import re

import pytest

from contracts.projects.projects import ProjectWish, add_project
from contracts.templates.stocking import stock_library
from engine.desk import SYSTEM, at_desk
from tests.contracts.counterparties.keeping import NAME, added
from tests.contracts.ledger.test_listing import put
from tests.people import actor
from tests.web.visitors import Visitor
from web.asking.who import OPEN

# what is no page to go to: parts of pages, files, forwarding, forms that need something beside them
NO_PLACES = {"frame.home", "frame.favicon", "search.find", "drafting.frame", "contract_types.example", "counterparties.suggestions", "health.readyz",
             "health.metrics", "static", "openapi.specification", "imports.template"}


@pytest.fixture
def filled(chancery_house):
    """One thing of each kind that the word 恒立达 or 服务 finds."""
    with at_desk(chancery_house, SYSTEM) as desk:
        stock_library(desk)
    with at_desk(chancery_house, actor("sun")) as desk:
        add_project(desk, "P2026-09", ProjectWish(name="恒立达服务项目", department="ENG", manager="chen"))
    added(chancery_house)
    put(chancery_house, "恒立达服务合同")
    return chancery_house


def kinds(answer):
    return {one["kind"] for one in answer.json}


def test_each_kind_is_found_and_its_link_opens(filled, visit):
    visitor = visit("zheng")
    page = visitor.get("/search?text=服务").get_data(as_text=True) + visitor.get("/search?text=恒立达").get_data(as_text=True)
    links = re.findall(r'role="option"[^>]*href="([^"]+)"', page)
    assert {link.split("/")[1] for link in links} >= {"contracts", "counterparties", "projects", "templates", "administration"}
    assert [visitor.get(link).status_code for link in links] == [200] * len(links)


def test_the_api_finds_the_same_and_only_what_i_may_see(filled, program):
    asked = "/api/v1/search?text=恒立达"
    assert kinds(program("sun").get(asked)) == {"contract", "counterparty", "project"}
    assert kinds(program("qian").get(asked)) == {"counterparty"}
    assert [one["title"] for one in program("qian").get(asked).json] == [NAME]
    assert (kinds(program("zheng").get("/api/v1/search?text=服务")), kinds(program("zhou").get("/api/v1/search?text=服务"))) == (
        {"contract", "project", "template", "type"}, {"template"})


def lists(app):
    """Every page that has an address of its own."""
    return {rule.endpoint: str(rule) for rule in app.url_map.iter_rules()
            if "GET" in rule.methods and not rule.arguments and not str(rule).startswith("/api") and rule.endpoint not in OPEN | NO_PLACES}


def offered(visitor):
    page = visitor.get("/inbox").get_data(as_text=True)
    return re.findall(r'id="command-\d+" href="([^"?]+)"', page)


@pytest.mark.parametrize("login", ["zhou", "chen", "li", "sun", "wang", "wu", "xu", "zheng"])
def test_the_palette_offers_every_page_that_one_may_open_and_no_other(app, login):
    visitor = Visitor(app, login)
    open_to_me = {path for path in lists(app).values() if visitor.get(path).status_code == 200}
    assert set(offered(visitor)) == open_to_me


def test_no_command_stands_in_the_palette_twice(visit):
    places = offered(visit("zheng"))
    assert len(places) == len(set(places))
