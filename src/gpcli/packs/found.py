"""Where packs are: installed ones by their entry point, one to try by its path."""

from __future__ import annotations

import sys
import tomllib
from importlib import invalidate_caches
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from gpcli.hookspecs import PROJECT
from gpcli.messages import N_, message
from gpcli.problems import Problems, problem
from gpcli.records import Record

UNVERSIONED = "0"
"""The version of a pack that is tried without its project."""


class Found(Record):
    """A pack before it is loaded: its entry point, its distribution; ``path`` of one that is tried."""

    name: str
    module: str
    distribution: str
    version: str
    path: str = ""

    def load(self) -> object:
        """Imports the plugin."""
        return EntryPoint(self.name, self.module, PROJECT).load()


def installed() -> tuple[Found, ...]:
    """The packs of this environment."""
    return tuple(of(point) for point in entry_points(group=PROJECT))


def of(point: EntryPoint) -> Found:
    """What an entry point says about itself."""
    return Found(point.name, point.value, *_distribution(point))


def at(path: str) -> Found:
    """The pack of a project folder, a package or a module; its place comes first on the import path.

    Raises :class:`Problems` where there is none.
    """
    place = Path(path)
    if (place / "pyproject.toml").is_file():
        found = _project(place)
    elif (place / "__init__.py").is_file():
        found = _tried(place.resolve().parent, place.resolve().name, place.resolve().name, UNVERSIONED)
    elif place.suffix == ".py" and place.is_file():
        found = _tried(place.resolve().parent, place.stem, place.stem, UNVERSIONED)
    else:
        raise _no_pack(path)
    known = sys.modules.get(found.module.partition(":")[0])
    file = getattr(known, "__file__", None)
    if file is not None and not Path(file).resolve().is_relative_to(found.path):
        raise _no_pack(path, N_("{path}: a module {module} is in use already"), module=found.module)
    return found


def _project(place: Path) -> Found:
    """The pack of a folder with ``pyproject.toml``: its one entry point for us."""
    try:
        data = tomllib.loads((place / "pyproject.toml").read_text(encoding="utf-8"))
        project = data["project"]
        points = dict(project["entry-points"][PROJECT])
        name, version = str(project["name"]), str(project.get("version", ""))
        (point,) = points.items()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, LookupError, TypeError, ValueError):
        said = N_("{path}: pyproject.toml names no pack, or several, under [project.entry-points.gpcli]")
        raise _no_pack(str(place), said) from None
    where = data.get("tool", {}).get("setuptools", {}).get("packages", {}).get("find", {}).get("where", [])
    roots = [place / one for one in where] or [place / "src", place]
    root = next((one for one in roots if one.is_dir()), place)
    return _tried(root.resolve(), str(point[1]), name, version)._replace(name=point[0])


def _tried(root: Path, module: str, distribution: str, version: str) -> Found:
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
        invalidate_caches()
    return Found(module, module, distribution, version, str(root))


def _no_pack(path: str, said: str = N_("{path} holds no pack"), **more: str) -> Problems:
    expected = message(N_("a project folder, a package folder or a .py file"))
    return Problems([problem("not-a-pack", said, path=path, expected=expected, **more)])


def _distribution(point: EntryPoint) -> tuple[str, str]:
    """Name and version; a distribution whose metadata is damaged has neither."""
    try:
        return (point.dist.name or "", point.dist.version or "") if point.dist is not None else ("", "")
    except Exception:  # noqa: BLE001 - whatever a damaged installation leads to
        return "", ""
