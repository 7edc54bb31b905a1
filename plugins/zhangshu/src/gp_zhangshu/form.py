"""The scheme's own form: its columns with the 佐证材料 one, and what the unit was given."""

from __future__ import annotations

from collections.abc import Iterator

from gp_zhangshu.columns import COLUMNS
from gpcli.formatting import (
    FORM_WORDS,
    Form,
    Row,
    Scored,
    Sheet,
    detail,
    form_steps,
    form_total,
    indicators,
    mark,
    plain,
)

HEAD = (*(one.title for one in COLUMNS), "得分", "得失分明细", "已交佐证")


def _title(sheet: Sheet) -> str:
    return f"{sheet.scheme.title}考核指标（{sheet.scheme.table_name}）"


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
                "、".join(result.remarks.evidence),
            )
    yield ("合计", "", plain(sheet.max), "", "", form_total(scored), form_steps(scored), "")


FORM = Form(HEAD, "llrllrll", _rows, scheme="zhangshu-2021", title=_title)
markdown = FORM.markdown
csv = FORM.csv
