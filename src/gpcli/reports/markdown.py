"""The sheet for documents."""

from __future__ import annotations

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.reports import sheet_blocks as parts
from gpcli.reports.document import as_markdown_document
from gpcli.reports.format import Report
from gpcli.reports.rows import cell, detail
from gpcli.scoring.outcome import Outcome, Scored


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
    blocks = (
        *parts.steps(sheet, words),
        *parts.items(sheet, words, detail),
        *parts.missing(sheet, words),
        *parts.sources(sheet, words),
        *parts.cohort(sheet, words),
        *parts.changed(sheet, words),
        *parts.readings(scored, words, N_("Readings in force"), sheet.readings),
        parts.scheme(sheet, words),
    )
    return [*_head(scored, words), "", as_markdown_document(blocks).rstrip("\n")]
