"""附件2: 2023年政务公开考核评估指标（地区版）."""

from __future__ import annotations

from gp_region2023.clauses import Clauses
from gp_region2023.columns import COLUMNS
from gp_region2023.documents import documents
from gp_region2023.innovation import innovation
from gpcli.pack import (
    If,
    Item,
    Move,
    NumberOf,
    Scheme,
    Section,
    Table,
    Truth,
    adds,
    at_least,
    award,
    each,
    full,
    given,
    incidents,
    lose,
    once,
    void_unless,
    yes,
)


def build(scheme: Scheme) -> Table:
    """The table in the document's order; 100 points by its headings."""
    rows = Clauses(scheme, "附件2")
    poorly = yes("poorly_organized", "全市政府开放月活动组织不力", past=True)
    sections = (
        rows.basics(),
        documents(rows, "行政规范性文件集中公开"),
        rows.platforms(25, _open_zone(rows)),
        rows.policy(_policy_push(rows)),
        _standardization(rows),
        rows.requests(6, "本级政府作为被投诉单位确有错误（例）", _unit_errors(rows)),
        rows.interaction(
            7,
            rows.item(
                "open_month",
                "政府开放月活动",
                5,
                "7/2",
                full(),
                lose(poorly, "0.5", "组织不力"),
                rows.shortfalls("组织不力以外没有列明扣分的不足", 5),
                *rows.item_floor(),
            ),
        ),
        rows.organization(
            rows.assessed("leadership", "组织领导体系", 3, "8/1", "组织领导体系健全的评分"),
            rows.assessed("training", "政务公开培训", 3, "8/2", "列入培训课程、开展专项培训的评分"),
            rows.assessed("appraisal", "绩效考核", 3, "8/3", "列入绩效考核、公开考核结果的评分"),
            rows.assessed("guidance", "指导、监督、检查", 3, "8/4", "指导、监督、检查本地区工作的评分"),
            rows.assessed("assigned_work", "上级交办工作", 3, "8/5", "完成上级交办日常工作的评分"),
        ),
        innovation(rows),
    )
    return Table(
        "region",
        "地区版",
        *sections,
        clause="附件2",
        constraints=rows.constraints,
        columns=COLUMNS,
    )


def _open_zone(rows: Clauses) -> Item:
    """3.3 政务公开专区: 1 point, without 每; a centre without a zone offers none of its services."""
    rule = each if rows.is_read("zone_count", "each") else once
    label = "未开设专区，或专区功能不完善、未向群众提供相应服务的政务服务中心（个）"
    deficient = incidents("deficient_zones", label)
    return rows.item(
        "open_zone",
        "政务公开专区",
        5,
        "3/3",
        full(),
        rule(deficient, -1),
        rows.shortfalls("未开展政策解读、流程展示等没有列明扣分的不足", 5),
        *rows.item_floor(),
    )


def _unit_errors(rows: Clauses) -> Move:
    """6.3: errors of a unit that belongs to the region, but is not the one assessed."""
    label = "所属单位作为被投诉单位确有错误（例）"
    errors = NumberOf(incidents("unit_errors", label, past=True))
    return rows.each_where(
        errors, "-0.2", label, "unit_errors", on=rows.is_read("complained_units", "counted")
    )


def _policy_push(rows: Clauses) -> Item:
    """4.3: the annex prints 4 points and no rule."""
    label = "集成式发布、精准推送、标签化管理的评分"
    mark = award("award", label, 4)
    moves = {
        "assessed": (given(mark),),
        "all-or-nothing": (given(mark), void_unless(at_least(mark, 4), "未全部达到要求", key="not_all")),
        "full": (adds("award", "没有列明扣分", If(Truth(True), 4, mark)),),
    }[rows.reading("unpriced_item")]
    nothing = rows.nothing(rows.no_policies, rows.no_policies.field.label)
    return rows.item("policy_push", "集成式发布、精准推送和标签化管理", 4, "4/3", *moves, nothing)


def _standardization(rows: Clauses) -> Section:
    """5 政务公开标准化规范化建设: one sub-item."""
    faulty = incidents("faulty", "调整更新不及时或办事指南要素不全的基层政务公开事项（项）")
    catalogue = rows.item(
        "catalogue",
        "基层政务公开事项目录",
        5,
        "5/1",
        full(),
        each(faulty, "-0.1"),
        rows.more_faults("两种情形并存的事项（项）", faulty, 1),
        *rows.item_floor(),
    )
    return Section(
        "standardization",
        "政务公开标准化规范化建设",
        5,
        catalogue,
        *rows.row_floor(),
        clause=rows.at("5"),
    )
