"""LibreOffice works out every table's form as ``gp score`` does, for hundreds of facts each."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheet_engines.office import Office
from sheet_engines.trial import SHORT, TWO
from sheet_engines.trials import DOCUMENTS, ELSEWHERE, compare, fact_sets, trial

pytestmark = pytest.mark.real

MANY, SOME = 300, 60


@pytest.mark.parametrize(("pack", "scheme", "table"), [*DOCUMENTS, *ELSEWHERE])
def test_what_one_source_enters(
    tmp_path: Path, libreoffice: Office, pack: str, scheme: str, table: str
) -> None:
    on_trial = trial(pack, scheme, table, SHORT)
    with libreoffice.open(on_trial.blank(tmp_path / "form.xlsx")) as book:
        fitted, _ = compare(on_trial, book, fact_sets(on_trial, MANY, 2021))
    assert fitted > MANY


@pytest.mark.parametrize(("pack", "scheme", "table"), DOCUMENTS)
def test_what_the_unit_and_the_office_enter(
    tmp_path: Path, libreoffice: Office, pack: str, scheme: str, table: str
) -> None:
    on_trial = trial(pack, scheme, table, TWO)
    with libreoffice.open(on_trial.blank(tmp_path / "form.xlsx")) as book:
        fitted, _ = compare(on_trial, book, fact_sets(on_trial, SOME, 2020))
    assert fitted > SOME // 2
