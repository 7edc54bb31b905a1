"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from gpcli.messages import N_

Paths = Annotated[
    list[str], typer.Argument(help=N_("Facts files or folders; - reads standard input"), metavar="PATH...")
]
SchemeArgument = Annotated[str, typer.Argument(help=N_("Scheme id, see gp list-schemes"), metavar="SCHEME")]
SchemeOption = Annotated[
    str, typer.Option("--scheme", help=N_("Scheme id, where the file does not name it"), metavar="ID")
]
TableOption = Annotated[
    str, typer.Option("--table", help=N_("Table id, where the unit does not settle it"), metavar="ID")
]
ReadingOption = Annotated[
    list[str],
    typer.Option(
        "--reading", help=N_("Another answer to a Reading; may be repeated"), metavar="[SCHEME:]ID=VALUE"
    ),
]
Output = Annotated[str, typer.Option("-o", "--output", help=N_("Write to this file instead"), metavar="FILE")]
NoBom = Annotated[bool, typer.Option("--no-bom", help=N_("CSV without byte-order mark, for programs"))]

ListFormat = Annotated[
    str, typer.Option("--format", help=N_("text, json, csv or markdown"), metavar="FORMAT")
]
