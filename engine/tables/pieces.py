"""Where the elements of an XML file lie in its bytes, so that one can be changed and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from engine.flow.markup import Unreadable

TAG = re.compile(rb"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|"""
                 rb"""<(?P<end>/?)(?P<name>[^\s/>!?]+)(?:[^>"']|"[^"]*"|'[^']*')*?(?P<empty>/?)>""", re.S)
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([^"']+)["']""")


@dataclass
class Piece:
    """An element: `start` to `opened` is its start tag, `closed` to `end` its end tag; for `<a/>` both are the one tag."""

    name: str
    prefix: bytes
    start: int
    opened: int
    closed: int = 0
    end: int = 0
    is_empty: bool = False
    inner: list[Piece] = field(default_factory=list)

    def attribute(self, content: bytes, name: str) -> str:
        found = re.search(rb"\s" + name.encode() + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", content[self.start:self.opened])
        return (found[1] or found[2] or b"").decode() if found else ""


def pieces_of(content: bytes) -> Piece:
    """The root, with everything in it; the bytes were read as XML before. Raises Unreadable for what is not UTF-8."""
    encoding = ENCODING.match(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unreadable("Only a file in UTF-8 can be edited as rows.")
    top = Piece("", b"", 0, 0)
    path = [top]
    for tag in TAG.finditer(content):
        if tag["name"] is None:
            continue
        if tag["end"]:
            path[-1].closed, path[-1].end = tag.start(), tag.end()
            path.pop()
            continue
        prefix, _, name = tag["name"].rpartition(b":")
        piece = Piece(name.decode(), prefix + b":" if prefix else b"", tag.start(), tag.end(), is_empty=bool(tag["empty"]))
        path[-1].inner.append(piece)
        if piece.is_empty:
            piece.closed, piece.end = piece.start, piece.opened
        else:
            path.append(piece)
    return top.inner[0]
