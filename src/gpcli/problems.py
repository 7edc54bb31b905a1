"""Problems as values with a place: collected, then printed by one printer. Each kind is named once, here."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_, Phrase, Words, message
from gpcli.records import Record


class Kind(Record):
    """One kind of problem: a code that never changes its meaning, a title, what it means and what to do."""

    code: str
    title: str
    remedy: str


class Problem(Record):
    """One problem: where it is, what is wrong, what was expected, the nearest valid name."""

    code: str
    said: Phrase
    file: str = ""
    line: int = 0
    key: str = ""
    expected: Phrase = ""
    nearest: str = ""

    def place(self) -> str:
        """``file:line: key``, as far as known."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.key) if part)


class Problems(Exception):  # noqa: N818 - several problems, not one error
    """Raised at the edge of a step that cannot go on; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems


def text(problem: Problem, words: Words) -> str:
    """The problem on one line: place, what is wrong, what was expected, nearest name, code."""
    parts = [words(problem.said)]
    if problem.expected:
        parts.append(words.word(N_("expected {expected}"), expected=problem.expected))
    if problem.nearest:
        parts.append(words.word(N_("did you mean {name}?"), name=problem.nearest))
    body = words.word(N_("; ")).join(parts)
    place = problem.place()
    said = f"{place}: {body} [{problem.code}]" if place else f"{body} [{problem.code}]"
    return said if said.isprintable() else "".join(map(_harmless, said))


def _harmless(one: str) -> str:
    """The character; one that would move or hide text on a terminal as its escape."""
    return one if one.isprintable() or one == "\u3000" else one.encode("unicode_escape").decode()


def nearest(name: str, names: list[str] | tuple[str, ...]) -> str:
    """The valid name that is nearest to the one given, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(name, names, n=1, cutoff=0.5)
    return found[0] if found else ""


def listed(names: list[str] | tuple[str, ...], words_or: str = "、", limit: int = 12) -> str:
    """Names in a row, cut after ``limit``."""
    shown = words_or.join(names[:limit])
    return f"{shown}…" if len(names) > limit else shown


def in_a_row(phrases: Sequence[Phrase], limit: int = 12) -> Phrase:
    """Phrases in a row, each in the reader's language, cut after ``limit``; at least one."""
    row, *others = phrases[:limit]
    for one in others:
        row = message("{before}、{after}", before=row, after=one)
    return message("{before}…", before=row) if len(phrases) > limit else row


CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        # reading a file
        Kind(
            "no-such-path",
            N_("path not found"),
            N_("Check the spelling; a path is relative to the folder you stand in."),
        ),
        Kind(
            "unreadable",
            N_("file cannot be read"),
            N_("Check that the file is a file and that you may read it."),
        ),
        Kind(
            "empty-folder", N_("folder without facts"), N_("Name a folder that holds facts files (*.toml).")
        ),
        Kind(
            "nested-season",
            N_("season inside a folder of facts"),
            N_("Name the folder of the season itself, or move it away."),
        ),
        Kind(
            "misnamed-file",
            N_("facts file with the wrong ending"),
            N_("Rename the file so that it ends in .toml (in Windows show file name extensions first)."),
        ),
        Kind("empty-file", N_("file without facts"), N_("Start from a template: gp template SCHEME.")),
        Kind("too-large", N_("file too large"), N_("A facts file ends at 5 MiB. Split it by unit.")),
        Kind(
            "too-deep",
            N_("tables nested too deeply"),
            N_("Facts need three levels: [facts.ITEM] and its keys."),
        ),
        Kind(
            "not-utf8",
            N_("not UTF-8"),
            N_("Save the file as UTF-8 (in WPS or Notepad: Save as, encoding UTF-8)."),
        ),
        Kind("syntax", N_("not valid TOML"), N_("Correct the line that is named.")),
        Kind(
            "full-width",
            N_("full-width characters as syntax"),
            N_("Type quotes, brackets, commas and digits with the Chinese input method off."),
        ),
        Kind(
            "unquoted-key",
            N_("Chinese key without quotes"),
            N_("Keys are ASCII; Chinese stands in values, between straight quotes."),
        ),
        Kind(
            "no-unit-column",
            N_("table without units"),
            N_("A table of facts begins with the column unit or 单位; see gp template SCHEME --format csv."),
        ),
        Kind(
            "no-part",
            N_("optional part not installed"),
            N_("Install the part that is named, or save the file in another format."),
        ),
        Kind(
            "no-columns",
            N_("table that no engine for columns can hold"),
            N_("Score its facts as TOML files or rows; there numbers may be as large as they are."),
        ),
        Kind(
            "other-form",
            N_("form of another version"),
            N_(
                "Make a new form with gp template and copy the entries, or use the pack and the program by "
                "which the form was made."
            ),
        ),
        Kind(
            "changed-form",
            N_("form that was changed"),
            N_(
                "Put the label or worksheet back as it was, or copy the entries into a new form "
                "(gp template)."
            ),
        ),
        Kind(
            "no-form",
            N_("facts or table that no form can hold"),
            N_("Use a facts file (TOML) for it, or shorten what is named."),
        ),
        Kind("duplicate-key", N_("key given twice"), N_("Keep one of the two lines.")),
        # what the file is about
        Kind(
            "no-scheme",
            N_("scheme not named"),
            N_('Write scheme = "ID" at the top of the file, or add --scheme ID.'),
        ),
        Kind("unknown-scheme", N_("unknown scheme"), N_("See gp list-schemes for what is installed.")),
        Kind(
            "other-scheme",
            N_("facts for another scheme"),
            N_("Leave --scheme out, or name the file's own scheme."),
        ),
        Kind(
            "no-table",
            N_("table not known"),
            N_('Name the unit as on the roster, or write table = "ID" in the file, or add --table ID.'),
        ),
        Kind("unknown-table", N_("unknown table"), N_("Use one of the scheme's tables.")),
        Kind(
            "other-table",
            N_("unit belongs to another table"),
            N_("Leave the table out: it follows from the unit."),
        ),
        Kind(
            "unknown-unit",
            N_("unit not on the roster"),
            N_("Write the unit's name as the document prints it; see gp list-units."),
        ),
        Kind(
            "other-period",
            N_("facts of another period"),
            N_("Move the file to the season of its own period, or correct its period."),
        ),
        Kind("unknown-item", N_("unknown item"), N_("See gp list-indicators for the table's items.")),
        Kind("unknown-key", N_("unknown key"), N_("Use one of the names that are listed.")),
        Kind(
            "unknown-reading",
            N_("unknown Reading or answer"),
            N_("See gp list-schemes --format json for the Readings of a scheme."),
        ),
        # values
        Kind(
            "wrong-type",
            N_("value of the wrong kind"),
            N_("Write the value as expected; quotes make text, none make numbers."),
        ),
        Kind("unknown-level", N_("unknown level"), N_("Use one of the levels that the document names.")),
        Kind(
            "negative",
            N_("negative number"),
            N_("Amounts are positive; the item knows whether they add or deduct."),
        ),
        Kind("fraction", N_("fraction where a count is expected"), N_("Counts are whole numbers.")),
        Kind("not-finite", N_("not a number"), N_("Write an ordinary decimal number.")),
        Kind(
            "too-large-number",
            N_("number above its maximum"),
            N_("Correct the number. A technical limit is the program's, any other the document's."),
        ),
        Kind(
            "too-small-number",
            N_("number below its minimum"),
            N_("Correct the number to the document's limits."),
        ),
        Kind(
            "off-grid",
            N_("number off its grid"),
            N_("Write the number with no more places than the fact has."),
        ),
        Kind(
            "bad-rate",
            N_("rate that cannot be"),
            N_("Write a percent number such as 85.5, or {part = 171, whole = 200}."),
        ),
        Kind(
            "needs-entries",
            N_("entries expected"),
            N_("Give each entry: [[facts.ITEM.FACT]] with its own keys."),
        ),
        Kind(
            "needs-person",
            N_("discretionary amount without person or reason"),
            N_('Add person = "…" and reason = "…" to the entry.'),
        ),
        Kind(
            "bad-date", N_("not a date"), N_("Write a date as 2021-06-03, without time and without quotes.")
        ),
        Kind(
            "not-entitled",
            N_("fact reserved to another body"),
            N_("Leave the fact to the body that is named."),
        ),
        Kind(
            "conflict",
            N_("sources of equal standing that differ"),
            N_("Settle which of the two files is right and correct the other."),
        ),
        Kind(
            "unknown-source",
            N_("source that the file does not list"),
            N_("List the sources under [[sources]] and name one of their ids; gp merge writes such files."),
        ),
        Kind(
            "contradiction",
            N_("facts that contradict each other"),
            N_("Correct one of the facts that are named."),
        ),
        Kind(
            "missing-key",
            N_("key missing"),
            N_("Add the key that is named."),
        ),
        # lists that came back
        Kind(
            "bad-table",
            N_("not a CSV table"),
            N_("Save the list as CSV, separated by commas, under the headings with which it went out."),
        ),
        Kind(
            "recheck",
            N_("re-check that cannot be applied"),
            N_("Fill in the state, who decided, why, and the value; an entry is withdrawn by its number."),
        ),
        # packs
        Kind(
            "no-pack",
            N_("no pack installed"),
            N_("Install a pack: pip install PACK. A pack is named gpcli-PLACE."),
        ),
        Kind(
            "broken-pack",
            N_("pack that cannot be used"),
            N_("Tell the pack's author, or uninstall it; other packs keep working."),
        ),
        Kind(
            "not-a-pack",
            N_("path without a pack"),
            N_("Give a project folder with pyproject.toml, a package folder or a .py file."),
        ),
        Kind(
            "duplicate-scheme",
            N_("two packs bring one scheme"),
            N_("Uninstall one of the two packs that are named."),
        ),
        Kind("unknown-format", N_("unknown format"), N_("Use one of the formats that are listed.")),
        Kind(
            "unknown-section",
            N_("section that no unit has"),
            N_("Use one of the section ids that are listed; JSON has them as sections[].id."),
        ),
        Kind(
            "unknown-group",
            N_("class that no unit belongs to"),
            N_("Use one of the classes that are listed; gp list-units SCHEME shows them."),
        ),
        Kind(
            "nothing-to-rank",
            N_("no unit to rank"),
            N_("Name a folder or files that hold facts of at least one unit that is asked for."),
        ),
        Kind(
            "not-a-baseline",
            N_("no former result"),
            N_("Name a file that gp score --format json or ndjson wrote whole."),
        ),
        Kind(
            "not-a-freeze",
            N_("no freeze, or not as it was frozen"),
            N_("Name a zip as gp freeze wrote it; gp verify FILE says what in it is otherwise."),
        ),
        Kind(
            "nothing-to-compare",
            N_("former result without any of the units"),
            N_("Compare with a result for the same scheme, table, units and period."),
        ),
        Kind("usage", N_("command not understood"), N_("Add --help to the command.")),
        Kind(
            "not-writable",
            N_("output cannot be written"),
            N_("Name a file in a folder that exists and that you may write to."),
        ),
    )
}


def problem(
    code: str, said: str, *, expected: Phrase = "", nearest: str = "", **params: Phrase | int
) -> Problem:
    """A problem of a kind in the catalogue, in words with parameters, before it has a place."""
    kind = CATALOGUE[code]
    return Problem(kind.code, message(said, **params), expected=expected, nearest=nearest)
