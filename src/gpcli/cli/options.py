"""Arguments that several commands share, and the parser that reads them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from gettext import gettext
from typing import NoReturn

from gpcli.messages import N_, Words
from gpcli.problems import Problems, listed, nearest, problem
from gpcli.reports.columns import wrap

COLUMNS = 80


class Parser(argparse.ArgumentParser):
    """One command's arguments; what it cannot read is a problem like any other."""

    def __init__(self, command: str, description: str, talk: Words) -> None:
        super().__init__(
            prog=f"gp {command}",
            description=talk.word(description),
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        self.talk = talk

    def take(self, *names: str, text: str, metavar: str = "", **settings: object) -> None:
        """One argument; ``text`` is its line in the help."""
        said = {"help": self.talk.word(text), **settings}
        if metavar:
            said["metavar"] = metavar
        self.add_argument(*names, **said)  # type: ignore[arg-type]

    def flag(self, name: str, *, text: str) -> None:
        """A switch that is off."""
        self.add_argument(name, action="store_true", help=self.talk.word(text))

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The arguments, options and paths in any order; raises :class:`Problems`."""
        self.usage = self.format_usage()[len(gettext("usage: ")) :].strip()
        asked, unknown = self.parse_known_intermixed_args(arguments)
        if unknown:
            options = [name for action in self._actions for name in action.option_strings]
            names = tuple(name for name in options if name.startswith("--"))
            raise Problems(
                [
                    problem(
                        "usage",
                        N_("no option is called {name}")
                        if one.startswith("-")
                        else N_("{name} is one too many"),
                        name=one,
                        expected=listed(names),
                        nearest=next((name for name in names if name.startswith(one)), nearest(one, names)),
                    )
                    for one in unknown
                ]
            )
        return asked

    def error(self, message: str) -> NoReturn:
        """Raises the parser's own complaint as :class:`Problems`."""
        raise Problems([problem("usage", "{message}", message=message)])


def pack(parser: Parser) -> None:
    """``--pack``, as often as wanted."""
    parser.take(
        "--pack",
        action="append",
        default=[],
        text=N_("Use the pack at this path without installing it; may be repeated"),
        metavar="PATH",
    )


def scheme_argument(parser: Parser) -> None:
    """SCHEME."""
    parser.take("scheme", text=N_("Scheme id, see gp list-schemes"), metavar="SCHEME")


def subject(parser: Parser) -> None:
    """``--scheme`` and ``--table``."""
    parser.take("--scheme", default="", text=N_("Scheme id, where the file does not name it"), metavar="ID")
    table(parser)


def table(parser: Parser) -> None:
    """``--table``."""
    parser.take("--table", default="", text=N_("Table id, where the unit does not settle it"), metavar="ID")


def paths(parser: Parser) -> None:
    """PATH..."""
    said = N_("A season, facts files or folders; - reads standard input")
    parser.take("paths", nargs="+", text=said, metavar="PATH")


def readings(parser: Parser) -> None:
    """``--reading``, as often as wanted."""
    parser.take(
        "--reading",
        action="append",
        default=[],
        text=N_("Another answer to a Reading (gp list-schemes --notes); may be repeated"),
        metavar="[SCHEME:]ID=VALUE",
    )


def output(parser: Parser, formats: str, *, tables: bool = False) -> None:
    """``--format``, ``-o`` and, where there is CSV, ``--no-bom``."""
    parser.take("--format", default="text", text=formats, metavar="FORMAT")
    parser.take("-o", "--output", default="", text=N_("Write to this file instead"), metavar="FILE")
    if tables:
        parser.flag("--no-bom", text=N_("CSV without byte-order mark, for programs"))


def totals(parser: Parser) -> None:
    """``--totals``."""
    said = N_("A table of results has totals, conversions and grades alone, no sections and items")
    parser.flag("--totals", text=said)


def privacy(parser: Parser) -> None:
    """``--mask``."""
    parser.flag("--mask", text=N_("Mask identity numbers, mobile numbers and mailboxes in what is printed"))


def public(parser: Parser) -> None:
    """``--public``."""
    said = N_(
        "Leave out what is internal: notes, persons, their reasons, evidence, further words on incidents"
    )
    parser.flag("--public", text=said)


LIST_FORMATS = N_("text, json, csv or markdown")
TWO_FORMATS = N_("text or json")


class _Formatter(argparse.HelpFormatter):
    """Wraps by columns, so that Chinese help fits the terminal."""

    def __init__(self, prog: str) -> None:
        columns = min(int(os.environ.get("COLUMNS", COLUMNS)), COLUMNS)
        super().__init__(prog, max_help_position=26, width=columns - 4)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrap(text, width))
