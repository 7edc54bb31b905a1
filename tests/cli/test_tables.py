"""Tables of units through the command: a table of results out, whole, with the failed rows in it."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from threading import Thread

import polars as pl
import pytest
from openpyxl import load_workbook

from gpcli.cli import tables
from gpcli.problems import Problems

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"
PUTUO = ("--scheme", "putuo-2020")


@pytest.fixture(params=["by columns", "by rows"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which of the two scores a table however small."""
    monkeypatch.setattr(tables, "FEWEST", 0 if request.param == "by columns" else 10**9)
    return str(request.param)


@pytest.fixture
def units(gp: Gp, tmp_path: Path) -> Path:
    """Four units of Putuo: at full marks, with a gap, one award less, one with a level that there is not."""
    path = tmp_path / "units.parquet"
    assert gp("template", "putuo-2020", "--filled", "full", "-o", path)[0] == 0
    one = pl.read_parquet(path)
    whole = pl.concat([one] * 4).with_columns(
        pl.Series("unit", ["甲", "乙", "丙", "丁"]),
        pl.Series("A2.level", ["有", None, "有", "没"]),
        pl.Series(
            "A6.award", [Decimal(3), Decimal(3), Decimal("0.5"), Decimal(3)], dtype=one["A6.award"].dtype
        ),
    )
    whole.write_parquet(path)
    return path


def sheets(gp: Gp, path: Path) -> dict[str, dict[str, str | None]]:
    """Total, bounds and items of every sheet, as the JSON of each unit has them."""
    _, out, _ = gp("score", path, "--format", "json")
    found = {}
    for sheet in json.loads(out):
        if sheet["result"] is not None:
            result = sheet["result"]
            said = {"total": result["total"], "total.lower": result["lower"], "total.upper": result["upper"]}
            found[sheet["unit"]["name"]] = said | {one["id"]: one["points"] for one in sheet["items"]}
    return found


def test_a_table_of_results_says_what_the_sheets_say(gp: Gp, units: Path, engine: str) -> None:
    target = units.with_name("scores.parquet")
    code, out, err = gp("score", units, "-o", target)
    assert (code, out) == (2, "")
    assert "units.parquet:4: A2.level" in err
    found = pl.read_parquet(target)
    assert found.columns[:6] == ["unit", "period", "scheme", "table", "status", "total"]
    assert found["unit"].to_list() == ["甲", "乙", "丙", "丁"]
    assert found["status"].to_list() == ["scored", "incomplete", "scored", "failed"]
    assert found["total"].dtype == pl.Decimal(18, 4)
    for name, said in sheets(gp, units).items():
        (row,) = found.filter(pl.col("unit") == name).to_dicts()
        for heading, value in said.items():
            assert row[heading] == (None if value is None else Decimal(value)), (name, heading)
    failed = found.row(3, named=True)
    assert "A2.level" in failed["problems"]
    assert "units.parquet:4" in failed["problems"]
    assert {value for key, value in failed.items() if key not in (*found.columns[:5], "problems")} == {None}
    about = json.loads(pl.read_parquet_metadata(target)["gp"])
    assert about["validity"] == "非正式结果"
    (scheme,) = about["tables"]
    assert scheme["document"] == "普府办〔2020〕56号"
    assert scheme["readings"]["nothing_this_year"] == "as-printed"
    assert about["columns"]["A2"]["clause"]


