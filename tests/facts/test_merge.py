"""A merged file says what its originals say together: for every table, whatever the sources state."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import Read
from gpcli.assess.subject import Wanted
from gpcli.facts.one_file import one_file
from gpcli.facts.toml import read_bytes
from gpcli.packs import Packs
from gpcli.scheme import Table
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.sheet import Mark, Sheet
from gpcli.season.differing import differences
from gpcli.testing.generate import answers, to_toml

PACKS = Packs.installed()
ASSESSOR = Assessor(PACKS, Wanted())
SCHEMES = {scheme.id: scheme for scheme in PACKS.schemes()}
TABLES = [(name, ref.id) for name, scheme in SCHEMES.items() for ref in scheme.tables]

WORK = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(params=TABLES, ids="/".join)
def case(request: pytest.FixtureRequest) -> tuple[str, Table]:
    name, table = request.param
    return name, PACKS.table(SCHEMES[name], table)


def sources(table: Table) -> list[str]:
    """Everybody who may state something."""
    named = [one for place in table.places for one in place.assessed_by]
    return list(dict.fromkeys(("self", "office", *named)))


def statement(scheme: str, table: Table, source: str, rng: Random) -> dict[str, Any]:
    """What a source might hand in: facts that it may state, some of them, with remarks."""
    role, _, name = source.partition(":")
    known = answers(table, rng, "gaps")
    mine = {
        place.field: known[place.field]
        for place in table.places
        if place.field in known and (role == "office" or {role, source} & set(place.assessed_by))
    }
    data = to_toml(table, {field: one for field, one in mine.items() if rng.random() < 0.7})
    for block in data["facts"].values():
        if rng.random() < 0.4:
            block |= {"evidence": [source, "表"], "note": f"“{source}”\n所说"}
    unit = next((one.name for one in SCHEMES[scheme].roster().units if one.table == table.id), "某单位")
    said = {"role": role, **({"name": name} if name else {})}
    return {"scheme": scheme, **data, "unit": {"name": unit}, "source": said, "note": source}


def outcome(texts: Mapping[str, str]) -> Outcome:
    reads = [Read(name, read_bytes(text.encode(), name)) for name, text in texts.items()]
    (found,) = ASSESSOR.outcomes(reads)
    return found


def ends(mark: Mark | None) -> object:
    return None if mark is None else (mark.lower, mark.upper)


def told(sheet: Sheet) -> list[object]:
    """Points, lines, remarks, whose word counts, what each source would have."""
    return [
        (sheet.unit, sheet.scheme.table, sheet.source, sheet.status, sheet.note),
        ends(sheet.mark),
        [(one.id, ends(one.mark), one.lines, one.stated, one.remarks) for one in sheet.items],
        [(one.id, one.amount, ends(one.after)) for one in sheet.steps],
        [
            (
                one.source,
                one.spoken,
                one.counted,
                ends(one.mark),
                {key: ends(x) for key, x in one.items.items()},
            )
            for one in sheet.compared
        ],
        list(sheet.missing),
    ]


@WORK
@given(seed=st.integers(0, 10**6), number=st.integers(1, 3))
def test_a_merged_file_scores_as_its_originals(case: tuple[str, Table], seed: int, number: int) -> None:
    scheme, table = case
    rng = Random(seed)
    who = rng.sample(sources(table), min(number, len(sources(table))))
    given = [statement(scheme, table, one, rng) for one in who]
    texts = {f"{place}.toml": tomli_w.dumps(one) for place, one in enumerate(given)}
    apart = outcome(texts)
    if apart.scored is None:
        assert {one.code for one in apart.problems} == {"contradiction"}
        return
    text = one_file(table, apart.scored.facts)
    again = outcome({"merged.toml": text})
    assert again.scored is not None, again.problems
    assert told(again.scored.sheet) == told(apart.scored.sheet)
    assert one_file(table, again.scored.facts) == text
    assert [one.note for one in again.scored.facts.contributions[1:]] == who[1:]
    assert differences(again.scored) == differences(apart.scored)
    assert everything(text) == {
        (place, home, key, str(value))
        for place, one in enumerate(given)
        for home, block in one["facts"].items()
        for key, value in block.items()
    }


def everything(text: str) -> set[tuple[int, str, str, str]]:
    """What a merged file holds: the number of the source, item, key and value, from wherever it stands."""
    data = tomllib.loads(text, parse_float=Decimal)
    ids = {one["id"]: number for number, one in enumerate(data["sources"])}
    found = set()
    for home, block in data.get("facts", {}).items():
        for one in (block, *block.get("other", [])):
            for key, value in one.items():
                if key not in ("source", "other"):
                    source = one["source"] if isinstance(one["source"], str) else one["source"].get(key)
                    found.add((ids[source or next(iter(one["source"].values()))], home, key, str(value)))
    return found


def test_the_pairs_do_differ() -> None:
    """The property above is not about sources that always agree."""
    table = PACKS.table(SCHEMES["zhangshu-2021"], "township")
    found = set()
    for seed in range(4):
        rng = Random(seed)
        pair = {one: tomli_w.dumps(statement("zhangshu-2021", table, one, rng)) for one in ("self", "office")}
        scored = outcome(pair).scored
        if scored is not None:
            said = differences(scored)
            assert said.several >= len(said.differing)
            found |= {one.key for one in said.differing}
    assert len(found) > 5


def file(body: str, role: str, name: str = "") -> str:
    unit, source = 'unit = { name = "临江镇" }', f'source = {{ role = "{role}", name = "{name}" }}'
    head = f'scheme = "zhangshu-2021"\n{unit}\n{source}\n'
    return head + body


def test_equals_that_differ_are_a_conflict_with_both_places() -> None:
    found = outcome(
        {
            "a.toml": file("[facts.policy]\naward = 3\n", "office"),
            "b.toml": file("[facts.policy]\naward = 4\n", "office"),
        }
    )
    (said,) = found.problems
    assert (said.code, said.file, said.line) == ("conflict", "b.toml", 5)


def test_both_words_stay_and_the_gap_is_told() -> None:
    one = file("[facts.policy]\naward = 5\n[facts.epidemic]\naward = 2\n", "self")
    other = file("[facts.policy]\naward = 3.5\n[facts.epidemic]\naward = 2\n", "office")
    scored = outcome({"a.toml": one, "b.toml": other}).scored
    assert scored is not None
    found = differences(scored)
    assert found.several == 2
    (only,) = found.differing
    assert (only.key, only.facts, only.gap) == ("policy", ("award",), Decimal("1.5"))
    assert [(word.source.role, word.facts, word.counts) for word in only.words] == [
        ("self", ("5",), False),
        ("office", ("3.5",), True),
    ]
    text = one_file(scored.scorer.table, scored.facts)
    office, other = (
        '[facts.policy]\nsource = "office"\naward = 3.5\n',
        '[[facts.policy.other]]\nsource = "self"\n',
    )
    assert f"{office}\n{other}award = 5\n" in text
