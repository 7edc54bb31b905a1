"""The advice for documents."""

from __future__ import annotations

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.reports.improve import Advice, AdviceReport
from gpcli.reports.improve.blocks import blocks, summary
from gpcli.reports.rows import as_markdown, cell


def write(report: AdviceReport) -> str:
    """Every unit under a heading of its own."""
    return "\n".join("\n".join(_advice(one, report.words)) + "\n" for one in report.advice)


def _advice(one: Advice, words: Words) -> list[str]:
    if one.improvement is None:
        said = [f"- {cell(problems.text(problem, words))}" for problem in one.problems]
        return [f"# {cell(words.word(N_('{path}: not scored'), path=one.path))}", "", *said]
    scored = one.improvement.scored
    sheet = scored.sheet
    lines = [f"> {cell(sheet.note)}", ""] if sheet.note else []
    title = f"{sheet.scheme.title}（{sheet.scheme.document}）"
    unofficial = words.word(N_("unofficial result"))
    lines += [f"# {cell(phrases.unit(sheet, words))}", ""]
    lines += [" · ".join((cell(title), cell(sheet.scheme.table_name), unofficial)), ""]
    lines += [f"**{cell(phrases.result(sheet, words))}**", ""]
    lines += [f"{cell(said)}  " for said in summary(one.improvement, words)]
    for block in blocks(one.improvement, words):
        lines += ["", f"## {cell(block.title)}", "", *as_markdown(block.head, block.rows, block.aligned)]
        for after in block.after:
            lines += ["", cell(after)]
    return lines
