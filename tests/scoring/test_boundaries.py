"""Just below, at and just above every comparison, cap and floor: compiled and walked agree."""

from __future__ import annotations

from fractions import Fraction

from gpcli.expr.cells import fill
from gpcli.expr.nodes import Amount
from gpcli.expr.spans import Spans
from gpcli.expr.value import amount
from gpcli.scoring.outline import Address
from gpcli.testing.generate import unit_facts
from gpcli.testing.solve import solved

NEVER = {
    # "nothing of the kind" and "late" void only under the other answer to their Reading
    "township": {
        "annual_report/late_void/void",
        "reply_doc/nothing_this_year/void",
        "reply_time/nothing_this_year/void",
        "new_media_cleanup/nothing_this_year/void",
        "new_media_care/nothing_this_year/void",
    },
    "department": {
        "annual_report/late_void/void",
        "proposals/nothing_this_year/void",
        "reply_doc/nothing_this_year/void",
        "reply_time/nothing_this_year/void",
        "new_media_cleanup/nothing_this_year/void",
        "new_media_care/nothing_this_year/void",
    },
    "main": set(),
}


def test_compiled_is_walked_on_every_side_of_every_boundary(table_case) -> None:
    outline, table = table_case.scorer.outline, table_case.table
    program = outline.complete
    found = table_case.solved
    assert len(found) >= 15
    sides = 0
    for boundary in found:
        for side, given in boundary.sides.items():
            sides += 1
            walk = Spans(given)
            numbers = program.run(fill(program.cells, given))
            values = [
                Fraction(number, 10**scale * below)
                for number, below, scale in zip(numbers[::2], numbers[1::2], program.scales, strict=True)
            ]
            for root, value, address in zip(outline.roots.values(), values, outline.roots, strict=True):
                walked = walk.amount(root).low if isinstance(root, Amount) else walk.condition(root).sure
                assert value == walked, (boundary.name, side, address)
            # and the sheet is written, so it balances
            table_case.scorer.score(unit_facts(table, given))
    assert sides > 2 * len(found)
    assert {boundary.name for boundary in found if not boundary.binds} == NEVER[table.id]


def test_the_sides_are_where_they_say(table_case) -> None:
    outline = table_case.scorer.outline
    for boundary in table_case.solved:
        address = Address("amount", boundary.ledger, boundary.key)
        for side, given in boundary.sides.items():
            if boundary.kind in ("floor", "cap"):
                change = amount(outline.roots[address], given)
                binding = side == ("below" if boundary.kind == "floor" else "above")
                assert (change != 0) == binding, (boundary.name, side)
            if boundary.kind == "void" and side == "off":
                assert amount(outline.roots[address], given) == 0


def test_every_reading_that_voids_binds_somewhere(cases) -> None:
    never = set.intersection(
        *(
            {one.name for one in solved(cases.of(name).table, only) if not one.binds}
            for name in ("township", "township:late_report=no-points", "township:nothing_this_year=no-points")
            for only in [{"annual_report", "reply_doc", "reply_time", "new_media_cleanup", "new_media_care"}]
        )
    )
    assert never == set()
