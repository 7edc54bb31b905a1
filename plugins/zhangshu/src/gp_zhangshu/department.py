"""附件二: 2021年樟树市政务公开工作考核指标（市直单位）."""

from __future__ import annotations

from gp_zhangshu.clauses import LINKS, RANKED, WITHIN_THE_ROW, Clauses
from gp_zhangshu.columns import COLUMNS
from gp_zhangshu.steps import bonus_section, penalty_section
from gpcli.pack import (
    Extremes,
    Item,
    NumberOf,
    Scheme,
    Section,
    Table,
    any_of,
    each,
    floor,
    full,
    incidents,
    over,
    void_unless,
    yes,
)


def build(scheme: Scheme) -> Table:
    """The table in the document's order; 100 points."""
    rows = Clauses(scheme, "附件二")
    top = incidents("quarters", "第三方考核排名前三位的季度", maximum=4, past=True)
    bottom = incidents("quarters", "第三方考核排名后三位的季度", maximum=4, past=True)
    says = "ranking_top.quarters 与 ranking_bottom.quarters 合计超过 4 个季度"
    rows.never("quarters", says, over(NumberOf(top) + NumberOf(bottom), 4))
    sections = (
        Section(
            "disclosure",
            "政府信息公开",
            60,
            rows.guide(10),
            rows.policy(10),
            _overview(rows),
            _proposals(rows),
            rows.annual_report(10, 5, "数据有误"),
            rows.request_channel(2, LINKS),
            rows.reply_doc(5),
            rows.reply_time(3),
            clause=rows.at("政府信息公开"),
        ),
        Section(
            "new_media",
            "政务新媒体",
            10,
            rows.new_media_cleanup(5),
            rows.new_media_care(5),
            clause=rows.at("政务新媒体"),
        ),
        Section("website", "政府网站信息报送", 10, rows.submissions(10), clause=rows.at("政府网站信息报送")),
        Section(
            "organization",
            "组织保障",
            20,
            rows.leadership(10),
            rows.staffing(10),
            clause=rows.at("组织保障"),
        ),
        bonus_section(
            rows,
            rows.adoption(),
            rows.interpretation(),
            Item(
                "ranking_top",
                "季度第三方考核前三位",
                None,
                each(top, 2),
                clause=rows.at("加分项/2"),
                kind="bonus",
                evidence=("相关佐证材料",),
                assessed_by=RANKED,
            ),
            rows.discretionary_bonus(3),
        ),
        penalty_section(
            rows,
            rows.monthly_notice(),
            rows.lost_cases(),
            Item(
                "ranking_bottom",
                "季度第三方考核后三位",
                None,
                each(bottom, -2),
                clause=rows.at("扣分项/3"),
                kind="penalty",
                assessed_by=RANKED,
            ),
            rows.stale_columns(4),
            rows.discretionary_penalty(5),
        ),
    )
    return Table(
        "department",
        "市直单位",
        *sections,
        clause="附件二",
        shared=rows.shared,
        constraints=rows.constraints,
        columns=COLUMNS,
        cohort=(
            Extremes("ranking_top.quarters", 3, ties=scheme.reading("ranking_ties")),
            Extremes("ranking_bottom.quarters", 3, last=True, ties=scheme.reading("ranking_ties")),
        ),
    )


def _overview(rows: Clauses) -> Item:
    """概况信息."""
    return Item(
        "overview",
        "概况信息",
        10,
        full(),
        each(incidents("missing_elements", "概况信息公开要素缺少"), -1),
        rows.shortfalls("更新不及时", 10),
        floor("扣完为止"),
        clause=rows.at("政府信息公开/主动公开/3"),
        evidence=LINKS,
    )


def _proposals(rows: Clauses) -> Item:
    """建议提案办理结果."""
    none = yes("none_assigned", "本年度没有承办建议提案", optional=True, past=True)
    published = yes("results_published", "已公开建议提案办理结果")
    return Item(
        "proposals",
        "建议提案办理结果",
        10,
        full(),
        rows.shortfalls("公开不及时", 10),
        WITHIN_THE_ROW,
        rows.nothing(none, "本年度没有承办建议提案"),
        void_unless(any_of(published, none), "未公开办理结果"),
        clause=rows.at("政府信息公开/主动公开/4"),
        evidence=LINKS,
    )
