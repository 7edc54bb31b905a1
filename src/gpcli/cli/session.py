"""What every command needs: the two languages, the packs, where results and talk go."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli import problems
from gpcli.messages import N_, Phrase, Words
from gpcli.problems import Problem, Problems, problem
from gpcli.reasons import reason_of
from gpcli.reports.columns import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO

    from gpcli.packs import Packs
    from gpcli.reports.format import Binary, Written

DONE, GATE_FAILED, AT_FAULT, OWN_BUG = 0, 1, 2, 70
"""Exit codes: done; a gate failed; usage, facts or a pack at fault; our own bug."""


class Session:
    """One run of the program."""

    def __init__(self, results: Words, talk: Words) -> None:
        self.results = results
        self.talk = talk
        self.trying: tuple[str, ...] = ()
        self.mask: bool | None = None
        """Whether what identifies a person is masked; None where the command cannot be asked to."""
        self.is_plain = False
        """Whether the result is text for people, which a terminal may show in colour."""
        self._complained: set[Problem] = set()

    @cached_property
    def packs(self) -> Packs:
        """The installed packs and those that are tried, found when a command first asks."""
        from gpcli.packs import Packs

        return Packs.trying(self.trying) if self.trying else Packs.installed()

    def words_for(self, format_name: str) -> Words:
        """The language of a result in this format: what programs read never changes with it."""
        return Words("zh") if format_name in ("csv", "json", "ndjson") else self.results

    def complain(self, found: Iterable[Problem]) -> None:
        """Problems, a line each, where talk goes; the same one once."""
        for one in found:
            if one not in self._complained:
                self._complained.add(one)
                self.say(problems.text(one, self.talk), one.place())

    def notice(self, found: Iterable[Phrase]) -> None:
        """What is worth saying about the inputs, a line each, where talk goes."""
        for one in found:
            self.say(visible(self.talk(one)))

    def say(self, text: str, place: str = "") -> None:
        """One line of talk; of a problem with its place."""
        if self.mask:
            from gpcli.privacy import mask

            text, place = mask(text), mask(place)
        if place and _is_coloured(sys.stderr):
            from gpcli.cli import paint

            text = paint.problem(text, place)
        sys.stderr.write(text + "\n")

    def refuse_overwriting(
        self, output: str, inputs: Iterable[str], is_read: Callable[[str], bool] = lambda _: True
    ) -> None:
        """Raises :class:`Problems` where the result would replace a file that it is made from: an input that
        ``is_read``.
        """
        if not output or output == "-" or not Path(output).exists():
            return
        target = Path(output).resolve()
        there = target.stat()
        for path in inputs:
            if path != "-" and _is_same(path, there) and target == Path(path).resolve() and is_read(path):
                said = problem("not-writable", N_("this is an input: the result would replace it"))
                raise Problems([said._replace(file=output, key="--output")])

    def deliver(self, written: Written, output: str) -> None:
        """The result: to standard output, or whole to a file, written beside it and renamed.

        What identifies a person in it is masked where that was asked for, else warned of; an office document
        comes masked. Raises :class:`Problems` where the file cannot be written, and for an office document
        that would go to a terminal.
        """
        if not isinstance(written, str):
            self._deliver_binary(written, output)
            return
        text = self.discreet(written)
        if not output or output == "-":
            _print(self._shown(text))
            return
        try:
            _write_beside(text.encode(), Path(output).resolve())
        except (OSError, RuntimeError, ValueError) as error:
            raise Problems([not_writable(error, output)]) from None

    def _shown(self, text: str) -> str:
        """The result as standard output gets it."""
        if not self.is_plain or not _is_coloured(sys.stdout):
            return text
        from gpcli.cli import paint

        return paint.result(text, self.results)

    def _deliver_binary(self, written: Binary, output: str) -> None:
        self.discreet(written.text)
        if output and output != "-":
            self.deliver_bytes(written.raw, output)
            return
        if sys.stdout is None or sys.stdout.isatty():
            said = problem("usage", N_("this format is no text: it needs a file"))
            raise Problems([said._replace(key="--output", expected="-o FILE")])
        sys.stdout.flush()
        sys.stdout.buffer.write(written.raw)
        sys.stdout.buffer.flush()

    def deliver_bytes(self, raw: bytes, output: str) -> None:
        """A result that is no text, whole to a file; raises :class:`Problems` where it cannot be written."""
        try:
            _write_beside(raw, Path(output).resolve())
        except (OSError, RuntimeError, ValueError) as error:
            raise Problems([not_writable(error, output)]) from None

    def discreet(self, text: str) -> str:
        """The text, masked where that was asked for; else a warning for each kind of what it holds."""
        from gpcli import privacy

        if self.mask:
            return privacy.mask(text)
        for kind, found in privacy.kinds(privacy.find(text)).items():
            line = text.count("\n", 0, found[0].start) + 1
            self.warn_of(kind, len(found), line, " ".join(found[0].masked.split()))
        return text

    def warn_of(self, kind: str, number: int, line: int, shown: str) -> None:
        """Warns of what identifies a person in the result: how often, where first, how it may be shown."""
        from gpcli import privacy

        said = N_("warning: {kind} in the result: {number}, first on line {line} ({shown})")
        if self.mask is not None:
            said = N_("warning: {kind} in the result: {number}, first on line {line} ({shown}); see --mask")
        name = self.talk.word(privacy.KINDS[kind])
        self.say(self.talk.word(said, kind=name, number=number, line=line, shown=shown))


def _is_coloured(stream: TextIO | None) -> bool:
    """Whether what goes to the stream is painted: on a terminal, unless the environment says otherwise.

    ``NO_COLOR`` comes before ``FORCE_COLOR`` and ``CLICOLOR_FORCE``, which paint what a pager gets as well.
    """
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    from gpcli.cli import paint

    return paint.is_understood(stream)


def _is_same(path: str, there: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(path), there)  # noqa: PTH116 - of every input: a Path takes as long again
    except (OSError, ValueError):
        return False


def _write_beside(raw: bytes, target: Path) -> None:
    """Writes a file whole or not at all; whatever interrupts it leaves nothing behind.

    A device or a pipe gets the bytes. The name beside a target is known before it is created, so that no
    moment is left out.
    """
    from secrets import token_hex

    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_bytes(raw)
        return
    beside = target.with_name(f".{target.name}.{token_hex(8)}.part")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        as_new(beside, target)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _print(text: str) -> None:
    if sys.stdout is None:
        raise Problems([not_writable(OSError(0, "closed"), "-")])
    try:
        sys.stdout.write(text.removeprefix("\ufeff") if sys.stdout.isatty() else text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Problems([not_writable(error, "-")]) from None


def not_writable(error: Exception, output: str) -> Problem:
    """The problem of an output that cannot be written."""
    said = problem("not-writable", N_("cannot be written: {reason}"), reason=reason_of(error))
    return said._replace(file=output)


def as_new(beside: Path, target: Path) -> None:
    """Gives the finished file the rights of the one it replaces, or those of any new file."""
    if target.exists():
        beside.chmod(target.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    beside.chmod(0o666 & ~mask)
