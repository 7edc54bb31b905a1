"""Every formula of a form carries the value that it comes to, for viewers that do not calculate."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from xml.sax.saxutils import unescape
from zipfile import ZipFile

import pytest
from sheet_engines.cells import Cell
from sheet_engines.iron import IronBook
from sheet_engines.trial import SHORT, TWO, at
from sheet_engines.trials import DOCUMENTS, ELSEWHERE, trial

from gpcli.forms.design import Design
from gpcli.testing.generate import answers

FUNCTIONS = {"IF", "AND", "OR", "NOT", "MIN", "MAX", "ROUND", "LEN", "COUNTIFS", "SUMIFS"}
LONGEST, DEEPEST = 8_000, 60


def formulas(path: Path) -> dict[Cell, str]:
    """Every formula of the workbook."""
    with ZipFile(path) as parts:
        titles = re.findall(r'<sheet name="([^"]+)"', parts.read("xl/workbook.xml").decode())
        sheets = [
            parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number, _ in enumerate(titles, 1)
        ]
    return {
        (title, cell): unescape(formula, {"&quot;": '"'})
        for title, sheet in zip(titles, sheets, strict=True)
        for cell, formula in re.findall(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>([^<]*)</f>', sheet)
    }


@pytest.mark.parametrize(
    ("pack", "scheme", "table", "design"),
    [*((*one, SHORT) for one in (*DOCUMENTS, *ELSEWHERE)), *((*one, TWO) for one in DOCUMENTS[3:5])],
)
def test_the_value_beside_a_formula_is_what_it_gives(
    tmp_path: Path, pack: str, scheme: str, table: str, design: Design
) -> None:
    on_trial, rng = trial(pack, scheme, table, design), Random(3)
    path = tmp_path / "form.xlsx"
    for mood in ("gaps", "mixed"):
        said = [
            on_trial.says(one, answers(on_trial.scorer.table, rng, mood))
            for one in range(len(design.sources))
        ]
        if not on_trial.fits(said):
            continue
        on_trial.written(path, said)
        cells = list(formulas(path))
        book = IronBook(path)
        carried = book.read(cells)
        book.recalculate()
        worked_out = book.read(cells)
        differing = [
            (cell, one, other)
            for cell, one, other in zip(cells, carried, worked_out, strict=True)
            if one != other
        ]
        assert not differing, differing[:5]


@pytest.mark.parametrize(("pack", "scheme", "table"), DOCUMENTS)
def test_formulas_are_those_of_2007(tmp_path: Path, pack: str, scheme: str, table: str) -> None:
    found = formulas(trial(pack, scheme, table, TWO).blank(tmp_path / "form.xlsx"))
    assert len(found) > 500
    for cell, formula in found.items():
        bare = re.sub(r'"[^"]*"', '""', formula)
        assert set(re.findall(r"([A-Z]+)\(", bare)) <= FUNCTIONS, cell
        assert len(formula) <= LONGEST, cell
        depth = deepest = 0
        for sign in bare:
            depth += (sign == "(") - (sign == ")")
            deepest = max(deepest, depth)
        assert deepest <= DEEPEST, (cell, deepest)


def test_what_is_open_is_shown_as_that(tmp_path: Path) -> None:
    """No bound that only a technical limit gives, and no range of what a step may add."""
    on_trial = trial("gp_huanggang", "huanggang-2020", "county", SHORT)
    book = IronBook(on_trial.blank(tmp_path / "form.xlsx"))
    layout, points = on_trial.layout, on_trial.layout.scored[-1].column
    rows = [*(block.first for block in layout.blocks if block.item), *layout.subtotals.values(), layout.total]
    shown = book.read([at(row, points) for row in rows])
    assert "无下限～12" in shown
    assert [one for one in shown if isinstance(one, str) and re.search(r"[0-9]{3,}(?!\Z)|-", one)] == []
    added = book.read([at(row, layout.sources[-1].value) for row in layout.steps.values()])
    assert added == ["未定", 0, 0]
