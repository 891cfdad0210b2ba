"""Editions: published as a whole, numbered, never buried, byte for byte out and in."""

from __future__ import annotations

import pytest

from engine import deploying, editions
from engine.desk import at_desk
from engine.errors import NotYours, Refusal
from engine.records import Edition, EditionFile
from tests.engine.conftest import Running
from tests.engine.drawn import row
from tests.people import actor

pytestmark = pytest.mark.both


def write(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)
    return folder


def do(house, act, *args, user="zheng", **more):
    with at_desk(house, actor(user)) as desk:
        return act(desk, *args, **more)


def test_numbers_rise_and_the_highest_is_live(house):
    for steps in (("a",), ("a", "b")):
        do(house, editions.publish, "p", row(*steps), "why")
    assert do(house, editions.live, "p").number == 2


def test_an_unchanged_folder_deploys_as_nothing(house, tmp_path):
    folder = write(tmp_path / "p", row("a"))
    for _ in range(2):
        changes = do(house, deploying.deploy, [folder])
    assert [(change.is_change, change.becomes) for change in changes] == [(False, 1)]


def test_what_somebody_else_published_is_not_buried(house, tmp_path):
    folder = write(tmp_path / "p", row("a"))
    do(house, deploying.deploy, [folder])
    do(house, editions.publish, "p", row("a", "b"), "by the studio", user="he")
    write(folder, row("c"))
    with pytest.raises(deploying.Conflict) as refused:
        do(house, deploying.deploy, [folder])
    assert refused.value.facts["published"][0]["by"] == "he"
    assert do(house, deploying.deploy, [folder], over={"p": 2})[0].becomes == 3


def test_an_over_of_another_number_does_not_help(house, tmp_path):
    do(house, editions.publish, "p", row("a"), "")
    with pytest.raises(deploying.Conflict):
        do(house, deploying.deploy, [write(tmp_path / "p", row("b"))], over={"p": 7})


def test_the_export_is_byte_for_byte_and_deploys_as_nothing(house, tmp_path):
    files = {**row("a"), "draft.form.json": b'{ "x" : 1 }\r\n'}
    do(house, editions.publish, "p", files, "")
    do(house, deploying.export, "p", tmp_path / "out")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in files} == files
    assert not do(house, deploying.deploy, [tmp_path / "out"])[0].is_change


def test_all_folders_or_none(house, tmp_path):
    write(tmp_path / "good", row("a", key="good")), write(tmp_path / "wrong", {"wrong.bpmn": b"<not-xml"})
    with pytest.raises(Refusal):
        do(house, deploying.deploy, [tmp_path])
    with at_desk(house, actor("zheng")) as desk:
        assert desk.session.query(Edition).count() == 0
    assert not (tmp_path / "good" / ".edition").exists()


def test_a_dry_run_says_what_changes_for_whom_and_changes_nothing(running, tmp_path):
    running.start(row("a"))
    folder = write(tmp_path / "p", {**row("b"), "new.form.json": b"{}"})
    change, = do(running.house, deploying.deploy, [folder], True, {"p": 1})
    assert (change.added, change.changed, change.removed, change.running) == (("new.form.json",), ("p.bpmn",), (), 1)
    assert do(running.house, editions.live, "p").number == 1


def test_running_instances_stay_on_their_edition_and_new_ones_take_the_new(running):
    first = running.start(row("a", "b"))
    do(running.house, editions.publish, "p", row("z"), "")
    later = Running(running.house, running.thing).start(row("z"), subject_id="2")      # publishes nothing: it is live
    first.complete("a", "li")
    assert (list(first.asks()), first.row.edition) == (["b"], 1)
    assert (list(later.asks()), later.row.edition) == (["z"], 2)


def test_only_who_publishes_may(house, rules):
    rules.forbid("chen", "publish")
    with pytest.raises(NotYours):
        do(house, editions.publish, "p", row("a"), "", user="chen")


def test_the_mark_is_no_part_of_an_edition(house):
    do(house, editions.publish, "p", {**row("a"), ".edition": b"{}"}, "")
    with at_desk(house, actor("zheng")) as desk:
        assert [file.path for file in desk.session.query(EditionFile)] == ["p.bpmn"]
