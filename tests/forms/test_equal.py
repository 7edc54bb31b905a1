"""Every form shows what ``gp score`` says, each item, step and total, by an engine that knows no gp."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheet_engines.iron import IronBook
from sheet_engines.trial import SHORT, TWO
from sheet_engines.trials import DOCUMENTS, ELSEWHERE, compare, fact_sets, trial


@pytest.mark.parametrize(("pack", "scheme", "table"), [*DOCUMENTS, *ELSEWHERE])
def test_what_one_source_enters(tmp_path: Path, pack: str, scheme: str, table: str) -> None:
    on_trial = trial(pack, scheme, table, SHORT)
    number = 30 if pack != "gp_elsewhere" else 20
    fitted, _ = compare(
        on_trial, IronBook(on_trial.blank(tmp_path / "form.xlsx")), fact_sets(on_trial, number, 5)
    )
    assert fitted > number


@pytest.mark.parametrize(("pack", "scheme", "table"), DOCUMENTS)
def test_what_the_unit_and_the_office_enter(tmp_path: Path, pack: str, scheme: str, table: str) -> None:
    on_trial = trial(pack, scheme, table, TWO)
    fitted, _ = compare(
        on_trial, IronBook(on_trial.blank(tmp_path / "form.xlsx")), fact_sets(on_trial, 12, 9)
    )
    assert fitted > 8
