"""A pack's own source files: they travel with what they scored, so that it explains itself years later."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from gpcli.assess.frozen.archive import Archive
from gpcli.assess.frozen.intake import lay_out
from gpcli.assess.frozen.manifest import PACKS, FrozenPack, digest
from gpcli.assess.frozen.zipped import no_freeze
from gpcli.messages import N_, message
from gpcli.packs import Pack, Packs, at, broken
from gpcli.problems import Problems, listed


def sources(pack: Pack) -> dict[str, bytes]:
    """The pack's source files as they are members of a freeze; raises :class:`Problems`."""
    top = top_module(pack.module)
    try:
        home = _home(top)
        if home.is_file():
            return {f"{PACKS}{home.name}": home.read_bytes()}
        names = sorted(home.rglob("*"), key=lambda one: one.as_posix())
        files = [one for one in names if one.is_file() and _is_source(one.relative_to(home))]
        return {f"{PACKS}{top}/{one.relative_to(home).as_posix()}": one.read_bytes() for one in files}
    except (OSError, LookupError) as error:
        raise Problems([broken(pack, error)]) from None


def frozen_pack(pack: Pack, files: dict[str, bytes]) -> FrozenPack:
    """The pack as a manifest has it."""
    digests = {name: digest(raw) for name, raw in files.items()}
    return FrozenPack(pack.distribution, pack.version, pack.name, pack.module, digests)


def top_module(module: str) -> str:
    """The module or package that has to be importable for an entry point."""
    return module.partition(":")[0].partition(".")[0]


def project(pack: FrozenPack, files: dict[str, bytes]) -> dict[str, bytes]:
    """The sources as the files of a project that can be tried without installing it."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    lines = (
        "[project]",
        f"name = {quoted(pack.name)}",
        f"version = {quoted(pack.version)}",
        "[project.entry-points.gpcli]",
        f"{quoted(pack.point)} = {quoted(pack.module)}",
    )
    mine = {name.removeprefix(PACKS): files[name] for name in pack.files}
    return {**mine, "pyproject.toml": ("\n".join(lines) + "\n").encode()}


def _home(top: str) -> Path:
    """The folder of a package, the file of a module."""
    file = getattr(sys.modules[top], "__file__", None)
    if file is None:
        raise LookupError(f"{top} has no file of its own")
    place = Path(file)
    return place.parent if place.name == "__init__.py" else place


def _is_source(within: Path) -> bool:
    hidden = any(part.startswith(".") or part == "__pycache__" for part in within.parts)
    return not hidden and within.suffix not in (".pyc", ".pyo")


def packs_of(archive: Archive, folder: Path) -> Packs:
    """The pack that stands in a freeze, laid out in the folder and loaded: this runs the code in it.

    Raises :class:`Problems` where its sources are not what was frozen, or hold no pack.
    """
    pack = archive.manifest.pack
    stray = [name for name in pack.files if name in archive.damaged]
    if stray:
        reason = message(N_("{members}: not what was frozen"), members=listed(stray))
        raise Problems([no_freeze(archive.name, reason)])
    lay_out(project(pack, {name: archive.files[name] for name in pack.files}), folder)
    return Packs([at(str(folder))])
