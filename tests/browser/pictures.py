"""Pictures of every page as people see it, at 1280 and at 390 pixels: python -m tests.browser.pictures [FOLDER] [NAME...]

Made anew from a demo company of its own, with LibreOffice; written as PNG of few colours. FOLDER is docs/pages unless told.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Browser

from contracts.demo.outlines import ENDS
from contracts.documents.pdf import converter_found
from contracts.schema.tables import all_tables
from engine.store import Store, open_store
from tests.browser.chromium import chromium
from tests.browser.person import DESK, PHONE, Person
from tests.browser.places import PLACES, Place
from tests.browser.served import Served, serving
from tests.browser.small_demo import Demo, make, opened
from tests.whole_house import ROOT

COLOURS = 128


def open_at(path: Path) -> Store:
    """The SQLite file with all tables."""
    if not path.exists():
        engine = sa.create_engine(f"sqlite:///{path}")
        all_tables().create_all(engine)
        engine.dispose()
    return open_store(f"sqlite:///{path}")


@contextmanager
def whole_demo() -> Iterator[Demo]:
    """Every contract of the demo, with documents as they are."""
    with tempfile.TemporaryDirectory(prefix="chancery-pictures-") as folder:
        place = Path(folder) / "demo"
        make(place, open_at, states=[end.name for end in ENDS], converter=converter_found(""))
        demo = opened(place, open_at)
        yield demo
        demo.house.store.close()


def take(browser: Browser, served: Served, demo: Demo, place: Place, size: tuple[int, int]) -> bytes:
    """The page as it first meets the eye, as PNG."""
    login, path = place.at(demo)
    person = Person(browser, served, login, size=size)
    try:
        if login:
            person.signed_in()
        person.page.goto(path, wait_until="networkidle")
        place.then(person.page)
        person.page.wait_for_load_state("networkidle")
        return few_colours(person.page.screenshot())
    finally:
        person.context.close()


def few_colours(png: bytes) -> bytes:
    """The same picture with a palette: a tenth of the size."""
    small = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [place for place in PLACES if place.is_pictured and (not arguments[1:] or place.name in arguments[1:])]
    with whole_demo() as demo, serving(demo.house, demo.clock) as served, chromium() as browser:
        for place in wanted:
            for size in (DESK, PHONE):
                (folder / f"{place.name}-{size[0]}.png").write_bytes(take(browser, served, demo, place, size))


if __name__ == "__main__":
    main(sys.argv[1:])
