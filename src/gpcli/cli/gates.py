"""Gates: what has to hold for a pipeline to go on. Each is read from the options before any work is done.

A gate passes only where the certain points (the lower bound) pass. A gate that concerns nothing is an error.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from gpcli.messages import N_, Phrase, Words, message
from gpcli.points import plain, total
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.records import Record
from gpcli.reports.format import Verdict
from gpcli.reports.phrases import mark, unit
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.sheet import Mark, Sheet

if TYPE_CHECKING:
    from gpcli.cli.baseline import Key
    from gpcli.cli.options import Parser
    from gpcli.cli.session import Session


def arguments(parser: Parser) -> None:
    """The options of gates."""
    parser.take("--fail-under", default="", text=N_("Exit 1 unless every total is at least N"), metavar="N")
    parser.take(
        "--fail-under-section",
        action="append",
        default=[],
        text=N_("Exit 1 unless the section has at least N points in every unit; may be repeated"),
        metavar="ID=N",
    )
    parser.flag("--require-complete", text=N_("Exit 1 unless no fact is missing"))
    parser.take(
        "--baseline",
        default="",
        text=N_("Exit 1 where a total is lower than in this former result (json or ndjson)"),
        metavar="FILE",
    )
    parser.take(
        "--max-drop",
        default="",
        text=N_("Let a total be up to N points lower than in --baseline"),
        metavar="N",
    )


class Judged(Record):
    """What the gates found: the verdicts that are not passes, and what is only worth saying."""

    verdicts: tuple[Verdict, ...] = ()
    remarks: tuple[Phrase, ...] = ()

    def tell(self, session: Session) -> bool:
        """Says all of it where talk goes; whether every gate passed."""
        for said in (*self.remarks, *(verdict.said for verdict in self.verdicts)):
            session.say(session.talk(said))
        return not self.verdicts


class Gates(Record):
    """The gates of one run."""

    line: Decimal | None
    sections: tuple[tuple[str, Decimal], ...]
    complete: bool
    former: Mapping[Key, Decimal | None] | None
    max_drop: Decimal

    @classmethod
    def of(cls, asked: Namespace) -> Gates:
        """The gates that the options ask for; raises :class:`Problems`."""
        drop = _number(asked.max_drop, "--max-drop")
        if drop is not None and not asked.baseline:
            raise _misused("--max-drop", N_("{option} needs --baseline"), option="--max-drop")
        if drop is not None and drop < 0:
            raise _misused("--max-drop", N_("{given} is negative"), given=asked.max_drop)
        return cls(
            _number(asked.fail_under, "--fail-under"),
            tuple(map(_section_line, asked.fail_under_section)),
            asked.require_complete,
            _former(asked.baseline),
            Decimal(0) if drop is None else drop,
        )

    def judge(self, outcomes: Sequence[Outcome], words: Words) -> Judged:
        """What the gates make of the outcomes; ``words`` name units.

        Raises :class:`Problems` where a gate concerns none of them.
        """
        sheets = [(place, one.scored.sheet) for place, one in enumerate(outcomes) if one.scored is not None]
        if not sheets:
            return Judged()
        lines = self.meant([(one.id, one.name) for _, sheet in sheets for one in sheet.sections])
        compared, remarks = self._compared([sheet for _, sheet in sheets], words)
        verdicts = (
            Verdict(place, gate, state, said)
            for place, sheet in sheets
            for gate, state, said in self._replace(sections=lines)._verdicts(sheet, compared, words)
        )
        return Judged(tuple(verdicts), remarks)

    def _verdicts(
        self, sheet: Sheet, compared: Mapping[Key, Decimal], words: Words
    ) -> Iterator[tuple[str, str, Phrase]]:
        name = unit(sheet, words)
        if self.complete and sheet.total is None:
            why = N_("{unit}: --require-complete failed: facts are missing")
            if sheet.reason:
                why = N_("{unit}: --require-complete failed: {reason}")
            yield "--require-complete", "failed", message(why, unit=name, reason=sheet.reason)
        if self.line is not None:
            yield from _against(sheet, sheet.mark, f"--fail-under {plain(self.line)}", self.line, words)
        marks = {section.id: section.mark for section in sheet.sections}
        for section, least in self.sections:
            if section in marks:
                gate = f"--fail-under-section {section}={plain(least)}"
                yield from _against(sheet, marks[section], gate, least, words)
        former = _of(sheet, compared)
        if former is not None:
            gate = f"--baseline {plain(former)} --max-drop {plain(self.max_drop)}"
            yield from _against(sheet, sheet.mark, gate, total([former, -self.max_drop]), words)

    def meant(self, sections: Sequence[tuple[str, str]]) -> tuple[tuple[str, Decimal], ...]:
        """The lines by section ids, which may be given by name where one id alone has it; raises
        :class:`Problems` for what no unit has. ``sections`` are ids with names.
        """
        names = tuple(dict.fromkeys(id_ for id_, _ in sections))
        by_name: dict[str, dict[str, None]] = {}
        for id_, name in sections:
            by_name.setdefault(name, {})[id_] = None
        found: list[Problem] = []
        meant: list[tuple[str, Decimal]] = []
        for given, least in self.sections:
            ids = (given,) if given in names else tuple(by_name.get(given, ()))
            if len(ids) == 1:
                meant.append((ids[0], least))
                continue
            said = N_("several sections are called {name}") if ids else N_("no unit has a section {name}")
            near = "" if ids else nearest(given, (*names, *by_name))
            expected = listed(ids or names)
            found.append(problem("unknown-section", said, name=given, expected=expected, nearest=near))
        if found:
            raise Problems([one._replace(key="--fail-under-section") for one in found])
        return tuple(meant)

    def _compared(
        self, sheets: Sequence[Sheet], words: Words
    ) -> tuple[Mapping[Key, Decimal], tuple[Phrase, ...]]:
        """Former totals of the units that can be compared, and which cannot."""
        if self.former is None:
            return {}, ()
        from gpcli.cli import baseline

        keys = [baseline.key(sheet) for sheet in sheets]
        alone = {one for one in keys if one.unit or keys.count(one) == 1}
        compared = {one: former for one in alone if (former := self.former.get(one)) is not None}
        if not compared:
            raise Problems([_nothing_to_compare()])
        present = set(keys)
        new = [unit(sheet, words) for sheet, one in zip(sheets, keys, strict=True) if one not in compared]
        gone = [one.unit or words.word(N_("unit not filled in")) for one in self.former if one not in present]
        remarks = (
            (N_("--baseline: units without a former total: {number} ({units})"), new),
            (N_("--baseline: units that are missing here: {number} ({units})"), gone),
        )
        return compared, tuple(
            message(said, number=len(names), units=listed(names)) for said, names in remarks if names
        )


def _former(path: str) -> Mapping[Key, Decimal | None] | None:
    if not path:
        return None
    from gpcli.cli import baseline

    return baseline.read(path)


def _of(sheet: Sheet, former: Mapping[Key, Decimal]) -> Decimal | None:
    """The former total of the sheet's unit."""
    if not former:
        return None
    from gpcli.cli import baseline

    return former.get(baseline.key(sheet))


