"""附件四: the points of items that do not apply go to the others of their section; a gate on the result."""

from __future__ import annotations

from gpcli.pack import (
    If,
    Item,
    Move,
    Note,
    Scheme,
    Section,
    Table,
    adds,
    all_of,
    award,
    each,
    floor,
    full,
    gain,
    given,
    incidents,
    not_applicable,
    redistributed,
    yes,
)


def build(scheme: Scheme) -> Table:
    """专项 60 (10, 20, 30, each of which may not apply), 日常 40, 加分."""
    none = [not_applicable() for _ in range(3)]
    items = (
        Item(
            "charges",
            "收费公开",
            10,
            given(award("points", "评分", 10)),
            clause="附件四/一/1",
            exempt=none[0],
        ),
        Item(
            "bidding",
            "招投标公开",
            20,
            full(),
            each(incidents("missing", "缺少公告"), -3),
            floor("扣完为止"),
            clause="附件四/一/2",
            exempt=none[1],
        ),
        Item(
            "land",
            "用地公开",
            30,
            given(award("points", "评分", 30)),
            clause="附件四/一/3",
            exempt=none[2],
        ),
    )
    nothing = all_of(*none)
    in_full = scheme.reading("nothing_applies") == "full"
    rest: tuple[Move, ...] = (adds("nothing_applies", "各项都不涉及", If(nothing, 60, 0)),) if in_full else ()
    notes = () if in_full else (Note("nothing_applies", "专项公开各项都不涉及", nothing, "withhold"),)
    return Table(
        "shared_out",
        "园区",
        Section(
            "services",
            "专项公开",
            60,
            *items,
            redistributed(*items, label="不涉及的分值由其余各项分摊"),
            *rest,
            clause="附件四/一",
            notes=notes,
        ),
        Section(
            "daily",
            "日常工作",
            40,
            Item("daily_work", "日常工作", 40, given(award("points", "评分", 40)), clause="附件四/二/1"),
            clause="附件四/二",
        ),
        Section(
            "bonus",
            "加分项",
            2,
            Item(
                "pilot",
                "试点任务",
                2,
                gain(yes("done", "完成试点任务"), 2, "完成试点"),
                clause="附件四/三/1",
                kind="bonus",
            ),
            clause="附件四/三",
            kind="bonus",
        ),
        clause="附件四",
    )
