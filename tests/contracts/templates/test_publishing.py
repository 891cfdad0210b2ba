"""The way of a version: two lawyers, one of whom wrote it and the other publishes it."""

from __future__ import annotations

import pytest

from contracts import notices
from contracts.documents.templates import pinned
from contracts.drafting.starting import start_contract
from contracts.people.groups import edit_group
from contracts.records import Contract
from contracts.templates.offered import NotOffered, offers
from contracts.templates.publishing import publish_version, reinstate_version, retire_version, send_back, submit_version
from contracts.templates.shelf import document, sheet, used_by
from contracts.templates.uploading import add_template, change_fields
from contracts.templates.versions import OwnTemplate, TemplateHasErrors, TemplateState
from engine.desk import Actor
from engine.errors import Invalid, NotFound, NotYours
from engine.history import entries
from tests.contracts.templates.conftest import GOOD, TITLE, USE, versions
from tests.engine.competing import at_once


def test_a_template_that_another_lawyer_published_is_offered_to_whoever_drafts(library):
    made = library.published()
    offered = {one.key: one for one in library.reads("chen", offers)}
    assert offered[made.template].title == TITLE and offered[made.template].use == USE
    assert library.does("chen", start_contract, made.template).contract_id


def test_nobody_publishes_what_they_wrote_submitted_or_changed(library):
    made = library.uploaded()
    library.does("lin", change_fields, made.template, 1, library.examined(login="lin", docx=library.reads("lin", document, made.template, 1)[1]))
    library.does("li", submit_version, made.template, 1, "请审阅")
    for author in ("li", "lin"):
        with pytest.raises(OwnTemplate):
            library.does(author, publish_version, made.template, 1)


@pytest.mark.parametrize("login", ["chen", "zheng", "xu", "sun"])
def test_only_lawyers_upload_submit_publish_and_send_back(library, login):
    made, examined = library.uploaded(), library.examined()
    for act, *given in ((add_template, examined, TITLE, USE), (submit_version, made.template, 1, "x"), (publish_version, made.template, 1),
                        (send_back, made.template, 1, "x"), (change_fields, made.template, 1, examined)):
        with pytest.raises(NotYours):
            library.does(login, act, *given)


def test_a_template_with_errors_is_not_submitted(library):
    made = library.uploaded("{{ amuont }}")
    with pytest.raises(TemplateHasErrors) as refused:
        library.does("li", submit_version, made.template, made.number, "x")
    assert refused.value.facts == {"errors": 1}


def test_what_is_sent_back_is_a_draft_again_with_the_reason(library):
    made = library.uploaded()
    library.does("li", submit_version, made.template, 1, "请审阅")
    library.does("lin", send_back, made.template, 1, "第三条不清楚")
    seen = library.reads("li", sheet, made.template, 1)
    assert seen.version.state == "draft" and seen.version.submitted_by is None
    assert [(one.act, one.by, one.said) for one in seen.deeds][-1] == ("sent-back", "lin", "第三条不清楚")


def test_a_note_and_a_reason_are_not_left_out(library):
    made = library.uploaded()
    with pytest.raises(Invalid):
        library.does("li", submit_version, made.template, 1, "  ")
    with pytest.raises(Invalid):
        library.does("li", retire_version, made.template, 1, "")


def test_a_second_version_takes_the_place_of_the_first_and_contracts_keep_what_they_began_with(library):
    made = library.published()
    begun = library.does("chen", start_contract, made.template).contract_id
    library.published(*GOOD, "补充：{{ venue }}", to=made.template)
    assert library.reads("li", versions, made.template) == [(1, "retired"), (2, "published")]
    kept = library.reads("chen", lambda desk: desk.session.get_one(Contract, begun).template_version)
    assert kept == library.reads("li", sheet, made.template, 1).version.version_sha
    assert "补充" not in str(pinned(library.house, kept).docx) and not pinned(library.house, kept).is_ours


def test_a_retired_template_is_not_offered_and_what_began_with_it_goes_on(library):
    made = library.published()
    library.does("chen", start_contract, made.template)
    library.does("zheng", retire_version, made.template, 1, "法规已变")
    with pytest.raises(NotOffered):
        library.does("chen", start_contract, made.template)
    assert made.template not in [one.key for one in library.reads("chen", offers)]
    seen = library.reads("li", sheet, made.template, 1)
    assert seen.used_by == 1 and (seen.version.retired_by, seen.deeds[-1].said) == ("zheng", "法规已变")


def test_a_template_retired_by_mistake_is_offered_again_when_that_is_taken_back(library):
    made = library.published()
    library.does("li", retire_version, made.template, 1, "误操作")
    assert library.reads("li", sheet, made.template, 1).deeds_possible == {"reinstate"}
    library.does("zheng", reinstate_version, made.template, 1, "恢复")
    seen = library.reads("li", sheet, made.template, 1)
    assert (seen.version.state, seen.version.retired_by, seen.deeds[-1].act, seen.deeds[-1].said) == ("published", None, "reinstated", "恢复")
    assert library.does("chen", start_contract, made.template).contract_id


