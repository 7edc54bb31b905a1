"""A yes that is stated by its reason: the reason is the yes; 否 is a no, a blank cell is no answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import gp_elsewhere
import openpyxl
import pytest
from sheet_engines.iron import IronBook
from sheet_engines.trial import SHORT, at
from sheet_engines.trials import trial

LANGUAGE = "en"

Run = Callable[..., tuple[int, str, str]]

PACK = Path(gp_elsewhere.__file__).parent

FILLED = {("charges", "points"): 5, ("bidding", "missing"): 0, ("land", "points"): 15}
"""What is stated of the items that may not apply; of the table the rest."""


@pytest.mark.parametrize(
    ("typed", "total"),
    [(None, "80"), ("否", "80"), ("全年没有用地项目", "90"), ("否，没有用地项目", "90"), ("是", "")],
)
def test_what_the_cell_of_a_reason_holds(gp: Run, tmp_path: Path, typed: str | None, total: str) -> None:
    on_trial = trial("gp_elsewhere", "elsewhere-2021", "shared_out", SHORT)
    slots = on_trial.layout.slots
    cells = {
        at(one.row, one.column): value
        for (home, key), value in FILLED.items()
        for one in [slots[0, home, key, ""]]
    }
    daily, reason = slots[0, "daily_work", "points", ""], slots[0, "land", "not_applicable", ""]
    cells |= {at(daily.row, daily.column): 40, at(reason.row, reason.column): typed}
    book = IronBook(on_trial.blank(tmp_path / "form.xlsx"))
    book.fill(cells)
    (shown,) = book.read([on_trial.total])
    assert shown == (Decimal(total) if total else "—")
    form = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for (sheet, cell), value in cells.items():
        form[sheet][cell] = value
    form.save(tmp_path / "filled.xlsx")
    code, out, err = gp("score", tmp_path / "filled.xlsx", "--format", "json", "--pack", PACK)
    if total:
        assert json.loads(out)[0]["result"]["total"] == total, err
    else:
        assert code == 2
        assert "a yes is stated by its reason; expected the reason, or 否" in err
