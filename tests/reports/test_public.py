"""The public variant: planted in every internal field of every pack's facts, nothing of it is printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w

from gpcli.assess.assessment import assess
from gpcli.assess.subject import Wanted
from gpcli.expr.fields import ListField, YesNoField
from gpcli.facts.unit import Contribution, Input, Recheck, Remarks, Source
from gpcli.messages import Words
from gpcli.packs import Packs
from gpcli.records import Record
from gpcli.reports.format import Report
from gpcli.reports.public import public
from gpcli.scheme import Table
from gpcli.scoring.outcome import Outcome, Scored
from gpcli.scoring.score import Scorer
from gpcli.testing import built
from gpcli.testing.generate import answers, to_toml, unit_facts

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = [import_module(one.name) for one in sorted((ROOT / "plugins").glob("*/src/gp_*"))]
TABLES = [
    (plugin, scheme, reference.id)
    for plugin in PLUGINS
    for scheme in built.schemes(plugin)
    for reference in scheme.tables
]
PACKS = Packs.installed()
FORMATS = PACKS.formats()
PLANTED = "ZQX"
MARK = "示例数据，非真实考核结果"

Gp = Callable[..., tuple[int, str, str]]


class Plants:
    """Words that must not come up again, and those that must. ``items`` is how many internal ones stand in
    items, where all do not: what stands beside facts that items share is printed nowhere.
    """

    def __init__(self) -> None:
        self._numbers = count(1)
        self.internal: list[str] = []
        self.public: list[str] = []
        self.items = 0

    def internally(self, where: str) -> str:
        self.internal.append(f"{PLANTED}{next(self._numbers)}{where}")
        return self.internal[-1]

    def publicly(self) -> str:
        self.public.append(f"甲事{next(self._numbers)}号")
        return self.public[-1]


def planted(table: Table, plants: Plants) -> dict[str, dict[str, Any]]:
    """Facts with something in every field that is internal."""
    facts: dict[str, dict[str, Any]] = to_toml(table, answers(table, Random(11), "bad"))["facts"]
    reasoned: set[str] = set()
    for place in table.places:
        value = facts.get(place.item, {}).get(place.name)
        if isinstance(place.field, YesNoField) and isinstance(value, str):
            facts[place.item][place.name] = plants.internally("reasoned")
            reasoned.add(place.item)
        elif isinstance(place.field, ListField) and value and value not in (0, True):
            given = value if isinstance(value, list) else [{} for _ in range(min(value, 2))]
            facts[place.item][place.name] = [dict(_entry(one, plants)) for one in given]
    items = {item.id for item in table.items}
    for item, block in sorted(facts.items(), key=lambda one: one[0] not in items):
        if item not in items and not plants.items:
            plants.items = len(plants.internal)
        block["evidence"] = [
            plants.internally("evidence"),
            f"https://example.gov.cn/{plants.internally('e')}",
        ]
        block["note"] = plants.internally("note")
        block["person"] = plants.internally("person")
        if item not in reasoned:
            block["reason"] = plants.internally("reason")
    return facts


def _entry(given: Mapping[str, Any], plants: Plants) -> Iterator[tuple[str, Any]]:
    yield from given.items()
    yield "what", plants.publicly()
    for key in ("note", "person", "reason"):
        yield key, plants.internally(key)
    yield "evidence", [plants.internally("evidence")]


def written(folder: Path, scheme: str, table: str, facts: Mapping[str, Any], **more: object) -> Path:
    """The facts in a file of a folder that is named after somebody."""
    file = folder / f"{PLANTED}folder" / "facts.toml"
    file.parent.mkdir(exist_ok=True)
    whole = {"scheme": scheme, "table": table, "note": MARK, **more, "facts": facts}
    file.write_text(tomli_w.dumps(whole), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("plugin", "scheme", "table"), TABLES, ids=[f"{scheme.id}/{table}" for _, scheme, table in TABLES]
)
def test_nothing_internal_is_printed_by_any_format(
    gp: Gp, tmp_path: Path, plugin: object, scheme: Any, table: str
) -> None:
    plants = Plants()
    file = written(tmp_path, scheme.id, table, planted(built.table(plugin, scheme, table), plants))
    code, whole, err = gp("score", file, "--format", "json")
    assert code == 0, err
    assert len(plants.internal) > 20
    assert [one for one in plants.internal[: plants.items or None] if one not in whole] == []
    (outcome,) = assess(PACKS, Wanted("", "", ()), [str(file)]).outcomes
    assert outcome.scored
    outcome.scored.effects = cache(outcome.scored.effects)
    assert gp("score", file, "--public") == (0, _in_format("text", outcome), "")
    for name in _formats(_place(plugin)):
        out = _in_format(name, outcome)
        assert PLANTED not in out, (name, out[max(0, out.index(PLANTED) - 200) :][:400])
        assert MARK in out, name
        assert name != "json" or _same_points(json.loads(out), json.loads(whole))
        if name in ("json", "ndjson"):
            assert [one for one in plants.public if one not in out] == []


def _in_format(name: str, *outcomes: Outcome) -> str:
    """The public variant of the outcomes in a format."""
    written = FORMATS[name].write(Report([public(one) for one in outcomes], Words("zh")))
    return written if isinstance(written, str) else written.text


def _formats(place: str) -> list[str]:
    """The core's formats and those of the pack whose formats begin so."""
    return [name for name in FORMATS if "-" not in name or name.startswith(place)]


