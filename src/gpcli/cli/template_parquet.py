"""A table to fill in as Parquet: typed columns, a row for each unit of the roster."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from gpcli.cli.template_rows import ABOUT, Wish, fact_headings, units
from gpcli.expr.fields import ListField, NumberField, RateField, YesNoField
from gpcli.facts.rows.columns import Column, columns
from gpcli.facts.rows.written import row
from gpcli.messages import N_, Words
from gpcli.points import to_scaled
from gpcli.problems import Problems, problem
from gpcli.reports.format import Binary
from gpcli.scheme import Scheme

if TYPE_CHECKING:
    import polars as pl


def as_parquet(scheme: Scheme, asked: Wish, unit: str, words: Words) -> Binary:
    """The table for the units of the roster, or for one; raises :class:`Problems` without polars."""
    try:
        import polars as pl
    except ImportError:
        said = N_("writing .parquet needs polars: pip install 'gpcli-core[table]'")
        raise Problems([problem("no-part", said)._replace(key="--format")]) from None
    names = units(scheme, asked, unit, words)
    filled, known = row(asked.table, asked.best, asked.judged), columns(asked.table)
    about = dict(
        zip(ABOUT, (names, *([one] * len(names) for one in (scheme.id, asked.table.id))), strict=True)
    )
    if asked.source is not None:
        about["source"] = [asked.source.role] * len(names)
        about["source_name"] = [asked.source.name] * len(names)
    found = {name: pl.Series(name, values, dtype=pl.String) for name, values in about.items()}
    for heading in fact_headings(asked):
        kind = _type(known[heading])
        found[heading] = pl.Series(heading, [_value(filled.get(heading), kind)] * len(names), dtype=kind)
    raw = io.BytesIO()
    pl.DataFrame(found).write_parquet(raw)
    return Binary(raw.getvalue(), "\n".join(names))


def _type(column: Column) -> pl.DataType:
    """The type that a data team would give the column."""
    import polars as pl

    match column.field:
        case YesNoField(reasoned=False):
            return pl.Boolean()
        case NumberField() as field if not column.part:
            return _number(field)
        case RateField():
            return pl.Decimal(9, column.field.places) if not column.part else pl.Int32()
        case ListField():
            return _number(column.field.amounts[column.amount]) if column.part == "sum" else pl.Int32()
        case _:
            return pl.String()


def _number(field: NumberField) -> pl.DataType:
    import polars as pl

    if not field.places:
        return pl.Int32()
    return pl.Decimal(len(str(to_scaled(field.maximum, field.places))) + 5, field.places)


def _value(text: str | None, kind: pl.DataType) -> object:
    import polars as pl

    if text is None or kind == pl.String:
        return text
    if kind == pl.Boolean:
        return text == "是"
    return Decimal(text) if isinstance(kind, pl.Decimal) else int(text)
