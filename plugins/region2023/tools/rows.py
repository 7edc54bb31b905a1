"""Rows of both annexes (annex, locator, indicator, name, points), made from the document's text.

``python tools/rows.py DOCUMENT [-o OUT]``: the points are read from the text, the names are our own short
words. Mends of the text are the data below: rows taken whole although their sub-item prints other points,
sub-items without a number.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

HEADER = ("table", "locator", "section", "name", "points")
ANNEXES = {"附件2": "region", "附件3": "department"}
"""The table's id by its annex."""

WHOLE_ROWS = {("附件2", 9): "5", ("附件3", 9): "5"}
"""Rows taken whole, by their heading's points, with the points that their one sub-item prints instead."""

UNNUMBERED = {("附件2", 5), ("附件2", 9), ("附件3", 1), ("附件3", 9)}
"""Rows whose sub-items have no printed number: they are numbered in the order of their lines."""

PRINTED_TOTAL = Decimal(100)

NAMES = {
    "附件2": (
        ("公文公开属性认定", "政府信息公开年报"),
        ("现行规范性文件清理", "规范性文件上传省平台", "规范性文件网站公开"),
        ("政府网站信息与安全", "政务新媒体监管运维", "政务公开专区"),
        ("解读同步与质量", "解读形式", "政策集成发布与推送"),
        ("基层公开事项目录",),
        ("依申请答复", "纠错撤销", "投诉举报处理"),
        ("留言办理", "政府开放月"),
        ("组织领导", "培训", "绩效考核与结果公开", "指导监督检查", "上级交办工作"),
        ("创新提优",),
    ),
    "附件3": (
        ("公文公开属性认定", "政府信息公开年报"),
        ("现行规范性文件清理", "规范性文件上传省平台", "规范性文件网站公开"),
        ("政府网站信息与安全", "政务新媒体运维"),
        ("解读同步与质量", "解读形式", "政策集成发布与推送"),
        ("依申请答复", "纠错撤销", "投诉举报处理"),
        ("留言办理", "政府开放月"),
        ("平台服务功能", "自助服务与自动问答", "企事业单位信息公开"),
        ("组织领导", "培训", "绩效考核与结果公开", "对下指导监督检查", "上级交办工作"),
        ("创新提优",),
    ),
}

Row = tuple[str, str, str, str, str]

_HEADING = re.compile(r"(?P<name>.+?)[（(](?P<points>\d+)分?[）)]")
_SUB_ITEM = re.compile(r"(?:(?P<number>\d)\.)?.+[（(](?P<points>\d+)分?[）)]。?")


class DamagedTextError(ValueError):
    """The text is not the one that the mends were written for."""


def cells(text: str) -> Iterator[str]:
    """The cells of a table: each begins with a tab, further lines belong to the cell above."""
    for cell in re.split(r"^\t", text, flags=re.MULTILINE)[1:]:
        yield cell.strip()


def annexes(text: str) -> Iterator[tuple[str, str]]:
    """Each annex with its text; what stands before its own line (a bookmark) does not count."""
    parts = re.split(r"^(?:\[bookmark: \w+\])?(附件\d)$", text, flags=re.MULTILINE)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def rows(text: str) -> list[Row]:
    """Every scored row of the document, in its order."""
    found = [row for annex, body in annexes(text) for row in _annex(annex, list(cells(body)))]
    for annex in ANNEXES:
        total = sum(Decimal(points) for table, *_, points in found if table == ANNEXES[annex])
        if total != PRINTED_TOTAL:
            raise DamagedTextError(f"{annex}: the rows come to {total}, not {PRINTED_TOTAL}")
    return found


def _annex(annex: str, table: list[str]) -> Iterator[Row]:
    names = NAMES[annex]
    starts = [place for place, cell in enumerate(table) if re.fullmatch(r"\d", cell)]
    if [table[place] for place in starts] != [str(one) for one in range(1, len(names) + 1)]:
        raise DamagedTextError(f"{annex}: the rows are not numbered 1 to {len(names)}")
    if f"总分（{PRINTED_TOTAL}分）" not in table:
        raise DamagedTextError(f"{annex}: the printed total is missing")
    for number, (place, short) in enumerate(zip(starts, names, strict=True), 1):
        heading = _HEADING.fullmatch(table[place + 1])
        if heading is None:
            raise DamagedTextError(f"{annex}/{number}: the heading has no points")
        points = _points(annex, number, table[place + 2])
        if (annex, number) in WHOLE_ROWS:
            if points != [WHOLE_ROWS[annex, number]]:
                raise DamagedTextError(f"{annex}/{number}: the sub-item prints other points")
            yield ANNEXES[annex], f"{annex}/{number}", heading["name"], short[0], heading["points"]
            continue
        if sum(map(Decimal, points)) != Decimal(heading["points"]) or len(points) != len(short):
            raise DamagedTextError(f"{annex}/{number}: the sub-items are {points}")
        for sub, (name, worth) in enumerate(zip(short, points, strict=True), 1):
            yield ANNEXES[annex], f"{annex}/{number}/{sub}", heading["name"], name, worth


def _points(annex: str, row: int, cell: str) -> list[str]:
    points = []
    for sub, line in enumerate(cell.splitlines(), 1):
        found = _SUB_ITEM.fullmatch(line)
        printed = None if (annex, row) in UNNUMBERED else str(sub)
        if found is None or found["number"] != printed:
            raise DamagedTextError(f"{annex}/{row}/{sub}: not a numbered line with points")
        points.append(found["points"])
    return points


def as_csv(found: list[Row]) -> str:
    """The rows as the pack's rows.csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([HEADER, *found])
    return out.getvalue()


def main() -> None:
    """Reads the document, prints or writes the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("document", type=Path)
    parser.add_argument("-o", "--out", type=Path)
    given = parser.parse_args()
    made = as_csv(rows(given.document.read_text(encoding="utf-8")))
    if given.out is None:
        sys.stdout.write(made)
    else:
        given.out.write_text(made, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
