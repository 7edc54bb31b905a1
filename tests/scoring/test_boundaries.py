"""Just below, at and just above every comparison, cap and floor: compiled and walked agree."""

from __future__ import annotations

from fractions import Fraction

from gpcli.expr.cells import fill
from gpcli.expr.nodes import Amount, Bool, Truth
from gpcli.expr.sentence import settle
from gpcli.expr.spans import Spans
from gpcli.expr.value import amount
from gpcli.ledger import Void
from gpcli.scheme import Table
from gpcli.scoring.outline import Address
from gpcli.testing.generate import unit_facts
from gpcli.testing.solve import solved

BY_CONSTRAINT = {
    # more faults than those of one kind are refused beside none at all
    "region-2023/region": {
        "attributes/more_faults/least#1",
        "policy_forms/more_faults/least#1",
        "catalogue/more_faults/least#1",
    },
    "region-2023/department": {"attributes/more_faults/least#1", "policy_forms/more_faults/least#1"},
}


def switched_off(table: Table) -> set[str]:
    """Voids of answers that are not in force: their condition never holds."""
    return {
        f"{ledger.id}/{move.key}/void"
        for ledger in table.ledgers()
        for move in ledger.moves
        if isinstance(move, Void) and is_never(settle(move.condition))
    }


def is_never(condition: Bool) -> bool:
    return isinstance(condition, Truth) and not condition.value


def test_compiled_is_walked_on_every_side_of_every_boundary(table_case) -> None:
    outline, table = table_case.scorer.outline, table_case.table
    program = outline.complete
    found = table_case.solved
    assert found
    for boundary in found:
        for side, given in boundary.sides.items():
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
    never = {boundary.name for boundary in found if not boundary.binds}
    assert never == switched_off(table) | BY_CONSTRAINT.get(table_case.name, set())


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


def test_every_void_that_is_switched_off_binds_under_another_reading(table_case, cases) -> None:
    never = switched_off(table_case.table)
    for name in cases.names:
        where, _, reading = name.partition(":")
        if reading and where == table_case.name and never:
            only = {one.partition("/")[0] for one in never}
            never -= {one.name for one in solved(cases.of(name).table, only) if one.binds}
    assert never == set()
