"""The parts of a unit's sheet as blocks of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gpcli.facts.written import shown
from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.reports import phrases, rechecks
from gpcli.reports.document import Block, Bullets, Heading, Paragraph, Rows
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import ItemResult, ReadingInForce, Sheet

Detail = Callable[[ItemResult, Words], str]

NOTHING = N_("nothing handed in")


def units(outcomes: Sequence[Outcome], words: Words) -> Rows:
    """Every unit with its total."""
    rows: list[tuple[str, ...]] = []
    for outcome in outcomes:
        if outcome.scored is None:
            rows.append((outcome.path, "", "", words.word(N_("not scored"))))
            continue
        sheet = outcome.scored.sheet
        total = "" if sheet.status == "vetoed" else phrases.mark(sheet.mark, words)
        state = words.word(phrases.STATUSES[sheet.status] if outcome.heard else NOTHING)
        rows.append((phrases.unit(sheet, words), sheet.scheme.table_name, total, state))
    return Rows(_head(words, N_("Unit"), N_("Table"), N_("Total"), N_("State")), tuple(rows), "llrl")


def steps(sheet: Sheet, words: Words) -> Iterator[Block]:
    """From the items to the result."""
    yield Heading(2, words.word(N_("From the items to the result")))
    rows = [
        (
            words(step.label),
            words.word(N_("open")) if step.amount is None else signed(step.amount),
            phrases.mark(step.after, words),
        )
        for step in sheet.steps
    ]
    yield Rows(_head(words, N_("Step"), N_("amount"), N_("after it")), tuple(rows), "lrr")


def items(sheet: Sheet, words: Words, detail: Detail) -> Iterator[Block]:
    """Every item, with what ``detail`` tells of its lines."""
    yield Heading(2, words.word(N_("Items")))
    names = {section.id: section.name for section in sheet.sections}
    rows = [
        (
            names[item.section],
            item.name,
            "—" if item.max is None else plain(item.max),
            phrases.mark(item.mark, words),
            detail(item, words),
            item.clause,
        )
        for item in sheet.items
    ]
    head = _head(words, N_("Section"), N_("Item"), N_("of"), N_("points"), N_("Lines"), N_("Clause"))
    yield Rows(head, tuple(rows), "llrrll")


def missing(sheet: Sheet, words: Words) -> Iterator[Block]:
    """The facts that are missing, and who owes them."""
    if not sheet.missing:
        return
    yield Heading(2, words.word(N_("Missing facts")))
    rows = [
        (one.label, one.key, phrases.source(one.owed_by, words), one.best) for one in sheet.missing.values()
    ]
    yield Rows(_head(words, N_("Fact"), N_("key"), N_("owed by"), N_("best")), tuple(rows), "llll")


def sources(sheet: Sheet, words: Words) -> Iterator[Block]:
    """What each source would give each item, where several speak."""
    if not sheet.compared:
        return
    yield Heading(2, words.word(N_("Sources side by side")))
    rows = [
        (
            item.name,
            phrases.mark(item.mark, words),
            phrases.speaker(item.source or sheet.source, words),
            phrases.mark(mark, words),
            phrases.speaker(one.source, words),
            words.word(N_("open")) if gap is None else signed(gap),
        )
        for item in sheet.items
        for one, mark, gap in phrases.others(item, sheet)
    ]
    name, counts, said, gap = _head(words, N_("Item"), N_("counts"), N_("also said"), N_("gap"))
    yield Rows((name, counts, "", said, "", gap), tuple(rows), "lrlrlr")


def speakers(sheet: Sheet, words: Words) -> Rows:
    """The total on the word of each source."""
    rows = [
        (
            phrases.speaker(one.source, words),
            words.word(N_("contradicts what counts")) if one.mark is None else phrases.mark(one.mark, words),
            f"{len(one.counted)} / {len(one.spoken)}",
        )
        for one in sheet.compared
    ]
    return Rows(_head(words, N_("On the word of"), N_("Total"), N_("items that count")), tuple(rows), "lrr")


def cohort(sheet: Sheet, words: Words) -> Iterator[Block]:
    """The facts that follow from all units together."""
    if not sheet.cohort:
        return
    yield Heading(2, words.word(N_("What follows from all units together")))
    rows = [(one.label, one.key, shown(one.answer), one.where) for one in sheet.cohort]
    yield Rows(_head(words, N_("Fact"), N_("key"), N_("value"), N_("from")), tuple(rows), "llrl")


def changed(sheet: Sheet, words: Words) -> Iterator[Block]:
    """What the office changed after a re-check."""
    if not sheet.rechecks:
        return
    yield Heading(2, words.word(N_("Changed after a re-check")))
    yield Bullets(tuple(rechecks.said(one, words) for one in sheet.rechecks))


def readings(scored: Scored, words: Words, title: str, shown: tuple[ReadingInForce, ...]) -> Iterator[Block]:
    """Readings under a title, with what other answers would do."""
    effects = scored.effects()
    rows = [
        (
            one.question,
            one.says,
            f"{one.id}={one.value}",
            "；".join(phrases.effect(effect, words) for effect in effects if effect.reading.id == one.id),
        )
        for one in shown
    ]
    yield Heading(2, words.word(title))
    head = _head(words, N_("Question"), N_("Answer"), N_("Setting"), N_("Would change the result"))
    yield Rows(head, tuple(rows), "llll")


def scheme(sheet: Sheet, words: Words) -> Paragraph:
    """By which scheme and pack."""
    said = words.word(
        N_("Scheme {scheme}, table {table}; pack {pack} {version}"),
        scheme=sheet.scheme.id,
        table=sheet.scheme.table,
        pack=sheet.scheme.pack,
        version=sheet.scheme.pack_version,
    )
    return Paragraph(said, role="fine")


def _head(words: Words, *titles: str) -> tuple[str, ...]:
    return tuple(words.word(one) for one in titles)
