"""Where to go after signing in: an address of ours, whatever was asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request


def is_ours(address: str) -> bool:
    """One slash, then a path: nothing that a browser reads as another host or as a script."""
    if not address.startswith("/") or address[1:2] in ("/", "\\") or "\\" in address or len(address) > 1000:
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and all(ord(sign) > 32 and ord(sign) != 127 for sign in address)


def here() -> str | None:
    """The address of this page, to come back to; None where it can't be opened again."""
    address = request.full_path.rstrip("?")
    return address if request.method == "GET" and is_ours(address) and address != "/" else None
