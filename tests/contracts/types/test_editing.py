"""Types that administrators edit: sound or refused with all that is wrong, by version, in the house's history."""

from __future__ import annotations

import pytest

from contracts.drafting.drafts import read_draft
from contracts.drafting.saving import my_draft
from contracts.drafting.starting import start_contract
from contracts.records import Contract
from contracts.templates.offered import NotOffered
from contracts.types.catalog import shipped, type_of
from contracts.types.definitions import TypeRefused
from contracts.types.editing import TypeChanged, add_type, restore_shipped, retire_type, save_type
from contracts.types.reading import type_view, type_views
from contracts.types.records import TypeRow
from contracts.wording.beginning import begin_theirs
from engine import history
from engine.desk import Actor, at_desk, reading_at
from engine.errors import NotYours
from engine.records import Entry

ZHENG = Actor("zheng", frozenset({"admin"}))
MONTHS = {"name": "bells_and_whistles", "kind": "integer", "label": {"zh": "质保期（月）", "en": "Warranty (months)"}, "required": True}
FORM = {"sections": [{"key": "own_1", "title": {"zh": "质保", "en": "Warranty"}, "fields": [MONTHS]}], "rules": []}
LEASE = {"key": "lease", "code": "LEA", "title": {"zh": "租赁合同", "en": "Lease"}, "direction": "expense", "form": FORM}


def changed(house, key="service", version=0, actor=ZHENG, **more):
    with at_desk(house, actor) as desk:
        definition = type_view(desk, key).definition
        return save_type(desk, key, {**definition, "under": [], **more}, version)


def faults(house, **more):
    with pytest.raises(TypeRefused) as refused:
        changed(house, **more)
    return {one.place for one in refused.value.facts["findings"]}


def entry(house):
    with reading_at(house, ZHENG) as desk:
        return desk.session.query(Entry).filter(Entry.chain == history.HOUSE).order_by(Entry.number.desc()).first()


def asked(house, contract_id):
    with at_desk(house, Actor("chen")) as desk:
        return {one.name for one in read_draft(desk, *my_draft(desk, contract_id)).form.fields}


def begun(house):
    with at_desk(house, Actor("chen")) as desk:
        return start_contract(desk, "service").contract_id


def test_the_next_contract_is_asked_what_its_type_says_and_a_draft_on_its_way_keeps_its_fields(chancery_house):
    before = begun(chancery_house)
    changed(chancery_house, form=FORM)
    assert "bells_and_whistles" in asked(chancery_house, begun(chancery_house))
    assert "bells_and_whistles" not in asked(chancery_house, before)


def test_a_change_is_written_to_the_house_with_before_and_after(chancery_house):
    assert changed(chancery_house, lead_days=[60, 7]) == 1
    found = entry(chancery_house)
    assert (found.act, found.actor, found.facts["contract_type"]) == ("type-changed", "zheng", "service")
    assert found.facts["before"]["lead_days.1"] == 90 and found.facts["after"]["lead_days.1"] == 60


def test_everything_that_is_wrong_is_said_at_once_each_with_its_place(chancery_house):
    form = {"sections": [{"key": "a", "title": {"zh": "甲"}, "fields": [{"name": "Bad", "kind": "colour", "label": {"zh": "乙", "en": "B"}}]}],
            "rules": [{"field": "x", "level": "error", "holds": "x ==", "says": {"zh": "丙", "en": "C"}}]}
    found = faults(chancery_house, code="svc", number_rule="{seq", lead_days=[1, 90], retention_cap="3 %", tax_rate="0.17", form=form,
                   papers=[{"kind": "sealed", "name": {"zh": "丁", "en": "D"}}], clauses=[{"name": {"zh": "", "en": ""}, "any_of": []}])
    assert found == {"code", "number_rule", "lead_days", "retention_cap", "tax_rate", "sections.1.title", "sections.1.fields.1.name",
                     "sections.1.fields.1.kind", "rules.1.holds", "papers.1.kind", "clauses.1.name", "clauses.1.any_of"}
    with reading_at(chancery_house, ZHENG) as desk:
        assert type_view(desk, "service").version == 0


def test_what_would_hurt_another_type_or_the_form_of_all_contracts_is_refused(chancery_house):
    with at_desk(chancery_house, ZHENG) as desk:
        add_type(desk, LEASE)
    same = {"sections": [{"key": "a", "title": LEASE["title"], "fields": [{**MONTHS, "name": "amount"}]}], "rules": []}
    assert faults(chancery_house, code="LEA", under=["nothing"], optional=["title", "amount"], form=same) == {
        "code", "under", "optional", "sections.1.fields.1.name"}


