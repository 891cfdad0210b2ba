"""Seven people take one contract from draft to archive, each in a browser of their own, with LibreOffice making the documents."""

from __future__ import annotations

import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser import contract_on_its_way as way
from tests.browser.screens.reading import ContractPage

pytestmark = pytest.mark.slow


def reviewed(people):
    """Drafted, returned, changed, approved by all four who must."""
    contract = way.drafts(people("chen"))
    way.returns(people("zhang"), "请写明响应时间。")
    way.changes(people("chen"), contract, service_standard="一般故障一小时内到场。")
    for login in ("zhang", "li", "wang", "sun"):
        way.approves(people(login))
    return contract


def performed(people, served):
    """Sealed, signed by both, every row of its plan paid."""
    way.seals(people("zhou"))
    way.records_their_copy(people("chen"))
    for row in way.PLAN:
        way.settles(people("wang"), served, row)


def test_seven_people_take_a_contract_from_draft_to_archive(served, people):
    contract = reviewed(people)
    way.stands_at(people("chen"), contract, "签订")
    performed(people, served)
    way.stands_at(people("chen"), contract, "归档")
    number = way.files(people("wu"))
    archived = ContractPage(people("wu"), contract, "archive")
    expect(archived.body).to_contain_text(number)
    package = archived.download_package()
    assert f"{number}/manifest-sha256.txt" in zipfile.ZipFile(package.path()).namelist()
    assert archived.verify_package().locator(".is-good").is_visible()
    expect(archived.head).to_contain_text("只读")
    expect(archived.actions.locator(":not(.actions-linked) > form button, .btn-primary")).to_have_count(0)
