"""Passwords: argon2id with OWASP's smallest setting (19 MiB, 2 rounds), about 25 ms; never hashed inside a transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import Invalid, _l

SHORTEST, LONGEST_BYTES = 10, 1024           # ten megabytes of password cost 130 ms to refuse; a kilobyte nothing
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class Given:
    """A password made for somebody: shown once, then only its hash is left."""

    plain: str
    hash: str


def make_password() -> Given:
    """A fresh password that can be read out: four groups of four."""
    plain = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    return Given(plain, hash_password(plain))


def hash_password(plain: str) -> str:
    """The argon2id hash, with its parameters."""
    return HASHER.hash(plain)


def fits(plain: str, hashed: str | None) -> bool:
    """Is it the password? Takes the same time where there is none, so that nobody learns who exists."""
    try:
        return HASHER.verify(hashed or _nobodys(), plain) and hashed is not None
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def is_outdated(hashed: str) -> bool:
    """Was it made with other parameters than today's?"""
    return HASHER.check_needs_rehash(hashed)


def is_too_long(plain: str) -> bool:
    return len(plain.encode("utf-8", "surrogatepass")) > LONGEST_BYTES


def require_good(plain: str, login: str, field: str = "password") -> None:
    """Raises Invalid for a password that is too short, too long, or easily guessed."""
    if len(plain) < SHORTEST:
        raise Invalid(fields={field: _l("A password has ten characters at least; a short sentence is best.")})
    if is_too_long(plain) or any("\ud800" <= sign <= "\udfff" for sign in plain):
        raise Invalid(fields={field: _l("This password is too long or holds signs that can't be typed.")})
    if len(set(plain)) < 5 or login.casefold() in plain.casefold():
        raise Invalid(fields={field: _l("This password is easily guessed: use other characters, and not your login name.")})


@cache
def _nobodys() -> str:
    return hash_password(secrets.token_hex())
