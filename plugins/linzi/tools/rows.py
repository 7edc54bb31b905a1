"""Makes ``rows.csv`` from the text: the five contents of 第十三条 for each quarter, the six of 第十四条.

``python rows.py DOCUMENT [-o OUT]``. The document prints no points beside a row, only 20 for each quarter
and 20 for the year-end assessment; both are checked here against the 80, 20 and 百分制 of 第十二条.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from pathlib import Path

TABLE = "main"
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
DAILY, YEAR_END = "日常考核", "年终考核"
ARTICLE = re.compile(r"^(第[一二三四五六七八九十]+条)[ \u3000]*(.*)$")
CHAPTER = re.compile(r"^第[一二三四五六七八九十]+章")
CONTENT = re.compile(r"^(\d)\.(.+)$")
ENTRY = re.compile(r"^（([一二三四五六])）(.+)$")
WHOLE = re.compile(
    r"百分制.*日常考核(?P<daily>\d+)分（每季度占(?P<quarter>\d+)分）、年终考核(?P<year_end>\d+)分"
)
OWN_WORDS = {
    "三": "年度报告和公开指南、目录",
    "五": "创新举措或突出成果",
    "六": "基层标准化规范化创新亮点",
}
"""Entries of 第十四条 that open with a sentence, not with a heading."""

Row = tuple[str, str, str, str, str]


class DamagedError(ValueError):
    """The text does not have the form that it is known in."""


def articles(text: str) -> dict[str, list[str]]:
    """The lines of each article, the first without its number."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (one.strip() for one in text.splitlines()):
        if CHAPTER.match(line):
            current = []
        elif start := ARTICLE.match(line):
            current = found.setdefault(start[1], [])
            current.append(start[2])
        elif line:
            current.append(line)
    return found


def daily(lines: list[str]) -> list[tuple[str, str]]:
    """Number and heading of each content of the daily assessment."""
    return [(one[1], one[2].strip()) for line in lines if (one := CONTENT.match(line))]


def year_end(lines: list[str]) -> list[tuple[str, str]]:
    """Number and heading of each content of the year-end assessment."""
    entries = [one for line in lines if (one := ENTRY.match(line))]
    return [(one[1], OWN_WORDS.get(one[1]) or one[2].split("。")[0]) for one in entries]


def check_points(text: dict[str, list[str]]) -> None:
    """The headings of 第十三条 and 第十四条 against 第十二条 and against a hundred."""
    whole = WHOLE.search("".join(text["第十二条"]))
    if whole is None:
        raise DamagedError("第十二条")
    daily_points, quarter, last = (int(whole[name]) for name in ("daily", "quarter", "year_end"))
    if f"每季度{quarter}分，共{daily_points}分" not in text["第十三条"][0]:
        raise DamagedError("第十三条")
    if f"（{last}分）" not in text["第十四条"][0]:
        raise DamagedError("第十四条")
    if (quarter * len(QUARTERS), daily_points + last) != (daily_points, 100):
        raise DamagedError("第十二条: the sums do not agree")


def rows(document: str) -> list[Row]:
    """Every row of the table, in the document's order; a quarter has all five contents."""
    text = articles(document)
    check_points(text)
    contents, entries = daily(text["第十三条"]), year_end(text["第十四条"])
    if [one for one, _ in contents] != list("12345") or [one for one, _ in entries] != list("一二三四五六"):
        raise DamagedError("第十三条, 第十四条")
    found = [
        (TABLE, f"第十三条/{number}/{quarter}", DAILY + quarter, name, "")
        for quarter in QUARTERS
        for number, name in contents
    ]
    return found + [(TABLE, f"第十四条/（{number}）", YEAR_END, name, "") for number, name in entries]


def main() -> None:
    """Writes the rows to OUT, or prints them."""
    parser = argparse.ArgumentParser(description="rows.csv from the text of the document")
    parser.add_argument("document", type=Path)
    parser.add_argument("-o", "--out", type=Path)
    given = parser.parse_args()
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("table", "locator", "section", "name", "points"))
    writer.writerows(rows(given.document.read_text(encoding="utf-8")))
    if given.out:
        given.out.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    else:
        print(buffer.getvalue(), end="")


if __name__ == "__main__":
    main()
