"""A process test as it is written: one YAML file to one Scenario, every mistake with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

from engine.errors import Refusal, _l

MOST_BYTES, DEEPEST, MOST_STEPS = 1_000_000, 40, 2_000
STARTS_AT = "2026-01-05T09:00:00Z"               # a Monday, where the file does not say
OPTIONS = {
    "expect": set(),
    "complete": {"as", "outcome", "data", "comment"},
    "advance": set(),
    "message": {"correlation", "data"},
    "signal": {"data"},
    "job": {"data", "error"},
    "return": {"as", "to", "then", "reason"},
}
LISTS = ("end", "open", "passed")


class BadScenario(Refusal):
    """The file is no process test; facts: file, line, why."""

    code, status = "bad-scenario", 422
    title = _l("This is not a process test.")
    hint = _l("Correct the line that is named.")


@dataclass(frozen=True)
class Step:
    """One step: what is done (`verb`) with what (`on`), and how (`options`). `line` is the file's, from 1."""

    line: int
    verb: str
    on: Any
    options: Mapping[str, Any]

    def __str__(self) -> str:
        on = f"[{', '.join(self.on)}]" if isinstance(self.on, tuple) else self.on
        return ", ".join(f"{name}: {value}" for name, value in {self.verb: on, **self.options}.items())


@dataclass(frozen=True)
class Scenario:
    """What one file says. `end`, `open`, `passed` are None where they are not said; `line` is that of the end."""

    file: Path
    files: tuple[str, ...]
    process: str | None
    given: dict[str, Any]
    at: str
    initiator: str
    people: dict[str, Any]
    steps: tuple[Step, ...]
    end: tuple[str, ...] | None
    open: tuple[str, ...] | None
    passed: tuple[str, ...] | None
    line: int

    @property
    def names(self) -> set[str]:
        """The variables that come from outside of the diagrams here: what is given, and what steps bring."""
        return {*self.given, *(name for step in self.steps for name in step.options.get("data", ()))}

    def contents(self) -> dict[str, bytes]:
        """The files of the process, byte for byte. Raises BadScenario for one that can't be read."""
        found: dict[str, bytes] = {}
        for name in self.files:
            try:
                found[name] = (self.file.parent / name).read_bytes()
            except (OSError, ValueError) as missing:
                raise BadScenario(file=str(self.file), line=1, why=f"{name} can't be read") from missing
        return found


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Plain values only; dates stay text, as they are in process data."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_scenario(file: Path) -> Scenario:
    """The process test in the file. Raises BadScenario."""
    try:
        content = file.read_bytes()
    except OSError as unreadable:
        raise BadScenario(file=str(file), line=1, why="the file can't be read") from unreadable
    return _Reader(str(file)).scenario(file, content)


