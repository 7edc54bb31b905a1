"""A list fact from its cells in one row: how many, their sums, by kind of entry where it has levels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import ListField
from gpcli.facts.complaints import shown
from gpcli.facts.rows.columns import Column, Kind, heading, kinds
from gpcli.facts.rows.entries import MOST, Counted, Refused, amounts_of
from gpcli.messages import N_, message
from gpcli.points import plain
from gpcli.problems import Problem, listed, problem
from gpcli.records import Record
from gpcli.scheme import Place


class Told(Record):
    """The columns of one list: those of the file, and what a row has in them (integers and decimals)."""

    place: Place
    field: ListField
    headings: Mapping[Column, str]
    given: Mapping[Column, object]
    refuse: Callable[[str, Problem], None]

    def column(self, part: str, amount: str, kind: Kind) -> Column:
        """The column of a part."""
        return Column(self.place.item, self.place.name, self.field, part, amount, kind)

    def at(self, part: str, amount: str, kind: Kind) -> str:
        """The heading of a part, as the file has it or as it would be called."""
        found = self.headings.get(self.column(part, amount, kind))
        return found or heading(self.place, part, amount, kind)


def list_data(told: Told, judged: Mapping[str, Any]) -> object:
    """The list as a facts file has it: a number, or entries (with who judged them, and why).

    None where it cannot be told, which has been refused.
    """
    field = told.field
    if not _numbers(told):
        return None
    whole = _counted(told, ())
    if whole.number is not None and whole.number > min(int(field.maximum), MOST):
        return whole.number
    if not field.levels and not field.amounts:
        return whole.number
    try:
        entries = _entries(told, whole)
    except Refused as error:
        told.refuse(told.at(error.part, error.amount, ()), error.said)
        return None
    if not entries:
        return None if entries is None else 0
    return [{**entry, **(judged if field.judged and _has_amount(field, entry) else {})} for entry in entries]


def _entries(told: Told, whole: Counted) -> list[dict[str, Any]] | None:
    """Every entry; None where that has been refused. Raises :class:`Refused` for the list as a whole."""
    field = told.field
    by_kind = {kind: _counted(told, kind) for kind in (kinds(field) if field.levels else ())}
    given = {kind: one for kind, one in by_kind.items() if not one.blank}
    if not given:
        amounts = amounts_of(field, whole)
        levels = {name: level.default for name, level in field.levels.items()}
        if amounts and None in levels.values():
            _say_by_kind(told)
            return None
        return [{**levels, **one} for one in amounts]
    if not told.place.optional and whole.number is None:
        silent = [kind for kind, one in by_kind.items() if one.blank and _has_column(told, kind)]
        for kind in silent:
            said = N_("blank beside other levels that are filled in; 0 is none")
            told.refuse(told.at("n", "", kind), problem("missing-key", said, expected="0"))
        if silent:
            return None
    given = _with_sums(told, whole, given)
    found: list[dict[str, Any]] = []
    for kind, one in given.items():
        try:
            if (one.number or 0) > min(int(field.maximum), MOST):
                _too_many(told, kind, one)
                return None
            found += ({**dict(kind), **amounts} for amounts in amounts_of(field, one))
        except Refused as error:
            told.refuse(told.at(error.part, error.amount, kind), error.said)
            return None
    return found if _adds_up(told, whole, found) else None


def _with_sums(told: Told, whole: Counted, given: Mapping[Kind, Counted]) -> dict[Kind, Counted]:
    """A sum of the whole list goes to its one kind of entry, where there is only one."""
    found = dict(given)
    counted = [kind for kind, one in given.items() if one.number]
    for name in told.field.amounts:
        total, undecided = whole.sums.get(name), whole.undecided.get(name)
        by_kind = any(
            one.sums.get(name) is not None or one.undecided.get(name) is not None for one in given.values()
        )
        if by_kind or (total is None and undecided is None):
            continue
        if len(counted) > 1:
            said = N_("of several levels each needs its own sum")
            several = [told.at("sum", name, kind) for kind in counted]
            raise Refused("sum", name, problem("needs-entries", said, expected=listed(several)))
        for kind in counted:
            one = found[kind]
            found[kind] = one._replace(
                sums={**one.sums, name: total}, undecided={**one.undecided, name: undecided}
            )
    return found


def _adds_up(told: Told, whole: Counted, found: list[dict[str, Any]]) -> bool:
    """Whether the columns on the whole list agree with those by level."""
    checks: list[tuple[str, str, object, object]] = [("n", "", whole.number, len(found))]
    for name in told.field.amounts:
        decided = [entry[name] for entry in found if name in entry]
        checks.append(("sum", name, whole.sums.get(name), sum(decided, Decimal(0))))
        checks.append(("open", name, whole.undecided.get(name), len(found) - len(decided)))
    good = True
    for part, amount, stated, counted in checks:
        if stated is not None and stated != counted:
            said = problem(
                "contradiction",
                N_("{given}, but the columns by level come to {counted}"),
                given=_plain(stated),
                counted=_plain(counted),
            )
            told.refuse(told.at(part, amount, ()), said)
            good = False
    return good


def _counted(told: Told, kind: Kind) -> Counted:
    def read(part: str, amount: str = "") -> Any:
        return told.given.get(told.column(part, amount, kind))

    amounts = told.field.amounts
    sums = {name: None if (one := read("sum", name)) is None else Decimal(one) for name in amounts}
    return Counted(read("n"), sums, {name: read("open", name) for name in amounts})


def _numbers(told: Told) -> bool:
    """Whether every cell of the list holds a number of its kind; refuses those that do not."""
    good = True
    for column, given in told.given.items():
        said = _fault(given, whole=column.part != "sum")
        if said is not None:
            told.refuse(told.headings[column], said)
            good = False
    return good


def _fault(given: object, *, whole: bool) -> Problem | None:
    expected = N_("a whole number from 0") if whole else N_("a number from 0")
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        said = N_("{given} is of the wrong kind")
        return problem("wrong-type", said, given=shown(given), expected=message(expected))
    if given < 0:
        return problem("negative", N_("{given} is negative"), given=shown(given), expected=message(expected))
    if whole and isinstance(given, Decimal):
        said = N_("{given} is not a whole number")
        return problem("fraction", said, given=shown(given), expected=message(expected))
    return None


def _say_by_kind(told: Told) -> None:
    part = next((column.part for column in told.given if column.part != "open"), "n")
    column = next(iter(told.given))
    several = [told.at("n", "", kind) for kind in kinds(told.field)]
    said = problem(
        "needs-entries",
        N_("a bare number does not say what each entry is"),
        expected=listed(several, limit=6),
    )
    told.refuse(told.headings.get(column) or told.at(part, "", ()), said)


def _too_many(told: Told, kind: Kind, one: Counted) -> None:
    said = problem(
        "too-large-number",
        N_("{given} is above {most}"),
        given=str(one.number),
        most=plain(told.field.maximum),
    )
    told.refuse(told.at("n", "", kind), said)


def _has_column(told: Told, kind: Kind) -> bool:
    return any(column.kind == kind for column in told.headings if column.name == told.place.name)


def _has_amount(field: ListField, entry: Collection[str]) -> bool:
    return any(name in entry for name in field.amounts)


def _plain(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
