"""The files of a new project, from the templates beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from gpcli.starter.names import Names
from gpcli.starter.write import Files

SUFFIX = ".in"
PROJECT, COPIED = "project", "copied"


def fresh(names: Names) -> Files:
    """A small scheme that scores, with everything that a pack has."""
    files = filled(PROJECT, names)
    return {**files, **project_file(names, names.module, files)}


def filled(folder: str, names: Names, **more: str) -> dict[str, bytes]:
    """The templates of a folder with the names in their places, by path; the project file aside."""
    values = {**_values(names), **more}
    return {
        _put(path, values): _put(text, values).encode()
        for path, text in _templates(resources.files("gpcli.starter") / folder)
        if path != "pyproject.toml"
    }


def project_file(names: Names, entry: str, files: Files) -> Files:
    """``pyproject.toml`` for a package with these files: ``entry`` is what the entry point names."""
    package = f"src/{names.module}/"
    inside = [PurePosixPath(path.removeprefix(package)) for path in files if path.startswith(package)]
    data = sorted({_pattern(path) for path in inside if path.suffix != ".py"})
    listed = ", ".join(f'"{one}"' for one in data)
    template = (resources.files("gpcli.starter") / PROJECT / f"pyproject.toml{SUFFIX}").read_text("utf-8")
    text = _put(template, {**_values(names), "entry": entry, "data": listed})
    return {"pyproject.toml": text.encode()}


def _pattern(path: PurePosixPath) -> str:
    return path.with_name(f"*{path.suffix}" if path.suffix in (".csv", ".toml") else path.name).as_posix()


def _templates(place: Traversable, before: str = "") -> Iterator[tuple[str, str]]:
    for one in sorted(place.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _templates(one, f"{before}{one.name}/")
        elif one.name.endswith(SUFFIX):
            yield f"{before}{one.name.removesuffix(SUFFIX)}", one.read_text(encoding="utf-8")


def _values(names: Names) -> dict[str, str]:
    return {
        "name": names.name,
        "module": names.module,
        "distribution": names.distribution,
        "scheme": names.scheme,
        "form": names.form,
        "year": str(names.year),
    }


def _put(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
