"""`deploy` and `export`: all or none, nothing of others buried, byte for byte."""

from __future__ import annotations

import pytest

from engine import editions
from engine.desk import at_desk
from engine.instances import start_instance
from tests.engine.drawn import row
from tests.people import actor


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "bpmn" / "leave"
    folder.mkdir(parents=True)
    (folder / "p.bpmn").write_bytes(row("a")["p.bpmn"])
    return folder


def published(house):
    with at_desk(house, actor("zheng")) as desk:
        return getattr(editions.newest(desk, "leave"), "number", None)


def test_a_folder_is_published_and_said_with_what_it_changes(say_at_home, house, folder):
    said = say_at_home("deploy", folder.parent, "--reason", "first")
    assert (said.exit_code, published(house)) == (0, 1)
    assert said.output == "leave: is now edition 1.\n  added: p.bpmn\n  What starts next takes this one.\n"
    assert say_at_home("deploy", folder).output == "leave: edition 1 has these files already.\n"


def test_a_dry_run_says_it_and_publishes_nothing(say_at_home, house, folder):
    said = say_at_home("deploy", folder, "--dry-run")
    assert "leave: would become edition 1." in said.output and published(house) is None


def test_running_instances_are_told_of(say_at_home, house, folder):
    say_at_home("deploy", folder)
    with at_desk(house, actor("chen")) as desk:
        start_instance(desk, "leave", subject="thing", subject_id="1", initiator="chen")
    (folder / "p.bpmn").write_bytes(row("a", "b")["p.bpmn"])
    said = say_at_home("deploy", folder)
    assert "leave: is now edition 2, was 1.\n  changed: p.bpmn\n  1 running instances stay" in said.output


@pytest.mark.parametrize(("file", "content"), [("p.bpmn", b"<x/>"), ("draft.form.json", b"{}"), ("a.scenario.yaml", b"[]")])
def test_a_folder_in_which_anything_is_wrong_is_not_published_and_no_other_either(say_at_home, house, folder, file, content):
    other = folder.parent / "zz"
    other.mkdir()
    (other / "p.bpmn").write_bytes(row("a")["p.bpmn"])
    (other / file).write_bytes(content)
    said = say_at_home("deploy", folder.parent)
    assert said.exit_code == 1 and f"zz/{file}" in said.output and "Nothing was published." in said.output and published(house) is None


def test_what_somebody_else_published_is_buried_only_by_its_number(say_at_home, house, folder):
    say_at_home("deploy", folder)
    with at_desk(house, actor("zheng")) as desk:
        editions.publish(desk, "leave", row("a", "c"), "in the studio")
    (folder / "p.bpmn").write_bytes(row("b")["p.bpmn"])
    said = say_at_home("deploy", folder)
    assert said.exit_code == 1 and "in the studio" in said.output and "by zheng" in said.output and published(house) == 2
    assert say_at_home("deploy", folder, "--over", "leave=2").exit_code == 0 and published(house) == 3


def test_over_needs_a_key_and_a_number(say_at_home, folder):
    assert say_at_home("deploy", folder, "--over", "leave").exit_code == 2


def test_an_export_is_byte_for_byte_and_deploys_as_nothing(say_at_home, folder, tmp_path):
    say_at_home("deploy", folder)
    said = say_at_home("export", "leave", tmp_path / "out")
    assert said.exit_code == 0 and (tmp_path / "out" / "p.bpmn").read_bytes() == (folder / "p.bpmn").read_bytes()
    assert "has these files already" in say_at_home("deploy", tmp_path / "out").output


def test_an_export_does_not_clear_a_folder_of_something_else(say_at_home, folder, tmp_path):
    say_at_home("deploy", folder)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    said = say_at_home("export", "leave", tmp_path / "mine")
    assert said.exit_code == 1 and (tmp_path / "mine" / "letter.txt").exists()


def test_a_key_that_is_not_published_can_not_be_exported(say_at_home, tmp_path):
    assert say_at_home("export", "nothing", tmp_path / "out").exit_code == 1
