"""A freeze as read from its file: the manifest, the members, which of them are not what was frozen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gpcli.assess.frozen import manifest as manifests
from gpcli.assess.frozen.manifest import INPUTS, NAME, Manifest, digest
from gpcli.assess.frozen.zipped import SIZE_LIMIT, no_freeze, unzipped, zipped
from gpcli.facts.toml import bytes_of
from gpcli.messages import N_, message
from gpcli.problems import Problems
from gpcli.records import Record


class Archive(Record):
    """A freeze. ``name`` is the file as typed; ``pure`` says that its bytes are just what its members give.

    ``sha256`` is that of the file. ``damaged`` members are missing, cannot be read or have another digest;
    ``extra`` ones nobody froze.
    """

    name: str
    manifest: Manifest
    files: Mapping[str, bytes]
    damaged: tuple[str, ...]
    extra: tuple[str, ...]
    pure: bool
    sha256: str

    @property
    def intact(self) -> bool:
        """Whether every member is what was frozen, and there is no other."""
        return not self.damaged and not self.extra

    @property
    def inputs(self) -> dict[str, bytes]:
        """The inputs that can be read, by their path in the season."""
        known = [name for name in self.manifest.inputs if name in self.files]
        return {name.removeprefix(INPUTS): self.files[name] for name in known}

    @property
    def lost(self) -> tuple[str, ...]:
        """The inputs that are missing or cannot be read."""
        return tuple(name for name in self.manifest.inputs if name not in self.files)


def open_archive(path: str, name: str) -> Archive:
    """The freeze at ``path``; raises :class:`Problems` where there is none."""
    return read_archive(_bytes(path, name), name)


def read_archive(raw: bytes, name: str) -> Archive:
    """A freeze from its bytes; raises :class:`Problems`."""
    members = unzipped(raw, name)
    if NAME not in members.files:
        raise Problems([no_freeze(name, message(N_("it has no {manifest}"), manifest=NAME))])
    manifest = manifests.read(members.files[NAME], name)
    known = manifest.members
    damaged = [
        one for one, value in known.items() if one not in members.files or digest(members.files[one]) != value
    ]
    extra = [one for one in (*members.files, *members.damaged) if one != NAME and one not in known]
    pure = not members.damaged and zipped(members.files) == raw
    return Archive(
        name, manifest, members.files, tuple(sorted(damaged)), tuple(sorted(extra)), pure, digest(raw)
    )


def _bytes(path: str, name: str) -> bytes:
    raw = bytes_of(Path(path), name, SIZE_LIMIT)
    if len(raw) > SIZE_LIMIT:
        raise Problems([no_freeze(name, message(N_("it is too large")))])
    return raw
