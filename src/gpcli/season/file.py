"""``season.toml``: what a season is about, who is assessed, whose word counts, what the office decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gpcli.facts.complaints import Complaints, name_of, shown
from gpcli.facts.merge import NO_PRECEDENCE, Precedence
from gpcli.facts.together import Ranking, Together
from gpcli.facts.toml import Document
from gpcli.facts.unit import Input
from gpcli.facts.wording import Path
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, listed, nearest
from gpcli.records import Record
from gpcli.scheme import ROLES
from gpcli.units import Unit

NAME = "season.toml"

KEYS = (
    "scheme",
    "period",
    "title",
    "note",
    "readings",
    "roster",
    "units",
    "precedence",
    "grades",
    "rankings",
    "cohort",
    "rectification",
    "deadline",
    "notice",
)

NOTICE_KEYS = ("number", "addressees", "issuer", "date")


class GradeRule(Record):
    """A grade that the office decided: from a ``line`` upward (inclusive), or for the first ``quota`` units.

    Neither is given for the last grade: it is for the rest. ``table`` and ``group`` are empty where it holds
    for all; ``ties`` says whether units that share the last place of a quota are ``in`` or ``out``, empty
    where nobody decided.
    """

    name: str
    line: Decimal | None = None
    quota: int | None = None
    table: str = ""
    group: str = ""
    ties: str = ""


class Notice(Record):
    """What the head and foot of a notice (通报) say."""

    number: str = ""
    addressees: str = ""
    issuer: str = ""
    date: str = ""


class Season(Record):
    """What ``season.toml`` says. ``units`` are a list of its own, or names that changed since the roster.

    ``roster`` is ``complete`` where the season says that nobody else is assessed, else empty.
    ``together`` is what it says about all units together. ``official`` are the packs (name, version) by which
    results are official: those of a freeze.
    """

    file: str = ""
    scheme: str = ""
    period: str = ""
    title: str = ""
    note: str = ""
    readings: Mapping[str, str] = {}
    units: tuple[Unit, ...] = ()
    precedence: Precedence = NO_PRECEDENCE
    grades: tuple[GradeRule, ...] = ()
    together: Together = Together()
    rectification: tuple[str, ...] = ()
    deadline: str = ""
    notice: Notice = Notice()
    document: Document | None = None
    official: frozenset[tuple[str, str]] = frozenset()
    roster: str = ""

    @property
    def inputs(self) -> tuple[Input, ...]:
        """``season.toml`` itself, as every sheet of the season names it; nothing without a season."""
        return () if self.document is None else (Input(self.document.path, self.document.sha256),)

    def line(self, *path: str | int) -> int:
        """The line of a key of ``season.toml``."""
        return 0 if self.document is None else self.document.line(*path)


NO_SEASON = Season()


class FaultySeason(Problems):
    """A season's file with problems; ``season`` is what could be read of it."""

    def __init__(self, problems: list[Problem], season: Season) -> None:
        super().__init__(problems)
        self.season = season


