"""A comparison for documents."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.reports.diff import phrases
from gpcli.reports.diff.report import DiffReport
from gpcli.reports.rows import as_markdown, cell
from gpcli.season.diff import UnitDifference


def write(report: DiffReport) -> str:
    """A heading and a table for each unit that is otherwise."""
    comparison, words = report.comparison, report.words
    w = words.word
    lines = [f"# {cell(f'{comparison.title}（{comparison.document}）')}", ""]
    for said, side in ((N_("from: "), comparison.old), (N_("to: "), comparison.new)):
        lines.append(f"- {w(said)}{cell(phrases.side(side, words))}")
    lines += ["", cell(w(phrases.ORDER)), ""]
    moved = [one for one in comparison.units if not one.same and not one.unmoved]
    if len(moved) > 1:
        lines += [*_summary(moved, words), ""]
    for one in moved:
        if len(moved) == 1 or one.was or one.difference.parts:
            lines += [*_unit(one, words), ""]
    for changes, units in phrases.unmoved(comparison, words).items():
        said = N_("{changes}: {units}")
        lines += [cell(w(said, changes=changes, units="、".join(units))), ""]
    same = sum(one.same for one in comparison.units)
    if same:
        said = N_("Unchanged: {number} of {all} units.")
        lines += [cell(w(said, number=same, all=len(comparison.units))), ""]
    for title, names in phrases.only(comparison, words):
        lines += [f"## {cell(title)}", "", cell("、".join(names)), ""]
    failed = [one for outcome in comparison.failed for one in outcome.problems]
    if failed:
        lines += [
            f"## {w(N_('Not scored'))}",
            "",
            *(f"- {cell(problems.text(one, words))}" for one in failed),
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _summary(moved: Sequence[UnitDifference], words: Words) -> list[str]:
    """Every unit that is otherwise, a row each."""
    head, *rows = phrases.summary(moved, words)
    title = words.word(N_("Changed results"))
    return [f"## {cell(title)}", "", *as_markdown(head, rows, "lrrrr"[: len(head)])]


def _unit(one: UnitDifference, words: Words) -> list[str]:
    w, difference = words.word, one.difference
    lines = [f"## {cell(f'{phrases.name(one, words)} · {one.table_name}')}", ""]
    head = (w(N_("kind")), w(N_("what")), w(N_("change")), w(N_("points")), w(N_("after it")))
    rows = [(w(N_("before")), "", "", "", phrases.end(difference.old, words))]
    for part in difference.parts:
        amount = phrases.amount(part.lower, part.upper, words)
        after = phrases.end(part.after, words)
        for number, change in enumerate(part.changes, 1):
            last = number == len(part.changes)
            said = (phrases.kind(change, words), phrases.what(change, words), phrases.change(change, words))
            rows.append((*said, amount if last else "", after if last else ""))
    whole = phrases.amount(difference.lower, difference.upper, words)
    rows.append((w(N_("sum")), "", "", whole, phrases.end(difference.new, words)))
    lines += as_markdown(head, rows, "lllrr")
    ranks = phrases.ranks(one, words)
    return [*lines, "", cell(ranks)] if ranks else lines
