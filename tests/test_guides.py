"""The guides for the four roles: their pictures are those that the repository makes, and their words are those of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.places import PLACES

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
PICTURE = re.compile(r"\]\(\.\./pages/([a-z-]+)-(?:1280|390)\.png\)|src=\"\.\./pages/([a-z-]+)-(?:1280|390)\.png\"")


def chinese_of(guide: Path) -> str:
    return guide.read_text("utf-8").split("## In English")[0]


def words_of_the_pages() -> str:
    """All Chinese that pages say by themselves."""
    return "\n".join(path.read_text("utf-8") for path in (ROOT / "web" / "translations").rglob("*.po"))


def test_there_is_a_guide_for_each_of_the_four_roles_and_the_first_page_leads_to_it():
    assert [guide.stem for guide in GUIDES] == ["drafter", "ops", "process-admin", "reviewer"]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [guide.name for guide in GUIDES if f"(docs/guides/{guide.name})" not in readme] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_each_picture_of_a_guide_is_there_and_made_by_the_command(guide):
    shown = [first or second for first, second in PICTURE.findall(guide.read_text("utf-8"))]
    assert len(shown) >= 2 and set(shown) <= {place.name for place in PLACES if place.is_pictured}
    assert [target for target in re.findall(r"(?:\]\(|src=\")([^)\"#]+)[)\"]", guide.read_text("utf-8")) if not (guide.parent / target).exists()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_what_a_guide_tells_to_press_stands_on_a_page(guide):
    said, pages = chinese_of(guide), words_of_the_pages()
    named = {name.strip(" …。，") for bold in re.findall(r"\*\*([^*]+)\*\*", said) for name in re.split(r" → |，", bold)}
    assert len(named) > 2 and sorted(name for name in named if name not in pages) == []