@pytest.mark.parametrize("format_", ["parquet", "units"])
@pytest.mark.parametrize("error", [ValueError("ours"), OSError(5, "ours"), Problems([])])
def test_what_breaks_while_rows_are_scored_is_not_blamed_on_the_file(
    gp: Gp, units: Path, monkeypatch: pytest.MonkeyPatch, format_: str, error: Exception
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("gpcli.assess.tables.run.Tables._finished", broken)
    target = units.with_name("scores")
    if isinstance(error, Problems):
        assert gp("score", units, "--format", format_, "-o", target)[0] == 2
    else:
        with pytest.raises(type(error), match="ours"):
            gp("score", units, "--format", format_, "-o", target)
    assert [one.name for one in units.parent.iterdir()] == [units.name]


def test_notes_stand_with_the_results(gp: Gp, units: Path, engine: str) -> None:
    noted = pl.read_parquet(units).with_columns(pl.Series("note", ["示例数据", "", "试评", " 示例数据 "]))
    noted[:3].write_parquet(units)
    target = units.with_name("scores.parquet")
    gp("score", units, "-o", target)
    about = json.loads(pl.read_parquet_metadata(target)["gp"])
    assert about["notes"] == ["示例数据", "试评"]
    file = units.with_name("scores.csv")
    gp("score", units, "--format", "units", "--no-bom", "-o", file)
    _, out, _ = gp("score", units, "--format", "units", "--no-bom")
    said, written = (list(csv.DictReader(io.StringIO(one))) for one in (out, file.read_text("utf-8")))
    assert written == said
    assert {one["validity"] for one in said} == {"非正式结果；示例数据；试评"}


def test_totals_alone(gp: Gp, units: Path, engine: str) -> None:
    whole, totals = (units.with_name(f"{one}.parquet") for one in ("whole", "totals"))
    gp("score", units, "-o", whole)
    assert gp("score", units, "-o", totals, "--totals")[0] == 2
    found = pl.read_parquet(totals)
    named = ["unit", "period", "scheme", "table", "status"]
    numbers = [f"{one}{end}" for one in ("total", "performance") for end in ("", ".lower", ".upper")]
    assert found.columns == [*named, *numbers, "problems"]
    assert found.equals(pl.read_parquet(whole).select(found.columns))
    assert set(json.loads(pl.read_parquet_metadata(totals)["gp"])["columns"]) == set(numbers[3:])
    gp("score", units, "--format", "units", "--totals", "-o", units.with_name("totals.csv"))
    text = units.with_name("totals.csv").read_text("utf-8-sig")
    code, out, _ = gp("score", units, "--format", "units", "--totals", "--no-bom")
    assert (code, out.replace("\r\n", "\n")) == (2, text.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    "asked",
    [
        ("--format", "json"),
        ("-o", "out.parquet", "--fail-under-section", "basics=3"),
    ],
)
def test_totals_are_refused(gp: Gp, units: Path, asked: tuple[str, ...]) -> None:
    code, out, err = gp("score", units, "--totals", *asked)
    assert (code, out) == (2, "")
    assert "--totals" in err
    assert not units.with_name("out.parquet").exists()


def test_csv_has_the_same_bytes_whoever_made_it(gp: Gp, units: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for fewest in (0, 10**9):
        monkeypatch.setattr(tables, "FEWEST", fewest)
        gp("score", units, "--format", "units", "-o", units.with_name("scores.csv"))
        found.append(units.with_name("scores.csv").read_bytes())
    _, out, _ = gp("score", units, "--format", "units")
    assert found[0] == found[1]
    assert out.replace("\r\n", "\n") == found[0].decode().replace("\r\n", "\n")
    head, *rows = csv.reader(io.StringIO(found[0].decode("utf-8-sig"), newline=""))
    assert head[-5:] == ["problems", "document", "pack", "readings", "validity"]
    assert rows[2][head.index("A6")] == "0.5"
    assert rows[0][-1] == "非正式结果"


def test_facts_files_and_tables_together(gp: Gp, units: Path) -> None:
    facts = units.with_name("one.toml")
    facts.write_text('scheme = "putuo-2020"\nunit = {name = "戊"}\n', encoding="utf-8")
    target = units.with_name("scores.parquet")
    gp("score", units, facts, "-o", target)
    found = pl.read_parquet(target)
    assert found["unit"].to_list() == ["甲", "乙", "丙", "丁", "戊"]
    assert found["status"].to_list()[-1] == "incomplete"


def test_gates_look_at_the_totals(gp: Gp, units: Path, engine: str) -> None:
    target = units.with_name("scores.parquet")
    good = pl.read_parquet(units).head(3)
    good.write_parquet(units)
    code, _, err = gp("score", units, "-o", target, "--fail-under", "99", "--require-complete")
    assert code == 1
    assert "乙: --require-complete failed" in err
    assert "乙: --fail-under 99 undecided" in err
    assert "丙: --fail-under 99 failed" in err
    assert "甲" not in err
    assert target.exists()
    assert gp("score", units, "-o", target, "--fail-under", "1")[0] == 0
    code, _, err = gp("score", units, "-o", target, "--fail-under-section", "nothing=1")
    assert code == 2
    assert "unknown-section" in err


def test_many_failed_rows_are_counted(gp: Gp, units: Path, engine: str) -> None:
    bad = pl.concat([pl.read_parquet(units).tail(1)] * 50).with_columns(unit=pl.int_range(50).cast(pl.String))
    bad.write_parquet(units)
    target = units.with_name("scores.parquet")
    code, _, err = gp("score", units, "-o", target)
    assert code == 2
    assert len(err.splitlines()) == tables.SAID + 1
    assert "30 more problems; 50 rows of 50 failed" in err
    assert pl.read_parquet(target)["status"].unique().to_list() == ["failed"]


def test_parts_in_a_folder_and_by_a_pattern(gp: Gp, units: Path, engine: str) -> None:
    parts = units.with_name("parts")
    parts.mkdir()
    whole = pl.read_parquet(units)
    for place in range(4):
        whole[place : place + 1].write_parquet(parts / f"part-{place}.parquet")
    (parts / "_SUCCESS").touch()
    target = units.with_name("scores.parquet")
    for typed in (parts, f"{parts}/*.parquet"):
        code, _, err = gp("score", typed, "-o", target)
        assert code == 2
        assert "part-3.parquet:1: A2.level" in err
        assert pl.read_parquet(target)["unit"].to_list() == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_nothing_is_written_of_a_table_that_is_none(gp: Gp, tmp_path: Path, ending: str) -> None:
    path, target = tmp_path / f"units.{ending}", tmp_path / "scores.parquet"
    frame = pl.DataFrame({"id": [1], "A2.levl": ["有"]})
    frame.write_csv(path) if ending == "csv" else frame.write_parquet(path)
    code, _, err = gp("score", path, *PUTUO, "-o", target)
    assert code == 2
    assert "did you mean A2.level?" in err
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name]


def test_an_unknown_heading_is_said_once_of_a_file_whatever_is_asked(gp: Gp, tmp_path: Path) -> None:
    path, target = tmp_path / "units.csv", tmp_path / "scores.parquet"
    path.write_text("unit,A2.levl,A6.award\n甲,有,0.3\n乙,,1\n", encoding="utf-8")
    (said,) = {
        gp("score", path, *PUTUO, *how)
        for how in (
            ("-o", target),
            ("--format", "json"),
            ("--format", "text"),
            ("--format", "units"),
            ("--format", "ndjson"),
        )
    }
    assert said[:2] == (2, "")
    assert said[2].startswith(f"{path.as_posix()}:1: A2.levl: no column is called A2.levl; expected ")
    assert said[2].endswith("did you mean A2.level? [unknown-key]\n")
    assert not target.exists()
    code, out, _ = gp("check", path, *PUTUO)
    assert code == 1
    assert [line.rpartition(" ")[2] for line in out.splitlines()][:2] == ["[unknown-key]", "[off-grid]"]


def test_a_heading_of_a_table_that_no_row_is_about_names_it(gp: Gp, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit,scheme,welfare.award\n市发改委,zhangshu-2021,1\n", encoding="utf-8")
    found = {gp("score", path, "-o", tmp_path / "scores.parquet"), gp("score", path)}
    said = "1: welfare.award: no key is called welfare.award here; it belongs to table township"
    assert found == {(2, "", f"{path.as_posix()}:{said} [unknown-key]\n")}
    both = "unit,scheme,welfare.award\n市发改委,zhangshu-2021,\n临江镇,zhangshu-2021,1\n"
    path.write_text(both, encoding="utf-8")
    assert gp("score", path, "-o", tmp_path / "scores.parquet")[0] == 0
    assert gp("score", path)[0] == 0


def test_a_row_is_named_by_its_first_column_alone(gp: Gp, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("id,unit,A2.level\n1,甲,有\n", encoding="utf-8")
    found = {gp("score", path, *PUTUO), gp("score", path, *PUTUO, "-o", tmp_path / "scores.parquet")}
    said = "only the first column names a row: unit cannot stand beside it [unknown-key]"
    assert found == {(2, "", f"{path.as_posix()}:1: unit: {said}\n")}


def test_the_ending_csv_is_a_row_a_unit_where_the_inputs_are_tables(gp: Gp, units: Path) -> None:
    target = units.with_name("scores.csv")
    gp("score", units, "-o", target)
    by_ending = target.read_bytes()
    gp("score", units, "--format", "units", "-o", target)
    assert target.read_bytes() == by_ending
    gp("score", units, "--format", "csv", "-o", target)
    assert target.read_bytes() != by_ending


def test_the_ending_xlsx_is_a_workbook(gp: Gp, units: Path) -> None:
    target = units.with_name("scores.xlsx")
    gp("score", units, "-o", target)
    assert load_workbook(target).sheetnames


def test_who_judged_is_asked_for_by_its_column(gp: Gp, units: Path) -> None:
    pl.read_parquet(units).head(1).with_columns(pl.lit(None).alias("G1.person")).write_parquet(units)
    code, _, err = gp("score", units)
    assert code == 2
    assert "units.parquet:1: G1.award: a discretionary amount needs G1.person [needs-person]" in err


def test_a_row_of_another_table_than_the_one_that_was_asked_for_has_its_number(
    gp: Gp, tmp_path: Path
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit,scheme,guide.updated\n市发改委,zhangshu-2021,是\n", encoding="utf-8")
    code, _, err = gp("score", path, "--table", "township")
    assert code == 2
    assert "units.csv:2: unit: township contradicts department [other-table]" in err


def test_parquet_is_read_by_every_command(gp: Gp, units: Path) -> None:
    assert "units.parquet:4: A2.level" in gp("check", units)[1]
    code, out, _ = gp("rank", units, "--format", "csv")
    assert code == 2
    assert out.index("甲") < out.index("丙")
    assert "乙" in gp("score", units)[1]


def test_a_table_too_large_to_read_row_by_row_names_the_way(gp: Gp, tmp_path: Path) -> None:
    path = tmp_path / "units.parquet"
    pl.DataFrame({"id": pl.int_range(60_000, eager=True)}).write_parquet(path)
    code, _, err = gp("score", path, *PUTUO)
    assert code == 2
    assert "-o scores.parquet" in err
    assert gp("score", path, *PUTUO, "-o", tmp_path / "scores.parquet")[0] == 0


def test_without_polars_it_says_what_to_install(
    gp: Gp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("id,A2.level\n1,有\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "polars", None)
    code, _, err = gp("score", path, *PUTUO, "-o", tmp_path / "scores.parquet")
    assert code == 2
    assert "gpcli-core[table]" in err
    assert gp("score", path, *PUTUO, "--format", "units")[0] == 0


def as_together(gp: Gp, folder: Path, *asked: str | Path) -> tuple[int, list[dict[str, str]], str]:
    """What comes of tables in a file: exit code, rows, talk; by way of all sheets it is the same."""
    target = folder / "scores.csv"
    code, _, talk = gp("score", *asked, "--format", "units", "-o", target)
    assert code != 2 or target.exists(), talk
    found = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"), newline="")))
    other, printed, said = gp("score", *asked, "--format", "units", "--no-bom")
    sheets = list(csv.DictReader(io.StringIO(printed, newline="")))
    assert (other, said, len(sheets)) == (code, talk, len(found))
    for row, sheet in zip(found, sheets, strict=True):
        unit = row.get("unit") if row["status"] == "failed" and not sheet.get("unit") else None
        same = {**sheet, "unit": unit} if unit else sheet
        assert {key: row[key] for key in same} == same
    return code, found, talk


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        pytest.param(PUTUO, ["unit,A2.level\n甲,有\n,有\n", "unit,A2.level\n乙,有\n,一般\n"], id="nameless"),
        pytest.param(
            ("--scheme", "zhangshu-2021"),
            ["unit\n店下镇\n无此镇\n", "unit\n临江镇\n无此镇\n"],
            id="unknown, in the same row of two files",
        ),
        pytest.param(
            (), ["unit,scheme\n,zhangshu-2021\n市发改委,zhangshu-2021\n店下镇,zhangshu-2021\n"], id="first"
        ),
        pytest.param(
            PUTUO, ["unit,scheme,A2.level\n甲,,有\n甲,putuo-2020,一般\n乙,,有\n"], id="scheme said once"
        ),
        pytest.param(
            ("--scheme", "region-2023"),
            ["unit,table\n甲,region\n甲,department\n乙,region\n"],
            id="one unit in two tables",
        ),
        pytest.param(
            PUTUO, ["unit,source,A1.attendance\n甲,self,一般\n乙,self,一般\n"], id="nobody but the units"
        ),
        pytest.param(PUTUO, ["unit,A2.level\n甲,有\n#REF!,有\n# no row,\n#N/A,\n"], id="errors as names"),
        pytest.param(PUTUO, ["id,A2.level\n 1 ,有\n#N/A,有\n-2,有\n"], id="errors as ids"),
        pytest.param(PUTUO, ["unit,A2.level\n甲\x1f,有\n乙,有\n 甲,有\n"], id="a separator is a space"),
        pytest.param(
            PUTUO,
            [
                "unit,G1.award,G1.person,G1.reason,A6.award\n甲,3,\x1f,x,\n乙,,,,2."
                + "0" * 31
                + "\n丙,,,,2.50\n"
            ],
            id="what only looks filled in, or like a number",
        ),
    ],
)
def test_a_table_in_a_file_says_what_all_sheets_say(
    gp: Gp, tmp_path: Path, engine: str, asked: tuple[str, ...], parts: list[str]
) -> None:
    paths = [tmp_path / f"{number}.csv" for number, _ in enumerate(parts)]
    for path, text in zip(paths, parts, strict=True):
        path.write_text(text, encoding="utf-8")
    as_together(gp, tmp_path, *paths, *asked)


def test_gates_where_no_row_can_be_scored(gp: Gp, tmp_path: Path, engine: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit,A2.level\n#N/A,有\n#REF!,有\n", encoding="utf-8")
    code, found, _ = as_together(gp, tmp_path, path, *PUTUO, "--require-complete", "--fail-under", "50")
    assert as_together(gp, tmp_path, path, *PUTUO, "--fail-under-section", "basics=1")[0] == 2
    assert (code, [one["status"] for one in found]) == (2, ["failed", "failed"])


@pytest.mark.parametrize("kind", [pl.Categorical(), pl.Enum(["171/200", "85.5%"])])
def test_rates_of_any_kind_of_text(gp: Gp, tmp_path: Path, engine: str, kind: pl.DataType) -> None:
    rates = pl.Series("A4.disclosure_rate", ["171/200", "85.5%"], dtype=kind)
    pl.DataFrame([pl.Series("unit", ["甲", "乙"]), rates]).write_parquet(tmp_path / "units.parquet")
    _, (first, second), _ = as_together(gp, tmp_path, tmp_path / "units.parquet", *PUTUO)
    assert first["A4"] == second["A4"] == "2"


def test_a_gate_on_a_section_concerns_rows_that_have_it(gp: Gp, tmp_path: Path, engine: str) -> None:
    """A row whose number is withheld is none of a section that its table does not have."""
    path = tmp_path / "units.csv"
    path.write_text("unit,scheme,table\n区教体局,linzi-2021,\n乙,region-2023,region\n", encoding="utf-8")
    code, _, talk = as_together(gp, tmp_path, path, "--fail-under-section", "innovation=3")
    assert (code, talk) == (1, "乙: --fail-under-section innovation=3 undecided: [0, 10]\n")


def test_a_file_without_rows_refuses_all(gp: Gp, tmp_path: Path, engine: str) -> None:
    (tmp_path / "a.csv").write_text("unit,A2.level\n甲,有\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("unit,A2.level\n", encoding="utf-8")
    target = tmp_path / "scores.parquet"
    code, _, err = gp("score", tmp_path / "a.csv", tmp_path / "b.csv", *PUTUO, "-o", target)
    assert (code, target.exists()) == (2, False)
    assert "b.csv:1: the table has no rows" in err


def test_bytes_that_are_no_text_are_found(gp: Gp, tmp_path: Path, engine: str) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("unit,A2.level\n甲,有\n".encode() + b"\xff\xff\xff,\n")
    _, _, err = gp("score", path, *PUTUO, "-o", tmp_path / "scores.parquet")
    assert err == gp("score", path, *PUTUO, "--format", "json")[2]
    assert "units.csv:3: the file is not UTF-8" in err


@pytest.mark.skipif(not hasattr(pl, "Float16"), reason="polars has no such numbers")
def test_half_of_a_float_is_what_it_is(gp: Gp, tmp_path: Path, engine: str) -> None:
    rates = pl.Series("A4.disclosure_rate", [85.5, 0.1]).cast(pl.Float16)
    pl.DataFrame([pl.Series("unit", ["甲", "乙"]), rates]).write_parquet(tmp_path / "units.parquet")
    _, found, _ = as_together(gp, tmp_path, tmp_path / "units.parquet", *PUTUO)
    assert [one["status"] for one in found] == ["incomplete", "failed"]


def test_a_column_of_parquet_has_a_heading(gp: Gp, tmp_path: Path, engine: str) -> None:
    path, target = tmp_path / "units.parquet", tmp_path / "scores.parquet"
    pl.DataFrame({"unit": ["甲"], "": ["有"]}).write_parquet(path)
    code, _, err = gp("score", path, *PUTUO, "-o", target)
    assert (code, target.exists()) == (2, False)
    assert "column 2 has no heading" in err


def test_parts_are_in_the_order_of_their_paths(gp: Gp, tmp_path: Path, engine: str) -> None:
    parts = tmp_path / "parts"
    (parts / "a").mkdir(parents=True)
    for name in ("a/b", "a-b", "a0"):
        (parts / f"{name}.csv").write_text(f"unit,A2.level\n{name},有\n", encoding="utf-8")
    _, found, _ = as_together(gp, tmp_path, parts, *PUTUO)
    assert [one["unit"] for one in found] == ["a-b", "a/b", "a0"]


def test_ids_below_zero_are_no_formulas(gp: Gp, tmp_path: Path, engine: str) -> None:
    pl.DataFrame({"id": [-2, 3], "A2.level": ["有", "无"]}).write_parquet(tmp_path / "units.parquet")
    _, found, _ = as_together(gp, tmp_path, tmp_path / "units.parquet", *PUTUO)
    assert [one["id"] for one in found] == ["'-2", "3"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("form", ["parquet", "units"])
def test_a_pipe_gets_the_result_and_stays(gp: Gp, units: Path, engine: str, form: str) -> None:
    whole, pipe = units.with_name("whole"), units.with_name("pipe")
    gp("score", units, "--format", form, "-o", whole)
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert gp("score", units, "--format", form, "-o", pipe)[0] == 2
    reader.join(10)
    assert (pipe.is_fifo(), got) == (True, [whole.read_bytes()])
