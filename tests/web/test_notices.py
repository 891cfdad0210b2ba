"""What people are told about no contract of theirs, in the page: in their language, and where it leads."""

from __future__ import annotations

import re

import pytest

from contracts import notices
from engine.desk import at_desk
from tests.people import actor
from tests.web.visitors import Program, Visitor

TOLD = {
    "account-waits": ({"counterparty": 7, "name": "恒立达"}, "银行账户待您确认：恒立达", "/counterparties/7"),
    "template-waits": ({"template": "service-2", "version": 3, "called": {"zh": "维保范本", "en": "Upkeep"}}, "范本待第二名法务审批：维保范本",
                       "/templates/service-2/versions/3"),
    "template-published": ({"template": "service-2", "version": 3, "called": {"zh": "维保范本", "en": "Upkeep"}, "by": "lin"}, "发布了您的范本：维保范本",
                           "/templates/service-2/versions/3"),
    "template-sent-back": ({"template": "service-2", "version": 3, "called": {"zh": "维保范本", "en": "Upkeep"}, "by": "lin", "reason": "第三条"},
                           "退回了您的范本：维保范本 · 第三条", "/templates/service-2/versions/3"),
}


@pytest.mark.parametrize("kind", TOLD)
def test_it_is_said_and_leads_to_what_it_is_about(app, chancery_house, kind):
    facts, said, place = TOLD[kind]
    with at_desk(chancery_house, actor("chen")) as desk:
        notices.tell_all(desk, ["wang", "chen"], kind, key=kind, **facts)
    wang = Visitor(app, "wang")
    page = wang.get("/notices").get_data(as_text=True)
    assert said in page
    [number] = re.findall(r"/notices/(\d+)/reading", page)
    typed = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page[page.index(f"/notices/{number}/reading"):]))
    opened = wang.post(f"/notices/{number}/reading", {name: value for name, value in typed.items() if name != "csrf_token"})
    assert (opened.status_code, opened.location) == (303, place)
    assert [one["kind"] for one in Program(app, "wang").get("/api/v1/notices").json["rows"]] == [kind]
    assert Program(app, "chen").get("/api/v1/notices").json["rows"] == []
