"""The parts of a unit's advice as tables with a title, for every format that people read."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.expr.fields import Answer, Field
from gpcli.messages import N_, Message, Words, message
from gpcli.points import plain
from gpcli.records import Record
from gpcli.reports import phrases as shared
from gpcli.reports.columns import visible
from gpcli.reports.improve.phrases import change, cost, gain, name, points, rank, total, value
from gpcli.reports.problem_list import points as lost
from gpcli.reports.problem_list import said
from gpcli.season.improve import Bundle, Fix, Gain, Goal, Improvement, Locked, Standing
from gpcli.season.problem_list import Row

Cells = tuple[str, ...]


class Block(Record):
    """One table: its title, rows under a head, what is said after it. ``aligned`` as in columns."""

    title: str
    head: Cells
    rows: tuple[Cells, ...]
    aligned: str
    after: tuple[str, ...] = ()


def blocks(one: Improvement, words: Words) -> list[Block]:
    """Every part that has something to say, most useful first."""
    teller = _Teller(one, words)
    parts = (
        teller.plan(),
        teller.goals(),
        teller.locked(),
        teller.missing(),
        teller.past(),
        teller.others(),
        teller.claims(),
        teller.leftover(),
        teller.unproven(),
    )
    return [part for part in parts if part is not None]


def summary(one: Improvement, words: Words) -> list[str]:
    """The rank among others, what all fixes together come to, and the rank with them."""
    said: list[str] = []
    place = one.place(one.now)
    if one.rivals is not None and place is not None:
        said.append(words.word(N_("Among the others: {rank}"), rank=_rank(one, one.now, words)))
    steps = one.bundle.steps
    if not steps:
        return [*said, words.word(N_("No fix of this unit's own raises the total."))]
    told = words.word(
        N_("Fixes in this order ({number}): {now} → {then} ({gain})"),
        number=len(steps),
        now=total(one.now, words),
        then=total(one.bundle.standing, words),
        gain=gain(one.bundle.gain, words),
    )
    said.append(told)
    if one.rivals is not None and one.place(one.bundle.standing) is not None:
        with_them = N_("With all of them, as the others stand: {rank}")
        said.append(words.word(with_them, rank=_rank(one, one.bundle.standing, words)))
    return said


def _rank(one: Improvement, standing: Standing, words: Words) -> str:
    place = one.place(standing)
    assert place is not None
    assert one.rivals is not None
    units = len(one.rivals.others) + one.rivals.without + 1
    said = rank(place, units, words)
    undecided = one.rivals.open + (place.rank is None)
    if not undecided:
        return said
    return words.word(N_("{rank}; {open} of them have no total yet"), rank=said, open=undecided)


class _Teller:
    def __init__(self, one: Improvement, words: Words) -> None:
        self._one = one
        self._words = words
        self._table = one.scored.scorer.table
        self._answers = one.scored.facts.answers
        self._places = {place.field: place for place in self._table.places}
        self._fixes = {fix.place.field: fix for fix in one.fixes}

    def plan(self) -> Block | None:
        rows = list(self._steps())
        planned = self._one.bundle.changes
        rest = [fix for fix in self._one.fixes if fix.place.field not in planned]
        for fix in rest:
            assert fix.best is not None
            rows.append(self._alone(fix, "—"))
            rows += self._lesser(fix, fix.best.answer, fix.best.gain)
        if not rows:
            return None
        after: list[str] = []
        if rest:
            after.append(self._word(N_("— gains alone, but after the numbered fixes it would add nothing.")))
        if not self._one.bundle.proven and self._one.now.lower == self._one.now.upper:
            after.append(
                self._word(N_("This is the best that was found; that none is better is not proven."))
            )
        if not self._one.bundle.fewest:
            after.append(self._word(N_("That fewer fixes would not do it is not proven.")))
        words = [self._word(one) for one in (N_("item: fact"), N_("change"), N_("alone"), N_("in turn"))]
        head = ("", *words, self._word(N_("total then")))
        return Block(self._word(N_("What to fix first")), head, tuple(rows), "rllrrr", tuple(after))

    def _steps(self) -> Iterator[Cells]:
        before = self._one.now
        for number, step in enumerate(self._one.bundle.steps, 1):
            changes = dict(step.changes)
            first, *along = changes
            fix = self._fixes.get(first)
            then = total(step.standing, self._words)
            if before.sure and not step.standing.sure:
                then = self._word(N_("{total}, no longer: {status}"), total=then, status=before.sure[0])
            alone = "" if fix is None else gain(step.alone, self._words)
            yield (
                str(number),
                self._name(first),
                self._change(first, changes[first]),
                alone,
                gain(step.gain, self._words),
                then,
            )
            for field in along:
                yield (
                    "",
                    self._word(N_("  with {fact}"), fact=self._name(field)),
                    self._change(field, changes[field]),
                    "",
                    "",
                    "",
                )
            if fix is not None:
                yield from self._lesser(fix, changes[first], step.alone)
            before = step.standing

    def _lesser(self, fix: Fix, chosen: Answer, most: Gain) -> list[Cells]:
        """Its other better answers that gain no more than the chosen one: all, or of many the nearest."""
        others = [
            one
            for one in fix.better
            if one.answer != chosen and one.gain.lower <= most.lower and one.gain.upper <= most.upper
        ]
        shown = others if len(others) <= 3 else others[:1]
        said = N_("  or only") if len(shown) == len(others) else N_("  or each one")
        return [
            (
                "",
                self._word(said),
                self._change(fix.place.field, one.answer),
                gain(one.gain, self._words),
                "",
                "",
            )
            for one in shown
        ]

    def _alone(self, fix: Fix, number: str) -> Cells:
        assert fix.best is not None
        field, best = fix.place.field, fix.best
        return (
            number,
            self._name(field),
            self._change(field, best.answer),
            gain(best.gain, self._words),
            "",
            "",
        )

    def goals(self) -> Block | None:
        if not self._one.goals:
            return None
        rows = tuple((self._goal(goal), self._how(goal)) for goal in self._one.goals)
        head = (self._word(N_("to reach")), self._word(N_("the fewest fixes that surely do")))
        after: tuple[str, ...] = ()
        rivals = self._one.rivals
        if rivals is not None and rivals.open:
            said = N_("Ranks and places count the units that have a number; {number} others have none yet.")
            after = (self._word(said, number=rivals.open),)
        return Block(self._word(N_("The next lines")), head, rows, "ll", after)

    def _goal(self, goal: Goal) -> str:
        line = "" if goal.line is None else plain(goal.line)
        match goal.kind:
            case "target":
                said = message(N_("total {line}"), line=line)
            case "rank" if goal.worst is not None and str(goal.worst) != goal.name:
                msgid = N_("rank {rank}, at worst {worst} ({line})")
                said = message(msgid, rank=goal.name, worst=goal.worst, line=line)
            case "rank":
                said = message(N_("rank {rank} ({line})"), rank=goal.name, line=line)
            case _ if goal.above:
                said = message(N_("grade {grade} (more than {line})"), grade=goal.name, line=line)
            case _ if line:
                said = message(N_("grade {grade} ({line})"), grade=goal.name, line=line)
            case _:
                said = message(N_("grade {grade}"), grade=goal.name)
        return self._words(said)

    def _how(self, goal: Goal) -> str:
        if goal.is_reached:
            return self._word(N_("reached"))
        if goal.bundle is None and goal.possible:
            if goal.short is None:
                return self._word(N_("not sure with this unit's fixes; may be reached by filling in"))
            said = N_("not sure with this unit's fixes, {points} short; may be reached by filling in")
            return self._word(said, points=plain(goal.short))
        if goal.bundle is None:
            if goal.short is None:
                return self._word(N_("out of reach of this unit's fixes"))
            return self._word(
                N_("out of reach of this unit's fixes: {points} short"), points=plain(goal.short)
            )
        return self._named(goal.bundle)

    def _named(self, bundle: Bundle) -> str:
        words = self._words
        parts = [
            words.word(
                N_("{fact} ({change}) {gain}"),
                fact=words.word(N_(" and ")).join(self._name(field) for field in step.changes),
                change=words.word(N_(", ")).join(
                    self._change(field, answer) for field, answer in step.changes.items()
                ),
                gain=gain(step.gain, words),
            )
            for step in bundle.steps
        ]
        return words.word(N_("; ")).join(parts)

    def locked(self) -> Block | None:
        if not self._one.locked:
            return None
        rows = [self._locked(one) for one in self._one.locked]
        words = [N_("item: fact"), N_("change"), N_("taken away by"), N_("gains together with")]
        head = tuple(self._word(one) for one in words)
        return Block(self._word(N_("Fixes that gain nothing alone")), head, tuple(rows), "llll")

    def _locked(self, one: Locked) -> Cells:
        absorbed = one.absorbed
        move = self._words(absorbed.move)
        by = self._word(N_("{key}: {value}"), key=self._words(absorbed.name), value=move)
        if one.gain is None:
            freed = self._word(N_("no other fix"))
        else:
            names = self._word(N_(" and ")).join(
                self._word(
                    N_("{fact} ({change})"), fact=self._name(field), change=self._change(field, answer)
                )
                for field, answer in one.freed_by
            )
            freed = self._word(N_("{key}: {value}"), key=names, value=gain(one.gain, self._words))
        return self._name(one.place.field), self._change(one.place.field, one.option.answer), by, freed

    def missing(self) -> Block | None:
        if not self._one.missing:
            return None
        rows = [
            (
                self._name(one.place.field),
                shared.source(one.place.assessed_by[0], self._words),
                value(one.place.field, one.best, self._words),
                points(one.gain.lower, self._words),
                "" if one.risk is None else points(one.risk.upper, self._words),
            )
            for one in self._one.missing
        ]
        words = [N_("item: fact"), N_("owed by"), N_("best"), N_("at best"), N_("at worst")]
        head = tuple(self._word(one) for one in words)
        said = self._word(N_("At best: what becomes certain. At worst: what is lost of the possible."))
        return Block(self._word(N_("Missing facts")), head, tuple(rows), "lllrr", (said,))

    def unproven(self) -> Block | None:
        if not self._one.unproven:
            return None
        rows = [
            (visible(one.name), self._word(N_(", ")).join(map(visible, one.asked)), plain(one.points))
            for one in self._one.unproven
        ]
        head = (self._word(N_("item")), self._word(N_("evidence asked for")), self._word(N_("points")))
        return Block(self._word(N_("Stated, but without evidence")), head, tuple(rows), "llr")

    def others(self) -> Block | None:
        rows: list[Cells] = [
            (*self._told(fix), shared.source(fix.place.assessed_by[0], self._words))
            for fix in self._one.others
        ]
        words = [N_("item: fact"), N_("change"), N_("would gain"), N_("decided by")]
        return self._block(N_("Others decide: not this unit's to change"), words, rows, "llrl")

    def past(self) -> Block | None:
        rows: list[Cells] = []
        for fix in self._one.past.facts:
            *said, _ = self._told(fix)
            assert fix.best is not None
            rows.append((*said, cost(fix.best.gain, self._words)))
        words = [N_("item: fact"), N_("not so"), N_("costs")]
        after: tuple[str, ...] = ()
        if self._one.past.together is not None:
            after = (
                self._word(
                    N_("Together they cost {points}."), points=cost(self._one.past.together, self._words)
                ),
            )
        found = self._block(N_("What cannot be undone"), words, rows, "llr")
        return None if found is None else found._replace(after=after)

    def claims(self) -> Block | None:
        rows: list[Cells] = [
            (
                self._name(one.place.field),
                change(one.place.field, one.now, one.answer, self._words),
                gain(one.gain, self._words),
            )
            for one in self._one.claims
        ]
        words = [N_("item: fact"), N_("change"), N_("would gain")]
        return self._block(N_("Not claimed: only if it is true and can be shown"), words, rows, "llr")

    def leftover(self) -> Block | None:
        found = [(one, Row(one.loss, "", "", limit=one.limit)) for one in self._one.leftover]
        whole = self._word(N_("the whole table"))
        rows: list[Cells] = [
            (
                visible(one.loss.item_name or one.loss.section_name or whole),
                visible(said(row, self._words)),
                lost(row, self._words),
                self._words(one.reason),
            )
            for one, row in found
        ]
        words = [N_("item"), N_("Problem"), N_("Points"), N_("reason")]
        return self._block(N_("Other losses: no fix is named for them"), words, rows, "llrl")

    def _block(self, title: str, words: list[str], rows: list[Cells], aligned: str) -> Block | None:
        if not rows:
            return None
        return Block(self._word(title), tuple(self._word(one) for one in words), tuple(rows), aligned)

    def _told(self, fix: Fix) -> Cells:
        assert fix.best is not None
        field = fix.place.field
        return self._name(field), self._change(field, fix.best.answer), gain(fix.best.gain, self._words)

    def _name(self, field: Field) -> str:
        return name(self._places[field], self._table, self._words)

    def _change(self, field: Field, answer: Answer) -> str:
        return change(field, self._answers[field], answer, self._words)

    def _word(self, msgid: str, **params: str | int | Message) -> str:
        return self._words.word(msgid, **params)
