"""The statement of one table: rows of facts in, a row of results out, stage by stage.

Every stage keeps what it was given and adds columns, so that no dialect has to know a column before the next
stage; a named value stands in the first stage in which everything that it is made of is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlglot import exp

from gpcli.engines.plan import Check, Input, Plan, Result
from gpcli.engines.sql.columns import Integer, integer
from gpcli.engines.sql.expressions import Expressions, column
from gpcli.engines.sql.names import short_names
from gpcli.expr.fold import fails
from gpcli.expr.ir import Local, Whole
from gpcli.expr.substitute import locals_of
from gpcli.points import from_scaled
from gpcli.records import Record

WIDTH = 110
"""Columns of text within which an expression stands on one line."""

PRECISION = 19
"""Digits of a result: those of the largest integer."""

FAULTS, STATUS, FAILED = "faults", "status", "failed"


class Asked(Record):
    """How a statement is wanted: dialect, the table of units, the columns that tell its rows apart."""

    dialect: str
    source: str = "units"
    keys: tuple[str, ...] = ("unit",)


class Stage(Record):
    """A named part of the statement: what it adds to every column of the one before, each with a comment."""

    name: str
    columns: tuple[tuple[str, exp.Expr, str], ...]
    comment: str = ""


def body(plan: Plan, asked: Asked) -> str:
    """The statement without its heading; it ends without a semicolon.

    Raises ``ValueError`` where the integers of the table outgrow 64 bits.
    """
    if plan.bounded.most >= 2**63:
        raise ValueError("the integers of the table outgrow 64 bits")
    return _Statement(plan, asked).text()


class _Statement:
    def __init__(self, plan: Plan, asked: Asked) -> None:
        self._plan = plan
        self._asked = asked
        self._part = plan.bounded
        taken = (*asked.keys, FAULTS, *(one.heading for one in plan.inputs.every))
        self._names = short_names((name for name, _ in self._part.values), taken)
        columns = {one.cell: one.heading for one in plan.inputs.every}
        self._print = Expressions(asked.dialect, columns, self._names)

    def text(self) -> str:
        stages = [self._cells(), *self._values(), self._checked()]
        lines = ["WITH"]
        before = self._table()
        for stage in stages:
            lines += self._stage(stage, before)
            before = self._sql(column(stage.name))
        lines[-1] = lines[-1].removesuffix(",")
        return "\n".join((*lines, *self._results(before)))

    def _stage(self, stage: Stage, before: str) -> Iterator[str]:
        if stage.comment:
            yield f"-- {stage.comment}"
        yield f"{self._sql(column(stage.name))} AS ("
        kept = (
            [f"  {self._sql(column(key))}" for key in self._asked.keys] if stage.name == "cells" else ["  *"]
        )
        yield "SELECT"
        entries = [(text, "") for text in kept]
        entries += [(self._named(name, expr), comment) for name, expr, comment in stage.columns]
        yield from _listed(entries)
        yield f"FROM {before}"
        yield "),"

    def _cells(self) -> Stage:
        columns: list[tuple[str, exp.Expr, str]] = []
        unreadable: list[tuple[str, exp.Expr]] = []
        for one in self._plan.inputs.every:
            found: Integer = integer(one)
            columns.append((one.heading, found.value, _label(one)))
            if found.fault is not None:
                unreadable.append((one.heading, found.fault))
        columns.append(("unreadable", _joined(unreadable), ""))
        return Stage("cells", tuple(columns), "every fact as an integer: a decimal times ten to its places")

    def _values(self) -> Iterator[Stage]:
        """Named values, in as many stages as they stand on one another."""
        depths: dict[str, int] = {}
        stages: dict[int, list[tuple[str, Whole]]] = {}
        for name, value in self._part.values:
            depth = 1 + max((depths[one] for one in locals_of(value)), default=0)
            depths[name] = depth
            stages.setdefault(depth, []).append((name, value))
        for depth, values in sorted(stages.items()):
            columns = tuple(
                (self._names[name], self._print.value(value), "" if self._names[name] == name else name)
                for name, value in values
            )
            yield Stage(f"step_{depth}", columns)

    def _checked(self) -> Stage:
        by_heading: dict[str, list[Check]] = {}
        for check in (*self._plan.checks, *self._part.constraints):
            by_heading.setdefault(check.heading, []).append(check)
        broken = [
            (heading, exp.or_(*(exp.paren(self._print.test(fails(one.test))) for one in checks), wrap=False))
            for heading, checks in by_heading.items()
        ]
        every = exp.Anonymous(
            this="CONCAT_WS", expressions=[_comma(), column("unreadable"), *_branches(broken)]
        )
        return Stage(
            "checked",
            ((FAULTS, every, ""),),
            "the columns at fault: beyond their limits, off their grid, at odds with others",
        )

    def _results(self, before: str) -> Iterator[str]:
        yield "SELECT"
        entries = [(f"  {self._sql(column(key))}", "") for key in self._asked.keys]
        for one in self._part.results:
            entries.append((self._named(one.heading, self._result(one)), _about(one)))
        faults = exp.Nullif(this=column(FAULTS), expression=exp.Literal.string(""))
        entries.append((self._named(FAULTS, faults), ""))
        yield from _listed(entries)
        yield f"FROM {before}"

    def _result(self, one: Result) -> exp.Expr:
        sound = exp.EQ(this=column(FAULTS), expression=exp.Literal.string(""))
        if one.labels:
            text = exp.Case(this=self._print.whole(one.value))
            for place, label in enumerate(one.labels):
                text = text.when(exp.Literal.number(place), exp.Literal.string(label), copy=False)
            if one.heading == STATUS:
                return exp.Case().when(sound, text, copy=False).else_(exp.Literal.string(FAILED))
            known = exp.and_(sound, exp.paren(self._print.test(one.known)), wrap=False)
            return exp.Case().when(known, text, copy=False)
        known = (
            sound if _is_true(one) else exp.and_(sound, exp.paren(self._print.test(one.known)), wrap=False)
        )
        return exp.Case().when(known, self._decimal(one), copy=False)

    def _decimal(self, one: Result) -> exp.Expr:
        number = self._print.value(one.value)
        if not one.scale:
            return exp.cast(number, f"DECIMAL({PRECISION}, 0)")
        unit = exp.Literal.number(f"{from_scaled(1, one.scale):f}")
        product = exp.Mul(
            this=exp.cast(number, f"DECIMAL({PRECISION}, 0)"),
            expression=exp.cast(unit, f"DECIMAL({one.scale + 1}, {one.scale})"),
        )
        return exp.cast(product, f"DECIMAL({PRECISION}, {one.scale})")

    def _named(self, name: str, expr: exp.Expr) -> str:
        short = self._sql(expr)
        label = self._sql(column(name))
        if len(short) + len(label) + 6 <= WIDTH:
            return f"  {short} AS {label}"
        long = expr.sql(dialect=self._asked.dialect, pretty=True, max_text_width=WIDTH - 10)
        return "\n".join(f"  {line}" for line in f"{long} AS {label}".split("\n"))

    def _table(self) -> str:
        return exp.to_table(self._asked.source).sql(dialect=self._asked.dialect, identify=True)

    def _sql(self, expr: exp.Expr) -> str:
        return expr.sql(dialect=self._asked.dialect)


def _listed(entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The entries of a SELECT, each with its comment above it."""
    for place, (text, comment) in enumerate(entries):
        if comment:
            yield f"  -- {comment}"
        yield text if place == len(entries) - 1 else f"{text},"


def _joined(found: Iterable[tuple[str, exp.Expr]]) -> exp.Expr:
    """The headings of what holds, with commas between them; NULL where there is none."""
    joined = exp.Anonymous(this="CONCAT_WS", expressions=[_comma(), *_branches(found)])
    return exp.Nullif(this=joined, expression=exp.Literal.string(""))


def _branches(found: Iterable[tuple[str, exp.Expr]]) -> list[exp.Expr]:
    return [exp.Case().when(test, exp.Literal.string(heading), copy=False) for heading, test in found]


def _comma() -> exp.Expr:
    return exp.Literal.string(", ")


def _is_true(one: Result) -> bool:
    from gpcli.expr.ir import Flag

    return isinstance(one.known, Flag) and one.known.value


def _label(one: Input) -> str:
    return _line(one.place.field.label) if one.place is not None and not one.heading.count(".n.") else ""


def _about(one: Result) -> str:
    if one.heading.endswith((".lower", ".upper")):
        return ""
    return _line("  ".join(filter(None, (one.about, one.clause))))


def _line(text: str) -> str:
    return " ".join(text.split())


_ = (Local, Mapping)
