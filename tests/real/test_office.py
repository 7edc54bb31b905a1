"""The CSV and the workbooks as an office program opens them."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.real


@pytest.fixture
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    assert found, "LibreOffice is missing: install libreoffice-calc"
    return found


def test_csv_opens_with_its_chinese_and_its_digits(tmp_path: Path, office: str) -> None:
    facts = ROOT / "examples" / "zhangshu-2021" / "township-incidents.toml"
    table = tmp_path / "scores.csv"
    command = [sys.executable, "-m", "gpcli", "score", str(facts), "--format", "csv", "-o", str(table)]
    subprocess.run(command, check=True)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    out = tmp_path / "out"
    opened = "--infilter=CSV:44,34,76,1"
    convert = [
        office,
        profile,
        "--headless",
        opened,
        "--convert-to",
        filters,
        "--outdir",
        str(out),
        str(table),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    (again,) = out.glob("*.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        ours = list(csv.reader(file))
    with again.open(encoding="utf-8-sig", newline="") as file:
        theirs = list(csv.reader(file))
    assert theirs == ours


def test_a_workbook_prints_on_pages_that_lie(tmp_path: Path, office: str) -> None:
    book = tmp_path / "ranking.xlsx"
    season = ROOT / "examples" / "season-zhangshu-2021"
    command = [sys.executable, "-m", "gpcli", "rank", str(season), "--format", "xlsx", "-o", str(book)]
    subprocess.run(command, check=True, capture_output=True)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(book)]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    raw = (tmp_path / "ranking.pdf").read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)", raw, re.S)
    assert len(pages) == 3
    assert {(round(float(wide)), round(float(high))) for wide, high in pages} == {(842, 595)}
