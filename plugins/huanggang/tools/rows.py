"""Make ``rows.csv`` from the text of 黄公开办【2020】2号: one line for every printed weight of every table.

The text has one cell a paragraph and loses blank cells. How many cells stand before a weight tells their
columns (criterion; indicator, criterion; second level, indicator, criterion; first level, …); what that
cannot tell is stated below as data.
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

FIRST_LEVELS = (
    "日常管理",
    "主动公开",
    "依申请公开",
    "平台建设",
    "基层政务公开",
    "加分项",
    "扣分项",
)
WITHOUT_INDICATOR = ("加分项", "扣分项")
HEADINGS = {
    "附件2": "2020年黄冈市政务公开及政府网站考评指标(县市区)",
    "附件3": "2020年黄冈市政务公开及政府网站考评指标(市直部门)",
}
LAST_COLUMN = {"附件2": ("分值",), "附件3": ("A类分值", "B类分值")}
COLUMNS = {"附件2": ("county",), "附件3": ("department-a", "department-b")}
UNWEIGHTED = {"附件3": ("公共资源配置", "社会公益事业建设")}
"""Indicators without a weight of their own: they share the one of the indicator above."""
BLANK = {("附件3", "政府网站工作年度报表发布", "department-b")}
"""The weights that are blank, by second level; what follows a lost cell does not show which one it was."""
PRINTED_TOTAL = 100

NAMES = {
    "附件2/日常管理/组织推进/1": "纳入目标绩效考核",
    "附件2/日常管理/组织推进/2": "研究部署和领导批示",
    "附件2/日常管理/组织推进/3": "会议培训",
    "附件2/日常管理/组织推进/4": "内容保障制度建设",
    "附件2/日常管理/监督检查/1": "检查通报情况",
    "附件2/日常管理/监督检查/2": "网站和新媒体监管",
    "附件2/日常管理/监督检查/3": "一个平台一个账号",
    "附件2/日常管理/监督检查/4": "开设注销职责和备案台账",
    "附件2/日常管理/监督检查/5": "矩阵平台信息报送",
    "附件2/主动公开/概况信息公开/1": "概况信息",
    "附件2/主动公开/领导信息公开/1": "领导信息",
    "附件2/主动公开/用权公开/1": "机构职能信息",
    "附件2/主动公开/用权公开/2": "权责清单",
    "附件2/主动公开/决策公开/1": "重大决策事项目录",
    "附件2/主动公开/决策公开/2": "预公开",
    "附件2/主动公开/规范性文件公开/1": "规范性文件",
    "附件2/主动公开/政策解读/1": "解读更新",
    "附件2/主动公开/政策解读/2": "解读比例",
    "附件2/主动公开/政策解读/3": "解读形式",
    "附件2/主动公开/政策解读/4": "解读关联",
    "附件2/主动公开/回应关切/1": "热线接通测试",
    "附件2/主动公开/回应关切/2": "工单签收",
    "附件2/主动公开/回应关切/3": "工单答复期限",
    "附件2/主动公开/回应关切/4": "工单办理满意",
    "附件2/主动公开/回应关切/5": "留言公开和统计",
    "附件2/主动公开/专题公开/1": "专题专栏开设",
    "附件2/主动公开/专题公开/2": "专题栏目质量",
    "附件2/主动公开/会议开放/1": "列席会议",
    "附件2/主动公开/会议开放/2": "会议开放",
    "附件2/主动公开/执行公开/1": "政策执行落实",
    "附件2/主动公开/服务公开/1": "服务公开",
    "附件2/主动公开/结果公开/1": "许可和处罚",
    "附件2/主动公开/结果公开/2": "双随机一公开",
    "附件2/主动公开/结果公开/3": "建议提案",
    "附件2/主动公开/重点领域/1": "财政预决算",
    "附件2/主动公开/重点领域/2": "重大建设项目批准和实施",
    "附件2/主动公开/重点领域/3": "公共资源配置",
    "附件2/主动公开/重点领域/4": "社会公益事业建设",
    "附件2/主动公开/公开指南/1": "公开指南规范性",
    "附件2/主动公开/公开年报/1": "年报按时发布",
    "附件2/主动公开/公开年报/2": "年报格式和内容",
    "附件2/主动公开/公开年报/3": "年报集中发布",
    "附件2/主动公开/数据发布/1": "数据发布",
    "附件2/依申请公开/渠道畅通/1": "申请渠道",
    "附件2/依申请公开/回复及时/1": "按期答复",
    "附件2/依申请公开/答复规范/1": "答复文本",
    "附件2/平台建设/政府网站集约化及政府信息公开平台建设情况/1": "应关未关网站",
    "附件2/平台建设/政府网站集约化及政府信息公开平台建设情况/2": "信息公开平台栏目",
    "附件2/平台建设/政府网站设计规范/1": "网站设计规范",
    "附件2/平台建设/IPV6访问/1": "IPv6访问",
    "附件2/平台建设/政府网站年度报表发布/1": "网站年度报表",
    "附件2/平台建设/政务公开专区建设/1": "政务公开专区",
    "附件2/基层政务公开/出台方案/1": "基层工作方案",
    "附件2/基层政务公开/编制目录/1": "目录内容",
    "附件2/基层政务公开/编制目录/2": "目录集中发布",
    "附件2/加分项/优秀创新案例/1": "优秀创新案例",
    "附件2/扣分项/媒体曝光/1": "媒体曝光",
    "附件3/日常管理/组织推进/1": "明确工作机构",
    "附件3/日常管理/组织推进/2": "研究部署",
    "附件3/日常管理/组织推进/3": "会议培训",
    "附件3/日常管理/组织推进/4": "信息公开工作规范",
    "附件3/日常管理/组织推进/5": "内容保障机制",
    "附件3/日常管理/监督检查/1": "市政府门户网站内容保障",
    "附件3/日常管理/监督检查/2": "检查通报情况",
    "附件3/日常管理/监督检查/3": "问题整改",
    "附件3/日常管理/监督检查/4": "一个平台一个账号",
    "附件3/日常管理/监督检查/5": "开设注销职责",
    "附件3/日常管理/监督检查/6": "矩阵平台信息报送",
    "附件3/主动公开/领导信息公开/1": "领导信息",
    "附件3/主动公开/用权公开/1": "机构职能信息发布",
    "附件3/主动公开/用权公开/2": "机构职能信息准确",
    "附件3/主动公开/用权公开/3": "权责清单",
    "附件3/主动公开/决策公开/1": "重大决策事项目录",
    "附件3/主动公开/决策公开/2": "预公开",
    "附件3/主动公开/文件公开/1": "文件公开",
    "附件3/主动公开/政策解读/1": "政府及政府办文件解读",
    "附件3/主动公开/政策解读/2": "本部门文件解读",
    "附件3/主动公开/政策解读/3": "解读形式",
    "附件3/主动公开/政策解读/4": "主要负责人解读",
    "附件3/主动公开/回应关切/1": "工单签收",
    "附件3/主动公开/回应关切/2": "工单答复期限",
    "附件3/主动公开/回应关切/3": "工单办理满意",
    "附件3/主动公开/回应关切/4": "部门信箱留言办理",
    "附件3/主动公开/回应关切/5": "留言答复期限",
    "附件3/主动公开/会议开放/1": "列席会议",
    "附件3/主动公开/执行公开/1": "政策执行落实",
    "附件3/主动公开/服务公开/1": "服务公开",
    "附件3/主动公开/结果公开/1": "许可、处罚、双随机和建议提案",
    "附件3/主动公开/重点领域/1": "财政预决算",
    "附件3/主动公开/重点领域/2": "重大项目、公共资源、社会公益",
    "附件3/主动公开/公开指南/1": "公开指南规范性",
    "附件3/主动公开/公开年报/1": "年报按时发布",
    "附件3/主动公开/公开年报/2": "年报格式和内容",
    "附件3/主动公开/数据发布/1": "数据发布",
    "附件3/依申请公开/渠道畅通/1": "申请渠道",
    "附件3/依申请公开/回复及时/1": "按期答复",
    "附件3/依申请公开/答复规范/1": "答复文本",
    "附件3/平台建设/政府信息公开平台建设情况/1": "开设信息公开平台",
    "附件3/平台建设/政府信息公开平台建设情况/2": "平台样式和栏目",
    "附件3/平台建设/政府信息公开平台建设情况/3": "栏目内容保障",
    "附件3/平台建设/政府网站工作年度报表发布/1": "网站年度报表",
    "附件3/加分项/优秀创新案例/1": "优秀创新案例",
    "附件3/加分项/专题公开/1": "专题公开",
    "附件3/扣分项/媒体曝光/1": "媒体曝光",
}
"""Our own few words for each printed weight."""


@dataclass(frozen=True)
class Row:
    """A printed weight: where it stands and what its columns hold; ``None`` is a blank cell."""

    annex: str
    first: str
    second: str
    number: int
    weights: tuple[int | None, ...]

    @property
    def locator(self) -> str:
        """Annex, first level, second level, number of the weight within it."""
        return f"{self.annex}/{self.first}/{self.second}/{self.number}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the rows to a file or to standard output; complain where they do not add up."""
    parser = argparse.ArgumentParser(description="rows.csv of 黄公开办【2020】2号")
    parser.add_argument("document", type=Path, help="the document as text, one cell a paragraph")
    parser.add_argument("-o", "--out", type=Path, help="where to write; standard output without it")
    options = parser.parse_args(arguments)
    paragraphs = [line.strip() for line in options.document.read_text(encoding="utf-8").splitlines()]
    paragraphs = [one for one in paragraphs if one]
    rows = [row for annex in HEADINGS for row in _rows(annex, _cells(annex, paragraphs))]
    wrong = _wrong(rows, _printed(paragraphs))
    text = _csv(rows)
    if options.out is None:
        sys.stdout.write(text)
    else:
        options.out.write_text(text, encoding="utf-8", newline="")
    sys.stderr.writelines(f"{one}\n" for one in wrong)
    return 1 if wrong else 0