def test_a_draft_thrown_away_by_mistake_is_a_draft_again_and_still_needs_its_approval(library):
    made = library.uploaded()
    library.does("li", submit_version, made.template, 1, "请审阅")
    library.does("li", retire_version, made.template, 1, "误操作")
    library.does("li", reinstate_version, made.template, 1, "恢复")
    assert library.reads("li", versions, made.template) == [(1, "draft")]
    assert library.reads("li", sheet, made.template, 1).deeds_possible == {"change", "submit", "retire"}


def test_a_retirement_is_not_taken_back_when_another_version_has_its_place(library):
    made = library.published()
    library.published(*GOOD, "补充", to=made.template)
    with pytest.raises(TemplateState) as refused:
        library.does("li", reinstate_version, made.template, 1, "恢复")
    assert refused.value.facts["instead"] == 2
    assert "reinstate" not in library.reads("li", sheet, made.template, 1).deeds_possible
    library.does("li", retire_version, made.template, 2, "新文有误")
    with pytest.raises(NotYours):
        library.does("chen", reinstate_version, made.template, 1, "恢复")
    library.does("li", reinstate_version, made.template, 1, "先用旧文")
    assert library.reads("li", versions, made.template) == [(1, "published"), (2, "retired")]


def test_the_uses_that_are_counted_are_those_that_one_may_see(library):
    made = library.published()
    library.does("chen", start_contract, made.template)
    version = library.reads("li", sheet, made.template, 1).version
    assert [sum(library.reads(login, used_by, [version]).values()) for login in ("li", "chen", "qian")] == [1, 1, 0]


def test_a_draft_is_not_there_for_whoever_drafts_contracts(library):
    made = library.uploaded()
    for login in ("chen", "sun"):
        with pytest.raises(NotFound):
            library.reads(login, sheet, made.template, 1)
    assert library.reads("zheng", sheet, made.template, 1).deeds_possible == {"retire"}


def test_what_was_published_is_not_submitted_or_published_again(library):
    made = library.published()
    for act, *given in ((submit_version, "x"), (send_back, "x"), (publish_version,)):
        with pytest.raises(TemplateState):
            library.does("li", act, made.template, 1, *given)


def test_the_history_of_the_house_says_who_published_what(library):
    made = library.published()
    found = [(one.act, one.actor) for one in library.reads("zheng", entries, "house") if one.facts.get("template") == made.template]
    assert found == [("template-uploaded", "li"), ("template-submitted", "li"), ("template-published", "lin")]


@pytest.mark.both
def test_of_two_who_publish_at_the_same_moment_one_does_and_one_version_is_published(library):
    made = library.published()
    second = library.uploaded(*GOOD, "补充", to=made.template)
    library.does("li", submit_version, made.template, second.number, "请审阅")
    answers = at_once(library.house, *[(lawyer, as_lawyer(publish_version, made.template, second.number)) for lawyer in ("lin", "qian")])
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "TemplateState"]
    assert library.reads("li", versions, made.template) == [(1, "retired"), (2, "published")]


@pytest.mark.both
def test_what_is_retired_while_it_is_published_ends_in_one_of_both_ways(library):
    made = library.uploaded()
    library.does("li", submit_version, made.template, 1, "请审阅")
    answers = at_once(library.house, ("lin", as_lawyer(publish_version, made.template, 1)), ("li", as_lawyer(retire_version, made.template, 1, "算了")))
    assert library.reads("li", versions, made.template) == [(1, "retired")] and answers[1] is None
    acts = [one.act for one in library.reads("li", sheet, made.template, 1).deeds]
    assert acts in (["uploaded", "submitted", "retired"], ["uploaded", "submitted", "published", "retired"])


def test_a_member_of_the_group_of_lawyers_keeps_the_library_without_the_role(library):
    library.does("zheng", edit_group, "legal", "法务", ["li", "he"])
    made = library.uploaded(login="he")
    assert library.reads("he", sheet, made.template, 1).deeds_possible == {"change", "submit", "retire"}


def as_lawyer(act, *given):
    def done(desk):
        desk.actor = Actor(desk.actor.user, frozenset({"legal"}))
        return act(desk, *given)

    return done


def told(library, login):
    return [(one.kind, one.facts["template"], one.facts["version"], one.facts.get("reason")) for one in library.reads(login, notices.page).rows
            if one.kind.startswith("template-")]


def test_the_other_lawyers_are_told_of_a_submitted_template_and_its_submitter_of_the_answer(library):
    made = library.uploaded()
    library.does("li", submit_version, made.template, 1, "请审阅")
    assert told(library, "lin") == [("template-waits", made.template, 1, None)] and told(library, "li") == told(library, "chen") == []
    library.does("lin", send_back, made.template, 1, "第三条不清楚")
    assert told(library, "li") == [("template-sent-back", made.template, 1, "第三条不清楚")]
    library.does("li", submit_version, made.template, 1, "改了")
    library.does("lin", publish_version, made.template, 1)
    assert "template-published" in {kind for kind, *_rest in told(library, "li")}
