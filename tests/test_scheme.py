"""What a table, a section or a scheme refuses, before anything is scored."""

from __future__ import annotations

import pytest

from gpcli.pack import (
    Answerable,
    Item,
    Ledger,
    Move,
    Note,
    Reading,
    Scheme,
    Section,
    Table,
    award,
    by_level,
    each,
    full,
    given,
    incidents,
    level,
    lose,
    plus,
    rate,
    void_if,
    yes,
)
from gpcli.scheme import none_of


def item(id_: str = "x", *moves: Move, kind: str = "base") -> Item:
    return Item(id_, "项", 5, *(moves or (full(),)), clause="1", kind=kind)


def table(*parts: Item | Move, notes: tuple[Note, ...] = ()) -> Table:
    return Table("main", "表", Section("a", "甲", None, *parts, clause="1", notes=notes), clause="1")


@pytest.mark.parametrize("id_", ["total", "base", "shared", "公开", "a b", ""])
def test_names_that_an_item_cannot_have(id_: str) -> None:
    with pytest.raises(ValueError, match="cannot be called"):
        table(item(id_))


def test_two_parts_or_two_notes_with_one_name() -> None:
    with pytest.raises(ValueError, match="two moves are called 'x'"):
        table(item(), item())
    sections = (Section(name, "甲", None, item(), clause="1") for name in ("a", "b"))
    with pytest.raises(ValueError, match="two parts are called 'x'"):
        Table("main", "表", *sections, clause="1")
    gone = yes("gone", "已撤销")
    twice = (Note("n", "一", gone), Note("n", "二", gone))
    with pytest.raises(ValueError, match="two parts are called 'n'"):
        _ = table(item("x", full(), void_if(gone, "撤销")), notes=twice).places


def test_a_fact_that_only_a_section_or_a_note_reads() -> None:
    gone = yes("gone", "已撤销")
    with pytest.raises(ValueError, match="gone is read, but by no item"):
        _ = table(item(), void_if(gone, "撤销")).places
    with pytest.raises(ValueError, match="gone is read, but by no item"):
        _ = table(item(), notes=(Note("v", "撤销", gone, "veto"),)).places


def test_a_bonus_fact_that_nothing_stands_for() -> None:
    grade = level("grade", "等次", "一等", "二等")
    with pytest.raises(ValueError, match="grade cannot be left out"):
        _ = table(item("x", by_level(grade, ("一等", 2), ("二等", 1)), kind="bonus")).places
    share = rate("share", "比率")
    with pytest.raises(ValueError, match="share cannot be left out"):
        none_of(share.field)


def test_a_section_holds_items_and_moves_only() -> None:
    with pytest.raises(TypeError, match="g is no item"):
        Section("a", "甲", None, plus(Ledger("g", "组", 5, item())), clause="1")


def test_signs_are_the_words_business() -> None:
    slip = yes("slip", "有差错")
    with pytest.raises(ValueError, match="write 2"):
        lose(slip, -2, "差错")
    with pytest.raises(ValueError, match="write 10"):
        each(incidents("slips", "差错"), -1, cap=-10)


def test_an_effect_of_a_note_and_a_default_of_a_reading_that_are_not() -> None:
    with pytest.raises(ValueError, match="note or veto"):
        table(item(), notes=(Note("n", "注", yes("gone", "已撤销"), "vetoed"),))
    reading = Reading("r", "问", (Answerable("a", "甲"), Answerable("b", "乙")), "c", "1", ("x",))
    with pytest.raises(ValueError, match="none of its answers"):
        Scheme("s", "方案", document="1号", place="某地", year=2025, tables=(), readings=(reading,))


def test_limits_off_the_grid() -> None:
    with pytest.raises(ValueError, match="no multiples of its step"):
        given(award("points", "分", "4.3", step="0.5"))
