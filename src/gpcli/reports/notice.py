"""The skeleton of a notice (通报): its parts in the usual order, the figures filled in.

What the season does not say is a blank that nobody overlooks; nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gpcli.messages import N_, Words
from gpcli.records import Record
from gpcli.reports import notice_groups as groups
from gpcli.reports import phrases
from gpcli.reports import problem_list as problems
from gpcli.reports.columns import visible
from gpcli.reports.dates import day
from gpcli.reports.document import Annex, Annexes, Block, Heading, Paragraph, Rows
from gpcli.reports.league import rows as shared
from gpcli.reports.league import words as league
from gpcli.reports.league.report import LeagueReport
from gpcli.season.contest import Contest, Group
from gpcli.season.file import Season
from gpcli.season.frequent import Disputes, Frequent, Status
from gpcli.season.problem_list import UnitList

BLANK = "〔　　〕"
"""What stands where the season says nothing."""

FREQUENT = 10
"""Items that the second part names."""

FORM_ROWS = 5

ANNEXES = (N_("Ranking"), N_("Problem list"), N_("Feedback form"))
"""The titles of the annexes, in their order."""


class Notice(Record):
    """Everything that a notice is made of. ``lacking`` inputs are not in its figures; ``wide`` tables have
    every column.
    """

    season: Season
    contests: Sequence[Contest]
    lists: Sequence[UnitList]
    frequent: Sequence[Frequent]
    statuses: Sequence[Status]
    disputes: Disputes
    lacking: int
    report: LeagueReport
    wide: bool

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group that is ranked."""
        return tuple(group for contest in self.contests for group in contest.groups)


def blocks(notice: Notice, words: Words) -> list[Block]:
    """The notice from the number to the annexes."""
    season = notice.season
    head: list[Block] = [Paragraph(season.note, role="note")] if season.note else []
    addressees = words.word(N_("{addressees}:"), addressees=season.notice.addressees or BLANK)
    head += [
        Paragraph(season.notice.number or BLANK, role="number"),
        Heading(1, _title(season, words)),
        Paragraph(addressees, role="addressees"),
        Paragraph(_basis(notice, words)),
    ]
    return [
        *head,
        Heading(2, words.word(N_("I. Overview"))),
        *_overview(notice, words),
        Heading(2, words.word(N_("II. Problems"))),
        *_problems(notice, words),
        Heading(2, words.word(N_("III. What comes next"))),
        *_next(notice, words),
        Annexes(words.word(N_("Annexes: ")), tuple(words.word(one) for one in ANNEXES)),
        Paragraph(season.notice.issuer or BLANK, "right"),
        Paragraph(day(season.notice.date, words) or BLANK, "right"),
        *_ranking(notice, words),
        *_list(notice, words),
        *_form(words),
    ]


def _period(season: Season, words: Words) -> str:
    if re.fullmatch(r"[0-9]{4}", season.period):
        return words.word(N_("the year {year}"), year=season.period)
    return season.period or BLANK


def _title(season: Season, words: Words) -> str:
    title = season.title or BLANK
    if season.period and season.period in title:
        return words.word(N_("Notice on the results: {title}"), title=title)
    said = N_("Notice on the results: {title}, {period}")
    return words.word(said, title=title, period=_period(season, words))


def _basis(notice: Notice, words: Words) -> str:
    scheme = notice.contests[0].scheme
    said = N_("Under {scheme} ({document}) {number} units were assessed for {period}. The results follow.")
    return words.word(
        said,
        scheme=scheme.title,
        document=scheme.document,
        number=sum(group.figures.units for group in notice.groups),
        period=_period(notice.season, words),
    )


def _overview(notice: Notice, words: Words) -> Iterator[Block]:
    states = [row.state for group in notice.groups for row in group.rows]
    said = N_("Of {units} units {heard} handed in facts and {ranked} are ranked.")
    counts = {"units": len(states), "heard": len(states) - states.count("silent")}
    yield Paragraph(words.word(said, **counts, ranked=states.count("scored")))
    silent = [row.standing.unit for group in notice.groups for row in group.rows if row.state == "silent"]
    if silent:
        told = N_("Nothing was handed in by {number} units: {units}.")
        yield Paragraph(words.word(told, number=len(silent), units="、".join(silent)))
    if notice.lacking:
        lacking = N_(
            "Inputs that could not be scored: {number}; those of their units that are known are open."
        )
        yield Paragraph(words.word(lacking, number=notice.lacking))
    for group in notice.groups:
        yield from groups.described(group, groups.shared_ties(notice.groups), words)
    yield from groups.decided(notice.groups, words)


