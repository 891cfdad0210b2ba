"""What the domain misses in an edition: forms that can't be read, forms and fields that no file has, stages that no contract has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contracts.forms.files import FormRefused, read_form
from contracts.forms.forms import Form
from contracts.linking.renewing.subject import FACTS as RENEWAL_FACTS
from contracts.performing.obligations import FACTS
from contracts.process.subject import STAGES, facts_of
from contracts.records import Contract
from engine.flow.checks.near import meant
from engine.flow.specs import Finding, Specs, Task

FORM = ".form.json"


def known_facts() -> frozenset[str]:
    """The names of all facts that contracts and obligations route by."""
    return frozenset({*facts_of(Contract()), *FACTS, *RENEWAL_FACTS})


def look_over(specs: Specs, files: Mapping[str, bytes]) -> list[Finding]:
    """All that is wrong with an edition for contracts, over what the engine finds."""
    forms, found = _forms(files)
    for task in specs.drawn.values():
        if task.kind == "user":
            found += [Finding(task.file, task.line, level, task.element, said)  # type: ignore[arg-type]
                      for level, said in (*_form(task, forms), *_fields(task, forms))]
    return [*found, *_stages(specs)]


def _forms(files: Mapping[str, bytes]) -> tuple[dict[str, Form | None], list[Finding]]:
    """Each form by its key (None: it can't be read), and what is wrong with them."""
    forms: dict[str, Form | None] = {}
    found: list[Finding] = []
    for path in sorted(path for path in files if path.endswith(FORM)):
        key = path.removesuffix(FORM)
        try:
            forms[key] = read_form(files[path], path)
        except FormRefused as refused:
            forms[key] = None
            found += [Finding(path, 1, "error", "", str(wrong)) for wrong in refused.facts["findings"]]
    return forms, found


def _form(task: Task, forms: Mapping[str, Form | None]) -> Iterator[tuple[str, str]]:
    key = task.properties.get("formKey", "")
    if not key or key in forms:
        return
    if {":", "/", "{"} & set(key):
        yield "warning", f"The form {key[:80]!r} is not shown here. Name a form file of this edition: review for review{FORM}."
    else:
        yield "error", f"The form {key[:80]!r} is missing in this edition: there is no file {key[:80]}{FORM}.{meant(key, forms)}"


def _fields(task: Task, forms: Mapping[str, Form | None]) -> Iterator[tuple[str, str]]:
    if None in forms.values():
        return
    known = {one.name for form in forms.values() if form for one in form.fields} | known_facts() | {*Contract.__mapper__.columns.keys()}
    for part in filter(None, map(str.strip, task.properties.get("fields", "").split(","))):
        name = part.partition(":")[0].strip()
        if name and name not in known:
            yield "warning", f"No form of this edition has the field {name[:80]!r}.{meant(name, known)}"


def _stages(specs: Specs) -> Iterator[Finding]:
    for diagram in specs.diagrams.values():
        for node in diagram.task_specs.values():
            stage = getattr(node, "stage", None)
            if stage and stage not in STAGES:
                said = f"No contract has the stage {stage[:80]!r}, so the ledger does not show it.{meant(stage, STAGES)}"
                yield Finding(str(diagram.file), node.line, "warning", str(node.bpmn_id), said)
