"""Members to the bytes of a zip and back: the same members always give the same bytes.

Nothing is compressed, so that no version of a library changes a byte and no small file becomes a large one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from gpcli.messages import N_, Phrase, message
from gpcli.problems import Problem, Problems, problem
from gpcli.records import Record

SIZE_LIMIT = 1024 * 1024 * 1024
MEMBER_LIMIT = 64 * 1024 * 1024
MEMBERS_LIMIT = 100_000
NAME_LIMIT = 255
"""Bytes that one part of a member's path may have."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644


class Members(Record):
    """What stands in a zip, by name; of a ``damaged`` member the bytes could not be read."""

    files: Mapping[str, bytes]
    damaged: tuple[str, ...] = ()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The zip of the members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = _UNIX
            info.external_attr = _MODE << 16
            archive.writestr(info, files[name], zipfile.ZIP_STORED)
    return out.getvalue()


NO_ZIP = N_("File is not a zip file")
"""What the library says of anything else than a zip."""


def unzipped(raw: bytes, name: str) -> Members:
    """The members of a zip; raises :class:`Problems` where it is none, or none that can be trusted.

    Refused are names that lead out of a folder, two members of one name, what is compressed or encrypted,
    and more members or larger ones than any freeze has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            _refuse(infos, raw, name)
            return _read(archive, infos)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError) as error:
        said = str(error) or type(error).__name__
        raise Problems([no_freeze(name, message(NO_ZIP) if said == NO_ZIP else said)]) from None


def no_freeze(name: str, reason: Phrase, key: str = "") -> Problem:
    """That the file is no freeze, and why."""
    said = problem("not-a-freeze", N_("this is no freeze: {reason}"), reason=reason)
    return said._replace(file=name, key=key)


def is_safe(name: str) -> bool:
    """Whether the name leads to a place inside the folder in which it is taken to be, on every system."""
    if not name or name.startswith("/") or any(one in name for one in "\\:") or not name.isprintable():
        return False
    parts = name.split("/")
    if any(len(part.encode()) > NAME_LIMIT for part in parts):
        return False
    return all(part not in ("", ".", "..") and part == part.strip() for part in parts)


def _refuse(infos: list[zipfile.ZipInfo], raw: bytes, name: str) -> None:
    if len(infos) > MEMBERS_LIMIT:
        raise Problems(
            [no_freeze(name, message(N_("it has more than {limit} members"), limit=MEMBERS_LIMIT))]
        )
    seen: set[str] = set()
    whole = 0
    for info in infos:
        whole += info.file_size
        reason = _fault(info, seen)
        if whole > len(raw):
            reason = N_("its members are larger than the file")
        if reason:
            raise Problems([no_freeze(name, message(reason), key=info.filename)])
        seen.add(info.filename.casefold())
    for one in seen:
        if any(parent in seen for parent in _folders(one)):
            raise Problems(
                [no_freeze(name, message(N_("a member stands where others have a folder")), key=one)]
            )


def _folders(name: str) -> list[str]:
    """Every folder that a member lies in."""
    parts = name.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


def _fault(info: zipfile.ZipInfo, seen: set[str]) -> str:
    if not is_safe(info.filename):
        return N_("the name of a member leads elsewhere")
    if info.filename.casefold() in seen:
        return N_("two members have one name")
    if info.flag_bits & 0x1:
        return N_("a member is encrypted")
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
        return N_("a member is compressed")
    if info.file_size > MEMBER_LIMIT:
        return N_("a member is too large")
    return ""


def _read(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Members:
    files: dict[str, bytes] = {}
    damaged: list[str] = []
    for info in infos:
        try:
            files[info.filename] = archive.read(info)
        except (zipfile.BadZipFile, EOFError):
            damaged.append(info.filename)
    return Members(files, tuple(damaged))
