"""Every page, command and file by everybody: who gets which answer, and that no answer holds what its reader may not see."""

from __future__ import annotations

import pytest

from tests.web.matrix.row import Row, fits, legible
from tests.web.matrix.rows import ROWS
from tests.web.matrix.undone import undone
from tests.web.matrix.world import World


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_everybody_gets_the_answer_that_the_row_says(world: World, row: Row):
    wrong = []
    for login in row.asked_by(world):
        with undone(world.app) as seen:
            answer = row.answers(world, login)
        expected, person = row.expected(login, world.things[row.about]), login or "nobody"
        if not fits(answer.status_code, answer.headers, expected):
            wrong.append(f"{person} got {answer.status_code}, not {expected}")
        wrong += [f"{person} reads {mark}" for mark in world.marks_hidden_from(login, but=row.about) if mark.encode() in legible(answer)]
        if row.method == "GET" and seen.written:
            wrong.append(f"{person} wrote by reading")
    assert not wrong, "; ".join(wrong)