def _place(plugin: Any) -> str:
    """How the names of the plugin's formats begin."""
    return str(plugin.__name__).removeprefix("gp_")


def _same_points(public: Any, whole: Any) -> bool:
    """Whether both say the same but for what is internal."""
    for (one,) in (public, whole):
        one["inputs"] = [each["sha256"] for each in one["inputs"]]
        for item in one["items"]:
            for key in ("evidence", "note", "person", "reason"):
                item.pop(key)
            for incident in item["incidents"]:
                for key in ("evidence", "note", "person", "reason"):
                    incident.pop(key, None)
    return bool(public == whole)


def test_every_format_of_every_pack_was_asked() -> None:
    places = {_place(plugin) for plugin, _, _ in TABLES}
    assert {name.partition("-")[0] for name in FORMATS if "-" in name} == places
    assert len(PLUGINS) == 5


def test_the_text_sheet_keeps_incidents_and_their_lines(gp: Gp, tmp_path: Path) -> None:
    notices = [
        {"level": level, "date": date, "what": f"通报{place}", "person": PLANTED}
        for place, (level, date) in enumerate((("宜春市", "2021-03-01"), ("江西省", "2021-03-02")))
    ]
    facts = {"adoption": {"adoptions": notices}}
    text = tomli_w.dumps({"scheme": "zhangshu-2021", "table": "township", "facts": facts})
    file = tmp_path / "facts.toml"
    for notice in notices:
        text = text.replace(f'"{notice["date"]}"', str(notice["date"]))
    file.write_text(text, encoding="utf-8")
    _, whole, _ = gp("score", file)
    _, public, _ = gp("score", file, "--public")
    assert PLANTED in whole
    assert "· 2021-03-02 通报1" in public
    assert _until_the_inputs(whole.replace(f"（认定人 {PLANTED}：）", "")) == _until_the_inputs(public)


def _until_the_inputs(sheet: str) -> str:
    before, found, _ = sheet.partition("输入文件")
    assert found
    return before


