"""A league table as rows with full headings: what CSV, Markdown and workbooks have in common."""

from __future__ import annotations

from gpcli.messages import N_, Words
from gpcli.reports.league import robust
from gpcli.reports.league import words as said
from gpcli.scoring.sheet import Mark
from gpcli.season.contest import Group, Row

FIRM = (
    N_("Readings: best rank"),
    N_("Readings: worst rank"),
    N_("judged: best rank"),
    N_("judged: worst rank"),
    N_("rounded: best rank"),
    N_("rounded: worst rank"),
    N_("one gone: best rank"),
    N_("one gone: worst rank"),
    N_("together: best rank"),
    N_("together: worst rank"),
    N_("may change places with"),
)
"""The columns that ``--robust`` adds."""


def sections(groups: list[Group]) -> list[str]:
    """The headings of the base sections of all the groups; sections of one name share a column."""
    return list(dict.fromkeys(name for group in groups for _, name in group.sections))


def head(names: list[str], words: Words) -> list[str]:
    """The columns from the number to the status, in the layout that offices use."""
    tail = (N_("bonus"), N_("penalty"), N_("Total"), N_("rank"), N_("grade"), N_("state"), N_("remark"))
    return [*(words.word(one) for one in (N_("No."), N_("unit"))), *names, *map(words.word, tail)]


def marks(group: Group, row: Row, names: list[str]) -> list[Mark | None]:
    """The marks of a row's sections under the headings, then its bonus and penalty; none of a silent unit."""
    if row.state in ("faulty", "silent"):
        return [None] * (len(names) + 2)
    mine = {name: row.sections.get(key) for key, name in group.sections}
    return [*(mine.get(name) for name in names), row.bonus, row.penalty]


def state(row: Row, words: Words) -> str:
    """How it stands with a unit."""
    return words.word(said.STATE_WORDS[row.state])


def firm(group: Group, words: Words) -> list[list[int | str | None]]:
    """How firm the rank of each row is: the ranks by each cause, and with whom it may change places."""
    if group.robust is None:
        return [[] for _ in group.rows]
    met = robust.partners(group.robust)
    found: list[list[int | str | None]] = []
    for one in group.robust.positions:
        ends = [end for span in robust.spans(one)[1:] for end in (span.best, span.worst)]
        found.append([*ends, "、".join(robust.name(unit, words) for unit in met[one.unit])])
    return found
