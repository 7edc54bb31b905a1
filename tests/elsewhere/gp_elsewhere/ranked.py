"""附件六: points by rank in an outside list; credit for what is explained."""

from __future__ import annotations

from gpcli.pack import (
    Constraint,
    Item,
    Scheme,
    Section,
    Table,
    all_of,
    at_most,
    by_level,
    count,
    each,
    floor,
    full,
    incidents,
    level,
    lose,
    over,
    up_to,
    void_unless,
    yes,
)

BOTTOM = 3


def build(scheme: Scheme) -> Table:
    """排名 10, 末位 5, 目标任务 6, 检查发现的问题 9."""
    listed = yes("listed", "进入第三方公布的榜单")
    rank = count("rank", "榜单名次", minimum=1)
    size = count("size", "榜单单位总数", minimum=10)
    target = level("target", "年度目标", "完成", "未完成、已说明理由", "未完成、未说明")
    reply = level("reply", "处理", "已整改", "已说明理由", "未回应")
    faults = incidents("faults", "检查发现的问题", reply)
    return Table(
        "ranked",
        "区县",
        Section(
            "list",
            "第三方榜单",
            15,
            Item(
                "top",
                "榜单名次",
                10,
                up_to(rank, (1, 10), (3, 8), (10, 5), otherwise=2),
                void_unless(listed, "未进入榜单"),
                clause="附件六/一/1",
                assessed_by=("office",),
            ),
            Item(
                "bottom",
                "榜单末位",
                5,
                full(),
                lose(all_of(listed, over(rank, size - BOTTOM)), 5, "后三名", key="bottom"),
                clause="附件六/一/2",
                assessed_by=("office",),
            ),
            clause="附件六/一",
            shared=(listed, rank),
        ),
        Section(
            "explained",
            "说明理由",
            15,
            Item(
                "target",
                "年度目标",
                6,
                by_level(target, ("完成", 6), ("未完成、已说明理由", 3), ("未完成、未说明", 0)),
                clause="附件六/二/1",
            ),
            Item(
                "faults",
                "问题整改",
                9,
                full(),
                each(faults, "-0.5", reply="已说明理由"),
                each(faults, -2, reply="未回应"),
                floor("扣完为止"),
                clause="附件六/二/2",
            ),
            clause="附件六/二",
        ),
        clause="附件六",
        constraints=(Constraint("rank", "名次不大于榜单单位总数", at_most(rank, size)),),
    )
