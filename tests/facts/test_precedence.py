"""Whose word counts: every set of sources in every order, for items of every kind of clause."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from gpcli.facts.check import statement
from gpcli.facts.merge import MERGED, Precedence, merged
from gpcli.facts.toml import read_bytes
from gpcli.facts.unit import Source, Statement, UnitFacts
from gpcli.messages import Words
from gpcli.pack import Item, Section, Table, award, given
from gpcli.problems import Problems

EVERYBODY = ("self", "office", "bureau", "third-party")
BUREAU = "bureau:市大数据局"
NAMED = "third-party:某评估公司"


def item(name: str, assessed_by: tuple[str, ...], precedence: tuple[str, ...] = ()) -> Item:
    fact = award("points", "得分", 10)
    return Item(name, name, 10, given(fact), clause="一", assessed_by=assessed_by, precedence=precedence)


ITEMS = (
    item("plain", ("self", "office", "bureau", "third-party")),
    item("named", ("self", BUREAU, *EVERYBODY)),
    item("leads", ("third-party", *EVERYBODY)),
    item("packed", EVERYBODY, ("self", "bureau")),
    item("both", ("third-party", *EVERYBODY), ("self",)),
)
TABLE = Table("main", "表", Section("all", "全部", 50, *ITEMS, clause="一"), clause="一")
SOURCES = ("self", "office", "bureau:市财政局", BUREAU, "third-party", NAMED)
SEASON = Precedence(("bureau:市财政局",), {"plain": (NAMED, "self")})

BY_SCHEME = {
    "plain": ("office", "third-party", "bureau", "self"),
    "named": (BUREAU, "office", "third-party", "bureau", "self"),
    "leads": ("third-party", "office", "bureau", "self"),
    "packed": ("self", "bureau", "office", "third-party"),
    "both": ("self", "third-party", "office", "bureau"),
}
BY_SEASON = {
    "plain": (NAMED, "self", "bureau:市财政局", "office", "third-party", "bureau"),
    **{name: ("bureau:市财政局", *order) for name, order in BY_SCHEME.items() if name != "plain"},
}
"""Written down by hand from the rule: the season by item, the season, the pack, the clause, the default."""


def said(source: str, points: dict[str, str], file: str = "") -> Statement:
    role, _, name = source.partition(":")
    blocks = "".join(f"[facts.{one}]\npoints = {number}\n" for one, number in points.items())
    text = f'[source]\nrole = "{role}"\nname = "{name}"\n{blocks}'
    return statement(read_bytes(text.encode(), file or f"{source}.toml"), TABLE, "甲单位")


def winner(order: tuple[str, ...], speaking: tuple[str, ...]) -> set[str]:
    """Those of the best standing."""

    def place(source: str) -> int:
        role = source.partition(":")[0]
        return min(order.index(one) for one in order if one in (source, role))

    best = min(map(place, speaking))
    return {one for one in speaking if place(one) == best}


@pytest.mark.parametrize(
    ("precedence", "orders"), [(Precedence(), BY_SCHEME), (SEASON, BY_SEASON)], ids=["scheme", "season"]
)
def test_whose_word_counts(precedence: Precedence, orders: dict[str, tuple[str, ...]]) -> None:
    by_source = {
        source: said(source, {one.id: str(number) for one in ITEMS})
        for number, source in enumerate(SOURCES, 1)
    }
    values = {source: number for number, source in enumerate(SOURCES, 1)}
    conflicts = 0
    for size in (2, 3):
        for chosen in combinations(SOURCES, size):
            clear = {name: winner(order, chosen) for name, order in orders.items()}
            for arranged in (chosen, chosen[::-1]):
                statements = [by_source[one] for one in arranged]
                if equals(orders, chosen):
                    conflicts += 1
                    with pytest.raises(Problems) as raised:
                        merged(TABLE, "x", statements, precedence)
                    assert {one.code for one in raised.value.problems} == {"conflict"}
                    continue
                facts = merged(TABLE, "x", statements, precedence)
                for place in TABLE.places:
                    (best,) = clear[place.item]
                    assert facts.answers[place.field] == values[best], (place.item, arranged)
                    assert facts.origins[place.item].source.full == best
                assert [one.source.full for one in facts.contributions] == list(arranged)
                assert facts.source.role == MERGED
    assert conflicts


def equals(orders: dict[str, tuple[str, ...]], chosen: tuple[str, ...]) -> bool:
    """Whether two of them have the same standing on some item; all of them differ on all items."""
    return any(len(winner(order, pair)) == 2 for order in orders.values() for pair in combinations(chosen, 2))


def together(*statements: Statement) -> UnitFacts:
    return merged(TABLE, "x", statements)


def test_an_item_comes_whole_from_the_one_who_speaks_of_it() -> None:
    office = said("office", {"plain": "1"})
    mine = said("self", {"plain": "9", "leads": "8"})
    for order in permutations((office, mine)):
        facts = together(*order)
        found = {place.item: facts.answers.get(place.field) for place in TABLE.places}
        assert found == {"plain": 1, "leads": 8, "named": None, "packed": None, "both": None}
        assert {group: one.source for group, one in facts.origins.items()} == {
            "plain": Source("office"),
            "leads": Source("self"),
        }


def test_equals_that_agree_are_fine_and_all_that_differ_are_named() -> None:
    agreed = together(
        said("office", {"plain": "1"}, "a.toml"), said("office", {"plain": "1.0", "leads": "2"}, "b.toml")
    )
    assert [agreed.answers.get(place.field) for place in TABLE.places] == [1, None, 2, None, None]
    with pytest.raises(Problems) as raised:
        together(
            said("office", {"plain": "1", "leads": "2", "named": "3"}, "a.toml"),
            said("office", {"plain": "1.5", "leads": "2", "named": "4"}, "b.toml"),
            said("self", {"plain": "9"}, "c.toml"),
        )
    words = Words("en")
    assert [(one.code, one.file, one.line, one.key) for one in raised.value.problems] == [
        ("conflict", "b.toml", 5, "facts.plain"),
        ("conflict", "b.toml", 9, "facts.named"),
    ]
    first, second = (words(one.said) for one in raised.value.problems)
    assert "a.toml:5" in first
    assert "b.toml:5" in first
    assert "plain.points (1, 1.5)" in first
    assert "named.points (3, 4)" in second
