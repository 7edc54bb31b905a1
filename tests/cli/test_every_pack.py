"""What every pack refuses and accepts, worked out from the places of its tables, through the command."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w

from gpcli.cli.main import main
from gpcli.expr.cells import fill
from gpcli.expr.fields import Field, LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.expr.nodes import Truth
from gpcli.expr.sentence import settle
from gpcli.ledger import attainable
from gpcli.packs import Packs
from gpcli.packs.installed import installed
from gpcli.scheme import RESERVED, Place, Scheme, Table, TableRef
from gpcli.testing import built
from gpcli.testing.generate import answers, extreme, to_toml
from gpcli.testing.plan import plan_of

PLUGINS = [
    import_module(one.name) for one in sorted((Path(__file__).parents[2] / "plugins").glob("*/src/gp_*"))
]
SCHEMES = {scheme.id: (plugin, scheme) for plugin in PLUGINS for scheme in built.schemes(plugin)}
TABLES = [(name, ref.id) for name, (_, scheme) in SCHEMES.items() for ref in scheme.tables]

CODE = re.compile(r"\[[a-z]+(-[a-z0-9]+)*\]$")

Capture = pytest.CaptureFixture[str]
Said = list[tuple[str, str]]


class Ask:
    """One table, and files about it put to the command."""

    def __init__(self, name: str, table: str, folder: Path, capsys: Capture) -> None:
        plugin, self.scheme = SCHEMES[name]
        self.table: Table = built.table(plugin, self.scheme, table)
        self.folder = folder
        self._capsys = capsys

    def run(self, *words: str | Path) -> tuple[int, str, str]:
        """Exit code, results, talk."""
        code = main([*map(str, words), "--lang", "en"])
        return code, *self._capsys.readouterr()

    def file(self, facts: Mapping[str, Mapping[str, Any]] | None = None, **more: object) -> Path:
        """A facts file for the table, with more keys at its top."""
        path = self.folder / "facts.toml"
        whole = {"scheme": self.scheme.id, "table": self.table.id, **more, "facts": facts or {}}
        path.write_bytes(tomli_w.dumps({key: one for key, one in whole.items() if one is not None}).encode())
        return path

    def check(self, facts: Mapping[str, Mapping[str, Any]] | None = None, **more: object) -> Said:
        """Code and line of what ``check`` says about a file of these facts."""
        code, printed, said = self.run("check", self.file(facts, **more))
        lines = [line for line in (printed + said).splitlines() if CODE.search(line)]
        assert (code != 0) == bool(lines), printed + said
        return [(line.rpartition(" ")[2].strip("[]"), line) for line in lines]

    def score(self, facts: Mapping[str, Mapping[str, Any]] | None = None, *more: str) -> tuple[int, Any, str]:
        """Exit code, the one JSON element, talk."""
        code, printed, said = self.run("score", "--format", "json", self.file(facts), *more)
        return code, (json.loads(printed)[0] if printed else None), said

    def places(self, *kinds: type[Field]) -> Iterator[Place]:
        """The places whose facts are of these kinds."""
        return (place for place in self.table.places if isinstance(place.field, kinds))


@pytest.fixture(params=TABLES, ids="/".join)
def ask(request: pytest.FixtureRequest, tmp_path: Path, capsys: Capture) -> Ask:
    return Ask(*request.param, tmp_path, capsys)


@pytest.fixture(params=SCHEMES)
def ask_scheme(request: pytest.FixtureRequest, tmp_path: Path, capsys: Capture) -> Ask:
    return Ask(request.param, SCHEMES[request.param][1].tables[0].id, tmp_path, capsys)


def altogether(wrong: list[tuple[Place, object]]) -> dict[str, dict[str, object]]:
    """One facts table with a value for each of the places."""
    facts: dict[str, dict[str, object]] = {}
    for place, value in wrong:
        facts.setdefault(place.item, {})[place.name] = value
    return facts


def all_refused(ask: Ask, wrong: list[tuple[Place, object]], code: str) -> None:
    """Every one of the values is refused with the code, all of them at once, each with its key."""
    if not wrong:
        return
    said = ask.check(altogether(wrong))
    for place, value in wrong:
        mine = [line for found, line in said if found == code and f"facts.{place.key}" in line]
        assert mine, (place.key, value, code)
    assert {found for found, _ in said} == {code}


def slip(name: str) -> str:
    """A name with a letter left out."""
    return name[:-1] if len(name) > 3 else name + name[-1]


def test_names_that_are_not_there_are_answered_with_the_nearest(ask: Ask) -> None:
    places = list(ask.table.places)
    items = dict.fromkeys(place.item for place in places)
    names = {place.item: {one.name for one in places if one.item == place.item} for place in places}
    misspelt = [item for item in items if len(item) > 4 and slip(item) not in items]
    said = ask.check({slip(item): {} for item in misspelt})
    assert len(said) == len({slip(item) for item in misspelt})
    for code, line in said:
        assert code == "unknown-item"
        assert "did you mean " in line, line
    keys = [
        place
        for place in places
        if slip(place.name) not in {*names[place.item], *RESERVED} and len(place.name) > 4
    ]
    facts: dict[str, dict[str, object]] = {}
    for place in keys:
        facts.setdefault(place.item, {})[slip(place.name)] = True
    said = ask.check(facts)
    for place in keys:
        path = f"facts.{place.item}.{slip(place.name)}:"
        [mine] = [(code, line) for code, line in said if path in line]
        assert mine[0] == "unknown-key"
        assert "did you mean " in mine[1], mine


def test_values_of_the_wrong_kind(ask: Ask) -> None:
    wrong: list[tuple[Place, object]] = [(place, 1) for place in ask.places(YesNoField)]
    wrong += [(place, 3) for place in ask.places(LevelField)]
    wrong += [(place, "5") for place in ask.places(NumberField, RateField)]
    wrong += [(place, "两次") for place in ask.places(ListField)]
    assert len(wrong) == len(ask.table.places)
    all_refused(ask, wrong, "wrong-type")


def test_a_level_that_is_not_there(ask: Ask) -> None:
    all_refused(ask, [(place, "没有这一档") for place in ask.places(LevelField)], "unknown-level")
    inside: list[tuple[Place, object]] = [
        (place, [dict.fromkeys(place.field.levels, "没有这一档")])
        for place in ask.places(ListField)
        if place.field.levels
    ]
    all_refused(ask, inside, "unknown-level")


def test_numbers_beyond_their_limits(ask: Ask) -> None:
    numbers = list(ask.places(NumberField, RateField))
    all_refused(ask, [(place, -1) for place in numbers], "negative")
    all_refused(ask, [(place, place.field.maximum + 1) for place in numbers], "too-large-number")
    all_refused(
        ask, [(place, Decimal("NaN")) for place in numbers if place.field.type != "count"], "not-finite"
    )
    lists = list(ask.places(ListField))
    all_refused(ask, [(place, -1) for place in lists], "negative")
    all_refused(ask, [(place, int(place.field.maximum) + 1) for place in lists], "too-large-number")
    all_refused(ask, [(place, Decimal("1.5")) for place in lists], "fraction")


def test_numbers_off_their_grid(ask: Ask) -> None:
    off: list[tuple[Place, object]] = []
    fractions: list[tuple[Place, object]] = []
    for place in ask.places(NumberField):
        field = place.field
        between = field.minimum + (Decimal("0.00001") if field.step is None else field.step / 2)
        (fractions if field.type == "count" else off).append((place, between))
    off += [(place, Decimal("50.00001")) for place in ask.places(RateField)]
    all_refused(ask, off, "off-grid")
    all_refused(ask, fractions, "fraction")


def test_amounts_of_entries_have_their_limits_too(ask: Ask) -> None:
    for wrong, code in ((Decimal(-1), "negative"), (None, "too-large-number")):
        inside: list[tuple[Place, object]] = []
        for place in ask.places(ListField):
            levels = {name: one.levels[0] for name, one in place.field.levels.items()}
            said = {"person": "甲", "reason": "示例"} if place.field.judged else {}
            amounts = {
                name: one.maximum + 1 if wrong is None else wrong for name, one in place.field.amounts.items()
            }
            if amounts:
                inside.append((place, [{**levels, **amounts, **said}]))
        all_refused(ask, inside, code)


def test_judged_amounts_need_a_person_and_a_reason(ask: Ask) -> None:
    wrong: list[tuple[Place, object]] = [
        (place, max(place.field.minimum, Decimal(1)))
        for place in ask.places(NumberField)
        if place.field.judged
    ]
    for place in ask.places(ListField):
        if place.field.judged:
            levels = {name: one.levels[0] for name, one in place.field.levels.items()}
            wrong.append(
                (place, [{**levels, **{name: one.maximum for name, one in place.field.amounts.items()}}])
            )
    said = ask.check(altogether(wrong)) if wrong else []
    assert len(said) == len(wrong)
    assert {code for code, _ in said} <= {"needs-person"}
    for place, _ in wrong:
        assert any(f"facts.{place.key}" in line for _, line in said), place.key


def test_all_errors_at_once(ask: Ask) -> None:
    wrong: list[tuple[Place, object]] = [(place, "错") for place in ask.places(YesNoField, NumberField)]
    facts: dict[str, dict[str, object]] = {**altogether(wrong), "no_such_item_at_all": {}}
    codes = sorted(code for code, _ in ask.check(facts, source={"role": "nobody"}))
    assert codes == sorted(["unknown-item", "unknown-key", *["wrong-type"] * len(wrong)])


def test_who_may_state_what(ask: Ask) -> None:
    """Every fact from every body that is named anywhere: accepted from those that its item names alone."""
    sources = dict.fromkeys(one for item in ask.table.items for one in item.assessed_by)
    sources |= dict.fromkeys(("self", "third-party", "bureau:某局"))
    answered = to_toml(ask.table, answers(ask.table, Random(1), "healthy"))["facts"]
    for source in sources:
        role, _, body = source.partition(":")
        said = ask.check(answered, source={"role": role, "name": body or "示例"})
        if role == "office":
            assert said == []
            continue
        refused = {line.split(" facts.")[1].split(":")[0] for code, line in said if code == "not-entitled"}
        assert len(said) == len(refused)
        expected: set[str] = set()
        for place in ask.table.places:
            if place.name not in answered.get(place.item, {}):
                continue
            item = ask.table.item(place.item)
            named = place.assessed_by if item is None else item.assessed_by
            if source not in named:
                expected.add(place.key if item is None else place.item)
        assert refused == expected, source


def test_contradictions(ask: Ask) -> None:
    """Every constraint refuses some facts that are legal one by one, and says what cannot be."""
    scorer = built.scorer(SCHEMES[ask.scheme.id][0], ask.scheme.id, ask.table.id)
    table, program = scorer.table, scorer.outline.complete
    where = {one.ledger: place for place, one in enumerate(scorer.outline.roots) if one.kind == "constraint"}
    # what only another Reading brings to bear never holds here
    settled = {one.id: settle(one.condition) for one in table.constraints}
    missing = {name for name, one in settled.items() if not isinstance(one, Truth)}
    plan, rng = plan_of(table), Random(7)
    best = extreme(table, best=True)
    for _ in range(5000):
        if not missing:
            break
        part = rng.choice((0.05, 0.3, 1))
        drawn = {
            field: plan.draw(field, rng, 0) if rng.random() < part else best[field] for field in plan.edges
        }
        numbers = program.run(fill(program.cells, drawn))
        broken = {name for name in missing if not numbers[2 * where[name]]}
        if broken:
            code, _, said = ask.score(to_toml(table, drawn)["facts"])
            assert code == 2
            lines = [line for line in said.splitlines() if "[contradiction]" in line]
            for one in table.constraints:
                assert one.id not in broken or any(one.says in line for line in lines), one.id
            missing -= broken
    assert missing == set()


def test_units_of_the_roster_and_others(ask_scheme: Ask) -> None:
    ask, roster = ask_scheme, ask_scheme.scheme.roster()
    files: list[Path] = []
    for number, unit in enumerate(roster.units):
        files.append(ask.file(table=None, unit={"name": unit.name}).rename(ask.folder / f"{number}.toml"))
    if files:
        code, printed, said = ask.run("score", "--format", "json", *files)
        assert (code, said) == (0, "")
        scored = [(one["unit"]["name"], one["scheme"]["table"]) for one in json.loads(printed)]
        assert scored == [(unit.name, unit.table) for unit in roster.units]
    stranger = ask.check(unit={"name": "没有这个单位"})
    assert [code for code, _ in stranger] == (["unknown-unit"] if roster.completeness == "complete" else [])
    if roster.units:
        first = roster.units[0]
        others = [table.id for table in ask.scheme.tables if table.id != first.table]
        for other in others:
            path = ask.file(unit={"name": first.name})
            path.write_text(path.read_text().replace(f'table = "{ask.table.id}"', f'table = "{other}"'))
            assert "[other-table]" in ask.run("score", path)[2]
    if len(ask.scheme.tables) > 1:
        assert [code for code, _ in ask.check(table=None)] == ["no-table"]
    else:
        assert ask.check(table=None) == []
    name = slip(ask.table.id)
    path = ask.file()
    path.write_text(path.read_text().replace(f'table = "{ask.table.id}"', f'table = "{name}"'))
    code, _, said = ask.run("score", path)
    assert code == 2
    assert f"did you mean {ask.table.id}" in said or len(ask.table.id) <= 4
    assert "[unknown-table]" in said


def settings(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [word for name, value in pairs for word in ("--reading", f"{name}={value}")]


def test_readings_that_are_not_there(ask_scheme: Ask) -> None:
    file, readings = ask_scheme.file(), ask_scheme.scheme.readings
    misspelt = settings((slip(one.id), one.default) for one in readings)
    unanswered = settings((one.id, "no-such-answer") for one in readings)
    for wrong in (misspelt, unanswered, [word.partition("=")[0] for word in misspelt]):
        code, printed, said = ask_scheme.run("score", file, *wrong)
        assert (code, printed) == (2, "")
        assert [line for line in said.splitlines() if "[unknown-reading]" not in line] == []
        assert len(said.splitlines()) == len(readings)
        for one, line in zip(readings, said.splitlines(), strict=True):
            assert wrong is not misspelt or f"did you mean {one.id}" in line
            assert wrong is not unanswered or all(value in line for value in one.values)


def test_every_answer_of_every_reading_is_taken(ask_scheme: Ask) -> None:
    readings = ask_scheme.scheme.readings
    for place in range(max(len(one.values) for one in readings)):
        chosen = [(one.id, one.values[min(place, len(one.values) - 1)]) for one in readings]
        code, element, said = ask_scheme.score(None, *settings(chosen))
        assert (code, said) == (0, "")
        assert {(one["id"], one["value"]) for one in element["readings"]} <= set(chosen)


def template(ask: Ask, *more: str) -> Path:
    code, printed, said = ask.run("template", ask.scheme.id, "--table", ask.table.id, *more)
    assert (code, said) == (0, "")
    path = ask.folder / "template.toml"
    path.write_text(printed, encoding="utf-8")
    return path


def test_a_template_is_accepted_as_printed(ask: Ask) -> None:
    path = template(ask)
    assert ask.run("check", path)[0] == 0
    code, printed, _ = ask.run("score", "--format", "json", path)
    assert code == 0
    [element] = json.loads(printed)
    assert element["result"]["status"] == "incomplete"


def test_a_template_filled_full_scores_its_maximum_and_says_the_same_as_data(ask: Ask) -> None:
    path = template(ask, "--filled", "full")
    code, printed, said = ask.run("score", "--format", "json", path)
    assert (code, said) == (0, "")
    [element] = json.loads(printed)
    assert element["result"]["status"] == "scored"
    base = sum((attainable(section) for section in ask.table.base), Decimal(0))
    assert Decimal(element["result"]["total"]) == base == 100
    words = ("template", ask.scheme.id, "--table", ask.table.id, "--filled", "full", "--format", "json")
    data = json.loads(ask.run(*words)[1])
    assert (data["scheme"], data["table"]) == (ask.scheme.id, ask.table.id)
    facts = {(item, name): one for item, block in data["facts"].items() for name, one in block.items()}
    assert {".".join(key) for key in facts if key[1] not in RESERVED} == {one.key for one in ask.table.places}
    text = path.read_text(encoding="utf-8")
    for place in ask.table.places:
        answered = f"\n{place.name} = " in text or f"\n[[facts.{place.key}]]" in text
        assert answered or facts[place.item, place.name] is None, place.key


# what is built


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The tables that are built while a test runs."""
    found: list[tuple[str, str]] = []

    def counted(scheme: Scheme) -> Scheme:
        def counting(ref: TableRef) -> TableRef:
            build: Callable[[Scheme], Table] = ref.build

            def count(under: Scheme) -> Table:
                found.append((scheme.id, ref.id))
                return build(under)

            return ref._replace(build=count)

        scheme.tables = tuple(map(counting, scheme.tables))
        return scheme

    load = Packs._load

    def loaded(self: Packs, point: Any, registered: str) -> Any:
        pack = load(self, point, registered)
        return pack._replace(schemes=tuple(counted(scheme) for scheme in pack.schemes))

    monkeypatch.setattr(Packs, "_load", loaded)
    monkeypatch.setattr(Packs, "installed", classmethod(lambda cls: cls(tuple(installed()))))
    return found


def test_scoring_a_table_builds_no_other(ask: Ask, builds: list[tuple[str, str]]) -> None:
    assert ask.run("score", "--format", "json", ask.file())[0] == 0
    assert set(builds) == {(ask.scheme.id, ask.table.id)}
    assert len(builds) == 1


def test_listing_builds_nothing(ask_scheme: Ask, builds: list[tuple[str, str]]) -> None:
    for words in (("list-schemes",), ("list-units", ask_scheme.scheme.id)):
        assert ask_scheme.run(*words)[0] == 0
    assert builds == []
