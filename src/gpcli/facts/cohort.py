"""The first pass: facts that follow from all units together, worked out before any unit is scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gpcli.expr.fields import Answer, Entries, Field, NumberField, RateField, Share
from gpcli.facts.complaints import Complaints
from gpcli.facts.merge import complete
from gpcli.facts.together import Ranking, Together
from gpcli.facts.unit import NO_REMARKS, CohortFact, UnitFacts
from gpcli.facts.values import Values
from gpcli.facts.written import shown
from gpcli.messages import N_
from gpcli.points import half_up
from gpcli.problems import Problem, Problems, listed, problem
from gpcli.scheme import Cohort, Extremes, MeanOf, Place, PlaceOf, Table
from gpcli.units import Roster


class FirstPass:
    """The cohort facts of one table. ``units`` has the facts of all its units by name, None of those whose
    facts cannot be used.
    """

    def __init__(
        self, together: Together, table: Table, units: Mapping[str, UnitFacts | None], roster: Roster
    ) -> None:
        """Raises :class:`Problems` where a stated cohort fact cannot be used."""
        self._together = together
        self._table = table
        self._units = units
        self._places = {place.key: place for place in table.places}
        self._rankings = _rankings(together.rankings, table, roster)
        self._stated = self._season_facts()
        self._recounts = False
        self._others: dict[str, FirstPass] = {}

    def applied(self, facts: UnitFacts) -> UnitFacts:
        """The facts of a unit with its cohort facts.

        Raises :class:`Problems` where the unit's own files state one of them otherwise.
        """
        found = self._of(self._table, facts)
        own = [place.key for place, *_ in found if place.key in facts.stated]
        conflicts = [
            self._conflict(facts, place, answer, said)
            for place, answer, _, said in found
            if place.key in facts.stated and not _same(facts.answers.get(place.field), answer)
        ]
        if conflicts:
            raise Problems(conflicts)
        answers: dict[Field, Answer] = dict(facts.answers)
        stated = set(facts.stated)
        remarks = dict(facts.remarks)
        for place, answer, incidents, _ in found:
            if place.key in own:
                continue
            answers[place.field] = answer
            stated.add(place.key)
            before = remarks.get(place.item, NO_REMARKS)
            remarks[place.item] = before._replace(incidents=(*before.incidents, *incidents))
        complete(self._table, answers)
        said = tuple(
            CohortFact(place.key, place.field.label, answer, where, self._place(place))
            for place, answer, _, where in found
        )
        return facts._replace(
            answers=answers,
            stated=frozenset(stated),
            remarks=remarks,
            cohort=said,
            cohort_under=self._under(facts, frozenset(own)) if said else None,
        )

    def _under(self, facts: UnitFacts, own: frozenset[str]) -> Callable[..., Mapping[Field, Answer]]:
        """The same facts for the table under other Readings, and as if a unit had not taken part."""

        def answers(table: Table, gone: str = "") -> Mapping[Field, Answer]:
            there = self._without(gone) if gone else self
            return {
                place.field: answer for place, answer, *_ in there._of(table, facts) if place.key not in own
            }

        return answers

    def _without(self, gone: str) -> FirstPass:
        """The same as if the unit had not taken part: rankings close up, what is worked out is so anew."""
        found = self._others.get(gone)
        if found is None:
            from copy import copy

            found = self._others[gone] = copy(self)
            found._recounts = True
            found._units = {name: facts for name, facts in self._units.items() if name != gone}
            found._rankings = tuple(
                one._replace(places=tuple(filter(None, (_but(names, gone) for names in one.places))))
                for one in self._rankings
            )
        return found

    def _of(
        self, table: Table, facts: UnitFacts
    ) -> list[tuple[Place, Answer, list[tuple[str, Mapping[str, Any]]], str]]:
        """The unit's cohort facts: place, answer, entries as a sheet prints them, where they come from."""
        found: list[tuple[Place, Answer, list[tuple[str, Mapping[str, Any]]], str]] = []
        places = {place.key: place for place in table.places}
        told: set[str] = set()
        for one in table.cohort:
            place = places[one.fact]
            worked_out = self._worked_out(one, place, facts.unit)
            if one.fact in self._stated:
                answer, where = self._stated[one.fact]
                if worked_out is not None and self._recounts:
                    answer = worked_out[0]
                elif worked_out is not None and not _same(worked_out[0], answer):
                    raise Problems([self._contradicted(one.fact)])
                found.append((place, answer, [], where))
            elif worked_out is not None:
                found.append((place, *worked_out))
            told.add(one.fact)
        found += (
            (places[key], answer, [], where)
            for key, (answer, where) in self._stated.items()
            if key not in told
        )
        return found

    def _worked_out(
        self, one: Cohort, place: Place, unit: str
    ) -> tuple[Answer, list[tuple[str, Mapping[str, Any]]], str] | None:
        if isinstance(one, MeanOf):
            return self._mean(one, place)
        if not self._rankings:
            return None
        if isinstance(one, Extremes):
            entries = [
                (place.name, entry)
                for ranking in self._rankings
                if (entry := _among(one, ranking, unit)) is not None
            ]
            many = Entries(len(entries), None if entries else ())
            return many, entries, listed([ranking.name for ranking in self._rankings])
        ranking = self._rankings[0]
        if len(self._rankings) > 1:
            said = N_("{fact} takes one ranking, the season has {number}")
            raise Problems([self._fault(ranking, said, fact=one.fact, number=str(len(self._rankings)))])
        if isinstance(one, PlaceOf):
            standing = _standing(ranking, unit)
            return None if standing is None else (Decimal(standing[0]), [], ranking.name)
        return Decimal(sum(map(len, ranking.places))), [], ranking.name

    def _mean(
        self, one: MeanOf, place: Place
    ) -> tuple[Answer, list[tuple[str, Mapping[str, Any]]], str] | None:
        """The mean over every unit; none while one of them has not answered."""
        of = self._places[one.of].field
        answers = [None if facts is None else facts.answers.get(of) for facts in self._units.values()]
        amounts = [_amount(answer) for answer in answers if answer is not None]
        if not answers or len(amounts) < len(answers):
            return None
        mean = sum(amounts, Fraction(0)) / len(amounts)
        said = f"{one.of} ÷ {len(amounts)}"
        if isinstance(place.field, RateField):
            return Share(Decimal(mean.numerator), Decimal(mean.denominator * 100)), [], said
        places = place.field.places if isinstance(place.field, NumberField) else 0
        return half_up(mean.numerator, mean.denominator, places), [], said

    def _place(self, place: Place) -> str:
        """Where in the season's file a cohort fact comes from; of a mean nowhere."""
        lines: list[int] = []
        if place.key in self._stated:
            lines = [self._together.line("cohort", place.item, place.name)]
        elif any(one.fact == place.key and not isinstance(one, MeanOf) for one in self._table.cohort):
            lines = [one.line for one in self._rankings]
        return f"{self._together.file}:{', '.join(map(str, lines))}" if lines else ""

    def _season_facts(self) -> dict[str, tuple[Answer, str]]:
        """What the season states itself, checked like any fact; raises :class:`Problems`."""
        together = self._together
        if not together.stated or together.document is None:
            return {}
        say = Complaints(together.document)
        values = Values(say)
        found: dict[str, tuple[Answer, str]] = {}
        for key, value in together.stated.items():
            path = ("cohort", *key.split("."))
            place = self._places.get(key)
            if place is None:
                continue
            answer = values.answer(place.field, path, value)
            if answer is not None:
                found[key] = (answer, f"{together.path}:{together.line(*path)}")
        if say.problems:
            raise Problems(say.problems)
        return found

    def _conflict(self, facts: UnitFacts, place: Place, answer: Answer, said: str) -> Problem:
        where = facts.place(place.item, place.name)
        file, _, line = where.rpartition(":")
        return problem(
            "conflict",
            N_("the season says {season} ({source}), the unit's file says otherwise"),
            season=shown(answer),
            source=said,
        )._replace(file=file or where, line=int(line) if line.isdigit() else 0, key=f"facts.{place.key}")

    def _contradicted(self, key: str) -> Problem:
        item, _, name = key.partition(".")
        said = problem(
            "conflict", N_("the season states {fact}, and all units together give another"), fact=key
        )
        return said._replace(
            file=self._together.file, line=self._together.line("cohort", item, name), key=f"cohort.{key}"
        )

    def _fault(self, ranking: Ranking, said: str, **params: str) -> Problem:
        found = problem("contradiction", said, **params)
        return found._replace(file=self._together.file, line=ranking.line, key="rankings")


