"""The indicator table of the annex: its columns, and what the unit was given."""

from __future__ import annotations

import csv as tables
from collections.abc import Iterator
from pathlib import Path

from gpcli.formatting import (
    FORM_WORDS,
    Form,
    Row,
    Scored,
    Sheet,
    detail,
    form_total,
    mark,
    plain,
    rules,
    unit,
)

HEAD = (
    "指标",
    "具体项目",
    "序号",
    "分值",
    "评分指标",
    "评分标准",
    "备注说明",
    "考评方式",
    "得分",
    "得失分明细",
)


def _title(sheet: Sheet) -> str:
    return "2020年度普陀区政务公开考核评估指标表"


def _above(scored: Scored) -> tuple[str, ...]:
    """The two lines above the table; the date is for the unit to write."""
    sheet = scored.sheet
    points = f"得分：{form_total(scored)}　（非正式结果）"
    return (f"单位（盖章）：{unit(sheet, FORM_WORDS)}", "填报日期：", points)


def _rows(scored: Scored) -> Iterator[Row]:
    sheet = scored.sheet
    printed = _printed()
    results = {item.id: item for item in sheet.items}
    for section in scored.scorer.table.sections:
        label = f"{section.name}（{plain(section.printed)}分）" if section.printed else str(section.name)
        for item in section.items:
            result, row = results[item.id], printed[item.id]
            yield (
                label,
                str(item.name),
                item.id,
                "" if item.points is None else plain(item.points),
                row["indicator"],
                "；".join(rules(item, FORM_WORDS)),
                row["remark"],
                row["method"] or "——",
                mark(result.mark, FORM_WORDS),
                detail(result, FORM_WORDS),
            )
    yield ("总分", "", "", plain(sheet.max), "", "", "", "", form_total(scored), "")


def _printed() -> dict[str, dict[str, str]]:
    """What the annex has beside the points, in few words: ``form.csv``."""
    with (Path(__file__).parent / "form.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in tables.DictReader(file)}


FORM = Form(HEAD, "lllrllllrl", _rows, scheme="putuo-2020", title=_title, above=_above)
markdown = FORM.markdown
csv = FORM.csv
