"""Saying what is wrong with a facts file, each problem with its line and key."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from gpcli.facts.toml import Document
from gpcli.facts.wording import Path
from gpcli.messages import N_, Phrase
from gpcli.problems import Problem, listed, nearest, problem

LONGEST = 40
"""Characters of a value that a message repeats."""

BITS = 100
"""Integers above this size are far above every limit, and are never turned into decimals."""


class Complaints:
    """The problems of one file, as they are found."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.wording = document.wording
        self.problems: list[Problem] = []

    def add(
        self,
        path: Path,
        code: str,
        said: str,
        *,
        expected: Phrase = "",
        nearest: str = "",
        **params: Phrase | int,
    ) -> None:
        """One problem at the path: its code, what is wrong, what was expected, the nearest name."""
        found = problem(code, said, expected=expected, nearest=nearest, **params)
        key = self._document.key(*path) or ".".join(
            str(part + 1) if isinstance(part, int) else name_of(part) for part in path
        )
        self.problems.append(
            found._replace(file=self._document.name, line=self._document.line(*path), key=key)
        )

    def text(self, path: Path, value: object) -> str:
        """The text, or a complaint and nothing."""
        if isinstance(value, str):
            return value
        self.add(path, "wrong-type", N_("{given} is not text"), given=shown(value), expected='"…"')
        return ""

    def date(self, path: Path, value: object) -> None:
        """Complains where the value is no date."""
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            self.add(path, "bad-date", N_("{given} is not a date"), given=shown(value), expected="2021-06-03")

    def unknown(self, path: Path, key: str, names: tuple[str, ...], other: str = "") -> None:
        """Complains of a key that nobody reads."""
        said = N_("no key is called {key}")
        self.add(
            path,
            "unknown-key",
            N_("no key is called {key} here; it belongs to table {other}") if other else said,
            key=name_of(key),
            other=other,
            expected=listed(names),
            nearest=nearest(key, names),
        )

    def kind(self, path: Path, value: object, expected: Phrase) -> None:
        """Complains of a value of the wrong kind."""
        self.add(
            path, "wrong-type", N_("{given} is of the wrong kind"), given=shown(value), expected=expected
        )


def shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
        printable = "".join(
            one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
        )
        return f'"{printable}"'
    if isinstance(value, Decimal):
        text = str(value)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if isinstance(value, int) and value.bit_length() > BITS:
        return f"{'-' if value < 0 else ''}…"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)


def name_of(key: str) -> str:
    return key if key.isprintable() and len(key) <= LONGEST else shown(key)
