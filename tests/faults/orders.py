"""Orders to die: which process, at which point, the how-manieth time; and what has passed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

SECONDS = 45.0


@dataclass(frozen=True)
class Point:
    """One moment of one process: `worker short`, `after-commit`, the second time."""

    role: str
    point: str
    count: int = 1

    def __str__(self) -> str:
        return f"{self.role}, {self.point}, number {self.count}"


@dataclass
class Orders:
    """The folder that the injected code reads."""

    folder: Path
    given: int = 0

    def give(self, point: Point) -> None:
        """From now on: whoever comes to this point dies, once."""
        self.given += 1
        draft = self.folder / "order.new"
        draft.write_text(f"{point.role}:{point.point}:{point.count}:{self.given}")
        draft.rename(self.folder / "order")

    def was_struck(self, seconds: float = SECONDS) -> bool:
        """Somebody died of the last order; waits for it so long, then takes the order back."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (self.folder / f"struck-{self.given}").exists():
                return True
            time.sleep(0.05)
        (self.folder / "order").unlink(missing_ok=True)
        return (self.folder / f"struck-{self.given}").exists()

    def passed(self) -> list[str]:
        """Every point that any process has passed, in order: `web:before-commit`."""
        file = self.folder / "passed"
        return file.read_text().splitlines() if file.exists() else []
