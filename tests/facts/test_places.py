"""Lines of keys against the truth, on TOML that is made together with its lines."""

import tomllib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpcli.facts.places import Places

Truth = dict[tuple[str | int, ...], int]
Draw = Callable[[st.SearchStrategy[object]], object]

KEYS = ("a", "b-1", "_c", '"d.e"', "'f#'", '"公 开"', '"\\u0041\\""', '"[x]"', "'='")
PLAIN = {'"d.e"': "d.e", "'f#'": "f#", '"公 开"': "公 开", '"\\u0041\\""': 'A"', '"[x]"': "[x]", "'='": "="}
SCALARS = (
    "1",
    "85.5",
    "true",
    "2021-06-03",
    '"]"',
    '"# no = comment\\""',
    "'\\'",
    '"""\n[no]\nkey = 1 # \\" " ""\n"""',
    "'''\n' '' [[x]]\n'''",
    '"""x"""""',
    "''''y'''",
)


class _Writer:
    """Writes TOML and notes on which line each path stands."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.text = ""
        self.truth: Truth = {}

    def line(self) -> int:
        return self.text.count("\n") + 1

    def pick(self, *options: str) -> str:
        return str(self.draw(st.sampled_from(options)))

    def number(self, most: int) -> int:
        return int(str(self.draw(st.integers(0, most))))

    def noise(self) -> None:
        self.text += self.pick("", "\n", "# [x] = ' \"\n", "  \n", "\t# '''\n")

    def keys(self, most: int) -> list[str]:
        return list(self.draw(st.lists(st.sampled_from(KEYS), min_size=0, max_size=most, unique=True)))  # type: ignore[call-overload, no-any-return]

    def value(self, path: tuple[str | int, ...], depth: int) -> None:
        kind = self.pick("scalar", "array", "inline") if depth else "scalar"
        if kind == "scalar":
            self.text += self.pick(*SCALARS)
        elif kind == "array":
            self.text += "["
            for place in range(self.number(3)):
                self.text += self.pick("", " ", "\n", "\n# ], ' \"\n")
                self.truth[(*path, place)] = self.line()
                self.value((*path, place), depth - 1)
                self.text += self.pick(",", " ,", "\n,", "# }\n,")
            self.text += self.pick("", "\n") + "]"
        else:
            self.text += "{"
            for place, key in enumerate(self.keys(3)):
                self.text += ", " if place else " "
                self.pair(path, key, depth - 1)
            self.text += " }"

    def pair(self, path: tuple[str | int, ...], key: str, depth: int) -> None:
        full = (*path, PLAIN.get(key, key))
        self.truth[full] = self.line()
        self.text += key
        if self.pick("plain", "dotted") == "dotted":
            full = (*full, "sub")
            self.truth[full] = self.line()
            self.text += self.pick(".sub", " . sub", '."sub"')
        self.text += self.pick("=", " = ", "\t=")
        self.value(full, depth)

    def body(self, path: tuple[str | int, ...]) -> None:
        for key in self.keys(4):
            self.noise()
            self.text += self.pick("", "  ")
            self.pair(path, key, 2)
            self.text += self.pick("\n", " # comment ]\n")

    def header(self, path: tuple[str | int, ...], opening: str, name: str, closing: str) -> None:
        for end in range(1, len(path)):
            self.truth.setdefault(path[:end], self.line())
        self.truth[path] = self.line()
        self.text += f"{opening}{name}{closing}{self.pick('', ' # [y]')}\n"

    def document(self) -> None:
        self.body(())
        for place in range(self.number(3)):
            self.noise()
            name = f"t{place}"
            if self.pick("table", "array") == "table":
                self.header((name, 'x"]'), self.pick("[", "[ "), f"{name} . 'x\"]'", self.pick("]", " ]"))
                self.body((name, 'x"]'))
                continue
            for entry in range(1 + self.number(2)):
                self.truth.setdefault((name,), self.line())
                self.header((name, entry), "[[", name, "]]")
                self.body((name, entry))
                if self.pick("", "below"):
                    self.header((name, entry, "below"), "[", f"{name}.below", "]")
                    self.body((name, entry, "below"))


@st.composite
def documents(draw: Draw) -> tuple[str, Truth]:
    writer = _Writer(draw)
    writer.document()
    return writer.text, writer.truth


@settings(max_examples=80, deadline=None)
@given(documents())
def test_lines_are_the_truth(made: tuple[str, Truth]) -> None:
    text, truth = made
    tomllib.loads(text)
    places = Places(text)
    assert {path: places.line(path) for path in truth} == truth
    assert places.repeated() == []


@pytest.mark.parametrize(
    ("text", "path", "lines"),
    [
        ("a = 1\n\na = 2\n", ("a",), [1, 3]),
        ("[t]\nx = 1\n[u]\n[t]\n", ("t",), [1, 4]),
        ("x = {\ta = 1, a = 2}\n", ("x", "a"), [1, 1]),
        ("[[t]]\na = 1\n[[t]]\na = 1\na = 2\n", ("t", 1, "a"), [4, 5]),
    ],
)
def test_repeated(text: str, path: tuple[str | int, ...], lines: list[int]) -> None:
    assert Places(text).repeated() == [(path, lines)]


def test_a_path_that_is_not_there_has_the_line_of_the_nearest_above() -> None:
    places = Places("\n[facts.guide]\nupdated = true\n")
    assert places.line(("facts", "guide", "missing", 3)) == 2
    assert places.line(("facts",)) == 2
    assert places.line(("unit", "name")) == 0
