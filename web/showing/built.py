"""The addresses of scripts and styles: Vite's manifest says which file, by its content's hash, an entry became."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from markupsafe import Markup

BUILT = Path(__file__).parents[1] / "static" / "built"


def serve_built(app: Flask) -> None:
    """`asset(name)` is an address, `scripts(entry)` and `styles(entry)` are tags; without a build, none."""
    app.extensions["built"] = _manifest()
    app.jinja_env.globals.update(asset=lambda name: asset(app, name), scripts=lambda entry: scripts(app, entry),
                                 styles=lambda entry: styles(app, entry))


def asset(app: Flask, name: str) -> str:
    """The address of `pages/frame.js`, or of the styles that go with it as `pages/frame.css`."""
    found = _entry(app, name.removesuffix(".css") + ".js" if name.endswith(".css") else name)
    files = found.get("css", []) if name.endswith(".css") else [found["file"]] if found else []
    return url_for("static", filename=f"built/{files[0]}") if files else url_for("static", filename=f"built/{name}")


def scripts(app: Flask, entry: str) -> Markup:
    found = _entry(app, f"{entry}.js")
    if not found:
        return Markup("")
    return Markup('<script type="module" src="{}"></script>').format(url_for("static", filename=f"built/{found['file']}"))


def styles(app: Flask, entry: str) -> Markup:
    found = _entry(app, f"{entry}.js")
    return Markup("").join(Markup('<link rel="stylesheet" href="{}">').format(url_for("static", filename=f"built/{name}"))
                           for name in found.get("css", []))


def _entry(app: Flask, name: str) -> dict[str, Any]:
    found: dict[str, Any] = app.extensions["built"].get(f"web/assets/{name}", {})
    return found


def _manifest() -> dict[str, Any]:
    path = BUILT / "manifest.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found
