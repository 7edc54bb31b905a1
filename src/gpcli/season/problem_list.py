"""The problem list (问题清单): a row for each loss of each unit, with what came back about it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.points import total
from gpcli.records import Record
from gpcli.scoring.outcome import Scored
from gpcli.scoring.sheet import Line, OpenFact
from gpcli.season.losses import NOTHING, Loss, Losses
from gpcli.season.returned import OBJECTED, OPEN, Returned


class Row(Record):
    """One row: the loss, until when, and what unit and office said; ``settled`` where it costs nothing more.

    What a floor or cap of its item gave back is taken off its points, and ``limit`` says so. A row that gives
    back what others lost has no state, as nobody has to do anything about it.
    """

    loss: Loss
    deadline: str
    state: str
    action: str = ""
    objection: str = ""
    recheck: str = ""
    person: str = ""
    reason: str = ""
    settled: bool = False
    limit: tuple[Loss, ...] = ()


class UnitList(Record):
    """The rows of one unit, and the facts that are missing, which are no losses yet.

    ``id`` stands for the name of a unit that has none.
    """

    unit: str
    table: str
    table_name: str
    period: str
    note: str
    rows: tuple[Row, ...]
    open: tuple[OpenFact, ...]
    rechecked: int
    id: str = ""

    @property
    def called(self) -> str:
        """The unit's name, or what its row calls itself; nothing where neither was filled in."""
        return self.unit or self.id

    @property
    def lost(self) -> Decimal:
        """What its losses come to, after what floors and caps gave back.

        Of a decided unit it is the maximum less the total, and what bonuses gave as far as they counted.
        """
        return total(row.loss.points for row in self.rows if row.loss.points is not None)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of each row: 0 of one that loses nothing, or gives back what others lost."""
        counted = [not row.settled and not row.loss.relief for row in self.rows]
        return tuple(sum(counted[: place + 1]) if one else 0 for place, one in enumerate(counted))

    @property
    def problems(self) -> tuple[Row, ...]:
        """The rows that somebody has to do something about, or had to."""
        return tuple(row for row in self.rows if not row.loss.relief)


def problem_list(
    losses: Losses, scored: Scored, deadline: str = "", returned: Sequence[Returned] = ()
) -> UnitList:
    """The problems of a unit in the table's order; rows of ``returned`` that lose no more come last."""
    sheet = scored.sheet
    waiting = list(returned)
    rows = [_row(loss, deadline, waiting)._replace(limit=limit) for loss, limit in folded(losses.of(scored))]
    rows += (_past(one) for one in waiting if _speaks(one))
    return UnitList(
        sheet.unit,
        sheet.scheme.table,
        sheet.scheme.table_name,
        sheet.period,
        sheet.note,
        tuple(rows),
        tuple(sheet.missing.values()),
        len(sheet.rechecks),
        sheet.id,
    )


def fact_words(loss: Loss) -> str:
    """The keys of the facts that a loss reads, as one text."""
    return "、".join(loss.facts)


def folded(losses: Sequence[Loss]) -> list[tuple[Loss, tuple[Loss, ...]]]:
    """The losses with what was given back of them in their own item, the last ones first."""
    found: list[tuple[Loss, tuple[Loss, ...]]] = [(one, ()) for one in losses]
    for relief in (one for one in losses if one.relief and one.item):
        assert relief.points is not None
        left = -relief.points
        mine = [place for place, (one, _) in enumerate(found) if one.item == relief.item and not one.relief]
        if total(found[place][0].points or NOTHING for place in mine) < left:
            continue
        for place in reversed(mine):
            loss, limits = found[place]
            part = min(left, loss.points or NOTHING)
            if part:
                less = relief._replace(points=-part)
                found[place] = loss._replace(points=total([loss.points or NOTHING, -part])), (*limits, less)
                left = total([left, -part])
        found = [one for one in found if one[0] is not relief]
    return found


def _row(loss: Loss, deadline: str, waiting: list[Returned]) -> Row:
    """The loss with the row that came back about it, which then waits no longer."""
    if loss.relief:
        return Row(loss, "", "")
    place = (loss.item, fact_words(loss), loss.entry)
    mine = next((one for one in waiting if (one.item, one.fact, one.number) == place and _speaks(one)), None)
    if mine is None:
        return Row(loss, deadline, OPEN)
    waiting.remove(mine)
    return Row(
        loss,
        deadline or mine.deadline,
        _state(mine),
        mine.action,
        mine.objection,
        mine.recheck,
        mine.person,
        mine.reason,
    )


def _speaks(one: Returned) -> bool:
    """Whether the row is about a problem, and not about points that came back."""
    return bool(one.state or one.action or one.objection or one.recheck)


def _state(one: Returned) -> str:
    """The state; who objects need not change the one that went out."""
    return OBJECTED if one.objection and one.state in ("", OPEN) else one.state or OPEN


def _past(one: Returned) -> Row:
    """A row that loses nothing more, as it came back."""
    loss = Loss(
        "",
        one.section,
        one.item,
        one.item_name,
        one.clause,
        Line("", one.said, Decimal(0), None, ""),
        (one.fact,) if one.fact else (),
        one.number,
        "",
        Decimal(0),
    )
    return Row(
        loss,
        one.deadline,
        _state(one),
        one.action,
        one.objection,
        one.recheck,
        one.person,
        one.reason,
        settled=True,
    )
