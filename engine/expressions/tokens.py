"""The words of an expression, and the names of what is not allowed in one."""

from __future__ import annotations

import re
from dataclasses import dataclass

ALPHABET = re.compile(r"""
    (?P<space>[ \t\r\n]+)
  | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<name>[^\W\d]\w*)
  | (?P<sign>&&|\|\||==|!=|<=|>=|:=|\*\*|//|<<|>>|->|\.\.|[-+*/%<>!?:.,()\[\]=&|^~@{};$\#\\`])
""", re.VERBOSE | re.DOTALL)
ESCAPES = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t"}
LONGEST_NUMBER = 40

SIGNS = {":=": "an assignment", "=": "an assignment (== compares)", "**": "a power", "//": "a floor division", "<<": "a shift",
         ">>": "a shift", "|": "a bit operation", "&": "a bit operation", "^": "a bit operation", "~": "a bit operation",
         "@": "a matrix product or decorator", "{": "a dictionary, a set or an inner ${...}", ";": "a second statement", "->": "a lambda",
         ":": "a slice", "*": "an unpacking", "`": "a backtick",
         "\\": "a continued line", "$": "an inner ${...}", "#": "a comment", "..": "a range"}
WORDS = {"lambda": "a lambda", "for": "a comprehension", "async": "an async construct", "await": "an await", "yield": "a yield",
         "import": "an import", "from": "an import", "del": "a del", "def": "a definition", "class": "a definition", "return": "a return",
         "while": "a loop", "with": "a with", "try": "a try", "raise": "a raise", "assert": "an assert", "global": "a global",
         "exec": "a call of exec", "print": "a call of print", "new": "an object of a class", "instanceof": "a look at a type"}
PREFIXES = {"f": "an f-string", "b": "a byte string", "r": "a raw string", "u": "a string with a prefix", "fr": "an f-string",
            "rf": "an f-string", "br": "a byte string", "rb": "a byte string"}


class Wrong(ValueError):
    """Why a text is no expression, for the refusal that names its place."""


@dataclass(frozen=True)
class Token:
    """One word: kind is number, string, name, sign or end; `at` counts characters from 1."""

    kind: str
    word: str
    at: int


def read_tokens(text: str) -> list[Token]:
    """The words of the text and an end. Raises Wrong."""
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = ALPHABET.match(text, place)
        if match is None:
            raise Wrong(f"the string that begins at character {place + 1} has no end" if text[place] in "'\""
                        else f"{text[place]!r} at character {place + 1} means nothing here")
        kind, word = str(match.lastgroup), match.group()
        if kind == "number":
            _require_plain_number(text, place, word)
        if kind != "space":
            found.append(Token(kind, word, place + 1))
        place = match.end()
    return [*found, Token("end", "", len(text) + 1)]


def _require_plain_number(text: str, place: int, word: str) -> None:
    after = text[place + len(word):place + len(word) + 1]
    if len(word) > LONGEST_NUMBER or after == "_" or after.isalnum():
        raise Wrong(f"the number {(word + after)[:LONGEST_NUMBER]!r} at character {place + 1} can't be read")


def unquoted(token: Token) -> str:
    """What a string says. Raises Wrong for an escape that we do not know."""
    def unescape(match: re.Match[str]) -> str:
        if match[1] not in ESCAPES:
            raise Wrong(f"the escape \\{match[1]} in the string at character {token.at} is not allowed")
        return ESCAPES[match[1]]
    return re.sub(r"(?s)\\(.)", unescape, token.word[1:-1])


def unexpected(token: Token, before: Token | None) -> Wrong:
    """What stands at a place where it can't stand, named as people call it."""
    at = f"at character {token.at}"
    if before is not None and before.kind == "name":
        if token.kind == "string" and before.word.lower() in PREFIXES and before.at + len(before.word) == token.at:
            return Wrong(f"{PREFIXES[before.word.lower()]} is not allowed (character {before.at})")
        if before.word in WORDS and token.kind != "end":
            return Wrong(f"{WORDS[before.word]} is not allowed (character {before.at})")
    if token.kind == "end":
        return Wrong("the expression ends too early")
    named = SIGNS.get(token.word) if token.kind == "sign" else WORDS.get(token.word) if token.kind == "name" else None
    return Wrong(f"{named} is not allowed: {token.word!r} {at}" if named else f"{token.word[:40]!r} is unexpected {at}")
