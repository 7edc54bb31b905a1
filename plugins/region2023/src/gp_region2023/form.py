"""The document's own table: one line a sub-item, 自评成绩 or 考评成绩 by who states the facts, 得失分明细."""

from __future__ import annotations

from collections.abc import Iterator

from gp_region2023.columns import COLUMNS
from gpcli.formatting import (
    FORM_WORDS,
    Form,
    ItemResult,
    Row,
    Scored,
    Section,
    Sheet,
    detail,
    form_steps,
    form_total,
    indicators,
    mark,
    plain,
)

*DESCRIBED, METHOD = (one.title for one in COLUMNS)
HEAD = (*DESCRIBED, "自评成绩", "自评依据", METHOD, "考评成绩", "得失分明细")


def _title(sheet: Sheet) -> str:
    return f"{sheet.scheme.title}（{sheet.scheme.table_name}）"


def _rows(scored: Scored) -> Iterator[Row]:
    sheet, table = scored.sheet, scored.scorer.table
    results = {item.id: item for item in sheet.items}
    for section in table.sections:
        for item in section.items:
            result = results[item.id]
            own, given = _columns(sheet, mark(result.mark, FORM_WORDS), result)
            *described, method = indicators(table, section, item)
            yield (
                *described,
                own,
                "、".join(_evidence(scored, result)),
                method,
                given,
                detail(result, FORM_WORDS),
            )
        yield from _floored(section, scored)
    own, given = _columns(sheet, form_total(scored))
    yield ("", f"总分（{plain(sheet.max)}分）", "", "", own, "", "", given, form_steps(scored))


def _floored(section: Section, scored: Scored) -> Iterator[Row]:
    """What a Reading changed in the row as a whole."""
    ids = {item.id for item in section.items}
    found = next(one for one in scored.sheet.sections if one.id == section.key)
    for line in found.lines:
        if line.key not in ids:
            own, given = _columns(scored.sheet, plain(line.amount))
            yield ("", str(section.name), FORM_WORDS(line.label), "", own, "", "", given, "")


def _columns(sheet: Sheet, points: str, item: ItemResult | None = None) -> tuple[str, str]:
    """自评成绩 and 考评成绩: the unit's own word fills the first, any other's the second.

    Where several sources speak, each has its own number: of an item as of the total.
    """
    if not sheet.compared:
        return (points, "") if sheet.source.role == "self" else ("", points)
    own = next((one for one in sheet.compared if one.source.role == "self"), None)
    said = None if own is None else own.mark if item is None else own.items.get(item.id)
    counted = item is not None and item.source is not None and item.source.role == "self"
    return "" if said is None else mark(said, FORM_WORDS), "" if counted else points


def _evidence(scored: Scored, item: ItemResult) -> tuple[str, ...]:
    """What the unit itself gives as the grounds of its mark; where it does not speak, what counts."""
    own = [one for one in scored.facts.contributions if one.source.role == "self" and item.id in one.remarks]
    return own[0].remarks[item.id].evidence if own else item.remarks.evidence


FORM = Form(HEAD, "rlllrllrl", _rows, scheme="region-2023", title=_title, numbers=("自评成绩", "考评成绩"))
markdown = FORM.markdown
csv = FORM.csv
