"""From .docx to PDF: a small interface, and LibreOffice behind it, shut off from the network and from its last run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from engine.errors import Unavailable, _l

SECONDS = 60.0
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


class NoConverter(Unavailable):
    """LibreOffice is not on this machine."""

    code = "no-converter"
    title = _l("LibreOffice is not installed here, so no PDF can be made.")
    hint = _l("Install libreoffice-writer, then retry: drafting and preview work without it.")


class ConversionFailed(Unavailable):
    """LibreOffice gave no PDF; facts: why."""

    code = "conversion-failed"
    title = _l("The PDF could not be made.")
    hint = _l("It is tried again by itself; if it fails again, an administrator sees it.")


class Converter(Protocol):
    """Makes a PDF of a .docx, or of several at once. Raises Unavailable."""

    def to_pdf(self, docx: bytes) -> bytes: ...
    def to_pdfs(self, documents: Sequence[bytes]) -> list[bytes]: ...


@dataclass(frozen=True)
class LibreOffice:
    """Runs `program` anew each time: own profile, own process group, no network, at most `seconds`."""

    program: str
    seconds: float = SECONDS

    def to_pdf(self, docx: bytes) -> bytes:
        """The PDF. Raises ConversionFailed."""
        return self.to_pdfs([docx])[0]

    def to_pdfs(self, documents: Sequence[bytes]) -> list[bytes]:
        """One PDF for each, with one start of the program, which takes longer than a document. Raises ConversionFailed if one fails."""
        with tempfile.TemporaryDirectory(prefix="chancery-pdf-") as folder:
            place = Path(folder)
            written = [place / f"text-{number}.docx" for number in range(len(documents))]
            for file, docx in zip(written, documents, strict=True):
                file.write_bytes(docx)
            self._run(place, written)
            made = [file.with_suffix(".pdf") for file in written]
            found = [file.read_bytes() if file.exists() else b"" for file in made]
        if not all(pdf.startswith(b"%PDF-") for pdf in found):
            raise ConversionFailed(why="no PDF was written")
        return found

    def _run(self, place: Path, files: Sequence[Path]) -> None:
        user = place / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        command = [
            *without_network(), self.program, f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless", "--norestore", "--nologo", "--infilter=MS Word 2007 XML", "--convert-to", "pdf:writer_pdf_Export",
            "--outdir", str(place), *map(str, files)]
        running = subprocess.Popen(command, cwd=place, env=_environment(place), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            if running.wait(self.seconds):
                raise ConversionFailed(why=f"LibreOffice ended with {running.returncode}")
        except subprocess.TimeoutExpired as late:
            raise ConversionFailed(why=f"LibreOffice took more than {self.seconds:g} seconds") from late
        finally:
            _end_group(running)


@dataclass(frozen=True)
class Missing:
    """Stands where no LibreOffice is: drafting goes on, a submission waits as an incident."""

    def to_pdf(self, docx: bytes) -> bytes:
        """Raises NoConverter."""
        raise NoConverter()

    def to_pdfs(self, documents: Sequence[bytes]) -> list[bytes]:
        """Raises NoConverter."""
        raise NoConverter()


def converter_found(program: str = "") -> Converter:
    """LibreOffice at `program`, or on the PATH; else one that says what is missing."""
    found = shutil.which(program) if program else shutil.which("soffice") or shutil.which("libreoffice")
    return LibreOffice(found) if found else Missing()


@cache
def without_network() -> tuple[str, ...]:
    """The words before a command that take the network from it, where this machine allows that."""
    for words in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        if shutil.which(words[0]) and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    return ()


def _environment(place: Path) -> dict[str, str]:
    fonts = Path(__file__).parent / "library" / "fonts.conf"
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": str(place), "TMPDIR": str(place), "LANG": "C.UTF-8", "FONTCONFIG_FILE": str(fonts)}


def _end_group(running: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the group: LibreOffice's starter leaves its worker behind."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
