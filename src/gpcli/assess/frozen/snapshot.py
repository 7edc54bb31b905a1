"""The inputs of a season as bytes, read once: what is frozen is what is scored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from gpcli.assess.frozen.zipped import MEMBER_LIMIT, is_safe
from gpcli.assess.inputs import ENDINGS, LOCKS, shown
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, problem
from gpcli.reasons import reason_of
from gpcli.records import Record
from gpcli.season import file as season_file


class Snapshot(Record):
    """The bytes of every input by its path, ``/`` between its parts; ``typed`` is how the user names each."""

    files: dict[str, bytes]
    typed: dict[str, str]


def snapshot(paths: Sequence[str]) -> Snapshot:
    """Every input under the paths, named from their common folder on; raises :class:`Problems`."""
    found: dict[str, Path] = {}
    folders = [_folder(path) for path in paths]
    root = folders[0] if len(folders) == 1 else Path(os.path.commonpath([one.absolute() for one in folders]))
    for path, folder in zip(paths, folders, strict=True):
        for one in _files(path, folder):
            within = one.relative_to(root) if len(folders) == 1 else one.absolute().relative_to(root)
            found.setdefault(shown(within.as_posix()), one)
    problems = list(_unusable(found))
    files: dict[str, bytes] = {}
    for name in sorted(found):
        try:
            files[name] = _bytes(found[name])
        except Problems as unread:
            problems += unread.problems
    if problems:
        raise Problems(problems)
    return Snapshot(files, {name: shown(one.as_posix()) for name, one in found.items()})


def _folder(path: str) -> Path:
    """The folder from which the input is named."""
    if path == "-":
        said = problem("usage", N_("standard input cannot be frozen: name its file"))
        raise Problems([said._replace(key="-")])
    place = Path(path)
    try:
        if place.is_dir():
            return place
        if place.exists():
            return place.parent
    except (OSError, ValueError):
        pass
    raise Problems([problem("no-such-path", N_("no such file or folder"))._replace(file=shown(path))])


def _files(path: str, folder: Path) -> list[Path]:
    if Path(path) != folder and Path(path).name != season_file.NAME:
        return [Path(path)]
    named = sorted(folder.rglob("*"), key=lambda one: one.as_posix())
    ended = [one for one in named if one.name.lower().endswith(ENDINGS) and not one.name.startswith(LOCKS)]
    return [one for one in ended if one.is_file() or not one.exists()]


def _unusable(found: dict[str, Path]) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for name, path in found.items():
        if not is_safe(name) or name.casefold() in seen:
            said = problem("unreadable", N_("a file of this name cannot stand in a freeze: rename it"))
            yield said._replace(file=shown(path.as_posix()))
        seen[name.casefold()] = name


def _bytes(path: Path) -> bytes:
    name = shown(path.as_posix())
    try:
        with path.open("rb") as file:
            raw = file.read(MEMBER_LIMIT + 1)
    except (OSError, ValueError) as error:
        said = problem("unreadable", N_("cannot be read: {reason}"), reason=reason_of(error))
        raise Problems([said._replace(file=name)]) from None
    if len(raw) > MEMBER_LIMIT:
        raise Problems([problem("too-large", N_("larger than 64 MiB"))._replace(file=name)])
    return raw
