"""``manifest.json``: what was frozen, by which versions, under which Readings, and every digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from gpcli.assess.frozen.zipped import no_freeze
from gpcli.messages import N_, message
from gpcli.problems import Problems
from gpcli.records import Record

NAME = "manifest.json"
SCHEMA_VERSION = 1
INPUTS, RESULTS, PACKS = "inputs/", "results/", "packs/"

Digests = Mapping[str, str]
"""sha256 by the name of a member."""


class FrozenPack(Record):
    """The pack that scored: distribution, version, entry point and the digests of its source files."""

    name: str
    version: str
    point: str
    module: str
    files: Digests


class FrozenReading(Record):
    """A Reading as it was in force."""

    id: str
    value: str
    default: str


class Manifest(Record):
    """What stands in ``manifest.json``.

    ``chosen`` are the Readings that the command line gave, before those of the season; ``document`` is the
    one by which units were assessed.
    """

    core: str
    scheme: str
    document: str
    title: str
    period: str
    pack: FrozenPack
    readings: tuple[FrozenReading, ...]
    chosen: Mapping[str, str]
    inputs: Digests
    results: Digests

    @property
    def members(self) -> Digests:
        """The digests of every member but the manifest."""
        return {**self.inputs, **self.results, **self.pack.files}


def digest(raw: bytes) -> str:
    """sha256, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def written(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    pack = manifest.pack
    plain = {
        "schema_version": SCHEMA_VERSION,
        "kind": "gp-freeze",
        "core": manifest.core,
        "scheme": manifest.scheme,
        "document": manifest.document,
        "title": manifest.title,
        "period": manifest.period,
        "packs": [
            {
                "name": pack.name,
                "version": pack.version,
                "entry_point": pack.point,
                "module": pack.module,
                "files": _sorted(pack.files),
            }
        ],
        "readings": [{"id": one.id, "value": one.value, "default": one.default} for one in manifest.readings],
        "chosen": _sorted(manifest.chosen),
        "inputs": _sorted(manifest.inputs),
        "results": _sorted(manifest.results),
    }
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def read(raw: bytes, name: str) -> Manifest:
    """The manifest of a freeze; raises :class:`Problems` where it is none."""
    try:
        data = json.loads(raw.decode("utf-8"))
        version = data["schema_version"]
        if data["kind"] != "gp-freeze" or type(version) is not int:
            raise ValueError
        if version > SCHEMA_VERSION:
            reason = message(N_("it was made by a later gp ({core})"), core=_text(data["core"]))
            raise Problems([no_freeze(name, reason, key=NAME)])
        return _manifest(data)
    except (LookupError, ValueError, TypeError, RecursionError):
        reason = message(N_("its {manifest} is not as gp freeze writes it"), manifest=NAME)
        raise Problems([no_freeze(name, reason, key=NAME)]) from None


def _manifest(data: Mapping[str, Any]) -> Manifest:
    (pack,) = data["packs"]
    return Manifest(
        _text(data["core"]),
        _text(data["scheme"]),
        _text(data["document"]),
        _text(data["title"]),
        _text(data["period"]),
        FrozenPack(
            _text(pack["name"]),
            _text(pack["version"]),
            _text(pack["entry_point"]),
            _text(pack["module"]),
            _digests(pack["files"], PACKS),
        ),
        tuple(
            FrozenReading(_text(one["id"]), _text(one["value"]), _text(one["default"]))
            for one in data["readings"]
        ),
        {_text(key): _text(value) for key, value in _mapping(data["chosen"]).items()},
        _digests(data["inputs"], INPUTS),
        _digests(data["results"], RESULTS),
    )


def _digests(given: object, under: str) -> Digests:
    found = {_text(name): _text(value) for name, value in _mapping(given).items()}
    if not all(name.startswith(under) for name in found):
        raise ValueError
    return found


def _mapping(given: object) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise TypeError
    return given


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError
    return given


def _sorted(given: Mapping[str, str]) -> dict[str, str]:
    return {key: given[key] for key in sorted(given)}
