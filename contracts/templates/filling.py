"""Fill in a template: ours where it is asked for, an uploaded one in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.documents.rendering import render
from contracts.documents.templates import Template
from contracts.templates.apart import render_apart


def fill_in(template: Template, values: Mapping[str, Any]) -> bytes:
    """The .docx that the template makes of these values. Raises CannotRender, TextLost, TooHeavy."""
    return render(template.docx, values) if template.is_ours else render_apart(template.docx, values)