def _against(
    sheet: Sheet, given: Mark, gate: str, line: Decimal, words: Words
) -> Iterator[tuple[str, str, Phrase]]:
    """The verdict on one mark against one line; nothing where it passes."""
    points = mark(given, words)
    if sheet.status == "vetoed":
        state, points = "failed", sheet.reason
    elif given.upper < line:
        state = "failed"
    elif given.lower < line or any(note.effect != "note" for note in sheet.notes):
        state = "undecided"
    else:
        return
    said = {
        "failed": N_("{unit}: {gate} failed: {points}"),
        "undecided": N_("{unit}: {gate} undecided: {points}"),
    }
    yield gate, state, message(said[state], unit=unit(sheet, words), gate=gate, points=points)


def _section_line(text: str) -> tuple[str, Decimal]:
    name, equals, given = text.partition("=")
    line = _number(given.strip(), "--fail-under-section")
    if not name.strip() or not equals or line is None:
        raise _misused(
            "--fail-under-section", N_("{given} is no section with its points"), "ID=N", given=text
        )
    return name.strip(), line


def _number(text: str, option: str) -> Decimal | None:
    if not text:
        return None
    try:
        line = Decimal(text)
    except InvalidOperation:
        line = Decimal("NaN")
    if not line.is_finite() or abs(line.adjusted()) > 20:
        raise _misused(option, N_("{given} is not a number"), given=text)
    return line


def _misused(key: str, said: str, expected: str = "", **params: str) -> Problems:
    return Problems([problem("usage", said, expected=expected, **params)._replace(key=key)])


def _nothing_to_compare() -> Problem:
    said = problem("nothing-to-compare", N_("no unit has a total in the former result"))
    return said._replace(key="--baseline")
