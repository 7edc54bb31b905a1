"""The workbook beside the forms of all units shows what each of them shows; what is open is no nought."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from gpcli.packs import Packs

Gp = Callable[..., tuple[int, str, str]]


def test_what_it_shows_is_what_the_forms_show(gp: Gp, tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    assert gp("template", "zhangshu-2021", "--table", "township", "--all-units", "-o", folder)[0] == 0
    scheme = Packs.installed().scheme("zhangshu-2021")
    units = [one.name for one in scheme.roster().units if one.table == "township"]
    assert {one.name for one in folder.iterdir()} == {"汇总.xlsx", *(f"{one}.xlsx" for one in units)}
    values, formulas = (load_workbook(folder / "汇总.xlsx", data_only=one)["乡镇"] for one in (True, False))
    assert [row[1] for row in values.iter_rows(min_row=5, values_only=True)] == units
    form = load_workbook(folder / f"{units[0]}.xlsx", data_only=True)["评分表"]
    shown = {}
    for one, formula in zip(values[5][4:], formulas[5][4:], strict=True):
        cell = str(formula.value).rpartition("!")[2].replace("$", "")
        shown[cell] = one.value
        assert one.value == form[cell].value, formula.value
    assert shown["B5"] == "5～100"
    with zipfile.ZipFile(folder / "汇总.xlsx") as parts:
        links = [one for one in parts.namelist() if one.endswith("Link1.xml")]
        assert len([one for one in parts.namelist() if "externalLinks/externalLink" in one]) == len(units)
        assert "5～100" in parts.read(links[0]).decode()
