"""Hand-written polars: Parquet to a table of results, with what ``gp`` checks and tells of every row.

Every value within its limits, on its grid, a level that there is, an award at discretion with its judge, no
rate where there were no documents; a row at fault is named with its columns and has no number. The total
with its lower and upper bound, the same of every section and item, a number only where the bounds meet;
status.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import rules
from said import sums_of_array, tell, timed

TENTHS = 5
FREE = 1_000
"""Ten-thousandths of a point in a tenth of one."""


def tenths(halves: int) -> pl.Expr:
    return pl.lit(halves * TENTHS, pl.Int16)


def read() -> list[pl.Expr]:
    """The facts as whole numbers, null where open: tenths of points, counts, ten-thousandths. A level that
    there is not is -1.
    """
    found = [_level(name, points).alias(name) for name, points in rules.LEVELS.items()]
    found += (pl.col(name).to_physical().cast(pl.Int16) for name in rules.AWARDS)
    found += (pl.col(name).to_physical().cast(pl.Int32) for name in (rules.RATE, rules.FREE_AWARD))
    return found


def _level(name: str, points: dict[str, int]) -> pl.Expr:
    column = pl.col(name)
    found = pl.when(column.is_null()).then(pl.lit(None, pl.Int16))
    for label, halves in points.items():
        found = found.when(column == label).then(tenths(halves))
    return found.otherwise(pl.lit(-1, pl.Int16))


def faults() -> dict[str, pl.Expr]:
    """What is wrong with a row, by column: null where it cannot be told, which is no fault."""
    column = pl.col
    found = {name: column(name) < 0 for name in rules.LEVELS}
    for name, most in rules.AWARDS.items():
        found[name] = ~column(name).is_between(0, most * TENTHS) | (column(name) % TENTHS != 0)
    for name in rules.COUNTS:
        found[name] = ~column(name).is_between(0, rules.MOST_COUNTED)
    free = column(rules.FREE_AWARD)
    unsaid = pl.any_horizontal(column(name).is_null() for name in rules.SAID)
    found[rules.FREE_AWARD] = ~free.is_between(0, rules.FREE_MOST) | ((free != 0) & unsaid)
    rate = column(rules.RATE)
    found[rules.RATE] = ~rate.is_between(0, 1_000_000) | (column(rules.WITHOUT) & (rate > 0))
    return found


def bounds(item: str) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper of an item, in tenths of a point (G1 in ten-thousandths)."""
    column = pl.col
    level, award = f"{item}.level", f"{item}.award"
    match item:
        case "A1":
            level = column("A1.attendance")
            own = column("A1.own_training")
            gained = pl.when(own).then(tenths(2)).otherwise(tenths(0))
            possible = pl.when(own.fill_null(True)).then(tenths(2)).otherwise(tenths(0))
            return level.fill_null(0) + gained, level.fill_null(4 * TENTHS) + possible
        case "A4":
            rate = column(rules.RATE)
            banded = pl.when(rate >= 800_000).then(tenths(4)).when(rate >= 600_000).then(tenths(2))
            lower = banded.otherwise(tenths(0))
            return lower, pl.when(rate.is_null()).then(tenths(4)).otherwise(lower)
        case "A8" | "A9":
            count = column(next(name for name in rules.OCCASIONS if name.startswith(f"{item}.")))
            left = (4 - count.clip(0, 4)).cast(pl.Int16) * TENTHS
            return left.fill_null(0), left.fill_null(4 * TENTHS)
        case "E6":
            found = pl.any_horizontal(column(name) > 0 for name in rules.CASES)
            lower = pl.when(~found).then(tenths(4)).otherwise(tenths(0))
            return lower, pl.when(found).then(tenths(0)).otherwise(tenths(4))
        case "G1":
            free = column(rules.FREE_AWARD)
            return free.fill_null(0), free.fill_null(rules.FREE_MOST)
    if level in rules.LEVELS:
        points = column(level)
        return points.fill_null(0), points.fill_null(max(rules.LEVELS[level].values()) * TENTHS)
    if award in rules.AWARDS:
        return column(award).fill_null(0), column(award).fill_null(rules.AWARDS[award] * TENTHS)
    name = next(one for one in rules.YES if one.startswith(f"{item}."))
    most = tenths(rules.YES[name])
    lower = pl.when(column(name)).then(most).otherwise(tenths(0))
    return lower, pl.when(column(name).fill_null(True)).then(most).otherwise(tenths(0))


