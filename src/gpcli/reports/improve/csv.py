"""A row a fix, step, lock, goal and remark, for spreadsheets. Always Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli import problems
from gpcli.expr.fields import Answer, Field
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.reports import phrases
from gpcli.reports.improve import Advice, AdviceReport
from gpcli.reports.improve.phrases import change, value
from gpcli.reports.problem_list import said as told
from gpcli.reports.rows import as_csv, inert
from gpcli.scheme import Place
from gpcli.season.improve import Fix, Gain, Improvement
from gpcli.season.problem_list import Row

HEAD = (
    "path",
    "scheme",
    "table",
    "unit",
    "kind",
    "order",
    "fact",
    "item",
    "label",
    "now",
    "to",
    "gain_lower",
    "gain_upper",
    "total_lower",
    "total_upper",
    "detail",
)


def write(report: AdviceReport) -> str:
    """All units in one table; a failed input is a row for each problem."""
    words = Words("zh")
    rows = [HEAD, *(row for one in report.advice for row in _rows(one, words))]
    return as_csv(rows, bom=report.bom)


def _rows(one: Advice, words: Words) -> Iterator[tuple[str, ...]]:
    if one.improvement is None:
        for each in one.problems:
            said = inert(problems.text(each, words))
            yield (inert(one.path), "", "", "", "problem", "", inert(each.key), *[""] * 8, said)
        return
    yield from _Teller(one.path, one.improvement, words).rows()


class _Teller:
    def __init__(self, path: str, one: Improvement, words: Words) -> None:
        sheet = one.scored.sheet
        self._one = one
        self._words = words
        self._table = one.scored.scorer.table
        self._answers = one.scored.facts.answers
        self._places = {place.field: place for place in self._table.places}
        self._head = (path, sheet.scheme.id, sheet.scheme.table, sheet.unit)

    def rows(self) -> Iterator[tuple[str, ...]]:
        one = self._one
        now = (plain(one.now.lower), plain(one.now.upper))
        note = one.scored.sheet.note
        yield self._row("now", total=now, detail="；".join(filter(None, (*one.now.sure, note))))
        for number, step in enumerate(one.bundle.steps, 1):
            total = (plain(step.standing.lower), plain(step.standing.upper))
            for place, (field, answer) in enumerate(step.changes.items()):
                gain, then = (step.gain, total) if not place else (None, ("", ""))
                yield self._row("step", str(number), field, answer, gain, then)
        for fix in one.fixes:
            yield from self._fix("fix", fix)
        for lock in one.locked:
            absorbed = f"{self._words(lock.absorbed.name)}：{self._words(lock.absorbed.move)}"
            freed = "；".join(self._said(field, answer) for field, answer in lock.freed_by)
            detail = f"{absorbed}（{freed}）" if freed else absorbed
            yield self._row("locked", "", lock.place.field, lock.option.answer, lock.gain, detail=detail)
        for goal in one.goals:
            line = goal.name if goal.line is None else " ".join(filter(None, (goal.name, plain(goal.line))))
            if goal.bundle is None:
                may = self._words.word(N_("may be reached by filling in")) if goal.possible else ""
                lacking = "；".join(filter(None, ("" if goal.short is None else plain(-goal.short), may)))
                yield self._row(f"goal-{goal.kind}", "", label=line, detail=lacking)
            else:
                changes = goal.bundle.changes.items()
                said = "；".join(self._said(field, answer) for field, answer in changes)
                total = (plain(goal.bundle.standing.lower), plain(goal.bundle.standing.upper))
                many, gain = str(len(goal.bundle.steps)), goal.bundle.gain
                yield self._row(f"goal-{goal.kind}", many, gain=gain, total=total, label=line, detail=said)
        for open_ in one.missing:
            owner = phrases.source(open_.place.assessed_by[0], self._words)
            yield self._row("missing", "", open_.place.field, open_.best, open_.gain, detail=owner)
        for item in one.unproven:
            asked = "、".join(item.asked)
            yield self._row("evidence", item=item.item, label=item.name, detail=asked)
        for fix in one.others:
            yield from self._fix("others", fix)
        for fix in one.past.facts:
            yield from self._fix("past", fix)
        for left in one.leftover:
            loss = left.loss
            lost = Gain(-loss.points, -loss.points) if loss.points is not None else None
            problem = told(Row(loss, "", "", limit=left.limit), self._words)
            detail = f"{problem}（{self._words(left.reason)}）"
            yield self._row("loss", item=loss.item, label=loss.item_name, gain=lost, detail=detail)
        for claim in one.claims:
            said = change(claim.place.field, claim.now, claim.answer, self._words)
            yield self._row("claim", "", claim.place.field, claim.answer, claim.gain, detail=said)

    def _fix(self, kind: str, fix: Fix) -> Iterator[tuple[str, ...]]:
        for option in fix.better:
            along = "；".join(self._said(place.field, answer) for place, answer in option.along)
            yield self._row(kind, "", fix.place.field, option.answer, option.gain, detail=along)

    def _said(self, field: Field, answer: Answer) -> str:
        return f"{self._places[field].key}：{change(field, self._answers[field], answer, self._words)}"

    def _row(
        self,
        kind: str,
        order: str = "",
        field: Field | None = None,
        answer: Answer | None = None,
        gain: Gain | None = None,
        total: tuple[str, str] = ("", ""),
        detail: str = "",
        item: str = "",
        label: str = "",
    ) -> tuple[str, ...]:
        place: Place | None = None if field is None else self._places[field]
        now = to = ""
        if place is not None and field is not None:
            item, label = place.item, field.label
            now = value(field, self._answers[field], self._words) if field in self._answers else ""
            to = "" if answer is None else value(field, answer, self._words)
        gains = ("", "") if gain is None else (plain(gain.lower), plain(gain.upper))
        key = "" if place is None else place.key
        head = (inert(self._head[0]), *self._head[1:3], inert(self._head[3]), kind, order, key, item)
        return (*head, inert(label), inert(now), inert(to), *gains, *total, inert(detail))
