"""Folders of facts files of every table: valid, at the boundaries, with gaps, faulty, of several sources."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import tomli_w

from gpcli.expr.fields import ListField
from gpcli.packs import Packs
from gpcli.scheme import Table
from gpcli.testing.generate import answers, extreme, to_toml

Runs = Callable[..., tuple[int, bytes, str]]
"""Scores what it is given: exit code, result, talk."""

TEXTS = (
    "现场核对，12 条",
    "联系人 13812345678，见附件",
    'Quotes " and \\ backslash, a tab\t, a line\nand another',
    "next\u0085line\u2028and\u2029paragraph",
    "１３９１２３４５６７８",
    "某人@example.gov.cn a.b@example.org",
    "11010519491231002X",
    "",
    " ",
)
SOURCES: tuple[dict[str, str] | None, ...] = (
    None,
    {"role": "office"},
    {"role": "office", "name": "区府办"},
    {"role": "self"},
    {"role": "self", "name": "本单位 13800001111"},
    {"role": "bureau", "name": "区档案局"},
    {"role": "third-party", "name": "甲评估"},
    {"name": "市经济信息中心"},
)


def tables(packs: Packs) -> list[tuple[str, Table]]:
    """Every table of every pack with its scheme."""
    return [(scheme.id, packs.table(scheme, one.id)) for scheme in packs.schemes() for one in scheme.tables]


def write_folder(folder: Path, packs: Packs, rng: Random, each: int) -> None:
    """So many files of each table, some about the same unit, in an order that mixes the tables."""
    folder.mkdir()
    for scheme, table in tables(packs):
        known = [one.name for one in packs.scheme(scheme).roster().units if one.table == table.id]
        closed = packs.scheme(scheme).roster().completeness == "complete"
        for number in range(each):
            data = facts_of(scheme, table, rng, number)
            if closed or (known and rng.random() < 0.3):
                data["unit"] = {"name": rng.choice(known)}
            elif rng.random() < 0.9:
                data["unit"] = {"name": f"示例{table.id}{rng.randrange(each)}{rng.choice(('', '', '甲'))}"}
            if rng.random() < 0.7:
                data["period"] = f"第{number}期"
            text = tomli_w.dumps(data)
            if rng.random() < 0.4:
                text = spoilt(text, rng)
            raw = text.encode()
            if rng.random() < 0.05:
                raw = b"\xef\xbb\xbf" + raw
            if rng.random() < 0.05:
                raw = raw.replace(b"\n", b"\r\n")
            (folder / f"{rng.randrange(1000):03}-{scheme}-{table.id}-{number}.toml").write_bytes(raw)


def facts_of(scheme: str, table: Table, rng: Random, number: int) -> dict[str, Any]:
    """A file's data: any facts of the table, with something beside them."""
    if number % 5 == 4:
        given = extreme(table, best=rng.random() < 0.5)
    else:
        given = answers(table, rng, rng.choice(("mixed", "healthy", "bad", "gaps")))
    data: dict[str, Any] = {"scheme": scheme, **to_toml(table, given)}
    if rng.random() < 0.5:
        data["note"] = rng.choice(TEXTS)
    source = rng.choice(SOURCES) if rng.random() < 0.4 else None
    if source is not None:
        data["source"] = source
    fields = {(place.item, place.name): place.field for place in table.places}
    for item, block in data["facts"].items():
        for name, value in list(block.items()):
            field = fields.get((item, name))
            is_list = isinstance(field, ListField)
            if is_list and type(value) is int and 0 < value < 5 and not (field.levels or field.amounts):
                block[name] = [incident(rng) for _ in range(value)]
            elif is_list and isinstance(value, list) and rng.random() < 0.5:
                block[name] = [entry | incident(rng) for entry in value]
        if rng.random() < 0.2:
            block["evidence"] = [f"https://example.gov.cn/art/{rng.randrange(10**9)}.html" for _ in range(2)]
        if rng.random() < 0.2:
            block[rng.choice(("note", "person", "reason"))] = rng.choice(TEXTS)
        if rng.random() < 0.05:
            block["date"] = datetime.date(2021, 6, 3)
    return data


