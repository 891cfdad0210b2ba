"""The company's seals (印章), and what seals a PDF with one: a provider, ours at first, a licensed one in its place later."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from contracts.sealing.drawing import draw_seal
from contracts.sealing.keys import SealKey, key_in
from contracts.sealing.places import place_for
from contracts.sealing.sealed_pdf import Checked, Mark, check_pdf, seal_pdf
from engine.desk import House
from engine.errors import NotFound, Unavailable, _l


@dataclass(frozen=True)
class Seal:
    """One seal: `key` names it in rows, `name` is what people call it (translated where it is shown), `foot` stands under the star."""

    key: str
    name: str
    foot: str = ""


@dataclass(frozen=True)
class SealOrder:
    """What to seal a PDF with: which seal, for which side of the text, why, when."""

    seal: str
    direction: str
    reason: str
    at: dt.datetime


class SealProvider(Protocol):
    """Whoever can seal: our own cabinet, or an adapter to a licensed provider.

    `apply` answers a file that begins with the bytes it was given; it may take long and may be asked twice for the same.
    """

    def seals(self) -> tuple[Seal, ...]: ...
    def image(self, key: str) -> bytes: ...
    def apply(self, approved: bytes, order: SealOrder) -> bytes: ...
    def check(self, content: bytes) -> tuple[Checked, ...]: ...
    def certificate(self) -> str: ...


class NoSeals(Unavailable):
    """The house was joined without a seal provider."""

    code = "no-seals"
    title = _l("There is no seal to seal with.")
    hint = _l("Ask an administrator to look at the seals under the data folder.")


SEALS = (Seal("contract", _l("Contract seal"), "合同专用章"), Seal("company", _l("Company seal")))


class Cabinet:
    """Our own seals: drawn by us, with a key and a certificate under the data folder."""

    def __init__(self, organisation: str, key: SealKey, folder: Path) -> None:
        self.organisation, self.key, self.folder = organisation, key, folder

    def seals(self) -> tuple[Seal, ...]:
        """The seals in the order in which they are offered."""
        return SEALS

    def image(self, key: str) -> bytes:
        """The seal as a PNG, drawn when it is first asked for. Raises NotFound."""
        seal = seal_called(self, key)
        drawn_for = hashlib.sha256(f"{self.organisation}\n{seal.foot}".encode()).hexdigest()[:12]
        file = self.folder / f"{seal.key}-{drawn_for}.png"            # another name of the company is another seal
        if not file.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = file.with_suffix(".new")
            draft.write_bytes(draw_seal(self.organisation, seal.foot))
            draft.rename(file)
        return file.read_bytes()

    def apply(self, approved: bytes, order: SealOrder) -> bytes:
        """Raises NotFound for an unknown seal, NotSealable for a PDF that can't be signed."""
        mark = Mark(self.image(order.seal), place_for(approved, order.direction), order.reason, order.at)
        return seal_pdf(approved, mark, self.key)

    def check(self, content: bytes) -> tuple[Checked, ...]:
        """Every signature of a PDF, judged against our certificate."""
        return check_pdf(content, self.certificate())

    def certificate(self) -> str:
        """The certificate that signatures are checked against, as PEM."""
        return self.key.certificate_pem()


def open_cabinet(folder: Path, organisation: str, now: dt.datetime) -> Cabinet:
    """The cabinet of a data folder; makes its key at first start. Safe to call again."""
    return Cabinet(organisation, key_in(folder / "keys", organisation, now), folder / "seals")


def provider_of(house: House) -> SealProvider:
    """Who seals in this house. Raises NoSeals."""
    provider: SealProvider | None = house.parts.get("seals")
    if provider is None:
        raise NoSeals()
    return provider


def seal_called(provider: SealProvider, key: str) -> Seal:
    """The seal with this key. Raises NotFound."""
    for seal in provider.seals():
        if seal.key == key:
            return seal
    raise NotFound(seal=key[:80])