def _rankings(rankings: tuple[Ranking, ...], table: Table, roster: Roster) -> tuple[Ranking, ...]:
    """The rankings of this table, the units under their present names."""
    found: list[Ranking] = []
    for ranking in rankings:
        names = [name for place in ranking.places for name in place]
        known = [unit for name in names if (unit := roster.find(name)) is not None]
        of = ranking.table or (known[0].table if known else table.id)
        if of == table.id:
            places = tuple(
                tuple(unit.name if (unit := roster.find(name)) is not None else name for name in place)
                for place in ranking.places
            )
            found.append(ranking._replace(places=places))
    return tuple(found)


def _standing(ranking: Ranking, unit: str) -> tuple[int, int, int] | None:
    """The unit's place from the front, from the end, and how many share it; None where it is not in it."""
    before, whole = 0, sum(map(len, ranking.places))
    for names in ranking.places:
        if unit in names:
            return before + 1, whole - before - len(names) + 1, len(names)
        before += len(names)
    return None


def _among(one: Extremes, ranking: Ranking, unit: str) -> Mapping[str, Any] | None:
    """The entry of a ranking in which the unit is among the first or last."""
    standing = _standing(ranking, unit)
    if standing is None:
        return None
    first, last, shared = standing
    place = last if one.last else first
    reach = place if one.ties == "in" else place + shared - 1
    if reach > one.count:
        return None
    what = f"{ranking.name} {'倒数' if one.last else ''}第{place}名{'（并列）' if shared > 1 else ''}"
    return {"date": ranking.date, "what": what} if ranking.date else {"what": what}


def _but(names: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != gone)


def _amount(answer: Answer) -> Fraction:
    match answer:
        case Share(part, whole):
            return Fraction(part) * 100 / Fraction(whole)
        case Entries():
            return Fraction(answer.number)
        case bool():
            return Fraction(int(answer))
        case Decimal():
            return Fraction(answer)
        case _:
            raise TypeError(f"{answer} has no mean")


def _same(one: Answer | None, other: Answer) -> bool:
    if isinstance(one, Entries) and isinstance(other, Entries):
        return one.number == other.number
    if isinstance(one, Share) and isinstance(other, Share):
        return _amount(one) == _amount(other)
    return one == other
