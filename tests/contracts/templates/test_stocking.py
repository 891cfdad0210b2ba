"""What a release brings stands in the library as published by the house."""

from __future__ import annotations

import dataclasses

import pytest

from contracts.documents import templates
from contracts.documents.library import LIBRARY
from contracts.drafting.starting import start_contract
from contracts.files.named_files import missing_files, named_files
from contracts.templates import stocking
from contracts.templates.offered import offers
from contracts.templates.publishing import publish_version, retire_version
from contracts.templates.shelf import document, sheet, shelves
from contracts.templates.stocking import stock_library
from contracts.templates.uploading import examine_version
from contracts.types.records import TypeRow
from tests.contracts.templates.conftest import versions


@pytest.fixture
def next_release(monkeypatch):
    """The service contract says something else from now on."""
    older, files = templates.template("service"), templates.shipped_files("service")
    form = files[1].replace(b'"form": 1', b'"form":  1', 1)
    newer = templates._template("service", files[0], form)
    assert newer.version != older.version
    found = {key: templates.template(key) for key in LIBRARY} | {"service": newer}
    monkeypatch.setattr(stocking, "template", found.__getitem__)
    monkeypatch.setattr(stocking, "shipped_files", lambda key: (files[0], form) if key == "service" else templates.shipped_files(key))


def test_every_text_of_the_release_is_published_and_pins_what_contracts_pin(library):
    books = {book.row.key: book for shelf in library.reads("chen", shelves) for book in shelf.books}
    assert books.keys() == LIBRARY.keys()
    assert all(one.published.version_sha == templates.template(key).version and one.published.published_by == "system" for key, one in books.items())
    assert library.does("zheng", stock_library) == []


def test_a_new_release_goes_over_the_text_of_the_one_before(library, next_release):
    assert library.does("system", stock_library) == ["service"]
    assert library.reads("li", versions, "service") == [(1, "retired"), (2, "published")]


def test_a_new_release_waits_where_the_house_has_a_text_of_its_own(library, next_release):
    own = library.published(to="service")
    library.does("system", stock_library)
    assert library.reads("li", versions, "service") == [(1, "retired"), (own.number, "published"), (3, "submitted")]
    library.does("li", publish_version, "service", 3)
    assert library.reads("li", sheet, "service", 3).version.published_by == "li"


def test_what_the_house_retired_does_not_come_back_by_a_start_or_a_release(library, next_release):
    library.does("li", retire_version, "service", 1, "不用")
    library.does("system", stock_library)
    assert library.reads("li", versions, "service") == [(1, "retired"), (2, "submitted")]
    assert "service" not in [one.key for one in library.reads("chen", offers)]


@pytest.mark.parametrize("key", sorted(LIBRARY))
def test_a_lawyer_uploads_a_shipped_text_again_and_nothing_is_wrong_with_it(library, key):
    _, docx = library.reads("li", document, key, 1)
    examined = library.reads("li", examine_version, key, f"{key}.docx", docx)
    assert [one.sentence % one.facts for one in examined.findings if one.level == "error"] == []


def test_every_file_of_the_library_is_named_and_none_is_missing(library):
    made = library.published()
    version = library.reads("li", sheet, made.template, 1).version
    assert {version.docx_sha, version.form_sha, version.version_sha} <= library.reads("li", named_files)
    assert library.reads("li", missing_files) == []


def test_a_type_that_is_retired_is_not_offered(library):
    from contracts.types.catalog import shipped

    library.does("zheng", lambda desk: desk.session.add(TypeRow(key="service", definition={**shipped()["service"], "retired": True},
                                                                changed_at=desk.now, changed_by="zheng")))
    assert "service" not in [one.type.key for one in library.reads("chen", offers)]


def test_what_one_began_with_lately_comes_first(library):
    made = library.published()
    assert [one.key for one in library.reads("chen", offers)][0] != made.template
    library.does("chen", start_contract, made.template)
    assert [one.key for one in library.reads("chen", offers)][0] == made.template
    assert dataclasses.asdict(library.reads("qian", offers)[0])["key"] != made.template
