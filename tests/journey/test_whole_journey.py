"""Seven people take one contract from draft to archive."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from engine.desk import SYSTEM, reading_at
from engine.history import verify
from engine.projections import differences
from tests.journey.way import Way
from tests.told_clock import ToldClock

pytestmark = pytest.mark.both


def perform(way: Way, clock: ToldClock) -> None:
    """Each row of the plan comes up a week before it is due, is asked of finance and settled two days later.

    From ninety days before the contract's end its drafter is asked what is to follow.
    """
    end_is_near = dt.date.fromisoformat(way.typed["ends_on"]) - dt.timedelta(days=90)
    for row in way.typed["plan"]:
        comes_up = dt.date.fromisoformat(row["due_on"]) - dt.timedelta(days=7)
        clock.tell(f"{comes_up - dt.timedelta(days=1)}T12:00")
        way.settle_down()
        assert way.stands() == ("perform", "running", {"u:chen"} if comes_up > end_is_near else set())
        clock.tell(f"{comes_up}T09:00")
        way.settle_down()
        clock.advance("P2D")
        way.settled(row, f"{comes_up + dt.timedelta(days=2)}")


def test_seven_people_take_a_contract_from_draft_to_archive(way, clock, chancery_house):
    way.submitted()
    assert way.stands() == ("review", "running", {"u:zhang"})
    assert way.read()["number"] == "SVC-ENG-2026-0001"
    way.decided("zhang", "department-head")
    assert way.stands() == ("review", "running", {"g:legal", "g:finance"})
    way.decided("li", "legal-review").decided("wang", "finance-review")
    assert way.stands() == ("sign", "running", {"g:seal-keepers"})
    way.sealed().countersigned("2026-03-02")
    perform(way, clock)
    assert way.stands() == ("archive", "running", {"g:archivists", "u:chen"})
    way.filed()
    assert way.stands() == ("archive", "archived", set())
    with reading_at(chancery_house, SYSTEM) as desk:
        assert (verify(desk), list(differences(desk))) == ([], [])


def test_who_keeps_the_seals_does_not_seal_their_own_contract_and_the_register_names_the_applicant(quick_way):
    quick_way.submitted("zhou", department="ADM").decided("wu", "department-head").decided("li", "legal-review").decided("wang", "finance-review")
    assert quick_way.stands() == ("sign", "running", {"u:wu"})
    quick_way.sealed("wu")
    assert [(use["applicant"], use["ordered_by"]) for use in quick_way.read("/seal-uses")] == [("zhou", "wu")]


def test_the_signed_file_begins_with_the_bytes_that_were_approved(way):
    way.submitted().approved().sealed()
    approved, sealed = way.file("/texts/1/pdf"), way.paper("sealed")
    assert hashlib.sha256(approved).hexdigest() == way.read("/texts")[0]["pdf_sha"]
    assert sealed.startswith(approved) and len(sealed) > len(approved)
    ours = way.read("/signatures")[0]
    assert (ours["approved_sha"], ours["signed_sha"]) == (hashlib.sha256(approved).hexdigest(), hashlib.sha256(sealed).hexdigest())
