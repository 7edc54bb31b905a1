"""The bytes of a facts file to plain data by the fastest reader of TOML that is installed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import tomli

from gpcli.facts.toml import SIZE_LIMIT, Document

_MARK = b"\xef\xbb\xbf"


def read_plain(raw: bytes, name: str) -> Document | None:
    """The file, where nothing in its bytes is unusual; else None.

    Its data is what the slow way reads, as far as it is then found to be plain: that leaves no place for what
    readers of TOML may take differently (values of other kinds, deep nesting, more digits than a field has).
    """
    if len(raw) > SIZE_LIMIT or b"\0" in raw or raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    try:
        text = raw.removeprefix(_MARK).decode()
        if text.startswith("\ufeff"):
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        return Document(name, raw, reads()(text), text)
    except (ValueError, ArithmeticError, RecursionError):
        return None


@cache
def reads() -> Callable[[str], dict[str, Any]]:
    """Reads TOML, a decimal from the text of its literal; raises ``ValueError`` for what it cannot read."""
    try:
        import toml_rs
    except ImportError:
        return lambda text: tomli.loads(text, parse_float=Decimal)
    return lambda text: toml_rs.loads(text, parse_float=Decimal, toml_version="1.0.0")
