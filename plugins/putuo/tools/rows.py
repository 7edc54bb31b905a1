"""``rows.csv`` from the document's text: ``python rows.py DOCUMENT [-o OUT]``.

A row of the annex is a line of cells with its code (``A1`` … ``G1``): the name stands before the code, the
points after it. A section's label, with its points, stands in a cell before the name of its first row.
The printed points of every section and of the table are held against the sums of the rows.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from pathlib import Path

COLUMNS = ("table", "locator", "section", "name", "points")
TABLE = "main"
CODE = re.compile(r"[A-G]\d{1,2}")
LABEL = re.compile(r"(.+)[(（](\d+)分[)）]")

LABELS_MOVED = {"D2": "E1"}
"""After the page break before D2 its first cell holds the label of the section that begins with E1."""

NAMES_MISSING = {"F2": "目录对应网站信息提交情况"}
"""F2 shares the merged name cell of F1: our own words for its indicator."""


def main() -> None:
    """Read the document, write the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", type=Path)
    parser.add_argument("-o", "--out", type=Path)
    given = parser.parse_args()
    text = render(rows(given.document.read_text(encoding="utf-8")))
    if given.out is None:
        sys.stdout.write(text)
    else:
        given.out.write_text(text, encoding="utf-8", newline="")


def render(found: list[dict[str, str]]) -> str:
    """The rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()


def rows(text: str) -> list[dict[str, str]]:
    """Every row with a code, in the document's order; raises ValueError where the sums disagree."""
    lines = [[_squeezed(cell) for cell in line.split("\t")] for line in text.splitlines() if "\t" in line]
    cells = {code: (line, place) for line in lines for place, code in enumerate(line) if CODE.fullmatch(code)}
    labels = _labels(cells)
    found, section = [], ""
    for code, (line, place) in cells.items():
        section = labels[code][0] if code in labels else section
        found.append(
            {
                "table": TABLE,
                "locator": code,
                "section": section,
                "name": NAMES_MISSING.get(code) or line[place - 1],
                "points": line[place + 1],
            }
        )
    total = next(int(cell) for line in lines if line[0] == "总分" for cell in line if cell.isdigit())
    _check(found, dict(labels.values()), total)
    return found


def _labels(cells: dict[str, tuple[list[str], int]]) -> dict[str, tuple[str, int]]:
    """The printed labels by the code of the row where their section begins."""
    found = {}
    for code, (line, place) in cells.items():
        for cell in line[:place]:
            if match := LABEL.fullmatch(cell):
                found[LABELS_MOVED.get(code, code)] = (match[1], int(match[2]))
    return found


def _check(found: list[dict[str, str]], labels: dict[str, int], total: int) -> None:
    """Hold the sums of the rows against what is printed."""
    sums: dict[str, int] = {}
    for row in found:
        sums[row["section"]] = sums.get(row["section"], 0) + int(row["points"])
    if sums != labels or sum(sums.values()) != total:
        raise ValueError(f"printed {labels} and {total}, the rows make {sums}")


def _squeezed(cell: str) -> str:
    """A cell without the blanks of its line breaks."""
    return "".join(cell.split())


if __name__ == "__main__":
    main()
