"""``season.toml``: what it says, and every way to get it wrong, with line, key and what was meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gpcli.facts.toml import read_bytes
from gpcli.messages import Words
from gpcli.problems import Problem, Problems
from gpcli.season.file import GradeRule, Notice, Season, read_season
from gpcli.units import Unit

EN = Words("en")
WHOLE = """\
scheme = "zhangshu-2021"
period = "2021"
title = "年度考核"
note = "示例数据"
rectification = ["整改.csv"]
deadline = 2022-02-28
[readings]
ceiling = "after-deductions"
[[units]]
name = "市审计局"
aliases = ["市审计"]
[[units]]
name = "新镇"
table = "township"
group = "甲"
[precedence]
every = ["bureau:市大数据局", "office"]
guide = "self"
[[grades]]
name = "优秀"
quota = 3
ties = "in"
table = "township"
[[grades]]
name = "良好"
line = 85.5
[[rankings]]
name = "第一季度"
date = 2021-04-01
places = ["甲", ["乙", "丙"]]
[cohort.guide]
average = 3.5
[notice]
number = "1号"
date = 2022-03-01
"""


def season(text: str) -> Season:
    return read_season(read_bytes(text.encode(), "season.toml"))


def problems(text: str) -> list[Problem]:
    with pytest.raises(Problems) as raised:
        season(text)
    assert all(one.file == "season.toml" for one in raised.value.problems)
    return raised.value.problems


def test_what_it_says() -> None:
    found = season(WHOLE)
    assert (found.scheme, found.period, found.title, found.note) == (
        "zhangshu-2021",
        "2021",
        "年度考核",
        "示例数据",
    )
    assert (found.rectification, found.deadline) == (("整改.csv",), "2022-02-28")
    assert found.readings == {"ceiling": "after-deductions"}
    assert found.units == (Unit("市审计局", "", "", ("市审计",)), Unit("新镇", "township", "甲"))
    assert found.precedence.every == ("bureau:市大数据局", "office")
    assert found.precedence.items == {"guide": ("self",)}
    assert found.grades == (
        GradeRule("优秀", None, 3, "township", "", "in"),
        GradeRule("良好", Decimal("85.5")),
    )
    (ranking,) = found.together.rankings
    assert (ranking.places, ranking.date, ranking.line) == ((("甲",), ("乙", "丙")), "2021-04-01", 27)
    assert found.together.stated == {"guide.average": Decimal("3.5")}
    assert found.notice == Notice("1号", "", "", "2022-03-01")
    assert (found.line("precedence", "guide"), season('scheme = "x"').grades) == (18, ())


UNITS = '[[units]]\nname = "甲"\naliases = ["乙"]\n'


@pytest.mark.parametrize(
    ("body", "code", "line", "key", "expected", "nearest"),
    [
        ('shceme = "x"', "unknown-key", 2, "shceme", "scheme、period", "scheme"),
        ("period = 2021", "wrong-type", 2, "period", '"…"', ""),
        ("title = true", "wrong-type", 2, "title", '"…"', ""),
        ('deadline = "二月"', "bad-date", 2, "deadline", "2021-06-03", ""),
        ("deadline = 2022-02-28T00:00:00", "bad-date", 2, "deadline", "2021-06-03", ""),
        ("rectification = [1]", "wrong-type", 2, "rectification", '["…"]', ""),
        ("readings = 3", "wrong-type", 2, "readings", "[readings]", ""),
        ("[readings]\nceiling = 3", "wrong-type", 3, "readings.ceiling", '"…"', ""),
        ("[units]", "wrong-type", 2, "units", "[[units]]", ""),
        ("[[units]]\naliases = []", "missing-key", 2, "units.1", 'name = "…"', ""),
        ('[[units]]\nname = "甲"\ntabel = "x"', "unknown-key", 4, "units.1.tabel", "name、table", "table"),
        (UNITS + '[[units]]\nname = "乙"', "contradiction", 6, "units.2.name", "", ""),
        (
            UNITS + '[[units]]\nname = "丙"\naliases = ["丁", "乙"]',
            "contradiction",
            7,
            "units.2.aliases",
            "",
            "",
        ),
        ('[precedence]\nguide = ["offise"]', "unknown-source", 3, "precedence.guide.1", "self", "office"),
        ("[precedence]\nguide = [1]", "wrong-type", 3, "precedence.guide", '["…"]', ""),
        ("[[grades]]\nline = 3", "missing-key", 2, "grades.1", 'name = "…"', ""),
        ('[[grades]]\nname = "优"\nline = "85"', "wrong-type", 4, "grades.1.line", "85.5", ""),
        ('[[grades]]\nname = "优"\nline = true', "wrong-type", 4, "grades.1.line", "85.5", ""),
        ('[[grades]]\nname = "优"\nquota = -1', "wrong-type", 4, "grades.1.quota", "a whole number", ""),
        ('[[grades]]\nname = "优"\nquota = 1.5', "wrong-type", 4, "grades.1.quota", "a whole number", ""),
        ('[[grades]]\nname = "优"\nquota = 1\nline = 3', "contradiction", 2, "grades.1", "", ""),
        ('[[grades]]\nname = "优"\nties = "yes"', "wrong-type", 4, "grades.1.ties", "in、out", ""),
        ('[[grades]]\nname = "优"\nkuota = 3', "unknown-key", 4, "grades.1.kuota", "name、line", "quota"),
        ('[[rankings]]\nname = "一"', "wrong-type", 2, "rankings.1.places", '["甲", ["乙", "丙"]]', ""),
        (
            '[[rankings]]\nname = "一"\nplaces = ["a", ["b", "a"]]',
            "contradiction",
            4,
            "rankings.1.places",
            "",
            "",
        ),
        (
            '[[rankings]]\nname = "一"\nplaces = ["a"]\ndate = "4月"',
            "bad-date",
            5,
            "rankings.1.date",
            "2021-06-03",
            "",
        ),
        ("cohort = 3", "wrong-type", 2, "cohort", "[cohort]", ""),
        ('[notice]\nnumbr = "1"', "unknown-key", 3, "notice.numbr", "number", "number"),
        ("[notice]\nnumber = 1", "wrong-type", 3, "notice.number", '"…"', ""),
    ],
)
def test_what_is_refused(body: str, code: str, line: int, key: str, expected: str, nearest: str) -> None:
    (said,) = problems(f'scheme = "zhangshu-2021"\n{body}\n')
    assert (said.code, said.line, said.key, said.nearest) == (code, line, key, nearest)
    assert EN(said.expected).startswith(expected)
    assert bool(said.expected) == bool(expected)


def test_a_season_needs_a_scheme() -> None:
    (said,) = problems('period = "2021"\n')
    assert (said.code, EN(said.expected)) == ("no-scheme", 'scheme = "…"')


def test_all_problems_at_once_in_the_order_of_the_lines() -> None:
    text = WHOLE.replace("deadline", "dedline").replace('ties = "in"', 'ties = "on"')
    text = (
        text.replace("2021-04-01", '"x"').replace('"office"]', '"offic"]').replace("line = 85.5", "line = []")
    )
    assert [(one.line, one.key) for one in problems(text)] == [
        (6, "dedline"),
        (17, "precedence.every.2"),
        (22, "grades.1.ties"),
        (26, "grades.2.line"),
        (29, "rankings.1.date"),
    ]


def test_a_name_that_two_units_have_names_the_other() -> None:
    (said,) = problems('scheme = "x"\n' + UNITS + '[[units]]\nname = "丙"\naliases = ["乙"]\n')
    assert "甲" in EN(said.said)
    assert "乙" in EN(said.said)
