"""Fresh interpreters for the steps of a process test: whatever a step needs must be in the saved state and in the files.

Two processes that have read our modules and nothing else wait, each with another seed of hashes. They are asked in turn; for each
step the one asked forks, and the fork restores the world, reads the diagrams anew, takes the step, saves and ends. To start an
interpreter from nothing for each step shows no more (nothing but code is shared) and costs a second a step.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import IO, Any

import orjson

from engine.scenarios.reading import Scenario, read_scenario
from engine.scenarios.running import Failure, Ran, attempt, covered_in, history_of, parts_of, place_of, resume
from engine.scenarios.world import Saved, World

SEEDS = ("1", "20261")
HERE = Path(__file__).resolve().parents[2]


class Interpreters:
    """Runs process tests with a fresh interpreter for each step."""

    def __init__(self, waiting: list[subprocess.Popen[bytes]]) -> None:
        self._turns = cycle(waiting)

    def run_scenario(self, scenario: Scenario) -> Ran:
        """As `running.run_scenario`, saved and restored between all steps."""
        scenario.contents()
        saved = Saved(b"", b"")
        answer: dict[str, Any] = {"failure": None, "covered": [], "history": []}
        for part in parts_of(scenario):
            before = answer
            answer, saved = self._ask({"file": str(scenario.file), "part": part}, saved)
            if "status" in answer:
                failed = Failure(*place_of(scenario, part), f"the interpreter of this step ended with the status {answer['status']}")
                return _ran(scenario, {**before, "failure": vars(failed)})
            if answer["failure"]:
                break
        return _ran(scenario, answer)

    def _ask(self, question: dict[str, Any], saved: Saved) -> tuple[dict[str, Any], Saved]:
        waiting = next(self._turns)
        assert waiting.stdin and waiting.stdout
        for frame in (orjson.dumps(question), saved.rows, saved.told):
            _write(waiting.stdin, frame)
        waiting.stdin.flush()  # house rule: a pipe, not the database
        answer, rows, told = (_read(waiting.stdout) for _ in range(3))
        return orjson.loads(answer) if answer else {"status": "of one that could not start"}, Saved(rows, told)


@contextmanager
def fresh_interpreters() -> Iterator[Interpreters]:
    """Start the waiting processes; they end with the block."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))}
    command = [sys.executable, "-c", f"import {__name__} as waiting; waiting.wait_for_steps()"]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**environment, "PYTHONHASHSEED": seed})
               for seed in SEEDS]
    try:
        yield Interpreters(started)
    finally:
        for process in started:
            with process:                       # closes the pipes: it reads the end and ends
                pass


def _ran(scenario: Scenario, answer: dict[str, Any]) -> Ran:
    failure = Failure(**answer["failure"]) if answer["failure"] else None
    return Ran(scenario, failure, frozenset(map(tuple, answer["covered"])), tuple(answer["history"]))


def wait_for_steps() -> None:
    """Answer each question from standard input in a fork, until the pipe is closed."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while question := _read(questions):
        saved = Saved(_read(questions), _read(questions))
        child = os.fork()
        if child == 0:
            _answer(orjson.loads(question), saved, answers)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            _put(answers, {"status": os.waitstatus_to_exitcode(status)}, saved)


def _answer(question: dict[str, Any], saved: Saved, answers: IO[bytes]) -> None:
    scenario, part = read_scenario(Path(question["file"])), int(question["part"])
    held: list[World] = []

    def opened() -> World:
        held.append(resume(scenario, saved if part else None)())
        return held[0]

    failure = attempt(scenario, part, opened)
    seen = (sorted(covered_in(held[0])), history_of(held[0])) if held else ([], ())
    answer = {"failure": vars(failure) if failure else None, "covered": seen[0], "history": seen[1]}
    _put(answers, answer, held[0].save() if held else saved)


def _put(answers: IO[bytes], answer: dict[str, Any], saved: Saved) -> None:
    for frame in (orjson.dumps(answer), saved.rows, saved.told):
        _write(answers, frame)
    answers.flush()  # house rule: a pipe, not the database


def _write(pipe: IO[bytes], frame: bytes) -> None:
    pipe.write(len(frame).to_bytes(8, "big") + frame)


def _read(pipe: IO[bytes]) -> bytes:
    """One frame; empty where the pipe was closed."""
    return pipe.read(int.from_bytes(pipe.read(8), "big"))

