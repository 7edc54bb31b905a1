"""A comparison for the terminal, 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.reports.columns import indented, left, table, visible, width
from gpcli.reports.diff import phrases
from gpcli.reports.diff.report import DiffReport
from gpcli.season.diff import Comparison, Part, UnitDifference

COLUMNS = 80


def write(report: DiffReport) -> str:
    """What is compared, every unit with its parts, what is on one side alone."""
    comparison, words = report.comparison, report.words
    moved = [one for one in comparison.units if not one.same and not one.unmoved]
    blocks = [_head(comparison, words)]
    if len(moved) > 1:
        blocks.append(_summary(moved, words))
    blocks += [_unit(one, words) for one in moved if len(moved) == 1 or one.was or one.difference.parts]
    blocks.append(_unmoved(comparison, words))
    blocks.append(_unchanged(comparison, words))
    for title, names in phrases.only(comparison, words):
        blocks.append([_title(title, words), *indented("、".join(names), COLUMNS, "  ")])
    blocks.append(_failed(comparison, words))
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _head(comparison: Comparison, words: Words) -> list[str]:
    lines = indented(visible(f"{comparison.title}（{comparison.document}）"), COLUMNS)
    for said, side in ((N_("from: "), comparison.old), (N_("to: "), comparison.new)):
        label = words.word(said)
        lines += indented(phrases.side(side, words), COLUMNS, label, " " * width(label))
    return [*lines, *indented(words.word(phrases.ORDER), COLUMNS)]


def _unit(one: UnitDifference, words: Words) -> list[str]:
    difference = one.difference
    lines = [_title(f"{phrases.name(one, words)} · {one.table_name}", words)]
    totals = words.word(
        N_("total {old} → {new}: {amount}"),
        old=phrases.end(difference.old, words),
        new=phrases.end(difference.new, words),
        amount=phrases.amount(difference.lower, difference.upper, words),
    )
    ranks = phrases.ranks(one, words)
    space = COLUMNS - width(totals) - 2
    if ranks and width(ranks) <= space:
        lines.append(f"  {left(totals, COLUMNS - 2 - width(ranks))}{ranks}")
    else:
        lines += [line for said in (totals, ranks) if said for line in indented(said, COLUMNS, "  ")]
    rows = [row for part in phrases.moving(difference) for row in _part(part, words)]
    lines += table(rows, "lllr", COLUMNS)
    idle = phrases.idle(difference, words)
    if idle:
        lines += indented(words.word(N_("without effect: {changes}"), changes=idle), COLUMNS, "  ", "    ")
    return lines


def _part(part: Part, words: Words) -> list[tuple[str, str, str, str]]:
    amounts = [phrases.amount(part.lower, part.upper, words), *[""] * len(part.changes)]
    rows = [
        (f"  {phrases.kind(one, words)}", phrases.what(one, words), phrases.change(one, words), amount)
        for one, amount in zip(part.changes, amounts, strict=False)
    ]
    status = phrases.status(part, words)
    return [*rows, ("", status, "", "")] if status else rows


def _summary(moved: Sequence[UnitDifference], words: Words) -> list[str]:
    rows = [(f"  {row[0]}", *row[1:]) for row in phrases.summary(moved, words)]
    return [_title(words.word(N_("Changed results")), words), *table(rows, "lrrrr"[: len(rows[0])], COLUMNS)]


def _unmoved(comparison: Comparison, words: Words) -> list[str]:
    found = phrases.unmoved(comparison, words)
    if not found:
        return []
    lines = [_title(words.word(N_("Otherwise without effect")), words)]
    for changes, units in found.items():
        said = words.word(N_("{changes}: {units}"), changes=changes, units="、".join(units))
        lines += indented(said, COLUMNS, "  ", "    ")
    return lines


def _unchanged(comparison: Comparison, words: Words) -> list[str]:
    same = [one for one in comparison.units if one.same]
    if not same:
        return []
    if len(same) == len(comparison.units) == 1:
        return [words.word(N_("Nothing is otherwise."))]
    return [
        words.word(N_("Unchanged: {number} of {all} units."), number=len(same), all=len(comparison.units))
    ]


def _failed(comparison: Comparison, words: Words) -> list[str]:
    found = [one for outcome in comparison.failed for one in outcome.problems]
    if not found:
        return []
    lines = [_title(words.word(N_("Not scored")), words)]
    return [*lines, *(line for one in found for line in indented(problems.text(one, words), COLUMNS, "  "))]


def _title(text: str, words: Words) -> str:
    return words.word(N_("── {title} ──"), title=text)
