"""A contract that belongs to another, on its way as tests/contracts/at_stage.py walks it."""

from __future__ import annotations

from typing import Any

from contracts.linking.beginning import begin_linked
from engine.desk import at_desk
from tests.contracts.at_stage import Travelling
from tests.hands import work_off
from tests.people import actor

SAYS = {"linked_reason": "现场条件变化。", "linked_terms": "增加两台电梯的维保。", "copies_each": "2"}


class Below(Travelling):
    """Begun under `main` by chen, filled from it; `typed` is what they type over that."""

    def __init__(self, main: Travelling, relation: str, template: str = "", **typed: Any) -> None:
        self.house, self.typed = main.house, {**(SAYS if relation in ("supplement", "change", "termination") else {}), **typed}
        with at_desk(self.house, actor("chen")) as desk:
            self.id = begin_linked(desk, main.id, relation, template).contract_id
        work_off(self.house)
