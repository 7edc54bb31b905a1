"""The sheet for a terminal of 80 columns."""

from __future__ import annotations

from gpcli import problems
from gpcli.facts.written import shown
from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.reports import bars, phrases, rechecks
from gpcli.reports import sheet_blocks as parts
from gpcli.reports.columns import indented, left, table, visible, width
from gpcli.reports.format import Report
from gpcli.reports.text_items import items
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import Sheet

COLUMNS = 80


def write(report: Report) -> str:
    """Every sheet, one after the other, behind a line for each where they are several."""
    sheets = ("\n" + "═" * (COLUMNS // 2) + "\n\n").join(
        "\n".join(_outcome(outcome, report.words)) + "\n" for outcome in report.outcomes
    )
    return sheets if len(report.outcomes) == 1 else "\n".join([*_summary(report), "", sheets])


def _summary(report: Report) -> list[str]:
    listed = parts.units(report.outcomes, report.words)
    return [_title(N_("Units"), report.words), *table([listed.head, *listed.rows], listed.aligned, COLUMNS)]


def _outcome(outcome: Outcome, words: Words) -> list[str]:
    if outcome.scored is None:
        lines = indented(words.word(N_("{path}: not scored"), path=visible(outcome.path)), COLUMNS)
        for problem in outcome.problems:
            lines += indented(problems.text(problem, words), COLUMNS, "  ", "    ")
        return lines
    if not outcome.heard:
        foot = _foot(outcome.scored.sheet, words)
        return [*_head(outcome.scored, words), words.word(N_("Nothing was handed in.")), "", *foot]
    return _sheet(outcome.scored, words)


def _sheet(scored: Scored, words: Words) -> list[str]:
    sheet = scored.sheet
    parts = [
        _head(scored, words),
        _steps(sheet, words),
        _sections(sheet, words),
        items(sheet, words, N_("Points lost"), "base"),
        items(sheet, words, N_("Bonus"), "bonus"),
        items(sheet, words, N_("Penalties"), "penalty"),
        _missing(sheet, words),
        _sources(sheet, words),
        _cohort(sheet, words),
        _rechecks(sheet, words),
        _notes(sheet, words),
        _readings(scored, words),
        _foot(sheet, words),
    ]
    lines: list[str] = []
    for part in parts:
        if part:
            lines += ([""] if lines else []) + part
    return lines


def _head(scored: Scored, words: Words) -> list[str]:
    sheet = scored.sheet
    validity = phrases.validity(words, official=sheet.official)
    title = indented(f"{sheet.scheme.title}（{sheet.scheme.document}）", COLUMNS)
    name = f"{phrases.unit(sheet, words)} · {sheet.scheme.table_name}"
    if sheet.period:
        name += f" · {sheet.period}"
    said = indented(visible(sheet.note), COLUMNS) if sheet.note else []
    lines = [*said, *title, left(name, COLUMNS - width(validity)) + validity, ""]
    for one in (phrases.result(sheet, words), *phrases.beyond(scored, words)):
        lines += indented(one, COLUMNS)
    return lines


def _title(msgid: str, words: Words) -> str:
    return words.word(N_("── {title} ──"), title=words.word(msgid))


def _steps(sheet: Sheet, words: Words) -> list[str]:
    rows = [
        (
            f"  {words(step.label)}",
            words.word(N_("open")) if step.amount is None else signed(step.amount),
            phrases.mark(step.after, words),
        )
        for step in sheet.steps
    ]
    head = ("  " + words.word(N_("Step")), words.word(N_("amount")), words.word(N_("after it")))
    return [_title(N_("From the items to the result"), words), *table([head, *rows], "lrr", COLUMNS)]


def _sections(sheet: Sheet, words: Words) -> list[str]:
    weighed = [one for one in sheet.sections if one.kind == "base" and one.max]
    head = [
        "  " + words.word(N_("Section")),
        words.word(N_("points")),
        words.word(N_("of")),
        words.word(N_("lost")),
        bars.heading(words, is_open=any(one.mark.points is None for one in weighed)) if weighed else "",
    ]
    rows = [head]
    for section in sheet.sections:
        rows.append(
            [
                f"  {phrases.section(section, words)}",
                phrases.mark(section.mark, words),
                "—" if section.max is None or section.kind != "base" else plain(section.max),
                phrases.section_lost(section, words),
                bars.kept(section.mark, section.max) if section.kind == "base" and section.max else "",
            ]
        )
        rows.extend(
            [f"    {phrases.line(line, words)}", signed(line.amount), "", "", ""]
            for line in phrases.own_lines(section, sheet)
            if line.key != "full"
        )
    return [_title(N_("Sections"), words), *table(rows, "lrrrl", COLUMNS)]


def _missing(sheet: Sheet, words: Words) -> list[str]:
    by_owner: dict[str, list[tuple[str, ...]]] = {}
    marks = {item.id: item for item in sheet.items}
    for one in sheet.missing.values():
        item = marks.get(one.item) if one.key.startswith(f"{one.item}.") else None
        mark = "" if item is None else phrases.mark(item.mark, words)
        row = (f"    {phrases.named(one, marks, words)}", one.key, mark, one.best)
        by_owner.setdefault(phrases.source(one.owed_by, words), []).append(row)
    beside = phrases.without_effect(sheet, words)
    if not by_owner:
        return indented(beside, COLUMNS) if beside else []
    lines = [_title(N_("Missing facts"), words)]
    head = (
        "    " + words.word(N_("item: fact")),
        words.word(N_("key")),
        words.word(N_("points")),
        words.word(N_("best")),
    )
    for owner, rows in by_owner.items():
        lines.append(words.word(N_("  owed by {who}:"), who=owner))
        lines += table([head, *rows], "llrl", COLUMNS)
    return [*lines, *indented(beside, COLUMNS, "  ")] if beside else lines


def _sources(sheet: Sheet, words: Words) -> list[str]:
    """The sources side by side: totals on the word of each, then the items on which they differ."""
    if not sheet.compared:
        return []
    said = parts.speakers(sheet, words)
    rows = [(f"  {first}", *more) for first, *more in (said.head, *said.rows)]
    lines = [_title(N_("Sources side by side"), words), *table(rows, said.aligned, COLUMNS)]
    differing = [
        (
            f"  {item.name}",
            f"{phrases.mark(item.mark, words)} {phrases.speaker(item.source or sheet.source, words)}",
            f"{phrases.mark(mark, words)} {phrases.speaker(one.source, words)}",
            words.word(N_("open")) if gap is None else signed(gap),
        )
        for item in sheet.items
        for one, mark, gap in phrases.others(item, sheet)
        if mark != item.mark
    ]
    if not differing:
        return [*lines, "  " + words.word(N_("They agree on the points of every item."))]
    head4 = tuple(words.word(one) for one in (N_("item"), N_("counts"), N_("also said"), N_("gap")))
    return [*lines, "", *table([(f"  {head4[0]}", *head4[1:]), *differing], "lllr", COLUMNS)]


def _cohort(sheet: Sheet, words: Words) -> list[str]:
    if not sheet.cohort:
        return []
    lines = [_title(N_("What follows from all units together"), words)]
    for one in sheet.cohort:
        said = words.word(
            N_("{label}: {value} ({key}; from {where})"),
            label=one.label,
            value=shown(one.answer),
            key=one.key,
            where=visible(one.where),
        )
        lines += indented(said, COLUMNS, "  · ", "    ")
    return lines


def _rechecks(sheet: Sheet, words: Words) -> list[str]:
    lines: list[str] = []
    for one in sheet.rechecks:
        lines += indented(rechecks.said(one, words), COLUMNS, "  · ", "    ")
    return [_title(N_("Changed after a re-check"), words), *lines] if lines else []


def _notes(sheet: Sheet, words: Words) -> list[str]:
    lines: list[str] = []
    for note in phrases.notes(sheet):
        lines += indented(phrases.note(note, words), COLUMNS, "  · ", "    ")
    return [_title(N_("Notes"), words), *lines] if lines else []


def _readings(scored: Scored, words: Words) -> list[str]:
    sheet = scored.sheet
    if not sheet.readings:
        return []
    effects = scored.effects()
    mattered = list(dict.fromkeys(effect.reading.id for effect in effects))
    lines: list[str] = []
    for reading in sheet.readings:
        if reading.id not in mattered and not reading.changed:
            continue
        lines += indented(f"{reading.question}？", COLUMNS, "  · ", "    ")
        said = (
            N_("here: {answer} ({id}={value}, not the default)")
            if reading.changed
            else N_("here: {answer} ({id}={value})")
        )
        lines += indented(
            words.word(said, answer=reading.says, id=reading.id, value=reading.value), COLUMNS, "    "
        )
        for effect in effects:
            if effect.reading.id == reading.id:
                lines += indented(phrases.effect(effect, words), COLUMNS, "    ")
    others = len(sheet.readings) - len({*mattered, *(one.id for one in sheet.readings if one.changed)})
    if lines:
        lines.insert(0, _title(N_("Readings that mattered"), words))
        rest = N_("  {number} other Readings make no difference here.")
    else:
        rest = N_("Readings: none of the {number} in force makes a difference here.")
    return [*lines, words.word(rest, number=others)] if others or not lines else lines


def _foot(sheet: Sheet, words: Words) -> list[str]:
    lines = [parts.scheme(sheet, words).text]
    lines += (
        words.word(N_("Input {path}, sha256 {digest}…"), path=one.path, digest=one.sha256[:16])
        for one in sheet.inputs
    )
    return [wrapped for line in lines for wrapped in indented(line, COLUMNS)]
