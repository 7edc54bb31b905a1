"""Warnings of what identifies a person in what is read, where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from gpcli import privacy
from gpcli.cli.session import Session
from gpcli.facts.personal import personal
from gpcli.facts.toml import Document
from gpcli.messages import N_


def in_document(session: Session, document: Document) -> None:
    """Says where the values of a facts file, or of a row, hold what identifies a person."""
    for one in personal(document):
        said = N_("{file}:{line}: {key}: warning: {kind} ({shown})")
        kind = session.talk.word(privacy.KINDS[one.kind])
        session.say(
            session.talk.word(
                said, file=document.name, line=one.line, key=one.key, kind=kind, shown=one.masked
            )
        )


def in_files(session: Session, files: Mapping[str, bytes]) -> None:
    """Says of each file that is text which kinds of what identifies a person it holds, comments and all."""
    for name, raw in files.items():
        text = _text(raw)
        for kind, found in privacy.kinds(privacy.find(text)).items():
            said = N_("{file}:{line}: warning: {kind}: {number} in this file, the first is {shown}")
            line = text.count("\n", 0, found[0].start) + 1
            word, shown = session.talk.word(privacy.KINDS[kind]), " ".join(found[0].masked.split())
            session.say(
                session.talk.word(said, file=name, line=line, kind=word, number=len(found), shown=shown)
            )


def _text(raw: bytes) -> str:
    """The text of a file, or nothing where it is none."""
    for encoding in () if b"\0" in raw else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
