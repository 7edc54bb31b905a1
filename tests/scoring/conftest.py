"""The tables under test: those of every pack under every Reading, and one that uses what they do not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from gpcli.expr.fields import Answer, Field, excuse
from gpcli.pack import (
    Answerable,
    Constraint,
    If,
    IsLevel,
    Item,
    Note,
    NumberOf,
    Reading,
    Scheme,
    Section,
    Table,
    TableRef,
    adds,
    any_of,
    at_least,
    at_most,
    bands,
    by_level,
    cap,
    count,
    each,
    entries,
    floor,
    full,
    gain,
    incidents,
    index,
    level,
    lose,
    over,
    plus,
    quotient,
    rate,
    rounded,
    scale,
    sums,
    void_if,
    yes,
)
from gpcli.pack import award as an_award
from gpcli.scheme import none_of
from gpcli.scoring.score import Scorer
from gpcli.scoring.sheet import Sheet
from gpcli.testing import built
from gpcli.testing.generate import answers, extreme, unit_facts
from gpcli.testing.plan import MOODS
from gpcli.testing.solve import Boundary, solved

SYNTHETIC = "synthetic"


def build(scheme: Scheme) -> Table:
    """Rates, a guarded quotient, an index, rounding, weights, levels, a veto, a floor of a group."""
    published = count("published", "主动公开件数", 500)
    documents = count("documents", "文件总数", 500)
    implausible = yes("implausible", "数据明显不实")
    by = level("by", "通报单位", "省", "市", "县")
    portal = level("portal", "涉及门户网站", "否", "是", default="否")
    notices = incidents("notices", "通报", by, portal, maximum=12)
    quality = level("quality", "解读质量", "差", "中", "好")
    inspected = level("inspected", "检查结论", "未检查", "合格", "不合格")
    form = level("form", "创新形式", "无", "一般", "突出", default="无")
    share_of = If(over(documents, 0), quotient(published, documents, 0, 1), 0)
    published_rate = rate("share", "公开率")
    papers = entries("papers", "论文", an_award("points", "分", 4, minimum=1, step="0.5"), maximum=9)
    strict = scheme.reading("ratio_line") == "strict"
    line = over if strict else at_least
    return Table(
        "main",
        "合成表",
        Section(
            "online",
            "线上",
            40,
            Item(
                "share",
                "公开率",
                10,
                bands(published_rate, (90, 10), ("75.5", 6), (60, 2)),
                clause="1",
            ),
            Item(
                "timely",
                "及时率",
                10,
                bands(rate("timely", "及时率"), (95, 10), (80, 5), otherwise=1, strict=True),
                void_if(implausible, "数据不实"),
                clause="2",
            ),
            Item(
                "ratio",
                "主动公开率",
                12,
                adds("ratio", "按比例得分", share_of * 10),
                gain(line(published * 100, documents * 15), 2, "超过15%", key="gate"),
                rounded(2),
                void_if(implausible, "数据不实"),
                clause="3",
            ),
            Item(
                "quality", "解读质量", 8, by_level(quality, ("差", 0), ("中", "4.5"), ("好", 8)), clause="4"
            ),
            clause="一",
        ),
        Section(
            "offline",
            "线下",
            30,
            Item(
                "survey",
                "满意度指数",
                10,
                adds("index", "测评指数", index("score", "测评指数", 200)),
                scale("0.05", "折算"),
                rounded(2),
                clause="5",
            ),
            Item(
                "notices",
                "通报",
                20,
                full(),
                each(notices, -8, by="省"),
                each(notices, -2, by="市"),
                each(notices, -1, by="县"),
                each(notices, -3, portal="是", label="门户加扣", key="portal"),
                lose(IsLevel(inspected, "不合格"), 4, "检查不合格"),
                clause="6",
            ),
            floor("本组扣完为止"),
            clause="二",
            notes=(
                Note(
                    "failed",
                    "不合格",
                    any_of(IsLevel(inspected, "不合格"), at_least(NumberOf(notices, (("by", "省"),)), 3)),
                    "veto",
                ),
            ),
        ),
        Section(
            "sites",
            "抽查",
            30,
            plus(_sampled("site_a", "网站甲"), "0.6"),
            plus(_sampled("site_b", "网站乙"), "0.4"),
            clause="三",
        ),
        Section(
            "extra",
            "附加",
            5,
            Item(
                "innovation",
                "创新",
                5,
                by_level(form, ("无", 0), ("一般", 2), ("突出", 3)),
                sums(papers),
                cap(5),
                clause="7",
                kind="bonus",
            ),
            clause="四",
            kind="bonus",
        ),
        clause="总则",
        shared=(implausible,),
        constraints=(Constraint("part", "published 不多于 documents", at_most(published, documents)),),
    )


def _sampled(key: str, name: str) -> Item:
    faults = entries("faults", "问题", an_award("points", "扣分", 5), maximum=20)
    return Item(key, name, 30, full(), sums(faults, sign=-1), floor("扣完为止"), clause="8")


class Synthetic:
    """A pack that stands in no document."""

    @staticmethod
    def gp_schemes() -> tuple[Scheme, ...]:
        line = Reading(
            "ratio_line",
            "15% 本身算不算",
            (Answerable("inclusive", "算"), Answerable("strict", "不算")),
            "inclusive",
            "3",
            ("ratio",),
        )
        table = TableRef("main", "合成表", build)
        return (
            Scheme(
                "synthetic",
                "合成方案",
                document="无",
                place="无",
                year=2021,
                tables=(table,),
                readings=(line,),
            ),
        )

    @staticmethod
    def gp_aggregate(scheme: Scheme, table: Table) -> tuple[object, ...]:
        return (plus(table.section("extra"), "0.3"), cap(100), rounded(1))


def _packs() -> dict[str, object]:
    """The plugin of every scheme of the project, and of the synthetic one."""
    folder = Path(__file__).parents[2] / "plugins"
    modules = [import_module(one.name) for one in sorted(folder.glob("*/src/gp_*"))]
    return {scheme.id: plugin for plugin in (*modules, Synthetic) for scheme in built.schemes(plugin)}


PACKS = _packs()


class Case:
    """One table under one set of Readings, with a scorer made once."""

    def __init__(self, scheme: str, table: str, readings: Mapping[str, str]) -> None:
        self.plugin = PACKS[scheme]
        self.readings = dict(readings)
        self.scorer: Scorer = built.scorer(self.plugin, scheme, table, readings)
        self.table: Table = self.scorer.table
        self.default = not readings
        self.name = f"{scheme}/{table}"
        self._drawn: dict[str, list[dict[Field, Answer]]] = {}
        self._sheets: dict[int, tuple[Mapping[Field, Answer], Sheet]] = {}

    def under(self, readings: Mapping[str, str]) -> Case:
        """The same table under other Readings on top."""
        return _case(self.scorer.scheme.id, self.table.id, {**self.readings, **readings})

    def rebuilt(self, readings: Mapping[str, str]) -> Table:
        """A fresh table under other Readings on top, nothing of it written out yet."""
        return built.table(self.plugin, self.scorer.scheme.under(readings), self.table.id)

    @cached_property
    def solved(self) -> tuple[Boundary, ...]:
        """Every boundary of the table, solved once."""
        return solved(self.table)

    @cached_property
    def crafted(self) -> list[dict[Field, Answer]]:
        """Answers that no search comes upon: 15% of the synthetic table exactly, and just below it, where 101
        times the part is above 15 times the whole.
        """
        if self.scorer.scheme.id != SYNTHETIC:
            return []
        by_key = {place.key: place.field for place in self.table.places}
        shares = ((Decimal(15), Decimal(100)), (Decimal(74), Decimal(495)))
        part, whole = by_key["ratio.published"], by_key["ratio.documents"]
        return [{**extreme(self.table, best=True), part: one, whole: other} for one, other in shares]

    def samples(self, number: int, *moods: str) -> list[dict[Field, Answer]]:
        """So many answers of each mood; under another Reading a single one. Every test sees the same ones."""
        many = number if self.default else 1
        return [one for mood in moods or MOODS[:3] for one in self._of(mood, many)]

    def few(self, number: int) -> list[dict[Field, Answer]]:
        """As ``samples``; under another Reading a mixed one only."""
        return self.samples(number, *(() if self.default else ("mixed",)))

    def sheet(self, given: Mapping[Field, Answer]) -> Sheet:
        """The sheet of one of the samples, written once."""
        key = id(given)
        if key not in self._sheets:
            facts = unit_facts(self.table, given, self.scorer.scheme.id)
            self._sheets[key] = (given, self.scorer.score(facts))
        return self._sheets[key][1]

    def _of(self, mood: str, number: int) -> list[dict[Field, Answer]]:
        drawn = self._drawn.setdefault(mood, [])
        for place in range(len(drawn), number):
            rng = Random(f"{self.name} {sorted(self.readings.items())} {mood} {place}")
            drawn.append(self._as_read(answers(self.table, rng, mood)))
        return drawn[:number]

    def _as_read(self, given: dict[Field, Answer]) -> dict[Field, Answer]:
        """The answers with those that a reader of facts files adds: none where another fact says none."""
        idle = {place.field: excuse(place.field) for place in self.table.places if place.field not in given}
        none = {field: none_of(field) for field, other in idle.items() if other and given.get(other) is True}
        return {**given, **none}


@cache
def case_of(name: str) -> Case:
    """The case with this name: ``SCHEME/TABLE`` or ``SCHEME/TABLE:READING=VALUE,READING=VALUE``."""
    where, _, settings = name.partition(":")
    scheme, _, table = where.partition("/")
    return Case(scheme, table, dict(one.split("=") for one in settings.split(",") if one))


def _case(scheme: str, table: str, readings: Mapping[str, str]) -> Case:
    settings = ",".join(f"{name}={value}" for name, value in sorted(readings.items()))
    return case_of(f"{scheme}/{table}:{settings}" if settings else f"{scheme}/{table}")


TABLES = [
    f"{scheme}/{table.id}"
    for scheme, plugin in PACKS.items()
    for one in built.schemes(plugin)
    if one.id == scheme
    for table in one.tables
]


def _under_every_reading(table: str) -> list[str]:
    """The table under its defaults, then under every single other answer that concerns it."""
    case = case_of(table)
    return [table] + [
        f"{table}:{reading.id}={value}"
        for reading in case.scorer.scheme.readings
        for value in reading.values
        if value != reading.default and reading.concerns(case.table)
    ]


ALL = [name for table in TABLES for name in _under_every_reading(table)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", ALL, indirect=True, scope="session")
    if "table_case" in metafunc.fixturenames:
        metafunc.parametrize("table_case", TABLES, indirect=True, scope="session")


@pytest.fixture(scope="session")
def case(request: pytest.FixtureRequest) -> Case:
    """Every table under its defaults and under every single other Reading."""
    return case_of(request.param)


@pytest.fixture(scope="session")
def table_case(request: pytest.FixtureRequest) -> Case:
    """Every table under its defaults."""
    return case_of(request.param)


@pytest.fixture(scope="session")
def cases() -> SimpleNamespace:
    """All cases by name, for tests that compare several."""
    return SimpleNamespace(names=ALL, of=case_of)
