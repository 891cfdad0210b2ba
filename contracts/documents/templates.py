"""The library of vetted texts: each a .docx with its variables as a form; a contract pins the version that it was begun with."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import orjson
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contracts.deciding.shown import canonical
from contracts.documents.library import LIBRARY
from contracts.documents.rendering import TAG, is_plain, paragraphs_of
from contracts.documents.word_files import marks_left, require_safe_word
from contracts.files.vault import Vault
from contracts.forms.files import read_form
from contracts.forms.forms import Form
from engine.desk import House
from engine.errors import NotFound, Refusal, _l

CONTROL = re.compile(r"\{%(?:p|tr|tc|r)\s")


class TemplateRefused(Refusal):
    """A template says what templates may not say, or names what is not there; facts: expression, near."""

    code, status = "template-refused", 422
    title = _l("This template can't be used.")
    hint = _l("Correct the expression that is quoted here.")


@dataclass(frozen=True)
class Template:
    """A vetted text in one version: `version` is the SHA-256 of what names its parts. One that is not ours is filled in apart."""

    key: str
    type: str
    version: str
    docx: bytes
    form: Form
    is_ours: bool = True


@cache
def template(key: str) -> Template:
    """The newest version of a text in the library. Raises NotFound."""
    if key not in LIBRARY:
        raise NotFound(template=key[:80])
    folder = files("contracts.documents.library")
    docx, form = (folder / f"{key}.docx").read_bytes(), (folder / f"{key}.form.json").read_bytes()
    return _template(key, docx, form)


def _template(key: str, docx: bytes, form: bytes) -> Template:
    kind = LIBRARY.get(key, key)
    return Template(key, kind, hashlib.sha256(_manifest(key, docx, form)).hexdigest(), docx, read_form(form, f"{key}.form.json"))


def _manifest(key: str, docx: bytes, form: bytes) -> bytes:
    return manifest(key, hashlib.sha256(docx).hexdigest(), hashlib.sha256(form).hexdigest())


def manifest(key: str, docx_sha: str, form_sha: str, *, uploaded_for: str = "") -> bytes:
    """What names the parts of a version; one that was uploaded names its type too, ours have theirs in LIBRARY."""
    return canonical({"docx": docx_sha, "form": form_sha, "key": key, **({"type": uploaded_for} if uploaded_for else {})})


def shipped_files(key: str) -> tuple[bytes, bytes]:
    """The .docx and the form of a text as this release brings it. Raises NotFound."""
    docx = template(key).docx
    return docx, (files("contracts.documents.library") / f"{key}.form.json").read_bytes()


def pin(house: House, key: str) -> Template:
    """The newest version, kept in the vault so that a contract finds it after the library has moved on."""
    form = (files("contracts.documents.library") / f"{template(key).key}.form.json").read_bytes()
    return pin_files(house, key, template(key).docx, form)


def pin_files(house: House, key: str, docx: bytes, form: bytes) -> Template:
    """A text and its variables, kept in the vault for as long as a contract names their version."""
    found = _template(key, docx, form)
    vault: Vault = house.parts["vault"]
    if not vault.exists(found.version):
        for part in (docx, form, _manifest(key, docx, form)):
            vault.put(part)
    return found


def pinned(house: House, version: str) -> Template:
    """The version that a contract pinned. Raises NotFound."""
    return _from_vault(house.parts["vault"], version)


def files_of_version(vault: Vault, version: str) -> set[str]:
    """The SHA-256 of the three files that a pinned version is; of its own alone where the vault has lost that."""
    try:
        parts = orjson.loads(vault.read(version))
    except NotFound:
        return {version}
    return {version, parts["docx"], parts["form"]}


@lru_cache(maxsize=64)
def _from_vault(vault: Vault, version: str) -> Template:
    parts = orjson.loads(vault.read(version))
    key, docx, form = parts["key"], vault.read(parts["docx"]), vault.read(parts["form"])
    if "type" in parts:
        return Template(key, parts["type"], version, docx, read_form(form, f"{key}.form.json"), is_ours=False)
    return _template(key, docx, form)


def require_template(docx: bytes, names: Iterable[str]) -> None:
    """Refuse an uploaded template that could do more than fill in.

    Raises NotWord, UnpacksTooLarge, Unsafe, and TemplateRefused, which quotes the expression.
    """
    require_safe_word(docx)
    if marks := list(marks_left(docx)):
        raise TemplateRefused(expression=", ".join(marks), near="")
    known = set(names)
    for tag in _tags(docx):
        _require_tag(tag, known)


def _tags(docx: bytes) -> Iterator[str]:
    for paragraph in paragraphs_of(docx):
        yield from TAG.findall(paragraph)


def _require_tag(tag: str, known: set[str]) -> None:
    plain = CONTROL.sub("{% ", tag)
    if loop := re.match(r"\{%\s*for\s+(\w+)\s+in\s", plain):
        known.add(loop[1])
    if re.match(r"\{%\s*(end(for|if)|else)\s*%\}", plain) or tag.startswith("{#"):
        return
    closing = "{% endfor %}" if loop else "{% endif %}" if re.match(r"\{%\s*if\b", plain) else ""
    try:
        tree = ImmutableSandboxedEnvironment().parse(plain.replace("elif", "if") + closing)
    except TemplateSyntaxError as bad:
        raise TemplateRefused(expression=tag[:120], near="") from bad
    for node in tree.find_all(nodes.Node):
        if not is_plain(node):
            raise TemplateRefused(expression=tag[:120], near="")
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known:
            raise TemplateRefused(expression=tag[:120], near=", ".join(difflib.get_close_matches(node.name, known)))
