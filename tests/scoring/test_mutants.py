"""Every small change to a clause is noticed by some generated or solved facts, or is no change at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random

from gpcli.expr.cells import fill
from gpcli.expr.fields import Answer, Answers, Field, LevelField, ListField, YesNoField
from gpcli.expr.nodes import (
    Add,
    All,
    Amounts,
    Any,
    Choose,
    Compare,
    Const,
    Count,
    Divide,
    Expr,
    Fact,
    If,
    IsLevel,
    Least,
    Most,
    Multiply,
    Named,
    Not,
    Truth,
    Yes,
)
from gpcli.expr.python import compiled
from gpcli.expr.sentence import settle
from gpcli.expr.spans import Spans
from gpcli.expr.walk import fields
from gpcli.ledger import Cap, Floor, Full, Include, Ledger, Move, Rounded, Scale, Void, account, adds, plus
from gpcli.testing.generate import answers, extreme
from gpcli.testing.plan import MOODS, listed
from gpcli.testing.solve import solved

STRICT = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


def variants(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """The expression with one small change, each change once; what is named elsewhere stays."""
    match expr:
        case Const(value):
            yield "+1", Const(value + 1)
            yield "-1", Const(value - 1)
        case Fact() | Amounts() | Named():
            return
        case Count(field, where):
            if where:
                yield "all levels", Count(field)
        case Yes() | IsLevel():
            yield "negated", Not(expr)
        case Truth(value):
            yield "other reading", Truth(not value)
        case Not(term):
            yield "without not", term
            yield from (("not: " + name, Not(one)) for name, one in variants(term))
        case Compare(operator, left, right):
            yield STRICT[operator], Compare(STRICT[operator], left, right)
            yield from (("left: " + name, Compare(operator, one, right)) for name, one in variants(left))
            yield from (("right: " + name, Compare(operator, left, one)) for name, one in variants(right))
        case All(terms) | Any(terms) | Least(terms) | Most(terms) | Add(terms):
            other = {All: Any, Any: All, Least: Most, Most: Least}.get(type(expr))
            if other is not None:
                yield other.__name__, other(terms)
            for place, term in enumerate(terms):
                rest = (*terms[:place], *terms[place + 1 :])
                yield f"without {place}", type(expr)(rest) if len(rest) > 1 else rest[0]
                for name, one in variants(term):
                    yield f"{place}: {name}", type(expr)((*terms[:place], one, *terms[place + 1 :]))
        case Divide(part, whole, low, high):
            yield from (("part: " + name, Divide(one, whole, low, high)) for name, one in variants(part))
        case Multiply(left, right):
            yield from (("left: " + name, Multiply(one, right)) for name, one in variants(left))
            yield from (("right: " + name, Multiply(left, one)) for name, one in variants(right))
        case If(condition, yes, no):
            yield "branches", If(condition, no, yes)
            yield from (("if: " + name, If(one, yes, no)) for name, one in variants(condition))
            yield from (("yes: " + name, If(condition, one, no)) for name, one in variants(yes))
            yield from (("no: " + name, If(condition, yes, one)) for name, one in variants(no))
        case Choose(field, cases):
            for place, (level, case) in enumerate(cases):
                for name, one in variants(case):
                    changed = (*cases[:place], (level, one), *cases[place + 1 :])
                    yield f"{level}: {name}", Choose(field, changed)
        case _:
            raise AssertionError(f"no mutants of {type(expr).__name__}: write some")


def moves_instead(move: Move, ledger: Ledger) -> Iterator[tuple[str, tuple[Move, ...]]]:
    """What may stand in the place of a move."""
    yield "removed", ()
    match move:
        case Full():
            return
        case Floor() | Cap():
            for name, at in variants(move.at):
                yield f"at {name}", (type(move)(move.key, move.label, at),)
        case Scale():
            for name, factor in variants(move.factor):
                yield f"factor {name}", (Scale(move.key, move.label, factor),)
        case Void():
            yield "negated", (Void(move.key, move.label, Not(move.condition)),)
            for name, condition in variants(move.condition):
                yield name, (Void(move.key, move.label, condition),)
        case Include():
            yield "sign", (plus(move.child, -move.factor),)
            yield "twice", (plus(move.child, move.factor * 2),)
        case Rounded():
            yield "finer", (Rounded(move.key, move.label, move.places + 1),)
            yield "coarser", (Rounded(move.key, move.label, move.places - 1),)
        case _:
            [amount] = move.reads
            yield "sign", (adds(move.key, "", -amount),)
            for name, one in variants(amount):
                yield name, (adds(move.key, "", one),)


def adding(move: Move) -> bool:
    return not isinstance(move, Floor | Cap | Scale | Void | Rounded)


def mutants(ledger: Ledger) -> Iterator[tuple[str, Ledger]]:
    """The ledger with one small change."""
    moves = ledger.moves
    for place, move in enumerate(moves):
        before, after = moves[:place], moves[place + 1 :]
        if isinstance(move, Full):
            for name, step in (("+1", 1), ("-1", -1)):
                yield f"full {name}", Ledger(ledger.id, "", ledger.points + step, *moves)
        for name, instead in moves_instead(move, ledger):
            yield f"{move.key}: {name}", Ledger(ledger.id, "", ledger.points, *before, *instead, *after)
        # a sum has no order: two adding moves in the other order are the same clause
        if after and not (adding(move) and adding(after[0])):
            swapped = (*before, after[0], move, *after[1:])
            yield f"{move.key} after {after[0].key}", Ledger(ledger.id, "", ledger.points, *swapped)


class Written:
    """A ledger as a compiled program of its lines and total: the walking oracle would take minutes here."""

    def __init__(self, ledger: Ledger) -> None:
        written = account(ledger)
        self._keys = [posting.key for posting in written.postings]
        self._program = compiled([*(posting.amount for posting in written.postings), written.total])

    def of(self, given: Answers) -> tuple[dict[str, Fraction], Fraction] | None:
        """Every line that is not zero, and the total; None where a quotient has lost its guard."""
        program = self._program
        try:
            numbers = program.run(fill(program.cells, given))
        except ZeroDivisionError:
            return None
        if 0 in numbers[1::2]:
            return None
        *lines, total = (
            Fraction(number, 10**scale * below)
            for number, below, scale in zip(numbers[::2], numbers[1::2], program.scales, strict=True)
        )
        return {key: amount for key, amount in zip(self._keys, lines, strict=True) if amount}, total


@cache
def written(ledger: Ledger) -> Written:
    """The program of a ledger as its pack has it, made once."""
    return Written(ledger)


def flips(start: dict[Field, Answer]) -> Iterator[dict[Field, Answer]]:
    """One yes/no or level changed at a time."""
    for field in start:
        if isinstance(field, YesNoField):
            yield {**start, field: not start[field]}
        if isinstance(field, LevelField):
            yield from ({**start, field: level} for level in field.levels)


def one_by_one(start: dict[Field, Answer]) -> Iterator[dict[Field, Answer]]:
    """One list longer and longer."""
    for field in start:
        if isinstance(field, ListField):
            for number in range(1, min(int(field.maximum), 10) + 1):
                yield {**start, field: listed(field, {}, number, "", 0)}


@cache
def evidence(case) -> list[Answers]:
    """Random facts, the best unit with extras, the ends, one flip from them, and solved boundaries."""
    table = case.table
    best, worst = (extreme(table, best=best) for best in (True, False))
    rng = Random(99)
    found: list[Answers] = [answers(table, rng, mood) for _ in range(24) for mood in MOODS[:3]]
    extras = [
        place.field
        for item in table.items
        for place in table.places
        if item.kind != "base" and place.item == item.id
    ]
    for _ in range(24):
        drawn = answers(table, rng, "mixed")
        found.append({**best, **{field: drawn[field] for field in extras}})
    found += [side for boundary in case.solved for side in boundary.sides.values()]
    return [*found, *case.crafted, best, worst, *flips(best), *flips(worst)]


def carried(base, case, touched: set[str]) -> Iterator[Answers]:
    """Some evidence of the default table for the same table under another Reading, and what it adds; what
    takes longest to find comes last.
    """
    fields_of = {place.key: place.field for place in case.table.places}
    for given in evidence(base)[::3]:
        yield {fields_of[place.key]: given[place.field] for place in base.table.places}
    for best in (True, False):
        yield from flips(extreme(case.table, best=best))
    for boundary in solved(case.table, touched):
        yield from boundary.sides.values()
    rng = Random(98)
    for _ in range(6):
        for mood in MOODS[:3]:
            yield answers(case.table, rng, mood)


def survivors(case, base, only: frozenset[str] | None, killed: set[str]) -> set[str]:
    """Mutants of these ledgers that nothing notices; the names of the others go to ``killed``."""
    chosen = [ledger for ledger in case.table.ledgers() if only is None or ledger.id in only]
    alive = [
        (f"{ledger.id}/{name}", ledger, Written(one))
        for ledger in chosen
        for name, one in mutants(ledger)
        if f"{ledger.id}/{name}" not in killed
    ]
    names = {name for name, _, _ in alive}
    items = {item.id for item in case.table.items}
    for given in evidence(base) if only is None else carried(base, case, items & only):
        if not alive:
            break
        before = {ledger: written(ledger).of(given) for ledger in {ledger for _, ledger, _ in alive}}
        alive = [one for one in alive if one[2].of(given) == before[one[1]]]
    living = {name for name, _, _ in alive}
    killed |= names - living
    return living


NOTHING = "the table refuses nothing of the kind beside what the other move deducts for"
PAST = "a number of faults that the table refuses, or of a fault that is none without the others"
SPARED = "who is spared is not void, and who is void is not spared: either order"
OFF = "switched off: under the other answer there is another move"
EMPTY = "an item without any points in this table"

EQUIVALENT = {
    "zhangshu-2021/township": {
        r"new_media_care/floor after nothing_this_year": NOTHING,
        r"(new_media_cleanup|reply_time)/nothing_this_year after void": NOTHING,
        r"reply_doc/floor after nothing_this_year": NOTHING,
        r"staffing/missed_training: (if: left|right): if: 2: (>|right: \+1)": "no unreported changes where "
        "none changed: the third term says nothing new",
        r"staffing/missed_training: if: left: no: -1": "0 >= 1 and -1 >= 1 are both false",
        r"section.disclosure/cap: (at [+-]1|removed)|section.disclosure/reply_time after cap": "the label "
        "says 55, the rows come to 50: a limit of 54 or more is never reached",
    },
    "zhangshu-2021/department": {
        r"new_media_care/floor after nothing_this_year": NOTHING,
        r"(new_media_cleanup|reply_time)/nothing_this_year after void": NOTHING,
        r"reply_doc/floor after nothing_this_year": NOTHING,
        r"proposals/nothing_this_year after void": "nothing needs that none was assigned, the other void "
        "that some were: never both",
        r"staffing/missed_training: (if: left|right): if: 2: (>|right: \+1)": "no unreported changes where "
        "none changed: the third term says nothing new",
        r"staffing/missed_training: if: left: no: -1": "0 >= 1 and -1 >= 1 are both false",
    },
    "putuo-2020/main": {
        r"A4/disclosure_rate: .*left: yes: [+-]1": "a rate that stands for full points: 99 and 101 do too",
    },
    "huanggang-2020/county": {
        r"\w+/nothing_this_year after not_all": SPARED,
        r"interpretation_links/count_mismatch: at no: \+1": "a limit above the weight is never reached",
        r"matrix_reports/floor after accurate": "gained only where nothing was deducted",
    },
    "huanggang-2020/department-a": {r"\w+/nothing_this_year after not_all": SPARED},
    "huanggang-2020/department-b": {
        r"\w+/nothing_this_year after not_all": SPARED,
        r"section.disclosure/service_source: (removed|sign|twice)|service_source/full: removed": EMPTY,
    },
    "linzi-2021/main": {
        r"q\d_(accuracy|timeliness|tasks)/deductions: no: [+-]1": "a branch that no answer here takes",
        r"section.q\d/mean_of_months: part: left: without 0": "a sum that begins at 0",
        r"section.q\d/(whole_quarter: (at \+1|removed)|mean_of_months after whole_quarter)": "two thirds of "
        "what was lost are never more than was lost: the limit is for open facts",
    },
    "region-2023/region": {
        r"\w+/(floor|item_floor|shortfalls|more_faults|not_all) after nothing_this_year": NOTHING,
        r"(attributes|catalogue|policy_forms)/more_faults: .*": PAST,
        r"annual_report/one_error: .*": OFF,
    },
    "region-2023/department": {
        r"\w+/(floor|item_floor|shortfalls|more_faults|not_all) after nothing_this_year": NOTHING,
        r"(attributes|policy_forms)/more_faults: .*": PAST,
        r"annual_report/one_error: .*": OFF,
        r"open_month_response/deduction: (removed|sign)": OFF,
    },
    "synthetic/main": {
        r"ratio/gate after round": "the gate adds a whole 2: it may be rounded before or after"
    },
}
"""Mutants that say the same as the clause, with the proof."""

ZHANGSHU_PAIRS = ("staffing_count=each,training_scope=on-change",)
SPARED_OR_ALL = ("nothing_this_year=full,unpriced_rows=all-or-nothing",)
FLOORS = (
    "item_floor=item,unpriced_shortfalls=judged",
    "item_floor=item,per_item=fault",
    "item_floor=item,revocations=counted",
    "item_floor=row,unpriced_shortfalls=judged",
    "cleanup_split=by-number,cleanup_upload=each",
)
PAIRS = {
    "zhangshu-2021/township": ZHANGSHU_PAIRS,
    "zhangshu-2021/department": ZHANGSHU_PAIRS,
    "putuo-2020/main": (
        "cases_corrected=not-listed,cases_not_lost=no-points",
        "cases_not_lost=no-points,complaints_and_losses=both",
    ),
    "huanggang-2020/county": SPARED_OR_ALL,
    "huanggang-2020/department-a": SPARED_OR_ALL,
    "huanggang-2020/department-b": SPARED_OR_ALL,
    "region-2023/region": (*FLOORS, "complained_units=counted,item_floor=item"),
    "region-2023/department": (*FLOORS, "absence=judged,item_floor=row"),
}
"""Answers that matter to each other."""


def test_every_small_change_to_a_clause_is_noticed(table_case, cases) -> None:
    table = table_case.name
    killed: set[str] = set()
    living: set[str] = set()
    singles = [name for name in cases.names if name.partition(":")[0] == table]
    for name in (*singles, *(f"{table}:{pair}" for pair in PAIRS.get(table, ()))):
        case = cases.of(name)
        only = None
        if case.readings:
            touched = {one for reading in case.scorer.readings if reading.changed for one in reading.touches}
            beyond_items = touched - {item.id for item in case.table.items}
            sections = {section.id for section in case.table.sections} if beyond_items else set()
            only = frozenset(touched | sections)
        living |= survivors(case, table_case, only, killed)
    assert len(killed) > 100
    unexplained = living - killed
    for pattern in EQUIVALENT[table]:
        explained = {one for one in unexplained if re.fullmatch(pattern, one)}
        assert explained, f"{pattern} explains nothing"
        unexplained -= explained
    assert unexplained == set()


def totals(case, given: Answers) -> dict[str, Fraction]:
    """What every ledger of the table comes to."""
    outline = case.scorer.outline
    program = outline.complete
    numbers = program.run(fill(program.cells, given))
    return {
        address.ledger: Fraction(number, 10**scale * below)
        for address, number, below, scale in zip(
            outline.roots, numbers[::2], numbers[1::2], program.scales, strict=True
        )
        if address.kind == "total"
    }


def test_every_other_answer_to_a_reading_changes_what_it_touches_and_nothing_else(table_case, cases) -> None:
    base = table_case
    for name in cases.names:
        case = cases.of(name)
        if case.name != base.name or not case.readings:
            continue
        [reading] = [one for one in case.scorer.readings if one.changed]
        items = {item.id for item in base.table.items}
        untouched = items - set(reading.touches)
        fields_of = {place.key: place.field for place in case.table.places}
        noticed = False
        for number, given in enumerate(evidence(base)):
            if noticed and number > 12:
                break
            moved = {fields_of[place.key]: given[place.field] for place in base.table.places}
            before, after = totals(base, given), totals(case, moved)
            changed = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
            assert not changed & untouched, (name, changed & untouched)
            noticed = noticed or bool(changed)
        assert noticed or case.table.cohort != base.table.cohort, name


STEPPED = re.compile(r"(huanggang-2020/\S+) \w+_below_zero (\d: )?(<=|right: [+-]1)")
"""Rows that fall by whole steps pass some numbers by: there the line of a note may stand either way."""


def test_notes_are_noticed(table_case) -> None:
    given = [*evidence(table_case), *one_by_one(extreme(table_case.table, best=True))]
    for note in (note for ledger in table_case.table.ledgers() for note in ledger.notes):
        truth = [Spans(one).condition(note.condition).sure for one in given]
        assert set(truth) == {True, False}, note.id
        for change, mutant in variants(settle(note.condition)):
            noticed = any(
                Spans(one).condition(mutant).sure != told for one, told in zip(given, truth, strict=True)
            )
            assert noticed or STEPPED.fullmatch(f"{table_case.name} {note.id} {change}"), (note.id, change)


def test_the_mutants_are_mutants() -> None:
    field = YesNoField("x", "x")
    named = Named("n", Const(Decimal(1)))
    condition = All((Yes(field), Compare(">", named, Const(Decimal(2)))))
    assert [name for name, _ in variants(condition)] == [
        "Any",
        "without 0",
        "0: negated",
        "without 1",
        "1: >=",
        "1: right: +1",
        "1: right: -1",
    ]
    assert isinstance(dict(variants(condition))["Any"], Any)
    assert fields([dict(variants(condition))["without 0"]]) == ()
