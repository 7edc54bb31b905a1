"""One unit's sheet as a page shows it."""

from __future__ import annotations

from gpcli import problems
from gpcli.facts.written import shown
from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.records import Record
from gpcli.reports import phrases, rechecks
from gpcli.reports.columns import visible
from gpcli.reports.html.marks import Marks, MarkView, MissingView
from gpcli.reports.html.readings import ReadingsView, readings_view
from gpcli.reports.html.sources import SourcesView, sources_view
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.sheet import Sheet

SIGNS = {"scored": "●", "incomplete": "◐", "vetoed": "✕", "silent": "○", "failed": "✕"}
"""A sign beside each status, so that nobody needs its colour."""

NOTHING_IN = N_("nothing handed in")
NOT_SCORED = N_("not scored")


class SectionView(Record):
    """One section: its points, its maximum and loss as far as it has them, own lines, items."""

    name: str
    kind: str
    points: str
    most: str
    lost: str
    lines: tuple[tuple[str, str], ...]
    marks: tuple[MarkView, ...]


class OwnerView(Record):
    """Who owes facts, and which, each with the points of its item; nobody is named in public."""

    who: str
    facts: tuple[tuple[MissingView, str], ...]


class SheetView(Record):
    """Everything on a sheet; of an input that could not be scored its path and problems alone."""

    anchor: str
    name: str
    status: str
    sign: str
    state: str
    total: str
    total_key: str = ""
    about: tuple[str, ...] = ()
    note: str = ""
    validity: str = ""
    result: str = ""
    beyond: tuple[str, ...] = ()
    heard: bool = True
    faulty: bool = False
    problems: tuple[str, ...] = ()
    steps: tuple[tuple[str, str, str], ...] = ()
    sections: tuple[SectionView, ...] = ()
    owners: tuple[OwnerView, ...] = ()
    idle: str = ""
    sources: SourcesView | None = None
    cohort: tuple[tuple[str, str, str, str], ...] = ()
    rechecks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    readings: ReadingsView | None = None
    foot: str = ""
    inputs: tuple[tuple[str, str], ...] = ()


def sheet_view(
    outcome: Outcome, anchor: str, words: Words, *, is_public: bool = False, faulty: bool = False
) -> SheetView:
    """The view of an outcome; ``faulty`` where the unit of a failed input is shown as if nothing was said."""
    if outcome.scored is None:
        told = tuple(visible(problems.text(one, words)) for one in outcome.problems)
        name = visible(outcome.unit) or visible(outcome.path)
        return SheetView(
            anchor, name, "failed", SIGNS["failed"], words.word(NOT_SCORED), "", problems=told
        )._replace(about=(visible(outcome.path),))
    scored, sheet = outcome.scored, outcome.scored.sheet
    bare = _head(outcome, anchor, words)
    if not outcome.heard:
        return bare._replace(faulty=faulty)
    missing, idle = _missing(sheet, words, is_public=is_public)
    return bare._replace(
        steps=tuple(
            (
                words(step.label),
                words.word(N_("open")) if step.amount is None else signed(step.amount),
                phrases.mark(step.after, words),
            )
            for step in sheet.steps
        ),
        sections=_sections(scored, anchor, words, is_public=is_public),
        owners=missing,
        idle=idle,
        sources=sources_view(sheet, words),
        cohort=tuple((one.label, one.key, shown(one.answer), visible(one.where)) for one in sheet.cohort),
        rechecks=tuple(rechecks.said(one, words) for one in sheet.rechecks),
        notes=tuple(
            visible(note.label if note.sure else words.word(N_("{note} (possible)"), note=note.label))
            for note in phrases.notes(sheet)
        ),
        readings=readings_view(scored, words),
    )


def _head(outcome: Outcome, anchor: str, words: Words) -> SheetView:
    """What stands on every sheet, whether anything was handed in or not."""
    assert outcome.scored is not None
    scored, sheet = outcome.scored, outcome.scored.sheet
    scheme = sheet.scheme
    status = sheet.status if outcome.heard else "silent"
    about = (f"{scheme.title}（{scheme.document}）", scheme.table_name, sheet.period)
    return SheetView(
        anchor,
        phrases.unit(sheet, words),
        status,
        SIGNS[status],
        words.word(phrases.STATUSES[sheet.status] if outcome.heard else NOTHING_IN),
        "" if sheet.status == "vetoed" else phrases.mark(sheet.mark, words),
        "" if sheet.status == "vetoed" else plain(sheet.mark.lower),
        tuple(visible(one) for one in about if one),
        visible(sheet.note),
        phrases.validity(words, official=sheet.official),
        visible(phrases.result(sheet, words)),
        tuple(visible(one) for one in phrases.beyond(scored, words)),
        outcome.heard,
        foot=words.word(
            N_("Scheme {scheme}, table {table}; pack {pack} {version}"),
            scheme=scheme.id,
            table=scheme.table,
            pack=scheme.pack,
            version=scheme.pack_version,
        ),
        inputs=tuple((visible(one.path), one.sha256) for one in sheet.inputs),
    )


def _sections(scored: Scored, anchor: str, words: Words, *, is_public: bool) -> tuple[SectionView, ...]:
    sheet = scored.sheet
    marks = Marks(scored, words, anchor, is_public=is_public)
    return tuple(
        SectionView(
            phrases.section(section, words),
            section.kind,
            phrases.mark(section.mark, words),
            "—" if section.max is None or section.kind != "base" else plain(section.max),
            phrases.section_lost(section, words),
            tuple(
                (visible(phrases.line(line, words)), signed(line.amount))
                for line in phrases.own_lines(section, sheet)
                if line.key != "full"
            ),
            tuple(marks.of(item) for item in sheet.items if item.section == section.id),
        )
        for section in sheet.sections
    )


def _missing(sheet: Sheet, words: Words, *, is_public: bool) -> tuple[tuple[OwnerView, ...], str]:
    """The facts that are missing, by who owes them; in words those that are open without effect."""
    items = {item.id: item for item in sheet.items}
    by_owner: dict[str, list[tuple[MissingView, str]]] = {}
    for one in sheet.missing.values():
        owner = "" if is_public else phrases.source(one.owed_by, words)
        item = items.get(one.item) if one.key.startswith(f"{one.item}.") else None
        mark = "" if item is None else phrases.mark(item.mark, words)
        label = phrases.named(one, items, words)
        by_owner.setdefault(owner, []).append((MissingView(label, one.key, owner, one.best or "—"), mark))
    owners = tuple(OwnerView(who, tuple(facts)) for who, facts in by_owner.items())
    return owners, phrases.without_effect(sheet, words)
