"""What every command needs: the two languages, the packs, where results and talk go."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.problems import Problem, Problems, problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gpcli.packs import Packs

DONE, GATE_FAILED, AT_FAULT, OWN_BUG = 0, 1, 2, 70
"""Exit codes: done; a gate failed; usage, facts or a pack at fault; our own bug."""


class Session:
    """One run of the program."""

    def __init__(self, results: Words, talk: Words) -> None:
        self.results = results
        self.talk = talk
        self.trying: tuple[str, ...] = ()

    @cached_property
    def packs(self) -> Packs:
        """The installed packs and those that are tried, found when a command first asks."""
        from gpcli.packs import Packs

        return Packs.trying(self.trying) if self.trying else Packs.installed()

    def words_for(self, format_name: str) -> Words:
        """The language of a result in this format: what programs read never changes with it."""
        return Words("zh") if format_name in ("csv", "json") else self.results

    def complain(self, found: Iterable[Problem]) -> None:
        """Problems, a line each, where talk goes."""
        for one in found:
            sys.stderr.write(problems.text(one, self.talk) + "\n")

    def say(self, text: str) -> None:
        """One line of talk."""
        sys.stderr.write(text + "\n")

    def refuse_overwriting(self, output: str, inputs: Iterable[str]) -> None:
        """Raises :class:`Problems` where the result would replace a file that it is made from."""
        if not output or output == "-" or not Path(output).exists():
            return
        target = Path(output).resolve()
        for path in inputs:
            if path != "-" and Path(path).exists() and target == Path(path).resolve():
                said = problem("not-writable", N_("this is an input: the result would replace it"))
                raise Problems([said._replace(file=output, key="--output")])

    def deliver(self, text: str, output: str) -> None:
        """The result: to standard output, or whole to a file, written beside it and renamed.

        Raises :class:`Problems` where the file cannot be written.
        """
        if not output or output == "-":
            _print(text)
            return
        import tempfile

        try:
            target = Path(output).resolve()
            if target.exists() and not target.is_file() and not target.is_dir():
                target.write_text(text, encoding="utf-8", newline="")
                return
            handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                    file.write(text)
                _as_new(Path(beside), target)
                Path(beside).replace(target)
            except BaseException:
                Path(beside).unlink(missing_ok=True)
                raise
        except (OSError, RuntimeError, ValueError) as error:
            raise Problems([_not_writable(error, output)]) from None


def _print(text: str) -> None:
    if sys.stdout is None:
        raise Problems([_not_writable(OSError(0, "closed"), "-")])
    try:
        sys.stdout.write(text.removeprefix("\ufeff") if sys.stdout.isatty() else text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Problems([_not_writable(error, "-")]) from None


def _not_writable(error: Exception, output: str) -> Problem:
    reason = getattr(error, "strerror", None) or type(error).__name__
    said = problem("not-writable", N_("cannot be written: {reason}"), reason=reason)
    return said._replace(file=output)


def _as_new(beside: Path, target: Path) -> None:
    """Gives the finished file the rights of the one it replaces, or those of any new file."""
    if target.exists():
        beside.chmod(target.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    beside.chmod(0o666 & ~mask)
