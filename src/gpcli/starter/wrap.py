"""Lines that a longer name made too long, folded at their brackets as a formatter would."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

WIDEST = 110
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def wrapped(text: str) -> str:
    """The module with its too long lines folded, where they have a bracket to fold at or stand in one."""
    lines = text.split("\n")
    found: list[str] = []
    for number, line in enumerate(lines):
        if _width(line) <= WIDEST:
            found.append(line)
            continue
        after = lines[number + 1].lstrip()[:1] if number + 1 < len(lines) else ""
        alone = bool(found) and _PAIRS.get(found[-1][-1:]) == after != ""
        found += _one_each(line) if alone else _folded(line)
    return "\n".join(found)


def _folded(line: str) -> Iterator[str]:
    """The content of the line's outer bracket on a line of its own, on several where one is not enough."""
    imports = line.lstrip().startswith("from ") and " import " in line
    if imports and "(" not in line:
        head, _, names = line.partition(" import ")
        line = f"{head} import ({names})"
    ends = _outer(line)
    if ends is None:
        yield line
        return
    first, last = ends
    indent = " " * (len(line) - len(line.lstrip()))
    inner = f"{indent}    {line[first + 1 : last]}"
    yield line[: first + 1]
    yield from [inner] if _width(inner) <= WIDEST and not imports else _one_each(inner)
    yield indent + line[last:]


def _one_each(line: str) -> Iterator[str]:
    """What commas divide, one a line, with a comma after the last."""
    indent = " " * (len(line) - len(line.lstrip()))
    begin, parts = 0, []
    for place, sign, depth in _signs(line):
        if sign == "," and not depth:
            parts.append(line[begin:place])
            begin = place + 1
    parts.append(line[begin:])
    return (f"{indent}{part.strip()}," for part in parts if part.strip())


def _outer(line: str) -> tuple[int, int] | None:
    """Where the last bracket that stands in no other opens and closes, if little but punctuation follows."""
    first, found = -1, None
    for place, sign, depth in _signs(line):
        if sign in _PAIRS and depth == 1:
            first = place
        elif sign in _PAIRS.values() and depth == 0 and first >= 0:
            found = (first, place)
    return found if found is not None and line[found[1] + 1 :].strip() in ("", ",", ":") else None


def _signs(line: str) -> Iterator[tuple[int, str, int]]:
    """Commas and brackets outside of strings, with the depth after them."""
    depth, quote, escaped = 0, "", False
    for place, sign in enumerate(line):
        if quote:
            if sign == quote and not escaped:
                quote = ""
            escaped = sign == "\\" and not escaped
        elif sign in "\"'":
            quote = sign
        elif sign in "()[]{},":
            depth += (sign in _PAIRS) - (sign in _PAIRS.values())
            yield place, sign, depth


def _width(line: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in line)
