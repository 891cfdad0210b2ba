"""The key that seals, and a certificate that it made itself: files under the data folder, for nobody else to read.

A certificate of our own proves that nothing was changed since the sealing, not who we are; a licensed provider's
key takes its place behind `contracts.sealing.seals.SealProvider`.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

BITS = 3072
YEARS = 20
LONGEST_COMMON_NAME = 64           # X.520's limit; what is longer other readers refuse


@dataclass(frozen=True)
class SealKey:
    """Where the key and its certificate lie."""

    key: Path
    certificate: Path

    def certificate_pem(self) -> str:
        return self.certificate.read_text("ascii")

    def opened(self) -> rsa.RSAPrivateKey:
        """The key, ready to sign. Raises ValueError for a file that holds none."""
        return _opened(self.key.read_bytes())


@lru_cache(4)
def _opened(content: bytes) -> rsa.RSAPrivateKey:
    """Opened once: that the key is sound takes OpenSSL a tenth of a second to find out."""
    found = serialization.load_pem_private_key(content, None)
    if not isinstance(found, rsa.RSAPrivateKey):
        raise ValueError("the seal's key is no RSA key")
    return found


def key_in(folder: Path, organisation: str, now: dt.datetime) -> SealKey:
    """The key of this data folder, made when there is none yet; the certificate is made last, so half a pair is made anew."""
    found = SealKey(folder / "seal.key", folder / "seal.crt")
    if not found.certificate.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder):
            _make(found, organisation, now)
    return found


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two parts that start at the same moment would make the key of one and the certificate of the other."""
    with (folder / "seal.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(found: SealKey, organisation: str, now: dt.datetime) -> None:
    if not found.certificate.exists():
        private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        _write(found.key, private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                                serialization.NoEncryption()))
        _write(found.certificate, _certificate(private, organisation, now).public_bytes(serialization.Encoding.PEM))


def _certificate(private: rsa.RSAPrivateKey, organisation: str, now: dt.datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
                      x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:LONGEST_COMMON_NAME]),
                      x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation} 电子印章"[:LONGEST_COMMON_NAME])])
    begins = dt.datetime(now.year - 2, 1, 1, tzinfo=dt.UTC)     # before every contract that was sealed on paper and is recorded later
    usage = x509.KeyUsage(digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
                          key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False)
    return (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(begins)
            .not_valid_after(begins.replace(year=begins.year + YEARS))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
            .sign(private, hashes.SHA256()))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


__all__ = ["SealKey", "key_in"]
