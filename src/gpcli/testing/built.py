"""A pack's tables without installing it: from the plugin object alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import signature
from typing import Any, Protocol, cast

from gpcli.ledger import Move
from gpcli.scheme import Conversion, Grade, Scheme, Table
from gpcli.scoring.score import Scorer


class Plugin(Protocol):
    """A pack's plugin: a module or object with the hooks as functions."""

    def gp_schemes(self) -> Sequence[Scheme]:
        """The schemes that it brings."""


def schemes(plugin: object) -> tuple[Scheme, ...]:
    """The plugin's schemes."""
    return tuple(cast("Plugin", plugin).gp_schemes())


def scheme(plugin: object, name: str, readings: Mapping[str, str] | None = None) -> Scheme:
    """The scheme with this id under these Readings; raises ``KeyError``."""
    for one in schemes(plugin):
        if one.id == name:
            return one.under(readings or {})
    raise KeyError(name)


def table(plugin: object, under: Scheme, name: str) -> Table:
    """The finished table; raises ``KeyError`` where the scheme has none of this name."""
    reference = under.find_table(name)
    if reference is None:
        raise KeyError(name)
    built = reference.build(under)
    aggregate: Any = getattr(plugin, "gp_aggregate", None)
    if aggregate is not None:
        given = {"scheme": under, "table": built}
        taken = {name: one for name, one in given.items() if name in signature(aggregate).parameters}
        steps: Sequence[Move | Conversion | Grade] = aggregate(**taken)
        built.finish(tuple(steps))
    return built


def scorer(plugin: object, name: str, table_id: str, readings: Mapping[str, str] | None = None) -> Scorer:
    """A scorer for a table of the plugin under these Readings."""
    under = scheme(plugin, name, readings)
    return Scorer(under, table(plugin, under, table_id))
