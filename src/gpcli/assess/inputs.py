"""From what was typed to documents: files, folders, seasons, standard input. A failure fails one input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli.facts.toml import SIZE_LIMIT, Document, bytes_of, read_bytes, read_file
from gpcli.messages import N_, Message
from gpcli.problems import Problem, Problems, problem
from gpcli.records import Record
from gpcli.season import file as season_file
from gpcli.season.file import NO_SEASON, Season, read_season
from gpcli.season.returned import Rectification

if TYPE_CHECKING:
    from gpcli.assess.plainly import Plainly, Told

Reading = Callable[[Season], "Plainly | None"]
"""Knows who reads the plain files of a season, or of what is none."""

MANY = 50
"""Files of a folder from which on it pays to know the tables before."""


class Read(Record):
    """One input: its document, or why there is none. ``path`` is how results name it.

    ``notices`` are what is worth saying of a file that could be read all the same; of a plain one it is
    known what was ``told``.
    """

    path: str
    document: Document | None
    problems: tuple[Problem, ...] = ()
    notices: tuple[Message, ...] = ()
    told: Told | None = None

    @property
    def file(self) -> str:
        """Its name as it was typed, or found under what was typed."""
        return self.path if self.document is None else self.document.file


class Intake(Record):
    """Everything that was read: the season whose folder is among the paths, and the inputs in order.

    ``returned`` are the rectification lists of a season whose folder does not stay: of a frozen one.
    """

    season: Season
    reads: tuple[Read, ...]
    returned: Rectification | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that was read."""
        own = () if self.season.document is None else (self.season.document.name,)
        folder = Path(self.season.file).parent
        lists = (str(folder / one) for one in self.season.rectification)
        return (*own, *lists, *dict.fromkeys(one.file for one in self.reads))

    @property
    def notices(self) -> tuple[Message, ...]:
        """What is worth saying of what was read."""
        return tuple(notice for one in self.reads for notice in one.notices)


def read_all(paths: Sequence[str]) -> list[Read]:
    """Every input in the order typed, as :func:`take_in` reads them."""
    return list(take_in(paths).reads)


def take_in(paths: Sequence[str], plainly: Reading = lambda _: None) -> Intake:
    """Every input in the order typed; a folder's files by path, in code-point order; a freeze stands alone.

    Where a folder has many files, they are read by whoever ``plainly`` knows for the season. Raises
    :class:`Problems` where a season or a freeze cannot be read, or where there are two.
    """
    if any(map(is_frozen, paths)):
        return _frozen(paths)
    season = NO_SEASON
    reads: list[Read] = []
    for path in paths:
        folder = season_folder(path)
        if folder is not None:
            if season.file:
                said = problem("usage", N_("two seasons cannot be worked out together"))
                raise Problems([said._replace(file=shown((folder / season_file.NAME).as_posix()))])
            season = _season(folder)
            reads += _in_folder(folder, shown(folder.as_posix()), plainly, season)
        else:
            reads += _expanded(path, plainly)
    return Intake(season, tuple(reads))


def season_folder(path: str) -> Path | None:
    """The folder of the season that the path names, by itself or by its ``season.toml``."""
    folder = Path(path).parent if Path(path).name == season_file.NAME else Path(path)
    return folder if path != "-" and (folder / season_file.NAME).is_file() else None


def season_at(path: str) -> Season:
    """The season that the path names, by its folder or as a freeze, without its facts.

    :data:`NO_SEASON` where there is none; raises :class:`Problems` where it cannot be read.
    """
    if is_frozen(path):
        return _frozen([path]).season
    folder = season_folder(path)
    return NO_SEASON if folder is None else _season(folder)


def is_frozen(path: str) -> bool:
    """Whether the path is that of a freeze."""
    return path.lower().endswith(".zip") and Path(path).is_file()


def _frozen(paths: Sequence[str]) -> Intake:
    from gpcli.assess.frozen.intake import frozen_intake

    if len(paths) > 1:
        said = problem("usage", N_("a freeze is read alone: what was frozen together stays together"))
        raise Problems([said._replace(file=shown(next(filter(is_frozen, paths))))])
    return frozen_intake(paths[0], shown(paths[0]))


def shown(path: str) -> str:
    """The path with forward slashes; what is not UTF-8 in it, escaped."""
    if path.isascii() and os.sep == "/":
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _season(folder: Path) -> Season:
    name = folder / season_file.NAME
    document = read_file(name, shown(name.as_posix()))
    document.path = season_file.NAME
    return read_season(document)


def _expanded(path: str, plainly: Reading) -> Iterator[Read]:
    if path == "-":
        yield _read_stdin()
    elif Path(path).is_dir():
        yield from _in_folder(Path(path), shown(path), plainly)
    else:
        yield from _read(Path(path), shown(path))


ENDINGS = (".toml", ".toml.txt", ".csv", ".xlsx", ".parquet")
"""How the files end that may hold facts."""


def _in_folder(folder: Path, name: str, plainly: Reading, season: Season = NO_SEASON) -> Iterator[Read]:
    """The facts files of a folder; of a season's, named from its folder on.

    Tables about something else are passed over, but have no place in a season.
    """
    within = folder if season.file else None
    found = files_in(folder)
    if within is not None:
        returned = [within / one for one in (season_file.NAME, *season.rectification)]
        found = [one for one in found if Path(one) not in returned]
    nothing = True
    fast = plainly(season) if len(found) >= MANY else None
    for one in found:
        for read in reads_of(one, within, fast):
            nothing = False
            yield read
    if nothing:
        said = problem(
            "empty-folder", N_("the folder holds no facts file (*.toml, *.csv, *.xlsx, *.parquet)")
        )
        yield Read(name, None, (said._replace(file=name),))


