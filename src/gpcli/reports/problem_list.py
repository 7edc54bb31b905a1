"""The problem list as text, CSV (which goes out and comes back), Markdown and for paper."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.records import Record
from gpcli.reports import phrases
from gpcli.reports.columns import indented, left, table, visible, width
from gpcli.reports.dates import day
from gpcli.reports.document import Rows
from gpcli.reports.rows import as_markdown, cell
from gpcli.season.losses import NOTHING
from gpcli.season.problem_list import Row, UnitList, fact_words
from gpcli.season.returned import DISMISSED, MENDED, OBJECTED, OPEN, UNMENDED, UPHELD

COLUMNS = 80

STATES = {
    OPEN: N_("to be mended"),
    MENDED: N_("mended"),
    UNMENDED: N_("not mended"),
    OBJECTED: N_("objected to"),
    UPHELD: N_("objection upheld"),
    DISMISSED: N_("objection dismissed"),
}


class Listing(Record):
    """Everything that a format prints: the units, and whether their missing facts are wanted as well."""

    units: Sequence[UnitList]
    notes: Sequence[str] = ()
    open: bool = False
    bom: bool = True


def public(one: UnitList) -> UnitList:
    """The list without persons, and without the words of unit and office."""
    rows = (row._replace(action="", objection="", recheck="", person="", reason="") for row in one.rows)
    return one._replace(rows=tuple(rows))


def said(row: Row, words: Words) -> str:
    """The problem in words: the label, what was stated, what entries say of themselves, what limits it."""
    told = phrases.line(row.loss.line, words)
    pair = N_("{key}: {value}")
    if row.loss.stated:
        bare = [words(one.answer) for one in row.loss.stated if not one.label]
        named = [words.word(pair, key=one.label, value=one.answer) for one in row.loss.stated if one.label]
        told = words.word(pair, key=told, value=bare[0]) if bare else told
        if named:
            level = words.word(N_("; ")).join(named)
            told = words.word(N_("{label} ({level})"), label=told, level=level)
    if not row.settled and row.loss.what:
        told = words.word(pair, key=told, value=row.loss.what)
    for limit in row.limit:
        back = N_("{problem} ({limit}: {points} given back)")
        amount = plain(-(limit.points or NOTHING))
        told = words.word(back, problem=told, limit=limit.line.label, points=amount)
    return told


def points(row: Row, words: Words) -> str:
    """What the row takes or gives back, with its sign; of a status that there is no number."""
    if row.loss.points is None:
        return words.word(N_("no number"))
    return signed(-row.loss.points)


def as_text(listing: Listing, words: Words) -> str:
    """For a terminal of 80 columns, unit by unit."""
    lines = [one for note in listing.notes for one in indented(visible(note), COLUMNS)]
    for unit in listing.units:
        lines += ([""] if lines else []) + _unit(unit, words)
        if listing.open:
            lines += _open(unit, words)
    return "\n".join(lines) + "\n"


def _unit(unit: UnitList, words: Words) -> list[str]:
    name = visible(unit.called) or words.word(N_("unit not filled in"))
    lines = indented(f"{name} · {unit.table_name}", COLUMNS)
    lines += [line for told in _sums(unit, words) for line in indented(told, COLUMNS, "  ")]
    for number, row in zip(unit.numbers, unit.rows, strict=True):
        lines += _row(str(number or "·"), row, words)
    return lines


def _sums(unit: UnitList, words: Words) -> list[str]:
    """How many problems and how many points; how many facts are missing."""
    missing = N_("{number} facts are missing")
    wanting = [words.word(missing, number=len(unit.open))] if unit.open else []
    if not unit.rows:
        return [words.word(N_("No problems: nothing was certainly lost.")), *wanting]
    told = N_("{number} problems, {points} points lost")
    said = words.word(told, number=_count(unit), points=phrases.number(unit.lost))
    return [words.word(N_("; ")).join((said, *wanting))]


def summary(unit: UnitList, words: Words) -> str:
    """The unit's list in one sentence."""
    return words.word(N_("; ")).join(_sums(unit, words))


def _count(unit: UnitList) -> int:
    return sum(not row.settled for row in unit.problems)


