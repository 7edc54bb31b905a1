"""Finding packs, asking them, and keeping a broken one from taking others down."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NamedTuple

import pluggy

from gpcli import hookspecs
from gpcli.ledger import Move
from gpcli.messages import N_
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.reports import builtin
from gpcli.reports.format import ReportFormat
from gpcli.scheme import Scheme, Table
from gpcli.scoring.score import Scorer

STRICT = "GP_STRICT_PACKS"


class Pack(NamedTuple):
    """An installed pack: its entry point, its distribution, its schemes; or why it cannot be used."""

    name: str
    distribution: str
    version: str
    module: str
    schemes: tuple[Scheme, ...] = ()
    problem: Problem | None = None


class Packs:
    """Every installed pack. Made once at the edge of the program and passed on."""

    def __init__(self, found: Sequence[EntryPoint]) -> None:
        """Raises :class:`Problems` for a broken pack only where ``GP_STRICT_PACKS=1``."""
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._manager.register(builtin, "gpcli.reports")
        self._plugins: dict[str, object] = {}
        self.packs = tuple(self._load(point) for point in sorted(found, key=_order))
        self._tables: dict[tuple[str, str, tuple[tuple[str, str], ...]], Table] = {}
        if os.environ.get(STRICT) == "1" and self.problems():
            raise Problems(list(self.problems()))

    @classmethod
    def installed(cls) -> Packs:
        """The packs of this environment."""
        return cls(tuple(entry_points(group=hookspecs.PROJECT)))

    def problems(self) -> tuple[Problem, ...]:
        """Broken packs, and schemes that two packs bring."""
        broken = [pack.problem for pack in self.packs if pack.problem is not None]
        twice = [_claimed_twice(name, owners) for name, owners in self._owners().items() if len(owners) > 1]
        return (*broken, *twice)

    def schemes(self) -> tuple[Scheme, ...]:
        """The usable schemes, sorted by id."""
        owners = self._owners()
        return tuple(
            scheme
            for name in sorted(owners)
            if len(owners[name]) == 1
            for scheme in owners[name][0].schemes
            if scheme.id == name
        )

    def scheme(self, name: str) -> Scheme:
        """The scheme with this id; raises :class:`Problems`."""
        owners = self._owners()
        if not owners:
            raise Problems([*self.problems(), problem("no-pack", N_("no pack with a scheme is installed"))])
        if name not in owners:
            names = tuple(sorted(owners))
            raise Problems(
                [
                    problem(
                        "unknown-scheme",
                        N_("no scheme is called {name}"),
                        name=name,
                        expected=listed(names),
                        nearest=nearest(name, names),
                    )
                ]
            )
        if len(owners[name]) > 1:
            raise Problems([_claimed_twice(name, owners[name])])
        return next(scheme for scheme in owners[name][0].schemes if scheme.id == name)

    def owner(self, name: str) -> Pack:
        """The pack that brings the scheme."""
        return self._owners()[name][0]

    def table(self, scheme: Scheme, name: str) -> Table:
        """The finished table under the scheme's Readings; raises :class:`Problems`."""
        key = (scheme.id, name, tuple(sorted(scheme.chosen.items())))
        if key not in self._tables:
            self._tables[key] = self._build(scheme, name)
        return self._tables[key]

    def scorer(self, scheme: Scheme, name: str) -> Scorer:
        """A scorer for the table under the scheme's Readings; raises :class:`Problems`."""
        pack = self.owner(scheme.id)
        table = self.table(scheme, name)
        return Scorer(scheme, table, pack=pack.distribution, pack_version=pack.version)

    def formats(self) -> Mapping[str, ReportFormat]:
        """Every report format by name; of two with one name the core's, else the first pack's, stands."""
        formats: dict[str, ReportFormat] = {}
        for answer in reversed(self._manager.hook.gp_report_formats()):
            for one in answer:
                formats.setdefault(one.name, one)
        return formats

    def _load(self, point: EntryPoint) -> Pack:
        name, version = _distribution(point)
        pack = Pack(point.name, name, version, point.value)
        try:
            plugin = point.load()
            self._manager.register(plugin, f"{name}:{point.name}")
            self._manager.check_pending()
            schemes = tuple(scheme for answer in self._ask(plugin, "gp_schemes") for scheme in answer)
        except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
            self._manager.unregister(name=f"{name}:{point.name}") if self._manager.has_plugin(
                f"{name}:{point.name}"
            ) else None
            return pack._replace(problem=_broken(pack, error))
        self._plugins[pack.distribution + pack.name] = plugin
        return pack._replace(schemes=schemes)

    def _ask(self, plugin: object, hook: str, **arguments: object) -> list[Any]:
        others = [other for other in self._manager.get_plugins() if other is not plugin]
        answers: list[Any] = self._manager.subset_hook_caller(hook, others)(**arguments)
        return answers

    def _build(self, scheme: Scheme, name: str) -> Table:
        pack = self.owner(scheme.id)
        reference = scheme.find_table(name)
        if reference is None:
            names = tuple(table.id for table in scheme.tables)
            raise Problems(
                [
                    problem(
                        "unknown-table",
                        N_("scheme {scheme} has no table {name}"),
                        scheme=scheme.id,
                        name=name,
                        expected=listed(names),
                        nearest=nearest(name, names),
                    )
                ]
            )
        try:
            table = reference.build(scheme)
            plugin = self._plugins[pack.distribution + pack.name]
            answers: list[Sequence[Move]] = self._ask(plugin, "gp_aggregate", scheme=scheme, table=table)
            if answers:
                table.finish(tuple(answers[0]))
        except Exception as error:
            raise Problems([_broken(pack, error)]) from error
        return table

    def _owners(self) -> dict[str, list[Pack]]:
        owners: dict[str, list[Pack]] = {}
        for pack in self.packs:
            for scheme in pack.schemes:
                owners.setdefault(scheme.id, []).append(pack)
        return owners


def _order(point: EntryPoint) -> tuple[str, str, str]:
    return (_distribution(point)[0], point.name, point.value)


def _distribution(point: EntryPoint) -> tuple[str, str]:
    return (point.dist.name, point.dist.version) if point.dist is not None else ("", "")


def _broken(pack: Pack, error: Exception) -> Problem:
    reason = f"{type(error).__name__}: {error}"
    return problem(
        "broken-pack",
        N_("pack {pack} ({module}) cannot be used: {reason}"),
        pack=pack.distribution or pack.name,
        module=pack.module,
        reason=reason,
    )


def _claimed_twice(name: str, owners: Sequence[Pack]) -> Problem:
    names = " / ".join(f"{pack.distribution} {pack.version} ({pack.module})" for pack in owners)
    return problem("duplicate-scheme", N_("scheme {name} is brought by {packs}"), name=name, packs=names)
