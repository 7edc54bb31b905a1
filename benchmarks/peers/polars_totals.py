"""Hand-written polars: Parquet to totals, no row looked at twice, none refused."""

from __future__ import annotations

import sys

import polars as pl
import rules
from said import sums_of_array, tell, timed

TENTHS = 5
"""Tenths of a point in half a point: what the decimals of the awards are made of."""


def level(name: str, points: dict[str, int]) -> pl.Expr:
    """The tenths of a level."""
    found = None
    for label, halves in points.items():
        if halves:
            found = (pl if found is None else found).when(pl.col(name) == label).then(tenths(halves))
    assert found is not None
    return found.otherwise(tenths(0))


def tenths(halves: int) -> pl.Expr:
    return pl.lit(halves * TENTHS, pl.Int16)


def award(name: str) -> pl.Expr:
    return pl.col(name).to_physical().cast(pl.Int16)


def total() -> pl.Expr:
    """The total in ten-thousandths."""
    rate = pl.col(rules.RATE).to_physical()
    terms = [
        *(level(name, points) for name, points in rules.LEVELS.items()),
        *(
            pl.when(pl.col(name)).then(tenths(halves)).otherwise(tenths(0))
            for name, halves in rules.YES.items()
        ),
        *map(award, rules.AWARDS),
        *((4 - pl.col(name).clip(0, 4)).cast(pl.Int16) * TENTHS for name in rules.OCCASIONS),
        pl.when(rate >= 800_000).then(tenths(4)).when(rate >= 600_000).then(tenths(2)).otherwise(tenths(0)),
        pl.when(pl.any_horizontal(pl.col(name) > 0 for name in rules.CASES))
        .then(tenths(0))
        .otherwise(tenths(4)),
    ]
    whole = terms[0]
    for term in terms[1:]:
        whole = whole + term
    return whole.cast(pl.Int32) * 1_000 + pl.col(rules.FREE_AWARD).to_physical().cast(pl.Int32)


def main(path: str, repeat: int) -> None:
    """Tells the totals of a table."""

    def work() -> pl.Series:
        return pl.scan_parquet(path).select(total=total()).collect(engine="streaming")["total"]

    times, totals = timed(work, repeat)
    tell(f"polars {pl.__version__}", times, sums_of_array(totals.to_numpy()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
