"""Entries from their number and their sums: as many as were counted, each within its limits, exact in all."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gpcli.expr.fields import ListField, NumberField
from gpcli.messages import N_
from gpcli.points import from_scaled, places_of, plain, to_scaled
from gpcli.problems import Problem, problem
from gpcli.records import Record

MOST = 9_999
"""More entries than this are not made up: their number alone is refused by its limit."""


class Counted(Record):
    """What a row says of one kind of entry; None where it says nothing."""

    number: int | None
    sums: Mapping[str, Decimal | None]
    undecided: Mapping[str, int | None]

    @property
    def blank(self) -> bool:
        """Whether it says nothing."""
        given = (self.number, *self.sums.values(), *self.undecided.values())
        return all(one is None for one in given)


class Refused(ValueError):  # noqa: N818 - a problem on its way to its place
    """No entries can be as counted: the part and amount of the column to blame, and what is wrong."""

    def __init__(self, part: str, amount: str, said: Problem) -> None:
        super().__init__(said.code)
        self.part = part
        self.amount = amount
        self.said = said


def amounts_of(field: ListField, counted: Counted) -> list[dict[str, Any]]:
    """The amounts of each entry; one without a name in it is undecided. Raises :class:`Refused`.

    Where a sum leaves open what each of several entries has, they say that they are ``averaged``.
    """
    number = counted.number if counted.number is not None else _least(field, counted)
    entries: list[dict[str, Any]] = [{} for _ in range(number)]
    for name, amount in field.amounts.items():
        total, undecided = counted.sums.get(name), counted.undecided.get(name)
        if total is None and undecided is None:
            continue
        undecided = undecided or 0
        decided = number - undecided
        if decided < 0:
            raise _refused("open", name, N_("{open} are open, but there are {number}"), undecided, number)
        if total is None and decided:
            raise _refused(
                "open",
                name,
                N_("{open} are open of {number}, the sum of the others is missing"),
                undecided,
                number,
            )
        each = shares(amount, decided, total or Decimal(0))
        only_so = (total or Decimal(0)) in (amount.minimum * decided, amount.maximum * decided)
        for entry, share in zip(entries, each, strict=False):
            entry[name] = share
            if decided > 1 and not only_so:
                entry["averaged"] = True
    return entries


def shares(amount: NumberField, number: int, total: Decimal) -> list[Decimal]:
    """The sum in ``number`` nearly equal parts, each within the limits; raises :class:`Refused`."""
    if total < 0:
        raise Refused("sum", amount.name, problem("negative", N_("{given} is negative"), given=plain(total)))
    if places_of(total) > amount.places or (amount.step is not None and total % amount.step):
        said = problem(
            "off-grid",
            N_("{given} is no sum of amounts with {places} decimal places in steps of {step}"),
            given=plain(total),
            places=amount.places,
            step=plain(amount.step or from_scaled(1, amount.places)),
        )
        raise Refused("sum", amount.name, said)
    least, most = amount.minimum * number, amount.maximum * number
    if not least <= total <= most:
        said = problem(
            "too-large-number" if total > most else "too-small-number",
            N_("{given} is no sum of {number} amounts of {least} to {most}"),
            given=plain(total),
            number=number,
            least=plain(amount.minimum),
            most=plain(amount.maximum),
        )
        raise Refused("sum", amount.name, said)
    if not number:
        return []
    places = max(amount.places, places_of(amount.minimum))
    grid = to_scaled(amount.step if amount.step is not None else from_scaled(1, amount.places), places)
    each, left = divmod((to_scaled(total - least, places)) // grid, number)
    start = to_scaled(amount.minimum, places)
    return [from_scaled(start + (each + (place < left)) * grid, places) for place in range(number)]


def _least(field: ListField, counted: Counted) -> int:
    """How many entries there are where only sums are given: one, if it can be one."""
    number = 0
    for name, amount in field.amounts.items():
        total = counted.sums.get(name) or Decimal(0)
        if total > amount.maximum:
            said = problem(
                "needs-entries",
                N_("{given} is more than one entry can have, at most {most}: their number is missing"),
                given=plain(total),
                most=plain(amount.maximum),
            )
            raise Refused("sum", name, said)
        number = max(number, (counted.undecided.get(name) or 0) + bool(total))
    return number


def _refused(part: str, amount: str, said: str, undecided: int, number: int) -> Refused:
    return Refused(part, amount, problem("contradiction", said, open=undecided, number=number))
