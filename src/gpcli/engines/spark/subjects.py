"""Which table each row of a dataset belongs to: its unit, its columns and the command line have to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gpcli.facts.rows.columns import UNIT
from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problems, listed, problem
from gpcli.scheme import Scheme

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame


_OTHER_SCHEME = N_("{number} rows are of another scheme: {stated}")
_UNKNOWN = N_("{number} rows name a table that the scheme does not have: {stated}")
_OTHER = N_("{number} rows name another table than their unit's: {stated}")
_NOT_ASKED = N_("{number} rows are of another table than the one asked for: {stated}")
_STRANGERS = N_("{number} rows name a unit that the roster does not have, and it is complete: {stated}")
_NONE = N_("of {number} rows neither the unit nor a column says which table is theirs")


class _Wrong(NamedTuple):
    """A way in which rows can be wrong: of each that is, ``rows`` has what it says."""

    code: str
    key: str
    said: str
    rows: Column


def placed(given: DataFrame, scheme: Scheme, asked: str, file: str) -> DataFrame:
    """The dataset with the table of each row as its column ``table``; ``asked`` is the one asked for, if any.

    A unit of the roster has a table, a row may name one, and a scheme may have no other. Raises
    :class:`Problems` where rows are of another scheme, name a table that is none or another than these, or a
    unit that a complete roster does not have.
    """
    from pyspark.sql import functions as sql

    names = tuple(table.id for table in scheme.tables)
    said, stated, of_unit = _words(given, "scheme"), _words(given, "table"), _of_units(given, scheme)
    wanted = sql.lit(asked or None).cast("string")
    home = sql.coalesce(of_unit, stated, wanted, sql.lit(names[0] if len(names) == 1 else None))
    wrong = (
        _Wrong("other-scheme", "scheme", _OTHER_SCHEME, sql.when(said != scheme.id, said)),
        _Wrong("unknown-table", "table", _UNKNOWN, sql.when(~stated.isin(*names), stated)),
        _Wrong("other-table", "table", _OTHER, sql.when(stated.isin(*names) & (stated != of_unit), stated)),
        _Wrong("other-table", "--table", _NOT_ASKED, sql.when(home.isin(*names) & (home != wanted), home)),
        _Wrong("no-table", "table", _NONE, sql.when(home.isNull(), sql.lit(""))),
        _Wrong("unknown-unit", "unit", _STRANGERS, _strangers(given, scheme)),
    )
    counts = [sql.count(one.rows) for one in wrong]
    examples = [sql.min(one.rows) for one in wrong]
    found = given.agg(*counts, *examples).collect()[0]
    faults = [
        problem(
            one.code,
            one.said,
            number=found[place],
            stated=found[len(wrong) + place],
            expected=_expected(one.key, scheme),
        )._replace(file=file, key=one.key)
        for place, one in enumerate(wrong)
        if found[place]
    ]
    if faults:
        raise Problems(faults)
    return given.withColumn("table", home)


def _expected(key: str, scheme: Scheme) -> Phrase:
    if key == "unit":
        return message(N_("a unit of the roster (gp list-units {scheme})"), scheme=scheme.id)
    return scheme.id if key == "scheme" else listed(tuple(table.id for table in scheme.tables))


def _strangers(given: DataFrame, scheme: Scheme) -> Column:
    """The name of each row's unit where a complete roster does not have it, else NULL."""
    from pyspark.sql import functions as sql

    roster = scheme.roster()
    unit = next((one for one in UNIT if one in given.columns), "")
    if not unit or roster.completeness != "complete":
        return sql.lit(None).cast("string")
    name = _words(given, unit)
    return sql.when(~name.isin(*roster.names), name)


def _of_units(given: DataFrame, scheme: Scheme) -> Column:
    """The table of each row's unit, NULL where the roster does not have it."""
    from pyspark.sql import functions as sql

    unit = next((one for one in UNIT if one in given.columns), "unit")
    roster = scheme.roster()
    found: Column = sql.lit(None).cast("string")
    for table in scheme.tables if len(scheme.tables) > 1 else ():
        mine = [name for name in roster.names if (one := roster.find(name)) and one.table == table.id]
        if mine:
            found = sql.when(_words(given, unit).isin(*mine), table.id).otherwise(found)
    return found


def _words(given: DataFrame, name: str) -> Column:
    """A column as words, NULL where it is blank or not there."""
    from pyspark.sql import functions as sql

    if name not in given.columns:
        return sql.lit(None).cast("string")
    return sql.nullif(sql.trim(given[name].cast("string")), sql.lit(""))
