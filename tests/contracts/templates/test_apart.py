"""Uploaded templates are worked on in a process with limits: what breaks it breaks nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from contracts.documents.rendering import CannotRender, TextLost, paragraphs_of
from contracts.drafting.preview import preview_docx
from contracts.drafting.starting import start_contract
from contracts.templates.apart import ROOT, TooHeavy, read_apart, render_apart
from contracts.templates.shelf import sample
from tests.contracts.docx import docx_of

LIMITED = "from contracts.templates.child import limit; limit(); "


def test_an_uploaded_template_is_filled_in_apart():
    made = render_apart(docx_of("{{ title }}：", "{%p for line in lines %}", "{{ line }}", "{%p endfor %}"), {"title": "培训", "lines": ["一", "二"]})
    assert list(paragraphs_of(made)) == ["培训：", "一", "二"]


def test_what_the_other_process_refuses_is_refused_here_with_its_facts():
    with pytest.raises(CannotRender) as refused:
        render_apart(docx_of("{{ nothing }}"), {"title": "x"})
    assert "nothing" in refused.value.facts["why"]
    with pytest.raises(TextLost):
        render_apart(docx_of("{{ title }}"), {"title": "a\x00b"})


def test_a_template_that_takes_too_long_is_ended():
    loops = "{% for a in l %}" * 9 + "{{ a }}" + "{% endfor %}" * 9
    with pytest.raises(TooHeavy):
        render_apart(docx_of(loops), {"l": ["x"] * 20}, seconds=3)
    with pytest.raises(TooHeavy):
        read_apart(docx_of("x"), {}, seconds=0.001)


def test_memory_and_files_are_limited_in_the_other_process(tmp_path):
    for greedy in ("x = bytearray(10 ** 9)", f"open('{tmp_path}/x', 'w', buffering=1).write('x\\n')"):
        ran = subprocess.run([sys.executable, "-c", LIMITED + greedy], cwd=ROOT, capture_output=True, check=False)
        assert ran.returncode != 0 and (b"MemoryError" in ran.stderr or b"File too large" in ran.stderr), greedy


def test_the_preview_says_with_the_names_of_fields_what_goes_where(library):
    made = library.uploaded()
    said = list(paragraphs_of(library.reads("li", sample, made.template, 1)))
    assert "培训地点：【venue】" in said and "价款1,200,000.00元。" in said and said.count("【topics】一") == 1


def test_a_contract_is_drafted_with_an_uploaded_template(library):
    made = library.published()
    begun = library.does("chen", start_contract, made.template, title="安全培训", department="ENG")
    said = list(paragraphs_of(library.reads("chen", preview_docx, begun.contract_id)))
    assert said[0] == "培训服务合同" and any(line.startswith("甲方：") for line in said)
