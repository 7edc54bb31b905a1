"""JUnit XML for pipelines: a test case a unit; it fails by a gate and errs where it could not be scored."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.format import Report, Verdict
from gpcli.scoring.outcome import Outcome, Scored

UNSCORED = "gp.input"
"""The class of inputs that could not be scored: nobody knows their table."""


def write(report: Report) -> str:
    """One test suite with a test case for each input."""
    cases = [_case(place, outcome, report) for place, outcome in enumerate(report.outcomes)]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    root = Element("testsuites", counts)
    suite = SubElement(root, "testsuite", {"name": "gp", **counts, "skipped": "0"})
    suite.extend(cases)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _case(place: int, outcome: Outcome, report: Report) -> Element:
    words = report.words
    if outcome.scored is None:
        case = Element("testcase", {"classname": UNSCORED, "name": visible(outcome.path)})
        codes = dict.fromkeys(one.code for one in outcome.problems)
        _told(case, "error", codes, [problems.text(one, words) for one in outcome.problems])
        return case
    sheet = outcome.scored.sheet
    name = phrases.unit(sheet, words) + (f" {visible(sheet.period)}" if sheet.period else "")
    case = Element(
        "testcase",
        {"classname": visible(f"{sheet.scheme.id}.{sheet.scheme.table}"), "name": visible(name)},
    )
    mine = [verdict for verdict in report.verdicts if verdict.place == place]
    if mine:
        _told(case, "failure", _states(mine), [words(verdict.said) for verdict in mine])
    SubElement(case, "system-out").text = "\n".join(_about(outcome.scored, words))
    return case


def _told(case: Element, tag: str, kinds: Iterable[str], lines: list[str]) -> None:
    said = [visible(line) for line in lines]
    SubElement(case, tag, {"type": " ".join(kinds), "message": said[0]}).text = "\n".join(said)


def _states(verdicts: Iterable[Verdict]) -> dict[str, None]:
    return dict.fromkeys(verdict.state for verdict in verdicts)


def _about(scored: Scored, words: Words) -> list[str]:
    """What the facts say about themselves, the result, what stands on it, the document, pack and Readings."""
    sheet = scored.sheet
    scheme = sheet.scheme
    foot = words.word(
        N_("Scheme {scheme}, table {table}; pack {pack} {version}"),
        scheme=scheme.id,
        table=scheme.table,
        pack=scheme.pack,
        version=scheme.pack_version,
    )
    lines = [sheet.note, phrases.result(sheet, words), *phrases.beyond(scored, words)]
    lines += [phrases.validity(words, official=sheet.official), scheme.document, foot]
    settings = words.word(N_("; ")).join(f"{one.id}={one.value}" for one in sheet.readings)
    if settings:
        label = words.word(N_("Readings in force"))
        lines.append(words.word(N_("{key}: {value}"), key=label, value=settings))
    return [visible(line) for line in lines if line]
