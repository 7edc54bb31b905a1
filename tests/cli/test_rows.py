"""Tables with a row a unit through the command: the template filled in, saved as offices save it, scored."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w
from openpyxl import Workbook

from gpcli.facts.rows.columns import Column, columns
from gpcli.facts.rows.written import row
from gpcli.packs import Packs
from gpcli.testing.generate import answers, to_toml

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"
PACKS = Packs.installed()
JUDGED = {"person": "甲", "reason": "示例"}
TABLES = [
    ("zhangshu-2021", "township", 1),
    ("zhangshu-2021", "department", 2),
    ("linzi-2021", "main", 3),
    ("linzi-2021", "main", 4),
]


def season(folder: Path, scheme: str) -> Path:
    folder.mkdir()
    (folder / "season.toml").write_text(f'scheme = "{scheme}"\n', encoding="utf-8")
    return folder


def saved(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def results(gp: Gp, folder: Path) -> list[Any]:
    """What is in the sheets but where the facts came from, and what each single incident was."""
    code, out, err = gp("score", folder, "--format", "json")
    assert code == 0, err
    return [
        (
            sheet["unit"],
            sheet["result"],
            sheet["sections"],
            [
                [item[key] for key in ("id", "points", "lower", "upper", "source")]
                + [{one["fact"] for one in item["open"]}]
                for item in sheet["items"]
            ],
        )
        for sheet in json.loads(out)
        if sheet["handed_in"]
    ]


@pytest.mark.parametrize(("name", "table_id", "seed"), TABLES)
def test_a_table_scores_as_the_facts_files_of_its_units(
    name: str, table_id: str, seed: int, gp: Gp, tmp_path: Path
) -> None:
    scheme, rng = PACKS.scheme(name), Random(seed)
    table = PACKS.table(scheme, table_id)
    units = [unit.name for unit in scheme.roster().units if unit.table == table_id]
    chosen = sorted(rng.sample(units, 4), key=units.index)
    files, rows = season(tmp_path / "files", name), season(tmp_path / "rows", name)
    cells: list[dict[str, str]] = []
    for number, unit in enumerate(chosen):
        known = answers(table, rng, ("healthy", "bad", "gaps", "gaps")[number])
        data = {**to_toml(table, known), "unit": {"name": unit}}
        (files / f"{number}.toml").write_text(tomli_w.dumps(data), encoding="utf-8")
        cells.append({"单位": unit, **row(table, known, JUDGED)})
    heading = list(dict.fromkeys(key for one in cells for key in one))
    cells = [{**one, **_none_of_other_levels(columns(table), heading, one)} for one in cells]
    saved(rows / "全部.csv", [heading, *([one.get(key, "") for key in heading] for one in cells)])
    assert results(gp, rows) == results(gp, files)


def _none_of_other_levels(
    known: Mapping[str, Column], heading: list[str], said: dict[str, str]
) -> dict[str, str]:
    """A zero for every level that another unit needs, of a list that the unit states by levels."""
    counted = {known[key].field for key in said if key in known and known[key].kind}
    return {
        key: "0"
        for key in heading
        if key not in said and key in known and known[key].kind and known[key].part == "n"
        if known[key].field in counted
    }


@pytest.fixture
def filled(gp: Gp) -> list[list[str]]:
    """The template of the townships with every fact: headings, labels, a row a unit."""
    words = ("--table", "township", "--filled", "full", "--format", "csv")
    code, out, _ = gp("template", "zhangshu-2021", *words)
    assert code == 0
    return list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))


def test_the_template_lists_the_roster_and_blank_is_not_zero(
    gp: Gp, filled: list[list[str]], tmp_path: Path
) -> None:
    heading, labels, *rows = filled
    roster = [one.name for one in PACKS.scheme("zhangshu-2021").roster().units if one.table == "township"]
    assert [one[0] for one in rows] == roster
    assert labels[0].startswith("#")
    assert all(labels)
    place = heading.index("guide.wording_errors.n")
    rows = rows[:3]
    rows[0][place], rows[1][place], rows[2][place] = "0", "", "2"
    folder = season(tmp_path / "s", "zhangshu-2021")
    saved(folder / "a.csv", [heading, labels, *rows])
    code, out, _ = gp("score", folder, "--format", "json")
    assert code == 0
    heard = [sheet for sheet in json.loads(out) if sheet["handed_in"]]
    guide = [item for sheet in heard for item in sheet["items"] if item["id"] == "guide"]
    assert [(one["points"], one["lower"], one["upper"]) for one in guide] == [
        ("5", "5", "5"),
        (None, "0", "5"),
        ("3", "3", "3"),
    ]
    assert [[fact["fact"] for fact in one["open"]] for one in guide] == [[], ["guide.wording_errors"], []]


def test_however_an_office_saves_it(gp: Gp, filled: list[list[str]], tmp_path: Path) -> None:
    rows = [["樟树市政务公开考核", *[""] * (len(filled[0]) - 1)], *filled[:4], [""] * len(filled[0])]
    rows[3] = [f" {rows[3][0]}　", *rows[3][1:]]
    wanted = None
    for encoding, delimiter in (("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", "\t")):
        folder = season(tmp_path / encoding, "zhangshu-2021")
        saved(folder / "乡镇.csv", rows, encoding, delimiter)
        found = results(gp, folder)
        assert [one[1]["total"] for one in found] == ["100", "100"]
        assert wanted in (None, found)
        wanted = found
    book = Workbook()
    assert book.active is not None
    for one in rows:
        book.active.append([_typed(cell) for cell in one])
    folder = season(tmp_path / "book", "zhangshu-2021")
    book.save(folder / "乡镇.xlsx")
    assert results(gp, folder) == wanted
    said = "read as GB18030"
    for command in ("check", "score", "rank"):
        assert said in gp(command, tmp_path / "gb18030" / "乡镇.csv")[2]
        assert said not in gp(command, tmp_path / "utf-8" / "乡镇.csv")[2]


def _typed(cell: str) -> object:
    """What a spreadsheet makes of a cell: every number a binary float."""
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell


BAD = {
    "guide.updated": ("有", "expected 是 / 否; did you mean 是? [wrong-type]"),
    "guide.wording_errors.n": ("１", "expected 1 [full-width]"),
    "policy.award": ("5.5", "expected a number 0 to 5 [too-large-number]"),
    "epidemic.award": ("2021-06-03", "expected a number 0 to 5 [wrong-type]"),
    "new_media_care.notices.n": ("-1", "expected a whole number from 0 [negative]"),
    "rural_environment.award": ("50%", "expected a number 0 to 5 [wrong-type]"),
    "reply_time.overdue.n": ("1.5", "expected a whole number from 0 [fraction]"),
    "guide.updatd": ("是", "did you mean guide.updated? [unknown-key]"),
}


def test_every_bad_cell_has_file_row_column_and_what_was_meant(gp: Gp, tmp_path: Path) -> None:
    folder = season(tmp_path / "s", "zhangshu-2021")
    saved(
        folder / "a.csv",
        [["unit", *BAD], ["店下镇", *[""] * len(BAD)], ["临江镇", *(cell for cell, _ in BAD.values())]],
    )
    code, out, _ = gp("check", folder / "a.csv", "--scheme", "zhangshu-2021")
    assert code == 1
    lines = {line.split(": ")[1]: line for line in out.splitlines() if re.search(r"\[[a-z-]+\]$", line)}
    assert lines.keys() == BAD.keys()
    for name, (_, said) in BAD.items():
        row_number = 1 if name == "guide.updatd" else 3
        assert lines[name].startswith(f"{folder.as_posix()}/a.csv:{row_number}: {name}: "), lines[name]
        assert lines[name].endswith(said), lines[name]
    code, out, err = gp("score", folder)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == len(BAD)


def test_two_rows_of_one_unit_agree_or_contradict_with_both_rows_named(gp: Gp, tmp_path: Path) -> None:
    folder = season(tmp_path / "s", "zhangshu-2021")
    same = [["unit", "policy.award", "epidemic.award"], ["临江镇", "3", ""], ["临江镇", "3.0", "2"]]
    saved(folder / "a.csv", same)
    assert gp("score", folder)[0] == 0
    saved(folder / "a.csv", [*same, ["临江镇", "4", ""]])
    code, _, err = gp("score", folder)
    assert code == 2
    lines = err.splitlines()
    assert any("a.csv:2 and" in line and "a.csv:4 " in line and "(3, 4)" in line for line in lines)
    assert all(line.endswith("[conflict]") for line in lines)


def test_a_column_of_another_table_says_which(gp: Gp, tmp_path: Path) -> None:
    saved(
        tmp_path / "a.csv",
        [["unit", "scheme", "welfare.award", "welfar.award"], ["市发改委", "zhangshu-2021", "1", "1"]],
    )
    code, out, _ = gp("check", tmp_path / "a.csv")
    assert code == 1
    first, second = sorted(line.partition("a.csv:")[2] for line in out.splitlines())
    assert first.startswith("1: welfar.award: no column is called welfar.award; expected ")
    assert second == (
        "2: welfare.award: no key is called welfare.award here; it belongs to table township [unknown-key]"
    )


def test_a_rate_stands_in_one_column_or_in_two(gp: Gp, tmp_path: Path) -> None:
    rate = "A4.disclosure_rate"

    def score(head: list[str], cells: list[str]) -> tuple[int, str, str]:
        saved(tmp_path / "units.csv", [["unit", *head], ["甲单位", *cells]])
        return gp("score", tmp_path / "units.csv", "--scheme", "putuo-2020", "--format", "csv")

    in_one = score([rate], ["171/200"])
    assert in_one[0] == 0
    assert score([f"{rate}.part", f"{rate}.whole"], ["171", "200"]) == in_one
    both = [rate, f"{rate}.part", f"{rate}.whole"]
    for head, cells in ((both, ["85.5", "171", "200"]), (both[::-1], ["200", "171", "85.5"])):
        code, _, said = score(head, cells)
        assert code == 2
        assert "units.csv:2" in said
        assert "not both" in said
    for head, cells, word in (
        ([f"{rate}.part"], ["171"], "whole"),
        ([f"{rate}.part", f"{rate}.whole"], ["201", "200"], "201"),
        ([f"{rate}.part", f"{rate}.whole"], ["0", "0"], "0 of 0"),
        ([f"{rate}.part", f"{rate}.whole"], ["1.5", "2"], "1.5"),
    ):
        code, _, said = score(head, cells)
        assert code == 2, head
        assert word in said


def test_rows_without_units_are_called_by_their_ids(gp: Gp, tmp_path: Path) -> None:
    saved(tmp_path / "rows.csv", [["id", "A2.level"], ["7", "有"], ["8", "没有"]])
    code, out, _ = gp("score", tmp_path / "rows.csv", "--scheme", "putuo-2020", "--format", "csv", "--no-bom")
    assert code == 0
    assert {line["unit"] for line in csv.DictReader(io.StringIO(out))} == {"7", "8"}
