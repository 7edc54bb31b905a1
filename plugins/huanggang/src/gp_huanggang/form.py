"""The document's own tables with what the unit was given: 附件2 for counties, 附件3 with both classes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gp_huanggang import columns
from gpcli.formatting import (
    FORM_WORDS,
    Form,
    Item,
    Report,
    Row,
    Scored,
    Sheet,
    Table,
    detail,
    form_steps,
    form_total,
    indicators,
    mark,
    plain,
)

GIVEN = ("得分", "得失分明细")
COUNTY = (*(one.title for one in columns.COUNTY), *GIVEN)
DEPARTMENT = (*COUNTY[:4], *columns.CLASSES.values(), *GIVEN)
NUMBERS = ("分值", *columns.CLASSES.values(), "得分")


def _title(sheet: Sheet) -> str:
    return f"{sheet.scheme.title}指标（{sheet.scheme.table_name}）"


def _county(scored: Scored) -> Iterator[Row]:
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
    yield ("合计", "", "", "", plain(sheet.max), form_total(scored), form_steps(scored))


def _department(scored: Scored) -> Iterator[Row]:
    """The rows of class A, which has all of them, with the criteria and the points of the unit's class."""
    sheet = scored.sheet
    results = {item.id: item for item in sheet.items}
    a, b = (_built(scored, f"department-{one}") for one in "ab")
    own = scored.scorer.table
    for section in a.sections:
        for item in section.items:
            result = results.get(item.id)
            yield (
                *indicators(own, section, own.item(item.id) or item),
                "——" if result is None else mark(result.mark, FORM_WORDS),
                "该类没有此项" if result is None else detail(result, FORM_WORDS),
            )
    sums = (plain(sum((item.points or Decimal(0) for item in _base(one)), Decimal(0))) for one in (a, b))
    yield ("合计", "", "", "", *sums, form_total(scored), form_steps(scored))


def _built(scored: Scored, name: str) -> Table:
    own, reference = scored.scorer.table, scored.scorer.scheme.find_table(name)
    if own.id == name or reference is None:
        return own
    return reference.build(scored.scorer.scheme)


def _base(table: Table) -> Iterator[Item]:
    return (item for section in table.base for item in section.items)


FORMS = {
    "county": Form(
        COUNTY,
        "llllrrl",
        _county,
        scheme="huanggang-2020",
        title=_title,
        numbers=NUMBERS,
    ),
    "department": Form(
        DEPARTMENT,
        "llllrrrl",
        _department,
        scheme="huanggang-2020",
        title=_title,
        numbers=NUMBERS,
    ),
}


def markdown(report: Report) -> str:
    """One form after another, each in the layout of its annex."""
    pages = (
        FORMS[_layout(scored)].markdown(Report((outcome,), report.words, report.bom))
        for outcome, scored in ((one, one.scored) for one in report.outcomes)
    )
    return "\n".join(pages)


def csv(report: Report) -> str:
    """Counties in the columns of 附件2, then departments in those of 附件3; each has its own heading line.

    A failed input stands with the units before it, or with the first.
    """
    found = [_layout(scored) for scored in report.scored]
    blocks: dict[str, list[int]] = {name: [] for name in FORMS if name in found or not found}
    latest = next(iter(blocks))
    for number, outcome in enumerate(report.outcomes):
        latest = latest if outcome.scored is None else _layout(outcome.scored)
        blocks[latest].append(number)
    texts: list[str] = []
    for name, numbers in blocks.items():
        if numbers:
            part = Report([report.outcomes[one] for one in numbers], report.words, report.bom and not texts)
            texts.append(FORMS[name].csv(part))
    return "".join(texts)


def _layout(scored: Scored | None) -> str:
    return "county" if scored is None or scored.scorer.table.id == "county" else "department"
