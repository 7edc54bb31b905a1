"""Spark scores every table as the compiled plan has it: totals, items, faults, places."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from unit_tables.in_sql import as_told, differing, told, write
from unit_tables.trial import DOCUMENTS, rows, scorer, sheet

from gpcli.engines.plan import Held, Plan, plan_of
from gpcli.expr.python import compile_program
from gpcli.messages import Words
from gpcli.problems import Problems
from gpcli.scoring.score import Scorer
from gpcli.scoring.standing import standing
from gpcli.season.rank import places, rank_ranges

pytestmark = pytest.mark.real

Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def parts() -> None:
    assert shutil.which("java"), "Java is missing: install openjdk-17-jre-headless"
    try:
        import pyspark  # noqa: F401
    except ImportError:
        pytest.fail("pyspark is missing: pip install -r requirements-real.txt")


NAMELESS = ["ALTER TABLE units RENAME unit TO id"]
"""Makes rows that name no units, which a complete roster would have to have."""


@pytest.mark.parametrize(("pack", "scheme", "table"), DOCUMENTS)
def test_rows_score_as_the_plan_has_it(gp: Gp, tmp_path: Path, pack: str, scheme: str, table: str) -> None:
    of = scorer(pack, scheme, table)
    plan = plan_of(of.table, None, of.outline)
    given = [cells for _, cells in rows(of, 2, 1, boundaries=True)]
    folder = tmp_path / "units"
    folder.mkdir()
    for number in range(7):
        numbers = range(number, len(given), 7)
        write(plan, given[number::7], numbers, folder / f"part-{number}.parquet", changes=NAMELESS)
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", scheme, "--table", table)
    code, _, said = gp("score", folder, *asked, "-o", tmp_path / "scores", "--lang", "en")
    found = read(tmp_path / "scores", "id")
    program = compile_program(plan.program(plan.bounded))
    for cells, row in zip(given, found, strict=True):
        assert row.pop("table") == table
        for name in ("_rank", "_rank.lower", "_rank.upper"):
            row.pop(name)
        assert not differing(row, told(plan, plan.bounded, program, cells)), cells
    failed = sum(row["status"] == "failed" for row in found)
    assert code == (2 if failed else 0)
    assert f"{len(given)} rows" in said
    assert f"{failed} failed" in said
    assert sorted(one.name for one in tmp_path.iterdir()) == ["scores", "units"]


@pytest.mark.parametrize(
    ("pack", "scheme", "table"), [DOCUMENTS[4], ("gp_elsewhere", "elsewhere-2021", "gated")]
)
def test_places_are_those_of_a_ranking(tmp_path: Path, pack: str, scheme: str, table: str) -> None:
    """Of what is scored its place, of all the best and the worst; a row at fault may have any total."""
    from gpcli.engines.spark.run import Wish, scored
    from gpcli.engines.spark.session import session

    of = scorer(pack, scheme, table)
    plan = plan_of(of.table, None, of.outline)
    given = rows(of, 8, 3, boundaries=False) * 3
    standings = [*(standing(sheet(of, answers)) for answers, _ in given), standing(sheet(of, {}))]
    number = next(one.heading for one in plan.inputs.every if one.held is Held.WHOLE)
    changes = [f"UPDATE units SET \"{number}\" = -1 WHERE unit = '{len(given)}'"]
    cells = [*(one for _, one in given), {}]
    write(plan, cells, range(len(cells)), tmp_path / "units.parquet", changes=changes)
    wish = Wish(str(tmp_path / "units.parquet"), str(tmp_path / "scores"))
    with session("local[2]", {"spark.sql.shuffle.partitions": "50"}) as spark:
        counted = scored(spark, [of], wish, Words("en"))
        with pytest.raises(Problems) as refused:
            scored(spark, [of], wish, Words("en"))
    assert refused.value.problems[0].code == "not-writable"
    found = read(tmp_path / "scores")
    assert [one["status"] for one in found] == [*(one.status for one in standings[:-1]), "failed"]
    assert (counted.total, counted.of("failed")) == (len(found), 1)
    assert {one["status"] for one in found} > {"scored", "incomplete"}
    assert any(one.unsure for one in standings)
    assert [one["_rank"] for one in found] == places([one.total for one in standings])
    assert [(one["_rank.lower"], one["_rank.upper"]) for one in found] == rank_ranges(standings)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('RENAME "A6.award" TO "A6.awrad"', "A6.award"),
        ('ALTER "A6.award" TYPE FLOAT', "float"),
        ("ALTER \"A6.award\" TYPE DATE USING DATE '2021-01-01'", "date"),
    ],
)
def test_what_a_statement_cannot_read_is_refused(gp: Gp, tmp_path: Path, change: str, says: str) -> None:
    pack, scheme, table = DOCUMENTS[4]
    of = scorer(pack, scheme, table)
    plan = plan_of(of.table, None, of.outline)
    write(plan, [{}], range(1), tmp_path / "units.parquet", changes=[f"ALTER TABLE units {change}"])
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", scheme, "-o", tmp_path / "scores")
    code, _, said = gp("score", tmp_path / "units.parquet", *asked, "--lang", "en")
    assert code == 2
    assert says in said
    assert not (tmp_path / "scores").exists()


ZHANGSHU = ("gp_zhangshu", "zhangshu-2021", "township", "department")
REGION = ("gp_region2023", "region-2023", "region", "department")


@pytest.mark.parametrize("of_scheme", [ZHANGSHU, REGION])
def test_rows_of_several_tables_score_each_by_its_own(
    gp: Gp, tmp_path: Path, of_scheme: tuple[str, ...]
) -> None:
    """The table follows from the unit on the roster, else from a column; parts differ in columns."""
    wanted = several(tmp_path, of_scheme)
    first = of_scheme[2]
    fact = next(one.heading for one in planned(of_scheme, first)[1].inputs.every if one.held is Held.WHOLE)
    kept = duckdb.sql(f"SELECT \"{fact}\" FROM '{tmp_path}/units/{first}.parquet' ORDER BY number")
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", of_scheme[1])
    asked = (*asked, "--keep", "number", "--keep", fact)
    code, _, said = gp("score", tmp_path / "units", *asked, "-o", tmp_path / "scores", "--lang", "en")
    rows_ = duckdb.sql(f"SELECT * FROM '{tmp_path}/scores/*.parquet' ORDER BY number")
    found = [as_told(rows_.columns, row) for row in rows_.fetchall()]
    assert f"{len(wanted)} rows" in said
    assert code == (2 if any(one["status"] == "failed" for one in wanted) else 0)
    assert [(one.pop(fact),) for one in found][: len(kept)] == kept.fetchall()
    for row, one in zip(found, wanted, strict=True):
        totals = [other["total"] for other in wanted if other["table"] == one["table"]]
        above = [other for other in totals if one["total"] is not None and other is not None]
        place = 1 + sum(other > one["total"] for other in above) if above else None  # type: ignore[operator]
        own = {name: row[name] for name in ("number", "_rank.lower", "_rank.upper")}
        assert row == dict.fromkeys(row) | one | own | {"_rank": place}


def test_totals_alone(gp: Gp, tmp_path: Path) -> None:
    wanted = several(tmp_path)
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", ZHANGSHU[1], "--keep", "number")
    gp("score", tmp_path / "units", *asked, "--totals", "-o", tmp_path / "scores")
    rows_ = duckdb.sql(f"SELECT * FROM '{tmp_path}/scores/*.parquet' ORDER BY number")
    found = [as_told(rows_.columns, row) for row in rows_.fetchall()]
    names = {"number", "table", "status", "total", "total.lower", "total.upper", "faults"}
    assert names <= set(rows_.columns)
    assert not any(one.startswith("section.") for one in rows_.columns)
    for row, one in zip(found, wanted, strict=True):
        kept = {name: one[name] for name in names & one.keys()}
        assert row == row | kept


def test_rows_that_are_of_no_table_or_of_two_are_refused(gp: Gp, tmp_path: Path) -> None:
    several(tmp_path)
    asked = ("--engine", "spark", "--master", "local[2]", "--scheme", ZHANGSHU[1], "-o", tmp_path / "scores")
    code, _, said = gp("score", tmp_path / "units", *asked, "--table", "township", "--lang", "en")
    assert code == 2
    assert "of another table than the one asked for: department" in said
    code, _, said = gp(
        "score", tmp_path / "units", *asked, "--keep", "numbr", "--by", "_rank", "--lang", "en"
    )
    assert code == 2
    assert "no column is called numbr" in said
    assert "a column of the results is called _rank" in said
    of, plan = planned(ZHANGSHU, "township")
    unit = next(one.name for one in of.scheme.roster().units if one.table == "department")
    wrong = (
        ("外乡", "NULL", "NULL", "of 1 rows neither the unit nor a column says which table is theirs"),
        ("外乡", "'towns'", "NULL", "1 rows name a table that the scheme does not have: towns"),
        ("外乡", "'township'", "'putuo-2020'", "1 rows are of another scheme: putuo-2020"),
        (unit, "'township'", "NULL", "1 rows name another table than their unit's: township"),
    )
    changes = ['ALTER TABLE units ADD "table" VARCHAR', "ALTER TABLE units ADD scheme VARCHAR"]
    for place, (name, table, scheme, _) in enumerate(wrong):
        says = f"unit = '{name}', \"table\" = {table}, scheme = {scheme}"
        changes.append(f"UPDATE units SET {says} WHERE unit = '{place}'")
    write(plan, [{}] * len(wrong), range(len(wrong)), tmp_path / "wrong.parquet", changes=changes)
    code, _, said = gp("score", tmp_path / "wrong.parquet", *asked, "--lang", "en")
    assert code == 2
    for _, _, _, says in wrong:
        assert says in said
    assert "3 rows name a unit that the roster does not have, and it is complete: 外乡" in said
    assert not (tmp_path / "scores").exists()


def several(folder: Path, of_scheme: tuple[str, ...] = ZHANGSHU) -> list[dict[str, object]]:
    """A dataset ``units`` of two tables, a part for each; what is to become of its rows, in their order.

    Where a roster has the units only some rows of one part name their table as well.
    """
    found: list[dict[str, object]] = []
    (folder / "units").mkdir()
    for table in of_scheme[2:]:
        of, plan = planned(of_scheme, table)
        given = [cells for _, cells in rows(of, 2, 1, boundaries=False)]
        known = [one.name for one in of.scheme.roster().units if one.table == table]
        units = [known[place % len(known)] if known else f"单位{place}" for place, _ in enumerate(given)]
        changes = [
            'ALTER TABLE units ADD "number" INTEGER',
            f"UPDATE units SET number = rowid + {len(found)}",
        ]
        if not known or table == of_scheme[2]:
            some = "rowid % 3 = 0" if known else "true"
            changes += [
                'ALTER TABLE units ADD "table" VARCHAR',
                f"UPDATE units SET \"table\" = ' {table} ' WHERE {some}",
            ]
        write(plan, given, units, folder / "units" / f"{table}.parquet", changes=changes)
        program = compile_program(plan.program(plan.bounded))
        found += ({**told(plan, plan.bounded, program, cells), "table": table} for cells in given)
    return found


def planned(of_scheme: tuple[str, ...], table: str) -> tuple[Scorer, Plan]:
    of = scorer(*of_scheme[:2], table)
    return of, plan_of(of.table, None, of.outline)


def read(folder: Path, name: str = "unit") -> list[dict[str, object]]:
    """The rows of a result in the order of their units, or of what else names them."""
    named = f"* RENAME ({name} AS unit)"
    found = duckdb.sql(f"SELECT {named} FROM '{folder}/*.parquet' ORDER BY CAST(unit AS INTEGER)")
    headings = found.columns
    return [as_told(headings, row) for row in found.fetchall()]
