"""Every line of every text result of the examples fits a terminal of 80 columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gpcli.reports.columns import width

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SEASON = EXAMPLES / "season-zhangshu-2021"
FOLDERS = sorted(one for one in EXAMPLES.iterdir() if one.is_dir())
Run = Callable[..., tuple[int, str, str]]


def _commands(folder: Path) -> Iterator[list[str | Path]]:
    yield ["score", folder]
    yield ["rank", folder]
    yield ["problems", folder, "--open"]
    if folder != SEASON:
        yield ["improve", folder]


@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_results_of_a_folder(gp: Run, folder: Path, language: str) -> None:
    for command in _commands(folder):
        _, out, _ = gp(*command, "--lang", language)
        assert len(out.splitlines()) > 5
        assert _too_wide(out) == [], command


@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_about_one_unit(gp: Run, language: str) -> None:
    facts, other = (EXAMPLES / "zhangshu-2021" / f"township-{one}.toml" for one in ("incidents", "full"))
    commands: list[list[str | Path]] = [
        ["improve", SEASON, "--unit", "中洲乡"],
        ["rank", SEASON, "--robust", "--samples", "2", "--table", "township"],
        ["diff", facts, other],
    ]
    for path in sorted(one for one in EXAMPLES.rglob("*-*/*.toml") if "refused" not in one.name):
        if path.is_relative_to(SEASON):
            continue
        (sheet,) = json.loads(gp("score", path, "--format", "json")[1])
        commands += [["explain", item["id"], path] for item in sheet["items"][::12]]
    for command in commands:
        code, out, err = gp(*command, "--lang", language)
        assert code == 0, err
        assert _too_wide(out) == [], command


def _too_wide(text: str) -> list[str]:
    return [line for line in text.splitlines() if width(line) > 80]
