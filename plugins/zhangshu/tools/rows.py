"""Make ``rows.csv`` from the text of 樟府办发〔2021〕49号: the scored rows, the rules of 加分项 and 扣分项.

``python rows.py DOCUMENT [-o OUT]``. One printed row a line, its cells between tabs; a blank cell continues
the heading above. Points and headings are read from the text, names are our own short words.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HEADER = ("table", "locator", "section", "name", "points")
ANNEXES = {"附件一": "township", "附件二": "department"}
"""The table's id by its annex."""

OUTSIDE = ("加分项", "扣分项")
"""Headings whose one cell holds numbered rules, without a weight."""

UNINDENTED = {("附件一", "政府信息公开")}
"""Where a row lost the blank cells before its weight; it continues the headings above."""

LABELS_WRONG = {("附件一", "政府信息公开"): (55, 50), ("附件一", "政务公开标准化规范化建设"): (15, 20)}
"""Headings whose printed points are not the sum of their rows: what is printed, what the rows make."""

PRINTED_TOTAL = 100

NAMES = {
    "附件一/政府信息公开/主动公开/1": "公开指南编制更新",
    "附件一/政府信息公开/主动公开/2": "政策文件与解读",
    "附件一/政府信息公开/主动公开/3": "扶贫信息",
    "附件一/政府信息公开/主动公开/4": "疫情防控信息",
    "附件一/政府信息公开/主动公开/5": "特困低保等救助信息",
    "附件一/政府信息公开/主动公开/6": "食药安全与救灾信息",
    "附件一/政府信息公开/主动公开/7": "农村污染与垃圾信息",
    "附件一/政府信息公开/主动公开/8": "公开工作年度报告",
    "附件一/政府信息公开/依申请公开/1": "申请渠道畅通",
    "附件一/政府信息公开/依申请公开/2": "答复书规范",
    "附件一/政府信息公开/依申请公开/3": "按期答复申请",
    "附件一/政务新媒体/政务新媒体清理/1": "新媒体账号清理",
    "附件一/政务新媒体/政务新媒体管理/1": "新媒体日常管理",
    "附件一/政务公开标准化规范化建设/标准目录梳理更新/1": "标准目录更新",
    "附件一/政务公开标准化规范化建设/政务公开专区建设/1": "公开专区设施服务",
    "附件一/政府网站信息报送/政府网站投稿情况/1": "网站投稿与上稿",
    "附件一/组织保障/领导重视/1": "领导季度听汇报",
    "附件一/组织保障/人员配备/1": "分管领导与人员",
    "附件一/加分项/1": "经验采用与优质解读",
    "附件一/加分项/2": "酌情加分",
    "附件一/扣分项/1": "每月通报扣分",
    "附件一/扣分项/2": "复议诉讼败诉",
    "附件一/扣分项/3": "动态栏目超期提醒",
    "附件一/扣分项/4": "酌情扣分",
    "附件二/政府信息公开/主动公开/1": "公开指南编制更新",
    "附件二/政府信息公开/主动公开/2": "政策文件与解读",
    "附件二/政府信息公开/主动公开/3": "单位概况信息",
    "附件二/政府信息公开/主动公开/4": "建议提案办理结果",
    "附件二/政府信息公开/主动公开/5": "公开年度报告",
    "附件二/政府信息公开/依申请公开/1": "申请渠道畅通",
    "附件二/政府信息公开/依申请公开/2": "答复书规范",
    "附件二/政府信息公开/依申请公开/3": "按期答复申请",
    "附件二/政务新媒体/政务新媒体清理/1": "新媒体账号清理",
    "附件二/政务新媒体/政务新媒体管理/1": "新媒体日常管理",
    "附件二/政府网站信息报送/政府网站投稿情况/1": "网站投稿与上稿",
    "附件二/组织保障/领导重视/1": "领导季度听汇报",
    "附件二/组织保障/人员配备/1": "分管领导与人员",
    "附件二/加分项/1": "经验采用与优质解读",
    "附件二/加分项/2": "第三方排名前三",
    "附件二/加分项/3": "酌情加分",
    "附件二/扣分项/1": "每月通报扣分",
    "附件二/扣分项/2": "复议诉讼败诉",
    "附件二/扣分项/3": "第三方排名后三",
    "附件二/扣分项/4": "动态栏目超期提醒",
    "附件二/扣分项/5": "酌情扣分",
}
"""Our own few words for each row."""

