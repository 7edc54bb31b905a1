"""附件3: 2023年政务公开考核评估指标（部门版）."""

from __future__ import annotations

from gp_region2023.clauses import NO_MATERIAL, Clauses
from gp_region2023.columns import COLUMNS
from gp_region2023.documents import documents
from gp_region2023.innovation import innovation
from gpcli.pack import (
    If,
    Item,
    Not,
    Scheme,
    Section,
    Table,
    Truth,
    adds,
    award,
    each,
    full,
    incidents,
    lose,
    over,
    yes,
)


def build(scheme: Scheme) -> Table:
    """The table in the document's order; 100 points by its headings."""
    rows = Clauses(scheme, "附件3")
    sections = (
        rows.basics(),
        documents(rows, "规章、行政规范性文件公开"),
        rows.platforms(20),
        rows.policy(_policy_push(rows)),
        rows.requests(5, "本部门作为被投诉单位确有错误（例）"),
        rows.interaction(6, _open_month_response(rows)),
        Section(
            "services",
            "便民服务",
            10,
            _own(rows, "service_platforms", "平台服务功能", 5, "7/1", "优化互联网等平台服务功能的评分"),
            _own(rows, "self_service", "自助服务和自动问答", 3, "7/2", "自助服务、自动问答功能的评分"),
            _own(rows, "public_bodies", "公共企事业单位信息公开", 2, "7/3", "推进和指导信息公开的评分"),
            clause=rows.at("7"),
        ),
        rows.organization(
            _own(rows, "leadership", "组织领导体系", 3, "8/1", "组织领导体系健全的评分"),
            _own(rows, "training", "政务公开培训", 3, "8/2", "组织或参加培训的评分"),
            _own(rows, "appraisal", "绩效考核", 3, "8/3", "列入绩效考核、公开考核结果的评分"),
            _own(rows, "guidance", "指导、监督、检查", 3, "8/4", "指导、监督、检查下级条线部门的评分"),
            _own(rows, "assigned_work", "上级交办工作", 3, "8/5", "完成上级交办工作的评分"),
        ),
        innovation(rows),
    )
    return Table(
        "department",
        "部门版",
        *sections,
        clause="附件3",
        constraints=rows.constraints,
        columns=COLUMNS,
    )


def _own(rows: Clauses, id_: str, name: str, points: int, place: str, label: str) -> Item:
    """A sub-item whose row asks for no material."""
    return rows.assessed(id_, name, points, place, label, NO_MATERIAL)


def _policy_push(rows: Clauses) -> Item:
    """4.3: this annex prices wrong labels."""
    none = rows.no_policies
    wrong = incidents("wrong_tags", "惠企通平台政策标签不准确（项）", unless=none)
    return rows.item(
        "policy_push",
        "集成式发布、精准推送和标签化管理",
        4,
        "4/3",
        full(),
        each(wrong, "-0.1"),
        rows.shortfalls("集成式发布、精准推送等没有列明扣分的不足", 4, none),
        *rows.item_floor(),
        rows.nothing(none, none.field.label, wrong),
    )


def _open_month_response(rows: Clauses) -> Item:
    """6.2 响应政府开放月活动: 扣除相应分, without an amount."""
    responded = yes("responded", "参与政府开放月活动（不参与而有正当理由的也为是）", past=True)
    judged = award("deduction", "无故不参与的认定扣分", 5, judged=True, unless=responded, past=True)
    absence = {
        "all": (
            lose(Not(responded), 5, "无故不参与", key="absence"),
            adds("deduction", "认定扣分", If(Truth(False), judged, 0)),
        ),
        "judged": (adds("absence", "无故不参与", If(Not(responded), -judged, 0)),),
    }[rows.reading("absence")]
    says = "参与政府开放月活动，却有无故不参与的认定扣分"
    rows.never("deduction", says, responded, over(judged, 0))
    return rows.item(
        "open_month_response",
        "响应政府开放月活动",
        5,
        "6/2",
        full(),
        *absence,
    )
