"""Places among many: from how often each total occurs, which is little, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gpcli.engines.sql.statement import STATUS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

RANK = "_rank"


def ranked(results: DataFrame, within: Sequence[str]) -> DataFrame:
    """The results with the place of each scored row by its total: equal totals share it, the next skip it.

    Totals lie on a grid, so that there are few of them: their numbers are counted where the rows are, only
    these counts are put in order, and each row finds its place by its total.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    group = [results[quoted(one)] for one in within]
    scored = results.where(results[STATUS] == "scored")
    counts = scored.groupBy(*group, results["total"]).agg(sql.count("*").alias("_rows"))
    above = Window.partitionBy(*(counts[quoted(one)] for one in within)).orderBy(counts["total"].desc())
    before = sql.sum("_rows").over(above.rowsBetween(Window.unboundedPreceding, -1))
    place = (sql.coalesce(before, sql.lit(0)) + 1).cast("bigint")
    places = counts.select(
        *(counts[quoted(one)].alias(f"_by {number}") for number, one in enumerate(within)),
        counts["total"].alias("_total"),
        place.alias(RANK),
    )
    same = (results["total"] == places["_total"]) & (results[STATUS] == "scored")
    for number, one in enumerate(group):
        same &= one.eqNullSafe(places[quoted(f"_by {number}")])
    joined = results.join(sql.broadcast(places), same, "left")
    return joined.select(*(results[quoted(one)] for one in results.columns), places[RANK])


def quoted(name: str) -> str:
    """A column's name as Spark takes it for nothing else."""
    return f"`{name.replace('`', '``')}`"
