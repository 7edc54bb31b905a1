"""The work on one task: files in, the text of their units out."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gpcli import privacy
from gpcli.assess.assessor import Assessor
from gpcli.assess.batch.order import Done, Former, Made, Order, Personal, Task
from gpcli.assess.inputs import Read, raw_of, reads_of, shown
from gpcli.assess.otherwise import Differing, differing
from gpcli.assess.plainly import Plainly, Told
from gpcli.assess.subject import Subject
from gpcli.facts.toml import Document
from gpcli.messages import Message, Words
from gpcli.packs import Packs
from gpcli.reports.format import PartedFormat, Report
from gpcli.reports.masked import masked
from gpcli.reports.public import public
from gpcli.scoring.outcome import Outcome
from gpcli.season import file as season_file

PLAIN = "ndjson"
"""The format that plain files can be written in without a sheet."""


class _Heard(NamedTuple):
    """One input: of which file, about which unit, as what it was read. Of what is written already only its
    ``part`` of the result is left, with the ``raw`` bytes and the name of its file.
    """

    number: int
    key: bytes
    told: Told | None = None
    read: Read | None = None
    raw: bytes = b""
    name: str = ""
    part: tuple[Made, bytes] | None = None


class Work:
    """Does tasks of one order, one after the other."""

    def __init__(self, order: Order, packs: Packs | None = None) -> None:
        """``packs`` are found where none are given."""
        if packs is None:
            packs = Packs.trying(order.trying) if order.trying else Packs.installed()
        self._order = order
        chosen = packs.formats()[order.format]
        assert isinstance(chosen, PartedFormat)
        self._format = chosen
        self._assessor = Assessor(packs, order.wanted)
        self._plainly = Plainly(self._assessor, writes=True)
        self._writes_plain = order.format == PLAIN and not order.is_public
        self._words = Words("zh")

    def done(self, task: Task) -> tuple[Done, list[bytes]]:
        """The units of the files, and the text of each; files of one unit are merged."""
        notices: list[Message] = []
        otherwise: list[Differing] = []
        same: list[int] = []
        together: dict[object, list[_Heard]] = {}
        for number, path in zip(task.numbers, task.paths, strict=True):
            raw = _raw(path)
            if number in task.known and self._is_same(raw, *task.known[number]):
                same.append(number)
                continue
            for one in self._heard(number, path, raw, together):
                if one.read is not None:
                    notices += one.read.notices
                    otherwise += differing([one.read], self._assessor.subjects)
                together.setdefault(one.key or id(one), []).append(one)
        made: list[Made] = []
        texts: list[bytes] = []
        for inputs in together.values():
            unit, text = self._unit(inputs)
            made.append(unit)
            texts.append(text)
        return Done(tuple(made), tuple(same), tuple(notices), tuple(otherwise)), texts

    def _is_same(self, raw: bytes | None, digest: str, former: Former) -> bool:
        """Whether a file is as it was, and so is what was made from it."""
        if raw is None or hashlib.sha256(raw).hexdigest() != digest:
            return False
        try:
            with Path(self._order.former[former.source]).open("rb") as file:
                file.seek(former.start)
                return digest_of(file.read(former.size)) == former.digest
        except (OSError, ValueError):
            return False

    def _heard(
        self, number: int, path: str, raw: bytes | None, others: Container[object]
    ) -> Iterator[_Heard]:
        """The inputs of a file. What needs no sheet is written at once, unless one of the ``others`` is about
        the same unit: what a file says is then gone before the next is read, which is a fifth faster.
        """
        name = shown(path)
        told = None if raw is None else self._plainly.told(raw, name)
        if raw is None or told is None:
            for read in reads_of(path):
                yield _Heard(number, _key(self._assessor.hearing.about(read)), read=read)
            return
        key = _key(told.subject)
        part = None if key in others else self._plain_part(number, key, told)
        yield _Heard(number, key, told) if part is None else _Heard(number, key, None, None, raw, name, part)

    def _plain_part(self, number: int, key: bytes, told: Told) -> tuple[Made, bytes] | None:
        """The part of a unit about which only this file speaks, where it can be written without a sheet."""
        line = told.line() if self._writes_plain else None
        lines = told.prepared.lines
        if line is None or lines is None:
            return None
        where = line.raw if lines.has_personal else line.said
        found = privacy.find(where.decode()) if where else []
        if found and self._order.is_masked:
            return None
        personal = _personal(found, "") if found else ()
        made = Made((number,), key, len(line.raw), 1, personal)
        return self._made_from(made, [told.document], line.raw), line.raw

    def _unit(self, inputs: Sequence[_Heard]) -> tuple[Made, bytes]:
        part = inputs[0].part
        return part if part is not None and len(inputs) == 1 else self._slowly(inputs)

    def _as_read(self, one: _Heard) -> Read:
        """The input for whoever merges and scores it."""
        if one.read is not None:
            return one.read
        told = one.told or self._plainly.told(one.raw, one.name)
        assert told is not None
        return Read(told.document.path, told.document, told=told)

    def _slowly(self, inputs: Sequence[_Heard]) -> tuple[Made, bytes]:
        reads = [self._as_read(one) for one in inputs]
        (outcome,) = self._assessor.outcomes(reads)
        report = Report([self._shown(outcome)], self._words, bom=False, is_public=self._order.is_public)
        text = self._format.part(report)
        personal: tuple[Personal, ...] = ()
        if self._order.is_masked:
            text = privacy.mask(text)
        else:
            personal = _personal(privacy.find(text), text)
        failed = outcome.scored is None
        known = [one.document for one in reads if one.document is not None]
        from_facts = not failed and all(one.path.endswith(".toml") for one in reads)
        raw = text.encode()
        made = Made(
            tuple(dict.fromkeys(one.number for one in inputs)),
            inputs[0].key,
            len(raw),
            text.count("\n"),
            personal,
            failed,
            outcome.problems,
        )
        return self._made_from(made, known if from_facts else (), raw), raw

    def _made_from(self, made: Made, documents: Sequence[Document], text: bytes) -> Made:
        """The unit with what it was made from, where somebody wants to know."""
        if not self._order.former or not documents:
            return made
        inputs = tuple((one.path, one.sha256) for one in documents)
        return made._replace(inputs=inputs, digest=digest_of(text))

    def _shown(self, outcome: Outcome) -> Outcome:
        """The outcome as it may be shown."""
        if self._order.is_public:
            outcome = public(outcome)
        return masked(outcome) if self._order.is_masked else outcome


def digest_of(text: bytes) -> str:
    """The digest of a text in a result."""
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _raw(path: str) -> bytes | None:
    """The bytes of a facts file; None of anything else, and where it cannot be read."""
    is_facts = path.endswith(".toml") and not path.endswith(season_file.NAME)
    return raw_of(path) if is_facts else None


def _key(subject: Subject | None) -> bytes:
    if subject is None or not subject.unit:
        return b""
    about = f"{subject.scheme.id}\0{subject.unit}\0{subject.period}"
    return hashlib.blake2b(about.encode(), digest_size=16).digest()


def _personal(found: list[privacy.Finding], text: str) -> tuple[Personal, ...]:
    """The findings by kind, lines counted from 0."""
    return tuple(
        Personal(kind, len(mine), text.count("\n", 0, mine[0].start), " ".join(mine[0].masked.split()))
        for kind, mine in privacy.kinds(found).items()
    )
