"""The scheme's own form: its columns with the 佐证材料 one, and what the unit was given."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.formatting import (
    Report,
    Scored,
    Words,
    as_csv,
    as_markdown,
    cell,
    detail,
    inert,
    mark,
    plain,
    problem_text,
    rules,
    unit,
)

HEAD = ("一级指标", "二级指标", "分值", "评分标准", "佐证材料", "得分", "得失分明细", "已交佐证")
WORDS = "zh"


def markdown(report: Report) -> str:
    """One form after another, each under the unit's name; a failed input is its problems."""
    words = Words(WORDS)
    lines: list[str] = []
    for outcome in report.outcomes:
        if outcome.scored is None:
            lines += [f"# {cell(outcome.path)}：未评定", ""]
            lines += [f"- {cell(problem_text(one, words))}" for one in outcome.problems]
            lines.append("")
            continue
        scored = outcome.scored
        sheet = scored.sheet
        lines += [f"> {cell(sheet.note)}", ""] if sheet.note else []
        lines += [
            f"# {cell(sheet.scheme.title)}考核指标（{cell(sheet.scheme.table_name)}）",
            "",
            f"{cell(sheet.scheme.document)}　地区包 {cell(sheet.scheme.pack)} {sheet.scheme.pack_version}",
            "",
            f"单位：{cell(unit(sheet, words))}　得分：{mark(sheet.mark, words)}　（非正式结果）",
            "",
            *as_markdown(HEAD, _rows(scored, words), "llrllrll"),
            "",
            f"解释口径：{cell(_readings(scored))}",
            "",
        ]
    return "\n".join(lines)


def csv(report: Report) -> str:
    """All units in one table, the unit's name in front; a failed input is a row for each problem."""
    words = Words(WORDS)
    rows: list[list[str]] = []
    for outcome in report.outcomes:
        if outcome.scored is None:
            said = (problem_text(one, words) for one in outcome.problems)
            rows += ([inert(outcome.path), "未评定", *[""] * 5, inert(one), ""] for one in said)
            continue
        sheet = outcome.scored.sheet
        name = inert(unit(sheet, words))
        about = "；".join(filter(None, (sheet.note, sheet.scheme.document, "非正式结果")))
        rows.append([name, "说明", about, *[""] * 4, _readings(outcome.scored), ""])
        rows += ([name, *_inert(row)] for row in _rows(outcome.scored, words))
    return as_csv([("单位", *HEAD), *rows], bom=report.bom)


def _readings(scored: Scored) -> str:
    return "；".join(f"{one.id}={one.value}" for one in scored.sheet.readings)


def _rows(scored: Scored, words: Words) -> Iterator[tuple[str, ...]]:
    sheet, table = scored.sheet, scored.scorer.table
    results = {item.id: item for item in sheet.items}
    for section in table.sections:
        label = str(section.name)
        if section.kind == "base" and section.printed is not None:
            label += f"（{plain(section.printed)}分）"
        for item in section.items:
            result = results[item.id]
            yield (
                label,
                str(item.name),
                "" if item.points is None else plain(item.points),
                "；".join(rules(item, words)),
                "、".join(item.evidence) or "——",
                mark(result.mark, words),
                detail(result, words),
                "、".join(result.remarks.evidence),
            )
    yield ("合计", "", plain(sheet.max), "", "", mark(sheet.mark, words), _steps(scored, words), "")


def _steps(scored: Scored, words: Words) -> str:
    return "；".join(f"{words(step.label)} → {mark(step.after, words)}" for step in scored.sheet.steps)


def _inert(row: tuple[str, ...]) -> list[str]:
    numbers = {HEAD.index("分值"), HEAD.index("得分")}
    return [value if place in numbers else inert(value) for place, value in enumerate(row)]
