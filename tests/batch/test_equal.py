"""However many files are scored, and however: the same bytes, the same talk, the same exit code."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up import Runs

from gpcli.assess import inputs
from gpcli.assess.assessor import Assessor
from gpcli.assess.batch import pool
from gpcli.assess.inputs import read_all
from gpcli.assess.plainly import Plainly
from gpcli.assess.subject import Wanted
from gpcli.facts.check import statement
from gpcli.facts.plain import reader
from gpcli.facts.unit import Statement
from gpcli.packs import Packs

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize(
    "asked", ["ndjson", "ndjson --mask", "ndjson --public", "csv", "csv --mask --lang en --no-bom"]
)
def test_in_parts_as_together(folder: Path, together: Runs, in_parts: Runs, asked: str) -> None:
    arguments = (folder, "--format", *asked.split())
    assert in_parts(*arguments) == together(*arguments)


def test_under_another_reading(folder: Path, together: Runs, in_parts: Runs) -> None:
    arguments = (folder, "--format", "ndjson", "--reading", "zhangshu-2021:ceiling=after-deductions")
    assert in_parts(*arguments) == together(*arguments)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_by_two_processes(
    folder: Path, together: Runs, in_parts: Runs, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "start_method", lambda: method)
    arguments = (folder, "--format", "ndjson")
    assert in_parts(*arguments, processes=2) == together(*arguments)


def test_without_the_fast_reader(
    folder: Path, together: Runs, in_parts: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = (folder, "--format", "ndjson")
    with_it = in_parts(*arguments)
    reader.reads.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "toml_rs", None)
    try:
        assert in_parts(*arguments) == with_it == together(*arguments)
    finally:
        reader.reads.cache_clear()


def test_files_and_folders_beside_one_another(
    folder: Path, together: Runs, in_parts: Runs, tmp_path: Path
) -> None:
    """What was typed twice counts twice, in its order; tables and what is no facts file stand between."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "table.csv").write_text("单位,indicator\n示例甲,1\n", encoding="utf-8")
    (tmp_path / "more" / "wrong.toml.txt").write_text("", encoding="utf-8")
    (tmp_path / "more" / "gone.toml").symlink_to(tmp_path / "nowhere")
    first = sorted(folder.iterdir())[7]
    shutil.copy(first, tmp_path / "more" / "again.toml")
    arguments = (first, folder, tmp_path / "more", first, tmp_path / "none.toml", "--format", "ndjson")
    assert in_parts(*arguments, processes=2) == together(*arguments)


def test_what_a_plain_file_states_is_what_is_checked(folder: Path, packs: Packs) -> None:
    assessor = Assessor(packs, Wanted())
    plainly = Plainly(assessor)
    plain = 0
    for read in read_all([str(folder)]):
        told = plainly.told(Path(read.path).read_bytes(), read.path)
        if told is None:
            continue
        plain += 1
        assert read.document is not None
        subject = assessor.subjects.of(read.document)
        table = assessor.scorer(subject.scheme, subject.table).table
        assert _comparable(told.statement()) == _comparable(statement(read.document, table, subject.unit))
        assert told.subject == subject
    assert plain > 20


def test_nothing_wrong_is_plain(folder: Path, packs: Packs) -> None:
    """What the checks refuse is never taken for plain."""
    assessor = Assessor(packs, Wanted())
    plainly = Plainly(assessor)
    for read in read_all([str(folder)]):
        if read.document is None or assessor.hearing.entry(read).problems:
            assert plainly.told(Path(read.path).read_bytes(), read.path) is None, read.path


def _comparable(said: Statement) -> tuple[object, ...]:
    (one,) = said.contributions
    place = min(one.stated, default="none.none").split(".")
    return (
        said._replace(contributions=()),
        one._replace(line=len, called=len),
        {key: str(value) for key, value in one.blocks.items()},
        (one.line(*place), one.called(*place)),
    )


def test_one_unit_in_two_tables(tmp_path: Path, together: Runs, in_parts: Runs) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    for table in ("department-a", "department-b"):
        text = f'scheme = "huanggang-2020"\ntable = "{table}"\n[unit]\nname = "示例局"\n'
        (facts / f"{table}.toml").write_text(text, encoding="utf-8")
    arguments = (facts, "--format", "ndjson", "--lang", "en")
    code, result, talk = together(*arguments)
    assert in_parts(*arguments) == (code, result, talk)
    assert code == 2
    assert "department-b contradicts department-a" in talk


def test_a_table_about_the_units_of_many_files(tmp_path: Path, together: Runs, in_parts: Runs) -> None:
    """Each unit is made of all that is said of it, though the table is read again for several tasks."""
    facts = tmp_path / "facts"
    facts.mkdir()
    rows = ["unit,scheme,A2.level"]
    for number in range(12):
        text = f'scheme = "putuo-2020"\nunit = {{name = "u{number}"}}\n[facts.A1]\nown_training = true\n'
        (facts / f"{number:02}.toml").write_text(text, encoding="utf-8")
        rows.append(f"u{number},putuo-2020,有")
    (facts / "table.csv").write_text("\n".join(rows), encoding="utf-8")
    arguments = (facts, "--format", "ndjson")
    assert in_parts(*arguments) == in_parts(*arguments, processes=2) == together(*arguments)


def test_forms_that_compute_otherwise_are_named(
    tmp_path: Path, together: Runs, in_parts: Runs, gp: Callable[..., tuple[int, str, str]]
) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "one.toml").write_text('scheme = "putuo-2020"\nunit = {name = "u"}\n', encoding="utf-8")
    asked = ("template", "putuo-2020", "--filled", "full", "--reading", "nothing_this_year=full")
    for name in "ab":
        gp(*asked, "-o", facts / f"{name}.xlsx")
    arguments = (facts, "--format", "ndjson", "--lang", "en")
    found = in_parts(*arguments)
    assert "computed under nothing_this_year=full" in found[2]
    assert found == together(*arguments)


def test_a_file_with_two_marks_is_not_plain(tmp_path: Path, together: Runs, in_parts: Runs) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    text = 'scheme = "putuo-2020"\nunit = {name = "u"}\n'
    (facts / "a.toml").write_text(text, encoding="utf-8")
    (facts / "b.toml").write_text(f"\ufeff\ufeff{text}", encoding="utf-8")
    arguments = (facts, "--format", "ndjson")
    assert in_parts(*arguments) == together(*arguments)


@pytest.mark.parametrize(
    "asked",
    [
        "score --format json",
        "score --format json --require-complete",
        "score --format text --mask",
        "check",
        "check --format json",
        "rank --format json",
        "rank --format csv --public",
    ],
)
def test_files_that_are_read_fast(
    gp: Callable[..., tuple[int, str, str]], folder: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    results = []
    for least in (1, 10**9):
        monkeypatch.setattr(inputs, "MANY", least)
        results.append(gp(*asked.split(), folder))
    assert results[0] == results[1]


@pytest.mark.parametrize("asked", ["score --format ndjson", "check", "rank --format json", "problems"])
def test_a_season_that_is_read_fast(
    gp: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    results = []
    for least in (1, 10**9):
        monkeypatch.setattr(inputs, "MANY", least)
        results.append(gp(*asked.split(), EXAMPLES / "season-zhangshu-2021"))
    assert results[0] == results[1]
