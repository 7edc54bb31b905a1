"""``--format``: one of the names that a command knows."""

from __future__ import annotations

from collections.abc import Iterable

from gpcli.messages import N_
from gpcli.problems import Problems, listed, nearest, problem


def refuse_unknown(name: str, known: Iterable[str]) -> None:
    """Raises :class:`Problems` for a format that is none of the known ones."""
    names = tuple(known)
    if name not in names:
        said = problem(
            "unknown-format", N_("no format is called {name}"), name=name, nearest=nearest(name, names)
        )
        raise Problems([said._replace(key="--format", expected=listed(names))])
