"""What the tests of tables with a row a unit share."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from gpcli.expr.fields import Answer, Field
from gpcli.facts.check import check_facts
from gpcli.facts.rows import Row, read_rows
from gpcli.facts.unit import UnitFacts
from gpcli.scheme import Table


@pytest.fixture
def facts_of(tmp_path: Path) -> Callable[[Table, Mapping[str, str]], UnitFacts]:
    """The checked facts of one row with these cells, in ``units.csv``; raises ``Problems``."""

    def read(table: Table, cells: Mapping[str, str]) -> UnitFacts:
        out = io.StringIO()
        csv.writer(out).writerows([["unit", *cells], ["某单位", *cells.values()]])
        (tmp_path / "units.csv").write_text(out.getvalue(), encoding="utf-8")
        (found,) = read_rows(tmp_path / "units.csv", "units.csv").rows
        assert isinstance(found, Row)
        return check_facts(found, table, "x", "某单位")

    return read


@pytest.fixture
def read(
    facts_of: Callable[[Table, Mapping[str, str]], UnitFacts],
) -> Callable[[Table, Mapping[str, str]], dict[Field, Answer]]:
    """The answers of one row with these cells; raises ``Problems``."""
    return lambda table, cells: dict(facts_of(table, cells).answers)
