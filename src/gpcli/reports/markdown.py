"""The sheet for documents."""

from __future__ import annotations

from gpcli import problems
from gpcli.facts.written import shown
from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.reports import phrases, rechecks
from gpcli.reports.format import Report
from gpcli.reports.rows import as_markdown, cell, detail
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import Sheet


def write(report: Report) -> str:
    """Every sheet under a heading of its own."""
    return "\n".join("\n".join(_outcome(outcome, report.words)) + "\n" for outcome in report.outcomes)


def _outcome(outcome: Outcome, words: Words) -> list[str]:
    if outcome.scored is None:
        said = [f"- {cell(problems.text(one, words))}" for one in outcome.problems]
        return [f"# {cell(words.word(N_('{path}: not scored'), path=outcome.path))}", "", *said]
    if not outcome.heard:
        return [*_head(outcome.scored, words), "", words.word(N_("Nothing was handed in."))]
    return _sheet(outcome.scored, words)


def _head(scored: Scored, words: Words) -> list[str]:
    sheet = scored.sheet
    title = f"{sheet.scheme.title}（{sheet.scheme.document}）"
    lines = [f"> {cell(sheet.note)}", ""] if sheet.note else []
    validity = phrases.validity(words, official=sheet.official)
    lines += [
        f"# {cell(phrases.unit(sheet, words))}",
        "",
        " · ".join((cell(title), cell(sheet.scheme.table_name), validity)),
        "",
    ]
    lines.append(f"**{cell(phrases.result(sheet, words))}**")
    for said in phrases.beyond(scored, words):
        lines += ["", cell(said)]
    return lines


def _sheet(scored: Scored, words: Words) -> list[str]:
    sheet = scored.sheet
    w = words.word
    lines = [*_head(scored, words), "", f"## {w(N_('From the items to the result'))}", ""]
    lines += as_markdown(
        (w(N_("Step")), w(N_("amount")), w(N_("after it"))),
        [
            (
                words(step.label),
                w(N_("open")) if step.amount is None else signed(step.amount),
                phrases.mark(step.after, words),
            )
            for step in sheet.steps
        ],
        "lrr",
    )
    lines += ["", f"## {w(N_('Items'))}", ""]
    names = {section.id: section.name for section in sheet.sections}
    lines += as_markdown(
        (w(N_("Section")), w(N_("Item")), w(N_("of")), w(N_("points")), w(N_("Lines")), w(N_("Clause"))),
        [
            (
                names[item.section],
                item.name,
                "—" if item.max is None else plain(item.max),
                phrases.mark(item.mark, words),
                detail(item, words),
                item.clause,
            )
            for item in sheet.items
        ],
        "llrrll",
    )
    missing = sheet.missing.values()
    if missing:
        lines += ["", f"## {w(N_('Missing facts'))}", ""]
        lines += as_markdown(
            (w(N_("Fact")), w(N_("key")), w(N_("owed by")), w(N_("best"))),
            [(one.label, one.key, phrases.source(one.owed_by, words), one.best) for one in missing],
            "llll",
        )
    lines += _sources(sheet, words)
    if sheet.rechecks:
        lines += ["", f"## {w(N_('Changed after a re-check'))}", ""]
        lines += [f"- {cell(rechecks.said(one, words))}" for one in sheet.rechecks]
    lines += ["", f"## {w(N_('Readings in force'))}", ""]
    effects = scored.effects()
    lines += as_markdown(
        (w(N_("Question")), w(N_("Answer")), w(N_("Setting")), w(N_("Would change the result"))),
        [
            (
                one.question,
                one.says,
                f"{one.id}={one.value}",
                "；".join(phrases.effect(effect, words) for effect in effects if effect.reading.id == one.id),
            )
            for one in sheet.readings
        ],
        "llll",
    )
    foot = w(
        N_("Scheme {scheme}, table {table}; pack {pack} {version}"),
        scheme=sheet.scheme.id,
        table=sheet.scheme.table,
        pack=sheet.scheme.pack,
        version=sheet.scheme.pack_version,
    )
    return [*lines, "", cell(foot)]


def _sources(sheet: Sheet, words: Words) -> list[str]:
    """What each source would give where several speak, and the facts that follow from all units together."""
    w = words.word
    lines: list[str] = []
    if sheet.compared:
        lines += ["", f"## {w(N_('Sources side by side'))}", ""]
        rows = [
            (
                item.name,
                phrases.mark(item.mark, words),
                phrases.speaker(item.source or sheet.source, words),
                phrases.mark(mark, words),
                phrases.speaker(one.source, words),
                w(N_("open")) if gap is None else signed(gap),
            )
            for item in sheet.items
            for one, mark, gap in phrases.others(item, sheet)
        ]
        head = (w(N_("Item")), w(N_("counts")), "", w(N_("also said")), "", w(N_("gap")))
        lines += as_markdown(head, rows, "lrlrlr")
    if sheet.cohort:
        lines += ["", f"## {w(N_('What follows from all units together'))}", ""]
        rows3 = [(one.label, one.key, shown(one.answer), one.where) for one in sheet.cohort]
        lines += as_markdown((w(N_("Fact")), w(N_("key")), w(N_("value")), w(N_("from"))), rows3, "llrl")
    return lines
