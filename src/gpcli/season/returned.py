"""What came back from the units and the office on a problem list: its columns, states and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gpcli.facts.unit import Input
from gpcli.messages import N_, Phrase
from gpcli.problems import Problem, listed, nearest, problem
from gpcli.records import Record

HEADERS = {
    "number": "序号",
    "unit": "单位",
    "section": "一级指标",
    "item_name": "评分项",
    "item": "评分项编号",
    "fact": "事实",
    "entry": "条次",
    "said": "问题",
    "points": "扣分",
    "clause": "条款",
    "deadline": "整改时限",
    "action": "整改情况",
    "objection": "异议",
    "state": "状态",
    "recheck": "复核后",
    "person": "复核人",
    "reason": "复核说明",
}
"""The columns of the list as it goes out; programs and people know them by these names."""

NEEDED = ("unit", "fact", "state", "recheck")

WITHDRAWN = "撤销"
"""What stands for an entry that does not count any more."""

OPEN, MENDED, UNMENDED = "待整改", "已整改", "未整改"
OBJECTED, UPHELD, DISMISSED = "异议", "异议成立", "异议不成立"
STATES = (OPEN, MENDED, UNMENDED, OBJECTED, UPHELD, DISMISSED)
ANSWERED = (MENDED, UPHELD)
"""The states in which a re-check may change a fact."""


class Returned(Record):
    """One row that came back, as text; ``file`` and ``row``, as a spreadsheet counts, say where it stands."""

    file: str
    row: int
    unit: str
    section: str = ""
    item_name: str = ""
    item: str = ""
    fact: str = ""
    entry: str = ""
    said: str = ""
    points: str = ""
    clause: str = ""
    deadline: str = ""
    action: str = ""
    objection: str = ""
    state: str = ""
    recheck: str = ""
    person: str = ""
    reason: str = ""

    @property
    def number(self) -> int:
        """The entry's number, 0 for a whole fact or what is no number."""
        return int(self.entry) if re.fullmatch("[1-9][0-9]{0,4}", self.entry) else 0

    def wrong(
        self, code: str, column: str, said: str, expected: Phrase = "", near: str = "", **params: Phrase | int
    ) -> Problem:
        """A problem with one cell of the row."""
        found = problem(code, said, expected=expected, nearest=near, **params)
        return found._replace(file=self.file, line=self.row, key=HEADERS[column])


class Rectification(Record):
    """Everything that came back: the files, their rows in order, what is worth telling about reading them."""

    inputs: Mapping[str, Input] = {}
    rows: tuple[Returned, ...] = ()
    notices: tuple[Phrase, ...] = ()


NO_RECTIFICATION = Rectification()


def faults(row: Returned) -> Iterator[Problem]:
    """What is wrong with the form of one row, whatever its fact."""
    if not row.unit:
        yield row.wrong("missing-key", "unit", N_("the row names no unit"))
    if row.entry and not row.number:
        yield row.wrong("wrong-type", "entry", N_("{given} is no entry's number"), given=row.entry[:40])
    if row.state and row.state not in STATES:
        said, near = N_("no state is called {given}"), nearest(row.state, _alike(row.state))
        yield row.wrong("unknown-level", "state", said, listed(STATES), near, given=row.state[:40])
    if not row.recheck:
        return
    if not row.fact:
        yield row.wrong("missing-key", "fact", N_("a re-check names its fact"), "ITEM.FACT")
    if row.state in STATES and row.state not in ANSWERED:
        said = N_("a re-check changes a fact only where the state is one of these")
        yield row.wrong("recheck", "state", said, listed(ANSWERED))
    elif not row.state:
        yield row.wrong("recheck", "state", N_("a re-check needs a state"), listed(ANSWERED))
    for column in ("person", "reason"):
        if not getattr(row, column):
            yield row.wrong("recheck", column, N_("a re-check says who decided it, and why"))


def _alike(given: str) -> tuple[str, ...]:
    """The states that do not say the opposite: those that deny, or wait, as the given text does."""
    return tuple(one for one in STATES if _sense(one) == _sense(given))


def _sense(text: str) -> tuple[bool, bool]:
    return any(sign in text for sign in "未不没无非"), "待" in text
