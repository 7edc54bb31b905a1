"""What a result was made from, line by line, so that a later run takes over what would come out the same.

A journal stands beside its result: a heading that says under what all of it was made, then an entry for each
unit. The same for the text of a run that was not finished.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from gpcli.assess.batch.order import Former, Made, Order, Personal
from gpcli.packs import Packs

ENDING = ".journal"
UNFINISHED = ".part"
VERSION = 1


def heading(order: Order, packs: Packs) -> dict[str, Any]:
    """Under what a result is made: where any of it differs, nothing is taken over."""
    from importlib.metadata import version

    wanted = order.wanted
    return {
        "journal": VERSION,
        "gp": version("gpcli-core"),
        "packs": [[one.distribution or one.module, one.version] for one in packs.packs],
        "scheme": wanted.scheme,
        "table": wanted.table,
        "readings": list(wanted.readings),
        "format": order.format,
        "public": order.is_public,
        "masked": order.is_masked,
    }


class Entry(NamedTuple):
    """One unit of a result: the files it was made from, what was made, and where its text stands."""

    made: Made
    source: int
    start: int

    @property
    def former(self) -> Former:
        """Its text, as whoever looks it up wants to know it."""
        return Former(self.source, self.start, self.made.size, self.made.digest)


class Known(Mapping[str, Entry]):
    """The entries of former results by the paths of their files; ``sources`` are the files of the results."""

    def __init__(self, sources: Iterable[Path], head: Mapping[str, Any]) -> None:
        self.sources = tuple(sources)
        self._by_path: dict[str, Entry] = {}
        for number, source in enumerate(self.sources):
            for made, start in _read(source, head):
                self.add(Entry(made, number, start))

    def add(self, entry: Entry) -> None:
        """One more, instead of what was known of its files."""
        for path, _ in entry.made.inputs:
            self._by_path[path] = entry

    def __getitem__(self, path: str) -> Entry:
        return self._by_path[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_path)

    def __len__(self) -> int:
        return len(self._by_path)


class Journal:
    """A journal that is being written."""

    def __init__(self, file: Path, head: Mapping[str, Any], *, goes_on: bool = False) -> None:
        """Where it ``goes_on`` with one of the same heading, that stays."""
        self._file = file.open("a" if goes_on else "w", encoding="utf-8", newline="\n")
        if not goes_on:
            self._file.write(_line(head))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, made: Made, start: int) -> None:
        """A unit whose text begins there, where it is known what it rests on."""
        if made.inputs:
            entry = [made.inputs, made.key.hex(), start, made.size, made.digest, *made.personal]
            self._file.write(_line(entry))

    def flush(self) -> None:
        """What was added is kept, whatever happens."""
        self._file.flush()


def beside(result: Path) -> Path:
    """Where the journal of a result stands."""
    return result.with_name(result.name + ENDING)


def unfinished(result: Path) -> Path:
    """Where the text of a result stands that is not finished."""
    return result.with_name(result.name + UNFINISHED)


def goes_on(result: Path, head: Mapping[str, Any]) -> bool:
    """Whether a result has a journal with this heading."""
    return next(_lines(beside(result)), None) == json.loads(_line(head)) and result.is_file()


def _read(result: Path, head: Mapping[str, Any]) -> Iterator[tuple[Made, int]]:
    if not goes_on(result, head):
        return
    for entry in _lines(beside(result)):
        try:
            inputs, key, start, size, digest, *personal = entry
            read = tuple((str(path), str(sha256)) for path, sha256 in inputs)
            found = tuple(Personal(*one) for one in personal)
            yield Made((), bytes.fromhex(key), size, 1, found, inputs=read, digest=digest), int(start)
        except (ValueError, TypeError):
            continue


def _lines(file: Path) -> Iterator[Any]:
    """What stands in a journal; the last line may be cut off."""
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue
    except (OSError, ValueError):
        return


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