def _problems(notice: Notice, words: Words) -> Iterator[Block]:
    for status in notice.statuses:
        said = N_("{label}: {units}.")
        yield Paragraph(words.word(said, label=status.label, units="、".join(status.units)))
    if not notice.frequent:
        yield Paragraph(words.word(N_("No problems: nothing was certainly lost.")))
    for number, one in enumerate(notice.frequent[:FREQUENT], 1):
        name = words(one.name)
        if one.section_name and one.section_name != name:
            name = words.word(N_("{item} ({section})"), item=name, section=one.section_name)
        said = N_("{number}. {name}: {count} units lost {points} points together: {units}.")
        yield Paragraph(
            words.word(
                said,
                number=number,
                name=name,
                count=len(one.units),
                points=phrases.number(one.points),
                units="、".join(one.units),
            )
        )
    if len(notice.frequent) > FREQUENT:
        more = N_("Problems with {number} further items: see annex 2.")
        yield Paragraph(words.word(more, number=len(notice.frequent) - FREQUENT))
    disputes = notice.disputes
    if disputes.objected or disputes.rechecked:
        said = N_(
            "Objections: {objected}, of these upheld {upheld}, dismissed {dismissed}; "
            "facts changed after a re-check: {rechecked}."
        )
        yield Paragraph(
            words.word(
                said,
                objected=disputes.objected,
                upheld=disputes.upheld,
                dismissed=disputes.dismissed,
                rechecked=disputes.rechecked,
            )
        )


def _next(notice: Notice, words: Words) -> Iterator[Block]:
    said = N_("Units mend what annex 2 lists and report it in the form of annex 3 by {deadline}.")
    yield Paragraph(words.word(said, deadline=day(notice.season.deadline, words) or BLANK))
    yield Paragraph(words.word(N_("Who objects to a deduction says why in the same form, with evidence.")))


def _annex(number: int, words: Words) -> Annex:
    label = words.word(N_("Annex {number}"), number=number)
    return Annex(label, words.word(ANNEXES[number - 1]), wide=True)


def _ranking(notice: Notice, words: Words) -> Iterator[Block]:
    yield _annex(1, words)
    for group in notice.groups:
        yield Heading(3, league.name(group))
        yield _wide(group, notice, words) if notice.wide else _narrow(group, words)


def _wide(group: Group, notice: Notice, words: Words) -> Rows:
    names = shared.sections([group])
    head = shared.head(names, words)
    rows = tuple(
        (
            str(number),
            league.unit(row, words),
            *map(league.points, shared.marks(group, row, names)),
            league.span(row, words),
            league.rank(row.ranked, words),
            league.grades(row, words),
            shared.state(row, words),
            league.why(row, notice.report),
        )
        for number, row in enumerate(group.rows, 1)
    )
    return Rows(tuple(head), rows, "rl" + "r" * (len(names) + 3) + "llll")


def _narrow(group: Group, words: Words) -> Rows:
    titles = (N_("rank"), N_("unit"), N_("Total"), N_("grade"), N_("state"))
    rows = tuple(
        (
            league.rank(row.ranked, words),
            league.unit(row, words),
            league.span(row, words),
            league.grades(row, words),
            shared.state(row, words),
        )
        for row in group.rows
    )
    return Rows(tuple(words.word(one) for one in titles), rows, "llrll")


def _list(notice: Notice, words: Words) -> Iterator[Block]:
    yield _annex(2, words)
    lists = [one for one in notice.lists if one.rows]
    if not lists:
        yield Paragraph(words.word(N_("No problems: nothing was certainly lost.")))
    for one in lists:
        yield Heading(3, visible(one.unit) or words.word(N_("unit not filled in")))
        yield problems.rows_of(one, words) if notice.wide else problems.short_rows_of(one, words)


def _form(words: Words) -> Iterator[Block]:
    yield _annex(3, words)
    titles = (
        N_("No."),
        N_("Item"),
        N_("Problem"),
        N_("rectification"),
        N_("Done on"),
        N_("Objection and evidence"),
    )
    empty = tuple((str(number), "", "", "", "", "") for number in range(1, FORM_ROWS + 1))
    yield Rows(tuple(words.word(one) for one in titles), empty, "rlllll", by_hand=len(titles) - 1)
    signed = N_("Unit (stamp): {unit}　Responsible: {person}　Date: {date}")
    yield Paragraph(words.word(signed, unit=BLANK, person=BLANK, date=BLANK))
