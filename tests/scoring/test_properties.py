"""What holds for every table, whatever the facts: the compiled programs, the sheet, the bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest
import tomli_w

from gpcli.expr.cells import fill
from gpcli.expr.directions import directions, witness
from gpcli.expr.fields import Answer, Answers, Entries, Entry, Field, ListField, NumberField, Share
from gpcli.expr.nodes import Amount, Num
from gpcli.expr.python import Compiled
from gpcli.expr.spans import Span, Spans
from gpcli.expr.value import Memo, amount, holds
from gpcli.facts.check import check_facts
from gpcli.facts.toml import read_bytes
from gpcli.ledger import Floor, Ledger, account
from gpcli.ledger.book import Include
from gpcli.messages import Words
from gpcli.problems import Problems
from gpcli.reports import csv, json, markdown, text
from gpcli.reports.format import Report
from gpcli.scheme import Item, Table
from gpcli.scoring.effects import Effect, effects
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.outline import Address, Outline
from gpcli.scoring.score import HALF_A_DIGIT
from gpcli.scoring.sheet import Mark, Sheet
from gpcli.testing.generate import answers, completed, extreme, to_toml, unit_facts
from gpcli.testing.plan import MOODS


def run(program: Compiled, given: Answers) -> list[Fraction]:
    """Every output of a compiled program as an exact number."""
    numbers = program.run(fill(program.cells, given))
    return [
        Fraction(number, 10**scale * below)
        for number, below, scale in zip(numbers[::2], numbers[1::2], program.scales, strict=True)
    ]


def oracle(outline: Outline, given: Answers) -> list[Fraction]:
    """The same outputs by walking the expressions."""
    known: Memo = {}
    return [
        amount(root, given, known) if isinstance(root, Amount) else Fraction(holds(root, given, known))
        for root in outline.roots.values()
    ]


def spans(outline: Outline, given: Answers) -> list[Span]:
    """The intervals of the outputs by walking the expressions."""
    walk = Spans(given)
    return [
        walk.amount(root)
        if isinstance(root, Amount)
        else Span(*map(Fraction, map(int, walk.condition(root))))
        for root in outline.roots.values()
    ]


def bounds(outline: Outline, given: Answers) -> list[Span]:
    """The intervals of the outputs by the compiled bounds."""
    ends = run(outline.bounded, given)
    return [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True)]


def test_the_compiled_program_is_the_oracle_in_every_output(case) -> None:
    outline = case.scorer.outline
    for given in case.few(3):
        assert run(outline.complete, given) == oracle(outline, given)


def test_bounds_are_the_oracle_and_contain_completions(case) -> None:
    outline, rng = case.scorer.outline, Random(5)
    for given in case.samples(6, "gaps"):
        found = bounds(outline, given)
        assert found == spans(outline, given)
        for _ in range(2):
            completion = completed(case.table, given, rng)
            values = run(outline.complete, completion)
            assert all(low <= value <= high for value, (low, high) in zip(values, found, strict=True))


def test_completions_keep_what_is_known(table_case) -> None:
    rng = Random(6)
    for given in table_case.samples(10, "gaps"):
        completion = completed(table_case.table, given, rng)
        assert completion.keys() == {place.field for place in table_case.table.places}
        for field, answer in given.items():
            undecided = isinstance(answer, Entries) and any(
                None in entry.amounts.values() for entry in answer.entries or ()
            )
            assert undecided or completion[field] == answer


def test_complete_facts_leave_no_interval(case) -> None:
    outline = case.scorer.outline
    for given in case.samples(6):
        values = run(outline.complete, given)
        assert bounds(outline, given) == [Span(value, value) for value in values]


def ends(mark: Mark) -> tuple[Decimal, Decimal]:
    return mark.lower, mark.upper


def ledgers_of(sheet: Sheet) -> Iterator[tuple[str, Mark, tuple[Decimal, ...]]]:
    for part in (*sheet.items, *sheet.sections):
        yield part.id, part.mark, tuple(line.amount for line in part.lines)


def test_sheets_balance_to_the_last_digit(case) -> None:
    for given in (*case.samples(6), *case.samples(6, "gaps")):
        sheet = case.sheet(given)
        for name, mark, lines in ledgers_of(sheet):
            if mark.points is not None:
                assert sum(lines, Decimal(0)) == mark.points, name
        run_, known = Decimal(0), True
        for step in sheet.steps:
            known = known and step.amount is not None
            if step.amount is not None and known:
                run_ += step.amount
                assert step.after.points == run_, step.id
        assert ends(sheet.steps[-1].after) == ends(sheet.mark)
        if all(section.mark.points is not None for section in sheet.sections):
            marks = [one.mark for one in sheet.sections if one.kind == "base"]
            apart = sheet.steps[0].amount - sum((one.lower for one in marks), Decimal(0))
            # what is a quotient is printed at display places, each by itself
            assert abs(apart) <= HALF_A_DIGIT * (1 + len(marks)) * any(one.approximate for one in marks)


def test_the_items_of_a_section_add_up_to_it_unless_a_line_of_the_section_says_more(case) -> None:
    for section in case.table.sections:
        weights = {move.key: move.factor for move in section.moves if isinstance(move, Include)}
        for given in case.samples(6):
            sheet = case.sheet(given)
            own = {item.id: item.mark.lower for item in sheet.items if item.section == section.key}
            assert own.keys() == weights.keys()
            result = next(one for one in sheet.sections if one.id == section.key)
            beside = sum((line.amount for line in result.lines if line.key not in own), Decimal(0))
            weighed = (points * weights[key] for key, points in own.items())
            assert sum(weighed, beside) == result.mark.lower


def test_base_items_stay_between_the_least_that_their_moves_allow_and_their_points(case) -> None:
    """No base item gives more than it has. It goes below zero only where its last floor does not hold what
    it loses: a document that prints no floor has none.
    """
    assert case.table.total.points == 100 or not case.default
    items = [item for item in case.table.items if item.kind == "base"]
    bottomless = {item.id for item in items if item.points is None or loses_after_its_floors(item)}
    for given in (*case.samples(6), *case.samples(6, "gaps")):
        marks = {item.id: item.mark for item in case.sheet(given).items}
        for item in items:
            mark = marks[item.id]
            assert mark.upper <= (item.points or 0), item.id
            assert mark.lower >= 0 or item.id in bottomless, item.id


def loses_after_its_floors(item: Item) -> bool:
    floors = [place for place, move in enumerate(item.moves) if isinstance(move, Floor)]
    after = account(item).postings[floors[-1] + 1 if floors else 0 :]
    return any(Spans({}).amount(posting.amount).low < 0 for posting in after)


def test_an_item_may_stand_below_zero_where_only_its_group_has_a_floor(cases) -> None:
    case = cases.of("synthetic/main")
    given = extreme(case.table, best=False)
    sheet = case.scorer.score(unit_facts(case.table, given))
    item = next(one for one in sheet.items if one.id == "notices")
    section = next(one for one in sheet.sections if one.id == "offline")
    assert item.mark.lower < 0
    assert section.mark.lower == 0
    assert section.lines[-1].key == "floor"


def attains(outline_total: Num, given: Answers, *, best: bool) -> Fraction:
    """The amount where every open fact is at the end that the direction analysis names."""
    filled = dict(given)
    for field, reading in directions(outline_total, given).items():
        if reading is not None:
            filled[field] = witness(field, reading, best=best, known=given.get(field))
    span = Spans(filled).amount(outline_total)
    assert span.low == span.high
    return span.low


def exact_marks(case, sheet: Sheet) -> Iterator[tuple[str, Num, Mark]]:
    by_id: Mapping[str, Ledger] = {ledger.id: ledger for ledger in case.table.ledgers()}
    for item in sheet.items:
        yield item.id, account(by_id[item.id]).total, item.mark
    yield "total", account(case.table.total).total, sheet.mark


def test_bounds_that_the_sheet_calls_exact_are_attained(case) -> None:
    exact = open_ = 0
    for given in case.samples(4, "gaps"):
        sheet = case.sheet(given)
        for name, total, mark in exact_marks(case, sheet):
            open_ += mark.points is None
            if mark.exact:
                exact += mark.points is None
                assert attains(total, given, best=False) == Fraction(mark.lower), name
                assert attains(total, given, best=True) == Fraction(mark.upper), name
    assert open_ > 0 or not case.default
    assert exact * 2 > open_ or not case.default


FAULT = "fault"
MERIT = "merit"
NEITHER = "neither"
CLASSES = {
    "zhangshu-2021": {
        FAULT: "wording_errors shortfalls late_deduction missing_elements overdue notices unreported_changes "
        "missed_training cases reminders ranking_bottom.quarters discretionary_penalty.entries",
        MERIT: "adoptions documents ranking_top.quarters discretionary_bonus.entries award",
        NEITHER: "also_new_media published ratio.documents",
    },
    "putuo-2020": {
        FAULT: "late_reports overdue_filings complaints lost_cases corrected_cases other_cases",
        MERIT: "award",
        NEITHER: "",
    },
    "huanggang-2020": {
        FAULT: "notices portal_notices problems defects unexplained unlinked unanswered_calls late_receipts "
        "overdue dissatisfied unclosed_sites media_exposure.cases unfulfilled unsettled pending "
        "blank_columns stale_updates",
        MERIT: "instructions award consultations forms other_forms sessions innovation.cases topics",
        NEITHER: "",
    },
    "linzi-2021": {FAULT: "deductions lost_cases", MERIT: "award bonuses", NEITHER: ""},
    "region-2023": {
        FAULT: "unmarked shortfalls unfinished not_uploaded neither_done bad_format unpublished "
        "not_withdrawn late_updates wording_errors late_fixes vulnerabilities deficient_zones "
        "not_simultaneous faulty more_faults unlawful_replies corrections revocations unhandled "
        "own_errors overdue wrong_tags deduction late_reports inaccurate_reports misformatted_reports "
        "doubly_faulty_reports unit_errors",
        MERIT: "index_score award adoptions measures",
        NEITHER: "",
    },
    "synthetic": {FAULT: "faults notices", MERIT: "papers", NEITHER: "published documents score"},
}
"""What more of a fact means, by its name or its place, as a reader of the document would say."""


def classed(scheme: str, key: str, name: str) -> str:
    names = {one: kind for kind, words in CLASSES[scheme].items() for one in words.split()}
    assert key in names or name in names, f"{scheme}: {key} is in no class: add it to one"
    return names.get(key) or names[name]


def one_more(field: Field, answer: Answer, rng: Random) -> Answer | None:
    """The answer with one more entry, or one more point in its amount; None where that is not legal."""
    match field, answer:
        case ListField(), Entries(number, listed):
            if number >= field.maximum:
                return None
            if listed is None or not (field.levels or field.amounts):
                return Entries(number + 1, None)
            if listed and field.amounts and rng.random() < 0.5:
                first, *rest = listed
                raised = {
                    name: None if value is None else min(value + 1, field.amounts[name].maximum)
                    for name, value in first.amounts.items()
                }
                return Entries(number, (Entry(first.levels, raised), *rest))
            entry = Entry(
                {name: rng.choice(level.levels) for name, level in field.levels.items()},
                {name: rng.choice((one.minimum, one.maximum)) for name, one in field.amounts.items()},
            )
            return Entries(number + 1, (*listed, entry))
        case NumberField(), Decimal():
            raised_ = answer + 1
            return raised_ if raised_ <= field.maximum else None
        case _:
            return None


def test_more_of_a_fault_never_scores_higher_and_more_merit_never_lower(case) -> None:
    outline = case.scorer.outline
    place_of_total = list(outline.roots).index(Address("total", "total"))
    scheme = case.scorer.scheme.id
    rng = Random(8)
    seen: set[str] = set()
    moved: set[str] = set()
    for given in (*case.samples(3, "healthy", "mixed"), extreme(case.table, best=True)):
        before = run(outline.complete, given)[place_of_total]
        for place in case.table.places:
            if not isinstance(place.field, ListField | NumberField):
                continue
            kind = classed(scheme, place.key, place.name)
            more = one_more(place.field, given[place.field], rng)
            if kind == NEITHER or more is None:
                continue
            after = run(outline.complete, {**given, place.field: more})[place_of_total]
            seen.add(kind)
            if after != before:
                moved.add(kind)
            if kind == FAULT:
                assert after <= before, place.key
            else:
                assert after >= before, place.key
    assert seen == {FAULT, MERIT}
    assert moved == seen if case.default else FAULT in moved


def test_undecided_amounts_of_optional_lists_give_an_interval(cases) -> None:
    case = cases.of("zhangshu-2021/township")
    place = next(one for one in case.table.places if one.key == "discretionary_penalty.entries")
    given = extreme(case.table, best=True)
    given[place.field] = Entries(2, (Entry({}, {"points": None}), Entry({}, {"points": Decimal("1.5")})))
    sheet = case.scorer.score(unit_facts(case.table, given))
    assert sheet.status == "incomplete"
    assert sheet.total is None
    assert sheet.mark.upper == Decimal("98.5")
    assert sheet.mark.lower == Decimal("98.5") - 99_999
    assert sheet.mark.exact
    [one] = [one for item in sheet.items for one in item.open]
    assert (one.key, one.matters) == (place.key, True)


DECIMAL = re.compile(r"(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])")
NUMERIC_KEYS = {"points", "lower", "upper", "amount", "after", "max", "total", "count", "printed"}
NUMBER_IN_TEXT = re.compile(r"(?<![\w.%-])[-+−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w-])")


def numbers_in(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for one in data:
            yield from numbers_in(one)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in NUMERIC_KEYS:
                assert value is None or isinstance(value, str), key
                if value is not None:
                    yield value
            else:
                yield from numbers_in(value)


def badly_printed(printed: str) -> list[str]:
    bad = []
    for number in NUMBER_IN_TEXT.findall(printed):
        bare = number.lstrip("+-−")
        if (
            "e" in bare.lower()
            or ("." in bare and bare.endswith("0"))
            or (number[0] in "-−" and not float(bare))
        ):
            bad.append(number)
    return bad


def test_the_printed_number_checks_can_fail() -> None:
    assert badly_printed("−0 分，1.50，1E+2，2e3，-0.0") == ["−0", "1.50", "1E+2", "2e3", "-0.0"]
    assert not badly_printed("−0.5 分，10，1.05")
    for wrong in ("-0", "1.0", "1E+2", "01", "", ".5", "-0.0", "+1"):
        assert not DECIMAL.fullmatch(wrong), wrong
    for right in ("0", "-0.5", "10", "1.05", "-12"):
        assert DECIMAL.fullmatch(right), right


def scored(case, given: Answers) -> Scored:
    facts = unit_facts(case.table, given, case.scorer.scheme.id)
    sheet = case.sheet(given)

    @cache
    def found() -> tuple[Effect, ...]:
        return effects(case.scorer, facts, sheet, case.rebuilt)

    return Scored(sheet, facts, case.scorer, found)


def test_json_carries_the_sheets_numbers(case) -> None:
    import json as standard

    for given in (*case.few(2), *case.samples(2, "gaps")):
        one = scored(case, given)
        printed = json.write(Report([Outcome("a.toml", one)], Words("zh")))
        [element] = standard.loads(printed)
        assert all(DECIMAL.fullmatch(number) for number in numbers_in(element))
        assert element["result"]["total"] is None or Decimal(element["result"]["total"]) == one.sheet.total
        assert Decimal(element["result"]["lower"]) == one.sheet.mark.lower
        assert Decimal(element["result"]["upper"]) == one.sheet.mark.upper
        assert [
            (item["id"], Decimal(item["lower"]), Decimal(item["upper"])) for item in element["items"]
        ] == [(item.id, item.mark.lower, item.mark.upper) for item in one.sheet.items]
        assert [[Decimal(line["amount"]) for line in item["lines"]] for item in element["items"]] == [
            [line.amount for line in item.lines] for item in one.sheet.items
        ]
        assert [step["amount"] and Decimal(step["amount"]) for step in element["result"]["steps"]] == [
            step.amount for step in one.sheet.steps
        ]


def test_no_format_prints_dust(table_case) -> None:
    scheme = table_case.scorer.scheme
    for given in (*table_case.samples(1, "mixed"), *table_case.samples(1, "gaps")):
        one = scored(table_case, given)
        for language in ("zh", "en"):
            report = Report([Outcome("a.toml", one)], Words(language), bom=False)
            for writer in (csv, json, markdown, text):
                printed = writer.write(report)
                assert badly_printed(printed.replace(scheme.id, "")) == [], writer.__name__


def from_file(case, given: Answers):
    data = {"scheme": case.scorer.scheme.id, **to_toml(case.table, given)}
    document = read_bytes(tomli_w.dumps(data).encode(), "facts.toml")
    return check_facts(document, case.table, case.scorer.scheme.id, "")


def same(one: Answer, other: Answer) -> bool:
    if isinstance(one, Share) and isinstance(other, Share):
        return Fraction(one.part) / Fraction(one.whole) == Fraction(other.part) / Fraction(other.whole)
    if isinstance(one, Entries) and isinstance(other, Entries):
        return particulars(one) == particulars(other)
    return one == other


def particulars(listed: Entries) -> tuple[int, list[Entry]]:
    """Entries that say nothing are as good as their number."""
    return listed.number, [entry for entry in listed.entries or () if entry.levels or entry.amounts]


def numbers_of(sheet: Sheet) -> list[object]:
    """Status, steps, items and their lines with every number and whether it is exact."""
    found: list[object] = [sheet.status, sheet.reason, ends(sheet.mark), sheet.mark.exact, sheet.grades]
    found += [(one.id, one.label, one.amount, ends(one.after), one.after.exact) for one in sheet.steps]
    found += [(one.id, one.lines, ends(one.mark), one.mark.exact) for one in (*sheet.sections, *sheet.items)]
    return found + [(one.id, ends(one.mark)) for one in sheet.converted]


def test_the_same_facts_through_a_file_are_the_same_facts_and_the_same_sheet(case) -> None:
    for given in (*case.few(2), *case.samples(2, "gaps")):
        facts = from_file(case, given)
        # a fact that other facts make idle may be answered by the reader
        assert facts.answers.keys() >= given.keys()
        for place in case.table.places:
            if place.field in given:
                assert same(facts.answers[place.field], given[place.field]), place.key
        assert numbers_of(case.scorer.score(facts)) == numbers_of(case.sheet(given))


def test_a_tenth_a_hundred_times_is_ten(cases) -> None:
    case = cases.of("zhangshu-2021/township")
    place = next(one for one in case.table.places if one.key == "discretionary_penalty.entries")
    tenths = tuple(Entry({}, {"points": Decimal("0.1")}) for _ in range(100))
    given = {**extreme(case.table, best=True), place.field: Entries(100, tenths)}
    sheet = case.scorer.score(from_file(case, given))
    assert sheet.total == 90
    [item] = [one for one in sheet.items if one.id == "discretionary_penalty"]
    assert [(line.amount, line.times) for line in item.lines] == [(Decimal(-10), Decimal(100))]
    ten = {**given, place.field: Entries(1, (Entry({}, {"points": Decimal(10)}),))}
    assert case.scorer.score(from_file(case, ten)).total == sheet.total


def carried(old: Table, new: Table, given: Answers) -> dict[Field, Answer]:
    """The same answers for the fields of the table under another Slope."""
    by_key = {place.key: place.field for place in new.places}
    return {by_key[place.key]: given[place.field] for place in old.places if place.field in given}


def conversions(sheet: Sheet) -> dict[str, tuple[Decimal, Decimal]]:
    return {one.id: ends(one.mark) for one in sheet.converted}


def test_effects_are_what_the_other_answer_would_give(table_case) -> None:
    case = table_case
    found_any = 0
    for given in (*case.samples(1), *case.samples(2, "gaps"), *case.crafted):
        one = scored(case, given)
        found = {(effect.reading.id, effect.value): effect for effect in one.effects()}
        for reading in case.scorer.readings:
            declared = case.scorer.scheme.find_reading(reading.id)
            for value in declared.values:
                if value == reading.value:
                    continue
                other = case.under({reading.id: value})
                moved = carried(case.table, other.table, given)
                try:
                    sheet = other.scorer.score(unit_facts(other.table, moved))
                except Problems:
                    # under the other answer these facts contradict each other
                    continue
                effect = found.get((reading.id, value))
                if (ends(sheet.mark), sheet.total) != (ends(one.sheet.mark), one.sheet.total):
                    found_any += 1
                    assert effect is not None, (reading.id, value)
                    assert ends(effect.mark) == ends(sheet.mark), (reading.id, value)
                    assert not effect.of
                else:
                    changed = conversions(sheet) != conversions(one.sheet)
                    assert (effect is not None) == changed, (reading.id, value)
    assert found_any


def test_generation_is_reproducible_and_reaches_the_edges(table_case) -> None:
    table, outline = table_case.table, table_case.scorer.outline
    assert answers(table, Random(3), "mixed") == answers(table, Random(3), "mixed")
    with pytest.raises(ValueError, match="a mood is healthy"):
        answers(table, Random(3), "gloomy")
    total = account(table.total).total
    best, worst = (Spans(extreme(table, best=best)).amount(total).low for best in (True, False))
    assert best > 85
    assert worst <= 25
    place_of_total = list(outline.roots).index(Address("total", "total"))
    rng = Random(4)
    drawn = [answers(table, rng, mood) for _ in range(15) for mood in MOODS[:3]]
    reached = [run(outline.complete, given)[place_of_total] for given in drawn]
    assert min(reached) < 40
    # where a document limits no deduction, a single one takes nearly everybody far below
    amounts = [one for place in table.places for one in getattr(place.field, "amounts", {}).values()]
    assert max(reached) > 80 or len([one for one in amounts if one.technical]) > 10
