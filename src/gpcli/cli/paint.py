"""Colour on a terminal: the finished text is painted line by line, its words and columns stay as they are.

What a colour says stands in the text as well: a sign, a bracket, a word.
"""

from __future__ import annotations

import re
import sys
from typing import TextIO

from gpcli.messages import N_, Words

BOLD, DIM, RED, YELLOW = "1", "2", "31", "33"

_HEADING = re.compile(r"── .+ ──")
_BETWEEN = re.compile(r"═+")
_SPAN = re.compile(
    r"(?P<taken>(?<=\s)−[0-9][0-9.]*(?=\s|$))"
    r"|(?P<range>\[[^\[\],=]{1,20}, [^\[\],=]{1,20}\])"
    r"|(?<=\s\s)(?=[#~-])#*(?P<open>~*)(?P<lost>-*)(?=\s|$)"
)
_PROBLEM = re.compile(r"(?P<place>[^:\s][^:]*:[0-9]+(?:: [^:\s]+)?): .*(?P<code>\[[a-z-]+\])")


def is_understood(terminal: TextIO) -> bool:
    """Whether the terminal knows colour; a Windows console is asked to."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    console = msvcrt.get_osfhandle(terminal.fileno())
    if not kernel.GetConsoleMode(console, ctypes.byref(mode)):
        return False
    return bool(kernel.SetConsoleMode(console, mode.value | 4))


def result(text: str, words: Words) -> str:
    """A result in text format: headings bold, what was lost red, what is still open yellow."""
    states = _states(words)
    return "".join(_line(line, states) for line in text.splitlines(keepends=True))


def problem(text: str, place: str) -> str:
    """A problem on its line: where it is bold, its code dim."""
    if not place or not text.startswith(f"{place}: "):
        place = ""
    said, bracket, code = text[len(place) :].rpartition("[")
    return _in(BOLD, place) + said + _in(DIM, bracket + code)


def _states(words: Words) -> re.Pattern[str]:
    """The words for how it stands with what has no number, where they fill a column or end a line."""
    from gpcli.reports.league.words import STATE_WORDS
    from gpcli.reports.phrases import STATUSES

    told = [said for state, said in STATE_WORDS.items() if state != "scored"]
    told += [STATUSES["incomplete"], STATUSES["vetoed"], N_("not scored"), N_("open")]
    either = "|".join(sorted({re.escape(words.word(one)) for one in told}, key=len, reverse=True))
    return re.compile(rf"(?:(?<=  )(?:{either})(?=  |$)|(?<=[:：] )(?:{either})$|(?<=：)(?:{either})$)")


def _line(line: str, states: re.Pattern[str]) -> str:
    bare = line.rstrip("\n")
    end = line[len(bare) :]
    found = _PROBLEM.fullmatch(bare)
    if found:
        return problem(bare, found["place"]) + end
    if _HEADING.fullmatch(bare):
        return _in(BOLD, bare) + end
    if _BETWEEN.fullmatch(bare):
        return _in(DIM, bare) + end
    return states.sub(lambda one: _in(YELLOW, one[0]), _SPAN.sub(_span, bare)) + end


def _span(found: re.Match[str]) -> str:
    if found["taken"]:
        return _in(RED, found[0])
    if found["range"]:
        return _in(YELLOW, found[0])
    return found[0].rstrip("-").rstrip("~") + _in(YELLOW, found["open"]) + _in(RED, found["lost"])


def _in(colour: str, text: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if text else ""
