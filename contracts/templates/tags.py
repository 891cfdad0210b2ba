"""The tags of a template: what they say, what is begun and ended, what may not be. Nothing is executed here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contracts.documents.rendering import TAG, is_plain, sources_of
from contracts.documents.word_files import marks_left
from contracts.templates.findings import (
    ALONE,
    BROKEN,
    FOREIGN,
    HIDDEN,
    IN_TABLE,
    MARKS,
    NOT_BEGUN,
    OPEN,
    QUOTED,
    Finding,
    Named,
    Read,
)
from contracts.templates.regions import Passage, passages
from contracts.templates.tag_names import Names

CONTROL = re.compile(r"\{%(p|tr|tc|r)\s")
HALF = re.compile(r"\{[{%#]|[}%#]\}")
BEGINS = re.compile(r"\{%\s*(for|if)\b(?:\s+(\w+)\s+in\s+(\w+)\s*%\})?")
ENDS = re.compile(r"\{%\s*end(for|if)\s*%\}")
ALTERS = re.compile(r"\{%\s*(else\s*%\}|elif\b)")
CLOSING = {"for": "{% endfor %}", "if": "{% endif %}"}
QUOTES = str.maketrans("“”‘’", "\"\"''")                  # as Word writes them; they are read as plain ones when it is filled in
NOWHERE_YET = Passage((), "", stands_free=False)


def read_tags(docx: bytes, known: Mapping[str, Named]) -> Read:
    """Everything that the tags of a .docx say. The file has passed `require_safe_word`."""
    reader = _Reader(known)
    if marks := ", ".join(marks_left(docx)):
        reader.wrong(MARKS, expression=marks)
    for passage in passages(docx):
        reader.read(passage)
    reader.end_part()
    if not reader.found.findings:
        reader.look_over(docx)
    return reader.found


@dataclass(frozen=True)
class _Opened:
    """A loop or condition that is open."""

    word: str
    tag: str
    at: Passage
    variable: str = ""
    goes_through: str = ""


@dataclass
class _Reader:
    """Walks the paragraphs with what is open around them."""

    known: Mapping[str, Named]
    found: Read = field(default_factory=Read)
    opened: list[_Opened] = field(default_factory=list)
    at: Passage = NOWHERE_YET

    def wrong(self, sentence: str, **facts: str) -> None:
        shown = {name: value[:QUOTED] for name, value in facts.items()}
        self.found.findings.append(Finding("error", sentence, self.at.text.strip()[:QUOTED], self.at.place, shown))

    def read(self, passage: Passage) -> None:
        if {self.at.place, passage.place} - {"", "body", "table"} and self.at.place != passage.place:
            self.end_part()
        self.at = passage
        text = passage.text
        if HALF.search(TAG.sub("", text)):
            self.wrong(BROKEN)
        for tag in TAG.findall(text):
            self._tag(tag)

    def end_part(self) -> None:
        for one in self.opened:
            self.at = one.at
            self.wrong(OPEN, expression=one.tag)
        self.opened.clear()

    def _tag(self, tag: str) -> None:
        plain = tag.translate(QUOTES)
        if control := CONTROL.match(plain):
            self._control(tag, control[1])
            plain = CONTROL.sub("{% ", plain)
        if plain.startswith("{#") and plain.endswith("#}"):
            return
        if ends := ENDS.match(plain):
            if not self.opened or self.opened.pop().word != ends[1]:
                self.wrong(NOT_BEGUN, expression=tag)
        elif ALTERS.match(plain):
            if not self.opened:
                self.wrong(NOT_BEGUN, expression=tag)
            if "elif" in plain:
                self._says(tag, plain.replace("elif", "if", 1) + "{% endif %}")
        else:
            begins = BEGINS.match(plain)
            if begins or plain.startswith("{{"):
                self._says(tag, plain + (CLOSING[begins[1]] if begins else ""))
            else:
                self.wrong(FOREIGN, expression=tag)
            if begins:
                self.opened.append(_Opened(begins[1], tag, self.at, begins[2] or "", begins[3] or ""))

    def _control(self, tag: str, over: str) -> None:
        if over == "p" and self.at.text.strip() != tag:
            self.wrong(ALONE, expression=tag)
        elif over in ("tr", "tc") and self.at.place != "table":
            self.wrong(IN_TABLE, expression=tag)

    def _says(self, tag: str, plain: str) -> None:
        try:
            tree = ImmutableSandboxedEnvironment().parse(plain)
        except TemplateSyntaxError:
            self.wrong(FOREIGN, expression=tag)
            return
        if not all(is_plain(node) for node in tree.find_all(nodes.Node)):
            self.wrong(FOREIGN, expression=tag)
            return
        around = {one.variable: one.goes_through for one in self.opened if one.variable}
        Names(self.known, self.found, self.wrong).look_at(tree, around, self.at)

    def look_over(self, docx: bytes) -> None:
        """What would be executed, as a whole: it may hold nothing that the paragraphs did not show."""
        self.at = NOWHERE_YET
        seen = self.found.used | set(self.found.uses) | self.found.variables
        for source in sources_of(docx):
            try:
                tree = ImmutableSandboxedEnvironment().parse(source)
            except TemplateSyntaxError:
                self.wrong(HIDDEN)
                continue
            named = {name.name for name in tree.find_all(nodes.Name)}
            if not named <= seen or not all(is_plain(node) for node in tree.find_all(nodes.Node)):
                self.wrong(HIDDEN)
