"""The catalogue, the code and the page agree; a problem prints as one line."""

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

import gpcli
from gpcli.messages import Words
from gpcli.problems import CATALOGUE, listed, nearest, problem, text

SRC = Path(gpcli.__file__).parent
ROOT = SRC.parent.parent


def _raised() -> Iterator[tuple[str, str]]:
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = {"problem": 0, "wrong": 0, "add": 1}.get(name)
            if place is None or len(node.args) <= place:
                continue
            code = node.args[place]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value, f"{path.name}:{node.lineno}"


def test_every_code_in_the_code_is_in_the_catalogue() -> None:
    unknown = {code: where for code, where in _raised() if code not in CATALOGUE}
    assert not unknown


def test_every_code_in_the_catalogue_is_raised() -> None:
    assert set(CATALOGUE) - {code for code, _ in _raised()} == set()


def test_codes_are_what_they_are_filed_under() -> None:
    assert all(code == kind.code and kind.title and kind.remedy for code, kind in CATALOGUE.items())


def test_an_unknown_code_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        problem("no-such-code", "…")


def test_the_page_does_not_lag() -> None:
    path = ROOT / "tools" / "problems_page.py"
    spec = importlib.util.spec_from_file_location("problems_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run python tools/problems_page.py"


def test_a_problem_prints_place_reason_expectation_and_nearest_name() -> None:
    said = problem("unknown-key", "no key is called {key}", key="a", expected="b、c", nearest="b")
    placed = said._replace(file="f.toml", line=3, key="facts.x.a")
    assert text(placed, Words("en")) == (
        "f.toml:3: facts.x.a: no key is called a; expected b、c; did you mean b? [unknown-key]"
    )
    assert text(placed._replace(file="", line=0, key=""), Words("en")).startswith("no key is called a;")


def test_nearest_and_listed() -> None:
    assert nearest("updatd", ("updated", "award")) == "updated"
    assert nearest("zzzz", ("updated", "award")) == ""
    assert listed(tuple("abc"), limit=2) == "a、b…"
