"""A quotient that can leave its declared range would cut off the bounds: check-pack names it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from gpcli.messages import Words
from gpcli.pack import Item, Section, Table, adds, count, quotient
from gpcli.proof.finding import FAULT, Subject
from gpcli.proof.quotients import check


@pytest.mark.parametrize(
    ("least", "most", "found"), [(0, 25, ""), (0, 24, "0 to 25"), (1, 30, "0 to 25"), (0, "24.9", "0 to 25")]
)
def test_it_is_named_with_where_it_goes(least: int, most: object, found: str) -> None:
    third = quotient(count("visits", "走访次数", 50) * 2, 4, least, most)
    item = Item("visits", "走访", 25, adds("visits", "走访", third), clause="1")
    table = Table("main", "表", Section("one", "一", 25, item, clause="1"), clause="1")
    subject = cast("Subject", SimpleNamespace(variants=lambda: [("", table)]))
    said = [(one.kind, one.where, Words("en")(one.says)) for one in check(subject)]
    if not found:
        assert not said
        return
    ((kind, where, words),) = [one for one in said if one[1] == "main/visits"]
    assert (kind, where) == (FAULT, "main/visits")
    assert found in words
