"""Recomputing a freeze from what it holds alone, and saying what is not as it was frozen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from gpcli.assess.assessment import Assessment
from gpcli.assess.frozen.apart import apart, brief
from gpcli.assess.frozen.archive import Archive
from gpcli.assess.frozen.freeze import CORE, official, readings
from gpcli.assess.frozen.intake import archived_intake
from gpcli.assess.frozen.manifest import NAME, PACKS, RESULTS, digest
from gpcli.assess.frozen.results import SHEETS, WRITERS
from gpcli.assess.frozen.sources import sources
from gpcli.messages import N_, Phrase, message
from gpcli.packs import Packs
from gpcli.problems import Problems, listed
from gpcli.records import Record


class Finding(Record):
    """One thing that is otherwise. Only what is ``grave`` keeps the freeze from being confirmed."""

    kind: str
    subject: str
    said: Phrase
    grave: bool = True


class Verification(Record):
    """What was found, and how many results came out to the byte."""

    findings: tuple[Finding, ...]
    same: int
    results: int

    @property
    def confirmed(self) -> bool:
        """Whether everything is as it was frozen and every result came out the same."""
        return self.same == self.results and not any(one.grave for one in self.findings)


def verify(archive: Archive, packs: Packs, *, own_pack: bool = False) -> Verification:
    """What of the freeze is not as it was frozen, or comes out otherwise.

    ``own_pack`` says that ``packs`` were made from the sources in the freeze. Raises :class:`Problems` where
    the scheme's pack is missing.
    """
    packs.scheme(archive.manifest.scheme)
    findings = [*_members(archive), *_versions(archive, packs, own_pack=own_pack)]
    recomputed: dict[str, bytes] = {}
    try:
        recomputed = _recomputed(archive, packs, findings)
    except Problems as problems:
        findings += (Finding("input", one.place(), one.said) for one in problems.problems)
    for name, raw in recomputed.items():
        findings += _differences(archive, name, raw)
    kept = (name for name in recomputed if name not in archive.damaged)
    same = sum(archive.files[name] == recomputed[name] for name in kept)
    return Verification(tuple(findings), same, len(archive.manifest.results))


def _recomputed(archive: Archive, packs: Packs, findings: list[Finding]) -> dict[str, bytes]:
    """Every result that this program knows, from the inputs as they are; raises :class:`Problems`."""
    for name in archive.manifest.results:
        if name not in WRITERS:
            said = message(N_("this version of gp does not know how to compute it"))
            findings.append(Finding("result", name, said))
    if archive.lost:
        said = message(N_("nothing was recomputed: inputs are missing"))
        findings.append(Finding("result", RESULTS, said))
        return {}
    assessment = official(packs, archived_intake(archive))
    failed = [found for one in assessment.failed for found in one.problems]
    if failed:
        raise Problems(failed)
    findings += _about(archive, assessment)
    now = readings(assessment.assessor.scheme(archive.manifest.scheme))
    findings += _readings(archive, {one.id: one.value for one in now})
    known = [name for name in archive.manifest.results if name in WRITERS]
    return {name: WRITERS[name](assessment).encode() for name in known}


def _members(archive: Archive) -> Iterator[Finding]:
    for name in archive.damaged:
        said = N_("not what was frozen") if name in archive.files else N_("missing, or cannot be read")
        yield Finding("member", name, message(said))
    for name in archive.extra:
        yield Finding("member", name, message(N_("nobody froze it")))
    if not archive.pure and not archive.damaged and not archive.extra:
        yield Finding("member", archive.name, message(N_("the zip was written anew by another program")))


def _versions(archive: Archive, packs: Packs, *, own_pack: bool) -> Iterator[Finding]:
    """Where the program or the pack are other than those that froze it; that alone changes no result."""
    manifest = archive.manifest
    core = version(CORE)
    if core != manifest.core:
        said = message(N_("frozen by {then}, installed is {now}"), then=manifest.core, now=core)
        yield Finding("core", CORE, said, grave=False)
    if own_pack:
        return
    then, here = manifest.pack, packs.owner(manifest.scheme)
    named = f"{here.distribution} {here.version}"
    if (here.distribution, here.version) != (then.name, then.version):
        said = message(
            N_("frozen by {then}, installed is {now}"), then=f"{then.name} {then.version}", now=named
        )
        yield Finding("pack", then.name, said, grave=False)
    installed = {name: digest(raw) for name, raw in sources(here).items()}
    others = [
        name.removeprefix(PACKS)
        for name in sorted({*installed, *then.files})
        if installed.get(name) != then.files.get(name)
    ]
    if others:
        said = message(
            N_("{number} source files of {now} are not those frozen as {then}: {names}"),
            number=len(others),
            now=named,
            then=f"{then.name} {then.version}",
            names=listed(others),
        )
        yield Finding("pack", then.name, said, grave=False)


def _about(archive: Archive, assessment: Assessment) -> Iterator[Finding]:
    """What the manifest says of the season otherwise than its inputs."""
    then, season = archive.manifest, assessment.season
    stated = {
        "document": (then.document, assessment.assessor.scheme(then.scheme).document),
        "title": (then.title, season.title),
        "period": (then.period, season.period),
    }
    for key, (before, now) in stated.items():
        if before != now:
            said = N_("{key}: {then} then, {now} now")
            told = message(said, key=key, then=before or "—", now=now or "—")
            yield Finding("member", NAME, told)


def _readings(archive: Archive, now: Mapping[str, str]) -> Iterator[Finding]:
    """Readings that are otherwise than recorded: another default, another question."""
    then = {one.id: one.value for one in archive.manifest.readings}
    for name in {**then, **now}:
        if then.get(name) != now.get(name):
            said = message(N_("{then} then, {now} now"), then=then.get(name, "—"), now=now.get(name, "—"))
            yield Finding("reading", name, said)


def _differences(archive: Archive, name: str, raw: bytes) -> Iterator[Finding]:
    """How a result differs: sheets unit by unit, others where they first do."""
    before = archive.files.get(name)
    if before is None or before == raw:
        return
    if not name.endswith(".json"):
        yield Finding("result", name, _first_line(before, raw))
        return
    try:
        then, now = json.loads(before), json.loads(raw)
    except (ValueError, RecursionError):
        yield Finding("result", name, message(N_("not JSON any more")))
        return
    if name == SHEETS and isinstance(then, list):
        yield from _sheets(then, now)
    else:
        yield Finding("result", name.removeprefix(RESULTS), _first(then, now))


def _sheets(then: list[Any], now: list[Any]) -> Iterator[Finding]:
    """Units with another total, or where their sheets first differ; the same of many is said once."""
    before, after = _by_unit(then), _by_unit(now)
    alike: dict[Phrase, list[str]] = {}
    for unit in {**before, **after}:
        if unit not in after or unit not in before:
            said = message(N_("not among the results now") if unit in before else N_("not frozen"))
            yield Finding("unit", unit, said)
        elif _total(before[unit]) != _total(after[unit]):
            totals = {"then": _total(before[unit]), "now": _total(after[unit])}
            yield Finding("unit", unit, message(N_("total {then} then, {now} now"), **totals))
        elif before[unit] != after[unit]:
            alike.setdefault(_first(before[unit], after[unit]), []).append(unit)
    for phrase, units in alike.items():
        yield Finding("unit", listed(units), phrase)
    if before == after:
        yield Finding("result", SHEETS, message(N_("the same results, written otherwise")))


def _by_unit(sheets: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, sheet in enumerate(sheets, 1):
        name = _unit(sheet)
        found[f"#{number}" if not name or name in found else name] = sheet
    return found


def _unit(sheet: Any) -> str:
    """How a unit is named: with its period where one is known."""
    try:
        about = sheet["unit"]
        return " ".join(str(one) for one in (about["name"], about["period"]) if one)
    except (KeyError, TypeError):
        return ""


def _total(sheet: Any) -> str:
    """The total; without one its bounds and the status."""
    try:
        result = sheet["result"]
        if result["total"] is not None:
            return str(result["total"])
        return f"[{result['lower']}, {result['upper']}] {result['status']}"
    except (KeyError, TypeError):
        return ""


def _first(then: Any, now: Any) -> Phrase:
    """The first key that differs, and how."""
    where, one, other = apart(then, now)
    return message(N_("{key}: {then} then, {now} now"), key=where or "—", then=brief(one), now=brief(other))


def _first_line(then: bytes, now: bytes) -> Phrase:
    before, after = then.split(b"\n"), now.split(b"\n")
    pairs = enumerate(zip(before, after, strict=False), 1)
    line = next((number for number, (one, other) in pairs if one != other), min(len(before), len(after)) + 1)
    return message(N_("differs from line {line} on"), line=line)
