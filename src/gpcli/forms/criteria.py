"""Counting and summing incidents by formulas: entries of one fact, of one kind, with an amount or without.

A level that an entry takes when it does not say is left blank by people. It is never asked for: what is not
any of the other levels is the default, so that no criterion has to find blank cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gpcli.expr.fields import ListField
from gpcli.expr.nodes import Where
from gpcli.forms.incidents import FACT, FIRST, Incidents
from gpcli.points import plain
from gpcli.scheme import Place

Maker = Callable[[str], str]
"""Makes a formula of criteria."""


class Counting:
    """The formulas for one source's worksheet of incidents."""

    def __init__(self, incidents: Incidents) -> None:
        self._incidents = incidents

    @property
    def has_lists(self) -> bool:
        """Whether the source may list anything at all."""
        return bool(self._incidents.names)

    def area(self, column: int) -> str:
        """A column of the worksheet, all rows that are counted."""
        from gpcli.forms.layout import letters

        name = letters(column)
        return f"'{self._incidents.title}'!${name}${FIRST + 1}:${name}${self._incidents.last + 1}"

    def named(self, place: Place) -> str:
        """The criterion: entries of this fact."""
        return f"{self.area(FACT)},{equal(self._incidents.names[place.key])}"

    def entries(self, place: Place, where: Where = ()) -> str:
        """How many entries the fact has, or how many of one kind."""
        return self._of_kind(place, where, lambda criteria: f"COUNTIFS({criteria})")

    def decided(self, place: Place, amount: str, where: Where = ()) -> str:
        """How many of them have an amount."""
        column = self.area(self._incidents.column(amount))
        return self._of_kind(place, where, lambda criteria: f'COUNTIFS({criteria},{column},">=0")')

    def total(self, place: Place, amount: str, where: Where = ()) -> str:
        """What their amounts come to."""
        column = self.area(self._incidents.column(amount))
        return self._of_kind(place, where, lambda criteria: f"SUMIFS({column},{criteria})")

    def faulty(self, place: Place) -> str:
        """How many cells of the fact's entries hold what none may hold, or lack what each needs."""
        field = place.field
        assert isinstance(field, ListField)
        named = self.named(place)
        found: list[str] = []
        for name, amount in field.amounts.items():
            column = self.area(self._incidents.column(name))
            limits = f'{column},">={plain(amount.minimum)}",{column},"<={plain(amount.maximum)}"'
            found.append(f'(COUNTIFS({named},{column},"<>")-COUNTIFS({named},{limits}))')
            if field.judged:
                person, reason = (self.area(self._incidents.column(key)) for key in ("person", "reason"))
                given = f'{named},{column},">=0"'
                found.append(f'(COUNTIFS({given})-COUNTIFS({given},{person},"<>",{reason},"<>"))')
        for name, level in field.levels.items():
            column = self.area(self._incidents.column(name))
            if level.default is None:
                known = "-".join(f"COUNTIFS({named},{column},{equal(one)})" for one in level.levels)
                found.append(f"(COUNTIFS({named})-{known})")
            else:
                known = "-".join(f"COUNTIFS({named},{column},{equal(one)})" for one in level.levels)
                found.append(f'(COUNTIFS({named},{column},"<>")-{known})')
        return "+".join(found)

    def stray(self) -> str:
        """How many rows name no fact of the form, or say something and name none."""
        facts = self.area(FACT)
        what = self.area(self._incidents.column("what"))
        known = "".join(f"-COUNTIFS({facts},{equal(one)})" for one in self._incidents.names.values())
        return f'(COUNTIFS({facts},"<>"){known})+(COUNTIFS({what},"<>")-COUNTIFS({what},"<>",{facts},"<>"))'

    def _of_kind(self, place: Place, where: Where, made: Maker) -> str:
        field = place.field
        assert isinstance(field, ListField)
        return self._narrowed(field, self.named(place), dict(where), made)

    def _narrowed(self, field: ListField, criteria: str, wanted: Mapping[str, str], made: Maker) -> str:
        for name, level in wanted.items():
            rest = {key: one for key, one in wanted.items() if key != name}
            column = self.area(self._incidents.column(name))

            def of(one: str, column: str = column, rest: Mapping[str, str] = rest) -> str:
                return self._narrowed(field, f"{criteria},{column},{equal(one)}", rest, made)

            if level != field.levels[name].default:
                return of(level)
            others = [one for one in field.levels[name].levels if one != level]
            return f"({self._narrowed(field, criteria, rest, made)}-{'-'.join(map(of, others))})"
        return made(criteria)


def equal(text: str) -> str:
    """The criterion that a cell holds exactly this text."""
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return f'"={quoted(text)}"'


def quoted(text: str) -> str:
    """Text as it stands between the quotation marks of a formula."""
    return text.replace('"', '""')
