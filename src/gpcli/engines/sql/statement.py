"""The statement of one table: rows of facts in, a row of results out, stage by stage.

Every stage keeps what a later one needs and adds columns, so that no dialect has to know a column before the
next stage; a named value stands in the first stage in which everything that it is made of is there. (Where a
dialect knows columns of the same stage it may write them out again at every use: thousands of times.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlglot import Dialect, exp

from gpcli.engines.plan import DIGITS, FAILED, Plan, Result
from gpcli.engines.plan.plan import WIDEST, Part
from gpcli.engines.sql.columns import UNREAD, integer, raw
from gpcli.engines.sql.dialects import FENCED
from gpcli.engines.sql.expressions import Expressions, column, given, grouped, number, text
from gpcli.engines.sql.layout import Entry, commented, listed
from gpcli.engines.sql.names import short_names
from gpcli.engines.sql.sources import source_table
from gpcli.engines.sql.stages import Added, Stage, pruned
from gpcli.expr.ir import Flag, Test, Whole
from gpcli.expr.magnitude import magnitude
from gpcli.expr.parts import Named, layers, uses
from gpcli.expr.sums import gathered
from gpcli.messages import N_, Words
from gpcli.points import from_scaled
from gpcli.problems import Problems, problem
from gpcli.records import Record

FAULTS, STATUS, AT_FAULT = "faults", "status", "at fault"


class Asked(Record):
    """How a statement is wanted: the dialect, the table of units (a name, or what the dialect reads one by),
    the columns that come through as they are, the headings whose columns hold text where others have numbers,
    and what the column is called that says whether a note may still keep a row from having a number, where
    that is wanted; ``words`` is the language of its comments.
    """

    dialect: str
    words: Words
    source: str = "units"
    keys: tuple[str, ...] = ("unit",)
    texts: Collection[str] = ()
    unsettled: str = ""


def is_too_wide(plan: Plan) -> bool:
    """Whether the integers of a table outgrow the 64 bits of the dialects."""
    return magnitude(plan.program(_printed(plan)), least=UNREAD) > WIDEST


def body(plan: Plan, asked: Asked) -> str:
    """The statement without its heading; it ends without a semicolon.

    Raises ``ValueError`` where the integers of the table outgrow 64 bits, :class:`Problems` where the source
    is none or a column that comes through is called as a result is.
    """
    if is_too_wide(plan):
        raise ValueError("the integers of the table outgrow 64 bits")
    return _Statement(plan, asked).text()


def _printed(plan: Plan) -> Part:
    """What is worked out for a row, in as few steps as it takes."""
    part = plan.bounded
    read: list[Whole | Test] = [part.unsettled]
    read += (one.test for one in (*plan.checks, *part.constraints))
    for one in part.results:
        read += (one.value, one.known)
    return part._replace(values=gathered(part.values, read))


class _Statement:
    def __init__(self, plan: Plan, asked: Asked) -> None:
        self._plan = plan
        self._asked = asked
        self._part = _printed(plan)
        self._source = source_table(asked.source, asked.dialect)
        _refuse_taken(asked.keys, self._part)
        headings = [one.heading for one in plan.inputs.every]
        own = short_names(headings, asked.keys)
        self._every = [(one, one._replace(heading=own[one.heading])) for one in plan.inputs.every]
        self._checked = tuple(dict.fromkeys((*headings, *(one.heading for one in self._part.constraints))))
        names = [*(name for name, _ in self._part.values), *map(_passed, self._checked), AT_FAULT]
        self._names: Mapping[str, str] = short_names(names, (*asked.keys, *own.values()))
        self._about = _abouts(plan, asked.words)
        self._generator = Dialect.get_or_raise(asked.dialect).generator(identify=True, comments=False)
        columns = {one.cell: one.heading for _, one in self._every}
        self._print = Expressions(asked.dialect, columns, self._names)

    def text(self) -> str:
        stages = pruned([*self._stages(), self._results()], self._asked.keys)
        called = short_names([one.name for one in stages], [self._source.name])
        before = self._sql(self._source)
        lines = ["WITH"]
        for stage in stages[:-1]:
            lines += commented(stage.comment)
            name = self._sql(column(called[stage.name]))
            lines += (f"{name} AS (", *self._select(stage, before))
            if self._asked.dialect in FENCED:
                lines.append("OFFSET 0")
            lines.append("),")
            before = name
        lines[-1] = lines[-1].removesuffix(",")
        return "\n".join((*lines, *self._select(stages[-1], before)))

    def _select(self, stage: Stage, before: str) -> Iterator[str]:
        yield "SELECT"
        kept = [self._sql(column(one)) for one in stage.keeps]
        yield from listed(kept, [self._entry(one) for one in stage.adds])
        yield f"FROM {before}"

    def _stages(self) -> Iterator[Stage]:
        """Every part but the results: first what the checks read, so that the columns are done with soon."""
        yield self._given()
        yield self._cells()
        comment = self._word(
            N_("What is worked out, each from what stands before it; .lower and .upper are the bounds.")
        )
        read = uses(self._part.values, [one.test for one in self._part.constraints])
        first = layers(one for one in self._part.values if read[one[0]])
        rest = layers(one for one in self._part.values if not read[one[0]])
        steps = [
            Stage(f"step_{number}", tuple(map(self._value, values)), comment if number == 1 else "")
            for number, values in enumerate((*first, *rest), 1)
        ]
        yield from (*steps[: len(first)], self._passed(), self._judged(), *steps[len(first) :])

    def _given(self) -> Stage:
        adds = [
            Added(mine.heading, raw(one, is_text=one.heading in self._asked.texts))
            for one, mine in self._every
        ]
        return Stage(
            "given", tuple(adds), self._word(N_("The facts as they are given. NULL is not answered."))
        )

    def _cells(self) -> Stage:
        adds: list[Added] = []
        for one, mine in self._every:
            value = integer(mine, is_text=one.heading in self._asked.texts)
            adds.append(Added(mine.heading, value, "" if one.place is None else one.place.item))
        comment = self._word(
            N_("Each as a whole number, a decimal times ten to its places; {none} is what cannot be read."),
            none=UNREAD,
        )
        return Stage("cells", tuple(adds), comment)

    def _value(self, named: Named) -> Added:
        name, value = named
        return Added(self._names[name], self._print.value(value), name.removeprefix("cell."))

    def _passed(self) -> Stage:
        """Of each column whether it passes its checks."""
        by_heading: dict[str, list[exp.Expr]] = {heading: [] for heading in self._checked}
        for one, mine in self._every:
            here = column(mine.heading)
            read = exp.or_(exp.Not(this=given(here)), exp.GTE(this=here.copy(), expression=number(0)))
            by_heading[one.heading].append(read)
        for check in (*self._plan.checks, *self._part.constraints):
            by_heading[check.heading].append(self._print.test(check.test))
        adds = [
            Added(self._names[_passed(heading)], exp.and_(*(grouped(one) for one in tests), wrap=False))
            for heading, tests in by_heading.items()
        ]
        comment = self._word(
            N_(
                "Whether each column is as it has to be: read, within its limits, on its grid, at odds "
                "with none."
            )
        )
        return Stage("checked", tuple(adds), comment)

    def _judged(self) -> Stage:
        """The headings of the columns at fault, with commas between them; NULL of a row as it has to be."""
        passed = [column(self._names[_passed(heading)]) for heading in self._checked]
        pieces = [
            exp.Case().when(one.copy(), text(""), copy=False).else_(text(f", {heading}"), copy=False)
            for one, heading in zip(passed, self._checked, strict=True)
        ]
        said = exp.Substring(this=exp.paren(_joined(pieces)), start=number(3))
        found = exp.Case().when(exp.and_(*passed, wrap=False), exp.null(), copy=False).else_(said, copy=False)
        return Stage("judged", (Added(self._names[AT_FAULT], found),))

    def _results(self) -> Stage:
        adds = [Added(one.heading, self._result(one), one.heading) for one in self._part.results]
        adds.append(Added(FAULTS, column(self._names[AT_FAULT])))
        if self._asked.unsettled:
            adds.append(Added(self._asked.unsettled, self._print.test(self._part.unsettled)))
        return Stage("results", tuple(adds))

    def _result(self, one: Result) -> exp.Expr:
        sound: exp.Expr = exp.Is(this=column(self._names[AT_FAULT]), expression=exp.null())
        if not (isinstance(one.known, Flag) and one.known.value):
            sound = exp.and_(sound, grouped(self._print.test(one.known)), wrap=False)
        if not one.labels:
            return exp.Case().when(sound, self._decimal(one), copy=False)
        said = exp.Case(this=self._print.whole(one.value))
        for place, label in enumerate(one.labels):
            said = said.when(number(place), text(label), copy=False)
        found = exp.Case().when(sound, said, copy=False)
        return found.else_(text(FAILED), copy=False) if one.heading == STATUS else found

    def _decimal(self, one: Result) -> exp.Expr:
        """An integer over a power of ten; by a product, since division leaves decimals in some dialects."""
        whole = exp.cast(self._print.whole(one.value), f"DECIMAL({DIGITS}, 0)")
        if not one.scale:
            return whole
        unit = exp.cast(
            exp.Literal.number(f"{from_scaled(1, one.scale):f}"), f"DECIMAL({one.scale}, {one.scale})"
        )
        return exp.cast(exp.Mul(this=whole, expression=unit), f"DECIMAL({DIGITS}, {one.scale})")

    def _entry(self, one: Added) -> Entry:
        said, label = self._sql(one.expr), self._sql(column(one.name))
        about = self._about.get(_home(one.about), "")
        return Entry(said if said == label else f"{said} AS {label}", about)

    def _word(self, said: str, **params: int) -> str:
        return self._asked.words.word(said, **params)

    def _sql(self, expr: exp.Expr) -> str:
        return self._generator.generate(expr, copy=False)


def _refuse_taken(keys: Sequence[str], part: Part) -> None:
    results = {FAULTS, *(one.heading for one in part.results)}
    said = N_("a column of the results is called {name}")
    taken = [problem("usage", said, name=key)._replace(key="--keep") for key in keys if key in results]
    if taken:
        raise Problems(taken)


def _passed(heading: str) -> str:
    """What the column is called that says whether a heading passes."""
    return f"{heading} ok"


def _home(name: str) -> str:
    """The item or ledger that a value belongs to."""
    first, _, rest = name.removeprefix("item.").partition(".")
    return f"{first}.{rest.partition('.')[0]}" if first == "section" else first


def _abouts(plan: Plan, words: Words) -> Mapping[str, str]:
    """Name and clause of every part of a table, by its id."""
    found: dict[str, str] = {}
    for ledger in (plan.table.total, *plan.table.conversions):
        found[ledger.id] = _line(ledger.id, words(ledger.name), ledger.clause)
    for section in plan.table.sections:
        found[section.id] = found[section.key] = _line(section.key, words(section.name), section.clause)
    return found | {item.id: _line(item.id, words(item.name), item.clause) for item in plan.table.items}


def _line(id_: str, name: str, clause: str) -> str:
    return " ".join(" ".join((id_, name, "" if clause == id_ else clause)).split())


def _joined(pieces: Sequence[exp.Expr]) -> exp.Expr:
    """One text of them all, put together as a tree that is not deep."""
    if len(pieces) == 1:
        return pieces[0]
    half = len(pieces) // 2
    return exp.DPipe(this=_joined(pieces[:half]), expression=_joined(pieces[half:]), safe=True)
