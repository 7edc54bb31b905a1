"""A form that LibreOffice filled in and saved scores as the same facts do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sheet_engines.office import Office
from sheet_engines.trial import Trial
from sheet_engines.trials import DOCUMENTS

from gpcli.facts.one_file import facts_file
from gpcli.forms.design import BOTH
from gpcli.packs import Packs
from gpcli.testing.generate import answers

pytestmark = pytest.mark.real

Gp = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(("pack", "scheme", "table"), DOCUMENTS)
def test_filled_in_and_saved(
    gp: Gp, tmp_path: Path, libreoffice: Office, pack: str, scheme: str, table: str
) -> None:
    packs = Packs.installed()
    under = packs.scheme(scheme)
    on_trial = Trial(under, packs.table(under, table), BOTH)
    blank, saved = tmp_path / "blank.xlsx", tmp_path / "saved.xlsx"
    assert gp("template", scheme, "--table", table, "-o", blank)[0] == 0
    rng = Random(11)
    said = [on_trial.says(one, answers(on_trial.scorer.table, rng, "gaps")) for one in (0, 1)]
    with libreoffice.open(blank) as book:
        on_trial.fill(book, said)
        book.save(saved)
    facts = tmp_path / "facts.toml"
    facts.write_text(facts_file(on_trial.scorer.table, on_trial.facts(said)), encoding="utf-8")
    sheets = []
    for file in (saved, facts):
        code, out, err = gp("score", file, "--format", "json")
        assert code == 0, err
        (sheet,) = json.loads(out)
        sheets.append({key: one for key, one in sheet.items() if key != "inputs"})
    assert sheets[0] == sheets[1]


def test_the_summary_of_all_forms_shows_their_values_without_updating_links(
    gp: Gp, tmp_path: Path, libreoffice: Office
) -> None:
    made = tmp_path / "forms"
    assert gp("template", "zhangshu-2021", "--table", "township", "--all-units", "-o", made)[0] == 0
    alone = (made / "汇总.xlsx").rename(tmp_path / "汇总.xlsx")
    with libreoffice.open(alone) as book:
        assert book.read([("乡镇", "B5"), ("乡镇", "E5"), ("乡镇", "L5")]) == ["福城街道", "0～50", "5～100"]
