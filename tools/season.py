"""The example season ``examples/season-zhangshu-2021/``: ``python tools/season.py`` writes it anew.

The roster is real, every fact is invented: some units are told by hand (``season_stories.py``), the others
made by chance with a fixed seed (``season_facts.py``). ``tests/test_season_example.py`` compares the folder
with :func:`built`.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from season_facts import ITEMS, MORE, Maker, table_of
from season_stories import (
    COLUMNS,
    DEPARTMENTS,
    FEEDBACK,
    NO_SELF,
    OFFICE_OWES,
    PLACES,
    RENAMED,
    SILENT,
    TOWNSHIPS,
    Block,
    Facts,
)

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples" / "season-zhangshu-2021"
NOTE = "示例数据，非真实考核结果"
OFFICE = "市经济信息中心"
ROSTER = {**DEPARTMENTS, **TOWNSHIPS}
QUARTERS = (
    ("第一季度", "2021-04-10"),
    ("第二季度", "2021-07-10"),
    ("第三季度", "2021-10-10"),
    ("第四季度", "2022-01-10"),
)
TIED = {1: (2,), 3: (2, 20)}
"""By quarter: the places (from 0) that two departments share."""

HEAD = """\
scheme = "zhangshu-2021"
period = "2021"
title = "2021年度樟树市政务公开工作考核"
note = "示例数据，非真实考核结果"
rectification = ["整改反馈.csv"]
deadline = 2022-02-28                   # 问题清单的整改时限

[notice]                                # 通报的抬头和落款
number = "示例〔2022〕1号"
addressees = "各乡镇人民政府、街道办事处，市直各单位"
issuer = "樟树市政务公开考核办（示例）"
date = 2022-03-15

[[units]]                               # 名单印作“市审计”，以现名为准
name = "市审计局"
aliases = ["市审计"]

[[grades]]                              # 由考核办确定：文件没有等次线
name = "优秀"
table = "department"
quota = 10
ties = "in"

[[grades]]                              # 由考核办确定
name = "优秀"
table = "township"
quota = 5
ties = "in"

[[grades]]                              # 由考核办确定
name = "良好"
line = 88

[[grades]]                              # 由考核办确定：其余单位
name = "合格"
"""


def built() -> dict[str, str]:
    """Every file of the season by its path in the folder."""
    maker = Maker()
    found: dict[str, str] = {}
    submissions: dict[str, Block] = {}
    for unit, slug in ROSTER.items():
        if unit in SILENT:
            continue
        office = maker.office(unit)
        if unit not in NO_SELF:
            own = maker.own(unit, slug, office)
            found[f"facts/self/{slug}.toml"] = facts_file(unit, "self", own, f"{unit}自评")
        if unit not in OFFICE_OWES:
            name = RENAMED.get(unit, unit)
            submissions[unit] = office.pop("submissions", {})
            found[f"facts/office/{slug}.toml"] = facts_file(name, "office", office, f"考核办对{name}的认定")
    found["facts/submissions.csv"] = by_rows(submissions)
    found["season.toml"] = season_file(maker)
    found["整改反馈.csv"] = feedback()
    return dict(sorted(found.items()))


def season_file(maker: Maker) -> str:
    """``season.toml``."""
    lines = [f"# {NOTE}。一个年度、54 个单位：名单出自考评方案，其余都是示例。", *HEAD.splitlines()]
    for number, (name, date) in enumerate(QUARTERS):
        lines += ["", "[[rankings]]", f'name = "{name}"', 'table = "department"', f"date = {date}"]
        lines += ["places = [                              # 第三方考核，从第一名起；方括号内并列"]
        order = list(places(maker.quarter(), TIED.get(number, ())))
        lines += (f"  {', '.join(map(value, order[at : at + 5]))}," for at in range(0, len(order), 5))
        lines.append("]")
    return "\n".join(lines) + "\n"


def places(order: Sequence[str], shared: Sequence[int]) -> Iterator[str | list[str]]:
    """The places of a quarter; a shared one holds two."""
    names = iter(RENAMED.get(one, one) for one in order)
    for place, name in enumerate(names):
        yield [name, next(names)] if place in shared else name


def facts_file(unit: str, role: str, facts: Facts, story: str) -> str:
    """A facts file, its items in the document's order."""
    lines = [f"# {NOTE}。{story}。", 'scheme = "zhangshu-2021"', 'period = "2021"', f'note = "{NOTE}"']
    lines += ["", "[unit]", f'name = "{unit}"', "", "[source]", f'role = "{role}"']
    if role == "office":
        lines.append(f'name = "{OFFICE}"')
    table = table_of(next(one for one in ROSTER if unit in (one, RENAMED.get(one))))
    for item in ("shared", *ITEMS[table], *MORE):
        lines += block(item, facts[item]) if item in facts else ()
    return "\n".join(lines) + "\n"


def block(item: str, facts: Block) -> Iterator[str]:
    """An item's facts, those that are lists of entries last."""
    listed = {key: one for key, one in facts.items() if isinstance(one, list) and isinstance(one[0], dict)}
    plain = {key: one for key, one in facts.items() if key not in listed}
    if plain:
        yield from ("", f"[facts.{item}]", *pairs(plain))
    for key, entries in listed.items():
        for entry in entries:
            yield from ("", f"[[facts.{item}.{key}]]", *pairs(entry))


def pairs(block: Mapping[str, object]) -> Iterator[str]:
    """Lines of key and value."""
    return (f"{key} = {value(one)}" for key, one in block.items())


def value(one: object) -> str:
    """A value as TOML has it."""
    match one:
        case bool():
            return "true" if one else "false"
        case Decimal():
            return f"{one.normalize():f}"
        case datetime.date():
            return one.isoformat()
    return json.dumps(one, ensure_ascii=False)


def by_rows(submissions: Mapping[str, Block]) -> str:
    """``submissions.csv``: one fact of every unit, a row each; blank where the office owes it."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([f"# {NOTE}。全年信息投稿和上稿情况的评分，一个单位一行；空白的尚未评定。"])
    rows.writerow(["单位", "scheme", "period", "source_name", "note", "submissions.award"])
    for unit in ROSTER:
        mark = submissions.get(unit, {}).get("award")
        about = (RENAMED.get(unit, unit), "zhangshu-2021", "2021", OFFICE, NOTE)
        rows.writerow([*about, "" if mark is None else value(mark)])
    return text.getvalue()


def feedback() -> str:
    """``整改反馈.csv``: the problem list as it came back, with objections and what the re-check found."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([NOTE])
    rows.writerow(COLUMNS)
    for number, row in enumerate(FEEDBACK, 1):
        unit, item = row[0], row[3]
        clause = f"{'附件一' if table_of(unit) == 'township' else '附件二'}/{PLACES[item]}"
        rows.writerow([number, *row[:8], clause, "2022-02-28", *row[8:]])
    return text.getvalue()


def main() -> None:
    """Writes the folder anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, text in built().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
