"""How results stand in a column: numbers as decimals with their places, words as text."""

from __future__ import annotations

import polars as pl

from gpcli.engines.plan import DIGITS, Result


def as_column(number: pl.Expr, one: Result) -> pl.Expr:
    """The result from its number, which is null where it is not known."""
    if one.labels:
        said = pl.lit(None, dtype=pl.String)
        for place, label in enumerate(one.labels):
            said = pl.when(number == place).then(pl.lit(label)).otherwise(said)
        return said
    return number.cast(pl.Int128).reinterpret(dtype=pl.Decimal(DIGITS, one.scale))
