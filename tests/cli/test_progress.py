"""Progress: one line on a terminal once it takes long, nothing anywhere else."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from gpcli.cli.progress import progress
from gpcli.cli.session import Session
from gpcli.messages import Words

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021"


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def session() -> Session:
    return Session(Words("en"), Words("en"))


def screen(written: str) -> str:
    """What the last line of a terminal shows."""
    line: list[str] = []
    at = 0
    for one in written:
        if one == "\r":
            at = 0
            continue
        line[at : at + 1] = [one]
        at += 1
    return "".join(line)


def test_nothing_is_shown_of_what_is_quick(session: Session) -> None:
    terminal, clock = Terminal(), Clock()
    with progress(session, 50, "scored", stream=terminal, clock=clock) as step:
        for _ in range(50):
            clock.now += 0.019
            step()
    assert terminal.getvalue() == ""


def test_one_line_that_overwrites_itself_and_goes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal, clock = Terminal(), Clock()
    shown = []
    with progress(session, 3, "scored", stream=terminal, clock=clock) as step:
        for one in step.over("abc"):
            clock.now += 0.6
            shown.append((one, screen(terminal.getvalue())))
        shown.append(("", screen(terminal.getvalue())))
    assert shown == [("a", ""), ("b", ""), ("c", "scored: 2 of 3"), ("", "scored: 3 of 3")]
    assert screen(terminal.getvalue()).strip() == ""
    assert "\n" not in terminal.getvalue()


def test_it_is_not_drawn_more_often_than_people_see(session: Session) -> None:
    terminal, clock = Terminal(), Clock()
    with progress(session, 2000, "scored", stream=terminal, clock=clock) as step:
        for _ in range(2000):
            clock.now += 0.001
            step()
    assert 5 <= terminal.getvalue().count("scored") <= 12


def test_an_error_takes_the_line_with_it(session: Session) -> None:
    terminal, clock = Terminal(), Clock()
    step = progress(session, 3, "scored", stream=terminal, clock=clock)
    with suppress(KeyboardInterrupt), step:
        clock.now += 5
        step()
        raise KeyboardInterrupt
    assert "1 of 3" in terminal.getvalue()
    assert screen(terminal.getvalue()).strip() == ""


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_only_a_terminal_is_written_to(session: Session, monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    monkeypatch.setenv("TERM", term)
    for stream in (io.StringIO(), Terminal()):
        clock = Clock()
        with progress(session, 3, "scored", stream=stream, clock=clock) as step:
            clock.now += 5
            step(2)
        told = term == "xterm" and isinstance(stream, Terminal)
        assert ("2 of 3" in stream.getvalue()) == told


def test_a_narrow_terminal_gets_the_numbers_alone(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    terminal, clock = Terminal(), Clock()
    with progress(session, 3, "scored", stream=terminal, clock=clock) as step:
        clock.now += 5
        step()
        assert screen(terminal.getvalue()) == "1/3"


def test_results_are_the_same_bytes_on_a_terminal() -> None:
    """A real run whose talk goes to a terminal, slow enough to show its progress."""
    slow = "import gpcli.cli.progress as p; p.PATIENCE = 0.0; p.PAUSE = 0.0; "
    command = [sys.executable, "-c", f"{slow}from gpcli.cli.main import run; run()", "score", "--lang", "en"]
    command += [str(EXAMPLES / "township-full.toml"), str(EXAMPLES / "township-ceiling.toml")]
    quiet = subprocess.run(command, check=True, capture_output=True)
    assert quiet.stderr == b""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    told = b""
    while select.select([ours], [], [], 0.2)[0] and (more := os.read(ours, 4096)):
        told += more
    for end in (ours, theirs):
        os.close(end)
    assert run.stdout == quiet.stdout
    assert b"2 of 2" in told
    assert screen(told.decode()).strip() == ""
