"""A PDF under our seal: signed with a visible mark (PAdES B-B), appended to the bytes that were approved; and the check of one."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from asn1crypto import pem, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, LayoutError, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from contracts.sealing.keys import SealKey
from contracts.sealing.places import Place
from engine.errors import Refusal, _l

FILLED = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0))


class NotSealable(Refusal):
    """The PDF can't be signed: damaged, encrypted, or already closed for changes; facts: why."""

    code, status = "not-sealable", 422
    title = _l("This PDF can't be sealed.")
    hint = _l("Freeze the text again, or ask an administrator to look at the file.")


@dataclass(frozen=True)
class Mark:
    """What the seal says and where it stands: the image, the reason, the moment."""

    image: bytes
    place: Place
    reason: str
    at: dt.datetime


@dataclass(frozen=True)
class Checked:
    """One signature of a PDF: `is_intact` that no byte that it covers changed, `covers_all` that nothing was added after it."""

    signer: str
    at: dt.datetime | None
    is_intact: bool
    is_trusted: bool
    covers_all: bool

    @property
    def is_good(self) -> bool:
        return self.is_intact and self.is_trusted


class _KeySigner(signers.Signer):
    """pyHanko's signer over an opened key: its own opens and checks the key for each signature, which takes longer than all else."""

    def __init__(self, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
        registry = SimpleCertificateStore()                        # type: ignore[no-untyped-call]
        registry.register(certificate)
        super().__init__(signing_cert=certificate, cert_registry=registry)
        self.key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(self.key.key_size // 8) if dry_run else self.key.sign(data, PKCS1v15(), SHA256())


class _SignerAt(signers.PdfSigner):
    """pyHanko's signer, told what time it is."""

    at: dt.datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def seal_pdf(approved: bytes, mark: Mark, key: SealKey) -> bytes:
    """The approved bytes with a signature behind them. Raises NotSealable."""
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(approved), strict=False)
        if writer.prev.encrypted:
            raise NotSealable(why="encrypted")
        field = f"seal-{len(writer.prev.embedded_signatures) + 1}"
        return _sign(writer, field, mark, key)
    except (PdfError, SigningError, LayoutError, ValueError, KeyError) as unreadable:
        raise NotSealable(why=str(unreadable)[:200]) from unreadable


def _sign(writer: IncrementalPdfFileWriter, field: str, mark: Mark, key: SealKey) -> bytes:
    signer = _KeySigner(key.opened(), x509.Certificate.load(pem.unarmor(key.certificate_pem().encode())[2]))
    about = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", reason=mark.reason,
                                         subfilter=fields.SigSeedSubFilter.PADES)
    style = StaticStampStyle(background=PdfImage(Image.open(io.BytesIO(mark.image))), border_width=0, background_layout=FILLED)
    spec = fields.SigFieldSpec(field, on_page=mark.place.page, box=mark.place.box)
    told = _SignerAt(about, signer, stamp_style=style, new_field_spec=spec)
    told.at = mark.at
    signed = io.BytesIO()
    told.sign_pdf(writer, output=signed)
    return signed.getvalue()


def check_pdf(content: bytes, certificate_pem: str) -> tuple[Checked, ...]:
    """Every signature in the order of signing, judged against our certificate; none for a PDF without, or one that can't be read."""
    try:
        trusted = x509.Certificate.load(pem.unarmor(certificate_pem.encode())[2])
        found = PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures
        return tuple(_check(signature, trusted) for signature in found)
    except (PdfError, ValueError, KeyError):
        return ()


def _check(signature: object, trusted: x509.Certificate) -> Checked:
    at = signature.self_reported_timestamp                         # type: ignore[attr-defined]
    context = ValidationContext(trust_roots=[trusted], allow_fetching=False, moment=at)
    signer = signature.signer_cert.subject.native.get("organization_name", "")     # type: ignore[attr-defined]
    try:
        status = validate_pdf_signature(signature, context)        # type: ignore[arg-type]
    except SignatureValidationError:
        return Checked(signer, at, False, False, False)
    covers = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    return Checked(signer, at, status.intact and status.valid, status.trusted, covers)


__all__ = ["Checked", "Mark", "NotSealable", "check_pdf", "seal_pdf"]
