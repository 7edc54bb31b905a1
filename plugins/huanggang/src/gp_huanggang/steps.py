"""加分项 and 扣分项: sections of their own; the document prints no ceiling and no floor for the total."""

from __future__ import annotations

from gp_huanggang.clauses import OFFICE_FIRST, Clauses
from gpcli.pack import (
    Item,
    Move,
    Scheme,
    Section,
    Table,
    award,
    cap,
    entries,
    floor,
    minus,
    once,
    plus,
    sums,
)

CEILING = 100


def bonus_section(rows: Clauses, printed: int | None, *items: Item) -> Section:
    """加分项; only 附件2 prints the points of the heading."""
    return Section("bonus", "加分项", printed, *items, clause=rows.at("加分项"), kind="bonus")


def penalty_section(rows: Clauses, printed: int | None) -> Section:
    """扣分项, of one row."""
    return Section(
        "penalty", "扣分项", printed, _media_exposure(rows), clause=rows.at("扣分项"), kind="penalty"
    )


def innovation(rows: Clauses) -> Item:
    """优秀创新案例: 5 points, no amount for a single case."""
    return _bonus(
        rows, "innovation", "优秀创新案例", 5, "cases", "经验信息选登、媒体宣传、网站创新或新媒体应用成效"
    )


def topic_bonus(rows: Clauses) -> Item:
    """专题公开, a bonus of departments: 2 points, no amount for a single topic."""
    return _bonus(rows, "topic_bonus", "专题公开", 2, "topics", "围绕年度重点、中心工作开设的网络专题")


def _bonus(rows: Clauses, id_: str, name: str, points: int, fact: str, what: str) -> Item:
    listed = entries(fact, what, award("points", "加分", points), judged=True)
    moves = (
        (once(listed, points),)
        if rows.is_read("unpriced_extras", "full")
        else (sums(listed), cap(points, f"加分以{points}分为限"))
    )
    return Item(
        id_,
        name,
        points,
        *moves,
        clause=rows.at(f"加分项/{name}/1"),
        kind="bonus",
        assessed_by=OFFICE_FIRST,
    )


def _media_exposure(rows: Clauses) -> Item:
    """媒体曝光: 5 points, no amount for a single case."""
    points = 5
    listed = entries(
        "cases",
        "舆情回应失当造成恶劣影响或被主流媒体曝光",
        award("points", "扣分", points),
        judged=True,
        past=True,
    )
    moves = (
        (once(listed, -points),)
        if rows.is_read("unpriced_extras", "full")
        else (sums(listed, sign=-1), floor(f"扣分以{points}分为限", -points))
    )
    return Item(
        "media_exposure",
        "媒体曝光",
        points,
        *moves,
        clause=rows.at("扣分项/媒体曝光/1"),
        kind="penalty",
        assessed_by=OFFICE_FIRST,
    )


def steps(scheme: Scheme, table: Table) -> tuple[Move, ...]:
    """The base items, 加分项, 扣分项; a ceiling and a floor of the total only under a Reading."""
    bonus, penalties = plus(table.section("bonus")), minus(table.section("penalty"))
    ceiling = cap(CEILING, "总分以100分为限")
    ordered: dict[str, tuple[Move, ...]] = {
        "none": (bonus, penalties),
        "before-deductions": (bonus, ceiling, penalties),
        "after-deductions": (bonus, penalties, ceiling),
    }
    moves = ordered[scheme.reading("ceiling")]
    return (*moves, floor("扣至0分为止")) if scheme.reading("total_floor") == "zero" else moves
