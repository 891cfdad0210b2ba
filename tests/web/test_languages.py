"""Every sentence is there in Chinese and in English, from the first page on."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from web.languages import TRANSLATIONS, words

ROOT = Path(__file__).resolve().parents[2]
SAID = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None}
HOLES = re.compile(r"%\((\w+)\)[sd]")


def sentences():
    """{English sentence: where it stands}, of engine, contracts and web."""
    found = {}
    pages = [(path, "jinja2.ext:babel_extract") for path in sorted((ROOT / "web/templates").rglob("*.html"))]
    modules = [(path, "python") for package in ("engine", "contracts", "web") for path in sorted((ROOT / package).rglob("*.py"))]
    for path, how in pages + modules:
        with path.open("rb") as file:
            for line, message, *_ in extract(how, file, keywords=SAID):
                message = message if isinstance(message, str) else message[0]
                if message:
                    found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    return found


def chinese():
    """(file, English sentence, Chinese sentence) of every catalog; of a plural the singular."""
    for path in sorted((TRANSLATIONS / "zh_CN").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_CN"):
                one, said = (found if isinstance(found, str) else found[0] for found in (message.id, message.string))
                if one:
                    yield path.name, one, said


def test_every_sentence_has_its_chinese():
    catalog = words("zh_CN")
    lacking = {sentence: place for sentence, place in sentences().items() if catalog.gettext(sentence) == sentence}
    assert lacking == {}


def test_a_translation_has_the_holes_of_its_sentence():
    wrong = [(name, sentence) for name, sentence, said in chinese() if set(HOLES.findall(sentence)) != set(HOLES.findall(said))]
    assert wrong == []


def test_a_sentence_is_translated_in_one_way():
    known, two = {}, []
    for name, sentence, said in chinese():
        if known.setdefault(sentence, (said, name))[0] != said:
            two.append((sentence, known[sentence][1], name))
    assert two == []


def test_no_translation_is_left_over():
    said = sentences()
    assert sorted({(name, sentence) for name, sentence, _ in chinese() if sentence not in said}) == []


def test_chinese_is_first_and_english_a_switch_before_signing_in(visit):
    visitor = visit()
    assert '<html lang="zh-CN"' in visitor.get("/login").get_data(as_text=True)
    assert visitor.post("/language", {"language": "en", "next": "/login"}).location == "/login"
    page = visitor.get("/login").get_data(as_text=True)
    assert '<html lang="en"' in page
    assert "Sign in" in page


def test_a_person_keeps_the_language_in_another_browser(visit):
    visit("li").post("/language", {"language": "en"})
    assert '<html lang="en"' in visit("li").get("/contracts").get_data(as_text=True)
    assert '<html lang="zh-CN"' in visit("wang").get("/contracts").get_data(as_text=True)
