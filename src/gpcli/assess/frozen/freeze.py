"""Freezing a season: inputs are read once, scored from what was read, and written down with the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version

from gpcli.assess.assessment import Assessment, assess_all
from gpcli.assess.frozen import manifest as manifests
from gpcli.assess.frozen.intake import intake_of, under
from gpcli.assess.frozen.manifest import INPUTS, FrozenReading, Manifest, digest
from gpcli.assess.frozen.results import results
from gpcli.assess.frozen.snapshot import Snapshot, snapshot
from gpcli.assess.frozen.sources import frozen_pack, sources
from gpcli.assess.frozen.zipped import zipped
from gpcli.assess.inputs import Intake
from gpcli.assess.readings import chosen_readings
from gpcli.assess.subject import Wanted
from gpcli.messages import N_
from gpcli.packs import Packs
from gpcli.problems import Problems, listed, problem
from gpcli.records import Record
from gpcli.scheme import Scheme

CORE = "gpcli-core"


class Frozen(Record):
    """A season that can be frozen: what it came to, and the files of the zip."""

    assessment: Assessment
    files: Mapping[str, bytes]

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The units whose result is open, by name."""
        return tuple(one.sheet.unit for one in self.assessment.scored if one.sheet.status == "incomplete")

    @property
    def inputs(self) -> dict[str, bytes]:
        """The files that were read, as the zip names them."""
        return {name: raw for name, raw in self.files.items() if name.startswith(INPUTS)}

    def raw(self) -> bytes:
        """The zip."""
        return zipped(self.files)


def freeze(packs: Packs, wanted: Wanted, paths: Sequence[str]) -> Frozen:
    """A season as it is to be frozen.

    Raises :class:`Problems` with those of every failed input, and where nothing was scored or inputs are of
    several schemes.
    """
    taken = snapshot(paths)
    intake = intake_of(taken.files, lambda path: taken.typed.get(path, path))
    scheme, chosen = _scheme(packs, wanted, intake)
    assessment = official(packs, under(intake, scheme.id, chosen))
    _refuse(assessment)
    pack = packs.owner(scheme.id)
    files = sources(pack)
    written = results(assessment)
    inputs = _inputs(taken)
    manifest = Manifest(
        version(CORE),
        scheme.id,
        scheme.document,
        intake.season.title,
        intake.season.period,
        frozen_pack(pack, files),
        readings(assessment.assessor.scheme(scheme.id)),
        chosen,
        {name: digest(raw) for name, raw in inputs.items()},
        {name: digest(raw) for name, raw in written.items()},
    )
    whole = {**inputs, **written, **files, manifests.NAME: manifests.written(manifest)}
    return Frozen(assessment, whole)


def official(packs: Packs, intake: Intake) -> Assessment:
    """What was taken in, scored as the official result of its season."""
    versions = frozenset((one.distribution, one.version) for one in packs.packs)
    season = intake.season._replace(official=versions)
    return assess_all(packs, Wanted(), intake._replace(season=season))


def readings(scheme: Scheme) -> tuple[FrozenReading, ...]:
    """The scheme's Readings as they are in force."""
    return tuple(FrozenReading(one.id, scheme.reading(one.id), one.default) for one in scheme.readings)


def _inputs(taken: Snapshot) -> dict[str, bytes]:
    return {f"{INPUTS}{name}": raw for name, raw in taken.files.items()}


def _scheme(packs: Packs, wanted: Wanted, intake: Intake) -> tuple[Scheme, dict[str, str]]:
    """The one scheme of the inputs, and the answers to its Readings that the command line gives."""
    stated = [one.document.data.get("scheme", "") for one in intake.reads if one.document is not None]
    named = (intake.season.scheme, wanted.scheme, *stated)
    names = tuple(dict.fromkeys(one for one in named if isinstance(one, str) and one))
    if len(names) > 1:
        said = N_("a freeze holds one scheme, not {names}")
        raise Problems([problem("other-scheme", said, names=listed(names))])
    if not names:
        failed = [found for one in intake.reads for found in one.problems]
        raise Problems(failed or [problem("no-scheme", N_("the file names no scheme"))])
    scheme = packs.scheme(names[0])
    for setting in wanted.readings:
        prefix, colon, _ = setting.partition("=")[0].partition(":")
        if colon:
            chosen_readings(packs.scheme(prefix), [setting])
    return scheme, chosen_readings(scheme, wanted.readings)


def _refuse(assessment: Assessment) -> None:
    failed = [found for one in assessment.failed for found in one.problems]
    if failed:
        raise Problems(failed)
    if not any(one.scored is not None for one in assessment.outcomes):
        raise Problems([problem("empty-folder", N_("nothing was scored, so there is nothing to freeze"))])
