"""What a notice says of each group that is ranked, and of the grades of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gpcli.messages import N_, Words
from gpcli.reports.columns import visible
from gpcli.reports.document import Block, Paragraph
from gpcli.reports.league import words as league
from gpcli.season.contest import Group, Row

LEADING = 3
"""Ranks that the overview names."""

TIES = {
    "in": N_("Who shares the last place of a quota is in."),
    "out": N_("Who shares the last place of a quota is out."),
    "": N_("It is not decided for who shares the last place of a quota."),
}
"""What becomes of who shares the last place, by a grade's ``ties``."""


def decided(groups: Sequence[Group], words: Words) -> Iterator[Block]:
    """Who decides the grades, and once for all groups what becomes of who shares the last place."""
    rules = [rule for group in groups for rule in group.rules]
    if not rules:
        return
    told = words.word(N_("Grades are decided by the assessing office, the document does not give them."))
    shared = shared_ties(groups)
    if shared is not None:
        told = words.word(N_("{first} {second}"), first=told, second=words.word(TIES[shared]))
    yield Paragraph(told)


def shared_ties(groups: Sequence[Group]) -> str | None:
    """What every quota says of who shares its last place; None where they differ or there is none."""
    ties = {rule.ties for group in groups for rule in group.rules if rule.quota is not None}
    return ties.pop() if len(ties) == 1 else None


def described(group: Group, ties: str | None, words: Words) -> Iterator[Block]:
    """One group in numbers, its first places, its grades; ``ties`` is said of all groups together."""
    told = words.word(N_("{key}: {value}"), key=league.name(group), value=_figures(group, words))
    yield Paragraph(_sentence(told, words))
    first = [row for row in group.rows if row.ranked.rank is not None and row.ranked.rank <= LEADING]
    if first:
        named = "、".join(
            words.word(N_("{unit} ({points}, rank {rank})"), **_place(row, words)) for row in first
        )
        yield Paragraph(words.word(N_("First places: {units}."), units=named))
    for one in filter(None, (league.provisional(group, words), *_grades(group, ties, words))):
        yield Paragraph(_sentence(one, words))


def _sentence(text: str, words: Words) -> str:
    return words.word(N_("{text}."), text=text)


def _figures(group: Group, words: Words) -> str:
    return words.word(N_("; ")).join(league.figures(group, words))


def _place(row: Row, words: Words) -> dict[str, str]:
    points = league.points(row.standing.mark)
    return {"unit": row.standing.unit, "points": points, "rank": league.rank(row.ranked, words)}


def _grades(group: Group, ties: str | None, words: Words) -> list[str]:
    """How many units have each grade, and where the grades come from."""
    if not group.has_grades:
        return []
    graded = [row for row in group.rows if row.state not in ("vetoed", "silent")]
    sure = [row.grades[0] for row in graded if len(row.grades) == 1]
    names = dict.fromkeys(name for row in graded for name in row.grades if name)
    parts = [words.word(N_("{grade} {number}"), grade=name, number=sure.count(name)) for name in names]
    waiting = sum(len(row.grades) > 1 for row in graded)
    if waiting:
        parts.append(words.word(N_("open {number}"), number=waiting))
    counted = words.word(N_("Grades: {counts}"), counts=words.word(N_(", ")).join(parts))
    if group.own_grades or not group.rules:
        return [*([counted] if parts else []), *league.grading(group, words)]
    rules = words.word(N_("; ")).join(league.rule(one, words, with_ties=ties is None) for one in group.rules)
    by = words.word(N_("How they are given: {rules}"), rules=visible(rules))
    return [*([counted] if parts else []), by, *league.edges(group, words)]
