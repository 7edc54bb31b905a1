"""Places among many: from how often each total occurs, which is little, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gpcli.engines.plan import FAILED, Plan
from gpcli.engines.sql.statement import STATUS
from gpcli.expr.ir import Program, Ratio
from gpcli.expr.python import compile_program
from gpcli.points import from_scaled

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

RANK = "_rank"
BEST, WORST = f"{RANK}.lower", f"{RANK}.upper"
STANDING = "_standing"
UNSETTLED = "_unsettled"
OWN = (RANK, BEST, WORST, STANDING, UNSETTLED)
"""Columns that no other may be called as."""

TOTAL = "decimal(38, 18)"
"""A type that holds the totals of every table."""


class Blank(NamedTuple):
    """What is known of a row that says nothing: the bounds of its total, whether a note may hold."""

    lower: Decimal
    upper: Decimal
    unsettled: bool


def blank(plan: Plan) -> Blank:
    """What a table knows of such a row."""
    part, cells = plan.bounded, tuple(one.cell for one in plan.inputs.every)
    low, high = (
        next(one for one in part.results if one.heading == name) for name in ("total.lower", "total.upper")
    )
    ends = (Ratio(low.value, low.scale), Ratio(high.value, high.scale), part.unsettled)
    lower, _, upper, _, unsettled, _ = compile_program(Program(cells, part.values, ends)).run(
        [None] * len(cells)
    )
    return Blank(from_scaled(lower, low.scale), from_scaled(upper, high.scale), bool(unsettled))


def standing(results: DataFrame, of: Blank) -> Column:
    """Where each row may stand; one that failed like one that says nothing."""
    from pyspark.sql import functions as sql

    failed, vetoed = results[STATUS] == FAILED, results[STATUS] == "vetoed"
    unsettled = sql.when(failed, of.unsettled).otherwise(results[UNSETTLED])
    return sql.struct(
        sql.coalesce(results["`total.lower`"].cast(TOTAL), sql.lit(of.lower).cast(TOTAL)).alias("lower"),
        sql.coalesce(results["`total.upper`"].cast(TOTAL), sql.lit(of.upper).cast(TOTAL)).alias("upper"),
        (~vetoed & ~unsettled).alias("sure"),
        (~vetoed).alias("possible"),
    )


def ranked(results: DataFrame, within: Sequence[str]) -> DataFrame:
    """The results with the place of each scored row by its total: equal totals share it, the next skip it;
    and with the best and the worst place that each may have once nothing is open, given that it has a total
    then.

    Totals lie on a grid, so that there are few of them: their numbers are counted where the rows are, only
    these counts are put in order, and each row finds its places by its bounds.
    """
    from pyspark.sql import functions as sql

    here, is_scored = results[STANDING], results[STATUS] == "scored"
    places = _places(results, within)
    at_lower, at_upper = (
        places.select(*(sql.col(one).alias(f"{end} {one}") for one in places.columns))
        for end in ("lower", "upper")
    )
    joined = results
    for end, found in (("lower", at_lower), ("upper", at_upper)):
        same = here[end] == found[f"{end} total"]
        for number, one in enumerate(within):
            same &= results[quoted(one)].eqNullSafe(found[f"{end} by {number}"])
        joined = joined.join(sql.broadcast(found), same, "left")
    itself = (here["upper"] > here["lower"]).cast("bigint")
    return joined.select(
        *(results[quoted(one)] for one in results.columns if one != STANDING),
        sql.when(is_scored, at_lower["lower scored"]).alias(RANK),
        sql.when(here["possible"], at_upper["upper sure"]).alias(BEST),
        sql.when(here["possible"], at_lower["lower possible"] - itself).alias(WORST),
    )


def _places(results: DataFrame, within: Sequence[str]) -> DataFrame:
    """Of each total that is a bound of some row: the place behind the rows that have more, of those that are
    scored, that surely have, and that possibly have.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    here = results[STANDING]
    by = [f"by {number}" for number, _ in enumerate(within)]
    lower = _counted(here["lower"], scored=results[STATUS] == "scored", sure=here["sure"])
    upper = _counted(here["upper"], possible=here["possible"])
    groups = [results[quoted(one)].alias(name) for one, name in zip(within, by, strict=True)]
    ends = results.select(*groups, sql.explode(sql.array(lower, upper)).alias("end"))
    kinds = ("scored", "sure", "possible")
    sums = [sql.sum(ends["end"][one]).alias(one) for one in kinds]
    counts = ends.groupBy(*by, ends["end"]["total"].alias("total")).agg(*sums)
    above = Window.partitionBy(*by).orderBy(counts["total"].desc())
    above = above.rowsBetween(Window.unboundedPreceding, -1)
    places = [(sql.coalesce(sql.sum(one).over(above), sql.lit(0)) + 1).alias(one) for one in kinds]
    return counts.select(*by, "total", *places)


def _counted(total: Column, **kinds: Column) -> Column:
    """A total, and of which kinds a row counts there."""
    from pyspark.sql import functions as sql

    numbers = [kinds.get(one, sql.lit(0)).cast("bigint").alias(one) for one in ("scored", "sure", "possible")]
    return sql.struct(total.alias("total"), *numbers)


def quoted(name: str) -> str:
    """A column's name as Spark takes it for nothing else."""
    return f"`{name.replace('`', '``')}`"
