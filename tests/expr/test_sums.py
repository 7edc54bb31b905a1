"""Running totals become one sum, and nothing else changes."""

from __future__ import annotations

from gpcli.expr.cells import Cell
from gpcli.expr.declare import count
from gpcli.expr.ir import Input, Int, Largest, Local, Product, Program, Ratio, Sum, Whole
from gpcli.expr.parts import Named
from gpcli.expr.python import compile_program
from gpcli.expr.sums import gathered

CELLS = tuple(Cell(count(name, name, 9), "value") for name in "abc")
A, B, C = (Input(cell) for cell in CELLS)

RUNNING: list[Named] = [
    ("first", Sum((A, B))),
    ("second", Sum((Local("first"), C))),
    ("scaled", Sum((Product(Local("second"), Int(10)), A))),
    ("capped", Largest((Local("scaled"), Int(3)))),
    ("total", Sum((Local("capped"), Product(B, Int(-1))))),
    ("idle", Sum((Local("capped"), A))),
]


def run(values: tuple[Named, ...] | list[Named], output: Whole) -> list[int]:
    program = compile_program(Program(CELLS, tuple(values), (Ratio(output, 0),)))
    return [program.run([a, b, 5])[0] for a in range(3) for b in range(3)]


def test_a_sum_that_is_only_a_term_is_opened() -> None:
    found = gathered(RUNNING, [Local("total")])
    assert [name for name, _ in found] == ["scaled", "capped", "total"]
    scaled = found[0][1]
    assert isinstance(scaled, Sum)
    assert len(scaled.terms) == 4
    assert run(found, Local("total")) == run(RUNNING, Local("total"))


def test_what_is_read_elsewhere_stays() -> None:
    found = gathered(RUNNING, [Local("total"), Local("first")])
    assert [name for name, _ in found] == ["first", "scaled", "capped", "total"]
    assert run(found, Local("first")) == run(RUNNING, Local("first"))
    twice: list[Named] = [("one", Sum((A, B))), ("two", Sum((Local("one"), Local("one"))))]
    assert [name for name, _ in gathered(twice, [Local("two")])] == ["one", "two"]


def test_what_nothing_follows_from_is_left_out() -> None:
    assert not gathered(RUNNING, [A])
