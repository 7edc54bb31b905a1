"""The indicator table of the annex: its columns, and what the unit was given."""

from __future__ import annotations

from collections.abc import Iterator

from gp_putuo.columns import COLUMNS
from gpcli.formatting import (
    FORM_WORDS,
    Form,
    Row,
    Scored,
    Sheet,
    detail,
    form_total,
    indicators,
    mark,
    plain,
    unit,
)

HEAD = (*(one.title for one in COLUMNS), "得分", "得失分明细")


def _title(sheet: Sheet) -> str:
    return "2020年度普陀区政务公开考核评估指标表"


def _above(scored: Scored) -> tuple[str, ...]:
    """The two lines above the table; the date is for the unit to write."""
    sheet = scored.sheet
    points = f"得分：{form_total(scored)}　（非正式结果）"
    return (f"单位（盖章）：{unit(sheet, FORM_WORDS)}", "填报日期：", points)


def _rows(scored: Scored) -> Iterator[Row]:
    sheet, table = scored.sheet, scored.scorer.table
    results = {item.id: item for item in sheet.items}
    for section in table.sections:
        for item in section.items:
            result = results[item.id]
            yield (
                *indicators(table, section, item),
                mark(result.mark, FORM_WORDS),
                detail(result, FORM_WORDS),
            )
    yield ("总分", "", "", plain(sheet.max), "", "", "", "", form_total(scored), "")


FORM = Form(HEAD, "lllrllllrl", _rows, scheme="putuo-2020", title=_title, above=_above)
markdown = FORM.markdown
csv = FORM.csv