def files_in(folder: Path) -> list[str]:
    """The files at any depth of a folder that may hold facts, by path, in code-point order.

    Folders behind a link are left out, and what cannot be looked into.
    """
    found: list[str] = []
    waiting = [str(folder)]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    name = entry.name
                    if name.lower().endswith(ENDINGS) and not name.startswith(LOCKS) and _may_be_read(entry):
                        found.append(entry.path)
        except OSError:
            continue
    if str(folder) == os.curdir:
        found = [os.path.normpath(one) for one in found]
    return sorted(found) if os.sep == "/" else sorted(found, key=lambda one: one.replace(os.sep, "/"))


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a name behind which there is nothing: whoever reads it says so."""
    return entry.is_file() or not Path(entry.path).exists()


LOCKS = ("~$", ".~lock")
"""How the files begin that an open spreadsheet leaves beside itself."""


def reads_of(found: str, within: Path | None = None, fast: Plainly | None = None) -> tuple[Read, ...]:
    """A file found in a folder; of a table with a row a unit, every row. Nothing where it is passed over."""
    if fast is not None and found.endswith(".toml") and not found.endswith(season_file.NAME):
        read = _read_fast(found, within, fast)
        if read is not None:
            return (read,)
    one = Path(found)
    here = shown(one.as_posix())
    if one.name == season_file.NAME:
        said = problem("nested-season", N_("a season lies inside this folder; name its own folder"))
        return (Read(here, None, (said._replace(file=here),)),)
    if here.lower().endswith(".txt"):
        said = problem("misnamed-file", N_("a facts file ends in .toml, not in .toml.txt"))
        return (Read(here, None, (said._replace(file=here),)),)
    if _is_summary(one):
        return ()
    inner = "" if within is None else shown(one.relative_to(within).as_posix())
    reads = tuple(_read(one, here, inner))
    if within is None and any(_is_no_facts_table(read) for read in reads):
        return ()
    return reads


USUAL = 64 * 1024
"""More bytes than a facts file usually has."""

_BINARY = getattr(os, "O_BINARY", 0)


def raw_of(path: str) -> bytes | None:
    """The bytes of a file, as far as they may be facts; None where it cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | _BINARY)
        try:
            raw = os.read(handle, USUAL)
            return raw if len(raw) < USUAL else raw + os.read(handle, SIZE_LIMIT)
        finally:
            os.close(handle)
    except (OSError, ValueError):
        return None


def _is_summary(path: Path) -> bool:
    """Whether it is the workbook that lists the forms beside it."""
    if path.suffix.lower() != ".xlsx":
        return False
    from gpcli.forms.summary import is_summary

    return is_summary(path)


def _is_no_facts_table(read: Read) -> bool:
    return any(one.code == "no-unit-column" for one in read.problems)


def _read_fast(found: str, within: Path | None, fast: Plainly) -> Read | None:
    """A plain file; None of any other, which is then read as such."""
    raw = raw_of(found)
    told = None if raw is None else fast.told(raw, shown(found))
    if told is None:
        return None
    document = told.document
    if within is not None:
        document.path = shown(found.removeprefix(str(within) + os.sep))
    return Read(document.path, document, told=told)


def _read(path: Path, name: str, within: str = "") -> Iterator[Read]:
    """One facts file; of a table with a row a unit, every row."""
    if path.name.lower().endswith(".parquet"):
        yield from _read_rows(path, name, within or name)
        return
    if path.name.lower().endswith((".csv", ".xlsx")):
        yield from _read_form(path, name, within or name) or _read_rows(path, name, within or name)
        return
    try:
        document = read_file(path, name)
    except Problems as found:
        yield Read(within or name, None, tuple(found.problems))
        return
    document.path = within or name
    yield Read(document.path, document)


def _read_form(path: Path, name: str, inner: str) -> tuple[Read, ...]:
    """A form that was filled in; nothing where the workbook is none."""
    from gpcli.facts.rows.package import UNPACKED_LIMIT
    from gpcli.forms.read import is_form, read_form

    try:
        raw = bytes_of(path, name, UNPACKED_LIMIT)
        if not is_form(raw):
            return ()
        document = read_form(raw, name)
    except Problems as problems:
        return (Read(inner, None, tuple(problems.problems)),)
    document.path = inner
    return (Read(inner, document),)


def _read_rows(path: Path, name: str, inner: str) -> Iterator[Read]:
    from gpcli.facts.rows import read_rows
    from gpcli.season.read_returned import is_returned

    if is_returned(path):
        said = problem("no-unit-column", N_("a problem list, no facts: the season names it"))
        listed = f'{season_file.NAME}: rectification = ["{shown(inner)}"]'
        yield Read(inner, None, (said._replace(file=name, expected=listed),))
        return
    try:
        found = read_rows(path, name)
    except Problems as problems:
        yield Read(inner, None, tuple(problems.problems))
        return
    notices = found.notices
    for row in found.rows:
        if isinstance(row, Problem):
            yield Read(inner, None, (row,), notices)
        else:
            row.path = inner
            yield Read(inner, row, (), notices)
        notices = ()


def _read_stdin() -> Read:
    try:
        return Read("-", read_bytes(sys.stdin.buffer.read(), "-"))
    except Problems as found:
        return Read("-", None, tuple(found.problems))