def test_an_older_page_is_refused_and_names_who_was_first(chancery_house):
    changed(chancery_house, lead_days=[60])
    with pytest.raises(TypeChanged) as refused:
        changed(chancery_house, lead_days=[30])
    assert refused.value.facts["by"] == "zheng"
    assert changed(chancery_house, version=1, lead_days=[30]) == 2


def test_saving_what_is_there_changes_nothing(chancery_house):
    assert changed(chancery_house, lead_days=[60]) == changed(chancery_house, version=1, lead_days=[60]) == 1


def test_a_type_of_the_houses_own_stands_in_its_place(chancery_house):
    with at_desk(chancery_house, ZHENG) as desk:
        add_type(desk, {**LEASE, "position": 1})
    with reading_at(chancery_house, ZHENG) as desk:
        assert [one.type.key for one in type_views(desk)][0] == "lease"
        assert not type_view(desk, "lease").is_shipped


def test_a_key_that_is_taken_is_said_beside_it(chancery_house):
    with at_desk(chancery_house, ZHENG) as desk, pytest.raises(TypeRefused) as refused:
        add_type(desk, {**LEASE, "key": "service"})
    assert [one.place for one in refused.value.facts["findings"]] == ["key"]


def test_of_a_retired_type_nothing_is_begun_until_it_is_brought_back(chancery_house):
    with at_desk(chancery_house, ZHENG) as desk:
        retire_type(desk, "service", 0)
    with pytest.raises(NotOffered):
        begun(chancery_house)
    with at_desk(chancery_house, ZHENG) as desk:
        retire_type(desk, "service", 1, retired=False)
    assert begun(chancery_house)


def test_a_type_is_again_as_we_ship_it(chancery_house):
    changed(chancery_house, form=FORM, code="ABC")
    with at_desk(chancery_house, ZHENG) as desk:
        restore_shipped(desk, "service", 1)
    with reading_at(chancery_house, ZHENG) as desk:
        assert type_of(desk, "service").code == "SVC" and type_view(desk, "service").version == 0
    assert entry(chancery_house).act == "type-restored"


@pytest.mark.parametrize("role", ["legal", "auditor", "manager", "ops"])
def test_others_change_no_type(chancery_house, role):
    with pytest.raises(NotYours):
        changed(chancery_house, actor=Actor("li", frozenset({role, "legal"})), lead_days=[60])


def rate_of(house, contract_id):
    with reading_at(house, ZHENG) as desk:
        return desk.session.get_one(Contract, contract_id).tax_rate


@pytest.mark.parametrize(("text", "rate"), [("construction", "0.09"), ("purchase", "0.13"), ("service", "0.06"), ("income", "0.06"), ("order", "0.13")])
def test_a_draft_begins_with_the_vat_rate_of_its_type(chancery_house, text, rate):
    with at_desk(chancery_house, Actor("chen")) as desk:
        ours = start_contract(desk, text).contract_id
    with at_desk(chancery_house, Actor("chen")) as desk:
        theirs = begin_theirs(desk, text).contract_id
    assert [rate_of(chancery_house, one) for one in (ours, theirs)] == [rate, rate]


@pytest.mark.both
def test_the_rate_of_a_type_is_changed_for_the_drafts_that_follow(chancery_house):
    before = begun(chancery_house)
    changed(chancery_house, tax_rate="0.03")
    assert [rate_of(chancery_house, one) for one in (before, begun(chancery_house))] == ["0.06", "0.03"]


@pytest.mark.parametrize("rate", ["0.17", "6", "", None, 0.06, ["0.06"]])
def test_a_rate_that_the_law_does_not_know_is_refused(chancery_house, rate):
    assert faults(chancery_house, tax_rate=rate) == {"tax_rate"}


def test_a_rate_that_is_not_in_force_any_more_is_refused_and_an_old_definition_with_it_still_works(chancery_house):
    changed(chancery_house, tax_rate="0.01")
    chancery_house.clock.tell("2028-01-03T09:00")
    assert rate_of(chancery_house, begun(chancery_house)) == "0.01"
    assert faults(chancery_house, version=1, position=31) == {"tax_rate"}


def test_a_definition_that_is_older_than_the_rate_means_six_percent(chancery_house):
    old = {name: value for name, value in shipped()["construction"].items() if name != "tax_rate"}
    with at_desk(chancery_house, ZHENG) as desk:
        desk.session.add(TypeRow(key="construction", definition=old, changed_at=desk.now, changed_by="zheng"))
    with at_desk(chancery_house, Actor("chen")) as desk:
        assert type_of(desk, "construction").tax_rate == "0.06"
    with reading_at(chancery_house, ZHENG) as desk:
        assert type_view(desk, "construction").definition["tax_rate"] == "0.06"
