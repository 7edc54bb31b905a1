"""The units' sheets as one document, each on a page of its own: everything that a sheet says."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.reports import incidents, phrases
from gpcli.reports import sheet_blocks as parts
from gpcli.reports.columns import visible
from gpcli.reports.document import Block, Bullets, Heading, Page, Paragraph, Rows
from gpcli.reports.format import Report
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import ItemResult, Sheet


def blocks(report: Report) -> list[Block]:
    """Every sheet; where they are several, behind a page that lists them."""
    several = len(report.outcomes) > 1
    found: list[Block] = [*_summary(report)] if several else []
    for outcome in report.outcomes:
        found += [Page()] if found else []
        found += _outcome(outcome, report.words)
    return found


def _summary(report: Report) -> Iterator[Block]:
    notes = dict.fromkeys(one.sheet.note for one in report.scored if one.sheet.note)
    yield from (Paragraph(note, role="note") for note in notes)
    yield Heading(1, report.words.word(N_("Units")))
    yield parts.units(report.outcomes, report.words)


def _outcome(outcome: Outcome, words: Words) -> Iterator[Block]:
    if outcome.scored is None:
        yield Heading(1, words.word(N_("{path}: not scored"), path=outcome.path))
        yield Bullets(tuple(problems.text(one, words) for one in outcome.problems))
        return
    sheet = outcome.scored.sheet
    yield from _head(outcome.scored, words)
    if outcome.heard:
        yield from _body(outcome.scored, words)
    else:
        yield Paragraph(words.word(N_("Nothing was handed in.")))
    yield parts.scheme(sheet, words)
    for one in sheet.inputs:
        said = N_("Input {path}, sha256 {digest}…")
        yield Paragraph(words.word(said, path=one.path, digest=one.sha256[:16]), role="fine")


def _head(scored: Scored, words: Words) -> Iterator[Block]:
    sheet = scored.sheet
    if sheet.note:
        yield Paragraph(sheet.note, role="note")
    yield Heading(1, words.word(N_("{unit}: score sheet"), unit=phrases.unit(sheet, words)))
    yield Paragraph(f"{sheet.scheme.title}（{sheet.scheme.document}）", role="subtitle")
    validity = phrases.validity(words, official=sheet.official)
    below = filter(None, (sheet.scheme.table_name, sheet.period, validity))
    yield Paragraph(" · ".join(below), role="subtitle")
    yield Paragraph(phrases.result(sheet, words), role="result")
    for said in phrases.beyond(scored, words):
        yield Paragraph(said)


def _body(scored: Scored, words: Words) -> Iterator[Block]:
    sheet = scored.sheet
    yield from parts.steps(sheet, words)
    yield from _sections(sheet, words)
    yield from parts.items(sheet, words, _detail)
    yield from _missing(sheet, words)
    yield from _speakers(sheet, words)
    yield from parts.cohort(sheet, words)
    yield from parts.changed(sheet, words)
    notes = phrases.notes(sheet)
    if notes:
        yield Heading(2, words.word(N_("Notes")))
        yield Bullets(tuple(phrases.note(one, words) for one in notes))
    yield from _readings(scored, words)


def _sections(sheet: Sheet, words: Words) -> Iterator[Block]:
    """The sections, and below each what its items do not show."""
    rows: list[tuple[str, ...]] = []
    for section in sheet.sections:
        most = "—" if section.max is None or section.kind != "base" else plain(section.max)
        name = phrases.section(section, words)
        rows.append((name, phrases.mark(section.mark, words), most, phrases.section_lost(section, words)))
        rows.extend(
            (f"　{phrases.line(line, words)}", signed(line.amount), "", "")
            for line in phrases.own_lines(section, sheet)
            if line.key != "full"
        )
    yield Heading(2, words.word(N_("Sections")))
    head = tuple(words.word(one) for one in (N_("Section"), N_("points"), N_("of"), N_("lost")))
    yield Rows(head, tuple(rows), "lrrr")


def _detail(item: ItemResult, words: Words) -> str:
    """Every line with its amount, what its incidents are, and who judged."""
    found: list[str] = []
    told = incidents.told(item)
    for line, mine in told.lines:
        found.append(f"{phrases.line(line, words)} {signed(line.amount)}")
        found += (f"· {one}" for one in incidents.said(mine, words))
    found += (f"· {one}" for one in incidents.said(told.others, words))
    found.append(incidents.judged(item, words))
    return "\n".join(visible(one) for one in found if one)


def _missing(sheet: Sheet, words: Words) -> Iterator[Block]:
    """Missing facts by who owes them, in the order in which these first owe something."""
    marks = {item.id: item for item in sheet.items}
    by_owner: dict[str, list[tuple[str, ...]]] = {}
    for one in sheet.missing.values():
        item = marks.get(one.item) if one.key.startswith(f"{one.item}.") else None
        mark = "" if item is None else phrases.mark(item.mark, words)
        named = phrases.named(one, marks, words)
        owner = phrases.source(one.owed_by, words)
        by_owner.setdefault(owner, []).append((owner, named, one.key, mark, one.best))
    if by_owner:
        titles = (N_("owed by"), N_("item: fact"), N_("key"), N_("points"), N_("best"))
        yield Heading(2, words.word(N_("Missing facts")))
        rows = tuple(row for mine in by_owner.values() for row in mine)
        yield Rows(tuple(words.word(one) for one in titles), rows, "lllrl")
    beside = phrases.without_effect(sheet, words)
    if beside:
        yield Paragraph(beside, role="fine")


def _speakers(sheet: Sheet, words: Words) -> Iterator[Block]:
    """The totals on the word of each source, then what they say of the items."""
    for place, block in enumerate(parts.sources(sheet, words)):
        yield from (parts.speakers(sheet, words),) if place == 1 else ()
        yield block


def _readings(scored: Scored, words: Words) -> Iterator[Block]:
    """Those that make a difference or are not the default, and how many others there are."""
    sheet = scored.sheet
    if not sheet.readings:
        return
    mattered = {effect.reading.id for effect in scored.effects()}
    told = tuple(one for one in sheet.readings if one.id in mattered or one.changed)
    others = len(sheet.readings) - len(told)
    if not told:
        said = N_("Readings: none of the {number} in force makes a difference here.")
        yield Paragraph(words.word(said, number=others), role="fine")
        return
    yield from parts.readings(scored, words, N_("Readings that mattered"), told)
    if others:
        said = N_("  {number} other Readings make no difference here.")
        yield Paragraph(words.word(said, number=others).strip(), role="fine")
