"""The edge of the program: languages, the command, the exit code."""

from __future__ import annotations

import errno
import gc
import gettext
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from gpcli.cli.options import COLUMNS, Parser
from gpcli.cli.session import AT_FAULT, DONE, OWN_BUG, Session, not_writable
from gpcli.messages import DOMAIN, LANGUAGES, LOCALE, N_, Words, reader_language
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.reports.columns import indented, wrap

COMMANDS = {
    "score": N_("Score facts files: one unit, several, a folder"),
    "check": N_("Check facts files without scoring them"),
    "rank": N_("Rank units by group, with ties and with what open facts allow"),
    "explain": N_("Explain one mark from clause to arithmetic, or the rule itself"),
    "improve": N_("What to fix first: every fix with its exact gain, the best together"),
    "diff": N_("What changed between two results and why, in parts that add up"),
    "template": N_("Print a facts file to fill in"),
    "import": N_("Turn filled-in forms into facts files"),
    "export": N_("Write facts into spreadsheet forms that compute themselves"),
    "merge": N_("Merge all files of each unit into one, with the origin of each fact"),
    "problems": N_("List the problems of units: each loss with its points, clause and deadline"),
    "notice": N_("Print the skeleton of a season's notice (通报) with its figures filled in"),
    "freeze": N_("Freeze a season: one file with inputs, digests, versions, Readings and results"),
    "verify": N_("Recompute a frozen season and say what differs"),
    "list-schemes": N_("List the schemes of the installed packs"),
    "list-indicators": N_("List the items of a scheme with their facts and rules"),
    "list-units": N_("List the units on a scheme's roster"),
    "sql": N_("Print a scheme as SQL that a database runs without gp"),
    "new-pack": N_("Start a pack: a small project that scores, or next year's from this year's"),
    "check-pack": N_("Prove a pack: rows, sums, reach, facts, worked cases, boundaries"),
    "list-packs": N_("List installed packs, and what is wrong with any"),
}
"""Every command with its line in the help; a command's module is imported when it is used."""

_MODULES = {"import": "import_"}
"""Modules that cannot be called like their command."""

GARBAGE = (500_000, 50, 100)
"""When to look for garbage: a command makes many values and few cycles, and is over soon."""

HELP = N_("Score how open government offices are (政务公开考核): exact, explained, recomputable.")
MORE = N_(
    "gp COMMAND --help says more; gp --version the version. --lang zh|en, anywhere on the line, sets the "
    "language of everything, the variable GP_LANG that of help and messages."
)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    rest, language = _language(arguments)
    _speak(language)
    talk = Words(language or reader_language())
    session = Session(Words(language or "zh"), talk)
    if language not in ("", *LANGUAGES):
        said = problem("usage", N_("no language is called {name}"), name=language, expected=listed(LANGUAGES))
        session.complain([said])
        return AT_FAULT
    try:
        code = _command(session, rest)
        if sys.stdout is not None:
            sys.stdout.flush()
    except Problems as found:
        session.complain(_all_of(session, found))
        return AT_FAULT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return AT_FAULT
    except OSError as error:
        if sys.stdout is None or error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        session.complain([not_writable(error, "-")])
        return AT_FAULT
    return code


def _all_of(session: Session, found: Problems) -> list[Problem]:
    """The problems; of a faulty season also those beside its scheme."""
    from gpcli.assess.faults import with_faults_beside
    from gpcli.season.file import FaultySeason

    return with_faults_beside(session.packs, found) if isinstance(found, FaultySeason) else found.problems


def _command(session: Session, arguments: Sequence[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in ("", "-h", "--help"):
        sys.stdout.write(_help(session.talk))
        return DONE if name else AT_FAULT
    if name == "--version":
        from importlib.metadata import version

        sys.stdout.write(f"gp {version('gpcli-core')}\n")
        return DONE
    if name not in COMMANDS:
        said = N_("no option is called {name}") if name.startswith("-") else N_("no command is called {name}")
        names = tuple(COMMANDS)
        raise Problems(
            [problem("usage", said, name=name, expected=listed(names), nearest=nearest(name, names))]
        )
    module = import_module(f"gpcli.cli.{_MODULES.get(name, name.replace('-', '_'))}")
    parser = Parser(name, module.HELP, session.talk)
    module.arguments(parser)
    try:
        asked = parser.read(arguments[1:])
    except SystemExit:
        return DONE
    session.trying = tuple(getattr(asked, "pack", ()))
    session.mask = getattr(asked, "mask", None)
    session.is_plain = getattr(asked, "format", "") == "text"
    code: int = module.run(session, asked)
    return code


def _help(talk: Words) -> str:
    lines = [*wrap(talk.word(HELP), COLUMNS), "", talk.word(N_("Usage: gp COMMAND [OPTIONS] ...")), ""]
    rows = [(f"  {name}", talk.word(said)) for name, said in COMMANDS.items()]
    wide = max(len(name) for name, _ in rows) + 2
    for name, said in rows:
        lines += indented(said, COLUMNS, name.ljust(wide), " " * wide)
    lines += ["", *wrap(talk.word(MORE), COLUMNS)]
    return "\n".join(lines) + "\n"


def run() -> None:
    """The console script."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as we run
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    _stop_tidily()
    gc.set_threshold(*GARBAGE)
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is said to be one
        import traceback

        traceback.print_exc()
        sys.stderr.write(f"gp: this is a bug of gp itself ({type(error).__name__}); no result was written\n")
        code = OWN_BUG
    gc.freeze()
    sys.exit(code)


def _stop_tidily() -> None:
    """Who is told to stop cleans up, as on Ctrl-C, instead of falling over where it stands."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _language(arguments: Sequence[str]) -> tuple[list[str], str]:
    """The arguments without ``--lang``, and what it said."""
    rest: list[str] = []
    language = ""
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == "--lang":
            language = next(waiting, "?")
        elif argument.startswith("--lang="):
            language = argument.removeprefix("--lang=") or "?"
        else:
            rest.append(argument)
    return rest, language


def _speak(language: str) -> None:
    """Lets the command-line library find its own words in our catalogue, in the reader's language."""
    os.environ["LANGUAGE"] = "zh_CN" if (language or reader_language()) == "zh" else "en"
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)
