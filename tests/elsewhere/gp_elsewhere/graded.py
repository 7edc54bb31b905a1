"""附件七: grade lines, a quota over the group, what shuts a unit out of the best grade, a conversion."""

from __future__ import annotations

from gpcli.pack import (
    Constraint,
    Conversion,
    Grade,
    Item,
    Not,
    Note,
    Scheme,
    Section,
    Table,
    all_of,
    at_most,
    award,
    count,
    given,
    rounded,
    scale,
    yes,
)

QUOTA = 15


class Graded(Table):
    """A table that knows a unit's place in its group: a quota is counted within it."""

    __slots__ = ("noticed", "rank", "size")

    def __init__(self, *sections: Section) -> None:
        self.rank = count("rank", "本组名次", minimum=1)
        self.size = count("size", "本组单位数", minimum=1)
        self.noticed = yes("noticed", "年内被通报")
        super().__init__(
            "graded",
            "窗口单位",
            *sections,
            clause="附件七",
            shared=(self.rank, self.size, self.noticed),
            constraints=(Constraint("rank", "名次不大于本组单位数", at_most(self.rank, self.size)),),
        )

    def steps(self) -> tuple[Conversion | Grade, ...]:
        """优秀 within 15% of the group (a fraction of a place is none), not for a unit that was named."""
        within = at_most(self.rank * 100, self.size * QUOTA)
        return (
            Conversion(
                "performance", "目标管理得分", 5, scale("0.05", "折算"), rounded(1), clause="附件七/三"
            ),
            Grade("优秀", 90, only=all_of(within, Not(self.noticed))),
            Grade("良好", 80, strict=True),
            Grade("合格", 60),
            Grade("不合格", None),
        )


def build(scheme: Scheme) -> Table:
    """公开 70, 服务 30."""
    dismissed = yes("dismissed", "单位年内撤销")
    return Graded(
        Section(
            "openness",
            "公开",
            70,
            Item("openness_work", "公开工作", 70, given(award("points", "评分", 70)), clause="附件七/一/1"),
            clause="附件七/一",
            shared=(dismissed,),
            notes=(Note("dismissed", "不参加考核", dismissed, "veto"),),
        ),
        Section(
            "service",
            "服务",
            30,
            Item("service_work", "服务评价", 30, given(award("points", "评分", 30)), clause="附件七/二/1"),
            clause="附件七/二",
        ),
    )