def test_of_a_failed_input_only_the_kind_is_public(gp: Gp, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    good = written(tmp_path / "other", "zhangshu-2021", "township", {})
    facts = {f"{PLANTED}item": {}, "guide": {"wording_errors": f"{PLANTED}value", "person": 3}}
    bad = written(tmp_path, "zhangshu-2021", "township", facts)
    outcomes = assess(PACKS, Wanted("", "", ()), [str(good), str(bad)]).outcomes
    for name in _formats("zhangshu"):
        assert PLANTED not in _in_format(name, *outcomes), name
    code, out, err = gp("score", good, bad, "--format", "json", "--public")
    assert code == 2
    assert PLANTED in err
    assert out == _in_format("json", *outcomes)
    failed = json.loads(out)[1]
    assert [one["code"] for one in failed["problems"]] == ["unknown-item", "wrong-type"]
    assert failed["inputs"] == [{"path": "facts.toml"}]


def test_what_several_sources_say_is_as_internal(gp: Gp, tmp_path: Path) -> None:
    folder = tmp_path / f"{PLANTED}folder"
    folder.mkdir()
    for role, errors in (("self", 0), ("office", 2)):
        data = {
            "scheme": "zhangshu-2021",
            "unit": {"name": "临江镇"},
            "source": {"role": role},
            "facts": {
                "guide": {
                    "updated": True,
                    "wording_errors": errors,
                    "note": f"{PLANTED}{role}",
                    "evidence": [f"{PLANTED}{role}"],
                }
            },
        }
        (folder / f"{role}.toml").write_text(tomli_w.dumps(data), encoding="utf-8")
    code, whole, err = gp("score", folder, "--format", "json")
    assert code == 0, err
    assert f"{PLANTED}office" in whole
    outcomes = assess(PACKS, Wanted("", "", ()), [str(folder)]).outcomes
    for name in _formats("zhangshu"):
        assert PLANTED not in _in_format(name, *outcomes), name


def test_nothing_internal_is_left_in_the_values_themselves() -> None:
    """Whatever a format may come to print of them."""
    plugin, scheme, name = TABLES[-1]
    table = built.table(plugin, scheme, name)
    remarks = Remarks((PLANTED,), PLANTED, PLANTED, PLANTED, PLANTED, (("x", {"y": PLANTED, "what": "甲"}),))
    folder = Input(f"/{PLANTED}/facts.toml", "0")
    facts = unit_facts(table, answers(table, Random(3), "bad"), scheme.id)
    told = Contribution(
        Source(), folder, {}, frozenset(), {"guide": remarks}, {"guide": {"note": PLANTED}}, folder.path
    )
    recheck = Recheck("guide.updated", 0, "false", "true", "已整改", PLANTED, PLANTED, folder.path, 3)
    facts = facts._replace(
        inputs=(folder,),
        remarks={item.id: remarks for item in table.items},
        origins={"guide": told},
        contributions=(told, told),
        cohort_under=lambda _: PLANTED,
        rechecks=(recheck,),
    )
    scorer = Scorer(scheme, table)
    outcome = Outcome(folder.path, Scored(scorer.score(facts), facts, scorer, no_effects))
    assert sum(PLANTED in text for text in _texts(outcome)) > 50
    left = list(_texts(public(outcome)))
    assert [text for text in left if PLANTED in text] == []
    assert {text for text in left if text.startswith("calls ")} == {
        "calls _no_line",
        "calls _no_place",
        "calls no_effects",
    }
    assert left.count("甲") == 2 * len(table.items) + 3


def _texts(value: object) -> Iterator[str]:
    """Every text of an outcome but those of its scorer, which is the pack's."""
    match value:
        case str():
            yield value
        case Scorer():
            return
        case Scored():
            yield from _texts((value.sheet, value.facts, value.effects, value.standing))
        case Record():
            for name in value.__match_args__:
                yield from _texts(getattr(value, name))
        case Mapping():
            for key, one in value.items():
                yield from _texts((key, one))
        case tuple() | list() | frozenset():
            for one in value:
                yield from _texts(one)
        case _ if callable(value):
            yield f"calls {getattr(value, '__name__', value)}"


def no_effects() -> tuple[()]:
    return ()