def results(path: str, *, every: bool) -> pl.LazyFrame:
    """A row of results for each row of the table; of ``every`` section and item, or of the total alone."""
    found = faults()
    wrong = pl.any_horizontal(found.values()).fill_null(False)
    ends = [
        one.alias(f"{item}.{end}")
        for item in rules.ITEMS
        for end, one in zip(("lower", "upper"), bounds(item), strict=True)
    ]
    sections = [
        _sum([pl.col(f"{item}.{end}") for item in items]).alias(f"{section}.{end}")
        for section, items in rules.SECTIONS.items()
        for end in ("lower", "upper")
    ]
    *plain, last = rules.SECTIONS
    totals = [
        (
            _sum([pl.col(f"{one}.{end}") for one in plain]).cast(pl.Int32) * FREE + pl.col(f"{last}.{end}")
        ).alias(f"total.{end}")
        for end in ("lower", "upper")
    ]
    whole = (pl.col("total.lower") == pl.col("total.upper")) & ~pl.col(rules.WITHOUT).fill_null(False)
    return (
        pl.scan_parquet(path)
        .with_columns(*read())
        .with_columns(*ends, wrong.alias("wrong"))
        .with_columns(*sections)
        .with_columns(*totals)
        .with_columns(whole.alias("whole"))
        .select("id", *_said(found, every=every))
    )


def _sum(terms: list[pl.Expr]) -> pl.Expr:
    found = terms[0]
    for term in terms[1:]:
        found = found + term
    return found


def _said(found: dict[str, pl.Expr], *, every: bool) -> list[pl.Expr]:
    """The columns of results, of which a row at fault has none but its faults."""
    wrong, whole = pl.col("wrong"), pl.col("whole")
    status = pl.when(wrong).then(None).when(whole).then(pl.lit("scored")).otherwise(pl.lit("incomplete"))
    names = pl.concat_str(
        [pl.when(bad).then(pl.lit(name)) for name, bad in found.items()], separator="、", ignore_nulls=True
    )
    said = [status.alias("status"), pl.when(wrong).then(names).alias("faults")]
    for name in ("total", "performance", *rules.SECTIONS, *rules.ITEMS) if every else ("total",):
        places = 4 if name in ("total", "section.distinction", "G1") else 6 if name == "performance" else 1
        lower, upper = (_points(name, end, places) for end in ("lower", "upper"))
        sure = whole if name in ("total", "performance") else lower == upper
        said += (
            pl.when(sure & ~wrong).then(lower).alias(name),
            pl.when(~wrong).then(lower).alias(f"{name}.lower"),
            pl.when(~wrong).then(upper).alias(f"{name}.upper"),
        )
    return said


def _points(name: str, end: str, places: int) -> pl.Expr:
    """A number of points as a decimal."""
    column = pl.col(f"total.{end}").cast(pl.Int64) * 6 if name == "performance" else pl.col(f"{name}.{end}")
    return (column.cast(pl.Decimal(18, 0)) * pl.lit(Decimal(1).scaleb(-places))).cast(pl.Decimal(18, places))


def main(path: str, repeat: int, out: str, columns: str) -> None:
    """Writes the results (``all`` or ``totals``) and tells their totals."""
    times, _ = timed(
        lambda: results(path, every=columns == "all").sink_parquet(out, row_group_size=1 << 17), repeat
    )
    totals = pl.read_parquet(out, columns=["total"])["total"]
    known = totals.is_not_null().to_numpy()
    scaled = (totals.cast(pl.Decimal(38, 4)).to_physical()).cast(pl.Int64).fill_null(0).to_numpy()
    tell(f"polars {pl.__version__}", times, sums_of_array(scaled, known), size=Path(out).stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