def read_season(document: Document) -> Season:
    """A season from its file; raises :class:`FaultySeason` with every problem of the file by itself."""
    reader = _Reader(document)
    season = reader.season()
    if reader.say.problems:
        found = sorted(reader.say.problems, key=lambda one: (one.line, one.key, one.code))
        raise FaultySeason(found, season)
    return season


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self.say = Complaints(document)

    def season(self) -> Season:
        data = self._document.data
        self._known((), data, KEYS)
        scheme = self._text((), data, "scheme")
        if not scheme:
            self.say.add((), "no-scheme", N_("the season names no scheme"), expected='scheme = "…"')
        return Season(
            self._document.name,
            scheme,
            self._text((), data, "period"),
            self._text((), data, "title"),
            self._text((), data, "note"),
            self._readings(data.get("readings", {})),
            self._units(data.get("units", [])),
            self._precedence(data.get("precedence", {})),
            self._grades(data.get("grades", [])),
            Together(
                self._rankings(data.get("rankings", [])),
                self._cohort(data.get("cohort", {})),
                self._document,
            ),
            self._names(("rectification",), data.get("rectification", [])),
            self._date((), data, "deadline"),
            self._notice(data.get("notice", {})),
            self._document,
            roster=self._roster(data),
        )

    def _roster(self, data: Mapping[str, Any]) -> str:
        roster = self._text((), data, "roster")
        if roster not in ("", "complete"):
            self.say.kind(("roster",), roster, 'roster = "complete"')
        return roster

    def _readings(self, block: object) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in self._table(("readings",), block).items():
            text = self.say.text(("readings", key), value)
            if text:
                found[key] = text
        return found

    def _units(self, blocks: object) -> tuple[Unit, ...]:
        found: list[Unit] = []
        for path, block in self._blocks("units", blocks):
            self._known(path, block, ("name", "table", "group", "aliases"))
            name = self._needed(path, block, "name")
            aliases = self._names((*path, "aliases"), block.get("aliases", []))
            found.append(
                Unit(name, self._text(path, block, "table"), self._text(path, block, "group"), aliases)
            )
        self._overlapping(found)
        return tuple(found)

    def _overlapping(self, units: Sequence[Unit]) -> None:
        """Complains of names to which several units answer."""
        owners: dict[str, int] = {}
        for place, unit in enumerate(units):
            for name in dict.fromkeys(filter(None, (unit.name, *unit.aliases))):
                first = owners.setdefault(name, place)
                if first != place:
                    key = "name" if name == unit.name else "aliases"
                    said = N_("{name} is a name of {other} as well")
                    self.say.add(
                        ("units", place, key),
                        "contradiction",
                        said,
                        name=name_of(name),
                        other=units[first].name,
                    )

    def _precedence(self, block: object) -> Precedence:
        items: dict[str, tuple[str, ...]] = {}
        for key, value in self._table(("precedence",), block).items():
            names = self._names(("precedence", key), value)
            for place, name in enumerate(names):
                role = name.partition(":")[0]
                if role not in ROLES:
                    self.say.add(
                        ("precedence", key, place),
                        "unknown-source",
                        N_("no source has the role {role}"),
                        role=shown(name),
                        expected=listed((*ROLES, "bureau:…")),
                        nearest=nearest(role, ROLES),
                    )
            items[key] = names
        return Precedence(items.pop("every", ()), items)

    def _grades(self, blocks: object) -> tuple[GradeRule, ...]:
        found: list[GradeRule] = []
        for path, block in self._blocks("grades", blocks):
            self._known(path, block, ("name", "line", "quota", "table", "group", "ties"))
            line, quota = block.get("line"), block.get("quota")
            if line is not None and (isinstance(line, bool) or not isinstance(line, int | Decimal)):
                self.say.kind((*path, "line"), line, "85.5")
                line = None
            if quota is not None and (isinstance(quota, bool) or not isinstance(quota, int) or quota < 0):
                self.say.kind((*path, "quota"), quota, N_("a whole number from 0"))
                quota = None
            if line is not None and quota is not None:
                self.say.add(path, "contradiction", N_("a grade has a line or a quota, not both"))
            ties = self._text(path, block, "ties")
            if ties not in ("", "in", "out"):
                self.say.kind((*path, "ties"), ties, listed(("in", "out")))
            found.append(
                GradeRule(
                    self._needed(path, block, "name"),
                    None if line is None else Decimal(line),
                    quota,
                    self._text(path, block, "table"),
                    self._text(path, block, "group"),
                    ties,
                )
            )
        return tuple(found)

    def _rankings(self, blocks: object) -> tuple[Ranking, ...]:
        found: list[Ranking] = []
        for path, block in self._blocks("rankings", blocks):
            self._known(path, block, ("name", "table", "places", "date"))
            places: list[tuple[str, ...]] = []
            given = block.get("places", [])
            if not isinstance(given, list) or not given:
                self.say.kind((*path, "places"), given, '["甲", ["乙", "丙"]]')
                given = []
            for place, one in enumerate(given):
                names = [one] if isinstance(one, str) else one
                places.append(self._names((*path, "places", place), names))
            everyone = [name for place in places for name in place]
            for name in dict.fromkeys(name for name in everyone if everyone.count(name) > 1):
                said = N_("{name} has two places")
                self.say.add((*path, "places"), "contradiction", said, name=name)
            name, table = self._needed(path, block, "name"), self._text(path, block, "table")
            if name and any((one.name, one.table) == (name, table) for one in found):
                said = N_("a ranking of this name stands further up")
                self.say.add((*path, "name"), "contradiction", said)
            found.append(
                Ranking(
                    name,
                    table,
                    tuple(places),
                    self._date(path, block, "date"),
                    self._document.line(*path),
                )
            )
        return tuple(found)

    def _cohort(self, block: object) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for item, facts in self._table(("cohort",), block).items():
            for key, value in self._table(("cohort", item), facts).items():
                found[f"{item}.{key}"] = value
        return found

    def _notice(self, block: object) -> Notice:
        given = self._table(("notice",), block)
        self._known(("notice",), given, NOTICE_KEYS)
        number, addressees, issuer = (self._text(("notice",), given, key) for key in NOTICE_KEYS[:-1])
        return Notice(number, addressees, issuer, self._date(("notice",), given, "date"))

    def _table(self, path: Path, block: object) -> Mapping[str, Any]:
        if isinstance(block, Mapping):
            return block
        self.say.add(path, "wrong-type", N_("not a table"), expected=f"[{'.'.join(map(str, path))}]")
        return {}

    def _blocks(self, key: str, blocks: object) -> list[tuple[Path, Mapping[str, Any]]]:
        if isinstance(blocks, list) and all(isinstance(one, Mapping) for one in blocks):
            return [((key, place), one) for place, one in enumerate(blocks)]
        self.say.kind((key,), blocks, f"[[{key}]]")
        return []

    def _known(self, path: Path, block: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        for key in block:
            if key not in keys:
                self.say.unknown((*path, key), key, keys)

    def _text(self, path: Path, block: Mapping[str, Any], key: str) -> str:
        return self.say.text((*path, key), block.get(key, "")).strip()

    def _needed(self, path: Path, block: Mapping[str, Any], key: str) -> str:
        text = self._text(path, block, key)
        if not text:
            self.say.add(path, "missing-key", N_("{key} is missing"), key=key, expected=f'{key} = "…"')
        return text

    def _names(self, path: Path, value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if isinstance(given, list) and all(isinstance(one, str) and one.strip() for one in given):
            return tuple(one.strip() for one in given)
        self.say.add(path, "wrong-type", N_("not a list of texts"), expected='["…"]')
        return ()

    def _date(self, path: Path, block: Mapping[str, Any], key: str) -> str:
        value = block.get(key)
        if value is None or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
            return value or ""
        self.say.date((*path, key), value)
        return str(value)
