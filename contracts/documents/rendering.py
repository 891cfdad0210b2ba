"""From a template and plain values to a .docx, and the proof that nothing of either was lost on the way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx import Document
from docx.document import Document as Word
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contracts.forms.clean_text import is_unprintable
from engine.errors import Refusal, _l

WORDML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, PROPERTIES = f"{WORDML}p", f"{WORDML}pPr"
TAG = re.compile(r"\{[{%#].*?[}%#]\}")
VALUE = re.compile(r"\{\{\s*([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)\s*\}\}")
LOOP = re.compile(r"\{%(?:p|tr|tc|r)?\s*for\s+([a-z_]\w*)\s+in\s+([a-z_]\w*)\s*%\}")
OPENS = re.compile(r"\{%(?:p|tr|tc|r)?\s*(?:for|if)\b")
CLOSES = re.compile(r"\{%(?:p|tr|tc|r)?\s*(?:endfor|endif)\b")
ALTERS = re.compile(r"\{%(?:p|tr|tc|r)?\s*(?:else|elif)\b")
ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Compare, nodes.Operand,
           nodes.Const, nodes.And, nodes.Or, nodes.Not)


class CannotRender(Refusal):
    """The template does not take these values; facts: why."""

    code, status = "cannot-render", 422
    title = _l("The document can't be made from this template.")
    hint = _l("Tell an administrator which template it was and what stands here.")


class TextLost(Refusal):
    """The document that was made lacks something that was to stand in it; facts: lost."""

    code, status = "text-lost", 422
    title = _l("The document would not say everything that you entered.")
    hint = _l("Look for unusual signs in the quoted text, and type it again.")


def render(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The .docx that the template makes of `values`: strings, booleans, lists and mappings of them, nothing else.

    Raises CannotRender for what the sandbox or the template refuses, TextLost if a static sentence or a value is missing.
    """
    _require_plain(values, "")
    word = DocxTemplate(io.BytesIO(template))
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()                                # no range, no cycler, no lipsum
    try:
        word.render(dict(values), environment, autoescape=True)
    except (TemplateError, OverflowError, TypeError, ArithmeticError) as refused:
        raise CannotRender(why=str(refused)[:300]) from refused
    made = io.BytesIO()
    word.save(made)
    require_whole(template, values, made.getvalue())
    return made.getvalue()


def is_plain(node: nodes.Node) -> bool:
    """Is this a part of what templates may say?"""
    return isinstance(node, ALLOWED) and not (isinstance(node, nodes.Getattr) and (node.attr.startswith("_") or node.ctx != "load"))


def sources_of(template: bytes) -> Iterator[str]:
    """Everything of a document that `render` would execute: body, headers, footers, notes, properties."""
    word = DocxTemplate(io.BytesIO(template))
    word.render_init()
    yield word.patch_xml(word.get_xml())
    for uri in (word.HEADER_URI, word.FOOTER_URI):
        yield from (word.patch_xml(word.get_part_xml(part)) for _, part in word.get_headers_footers(uri))
    for part in word.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            yield word.patch_xml(part.blob.decode())
    properties = word.docx.core_properties
    yield from (str(getattr(properties, name)) for name in ("author", "comments", "identifier", "language", "subject", "title"))


def _require_plain(value: Any, place: str) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _require_plain(inner, f"{place}.{name}".lstrip("."))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            _require_plain(inner, f"{place}.{number}")
    elif isinstance(value, str):
        if bad := next((sign for sign in value if is_unprintable(sign)), None):
            raise TextLost(lost=f"{place}: U+{ord(bad):04X}")
    elif not isinstance(value, bool):
        raise CannotRender(why=f"{place}: {type(value).__name__}")


def require_whole(template: bytes, values: Mapping[str, Any], made: bytes) -> None:
    """Every static sentence that stands under no condition, and every value that the template prints, stands in the document."""
    said = _bare("\n".join(paragraph for paragraph in paragraphs_of(made)))
    at = 0
    for fragment in _static_fragments(template):
        found = said.find(fragment, at)
        if found < 0 and fragment not in said:
            raise TextLost(lost=fragment[:80])
        at = max(at, found)
    for value in _printed(template, values):
        if _bare(value) not in said:
            raise TextLost(lost=value[:80])


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def paragraphs_of(docx: bytes) -> Iterator[str]:
    """The text of every paragraph, in tables, text boxes, headers and footers too: those of first and even pages as well."""
    word: Word = Document(io.BytesIO(docx))
    yield from _texts(word.element.body)
    for section in word.sections:
        for part in (section.header, section.first_page_header, section.even_page_header,
                     section.footer, section.first_page_footer, section.even_page_footer):
            if not part.is_linked_to_previous:
                yield from _texts(part._element)


def _texts(element: Any) -> Iterator[str]:
    for paragraph in element.iter(PARAGRAPH):
        yield "".join(_pieces(paragraph))


def _pieces(node: Any) -> Iterator[str]:
    """What is printed of a paragraph: its properties hold tab stops, which are no tabs; a text box in it has paragraphs of its own."""
    for child in node:
        if child.tag not in (PARAGRAPH, PROPERTIES):
            yield _piece(child)
            yield from _pieces(child)


def _piece(node: Any) -> str:
    name = str(node.tag).rpartition("}")[2]
    return node.text or "" if name == "t" else "\t" if name == "tab" else "\n" if name in ("br", "cr") else ""


def _static_fragments(template: bytes) -> Iterator[str]:
    depth = 0
    for paragraph in paragraphs_of(template):
        depth += len(OPENS.findall(paragraph)) - len(CLOSES.findall(paragraph))
        if depth or OPENS.search(paragraph) or CLOSES.search(paragraph):
            continue
        yield from filter(None, (_bare(part) for part in TAG.split(paragraph)))


def _printed(template: bytes, values: Mapping[str, Any]) -> Iterator[str]:
    """The values behind `{{ name }}` and `{{ name.part }}`; in a loop those of every turn. What an `if` hides is not asked for."""
    loops: list[tuple[str, Any]] = []
    hidden: list[bool] = []
    for paragraph in paragraphs_of(template):
        if opening := OPENS.search(paragraph):
            loop = LOOP.search(paragraph)
            loops.append((loop[1], values.get(loop[2], ())) if loop else ("", ()))
            hidden.append(opening and not loop)
        if not any(hidden):
            yield from _named(paragraph, values, loops)
        for _ in CLOSES.findall(paragraph):
            if loops:
                loops.pop()
                hidden.pop()


def _named(paragraph: str, values: Mapping[str, Any], loops: list[tuple[str, Any]]) -> Iterator[str]:
    for path in VALUE.findall(paragraph):
        name, _, part = path.partition(".")
        turns = next((items for item, items in reversed(loops) if item == name), None)
        for value in turns if turns is not None else [values.get(name)]:
            found = value.get(part) if part and isinstance(value, Mapping) else value
            if isinstance(found, str) and found:
                yield found
