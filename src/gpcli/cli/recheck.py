"""``--recheck``: problem lists that came back, named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gpcli.assess.inputs import shown
from gpcli.cli.options import Parser
from gpcli.messages import N_
from gpcli.season.returned import Rectification


def arguments(parser: Parser) -> None:
    """``--recheck``, as often as wanted."""
    parser.take(
        "--recheck",
        action="append",
        default=[],
        text=N_("A problem list that came back; in place of those that the season names"),
        metavar="FILE",
    )


def returned(files: Sequence[str]) -> Rectification | None:
    """The lists with these names, None where there are none; raises :class:`Problems`."""
    if not files:
        return None
    from gpcli.season.read_returned import read_returned

    return read_returned([(Path(one), shown(one), shown(one)) for one in files])