def _cells(annex: str, paragraphs: Sequence[str]) -> list[str]:
    """The cells of an annex below its head, the ``(n分)`` of a first level dropped."""
    start = max(place for place, one in enumerate(paragraphs) if one == HEADINGS[annex])
    body = paragraphs[start:]
    body = body[body.index(LAST_COLUMN[annex][-1]) + 1 :]
    ends = [place for place, one in enumerate(body) if one.startswith(("附件3", "Produced By"))]
    return [one for one in body[: ends[0]] if not re.fullmatch(r"\(\d+分\)", one)]


def _rows(annex: str, cells: Sequence[str]) -> Iterator[Row]:
    first = second = ""
    number = 0
    for words, found in _groups(cells):
        new_first, new_second = _levels(first, _own(annex, words))
        if new_first:
            first = new_first
        if new_second:
            second, number = new_second, 0
        number += 1
        numbers: list[int] = list(found)
        weights = tuple(
            None if (annex, second, column) in BLANK else numbers.pop(0) for column in COLUMNS[annex]
        )
        if numbers:
            raise SystemExit(f"{annex}/{first}/{second}/{number}: more weights than columns")
        yield Row(annex, first, second, number, weights)


def _groups(cells: Sequence[str]) -> Iterator[tuple[list[str], list[int]]]:
    """The text cells before each weight, and its numbers."""
    words: list[str] = []
    numbers: list[int] = []
    for cell in cells:
        if cell.isdigit():
            numbers.append(int(cell))
            continue
        if numbers:
            yield words, numbers
            words, numbers = [], []
        words.append(cell)
    if numbers:
        yield words, numbers


