"""What identifies a person in a text: identity numbers, mobile numbers, mailboxes; found and masked.

Digits may be full-width and grouped. Digests, points, numbers of documents and addresses of pages are none:
a number stands alone, an identity number has a plausible place and date and its check character.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import cache

from gpcli.messages import N_
from gpcli.records import Record

IDENTITY, MOBILE, MAILBOX = "identity", "mobile", "mailbox"

KINDS = {
    IDENTITY: N_("resident identity number"),
    MOBILE: N_("mobile number"),
    MAILBOX: N_("mailbox"),
}
"""The kinds of findings, with their names."""

LONG = 11
"""Digits of the shortest number that is looked for."""

BITS = 64
"""Integers of more bits are longer than anything that is looked for."""


class Finding(Record):
    """Something personal: ``text[start:end]``, and what may be shown of it."""

    kind: str
    start: int
    end: int
    masked: str


def find(text: str) -> list[Finding]:
    """What the text holds, in its order; no two findings share a character."""
    plain = text.translate(_HALF_WIDTH) if re.search(_FULL_WIDTH, text) else text
    found: list[Finding] = []
    taken: set[int] = set()
    numbers = (*_identities(plain), *_mobiles(plain)) if re.search(_NUMBER, plain) else ()
    for kind, start, end in (*numbers, *_mailboxes(plain)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found.append(Finding(kind, start, end, _MASKED[kind](text[start:end])))
    return sorted(found, key=lambda one: one.start)


def is_suspicious(text: bytes) -> bool:
    """Whether a line of text in UTF-8 may hold anything that :func:`find` finds: faster, and true of more."""
    if b"@" in text:
        return True
    if len(text) >= LONG and _LONG in text.translate(*_digits_alone()):
        return True
    return b"\xef\xbc" in text and re.search(_FULL_WIDTH, text.decode()) is not None


@cache
def _digits_alone() -> tuple[bytes, bytes]:
    """Every byte as a digit or none; the bytes of whatever may stand between digits, which are left out."""
    table = bytes(ord("0" if one in b"0123456789" else " ") for one in range(256))
    return table, bytes({*(_GAPS + _WIDE).encode()})


def mask(text: str) -> str:
    """The text with every finding masked; the same text where there is none."""
    parts: list[str] = []
    at = 0
    for one in find(text):
        parts += (text[at : one.start], one.masked)
        at = one.end
    return "".join([*parts, text[at:]]) if parts else text


Span = tuple[str, int, int]

_WIDE = "０１２３４５６７８９＠－．＿＋\u3000\u00a0" + "".join(
    chr(start + place) for start in (0xFF21, 0xFF41) for place in range(26)
)
_HALF_WIDTH = str.maketrans(_WIDE, "0123456789@-._+  ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_FULL_WIDTH = "[０-９＠]"
_LONG = b"0" * LONG

# Compiled where they are first needed, and kept by ``re``: few texts hold anything like a long number.
_GAPS = " -.·‐‑–—"
_GAP = rf"(?:[{re.escape(_GAPS)}]|\n {{0,12}})"
_NUMBER = rf"[0-9](?:{_GAP}?[0-9]){{{LONG - 1}}}"
_MOBILE = (
    rf"1[3-9][0-9](?:[0-9]{{4}}{_GAP}?[0-9]{{4}}|{_GAP}(?:[0-9]{{8}}|[0-9]{{4}}{_GAP}[0-9]{{4}}|"
    rf"[0-9]{{3}}{_GAP}[0-9]{{5}}))"
)
_IDENTITY = (
    rf"([1-9][0-9]{{5}}){_GAP}?((?:19|20)[0-9]{{2}}){_GAP}?([0-9]{{2}})([0-9]{{2}}){_GAP}?([0-9]{{3}}[0-9Xx])"
)
_OLD_IDENTITY = r"([1-9][0-9]{5})([0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}"
_DIGITS = r"[0-9]+"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+([A-Za-z]{2,})(?![A-Za-z0-9])"
_LOCAL = r"(?:[A-Za-z0-9._%+-]|\\_)+\Z"

_PROVINCES = frozenset(
    str(tens * 10 + number)
    for tens, most in ((1, 5), (2, 3), (3, 7), (4, 6), (5, 4), (6, 5), (7, 1), (8, 3))
    for number in range(0 if tens == 5 else 1, most + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FILES = frozenset(("png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico", "css", "js", "html", "json"))

_PREFIX = r"(?:\+|(?<![0-9])00)?86[ -]?\Z"
_ESCAPE = r"\\(?:[nrtbf]|u[0-9a-fA-F]{4})\Z"
_ESCAPED = r"\\(?:[nrtbf\"/]|u[0-9a-fA-F]{4})"
_ANNOUNCED = r"(?i:tel|phone|mobile|cell|shouji|dianhua|sfz|id|no)\Z"
_ADDRESS = r"(?i:[a-z]+://|www\.)[^\s\"'<>()（）|，。；、]*\Z"
_BEFORE = 400


def _identities(text: str) -> Iterator[Span]:
    for found in _standing_alone(_IDENTITY, text):
        place, year, month, day, tail = found.groups()
        digits = f"{place}{year}{month}{day}{tail}".upper()
        if place[:2] in _PROVINCES and _is_date(year, month, day) and _checks(digits):
            yield IDENTITY, *found.span()
    for found in _standing_alone(_OLD_IDENTITY, text):
        place, year, month, day = found.groups()
        known = place[:2] in _PROVINCES and _is_date(f"19{year}", month, day)
        if known and not _in_address(text, found.start()):
            yield IDENTITY, *found.span()


def _mobiles(text: str) -> Iterator[Span]:
    for found in _standing_alone(_MOBILE, text):
        start, end = found.span()
        grouped = not found.group().isdigit()
        if grouped and (text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()):
            continue
        if not _in_address(text, start):
            yield MOBILE, start, end


def _mailboxes(text: str) -> Iterator[Span]:
    at = text.find("@")
    while at >= 0:
        domain = re.compile(_DOMAIN).match(text, at + 1)
        if domain is not None and domain.group(1).lower() not in _FILES:
            before = text[max(0, at - _BEFORE) : at]
            local = re.search(_LOCAL, _without_escapes(before))
            if local is not None:
                yield MAILBOX, at - len(local.group()), domain.end()
        at = text.find("@", at + 1)


def _without_escapes(text: str) -> str:
    """The text with what escapes a character in JSON blanked out."""
    return re.sub(_ESCAPED, lambda one: " " * len(one.group()), text) if "\\" in text else text


def _standing_alone(expression: str, text: str) -> Iterator[re.Match[str]]:
    """Matches that are not part of a longer number, digest or word."""
    pattern = re.compile(expression)
    found = pattern.search(text)
    while found is not None:
        start, end = found.span()
        alone = _begins(text, start) and _ends(text, end)
        if alone:
            yield found
        run = re.compile(_DIGITS).match(text, start)
        found = pattern.search(text, end if alone or run is None else run.end())


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 10) : start]
    if not before or not _is_letter(before[-1]):
        return not (before[-1:] == "." and before[-2:-1].isdigit())
    prefix = re.search(_PREFIX, before)
    if prefix is not None:
        return prefix.group()[0] == "+" or _begins(text, start - len(prefix.group()))
    return bool(re.search(_ESCAPE, before) or re.search(_ANNOUNCED, before))


def _ends(text: str, end: int) -> bool:
    after = text[end : end + 2]
    if after[:1] == "." and after[1:].isdigit():
        return False
    return not after or not _is_letter(after[0])


def _is_letter(one: str) -> bool:
    return one.isascii() and one.isalnum()


def _in_address(text: str, start: int) -> bool:
    """Whether the number is part of the address of a page, and not the value of a parameter."""
    before = text[max(0, start - _BEFORE) : start]
    return before[-1:] not in ("=", ":") and re.search(_ADDRESS, before) is not None


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _checks(digits: str) -> bool:
    """Whether the last character is the one that the others ask for (GB 11643)."""
    weighted = zip(digits[:17], _WEIGHTS, strict=True)
    return _CHECKS[sum(int(one) * weight for one, weight in weighted) % 11] == digits[17]


def _starred(text: str, first: int, last: int) -> str:
    """The first and last signs of a number, what is between them starred; its width stays."""
    signs = [place for place, one in enumerate(text) if one.isalnum()]
    hidden = set(signs[first : len(signs) - last])
    return "".join(
        one if place not in hidden else "*" if one.isascii() else "＊" for place, one in enumerate(text)
    )


def _mailbox(text: str) -> str:
    at = max(text.find("@"), text.find("＠"))
    return f"{text[:1] if at > 1 else ''}***{text[at:]}"


_MASKED = {
    IDENTITY: lambda text: _starred(text, 4, 2),
    MOBILE: lambda text: _starred(text, 3, 4),
    MAILBOX: _mailbox,
}


def kinds(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings by kind, the kinds in their order of gravity."""
    listed = list(found)
    return {kind: mine for kind in KINDS if (mine := [one for one in listed if one.kind == kind])}
