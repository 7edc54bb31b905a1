"""附件一: 2021年樟树市政务公开工作考核指标（乡镇）."""

from __future__ import annotations

from gp_zhangshu.clauses import LINKS, PHOTOS, WITHIN_THE_ROW, Clauses
from gp_zhangshu.columns import COLUMNS
from gp_zhangshu.steps import bonus_section, penalty_section
from gpcli.pack import (
    Item,
    Move,
    Not,
    Scheme,
    Section,
    Table,
    all_of,
    any_of,
    cap,
    full,
    lose,
    scale,
    void_if,
    void_unless,
    yes,
)


def build(scheme: Scheme) -> Table:
    """The table in the document's order; 100 points."""
    rows = Clauses(scheme, "附件一")
    sections = (
        Section(
            "disclosure",
            "政府信息公开",
            55,
            rows.guide(5),
            rows.policy(5),
            _private(rows, "poverty", "扶贫领域信息", "公开扶贫领域相关信息的评分", 3),
            Item(
                "epidemic",
                "疫情防控信息",
                5,
                *rows.assessed("疫情信息发布（疫苗接种、防疫科普等）的评分", 5),
                clause=rows.at("政府信息公开/主动公开/4"),
                evidence=LINKS,
            ),
            _private(
                rows, "welfare", "特困、高龄津贴、低保、残疾人服务信息", "定期公开救助服务信息的评分", 5
            ),
            Item(
                "safety",
                "食品药品安全、安全生产、救灾减灾信息",
                5,
                *rows.assessed("及时公开安全和救灾减灾信息的评分", 5),
                clause=rows.at("政府信息公开/主动公开/6"),
                evidence=LINKS,
            ),
            Item(
                "rural_environment",
                "农业农村污染治理和垃圾分类信息",
                5,
                *rows.assessed("公开污染治理和垃圾分类处置信息的评分", 5),
                clause=rows.at("政府信息公开/主动公开/7"),
                evidence=LINKS,
            ),
            rows.annual_report(5, 8, "填表数据有误"),
            rows.request_channel(2, ("截图", "照片")),
            rows.reply_doc(5),
            rows.reply_time(3),
            *_label(rows, 55, "1.1"),
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
        Section(
            "standardization",
            "政务公开标准化规范化建设",
            15,
            Item(
                "catalogue",
                "标准目录梳理更新",
                5,
                full(),
                void_unless(yes("updated", "已完成标准目录更新"), "未更新"),
                clause=rows.at("政务公开标准化规范化建设/标准目录梳理更新/1"),
                evidence=LINKS,
            ),
            _open_zone(rows),
            *_label(rows, 15, "0.75"),
            clause=rows.at("政务公开标准化规范化建设"),
        ),
        Section("website", "政府网站信息报送", 10, rows.submissions(10), clause=rows.at("政府网站信息报送")),
        Section(
            "organization",
            "组织保障",
            10,
            rows.leadership(5),
            rows.staffing(5),
            clause=rows.at("组织保障"),
        ),
        bonus_section(rows, rows.adoption(), rows.interpretation(), rows.discretionary_bonus(2)),
        penalty_section(
            rows,
            rows.monthly_notice(),
            rows.lost_cases(),
            rows.stale_columns(3),
            rows.discretionary_penalty(4),
        ),
    )
    return Table(
        "township",
        "乡镇",
        *sections,
        clause="附件一",
        shared=rows.shared,
        constraints=rows.constraints,
        columns=COLUMNS,
    )


def _private(rows: Clauses, id_: str, name: str, label: str, row: int) -> Item:
    """A row without amounts in which published privacy voids everything."""
    return Item(
        id_,
        name,
        5,
        *rows.assessed(label, 5),
        void_if(yes("privacy_leak", "出现个人隐私等不予公开信息", past=True), "出现个人隐私等不予公开信息"),
        clause=rows.at(f"政府信息公开/主动公开/{row}"),
        evidence=LINKS,
    )


def _open_zone(rows: Clauses) -> Item:
    """政务公开专区: the printed deductions come to 12 of 15."""
    no_computer = Not(yes("has_computer", "专区有电脑"))
    no_printer = Not(yes("has_printer", "专区有打印机"))
    equipment: dict[str, tuple[Move, ...]] = {
        "both": (lose(all_of(no_computer, no_printer), 2, "缺少电脑和打印机", key="equipment"),),
        "either": (lose(any_of(no_computer, no_printer), 2, "缺少电脑或打印机", key="equipment"),),
        "each": (lose(no_computer, 2, "缺少电脑"), lose(no_printer, 2, "缺少打印机")),
    }
    return Item(
        "open_zone",
        "政务公开专区建设",
        15,
        full(),
        lose(Not(yes("has_paper_catalogue", "有纸质版标准化规范化目录")), 2, "没有纸质版目录"),
        *equipment[next(v for v in equipment if rows.is_read("equipment", v))],
        lose(Not(yes("has_request_notice", "有依申请公开须知")), 2, "缺少依申请公开须知"),
        lose(Not(yes("has_flow_chart", "有依申请公开流程图")), 2, "缺少依申请公开流程图"),
        lose(Not(yes("gives_advice", "便民服务中心能准确提供咨询服务")), 2, "不能准确提供咨询服务"),
        lose(Not(yes("handles_requests", "能现场办理依申请公开服务")), 2, "不能现场办理依申请公开"),
        rows.shortfalls("基本设施或基本服务的其他不足", 15),
        WITHIN_THE_ROW,
        clause=rows.at("政务公开标准化规范化建设/政务公开专区建设/1"),
        evidence=PHOTOS,
    )


def _label(rows: Clauses, printed: int, factor: str) -> tuple[Move, ...]:
    """What a label that disagrees with its rows does, under the Reading."""
    if rows.is_read("section_labels", "capped"):
        return (cap(printed, "以一级指标标注分值为限"),)
    if rows.is_read("section_labels", "scaled"):
        return (scale(factor, "按一级指标标注分值折算"),)
    return ()
