"""附件五: earned of possible, on a scale of 100; grades on that."""

from __future__ import annotations

from gpcli.pack import (
    Constraint,
    Grade,
    If,
    Item,
    Move,
    Note,
    Num,
    Scheme,
    Section,
    Table,
    all_of,
    at_most,
    award,
    count,
    each,
    equal,
    given,
    normalised,
    not_applicable,
)

CHECKPOINT = 2
ROW = 30


class Normal(Table):
    """A table that knows how many points were possible for a unit."""

    __slots__ = ("possible",)

    def __init__(self, possible: Num, *sections: Section, constraints: tuple[Constraint, ...]) -> None:
        super().__init__("normal", "公共企事业单位", *sections, clause="附件五", constraints=constraints)
        self.possible = possible

    def steps(self) -> tuple[Move | Grade, ...]:
        """折成百分制, then 达标 from 85 and 基本达标 over 60."""
        return (
            normalised(self.possible, 100, "折成百分制"),
            Grade("达标", 85),
            Grade("基本达标", 60, strict=True),
            Grade("不达标", None),
        )


def build(scheme: Scheme) -> Table:
    """检查点 40, 收费 30, 热线 30; what is possible is the unit's own."""
    checked, passed = count("checked", "适用的检查点", 20), count("passed", "其中合格的检查点", 20)
    no_charges, no_hotline = not_applicable("无收费事项"), not_applicable("无服务热线")
    nothing = all_of(no_charges, no_hotline, equal(checked, 0))
    section = Section(
        "checks",
        "公开检查",
        100,
        Item(
            "checkpoints",
            "检查点",
            40,
            each(passed, CHECKPOINT),
            clause="附件五/一/1",
            assessed_by=("office",),
        ),
        Item(
            "charges",
            "收费公示",
            ROW,
            given(award("points", "评分", ROW)),
            clause="附件五/一/2",
            exempt=no_charges,
        ),
        Item(
            "hotline",
            "服务热线",
            ROW,
            given(award("points", "评分", ROW)),
            clause="附件五/一/3",
            exempt=no_hotline,
        ),
        clause="附件五/一",
        shared=(checked,),
        notes=(Note("nothing_possible", "没有适用的内容", nothing, "withhold"),),
    )
    return Normal(
        checked * CHECKPOINT + If(no_charges, 0, ROW) + If(no_hotline, 0, ROW),
        section,
        constraints=(Constraint("passed", "合格的检查点不多于适用的检查点", at_most(passed, checked)),),
    )
