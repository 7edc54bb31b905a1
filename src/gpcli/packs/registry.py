"""Asking packs, and keeping a broken one from taking others down."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import pluggy

from gpcli import hookspecs
from gpcli.messages import N_
from gpcli.packs import answers
from gpcli.packs.fault import Pack, broken, claimed_twice, no_pack
from gpcli.packs.found import Found, at
from gpcli.packs.installed import installed
from gpcli.problems import Problem, Problems, listed, nearest, problem
from gpcli.reports import builtin
from gpcli.reports.format import Binary, Report, ReportFormat, Written
from gpcli.scheme import Scheme, Table
from gpcli.scoring.score import Scorer
from gpcli.units import Roster

STRICT = "GP_STRICT_PACKS"


class _PackFormat(ReportFormat):
    """A pack's report format; where its writer fails, the pack is at fault."""

    pack: Pack

    def write(self, report: Report) -> Written:
        """The report; raises :class:`Problems`."""
        try:
            written = super().write(report)
            if not isinstance(written, str | Binary):
                raise TypeError(f"{self.writer} returned {answers.shown(written)}, not text")
        except Exception as error:
            raise Problems([broken(self.pack, error)]) from error
        return written


class Packs:
    """Every installed pack. Made once at the edge of the program and passed on."""

    def __init__(self, found: Sequence[Found]) -> None:
        """Raises :class:`Problems` for a broken pack only where ``GP_STRICT_PACKS=1``."""
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._plugins: dict[Pack, object] = {}
        self._formats: list[ReportFormat] = list(builtin.gp_report_formats())
        ordered = sorted(found, key=lambda one: (one.distribution, one.name, one.module))
        self.packs = tuple(self._load(point, f"pack {number}") for number, point in enumerate(ordered))
        self._tables: dict[tuple[str, str, tuple[tuple[str, str], ...]], Table] = {}
        if os.environ.get(STRICT) == "1" and self.problems():
            raise Problems(list(self.problems()))

    @classmethod
    def installed(cls) -> Packs:
        """The packs of this environment."""
        return cls(tuple(installed()))

    @classmethod
    def trying(cls, paths: Sequence[str]) -> Packs:
        """The packs of this environment and those at the paths, each instead of one with its module.

        Raises :class:`Problems` where a path holds no pack.
        """
        tried = list(dict.fromkeys(at(path) for path in paths))
        modules = {one.module for one in tried}
        for module in modules:
            twice = [one for one in tried if one.module == module]
            if len(twice) > 1:
                both = " / ".join(one.path for one in twice)
                said = problem(
                    "not-a-pack", N_("{paths} hold one module, {module}"), paths=both, module=module
                )
                raise Problems([said])
        return cls((*(one for one in installed() if one.module not in modules), *tried))

    def problems(self) -> tuple[Problem, ...]:
        """Broken packs, and schemes that two packs bring."""
        broken = [pack.problem for pack in self.packs if pack.problem is not None]
        twice = [claimed_twice(name, owners) for name, owners in self._owners.items() if len(owners) > 1]
        return (*broken, *twice)

    def schemes(self) -> tuple[Scheme, ...]:
        """The usable schemes, sorted by id."""
        owners = self._owners
        return tuple(
            scheme
            for name in sorted(owners)
            if len(owners[name]) == 1
            for scheme in owners[name][0].schemes
            if scheme.id == name
        )

    def faults(self) -> Mapping[Pack, tuple[Problem, ...]]:
        """What is wrong with each pack, once every one of its tables is built; nothing of a sound one."""
        owners = self._owners
        return {pack: found for pack in self.packs if (found := tuple(self._faults(pack, owners)))}

    def _faults(self, pack: Pack, owners: Mapping[str, Sequence[Pack]]) -> Iterator[Problem]:
        if pack.problem is not None:
            yield pack.problem
        for scheme in pack.schemes:
            if len(owners[scheme.id]) > 1:
                yield claimed_twice(scheme.id, owners[scheme.id])
                continue
            try:
                tables = {reference.id: self.table(scheme, reference.id) for reference in scheme.tables}
                for name in tables:
                    self.scorer(scheme, name)
            except Problems as found:
                yield from found.problems
            else:
                yield from self._reading_faults(pack, scheme, tables)

    def _reading_faults(self, pack: Pack, scheme: Scheme, tables: Mapping[str, Table]) -> Iterator[Problem]:
        """Where a Reading touches what is not there, or changes which items and facts there are."""
        known = {ledger.id for table in tables.values() for ledger in table.ledgers()}
        for reading in scheme.readings:
            if not known.issuperset(reading.touches):
                stray = ", ".join(sorted(set(reading.touches) - known))
                yield broken(pack, ValueError(f"{scheme.id}: {reading.id} touches {stray}, which is nowhere"))
            for value in reading.values:
                for name, table in tables.items() if value != scheme.reading(reading.id) else ():
                    other = self.table(scheme.under({reading.id: value}), name)
                    if _inventory(other) != _inventory(table):
                        said = f"{scheme.id}: {reading.id}={value} changes which items or facts {name} has"
                        yield broken(pack, ValueError(said))

    def scheme(self, name: str) -> Scheme:
        """The scheme with this id; raises :class:`Problems`."""
        owners = self._owners
        if not owners:
            raise Problems([*self.problems(), no_pack()])
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
                    ),
                    *self.problems(),
                ]
            )
        if len(owners[name]) > 1:
            raise Problems([claimed_twice(name, owners[name])])
        return next(scheme for scheme in owners[name][0].schemes if scheme.id == name)

    def owner(self, name: str) -> Pack:
        """The pack that brings the scheme."""
        return self._owners[name][0]

    def plugin(self, pack: Pack) -> object:
        """The pack's plugin; raises ``KeyError`` for a pack that could not be loaded."""
        return self._plugins[pack]

    def table(self, scheme: Scheme, name: str) -> Table:
        """The finished table under the scheme's Readings; raises :class:`Problems`."""
        key = (scheme.id, name, tuple(sorted(scheme.chosen.items())))
        if key not in self._tables:
            table = self.variant(scheme, name)
            try:
                _ = table.places
            except ValueError as error:
                raise Problems([broken(self.owner(scheme.id), error)]) from error
            self._tables[key] = table
        return self._tables[key]

    def rebuilt(self, scheme: Scheme, name: str, chosen: Mapping[str, str]) -> Table:
        """The table under some other Readings, for one look; raises :class:`Problems`."""
        return self.variant(scheme.under(chosen), name)

    def scorer(self, scheme: Scheme, name: str) -> Scorer:
        """A scorer for the table under the scheme's Readings; raises :class:`Problems`."""
        pack = self.owner(scheme.id)
        table = self.table(scheme, name)
        try:
            return Scorer(scheme, table, pack=pack.distribution, pack_version=pack.version)
        except Exception as error:
            raise Problems([broken(pack, error)]) from error

    def formats(self) -> Mapping[str, ReportFormat]:
        """Every report format by name; of two with one name the core's, else the first pack's, stands."""
        formats: dict[str, ReportFormat] = {}
        for one in self._formats:
            formats.setdefault(one.name, one)
        return formats

    def _load(self, point: Found, registered: str) -> Pack:
        """The pack behind an entry point; its schemes and formats, or why it has none."""
        pack = Pack(point.name, point.distribution, point.version, point.module)
        try:
            plugin = point.load()
            self._manager.register(plugin, registered)
            self._manager.check_pending()
            schemes = answers.schemes(self._ask(plugin, "gp_schemes"))
            formats = answers.formats(self._ask(plugin, "gp_report_formats"))
            if not self._manager.get_hookcallers(plugin):
                raise TypeError("no function in it is a hook; mark gp_schemes with @hookimpl")
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's code may fail in any way
            if self._manager.has_plugin(registered):
                self._manager.unregister(name=registered)
            return pack._replace(problem=broken(pack, error))
        pack = pack._replace(schemes=tuple(_guarded(pack, scheme) for scheme in schemes))
        self._plugins[pack] = plugin
        self._formats += [
            _PackFormat(one.name, one.title, one.extension, one.writer, pack) for one in formats
        ]
        return pack

    def _ask(self, plugin: object, hook: str, **arguments: object) -> object:
        """What this plugin alone answers to the hook; nothing where it does not implement it.

        Raises ``TypeError`` where it implements the hook and answers nothing: a forgotten ``return``.
        """
        others = [other for other in self._manager.get_plugins() if other is not plugin]
        caller = self._manager.subset_hook_caller(hook, others)
        if not caller.get_hookimpls():
            return None
        answers: list[Any] = caller(**arguments)
        if not answers:
            raise TypeError(f"{hook} returned nothing; it must return a sequence")
        return answers[0]

    def variant(self, scheme: Scheme, name: str) -> Table:
        """A table that has just been built, for one look at it under other Readings."""
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
            if not isinstance(table, Table):
                raise TypeError(f"the build of table {name} returned {answers.shown(table)}, not a Table")
            answer = self._ask(self._plugins[pack], "gp_aggregate", scheme=scheme, table=table)
            if answer is not None:
                table.finish(answers.moves(answer))
        except Exception as error:
            raise Problems([broken(pack, error)]) from error
        return table

    @cached_property
    def _owners(self) -> dict[str, list[Pack]]:
        owners: dict[str, list[Pack]] = {}
        for pack in self.packs:
            for scheme in pack.schemes:
                owners.setdefault(scheme.id, []).append(pack)
        return owners


def _inventory(table: Table) -> tuple[tuple[str, ...], frozenset[str]]:
    return tuple(item.id for item in table.items), frozenset(place.key for place in table.places)


def _guarded(pack: Pack, scheme: Scheme) -> Scheme:
    """The scheme with a roster that is read once, and whose failure is the pack's."""
    read = scheme.roster
    known: list[Roster] = []

    def roster() -> Roster:
        if not known:
            try:
                answer = read()
                if not isinstance(answer, Roster):
                    raise TypeError(f"the roster of {scheme.id} is {answers.shown(answer)}, not a Roster")
            except Exception as error:
                raise Problems([broken(pack, error)]) from error
            known.append(answer)
        return known[0]

    ours = scheme.under({})
    ours.roster = roster
    return ours
