"""How a total comes about, as a waterfall: from the maximum over what each section lost to the last step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gpcli.messages import N_, Words
from gpcli.points import plain, signed, total
from gpcli.reports import phrases
from gpcli.reports.html.charts import NOTHING, Bar, Chart, chart, within
from gpcli.scoring.sheet import Mark, SectionResult, Sheet, StepResult

Ends = tuple[Decimal, Decimal]
"""The least and the most that it is so far."""


def waterfall(sheet: Sheet, words: Words) -> Chart | None:
    """The chart; None of a unit without a number."""
    if sheet.status == "vetoed":
        return None
    whole = sheet.max
    first = Bar(
        words.word(N_("full marks")), plain(whole), NOTHING, whole, NOTHING, NOTHING, "whole", after=whole
    )
    bars = [first, *_lost(sheet, words), *_steps(sheet, words)]
    low, high = within(sheet.mark, NOTHING, whole)
    name, said = words.word(N_("Total")), phrases.mark(sheet.mark, words)
    bars.append(Bar(name, said, NOTHING, low, low, high, "whole"))
    return chart(words.word(N_("From the maximum to the total")), bars)


def _lost(sheet: Sheet, words: Words) -> Iterator[Bar]:
    """What each base section takes off, one after the other."""
    low = high = sheet.max
    for section in sheet.sections:
        if section.kind != "base" or section.max is None:
            continue
        most, least = _taken(section)
        after = total([low, -most]), total([high, -least])
        if most or least:
            value = phrases.mark(Mark(-most, -least), words)
            yield _fall(section.name, value, (low, high), after)
        low, high = after


def _taken(section: SectionResult) -> Ends:
    """The most and the least that a section lost."""
    whole = section.max or NOTHING
    low, high = within(section.mark, NOTHING, whole)
    return total([whole, -low]), total([whole, -high])


def _fall(label: str, value: str, before: Ends, after: Ends) -> Bar:
    """From what was possible to what still is; what is open from there down to what is certain."""
    return Bar(label, value, after[1], before[1], after[0], after[1], "lost", after=after[1])


def _steps(sheet: Sheet, words: Words) -> Iterator[Bar]:
    """The steps after the base items."""
    before = within(sheet.steps[0].after, NOTHING, sheet.max)
    for step in sheet.steps[1:]:
        after = within(step.after, min(NOTHING, before[0]), max(sheet.max, before[1]))
        if step.amount != 0:
            yield _step(step, before, after, words)
        before = after


def _step(step: StepResult, before: Ends, after: Ends, words: Words) -> Bar:
    label = words(step.label)
    if step.amount is None:
        value = words.word(N_("open"))
        return Bar(label, value, after[1], after[1], after[0], after[1], after=after[1])
    tone = "points" if step.amount > 0 else "lost"
    return Bar(label, signed(step.amount), before[1], after[1], after[0], after[1], tone, after=after[1])
