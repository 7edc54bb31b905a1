"""A pack before it is loaded, and where one is that is tried by its path."""

from __future__ import annotations

import sys
from functools import reduce
from importlib import import_module, invalidate_caches
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
        """Imports the plugin: a module, or what an attribute of it is."""
        module, _, inside = self.module.partition("[")[0].partition(":")
        names = filter(None, inside.strip().split("."))
        return reduce(getattr, names, import_module(module.strip()))


def at(path: str) -> Found:
    """The pack of a project folder, a package or a module; its place comes first on the import path.

    Raises :class:`Problems` where there is none.
    """
    try:
        place = Path(path).resolve()
        exists = place.exists()
    except (OSError, ValueError):
        raise _no_pack(path) from None
    if not exists:
        raise _no_pack(path)
    if (place / "pyproject.toml").is_file():
        found = _project(place)
    elif (place / "__init__.py").is_file():
        found = _tried(place.parent, place.name, place.name, UNVERSIONED)
    elif place.suffix == ".py" and place.is_file():
        found = _tried(place.parent, place.stem, place.stem, UNVERSIONED)
    else:
        raise _no_pack(path)
    module = found.module.partition(":")[0]
    if not all(part.isidentifier() for part in module.split(".")):
        raise _no_pack(path, N_("{path}: {module} is no name of a module"), module=module)
    file = getattr(sys.modules.get(module), "__file__", None)
    if file is not None and Path(found.path) not in Path(file).absolute().parents:
        raise _no_pack(path, N_("{path}: a module {module} is in use already"), module=found.module)
    return found


def _project(place: Path) -> Found:
    """The pack of a folder with ``pyproject.toml``: its one entry point for us."""
    import tomllib

    try:
        data = tomllib.loads((place / "pyproject.toml").read_text(encoding="utf-8"))
        project = data["project"]
        points = dict(project["entry-points"][PROJECT])
        name, version = str(project["name"]), str(project.get("version", ""))
        (point,) = points.items()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, LookupError, TypeError, ValueError):
        said = N_("{path}: pyproject.toml names no pack, or several, under [project.entry-points.gpcli]")
        raise _no_pack(str(place), said) from None
    top = str(point[1]).partition(":")[0].partition(".")[0]
    roots = [place / one for one in (*_declared_roots(data), "src", ".")]
    root = next((one for one in roots if (one / top).is_dir() or (one / f"{top}.py").is_file()), place)
    return _tried(root.resolve(), str(point[1]), name, version)._replace(name=point[0])


def _declared_roots(data: object) -> list[str]:
    """Where setuptools is told to look for packages, as far as that is said."""
    for key in ("tool", "setuptools", "packages", "find", "where"):
        data = data.get(key) if isinstance(data, dict) else None
    return [str(one) for one in data] if isinstance(data, list) else []


def _tried(root: Path, module: str, distribution: str, version: str) -> Found:
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
        invalidate_caches()
    return Found(module, module, distribution, version, str(root))


def _no_pack(path: str, said: str = N_("{path} holds no pack"), **more: str) -> Problems:
    expected = message(N_("a project folder, a package folder or a .py file"))
    return Problems([problem("not-a-pack", said, path=path, expected=expected, **more)])
