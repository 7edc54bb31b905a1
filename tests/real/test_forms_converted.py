"""Forms that LibreOffice filled in and saved score as the same facts in a facts file."""

from __future__ import annotations

import datetime
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from sheet_engines.cells import Entry
from sheet_engines.office import Office, parts

from gpcli.expr.fields import LevelField, ListField, NumberField, YesNoField
from gpcli.facts.unit import Source
from gpcli.forms.design import MAIN, Design
from gpcli.forms.incidents import FACT, FIRST
from gpcli.forms.layout import Layout, letters
from gpcli.packs import Packs

pytestmark = pytest.mark.real

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TABLES = [("zhangshu-2021", "township"), ("region-2023", "department"), ("putuo-2020", "main")]
DOZEN = 12

Run = Callable[..., tuple[int, str, str]]


def scored(gp: Run, path: Path) -> Any:
    code, out, err = gp("score", path, "--format", "json")
    assert code == 0, err
    (found,) = json.loads(out)
    del found["inputs"]
    return found


def typed(layout: Layout) -> tuple[dict[tuple[str, str], Entry | None], dict[str, Any]]:
    """A dozen cells and two incidents, and the same as facts."""
    cells: dict[tuple[str, str], Entry | None] = {}
    facts: dict[str, dict[str, Any]] = {}
    for slot in layout.slots.values():
        given: Any = None
        match slot.field:
            case YesNoField(reasoned=False):
                given, shown = True, "是"
            case LevelField(levels=levels):
                given = shown = levels[-1]
            case NumberField(judged=False, minimum=least):
                given = shown = int(least)
        if given is not None and len(cells) < DOZEN:
            cells[MAIN, f"{letters(slot.column)}{slot.row + 1}"] = shown
            facts.setdefault(slot.home, {})[slot.key] = given
    (incidents,) = layout.incidents
    place = next(
        one for one in incidents.places if isinstance(one.field, ListField) and not one.field.amounts
    )
    assert isinstance(place.field, ListField)
    entries = []
    for number in range(2):
        row = FIRST + number + 1
        entry: dict[str, Any] = {"date": datetime.date(2021, 6, 3 + number), "what": f" 第{number}件\n二行"}
        entry |= {name: level.levels[0] for name, level in place.field.levels.items()}
        cells[incidents.title, f"{letters(FACT)}{row}"] = incidents.names[place.key]
        for key, value in entry.items():
            shown = (value - datetime.date(1899, 12, 30)).days if key == "date" else value
            cells[incidents.title, f"{letters(incidents.column(key))}{row}"] = shown
        entries.append(entry)
    facts.setdefault(place.item, {})[place.name] = entries
    return cells, facts


@pytest.mark.parametrize(("scheme", "table"), TABLES)
def test_filled_in_and_saved(gp: Run, libreoffice: Office, tmp_path: Path, scheme: str, table: str) -> None:
    form, saved, facts = (tmp_path / name for name in ("form.xlsx", "saved.xlsx", "facts.toml"))
    code, _, err = gp("template", scheme, "--table", table, "--source", "office", "-o", form)
    assert code == 0, err
    packs = Packs.installed()
    layout = Layout(packs.table(packs.scheme(scheme), table), Design((Source("office"),)))
    cells, stated = typed(layout)
    assert len(cells) > DOZEN
    with libreoffice.open(form) as book:
        book.fill(cells)
        book.save(saved)
    given = {"scheme": scheme, "table": table, "source": {"role": "office"}, "facts": stated}
    facts.write_text(tomli_w.dumps(given), encoding="utf-8")
    assert scored(gp, saved) == scored(gp, facts)
    code, text, err = gp("import", saved)
    assert code == 0, err
    facts.write_text(text, encoding="utf-8")
    assert scored(gp, saved) == scored(gp, facts)


def converted(path: Path, kind: str, folder: Path) -> Path:
    program, _ = parts()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{kind}"


def test_through_another_format_and_back(gp: Run, tmp_path: Path) -> None:
    facts = EXAMPLES / "zhangshu-2021" / "township-incidents.toml"
    form = tmp_path / "form.xlsx"
    assert gp("export", facts, "-o", form)[0] == 0
    for folder in ("same", "ods", "back"):
        (tmp_path / folder).mkdir()
    same = converted(form, "xlsx", tmp_path / "same")
    back = converted(converted(form, "ods", tmp_path / "ods"), "xlsx", tmp_path / "back")
    assert same.read_bytes() != form.read_bytes()
    for path in (same, back):
        assert scored(gp, path) == scored(gp, facts)
