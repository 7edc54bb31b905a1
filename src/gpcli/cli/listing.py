"""Printing a list as text, JSON, CSV or Markdown: one piece for every ``list-`` command."""

from __future__ import annotations

import json
from collections.abc import Sequence

from gpcli.cli.formats import refuse_unknown
from gpcli.cli.session import Session
from gpcli.reports.columns import table
from gpcli.reports.rows import as_csv, as_markdown, inert

FORMATS = ("text", "json", "csv", "markdown")


def print_list(
    session: Session,
    format_name: str,
    output: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    plain: object,
    *,
    aligned: str,
    no_bom: bool,
) -> None:
    """Prints ``rows`` under ``head`` for people, ``plain`` for programs; raises :class:`Problems`."""
    refuse_unknown(format_name, FORMATS)
    match format_name:
        case "json":
            text = json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
        case "csv":
            text = as_csv([head, *([inert(one) for one in row] for row in rows)], bom=not no_bom)
        case "markdown":
            text = "\n".join(as_markdown(head, rows, aligned)) + "\n"
        case _:
            text = "".join(line + "\n" for line in table([head, *rows], aligned, 80))
    session.deliver(text, output)