_ANNEX = re.compile(r"^(附件[一二])：$", re.MULTILINE)
_LABEL = re.compile(r"(?P<name>.+?)\s*[（(](?P<points>\d+)分?[）)]")
_RULE = re.compile(r"(?:^|\s)(?P<number>\d)\.\s(?P<text>.+?)(?=\s\d\.\s|$)")
_LIMIT = re.compile(r"扣分上限(\d+)分")


class DamagedTextError(ValueError):
    """The text is not the one that this script was written for."""


@dataclass(frozen=True)
class Row:
    """A scored row, or a numbered rule; ``points`` is empty where the document prints none."""

    annex: str
    section: str
    place: str
    points: str

    @property
    def locator(self) -> str:
        """Annex, section, then sub-section and number, or the rule's number."""
        return f"{self.annex}/{self.section}/{self.place}"


def rows(text: str) -> list[Row]:
    """Every row of both annexes, in the document's order; raises where the printed sums disagree."""
    parts = _ANNEX.split(text)
    found: list[Row] = []
    for annex, body in zip(parts[1::2], parts[2::2], strict=True):
        lines = [line.split("\t") for line in body.splitlines() if "\t" in line]
        printed: dict[str, int] = {}
        annexed = list(_annex(annex, lines, printed))
        _check(annex, annexed, printed)
        found += annexed
    if [row.locator for row in found] != list(NAMES):
        raise DamagedTextError("the rows are not those that have names")
    return found


def _annex(annex: str, lines: Sequence[Sequence[str]], printed: dict[str, int]) -> Iterator[Row]:
    """The rows of an annex; ``printed`` gains the points that stand beside each heading."""
    section = second = ""
    number = 0
    for line in lines:
        cells = [cell.strip() for cell in line]
        if cells[0] == "一级指标":
            continue
        if cells[0] in OUTSIDE:
            yield from _rules(annex, cells[0], next(cell for cell in cells[1:] if cell))
            continue
        if cells[0].isdigit() and (annex, section) in UNINDENTED:
            cells = ["", "", *cells]
        if cells[0]:
            section, points = _label(cells[0])
            if printed.setdefault(section, points) != points:
                raise DamagedTextError(f"{annex}/{section}: two labels with other points")
        if cells[1]:
            second, number = cells[1], 0
        if not cells[2].isdigit():
            raise DamagedTextError(f"{annex}/{section}/{second}: no points")
        number += 1
        yield Row(annex, section, f"{second}/{number}", cells[2])


def _label(cell: str) -> tuple[str, int]:
    """A heading and the points beside it."""
    found = _LABEL.fullmatch(cell)
    if found is None:
        raise DamagedTextError(f"{cell}: a heading without points")
    return found["name"], int(found["points"])


def _rules(annex: str, section: str, cell: str) -> Iterator[Row]:
    """The numbered rules of a cell; the limit of a rule stands for its points."""
    for place, found in enumerate(_RULE.finditer(cell), 1):
        if found["number"] != str(place):
            raise DamagedTextError(f"{annex}/{section}: the rules are not numbered in order")
        limit = _LIMIT.search(found["text"])
        yield Row(annex, section, found["number"], limit[1] if limit else "")


def _check(annex: str, found: Sequence[Row], printed: dict[str, int]) -> None:
    """Hold the rows against the points beside the headings, where they are right, and against the total."""
    sums: dict[str, int] = {}
    for row in found:
        if row.section not in OUTSIDE:
            sums[row.section] = sums.get(row.section, 0) + int(row.points)
    both = {section: (points, sums.get(section)) for section, points in printed.items()}
    known = {section: points for (at, section), points in LABELS_WRONG.items() if at == annex}
    different = {section: points for section, points in both.items() if points[0] != points[1]}
    if sums.keys() != printed.keys() or different != known or sum(sums.values()) != PRINTED_TOTAL:
        raise DamagedTextError(f"{annex}: printed {printed}, the rows make {sums}")


def as_csv(found: Sequence[Row]) -> str:
    """The rows as the pack's rows.csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in found:
        writer.writerow((ANNEXES[row.annex], row.locator, row.section, NAMES[row.locator], row.points))
    return out.getvalue()


def main() -> None:
    """Read the document, print or write the rows."""
    parser = argparse.ArgumentParser(description="rows.csv of 樟府办发〔2021〕49号")
    parser.add_argument("document", type=Path, help="the document as text, one printed row a line")
    parser.add_argument("-o", "--out", type=Path, help="where to write; standard output without it")
    given = parser.parse_args()
    made = as_csv(rows(given.document.read_text(encoding="utf-8")))
    if given.out is None:
        sys.stdout.write(made)
    else:
        given.out.write_text(made, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
