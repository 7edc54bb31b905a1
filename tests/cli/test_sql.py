"""``gp sql`` as a user meets it, and what ``gp score --engine`` says without its parts."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

LANGUAGE = "en"

Gp = Callable[..., tuple[int, str, str]]


def test_a_statement_says_what_it_is_and_runs_alone(gp: Gp, tmp_path: Path) -> None:
    out = tmp_path / "putuo.sql"
    assert gp("sql", "putuo-2020", "-o", out)[0] == 0
    said = out.read_text(encoding="utf-8")
    assert gp("sql", "putuo-2020")[1] == said
    assert "普府办〔2020〕56号" in said
    assert "unofficial result" in said
    assert "performance_conversion=proportional" in said
    assert "A8.late_reports.n BIGINT" in said
    columns = said[said.index('"given" AS (') : said.index('FROM "units"')].count(",\n")
    assert columns > 40
    assert max(map(len, said.splitlines())) <= 110


def row_of(found: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The first row of a result by its columns."""
    return dict(zip([one[0] for one in found.description], found.fetchall()[0], strict=True))


def test_a_blank_row_has_bounds_and_no_total(gp: Gp) -> None:
    _, said, _ = gp("sql", "putuo-2020", "--text", "--keep", "period")
    names = re.findall(r"^-- (\S+) VARCHAR ", said, re.M)
    assert len(names) > 40
    with duckdb.connect() as base:
        columns = ", ".join(f'"{one}" VARCHAR' for one in ("unit", "period", *names))
        base.execute(f"CREATE TABLE units ({columns})")
        base.execute("INSERT INTO units (unit, period) VALUES ('示例街道', '2020')")
        row = row_of(base.execute(said))
    about = (row["unit"], row["period"], row["status"], row["total"], row["faults"])
    assert about == ("示例街道", "2020", "incomplete", None, None)
    assert row["total.lower"] < row["total.upper"]


def test_totals_alone(gp: Gp) -> None:
    whole, totals = (gp("sql", "putuo-2020", "--text", *more)[1] for more in ((), ("--totals",)))
    names = re.findall(r"^-- (\S+) VARCHAR ", whole, re.M)
    values = {"A2.level": "有", "A8.late_reports.n": "3", "A4.disclosure_rate": "85.5"}
    assert len(totals) < len(whole)
    with duckdb.connect() as base:
        columns = ", ".join(f'"{one}" VARCHAR' for one in ("unit", *names))
        base.execute(f"CREATE TABLE units ({columns})")
        heads = ", ".join(f'"{one}"' for one in ("unit", *values))
        base.execute(f"INSERT INTO units ({heads}) VALUES (?, ?, ?, ?)", ["示例街道", *values.values()])
        short, long = (row_of(base.execute(one)) for one in (totals, whole))
    numbers = [f"{one}{end}" for one in ("total", "performance") for end in ("", ".lower", ".upper")]
    assert list(short) == ["unit", "status", *numbers, "faults"]
    assert short == {one: long[one] for one in short}
    assert short["total.lower"] > 0


def test_every_table_of_a_scheme_has_its_statement(gp: Gp) -> None:
    code, said, _ = gp("sql", "zhangshu-2021", "--dialect", "spark", "--from", "db.units")
    assert code == 0
    assert said.count("FROM `db`.`units`") == 2
    assert said.rstrip().endswith(";")


def test_a_changed_reading_is_in_the_heading(gp: Gp) -> None:
    _, listed, _ = gp("list-schemes", "--format", "json")
    (scheme,) = (one for one in json.loads(listed) if one["id"] == "putuo-2020")
    reading = scheme["readings"][0]
    value = next(one["value"] for one in reading["answers"] if one["value"] != reading["default"])
    _, said, _ = gp("sql", "putuo-2020", "--reading", f"{reading['id']}={value}")
    assert f"{reading['id']}={value} (default {reading['default']})" in said
    assert said != gp("sql", "putuo-2020")[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--dialect", "duck"), "duckdb"),
        (("--from", "units; DROP TABLE units"), "names no table"),
        (("--from", "a JOIN b"), "names no table"),
        (("--table", "nothing"), "main"),
        (("--reading", "cleanup=nothing"), "cleanup"),
    ],
)
def test_what_is_not_understood_is_said(gp: Gp, arguments: tuple[str, ...], says: str) -> None:
    code, out, said = gp("sql", "putuo-2020", *arguments)
    assert (code, out) == (2, "")
    assert says in said


def test_without_sqlglot_it_says_what_to_install(gp: Gp, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("gpcli.engines.sql.") or one == "sqlglot"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    code, _, said = gp("sql", "putuo-2020")
    assert code == 2
    assert "gpcli-core[sql]" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--engine", "sparc"), "no engine is called sparc"),
        (("--engine", "spark"), "-o FOLDER"),
        (("--engine", "spark", "--scheme", "putuo-2020", "-o", "out", "--conf", "a"), "KEY=VALUE"),
    ],
)
def test_an_engine_says_what_it_needs(gp: Gp, arguments: tuple[str, ...], says: str) -> None:
    code, _, said = gp("score", "units.parquet", *arguments)
    assert code == 2
    assert says in said


def test_without_pyspark_it_says_what_to_install(
    gp: Gp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = ("score", "units.parquet", "--engine", "spark", "--scheme", "putuo-2020", "-o", tmp_path / "out")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    code, _, said = gp(*asked)
    assert code == 2
    assert "gpcli-core[spark]" in said


@pytest.mark.parametrize("home", [None, "nothing-there"])
def test_without_java_it_says_what_to_install(
    gp: Gp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str | None
) -> None:
    """Neither on PATH nor where JAVA_HOME points; pyspark is there, if only by its name."""
    asked = ("score", "units.parquet", "--engine", "spark", "--scheme", "putuo-2020", "-o", tmp_path / "out")
    named = ModuleType("pyspark.sql")
    named.SparkSession = object  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyspark", ModuleType("pyspark"))
    monkeypatch.setitem(sys.modules, "pyspark.sql", named)
    if home is None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("JAVA_HOME", raising=False)
    else:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path / home))
    code, out, said = gp(*asked)
    assert (code, out) == (2, "")
    assert "Spark needs Java 17 or later" in said
    assert "openjdk-17-jre-headless" in said
    assert "JAVA_HOME" in said
    assert not (tmp_path / "out").exists()
