"""What is wrong with an uploaded text is said with its place; what is dangerous is refused before it is opened."""

from __future__ import annotations

import io
import zipfile

import pytest

from contracts.documents.word_files import NotWord, UnpacksTooLarge, Unsafe
from contracts.forms.files import FormRefused
from contracts.templates.findings import Named
from contracts.templates.tags import read_tags
from tests.contracts.docx import body_of, docx_of, linked, with_parts

KNOWN = {"title": Named("value"), "amount": Named("value"), "party_a": Named("whole", ("name", "phone")), "plan": Named("rows", ("name", "amount")),
         "content": Named("lines")}
RUN = "<w:r><w:t>{}</w:t></w:r>"


def wrong(*paragraphs: str, docx: bytes | None = None) -> list[tuple[str, str]]:
    """The sentence, filled in, and the quote of each finding."""
    return [(one.sentence % one.facts, one.quote) for one in read_tags(docx or docx_of(*paragraphs), KNOWN).findings]


@pytest.mark.parametrize("expression", ["{{ cycler.__init__.__globals__ }}", "{{ title.__class__ }}", "{{ title.upper() }}", "{{ title|length }}", "{{ content[0] }}",
                                        "{% set x = 1 %}", "{% include 'x' %}", "{% for l in range(9) %}", "{{ 9 ** 9 }}", "{% raw %}", "{%p macro x() %}"])
def test_foreign_code_in_a_tag_is_named_with_the_paragraph_that_holds_it(expression):
    said = wrong(f"第一条 {expression}" if "{%p" not in expression else expression)
    assert (f"A template only fills in: {expression} can't stand here.", f"第一条 {expression}" if "{%p" not in expression else expression) in said


def test_a_tag_that_word_split_over_runs_is_read_as_one():
    assert wrong(docx=body_of("<w:p>" + "".join(map(RUN.format, ("价款{", "{ amo", "unt }", "}元"))) + "</w:p>")) == []
    assert "amuont" in read_tags(body_of("<w:p>" + "".join(map(RUN.format, ("{{ amu", "ont }}"))) + "</w:p>"), KNOWN).uses


@pytest.mark.parametrize(("paragraphs", "said"), [
    (["{%p for line in content %}", "{{ line }}"], "{%p for line in content %} is begun and never ended."),
    (["{% endif %}"], "{% endif %} ends what was not begun."),
    (["{% if title == “a” %}x{% endfor %}"], "{% endfor %} ends what was not begun."),
    (["{{ title"], "A tag begins or ends here, and its other half is not in this paragraph."),
    (["甲 {%p if title == 'a' %}", "{%p endif %}"], "The whole paragraph of {%p if title == 'a' %} is taken away: nothing else may stand in it."),
    (["{%tr for row in plan %}", "{%tr endfor %}"], "{%tr for row in plan %} belongs in a row of a table."),
    (["{{ content }}"], "content is a list: go through it with “for”."), (["{% for c in title %}{% endfor %}"], "title is no list that “for” could go through."),
    (["{{ party_a.nmae }}"], "party_a has no part nmae. It has: name."), (["{{ party_a }}"], "party_a has parts: name one of them. It has: name, phone."),
    (["{% for row in plan %}{{ row.amont }}{% endfor %}"], "row has no part amont. It has: amount."),
    (["{% if venue %}x{% endif %}"], "Compare venue with an answer: whether it is filled in can't be asked.")])
def test_what_could_not_be_filled_in_is_said_with_its_paragraph(paragraphs, said):
    assert (said, paragraphs[0]) in wrong(*paragraphs)


def test_a_mistake_in_a_table_and_one_in_a_header_say_where_they_stand():
    cell = "<w:tbl><w:tr><w:tc><w:p>" + RUN.format("单价 {{ amount() }}") + "</w:p></w:tc></w:tr></w:tbl>"
    found = read_tags(body_of(cell), KNOWN).findings
    assert [(one.place, one.quote) for one in found] == [("table", "单价 {{ amount() }}")]


