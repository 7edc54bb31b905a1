"""Colour: on a terminal alone, unless the environment says otherwise; the words are the same without it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gpcli.cli.main import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FACTS = EXAMPLES / "zhangshu-2021" / "township-incidents.toml"
OPEN = EXAMPLES / "zhangshu-2021" / "township-incomplete.toml"
REFUSED = EXAMPLES / "zhangshu-2021" / "township-refused.toml"
LANGUAGE = "en"
Run = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command on a terminal: what that shows."""

    def run(*arguments: str | Path) -> str:
        screen = Terminal()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", screen)
            patched.setattr(sys, "stderr", screen)
            main([*map(str, arguments), "--lang", "en"])
        return screen.getvalue()

    return run


def bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9]+m", "", text)


def coloured(text: str) -> list[tuple[str, str]]:
    return re.findall(r"\x1b\[([0-9]+)m([^\x1b]*)\x1b\[0m", text)


@pytest.mark.parametrize(
    "command",
    [
        ["score", FACTS],
        ["score", FACTS, OPEN],
        ["rank", EXAMPLES / "putuo-2020"],
        ["explain", "guide", FACTS],
    ],
    ids=lambda one: str(one[0]),
)
def test_without_its_colour_it_is_what_a_pipe_gets(
    gp: Run, terminal: Callable[..., str], command: list[str | Path]
) -> None:
    shown = terminal(*command)
    _, out, err = gp(*command)
    assert "\x1b" not in out + err
    assert bare(shown) == err + out
    assert shown != bare(shown)


def test_what_is_coloured(terminal: Callable[..., str]) -> None:
    lost = coloured(terminal("score", FACTS))
    assert ("1", "── Points lost ──") in lost
    assert ("31", "−3") in lost
    assert ("31", "--------") in lost
    undecided = coloured(terminal("score", OPEN, FACTS))
    assert {("33", "[75, 100]"), ("33", "incomplete"), ("33", "open"), ("33", "~~~~")} <= {*undecided}
    problem = coloured(terminal("score", REFUSED))
    assert any(kind == "1" and "township-refused.toml:" in text for kind, text in problem)
    assert any(kind == "2" and re.fullmatch(r"\[[a-z-]+\]", text) for kind, text in problem)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("NO_COLOR", "0"), ("TERM", "dumb")])
def test_what_switches_it_off(
    terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b" not in terminal("score", FACTS, REFUSED)


@pytest.mark.parametrize("name", ["FORCE_COLOR", "CLICOLOR_FORCE"])
def test_what_switches_it_on(gp: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv(name, "1")
    _, out, err = gp("score", FACTS, REFUSED)
    assert coloured(out)
    assert coloured(err)
    file = tmp_path / "sheet.txt"
    gp("score", FACTS, "-o", file)
    assert b"\x1b" not in file.read_bytes()
    for format_name in ("json", "csv", "markdown", "junit"):
        assert "\x1b" not in gp("score", FACTS, "--format", format_name)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in gp("score", FACTS)[1]
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv(name, "0")
    assert "\x1b" not in gp("score", FACTS)[1]


def test_an_empty_variable_is_none(terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert coloured(terminal("score", FACTS))


def test_masked_problems_keep_their_place(terminal: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "13812345678.toml"
    file.write_bytes(REFUSED.read_bytes())
    shown = terminal("score", file, "--mask")
    assert "13812345678" not in shown
    assert any(kind == "1" and ".toml:" in text for kind, text in coloured(shown))
