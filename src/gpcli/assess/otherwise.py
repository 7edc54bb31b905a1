"""Files that compute by themselves, under other answers to Readings than those in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gpcli.assess.inputs import Read
from gpcli.assess.subject import Subjects
from gpcli.messages import N_, Message, Phrase, message
from gpcli.problems import Problems, in_a_row
from gpcli.scheme import Reading

NAMED = 3
"""Files that a notice names."""


class Differing(NamedTuple):
    """A file that computes otherwise: its name, its answers and those in force."""

    file: Phrase
    theirs: str
    ours: str


def computed_otherwise(reads: Iterable[Read], subjects: Subjects) -> tuple[Phrase, ...]:
    """Which files show another result than the one worked out here may be, and why."""
    return notices(differing(reads, subjects))


def differing(reads: Iterable[Read], subjects: Subjects) -> Iterator[Differing]:
    """The files that compute under other answers."""
    for one in reads:
        own = None if one.document is None or one.document.silent else one.document.computed
        if own is None:
            continue
        try:
            scheme = subjects.scheme(own.scheme)
        except Problems:
            continue
        theirs, ours = [], []
        for reading in scheme.readings:
            answer, here = own.readings.get(reading.id, reading.default), scheme.reading(reading.id)
            if answer != here and _concerns(reading, own.table):
                theirs.append(f"{reading.id}={answer}")
                ours.append(f"{reading.id}={here}")
        if theirs:
            yield Differing(_named(one.file, own.total), "、".join(theirs), "、".join(ours))


def notices(differing: Iterable[Differing]) -> tuple[Message, ...]:
    """A notice for those that differ in the same Readings."""
    found: dict[tuple[str, str], list[Phrase]] = {}
    for one in differing:
        found.setdefault((one.theirs, one.ours), []).append(one.file)
    said = N_("{files}: computed under {theirs}; here {ours} counts")
    return tuple(
        message(said, files=in_a_row(files, NAMED), theirs=theirs, ours=ours)
        for (theirs, ours), files in found.items()
    )


def _concerns(reading: Reading, table: str) -> bool:
    return not reading.tables or table in reading.tables


def _named(file: str, total: str) -> Phrase:
    return message(N_("{file} (which shows {total})"), file=file, total=total) if total else file
