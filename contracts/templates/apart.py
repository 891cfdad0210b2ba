"""What is done with uploaded templates in a process of its own, with limits of time and memory and without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from contracts.documents.pdf import without_network
from contracts.documents.rendering import CannotRender, TextLost
from contracts.documents.word_files import NotWord, Unsafe
from contracts.templates.child import REFUSED
from contracts.templates.findings import Named, Read, heard
from engine.errors import Refusal, _l

SECONDS = 20.0                             # of the clock; the process gives itself fewer of the processor
LARGEST_ANSWER = 50 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]
REFUSALS: Mapping[str, type[Refusal]] = {kind.code: kind for kind in (CannotRender, TextLost, NotWord, Unsafe)}


class TooHeavy(Refusal):
    """A template takes more time or memory than any document needs, or the process that read it broke; facts: why."""

    code, status = "template-too-heavy", 422
    title = _l("This template takes more time or memory than a document needs.")
    hint = _l("Make its tables and loops simpler, save it anew in Word or WPS and try again.")


def render_apart(docx: bytes, values: Mapping[str, Any], *, seconds: float = SECONDS) -> bytes:
    """The .docx that an uploaded template makes. Raises CannotRender, TextLost, TooHeavy."""
    return _answer({"act": "render", "values": dict(values)}, docx, seconds)


def read_apart(docx: bytes, known: Mapping[str, Named], *, seconds: float = SECONDS) -> Read:
    """What the tags of an uploaded template say. Raises TooHeavy."""
    told = {name: (one.shape, one.parts) for name, one in known.items()}
    return heard(orjson.loads(_answer({"act": "read", "known": told}, docx, seconds)))


def _answer(order: Mapping[str, Any], docx: bytes, seconds: float) -> bytes:
    command = [*without_network(), sys.executable, "-m", "contracts.templates.child"]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    try:
        ran = subprocess.run(command, input=orjson.dumps(order) + b"\n" + docx, env=environment, cwd=ROOT, capture_output=True, check=False,
                             timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise TooHeavy(why=f"more than {seconds:g} seconds") from late
    if ran.returncode == REFUSED:
        told = orjson.loads(ran.stdout)
        raise REFUSALS[told["code"]](**told["facts"])
    if ran.returncode or len(ran.stdout) > LARGEST_ANSWER:
        raise TooHeavy(why=f"ended with {ran.returncode}")
    return ran.stdout
