"""The edge of the program: languages, the command, the exit code."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from gpcli.cli.session import AT_FAULT, OWN_BUG, Session
from gpcli.messages import DOMAIN, LANGUAGES, LOCALE, N_, Words, reader_language
from gpcli.problems import Problems, listed, problem

COMMANDS = {
    "score": N_("Score facts files: one unit, several, a folder"),
    "check": N_("Check facts files without scoring them"),
    "explain": N_("Explain one mark from clause to arithmetic, or the rule itself"),
    "template": N_("Print a facts file to fill in"),
    "list-schemes": N_("List the schemes of the installed packs"),
    "list-indicators": N_("List the items of a scheme with their facts and rules"),
    "list-units": N_("List the units on a scheme's roster"),
    "list-packs": N_("List installed packs, and what is wrong with any"),
}
"""Every command with its line in the help; a command's module is imported when it is used."""

HELP = N_("Score how open government offices are (政务公开考核): exact, explained, recomputable.")
LANG_HELP = N_("--lang zh|en, anywhere on the line: language of results and messages.")


def _show_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        sys.stdout.write(f"gp {version('gpcli-core')}\n")
        raise typer.Exit


class _Commands(TyperGroup):
    """The commands, each built when it is asked for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | None:  # type: ignore[override]
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"gpcli.cli.{cmd_name.replace('-', '_')}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        assert isinstance(command, TyperCommand)
        _translate(command, ctx.obj.talk)
        return command

    def format_commands(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        talk = ctx.obj.talk
        with formatter.section(talk.word(N_("Commands"))):  # type: ignore[attr-defined]
            formatter.write_dl([(name, talk.word(said)) for name, said in COMMANDS.items()])  # type: ignore[attr-defined]


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
        result = _group(talk).main(rest, prog_name="gp", standalone_mode=False, obj=session)
        sys.stdout.flush()
    except Problems as found:
        session.complain(found.problems)
        return AT_FAULT
    except TyperException as error:
        said = problem("usage", "{message}", message=_message(error))
        session.complain([said])
        return AT_FAULT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return AT_FAULT
    return result if isinstance(result, int) else 0


def run() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    try:
        code = main(sys.argv[1:])
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is said to be one
        import traceback

        traceback.print_exc()
        sys.stderr.write(f"gp: this is a bug of gp itself ({type(error).__name__}); no result was written\n")
        code = OWN_BUG
    sys.exit(code)


def _group(talk: Words) -> TyperGroup:
    app = typer.Typer(
        cls=_Commands,
        help=f"{talk.word(HELP)}\n\n{talk.word(LANG_HELP)}",
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    group = typer.main.get_group(app)
    _translate(group, talk)
    return group


def _root(
    version: Annotated[
        bool, typer.Option("--version", help=N_("Print the version"), callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


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


def _translate(command: TyperCommand | TyperGroup, talk: Words) -> None:
    command.help = talk.word(command.help) if command.help else None
    for parameter in command.params:
        said = getattr(parameter, "help", None)
        if said:
            parameter.help = talk.word(said)  # type: ignore[attr-defined]


def _message(error: TyperException) -> str:
    formatted = getattr(error, "format_message", None)
    return str(formatted() if callable(formatted) else error).rstrip(".。")
