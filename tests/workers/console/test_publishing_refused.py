"""What `deploy` refuses because this house could not do it, or because the edition's own process tests say that it is wrong."""

from __future__ import annotations

import pytest

from engine import editions
from engine.desk import reading_at
from tests.engine.drawn import row
from tests.people import actor

TEST = "files: [p.bpmn]\nsteps:\n  - {complete: a}\n  - expect: [b]\n"


def draw(folder, *steps, **said):
    (folder / "p.bpmn").write_bytes(row(*steps, **said)["p.bpmn"])
    return folder


def published(house):
    with reading_at(house, actor("zheng")) as desk:
        return editions.newest(desk, "leave")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "leave"
    folder.mkdir()
    return draw(folder, "a", "b")


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_an_edition_whose_process_test_fails_is_refused_with_what_was_expected_and_found(say_at_home, house, folder, dry):
    (folder / "way.scenario.yaml").write_text(TEST)
    draw(folder, "a", "c")
    said = say_at_home("deploy", folder, *dry)
    assert said.exit_code == 1 and published(house) is None
    assert "The process tests of this edition fail." in said.output
    assert "leave/way.scenario.yaml:4: expect: [b]: expected: [b]; found: open are [c]" in said.output


def test_an_edition_whose_process_tests_pass_is_published(say_at_home, house, folder):
    (folder / "way.scenario.yaml").write_text(TEST)
    assert say_at_home("deploy", folder, "--reason", "first").exit_code == 0 and published(house).reason == "first"


def test_untested_publishes_all_the_same_and_the_reason_says_so(say_at_home, house, folder):
    (folder / "way.scenario.yaml").write_text(TEST)
    said = say_at_home("deploy", draw(folder, "a", "c"), "--untested", "--reason", "the tests come later")
    assert said.exit_code == 0 and published(house).reason == "the tests come later (untested)"


def test_what_is_live_already_is_not_tested_again(say_at_home, folder):
    (folder / "way.scenario.yaml").write_text(TEST)
    say_at_home("deploy", draw(folder, "a", "c"), "--untested")
    assert "has these files already" in say_at_home("deploy", folder).output


def test_the_tests_run_without_a_transaction_open(say_at_home, house, folder, monkeypatch):
    (folder / "way.scenario.yaml").write_text(TEST)
    monkeypatch.setattr("engine.deploying.changes.rehearse", lambda files: pytest.fail("the database was locked"))
    assert say_at_home("deploy", folder).exit_code == 0


@pytest.mark.parametrize(("steps", "a", "said"), [
    (("a",), {"candidateGroups": "legl"}, "a: There is no group 'legl' here. Do you mean 'legal'?"),
    (("a",), {"candidateGroups": "lawyers"}, "a: There is no group 'lawyers' here. There are archivists, finance, general-managers, legal, seal-keepers."),
    (("a",), {"candidateGroups": "", "assignee": "chan"}, "a: There is no user 'chan' here. Do you mean 'chen'?"),
    (("a",), {"candidateUsers": "li, nobody"}, "a: There is no user 'nobody' here."),
    (("a",), {"candidateUsers": "${members('lawyers')}"}, "a: There is no group 'lawyers' here."),
    (("a",), {"assignee": "${head('ENGG')}"}, "a: There is no department 'ENGG' here. Do you mean 'ENG'?"),
    (("a",), {"policy": "share:50", "weight:board": "2"}, "a: There is no group 'board' here."),
    (("job:aply-seal",), {}, "job-aply-seal: No service does what the topic 'aply-seal' says. Do you mean 'apply-seal'?")])
def test_what_this_house_does_not_have_is_refused(say_at_home, house, folder, steps, a, said):
    house.services = {"apply-seal": object()}
    answer = say_at_home("deploy", draw(folder, *steps, a=a))
    assert answer.exit_code == 1 and f"leave/p.bpmn:1: error: {said}" in answer.output and published(house) is None


def test_a_house_without_people_is_not_asked_for_them(say_at_home, house, people, folder):
    people.known.clear()
    assert say_at_home("deploy", draw(folder, "a", a={"candidateGroups": "lawyers"})).exit_code == 0


def test_what_the_domain_misses_is_refused_too(say_at_home, house, folder):
    from contracts.forms.editions import look_over

    house.look_over = look_over
    answer = say_at_home("deploy", draw(folder, "a", a={"formKey": "reviw"}))
    assert answer.exit_code == 1 and "The form 'reviw' is missing in this edition" in answer.output
