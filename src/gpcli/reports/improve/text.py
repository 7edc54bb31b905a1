"""The advice for a terminal of 80 columns."""

from __future__ import annotations

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.reports.columns import indented, left, table, visible, width
from gpcli.reports.improve import Advice, AdviceReport
from gpcli.reports.improve.blocks import Block, blocks, summary
from gpcli.season.improve import Improvement

COLUMNS = 80


def write(report: AdviceReport) -> str:
    """Every unit, one after the other."""
    between = "\n" + "═" * (COLUMNS // 2) + "\n\n"
    return between.join("\n".join(_advice(one, report.words)) + "\n" for one in report.advice)


def _advice(one: Advice, words: Words) -> list[str]:
    if one.improvement is None:
        lines = indented(words.word(N_("{path}: not scored"), path=visible(one.path)), COLUMNS)
        for problem in one.problems:
            lines += indented(problems.text(problem, words), COLUMNS, "  ", "    ")
        return lines
    lines = _head(one.improvement, words)
    for block in blocks(one.improvement, words):
        lines += ["", *_block(block, words)]
    return [*lines, "", *_foot(one.improvement, words)]


def _head(one: Improvement, words: Words) -> list[str]:
    sheet = one.scored.sheet
    unofficial = words.word(N_("unofficial result"))
    name = f"{phrases.unit(sheet, words)} · {sheet.scheme.table_name}"
    if sheet.period:
        name += f" · {visible(sheet.period)}"
    said = indented(visible(sheet.note), COLUMNS) if sheet.note else []
    title = indented(f"{sheet.scheme.title}（{sheet.scheme.document}）", COLUMNS)
    head = [*said, *title, left(name, COLUMNS - width(unofficial)) + unofficial, ""]
    for line in (phrases.result(sheet, words), *phrases.beyond(one.scored, words), *summary(one, words)):
        head += indented(line, COLUMNS)
    return head


def _block(block: Block, words: Words) -> list[str]:
    lines = [words.word(N_("── {title} ──"), title=block.title)]
    lines += table([block.head, *block.rows], block.aligned, COLUMNS)
    for said in block.after:
        lines += indented(said, COLUMNS, "  ")
    return lines


def _foot(one: Improvement, words: Words) -> list[str]:
    scheme = one.scored.sheet.scheme
    foot = words.word(
        N_("Scheme {scheme}, table {table}; pack {pack} {version}"),
        scheme=scheme.id,
        table=scheme.table,
        pack=scheme.pack,
        version=scheme.pack_version,
    )
    said = words.word(N_("Every gain is the difference of two totals of the whole table."))
    return [*indented(said, COLUMNS), *indented(foot, COLUMNS)]
