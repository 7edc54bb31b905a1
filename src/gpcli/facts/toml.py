"""One facts file as TOML: bytes in, plain data and places out, or every reason why not.

Decimals stay exact: a TOML float is read as the decimal that was written.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from gpcli.facts.places import Places
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, problem

SIZE_LIMIT = 5 * 1024 * 1024
DEPTH_LIMIT = 20

_FULL_WIDTH = "＝［］｛｝“”‘’，。：；（）、．＂＇０１２３４５６７８９"
_DUPLICATE = ("overwrite", "twice", "duplicate", "Cannot declare", "Cannot mutate", "already")


class Document:
    """One facts file as read: its name as the user typed it, its digest, its data, where its keys stand."""

    def __init__(self, name: str, raw: bytes, data: Mapping[str, Any], text: str) -> None:
        self.name = name
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.data = data
        self._text = text

    @cached_property
    def places(self) -> Places:
        """Lines of keys; worked out when a problem first asks."""
        return Places(self._text)

    def line(self, *path: str | int) -> int:
        """The line on which the path stands, or the nearest above it."""
        return self.places.line(path)


def read_file(path: Path, name: str) -> Document:
    """The facts file at ``path``; raises :class:`Problems`."""
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise Problems([_too_large(name)])
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Problems([problem("no-such-path", N_("no such file or folder"))._replace(file=name)]) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problems(
            [problem("unreadable", N_("cannot be read: {reason}"), reason=reason)._replace(file=name)]
        ) from None
    return read_bytes(raw, name)


def read_bytes(raw: bytes, name: str) -> Document:
    """A facts file from its bytes; raises :class:`Problems`."""
    if len(raw) > SIZE_LIMIT:
        raise Problems([_too_large(name)])
    text = _decoded(raw, name)
    if _depth(text) > DEPTH_LIMIT:
        raise Problems(
            [
                problem("too-deep", N_("nested deeper than {limit} levels"), limit=DEPTH_LIMIT)._replace(
                    file=name
                )
            ]
        )
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise Problems([found._replace(file=name) for found in _explained(text, error)]) from None
    if not data:
        raise Problems([problem("empty-file", N_("the file holds no facts"))._replace(file=name)])
    return Document(name, raw, data, text)


def _too_large(name: str) -> Problem:
    return problem("too-large", N_("larger than 5 MiB"))._replace(file=name)


def _decoded(raw: bytes, name: str) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        said = N_("the file is UTF-16, not UTF-8")
        raise Problems([problem("not-utf8", said)._replace(file=name)])
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        try:
            raw.decode("gb18030")
            said = N_("the file looks like GBK, not UTF-8")
        except UnicodeDecodeError:
            said = N_("the file is not UTF-8 text")
        raise Problems([problem("not-utf8", said)._replace(file=name, line=line)]) from None


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in re.sub(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*', "", text):
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth = max(depth - 1, 0)
    dots = max(
        (line.count(".") for line in re.findall(r"^\s*\[+[^\]\n]*|^[^=\n\"'#]*=", text, re.M)), default=0
    )
    return max(deepest, dots + 1)


def _explained(text: str, error: Exception) -> list[Problem]:
    found = re.search(r"at line (\d+)", str(error))
    line = int(found.group(1)) if found else 0
    lines = text.split("\n")
    repeated = Places(text).repeated()
    if repeated and any(word in str(error) for word in _DUPLICATE):
        return [
            problem(
                "duplicate-key",
                N_("given twice, on lines {lines}"),
                lines=", ".join(map(str, numbers)),
            )._replace(line=numbers[-1], key=".".join(map(str, path)))
            for path, numbers in repeated
        ]
    if not line and "end of document" in str(error):
        line = len(text.rstrip("\n").split("\n"))
    hints = ((number, _hint(content, at_fault=number == line)) for number, content in enumerate(lines, 1))
    problems = [hint._replace(line=number) for number, hint in hints if hint is not None]
    if problems:
        return problems
    reason = re.sub(r"\s*\(at .*\)$", "", str(error))
    return [problem("syntax", N_("not valid TOML: {reason}"), reason=reason)._replace(line=line)]


def _hint(line: str, *, at_fault: bool) -> Problem | None:
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'', '""', line).partition("#")[0]
    key, equals, _ = bare.partition("=")
    full_width = next((character for character in bare if character in _FULL_WIDTH), "")
    if full_width and (at_fault or equals or "＝" in bare):
        return problem(
            "full-width", N_("full-width character “{character}” outside quotes"), character=full_width
        )
    chinese = any("\u4e00" <= character <= "\u9fff" for character in key)
    if chinese and (equals or key.lstrip().startswith("[")):
        return problem("unquoted-key", N_("Chinese key “{key}”: keys are ASCII here"), key=key.strip(" \t[]"))
    return None