def _own(annex: str, words: Sequence[str]) -> list[str]:
    """The cells of this weight: those that still belong to the weight above left out."""
    left = list(words)
    while len(left) > 1:
        if re.match(r"[2-9]\.", left[0]):
            left = left[1:]
        elif left[0] in UNWEIGHTED.get(annex, ()):
            left = left[2:]
        else:
            break
    return left


def _levels(first: str, words: Sequence[str]) -> tuple[str, str]:
    """The first and second level that a row begins, empty where it begins none."""
    begun = words[0] if words[0] in FIRST_LEVELS else ""
    left = words[1:] if begun else words
    columns = 2 if (begun or first) in WITHOUT_INDICATOR else 3
    if len(left) > columns:
        raise SystemExit(f"{left[0]}: {len(left)} cells before a weight")
    return begun, re.sub(r"\(\d+分\)$", "", left[0]) if len(left) == columns else ""


def _printed(paragraphs: Sequence[str]) -> dict[str, int]:
    """The ``(n分)`` of 附件2: by first level, and by first and second level."""
    first, found = "", dict[str, int]()
    start = max(place for place, one in enumerate(paragraphs) if one == HEADINGS["附件2"])
    end = max(place for place, one in enumerate(paragraphs) if one == HEADINGS["附件3"])
    for before, one in zip(paragraphs[start:end], paragraphs[start + 1 : end], strict=False):
        first = before if before in FIRST_LEVELS else first
        if alone := re.fullmatch(r"\((\d+)分\)", one):
            found[f"附件2/{before}"] = int(alone[1])
        elif beside := re.fullmatch(r"(.+)\((\d+)分\)", one):
            found[f"附件2/{first}/{beside[1]}"] = int(beside[2])
    return found


def _wrong(rows: Sequence[Row], printed: dict[str, int]) -> list[str]:
    """What does not agree: printed labels with their rows, totals with 100, names with rows."""
    found = []
    for label, points in printed.items():
        total = sum(row.weights[0] or 0 for row in rows if row.locator.startswith(f"{label}/"))
        if total != points:
            found.append(f"{label}: printed {points}, rows {total}")
    for annex, columns in COLUMNS.items():
        base = [row for row in rows if row.annex == annex and row.first not in WITHOUT_INDICATOR]
        for place, column in enumerate(columns):
            if (total := sum(row.weights[place] or 0 for row in base)) != PRINTED_TOTAL:
                found.append(f"{column}: rows {total}")
    if [row.locator for row in rows] != list(NAMES):
        found.append("the rows are not those that have names")
    return found


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "locator", "section", "name", "points"))
    for annex, columns in COLUMNS.items():
        for place, column in enumerate(columns):
            writer.writerows(
                (column, row.locator, row.first, NAMES.get(row.locator, ""), row.weights[place])
                for row in rows
                if row.annex == annex and row.weights[place] is not None
            )
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
