"""附件三: monthly quotas, ratio triggers, a floor on the section alone."""

from __future__ import annotations

from gpcli.pack import (
    Constraint,
    Item,
    Num,
    NumberOf,
    Scheme,
    Section,
    Table,
    all_of,
    at_least,
    at_most,
    below,
    count,
    each,
    floor,
    full,
    incidents,
    level,
    lose,
    most,
    over,
)

MONTHS = tuple(f"{month}月" for month in range(1, 13))
ARTICLES = 4
VIDEOS = 1


def build(scheme: Scheme) -> Table:
    """信息报送 20, no item with a floor of its own; 依申请公开 10."""
    received, late = count("received", "收到申请"), count("late", "其中逾期答复")
    reviewed, lost = count("reviewed", "行政复议案件"), count("lost", "其中被纠错")
    overdue = Item(
        "overdue",
        "逾期率",
        6,
        full(),
        lose(over(late * 100, received * 15), 6, "逾期超过 15%", key="share"),
        clause="附件三/二/1",
    )
    corrected = Item(
        "corrected",
        "纠错率",
        4,
        full(),
        lose(all_of(over(reviewed, 0), at_least(lost * 3, reviewed)), 4, "纠错达到三分之一", key="share"),
        clause="附件三/二/2",
    )
    return Table(
        "monthly",
        "街道",
        Section(
            "reporting",
            "信息报送",
            20,
            _articles(),
            _videos(),
            floor("本项扣完为止"),
            clause="附件三/一",
        ),
        Section("requests", "依申请公开", 10, overdue, corrected, clause="附件三/二"),
        clause="附件三",
        constraints=(
            Constraint("late", "逾期答复不多于收到申请", at_most(late, received)),
            Constraint("lost", "被纠错不多于复议案件", at_most(lost, reviewed)),
        ),
    )


def _articles() -> Item:
    """每月 4 篇: every month that falls short costs 2, whatever it falls short by."""
    counts = {name: count(f"m{number:02}", f"{name}信息篇数") for number, name in enumerate(MONTHS, 1)}
    quotas = (lose(below(one, ARTICLES), 2, f"{name}不足 4 篇") for name, one in counts.items())
    return Item("articles", "每月信息", 12, full(), *quotas, clause="附件三/一/1")


def _videos() -> Item:
    """每月 1 条: each missing one costs 0.5; more in one month makes up for nothing in another."""
    videos = incidents("videos", "采用的短视频", level("month", "月份", *MONTHS))
    short: Num = sum(
        (most(VIDEOS - NumberOf(videos, (("month", one),)), 0) for one in MONTHS[1:]),
        start=most(VIDEOS - NumberOf(videos, (("month", MONTHS[0]),)), 0),
    )
    return Item(
        "videos",
        "每月短视频",
        8,
        full(),
        each(short, "-0.5", label="短缺的短视频", key="short"),
        clause="附件三/一/2",
    )
