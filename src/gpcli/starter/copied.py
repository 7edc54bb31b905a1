"""Next year's project from this year's pack: its package under new names, and what it says of the old one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module, resources
from importlib.resources.abc import Traversable

from gpcli.messages import N_
from gpcli.packs import Pack, Packs
from gpcli.problems import Problems, problem
from gpcli.records import Record
from gpcli.scheme import Scheme
from gpcli.starter.fresh import COPIED, PROJECT, filled, project_file
from gpcli.starter.names import Names
from gpcli.starter.wrap import wrapped
from gpcli.starter.write import Files

_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


class Left(Record):
    """A line that still carries the old year or document number."""

    file: str
    line: int
    text: str


def copied(names: Names, packs: Packs, scheme: Scheme) -> tuple[Files, list[Left]]:
    """The project's files, and the lines to look at first.

    Raises :class:`Problems` where the pack is no package that can be copied.
    """
    pack = packs.owner(scheme.id)
    top = pack.module.partition(":")[0].partition(".")[0]
    module = import_module(top)
    if not hasattr(module, "__path__"):
        said = N_("{pack} is a single module; only a package can be copied")
        raise Problems([problem("not-a-pack", said, pack=pack.module)])
    formats = [one.name for one in packs.formats().values() if one.writer.startswith((f"{top}.", f"{top}:"))]
    renames = _renames(names, pack, scheme, top, formats)
    files: dict[str, bytes] = {}
    for path, content in _walk(resources.files(module)):
        files[f"src/{names.module}/{path}"] = _renamed(path, content, renames, scheme, names)
    entry = names.module + pack.module.removeprefix(top)
    tests = {path: text for path, text in filled(PROJECT, names).items() if path.startswith("tests/")}
    files = {**files, **tests, **filled(COPIED, names, old=scheme.id), **project_file(names, entry, files)}
    return files, list(_left(files, names, scheme))


def _renames(names: Names, pack: Pack, scheme: Scheme, top: str, formats: Iterable[str]) -> Mapping[str, str]:
    """Every name that two installed packs cannot share, old to new."""
    known = (pack.distribution.removeprefix("gpcli-"), pack.name, top.removeprefix("gp_").replace("_", "-"))
    found = {top: names.module, scheme.id: names.scheme}
    if pack.distribution:
        found.setdefault(pack.distribution, names.distribution)
    for other in pack.schemes:
        found.setdefault(other.id, f"{names.name}-{other.id}")
    for one in formats:
        stem = next((stem for stem in known if stem and one.startswith(f"{stem}-")), "")
        found.setdefault(one, f"{names.name}-{one.removeprefix(f'{stem}-')}")
    return found


def _walk(place: Traversable, before: str = "") -> Iterator[tuple[str, bytes]]:
    for one in sorted(place.iterdir(), key=lambda one: one.name):
        if one.name.startswith((".", "__pycache__")) or one.name.endswith(".pyc"):
            continue
        if one.is_dir():
            yield from _walk(one, f"{before}{one.name}/")
        else:
            yield f"{before}{one.name}", one.read_bytes()


def _renamed(path: str, content: bytes, renames: Mapping[str, str], scheme: Scheme, names: Names) -> bytes:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    longest_first = sorted(renames, key=len, reverse=True)
    whole = "|".join(map(re.escape, longest_first))
    old = re.compile(rf"(?<![A-Za-z0-9_-])(?:{whole})(?![A-Za-z0-9_-])")
    text = old.sub(lambda found: renames[found[0]], text)
    if not path.endswith(".py"):
        return text.encode()
    return wrapped(_with_year(text, scheme.year, names.year)).encode()


def _with_year(text: str, old: int, new: int) -> str:
    """The module with ``year=`` of a declared scheme set anew."""
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Scheme"):
            continue
        for keyword in node.keywords:
            value = keyword.value
            if keyword.arg == "year" and isinstance(value, ast.Constant) and value.value == old:
                line = lines[value.lineno - 1].encode()
                line = line[: value.col_offset] + str(new).encode() + line[value.end_col_offset :]
                lines[value.lineno - 1] = line.decode()
    return "".join(lines)


def _left(files: Files, names: Names, scheme: Scheme) -> Iterator[Left]:
    year = str(scheme.year)
    chinese = year.translate(_NUMERALS)
    spoken = {chinese, chinese.replace("〇", "○"), chinese.replace("〇", "零"), scheme.document}
    old = re.compile("|".join([rf"(?<!\d){year}(?!\d)", *map(re.escape, sorted(filter(None, spoken)))]))
    for path in sorted(files, key=lambda path: ("/cases/" in path, path)):
        if not path.startswith("src/"):
            continue
        try:
            lines = files[path].decode("utf-8").split("\n")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            if old.search(line.replace(names.scheme, "").replace(names.module, "")):
                yield Left(path, number, line.strip())
