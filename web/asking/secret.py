"""The key of this house's tokens and flashes: a file in the data folder, for nobody else to read, made at first start."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from engine.settings import BadSetting

LENGTH = 32


def key_in(data: Path) -> bytes:
    """32 bytes; of several processes that start at once, one makes it and all read it. Raises BadSetting for a file with fewer."""
    folder, name = data / "keys", data / "keys" / "web.key"
    if not name.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"web.{secrets.token_hex(8)}.new"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, name)                # refuses where another was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    key = name.read_bytes()
    if len(key) < LENGTH:
        raise BadSetting(f"{name} is too short to be a key. Remove it: a new one is made at the next start.")
    return key


def bound(key: bytes, purpose: str, to: str) -> str:
    """A token that only we can make, for this purpose and this cookie."""
    return hmac.new(key, f"{purpose}\n{to}".encode(), hashlib.sha256).hexdigest()