def _row(number: str, row: Row, words: Words) -> list[str]:
    loss = row.loss
    amount = points(row, words)
    head = visible(loss.item_name or loss.section_name or words.word(N_("the whole table")))
    first, *more = indented(head, COLUMNS - 12, f"{number:>4}  ", "      ")
    lines = [left(first, COLUMNS - width(amount)) + amount, *more]
    lines += indented(visible(said(row, words)), COLUMNS - 12, "      ")
    facts = fact_words(loss)
    if facts:
        entry = words.word(N_("{fact}, entry {number}"), fact=facts, number=loss.entry)
        lines += indented(entry if loss.entry else facts, COLUMNS, "      ")
    if loss.clause:
        lines += indented(words.word(N_("clause: {clause}"), clause=visible(loss.clause)), COLUMNS, "      ")
    if row.state:
        state = words.word(STATES[row.state])
        until = words.word(N_("{state}, until {date}"), state=state, date=visible(day(row.deadline, words)))
        lines += indented(until if row.deadline else state, COLUMNS, "      ")
    for title, value in _beside(row, words):
        lines += indented(
            words.word(N_("{key}: {value}"), key=title, value=visible(value)), COLUMNS, "      "
        )
    return lines


def _beside(row: Row, words: Words) -> list[tuple[str, str]]:
    """What unit and office said about the row."""
    office = "；".join(filter(None, (row.recheck, row.person, row.reason)))
    given = ((N_("rectification"), row.action), (N_("objection"), row.objection), (N_("re-check"), office))
    return [(words.word(title), value) for title, value in given if value]


def _open(unit: UnitList, words: Words) -> list[str]:
    if not unit.open:
        return []
    rows = [(f"    {visible(one.label)}", one.key, phrases.source(one.owed_by, words)) for one in unit.open]
    return ["  " + words.word(N_("Missing facts")), *table(rows, "lll", COLUMNS)]


def as_document(listing: Listing, words: Words, level: int = 1) -> list[str]:
    """Lines of Markdown, a part and a table for each unit."""
    lines = [cell(note) for note in listing.notes]
    mark = "#" * level
    for unit in listing.units:
        lines += ["", f"{mark} {cell(unit.called) or words.word(N_('unit not filled in'))}", ""]
        if unit.rows:
            lines += as_markdown(_head(words), _body(unit, words), "rllrllll")
        else:
            lines += [words.word(N_("No problems: nothing was certainly lost."))]
        if listing.open and unit.open:
            head = (words.word(N_("Fact")), words.word(N_("key")), words.word(N_("owed by")))
            lines += ["", words.word(N_("Missing facts")), ""]
            owed = [(one.label, one.key, phrases.source(one.owed_by, words)) for one in unit.open]
            lines += as_markdown(head, owed, "lll")
    return lines[1:] if lines and not lines[0] else lines


def rows_of(unit: UnitList, words: Words) -> Rows:
    """A unit's rows as a table of a document."""
    return Rows(tuple(_head(words)), tuple(map(tuple, _body(unit, words))), "rllrllll")


def rows_to_fill(unit: UnitList, words: Words) -> Rows:
    """A unit's rows for paper: what was done about each in a column of its own, to be filled in where
    nothing is said; what else was said only where something was.
    """
    others = [_joined(_beside(row._replace(action=""), words), words) for row in unit.rows]
    kept = 8 if any(others) else 7
    head = (*_head(words)[:kept], words.word(N_("rectification")))
    rows = tuple(
        (*[*cells[:7], other][:kept], row.action)
        for cells, other, row in zip(_body(unit, words), others, unit.rows, strict=True)
    )
    return Rows(head, rows, "rllrlllll"[: kept + 1], by_hand=1)


def short_rows_of(unit: UnitList, words: Words) -> Rows:
    """A unit's rows in few columns, for narrow pages."""
    head = _head(words)
    return Rows(tuple(head[:4]), tuple(tuple(row[:4]) for row in _body(unit, words)), "rllr")


def _head(words: Words) -> list[str]:
    titles = (
        N_("No."),
        N_("Item"),
        N_("Problem"),
        N_("Points"),
        N_("Clause"),
        N_("Deadline"),
        N_("State"),
        N_("Said about it"),
    )
    return [words.word(one) for one in titles]


def _body(unit: UnitList, words: Words) -> list[list[str]]:
    found: list[list[str]] = []
    for number, row in zip(unit.numbers, unit.rows, strict=True):
        state = words.word(STATES[row.state]) if row.state else ""
        beside = _joined(_beside(row, words), words)
        name = row.loss.item_name or row.loss.section_name
        text, amount, until = said(row, words), points(row, words), day(row.deadline, words)
        found.append([str(number or "·"), name, text, amount, row.loss.clause, until, state, beside])
    return found


def _joined(beside: list[tuple[str, str]], words: Words) -> str:
    return "；".join(words.word(N_("{key}: {value}"), key=title, value=value) for title, value in beside)
