"""The invented document: its tables, and the Readings where it is silent."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from gpcli.pack import Answerable, Reading, Scheme, SourceNote, Table, TableRef

READINGS = (
    Reading(
        "no_samples",
        "没有抽查到下属单位的，网站检查如何计分",
        (
            Answerable("withheld", "缺少抽查均分，暂不出总分"),
            Answerable("own", "以本单位得分作为该项得分"),
        ),
        "withheld",
        "附件一/二/1",
        ("sites",),
        tables=("weighted",),
    ),
    Reading(
        "gate_on",
        "“基本分达到”是看扣分之前，还是扣分之后",
        (
            Answerable("before-deductions", "看扣分之前的基本分"),
            Answerable("after-deductions", "看扣分之后的得分"),
        ),
        "before-deductions",
        "附件二/二",
        ("total",),
        tables=("gated",),
    ),
    Reading(
        "nothing_applies",
        "一级指标下各项都不涉及的，如何计分",
        (
            Answerable("withheld", "无从折算，暂不出总分"),
            Answerable("full", "按该一级指标满分计"),
        ),
        "withheld",
        "附件四/一",
        ("section.services",),
        tables=("shared_out",),
    ),
)

NOTES = (SourceNote("总则/三", "考核结果与评先评优挂钩，未给出办法", "不作处理"),)


def _builder(module: str) -> Callable[[Scheme], Table]:
    """Builds a table from its module, which is imported when somebody asks for the table."""

    def build(scheme: Scheme) -> Table:
        table: Table = import_module(f"gp_elsewhere.{module}").build(scheme)
        return table

    return build


TABLES = (
    ("weighted", "部门（附件一）"),
    ("gated", "乡镇（附件二）"),
    ("monthly", "街道（附件三）"),
    ("shared_out", "园区（附件四）"),
    ("normal", "公共企事业单位（附件五）"),
    ("ranked", "区县（附件六）"),
    ("graded", "窗口单位（附件七）"),
)

SCHEME = Scheme(
    "elsewhere-2021",
    "甲市2021年政务公开考核办法",
    document="虚构文件，非真实考核",
    place="甲市（虚构）",
    year=2021,
    tables=tuple(TableRef(name, title, _builder(name)) for name, title in TABLES),
    readings=READINGS,
    notes=NOTES,
)