class _Reader:
    """Reads one file; every refusal names it and the line."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, line: int, why: str) -> BadScenario:
        return BadScenario(file=self.file, line=line, why=why)

    def scenario(self, file: Path, content: bytes) -> Scenario:
        if len(content) > MOST_BYTES:
            raise self.wrong(1, "the file is larger than 1 MB")
        said, lines, step_lines = self.values(content)
        files = self.names(said, lines, "files") or ()
        if not files:
            raise self.wrong(1, "files: names no diagram")
        written = said.get("steps") or []
        if not isinstance(written, list) or len(written) > MOST_STEPS:
            raise self.wrong(lines.get("steps", 1), "steps: is a list of at most 2,000 steps")
        steps = tuple(self.step(step, line) for step, line in zip(written, step_lines, strict=True))
        ends = {name: self.names(said, lines, name) for name in LISTS}
        last = max((lines[name] for name in LISTS if name in lines), default=steps[-1].line if steps else 1)
        return Scenario(file, files, self.text(said, lines, "process"), self.mapping(said.get("given"), lines.get("given", 1)),
                        self.moment(said, lines), self.text(said, lines, "initiator") or "initiator",
                        self.mapping(said.get("people"), lines.get("people", 1)), steps, ends["end"], ends["open"], ends["passed"], last)

    def values(self, content: bytes) -> tuple[dict[str, Any], dict[str, int], list[int]]:
        """The values by key, the line of each key, the line of each step."""
        try:
            self.look_at_shape(content)
            loader = _Loader(content)
            root = loader.get_single_node()
            said = loader.construct_document(root) if root is not None else {}
        except yaml.MarkedYAMLError as wrong:
            raise self.wrong(wrong.problem_mark.line + 1 if wrong.problem_mark else 1, wrong.problem or "this is not YAML") from wrong
        except (yaml.YAMLError, ValueError, OverflowError) as wrong:
            raise self.wrong(1, f"this is not YAML: {wrong}"[:200]) from wrong
        if not isinstance(said, dict):
            raise self.wrong(1, "the file has no keys")
        nodes = {str(key.value): value for key, value in root.value} if root is not None else {}
        lines = {str(key.value): key.start_mark.line + 1 for key, _ in root.value} if root is not None else {}
        steps = nodes.get("steps")
        inner = steps.value if isinstance(steps, yaml.SequenceNode) else []
        return said, lines, [node.start_mark.line + 1 for node in inner]

    def look_at_shape(self, content: bytes) -> None:
        """Refuse what would grow while it is read: aliases, and lists in lists without end."""
        depth = 0
        for event in yaml.parse(content, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise self.wrong(event.start_mark.line + 1, "write it out: aliases are not read")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise self.wrong(event.start_mark.line + 1, "this is nested too deeply")

    def step(self, written: Any, line: int) -> Step:
        """One step. Raises BadScenario."""
        if not isinstance(written, dict) or not all(isinstance(name, str) for name in written):
            raise self.wrong(line, "a step is written `verb: what`")
        verb = next((name for name in written if name in OPTIONS), None)
        if verb is None:
            raise self.wrong(line, f"a step is one of {', '.join(OPTIONS)}")
        options = {name: value for name, value in written.items() if name != verb}
        unknown = set(options) - OPTIONS[verb]
        if unknown:
            raise self.wrong(line, f"{verb}: has no {', '.join(sorted(unknown))}")
        for name in ("data", "correlation"):
            if name in options:
                options[name] = self.mapping(options[name], line)
        return Step(line, verb, self.target(verb, written[verb], line), options)

    def target(self, verb: str, value: Any, line: int) -> Any:
        if verb == "expect":
            return tuple(self.strings(value if isinstance(value, list) else [value] if value else [], line))
        if not isinstance(value, str) or not value:
            raise self.wrong(line, f"{verb}: needs a name")
        return value

    def names(self, said: Mapping[str, Any], lines: Mapping[str, int], name: str) -> tuple[str, ...] | None:
        value = said.get(name)
        if value is None:
            return None
        return tuple(self.strings(value if isinstance(value, list) else [value], lines[name]))

    def strings(self, values: list[Any], line: int) -> Iterator[str]:
        for value in values:
            if not isinstance(value, (str, int)) or isinstance(value, bool):
                raise self.wrong(line, "these are names")
            yield str(value)

    def text(self, said: Mapping[str, Any], lines: Mapping[str, int], name: str) -> str | None:
        value = said.get(name)
        if value is not None and not isinstance(value, str):
            raise self.wrong(lines[name], f"{name}: is a name")
        return value

    def mapping(self, value: Any, line: int) -> dict[str, Any]:
        """Names to plain values that fit into process data. Raises BadScenario."""
        if value is None:
            return {}
        try:
            if isinstance(value, dict) and all(isinstance(name, str) for name in value):
                orjson.dumps(value)
                return value
        except (TypeError, orjson.JSONEncodeError) as odd:
            raise self.wrong(line, f"this does not fit into process data: {odd}"[:200]) from odd
        raise self.wrong(line, "this is written `name: value`")

    def moment(self, said: Mapping[str, Any], lines: Mapping[str, int]) -> str:
        text = self.text(said, lines, "at") or STARTS_AT
        try:
            dt.datetime.fromisoformat(text)
        except ValueError as odd:
            raise self.wrong(lines["at"], "at: is a moment such as 2026-03-02T09:00") from odd
        return text
