"""附件二: bonuses behind a gate, one inclusive and one strict; vetoes on a fact, on a claim, on a number."""

from __future__ import annotations

from gpcli.pack import (
    Item,
    Note,
    NumberOf,
    Scheme,
    Section,
    Table,
    at_least,
    award,
    each,
    floor,
    full,
    given,
    incidents,
    level,
    yes,
)

VETO_AT = 3


def build(scheme: Scheme) -> Table:
    """基本分 100, 创新加分 where it reaches 80, 表彰加分 where it is over 90."""
    leak = yes("leak", "公开内容造成失密泄密")
    fraud = yes("fraud", "弄虚作假", optional=True)
    by = level("by", "通报单位", "省级", "市级")
    notices = incidents("notices", "被通报", by)
    return Table(
        "gated",
        "乡镇",
        Section(
            "work",
            "基本工作",
            100,
            Item(
                "publishing",
                "信息发布",
                60,
                full(),
                each(incidents("errors", "错误"), -5),
                floor("扣完为止"),
                clause="附件二/一/1",
            ),
            Item("replies", "申请办理", 40, given(award("points", "评分", 40)), clause="附件二/一/2"),
            clause="附件二/一",
        ),
        Section(
            "innovation",
            "创新加分",
            5,
            Item(
                "practice",
                "创新做法",
                5,
                each(incidents("adopted", "被采用"), 2, cap=5),
                clause="附件二/二/1",
                kind="bonus",
            ),
            clause="附件二/二",
            kind="bonus",
        ),
        Section(
            "honours",
            "表彰加分",
            3,
            Item(
                "praise",
                "受到表彰",
                3,
                each(incidents("awards", "表彰"), 3, cap=3),
                clause="附件二/三/1",
                kind="bonus",
            ),
            clause="附件二/三",
            kind="bonus",
        ),
        Section(
            "deductions",
            "扣分项",
            None,
            Item("notice", "通报", None, each(notices, -4), clause="附件二/四/1", kind="penalty"),
            clause="附件二/四",
            kind="penalty",
        ),
        Section(
            "veto",
            "一票否决",
            None,
            clause="附件二/五",
            kind="penalty",
            shared=(leak, fraud),
            notes=(
                Note("leak", "不合格（失密泄密）", leak, "veto"),
                Note("fraud", "取消资格（弄虚作假）", fraud, "veto"),
                Note(
                    "notices",
                    "不合格（省级通报三次以上）",
                    at_least(NumberOf(notices, (("by", "省级"),)), VETO_AT),
                    "veto",
                ),
            ),
        ),
        clause="附件二",
    )
