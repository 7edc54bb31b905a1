"""What goes out into a form comes back as it was: facts, remarks, evidence, incidents, notes, sources."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w
from sheet_engines.trials import DOCUMENTS

from gpcli.assess.assessor import Assessor
from gpcli.assess.inputs import read_all
from gpcli.assess.subject import Wanted
from gpcli.facts.unit import UnitFacts
from gpcli.packs import Packs
from gpcli.testing.generate import answers, to_toml
from gpcli.testing.plan import MOODS

Run = Callable[..., tuple[int, str, str]]

TABLES = [(scheme, table) for _, scheme, table in DOCUMENTS]
EACH = 3
"""Sets of generated facts a table: each is scored, exported, imported and scored again."""

FACTS = """
scheme = "zhangshu-2021"
note = {text}
period = "2021"
[unit]
name = "经楼镇"
[source]
role = "office"
name = {text}
[facts.guide]
updated = true
note = {text}
evidence = [{text}, "https://example.gov.cn/a", {text}]
[[facts.guide.wording_errors]]
date = 1899-12-31
what = {text}
note = {text}
person = {text}
reason = {text}
evidence = [{text}, {text}]
[facts.policy]
award = 4.5
person = {text}
reason = {text}
date = 1900-02-28
"""

AWARDED = (
    "policy",
    "poverty",
    "epidemic",
    "welfare",
    "safety",
    "rural_environment",
    "request_channel",
    "submissions",
    "leadership",
)

HOSTILE = {
    "blanks": "  前后 空格  ",
    "wide blanks": "\u3000全角\u3000",
    "only a blank": " ",
    "lines": "第一行\n\n第三行\n",
    "begins with a line": "\n首",
    "windows lines": "a\r\nb\r",
    "quotes": "\"'“”",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1",
    "minus": "-1+2",
    "at": "@SUM(1)",
    "quote": "'1",
    "control": "\x07\x0b\x1f\x7f\x85",
    "right to left": "\u202e左\u200f",
    "literal code": "_x0041_ _x000D_ x005F_",
    "codes in a row": "_x005F_x0041_x0042_",
    "line separators": "\u2028行\u2028\n分\u2029",
    "joiners": "\u2060\u2060 \u2060a\u2060\u2028",
    "beyond the first plane": "😀𠮷",
    "no character": "\ufffe",
    "number": "0012.50",
    "day": "2021-06-03",
    "error": "#REF!",
    "yes": "TRUE",
    "markup": "<b>&amp;</b>]]>",
    "long": "长" * 10_000,
}


def data(path: Path) -> Any:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def through(gp: Run, path: Path) -> Path:
    """The facts file after a journey through a form."""
    form, back = path.with_suffix(".xlsx"), path.with_name(f"back-{path.name}")
    code, _, err = gp("export", path, "-o", form)
    assert code == 0, err
    code, out, err = gp("import", form, "-o", back)
    assert (code, out) == (0, ""), err
    return back


def facts(*paths: Path) -> list[UnitFacts]:
    """The checked facts of the files."""
    assessor = Assessor(Packs.installed(), Wanted("", ""))
    found = []
    for one in read_all([str(path) for path in paths]):
        assert one.document is not None, one.problems
        found.append(assessor.hearing.facts(one.document)[1])
    return found


def told(facts: UnitFacts) -> object:
    """Everything that was said, but for the files it was said in."""
    said = [
        (one.source, one.answers, one.stated, in_lists(one.remarks), one.note) for one in facts.contributions
    ]
    return facts.scheme, facts.table, facts.unit, facts.period, facts.note, said


def in_lists(remarks: Any) -> object:
    """Remarks with the incidents of each list in order; one list before another does not count."""
    return {
        home: one._replace(incidents=tuple(sorted(one.incidents, key=lambda entry: entry[0])))
        for home, one in remarks.items()
    }


def results(gp: Run, *paths: Path) -> Any:
    """Everything that is scored, but for the files."""
    code, out, err = gp("score", *paths, "--format", "json")
    assert code == 0, err
    found = json.loads(out)
    for one in found:
        del one["inputs"]
        for item in one["items"]:
            item["incidents"] = sorted(item.get("incidents", ()), key=lambda entry: entry["fact"])
    return found


@pytest.mark.parametrize(("scheme", "table"), TABLES)
def test_generated_facts(gp: Run, tmp_path: Path, scheme: str, table: str) -> None:
    packs, rng = Packs.installed(), Random(f"{scheme}/{table}")
    known = packs.table(packs.scheme(scheme), table)
    there, forms, back = (tmp_path / name for name in ("there", "forms", "back"))
    there.mkdir()
    for number in range(EACH):
        given = to_toml(known, answers(known, rng, rng.choice(MOODS)))
        text = tomli_w.dumps({"scheme": scheme, **given})
        (there / f"{number:02}.toml").write_text(text, encoding="utf-8")
    for command in (["export", there, "-o", forms], ["import", forms, "-o", back]):
        code, out, err = gp(*command)
        assert (code, out) == (0, ""), err
    found = [told(one) for one in facts(there, back)]
    assert found[:EACH] == found[EACH:]
    assert results(gp, there) == results(gp, back)


def test_any_text(gp: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    texts = list(HOSTILE.values())
    entries = [
        {"date": datetime.date(1899, 12, 31), "what": one, "note": one, "person": one, "reason": one}
        | {"evidence": [one, one]}
        for one in texts
    ]
    items: dict[str, dict[str, Any]] = {item: {"award": 1} for item in AWARDED}
    for place, one in enumerate(texts):
        item = items[AWARDED[place % len(AWARDED)]]
        item[("note", "person", "reason")[place // len(AWARDED)]] = one
    items["guide"] = {"updated": True, "evidence": texts, "wording_errors": entries}
    given = {"scheme": "zhangshu-2021", "table": "township", "facts": items}
    path.write_bytes(tomli_w.dumps(given).encode())
    back = data(through(gp, path))
    assert back.pop("source") == {"role": "office"}
    assert back == given


@pytest.mark.parametrize("name", ["blanks", "only a blank", "lines", "control", "codes in a row", "long"])
def test_any_name_and_note_of_the_whole(gp: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.toml"
    given = {
        "scheme": "zhangshu-2021",
        "table": "township",
        "period": HOSTILE[name],
        "note": HOSTILE[name],
        "unit": {"name": "经楼镇"},
        "source": {"role": "office", "name": HOSTILE[name]},
        "facts": {"policy": {"award": Decimal("4.5"), "date": datetime.date(1900, 2, 28)}},
    }
    path.write_bytes(tomli_w.dumps(given).encode())
    assert data(through(gp, path)) == given


def test_what_a_cell_does_not_hold_is_refused_by_its_name(gp: Run, tmp_path: Path) -> None:
    path, form = tmp_path / "a.toml", tmp_path / "a.xlsx"
    path.write_text(FACTS.replace("{text}", f'"{"长" * 40_000}"'), encoding="utf-8")
    code, out, err = gp("export", path, "-o", form)
    assert (code, out) == (2, "")
    assert not form.exists()
    for key in (
        "note",
        "source.name",
        "facts.guide.note",
        "facts.guide.evidence",
        "facts.policy.person",
        "facts.policy.reason",
        *(f"facts.guide.wording_errors.1.{key}" for key in ("what", "note", "person", "reason", "evidence")),
    ):
        assert f"{path}: {key}: " in err, key
    assert err.count("32767") == 11


def test_several_sources_in_one_form(gp: Run, tmp_path: Path) -> None:
    files = {
        "self": 'role = "self"\nname = "甲单位"',
        "office": 'role = "office"\nname = "乙办"',
        "bureau": 'role = "bureau"\nname = "县档案局"',
    }
    for number, (name, source) in enumerate(files.items(), 1):
        (tmp_path / f"{name}.toml").write_text(
            f'scheme = "zhangshu-2021"\nnote = "{name} 说"\n[unit]\nname = "经楼镇"\n[source]\n{source}\n'
            + (
                f'[facts.guide]\nupdated = false\nwording_errors = {number}\nevidence = ["{name}"]\n'
                if name != "bureau"
                else ""
            )
            + (
                f'[facts.shared]\nno_applications = true\nno_new_media = false\nnote = "{name}"\n'
                if number == 2
                else ""
            ),
            encoding="utf-8",
        )
    merged = tmp_path / "merged.toml"
    code, _, err = gp("merge", *sorted(tmp_path.glob("*.toml")), "-o", merged)
    assert code == 0, err
    (one, other) = facts(merged, through(gp, merged))
    assert len(one.contributions) == 3
    assert told(one) == told(other)
    assert results(gp, merged) == results(gp, tmp_path / "back-merged.toml")


UNDECIDED = """
scheme = "linzi-2021"
table = "main"
[facts.q1]
inspected = true
[[facts.q1_coverage.deductions]]
month = "1月"
what = "未定"
[[facts.q1_coverage.deductions]]
month = "2月"
points = 0.3333
averaged = true
person = "甲"
reason = "均摊"
[[facts.q1_coverage.deductions]]
month = "2月"
points = 0.3333
averaged = true
person = "甲"
reason = "均摊"
[[facts.q1_coverage.deductions]]
"""

RATES = """
scheme = "putuo-2020"
[unit]
name = "示例委"
[facts.A4]
disclosure_rate = {rate}
"""

BESIDE = """
scheme = "zhangshu-2021"
table = "township"
period = "２０２１ 年 "
unit = { name = "经楼镇" }
[facts.guide]
updated = true
person = "甲"
reason = "现场查看"
date = 2021-06-03
[facts.shared]
no_applications = true
person = "乙"
date = 2021-06-04
note = "共用"
evidence = ["共用材料"]
[facts.leadership]
award = 5
note = ""
[facts.catalogue]
note = "只有备注"
[facts.adoption]
adoptions = []
"""


def test_remarks_where_a_blank_form_has_no_row_for_them(gp: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(BESIDE, encoding="utf-8")
    one, other = facts(path, through(gp, path))
    assert told(one) == told(other)
    assert other.period == "２０２１ 年 "


def test_undecided_and_averaged_amounts_and_rates(gp: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(UNDECIDED, encoding="utf-8")
    one, other = facts(path, through(gp, path))
    assert told(one) == told(other)


@pytest.mark.parametrize(
    "rate", ["79.96", "0", "100", "{part = 399, whole = 499}", "{part = 1, whole = 100}"]
)
def test_rates(gp: Run, tmp_path: Path, rate: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(RATES.replace("{rate}", rate), encoding="utf-8")
    one, other = facts(path, through(gp, path))
    assert told(one) == told(other)


def test_days_are_days(gp: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(FACTS.replace("{text}", '"文"').replace("1900-02-28", "2021-06-03"), encoding="utf-8")
    back = data(through(gp, path))
    assert back["facts"]["policy"]["date"] == datetime.date(2021, 6, 3)
    assert back["facts"]["guide"]["wording_errors"][0]["date"] == datetime.date(1899, 12, 31)
