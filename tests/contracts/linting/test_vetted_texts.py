"""Our own vetted texts, with and without their optional clauses: the linter has nothing to say of them, nor a deviation of what it renders."""

from __future__ import annotations

import pytest

from contracts.documents.rendering import paragraphs_of
from contracts.linting.linter import lint
from contracts.linting.matter import Matter
from contracts.types.catalog import shipped
from contracts.types.definitions import read_type
from contracts.types.numbering import RULE
from tests.contracts.documents.samples import OURS, SAMPLES, read_sample, rendered


@pytest.mark.parametrize("key", SAMPLES)
def test_the_linter_finds_nothing_in_a_text_that_we_vetted(key):
    kind = read_type(shipped()[key], RULE)
    said = tuple(passage for passage in paragraphs_of(rendered(key)) if passage.strip())
    assert lint(Matter(said, read_sample(key).values, kind, "template", OURS["name"])) == ()
