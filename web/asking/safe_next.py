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


def before() -> str | None:
    """The address of the page whose form this is; None where the browser does not say, or it is another's."""
    page = urlsplit(request.referrer or "")
    address = f"{page.path}?{page.query}" if page.query else page.path
    return address if page.netloc == request.host and is_ours(address) and page.path != "/login" else None