def test_code_where_no_text_is_gets_found_too():
    hidden = body_of('<w:p><w:bookmarkStart w:id="1" w:name="{{ cycler }}"/>' + RUN.format("甲") + "</w:p>")
    assert [said for said, _ in wrong(docx=hidden)] == ["A tag stands where no text is, as in a picture's name or the document's properties."]


def test_tracked_changes_are_to_be_settled_first():
    assert "ins" in wrong(docx=body_of('<w:p><w:ins w:id="1" w:author="x">' + RUN.format("甲") + "</w:ins></w:p>"))[0][0]


def test_a_slip_is_named_with_what_is_near_and_a_new_name_becomes_a_field(library):
    found = library.examined("{{ amuont }}", "{{ venue }}", "{%p for topic in topics %}", "{{ topic }}", "{%p endfor %}",
                             "{% if grade == '甲' %}甲级{% endif %}")
    assert [(one.sentence % one.facts, one.quote) for one in found.findings if one.level == "error"] == [
        ("There is no field amuont. Did you mean amount?", "{{ amuont }}")]
    form = library.house.parts["vault"].read(found.form_sha).decode()
    assert all(f'"name": "{name}"' in form for name in ("venue", "topics", "grade")) and "amuont" not in form
    assert form.count('"kind": "lines"') == form.count('"kind": "choice"') == form.count('"kind": "text"') == 1


def test_a_text_that_leaves_out_the_number_or_a_party_is_warned_of(library):
    found = library.examined("甲方：{{ party_a.name }}")
    assert [(one.level, one.facts["name"]) for one in found.findings] == [("warning", "number"), ("warning", "party_b")]


def test_how_many_copies_there_are_is_asked_by_the_text_that_names_them(library):
    found = library.examined("{{ copies_each }}份", "{% if dispute == 'court' %}法院{% endif %}")
    form = library.house.parts["vault"].read(found.form_sha).decode()
    assert found.errors == 0 and '"name": "copies_each"' in form and '"name": "dispute"' in form


def test_with_a_form_of_its_own_every_other_name_is_a_mistake(library):
    form = (b'{"form": 1, "key": "t", "title": {"zh": "t", "en": "t"}, "sections": [{"key": "s", "title": {"zh": "s", "en": "s"}, "fields": '
            b'[{"name": "venue", "kind": "text", "label": {"zh": "v", "en": "v"}}, {"name": "unused", "kind": "text", "label": {"zh": "u", "en": "u"}}]}]}')
    text = ("{{ number }} {{ party_a.name }} {{ party_b.name }}", "{{ venue }} {{ venu }} {{ xyz }}")
    said = [(one.level, one.sentence % one.facts) for one in library.examined(*text, form=form).findings]
    assert said == [("error", "There is no field venu. Did you mean venue?"), ("error", "There is no field xyz."),
                    ("warning", "The field unused is asked for and stands nowhere in the text.")]
    with pytest.raises(FormRefused):
        library.examined(form=b'{"form": 2}')


def _bomb() -> bytes:
    return with_parts(docx_of("x"), {"word/media/x.bin": b"\0" * 60_000_000})


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="x"/>'


@pytest.mark.parametrize(("docx", "refusal"), [
    (b"no zip at all", NotWord), (b"", NotWord), (_bomb(), UnpacksTooLarge), (with_parts(docx_of("x"), {"word/vbaProject.bin": b"x"}), Unsafe),
    (with_parts(docx_of("x"), {"word/document.xml": DTD}), Unsafe), (linked(docx_of("x"), "image", "http://127.0.0.1/x.png"), Unsafe),
    (linked(docx_of("x"), "attachedTemplate", "file:///etc/x.dotm"), Unsafe)], ids=["no-zip", "empty", "bomb", "macro", "dtd", "picture", "template"])
def test_what_could_do_harm_is_refused_and_kept_nowhere(library, docx, refusal):
    before = sorted(library.house.parts["vault"].folder.glob("??/*"))
    with pytest.raises(refusal):
        library.examined(docx=docx or b"\0")
    assert sorted(library.house.parts["vault"].folder.glob("??/*")) == before


def test_a_bomb_is_a_small_file():
    assert len(_bomb()) < 200_000 and zipfile.is_zipfile(io.BytesIO(_bomb()))
