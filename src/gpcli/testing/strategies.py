"""Facts of any table as hypothesis strategies: shrinking finds the smallest facts that break a property.

Needs hypothesis, which only tests have; nothing else of the program imports this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

from gpcli.expr.fields import (
    Answer,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    Share,
    YesNoField,
)
from gpcli.points import from_scaled, to_scaled
from gpcli.scheme import Table
from gpcli.testing.generate import repaired

MANY = 6
"""Entries of a list that is given one by one; a list may also be a larger bare number."""


def facts(table: Table) -> st.SearchStrategy[dict[Field, Answer]]:
    """Answers for every fact of the table that its constraints allow."""
    drawn = st.fixed_dictionaries({place.field: answer(place.field) for place in table.places})
    return drawn.map(lambda given: repaired(table, given))


def known_part(table: Table, whole: Mapping[Field, Answer]) -> st.SearchStrategy[dict[Field, Answer]]:
    """The same answers without some of the required ones."""
    required = [place.field for place in table.places if not place.optional]
    return st.sets(st.sampled_from(required)).map(
        lambda dropped: {field: one for field, one in whole.items() if field not in dropped}
    )


def answer(field: Field) -> st.SearchStrategy[Answer]:
    """One legal answer to a fact, its edges often."""
    match field:
        case YesNoField():
            return st.booleans()
        case LevelField():
            return st.sampled_from(field.levels)
        case NumberField():
            return _number(field)
        case ListField():
            return _list(field)
        case _:
            percent = st.decimals(0, field.maximum, places=field.places).map(
                lambda number: Share(number, Decimal(100))
            )
            parts = st.tuples(st.integers(0, 200), st.integers(1, 200)).filter(
                lambda pair: pair[0] * 100 <= pair[1] * field.maximum
            )
            return percent | parts.map(lambda pair: Share(Decimal(pair[0]), Decimal(pair[1])))


def _number(field: NumberField) -> st.SearchStrategy[Decimal]:
    step = field.step if field.step is not None else from_scaled(1, field.places)
    places = field.places
    low = to_scaled(field.minimum, places) // to_scaled(step, places)
    high = to_scaled(field.maximum, places) // to_scaled(step, places)
    whole = to_scaled(Decimal(1), places) // to_scaled(step, places) or 1
    few = st.integers(low, min(high, low + MANY * whole))
    edges = st.sampled_from([low, high, max(low, high - 1), min(high, low + 1)])
    return (edges | few | st.integers(low, high)).map(
        lambda number: from_scaled(number * to_scaled(step, places), places)
    )


def _list(field: ListField) -> st.SearchStrategy[Entries]:
    most = int(field.maximum)
    if not field.levels and not field.amounts:
        return st.integers(0, min(most, MANY)).map(Entries) | st.integers(0, most).map(Entries)
    levels = st.fixed_dictionaries(
        {name: st.sampled_from(level.levels) for name, level in field.levels.items()}
    )
    amounts = st.fixed_dictionaries({name: _number(amount) for name, amount in field.amounts.items()})
    entry = st.builds(Entry, levels, amounts)
    return st.lists(entry, max_size=min(most, MANY)).map(lambda found: Entries(len(found), tuple(found)))
