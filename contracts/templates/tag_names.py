"""Which names the tags of a template use, and whether they are used as what they are."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from contracts.templates.findings import (
    A_LIST,
    COMPARE,
    NO_LIST,
    NO_PART,
    NOWHERE,
    QUOTED,
    WHOLE,
    Named,
    Read,
    Use,
)
from contracts.templates.regions import Passage


@dataclass(frozen=True)
class Names:
    """What is known, what was found, and how to say that something is wrong."""

    known: Mapping[str, Named]
    found: Read
    wrong: Callable[..., None]

    def look_at(self, tree: nodes.Template, around: Mapping[str, str], at: Passage) -> None:
        """The names of one tag; `around` has the loop variables that are known there, each with its list."""
        loops = list(tree.find_all(nodes.For))
        through = {id(loop.iter) for loop in loops}
        bare = {id(one.test) for one in tree.find_all(nodes.If)}
        compared = {id(name) for test in tree.find_all(nodes.Compare) for name in test.find_all(nodes.Name)}
        parts = {id(one.node): one.attr for one in tree.find_all(nodes.Getattr)}
        own = {loop.target.name for loop in loops if isinstance(loop.target, nodes.Name)}
        self.found.variables |= own
        for name in tree.find_all(nodes.Name):
            how = "through" if id(name) in through else "bare" if id(name) in bare else "compared" if id(name) in compared else "printed"
            if name.ctx == "load" and name.name not in own:
                self._name(name.name, parts.get(id(name)), how, around, at)
        for test in tree.find_all(nodes.Compare):
            self._answers(test)

    def _name(self, name: str, part: str | None, how: str, around: Mapping[str, str], at: Passage) -> None:
        if name in around:
            self._of_a_row(name, around[name], part)
        elif named := self.known.get(name):
            self.found.used.add(name)
            self._known(name, named, part, how)
        else:
            use = self.found.uses.setdefault(name, Use(name, at.text.strip()[:QUOTED], at.place))
            use.is_gone_through |= how == "through"
            use.is_printed |= how == "printed"
            if part is not None:
                self.wrong(NOWHERE, name=f"{name}.{part}")
            elif how == "bare":
                self.wrong(COMPARE, name=name)

    def _known(self, name: str, named: Named, part: str | None, how: str) -> None:
        if how == "through":
            if named.shape not in ("lines", "rows"):
                self.wrong(NO_LIST, name=name)
        elif part is not None:
            if named.shape != "whole" or part not in named.parts:
                self._no_part(name, part, named.parts if named.shape == "whole" else ())
        elif how == "printed" and named.shape == "whole":
            self.wrong(WHOLE, name=name, near=", ".join(named.parts))
        elif how == "printed" and named.shape != "value":
            self.wrong(A_LIST, name=name)

    def _of_a_row(self, variable: str, of: str, part: str | None) -> None:
        named = self.known.get(of)
        if named is None:
            use = self.found.uses.get(of)
            if use is not None and part is not None and part not in use.parts:
                use.parts.append(part)
        elif named.shape == "rows" and (part is None or part not in named.parts):
            self._no_part(variable, part or variable, named.parts)
        elif named.shape == "lines" and part is not None:
            self._no_part(variable, part, ())

    def _no_part(self, whole: str, part: str, parts: tuple[str, ...]) -> None:
        if parts:
            self.wrong(NO_PART, whole=whole, name=part, near=", ".join(difflib.get_close_matches(part, parts) or parts))
        else:
            self.wrong(NOWHERE, name=f"{whole}.{part}")

    def _answers(self, test: nodes.Compare) -> None:
        sides = [test.expr, *(operand.expr for operand in test.ops)]
        said = [side.value for side in sides if isinstance(side, nodes.Const) and isinstance(side.value, str)]
        for name in sides:
            if isinstance(name, nodes.Name) and (use := self.found.uses.get(name.name)):
                use.answers += [value for value in said if value not in use.answers]