def incident(rng: Random) -> dict[str, Any]:
    """What may stand in any entry."""
    every = {
        "date": datetime.date(2020, rng.randrange(1, 13), 1),
        "what": rng.choice(TEXTS),
        "note": "备注",
        "evidence": ["https://example.gov.cn/a.html"],
    }
    return {key: value for key, value in every.items() if rng.random() < 0.6}


def spoilt(text: str, rng: Random) -> str:
    """The file with something done to it, which may leave it valid."""
    for _ in range(rng.choice((1, 1, 2))):
        text = rng.choice(WAYS)(text, rng)
    return text


def _line(text: str, rng: Random) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, rng.randrange(len(lines))


def _without_a_line(text: str, rng: Random) -> str:
    lines, at = _line(text, rng)
    return "\n".join(lines[:at] + lines[at + 1 :])


def _a_line_twice(text: str, rng: Random) -> str:
    lines, at = _line(text, rng)
    return "\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def _another_value(text: str, rng: Random) -> str:
    values = [found.span(1) for found in re.finditer(r"(?m)^\w+ = (.+)$", text)]
    if not values:
        return text
    start, end = rng.choice(values)
    return text[:start] + rng.choice(VALUES) + text[end:]


def _another_sign(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(SIGNS) + text[at + rng.randrange(2) :]


def _another_line(text: str, rng: Random) -> str:
    lines, at = _line(text, rng)
    return "\n".join([*lines[:at], rng.choice(LINES), *lines[at:]])


WAYS: tuple[Callable[[str, Random], str], ...] = (
    _without_a_line,
    _a_line_twice,
    _another_value,
    _another_value,
    _another_value,
    _another_sign,
    _another_line,
)
VALUES = (
    *("0", "1", "-1", "2", "0.0", "-0.0", "1.0", "2.50", "2.5e0", "1e400", "1e-400", "0.1000000000000000055"),
    *(
        "9223372036854775808",
        "99999999999999999999",
        "0x10",
        "0o7",
        "0b1",
        "1_0",
        "1_000.5",
        "+3",
        "9999.99999",
    ),
    *(
        "inf",
        "-inf",
        "nan",
        "true",
        "false",
        '"是"',
        '"否"',
        '"有"',
        '"无"',
        '""',
        "'raw'",
        '"""more\nlines"""',
    ),
    *(
        "2021-06-03",
        "2021-06-03T10:00:00Z",
        "2021-06-03T10:00:00",
        "10:00:00",
        "2021-06-03 10:00",
        "2021-13-40",
    ),
    *("[]", "[[]]", '["a", "b"]', "[1, 2]", "{}", "{ part = 1, whole = 3 }", "{ part = 1, whole = 0 }"),
    *("{ part = 1.0, whole = 3 }", "{part = 171, whole = 200, }", '[{ what = "a" }]', "[{}]", "[{}, {}, {}]"),
    *(
        "{ points = 1.5 }",
        '[{ points = 1.5, person = "甲", reason = "示例" }]',
        '"\\u0041\\n"',
        '"\\e"',
        '"\\x41"',
    ),
    *("[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]", '[\n  "a", # c\n  "b",\n]', "{ a = 1,\n b = 2 }"),
)
SIGNS = (
    "\t",
    " ",
    "，",
    "“",
    "”",
    "\r",
    "\x00",
    "\x7f",
    "\u2028",
    "=",
    "[",
    "]",
    '"',
    "'",
    "#",
    ".",
    "1",
    "。",
    "\n",
)
LINES = (
    "unknown = 1",
    "[facts.unknown]",
    "[facts]",
    "[unit]",
    'evidence = "https://example.gov.cn"',
    'note = "13812345678"',
    'person = "甲"',
    'reason = "示例"',
    "date = 2021-06-03",
    'source = "s1"',
    "other = []",
    "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v = 1",
    '"quoted" = 1',
    "中文 = 1",
    "[facts.A1.attendance]",
    "# 注释 13812345678",
    "facts.A1.own_training = true",
)
