"""A form computes under the Readings that it was made with; who works it out under others is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gpcli.cli.main import main

LANGUAGE = "en"
FACTS = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021" / "township-ceiling.toml"
AFTER, BEFORE = "ceiling=after-deductions", "ceiling=before-deductions"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form under another answer than the default, and one under the default."""
    folder = tmp_path_factory.mktemp("forms")
    assert main(["export", str(FACTS), "-o", str(folder / "after.xlsx"), "--reading", AFTER]) == 0
    assert main(["export", str(FACTS), "-o", str(folder / "before.xlsx")]) == 0
    return folder


def total(out: str) -> object:
    return json.loads(out)[0]["result"]["total"]


@pytest.mark.parametrize(
    ("form", "readings", "shown", "scored", "here"),
    [
        ("after", (), "100", "99.5", BEFORE),
        ("after", ("--reading", AFTER), "100", "100", ""),
        ("before", (), "99.5", "99.5", ""),
        ("before", ("--reading", AFTER), "99.5", "100", AFTER),
        (
            "after",
            ("--reading", "section_labels=capped", "--reading", AFTER),
            "100",
            "100",
            "section_labels=capped",
        ),
    ],
)
def test_another_total_than_the_form_shows_is_said(
    gp: Run, made: Path, form: str, readings: tuple[str, ...], shown: str, scored: str, here: str
) -> None:
    path = made / f"{form}.xlsx"
    code, out, err = gp("score", path, "--format", "json", *readings)
    assert (code, total(out)) == (0, scored)
    notice = f"{path} (which shows {shown}): computed under"
    assert (notice in err) == bool(here)
    assert not here or f"; here {here} counts\n" in err
    assert err.count("computed under") <= 1


@pytest.mark.parametrize(
    "command", [["check"], ["rank"], ["explain", "guide"], ["import"], ["improve"], ["merge"]]
)
def test_every_command_that_reads_a_form_says_it(gp: Run, made: Path, command: list[str]) -> None:
    code, _, err = gp(*command, made / "after.xlsx")
    assert code == 0
    assert f"computed under {AFTER}; here {BEFORE} counts" in err


def test_a_season_has_readings_of_its_own(gp: Run, made: Path, tmp_path: Path) -> None:
    text = 'scheme = "zhangshu-2021"\nperiod = "2021"\n[readings]\nceiling = "after-deductions"\n'
    (tmp_path / "season.toml").write_text(text, encoding="utf-8")
    for name, told in (("after", False), ("before", True)):
        shutil.copy(made / f"{name}.xlsx", tmp_path / "form.xlsx")
        _, _, err = gp("rank", tmp_path, "--table", "township")
        assert ("form.xlsx (which shows 99.5): computed under" in err) == told


def test_forms_that_differ_in_the_same_are_named_together(gp: Run, made: Path, tmp_path: Path) -> None:
    for number in range(5):
        shutil.copy(made / "after.xlsx", tmp_path / f"{number}.xlsx")
    _, _, err = gp("score", tmp_path)
    (notice,) = [line for line in err.splitlines() if "computed under" in line]
    assert notice.count("which shows 100") == 3
    assert "…: computed under" in notice
