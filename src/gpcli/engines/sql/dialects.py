"""The dialects of SQL that a statement can be printed in, and which of them a test runs."""

from __future__ import annotations

from gpcli.messages import N_
from gpcli.problems import Problems, listed, nearest, problem

TESTED = ("duckdb", "postgres", "spark")
"""Dialects in which every table is run by tests."""

PRINTED = (
    "bigquery",
    "clickhouse",
    "databricks",
    "doris",
    "hive",
    "mysql",
    "presto",
    "redshift",
    "snowflake",
    "starrocks",
    "trino",
)
"""Dialects with exact decimals and conditions as columns that are printed and not run."""

DIALECTS = (*TESTED, *PRINTED)

FENCED = ("postgres",)
"""Dialects that write a stage out again at every use of its columns, unless ``OFFSET 0`` keeps it whole."""

TRUNCATING = ("postgres", "redshift", "presto", "trino")
"""Dialects whose ``/`` between integers drops the rest."""


def refuse_unknown(name: str) -> None:
    """Raises :class:`Problems` where no dialect is called so."""
    if name not in DIALECTS:
        said = problem("usage", N_("no SQL dialect is called {name}"), name=name)
        expected, near = listed(DIALECTS, limit=len(DIALECTS)), nearest(name, DIALECTS)
        raise Problems([said._replace(key="--dialect", expected=expected, nearest=near)])
