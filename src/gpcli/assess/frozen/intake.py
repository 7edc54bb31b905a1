"""Inputs from memory, read as those of any folder: the same files give the same results wherever they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from gpcli.assess.frozen.archive import Archive, open_archive
from gpcli.assess.frozen.zipped import is_safe, no_freeze
from gpcli.assess.inputs import Intake, Read, take_in
from gpcli.facts.rows import Row
from gpcli.messages import N_, Message, Phrase, message
from gpcli.problems import Problem, Problems, listed, problem
from gpcli.reasons import reason_of
from gpcli.season import file as season_file
from gpcli.season.file import Season
from gpcli.season.read_returned import rectification
from gpcli.season.returned import Rectification


def frozen_intake(path: str, name: str) -> Intake:
    """The inputs of a freeze, under the Readings that were frozen: its results are official.

    Raises :class:`Problems` where a member is not what was frozen.
    """
    archive = open_archive(path, name)
    if not archive.intact:
        members = listed(archive.damaged + archive.extra)
        reason = message(N_("{members}: not what was frozen; gp verify says more"), members=members)
        raise Problems([no_freeze(name, reason)])
    intake = archived_intake(archive)
    pack, scheme = archive.manifest.pack, archive.manifest.scheme
    documents = (one.document for one in intake.reads if one.document is not None)
    stated = {str(one.data.get("scheme", scheme)) for one in documents}
    if {intake.season.scheme, *stated} != {scheme}:
        reason = message(N_("its inputs are not of the scheme {scheme}"), scheme=scheme)
        raise Problems([no_freeze(name, reason)])
    return intake._replace(season=intake.season._replace(official=frozenset({(pack.name, pack.version)})))


def archived_intake(archive: Archive) -> Intake:
    """The same of an open freeze."""
    intake = intake_of(archive.inputs, lambda path: f"{archive.name}!{path}")
    return under(intake, archive.manifest.scheme, archive.manifest.chosen)


def under(intake: Intake, scheme: str, chosen: Mapping[str, str]) -> Intake:
    """The inputs with answers to Readings before those of their season."""
    season = intake.season
    if not season.scheme:
        return intake._replace(season=season._replace(scheme=scheme, readings=dict(chosen)))
    return intake._replace(season=season._replace(readings={**season.readings, **chosen}))


def intake_of(files: Mapping[str, bytes], typed: Callable[[str], str]) -> Intake:
    """The inputs, which problems name as they were ``typed``; raises :class:`Problems` as a folder's would.

    They are laid out in a folder for as long as they are read.
    """
    with TemporaryDirectory(prefix="gp-") as temporary:
        folder = Path(temporary).resolve()
        names = _Names(folder.as_posix(), tuple(files), typed)
        try:
            lay_out(files, folder)
            intake = take_in([str(folder)])
            _refuse_outside(intake.season)
            returned = rectification(intake.season)
        except Problems as found:
            raise Problems(names.problems(found.problems)) from None
    reads = tuple(names.read(one) for one in intake.reads)
    return Intake(names.season(intake.season), reads, names.returned(returned))


def lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes the files into the folder; raises :class:`Problems` where this system has no place for one."""
    for name, raw in files.items():
        place = folder.joinpath(*name.split("/"))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(raw)
        except (OSError, ValueError) as error:
            said = problem("unreadable", N_("cannot be read: {reason}"), reason=reason_of(error))
            raise Problems([said._replace(file=place.as_posix())]) from None


def _refuse_outside(season: Season) -> None:
    """Raises :class:`Problems` for lists that came back which no freeze holds: those outside its folder."""
    if not all(map(is_safe, season.rectification)):
        said = problem("unreadable", N_("what lies outside the season's folder cannot stand in a freeze"))
        line = season.line("rectification")
        raise Problems([said._replace(file=season.file, line=line, key="rectification")])


class _Names:
    """From names in the temporary folder to those that people know."""

    def __init__(self, folder: str, files: Sequence[str], typed: Callable[[str], str]) -> None:
        self._folder = folder
        self._files = sorted(files, key=len, reverse=True)
        self._typed = typed

    def problems(self, found: Iterable[Problem]) -> list[Problem]:
        return [
            one._replace(
                file=self._known(one.file),
                said=self._said(one.said),
                key=self._known(one.key),
                expected=self._said(one.expected),
                nearest=self._known(one.nearest),
            )
            for one in found
        ]

    def read(self, one: Read) -> Read:
        if one.document is not None:
            one.document.name = self._known(one.document.name)
            one.document.path = self._within(one.document.path)
        if isinstance(one.document, Row):
            one.document.sheet.name = self._known(one.document.sheet.name)
        return one._replace(
            path=self._within(one.path),
            problems=tuple(self.problems(one.problems)),
            notices=tuple(map(self._told, one.notices)),
        )

    def season(self, season: Season) -> Season:
        if season.document is None:
            return season
        season.document.name = self._known(season.document.name)
        return season._replace(file=season_file.NAME)

    def returned(self, given: Rectification) -> Rectification:
        inputs = {self._known(name): one for name, one in given.inputs.items()}
        rows = tuple(one._replace(file=self._known(one.file)) for one in given.rows)
        return Rectification(inputs, rows, tuple(map(self._said, given.notices)))

    def _within(self, name: str) -> str:
        if name == self._folder:
            return ""
        return name.removeprefix(f"{self._folder}/")

    def _known(self, text: str) -> str:
        """The text with every file in it as it was typed."""
        if self._folder not in text:
            return text
        for name in self._files:
            text = text.replace(f"{self._folder}/{name}", self._typed(name))
        return text.replace(f"{self._folder}/", "").replace(self._folder, "")

    def _said(self, phrase: Phrase) -> Phrase:
        return self._told(phrase) if isinstance(phrase, Message) else self._known(phrase)

    def _told(self, one: Message) -> Message:
        return one._replace(params=tuple((key, self._said(value)) for key, value in one.params))
