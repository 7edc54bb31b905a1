"""附件2, 主动公开: 58 points in sixteen groups of rows."""

from __future__ import annotations

from gp_huanggang.clauses import OFFICE_FIRST, Clauses, below_zero, earns
from gpcli.pack import (
    Bool,
    If,
    Item,
    Move,
    Section,
    at_least,
    cap,
    count,
    each,
    full,
    gain,
    incidents,
    over,
    void_if,
    yes,
)

MISMATCH = "文件公开数量与实际制发数量存在较大出入"


def section(rows: Clauses) -> Section:
    """The rows in the document's order."""
    mismatch = yes("count_mismatch", MISMATCH)
    links = _interpretation_links(rows, mismatch)
    calls = rows.per_case(
        "hotline_calls",
        "12345热线接通",
        4,
        "主动公开/回应关切/1",
        incidents("unanswered_calls", "12345热线接通测试未接通", past=True),
        1,
    )
    tickets = rows.hotline(2)
    return Section(
        "disclosure",
        "主动公开",
        58,
        rows.item(
            "overview",
            "概况信息公开",
            1,
            "主动公开/概况信息公开/1",
            earns("updated", "地区概况类栏目更新及时", "0.5"),
            earns("accurate", "地区概况类栏目信息准确", "0.5"),
        ),
        rows.leaders(2, "本级政府领导信息缺失、不准确或不完整"),
        *_institutions(rows),
        *_decisions(rows),
        rows.documents("规范性文件公开", "主动公开/规范性文件公开/1", "政府及政府办主要文号应公开尽公开"),
        _interpretation_timing(rows, mismatch),
        _interpretation_ratio(rows, mismatch),
        _interpretation_forms(rows, mismatch),
        links,
        calls,
        *tickets,
        _messages(rows),
        *_topics_and_meetings(rows),
        *_execution_and_results(rows),
        *_key_fields(rows),
        rows.guide(),
        *_annual_report(rows),
        rows.data("数据发布类栏目"),
        clause=rows.at("主动公开"),
        notes=(below_zero("disclosure_below_zero", links, calls, *tickets),),
        shared=(mismatch,),
    )


def _institutions(rows: Clauses) -> tuple[Item, ...]:
    """用权公开."""
    return (
        rows.item(
            "institutions",
            "机构职能信息",
            2,
            "主动公开/用权公开/1",
            earns("published", "发布各部门机构设置、职责、联系方式、地址等", 1),
            rows.joined(
                "accurate",
                "机构职能信息准确，集中发布，形式统一",
                1,
                yes("correct", "机构职能信息准确无误"),
                yes("collected", "机构职能信息集中规范发布"),
                yes("uniform", "机构职能信息展现形式统一"),
            ),
        ),
        rows.item(
            "power_list",
            "权责清单",
            1,
            "主动公开/用权公开/2",
            *rows.assessed("权责清单及时更新完善并在门户网站公开的评分", 1),
        ),
    )


def _decisions(rows: Clauses) -> tuple[Item, ...]:
    """决策公开."""
    consultations = count("consultations", "1年内开展意见征集的次数")
    return (
        rows.item(
            "decision_catalogue",
            "重大决策事项目录",
            1,
            "主动公开/决策公开/1",
            earns("published", "重大决策目录已在门户网站公开", 1),
        ),
        rows.item(
            "prior_disclosure",
            "预公开",
            3,
            "主动公开/决策公开/2",
            rows.joined(
                "drafts_published",
                "公布决策草案、草案说明或解读",
                1,
                yes("drafts_shown", "决策草案已公布"),
                yes("drafts_explained", "草案说明或解读已公布"),
            ),
            rows.joined(
                "consultation",
                "征集状态、期限和采纳反馈合乎要求",
                1,
                yes("states_marked", "意见征集区分征集状态"),
                yes("period_kept", "征集期限不少于30天或说明了理由", past=True),
                yes("feedback_published", "公布意见采纳反馈情况"),
            ),
            gain(over(consultations, 6), 1, "1年内开展征集超过6次"),
        ),
    )


def _no_points(mismatch: Bool) -> Move:
    """文件公开数量…存在较大出入的，不得分: printed in each row of 政策解读."""
    return void_if(mismatch, MISMATCH, key="count_mismatch")


def _interpretation_timing(rows: Clauses, mismatch: Bool) -> Item:
    """解读更新."""
    return rows.item(
        "interpretation_timing",
        "解读更新",
        1,
        "主动公开/政策解读/1",
        *rows.assessed("解读在文件公开后3个工作日内发布的评分", 1, past=True),
        _no_points(mismatch),
    )


def _interpretation_ratio(rows: Clauses, mismatch: Bool) -> Item:
    """解读比例: four documents are sampled, so that the row cannot go below zero."""
    unexplained = incidents("unexplained", "抽查的4个政策文件中没有解读的（按个计）", maximum=4)
    return rows.item(
        "interpretation_ratio",
        "解读比例",
        2,
        "主动公开/政策解读/2",
        full(),
        each(unexplained, "-0.5"),
        _no_points(mismatch),
        by=OFFICE_FIRST,
    )


def _interpretation_forms(rows: Clauses, mismatch: Bool) -> Item:
    """解读形式: 4种形式均涉及得满分."""
    forms = count("forms", "近1年用过几种解读形式（访谈、图解、音视频、发布会）", 4)
    by_forms = {
        "all-four": gain(at_least(forms, 4), "0.5", "4种解读形式均涉及"),
        "several": gain(at_least(forms, 2), "0.5", "采用两种以上解读形式"),
    }
    return rows.item(
        "interpretation_forms",
        "解读形式",
        1,
        "主动公开/政策解读/3",
        by_forms[next(value for value in by_forms if rows.is_read("interpretation_forms", value))],
        earns("leader_explained", "主要负责人解读本地区政策文件", "0.5"),
        _no_points(mismatch),
    )


def _interpretation_links(rows: Clauses, mismatch: Bool) -> Item:
    """解读关联: three drafts sampled, a half point for each that is not linked, and no printed floor."""
    kept = rows.is_read("void_below_zero", "kept")
    never_up = cap(If(mismatch, 0, 1), f"{MISMATCH}，不得分", key="count_mismatch")
    return rows.item(
        "interpretation_links",
        "解读关联",
        1,
        "主动公开/政策解读/4",
        full(),
        each(incidents("unlinked", "抽查的3个解读稿与政策文件未相关联（一处计一次）"), "-0.5"),
        *rows.row_floor(),
        never_up if kept else _no_points(mismatch),
        by=OFFICE_FIRST,
    )


def _messages(rows: Clauses) -> Item:
    """政务咨询类栏目留言."""
    return rows.item(
        "web_messages",
        "网民留言公开统计",
        2,
        "主动公开/回应关切/5",
        earns("complete", "公开的留言含留言时间、答复时间、单位和内容", 1),
        earns("updated", "最近2个月内有更新", "0.5"),
        earns("statistics", "公开留言办理的统计数据", "0.5"),
    )


def _topics_and_meetings(rows: Clauses) -> tuple[Item, ...]:
    """专题公开、会议开放."""
    nothing = yes("none_held", "本年度没有应当开放的电视电话会议", optional=True, past=True)
    label = "涉及公众利益的电视电话会议向社会公开的评分"
    return (
        rows.item(
            "topics",
            "专题专栏开设",
            2,
            "主动公开/专题公开/1",
            *rows.assessed("疫情、复工、六稳六保、防汛等专题专栏开设的评分", 2),
        ),
        rows.item(
            "topic_quality",
            "专题栏目质量",
            1,
            "主动公开/专题公开/2",
            *rows.assessed("专题栏目设置、互动功能、信息和更新的评分", 1),
        ),
        rows.meeting_attendance(1),
        rows.item(
            "meeting_broadcast",
            "会议开放",
            1,
            "主动公开/会议开放/2",
            *rows.assessed_unless(nothing, label, 1),
        ),
    )


def _execution_and_results(rows: Clauses) -> tuple[Item, ...]:
    """执行公开、服务公开、结果公开."""
    return (
        rows.item(
            "execution",
            "政策执行落实",
            1,
            "主动公开/执行公开/1",
            earns("progress_published", "政策执行进展和结果已公开", "0.5"),
            earns("rectification_published", "督查整改情况已公开", "0.5"),
        ),
        rows.item(
            "service_source",
            "服务公开",
            1,
            "主动公开/服务公开/1",
            *rows.assessed("服务事项同源于湖北政务服务网、节点准确的评分", 1),
        ),
        rows.item(
            "permits",
            "许可、处罚",
            1,
            "主动公开/结果公开/1",
            *rows.assessed("许可、处罚公开且各平台一致的评分", 1),
        ),
        rows.item(
            "random_inspection",
            "双随机一公开",
            1,
            "主动公开/结果公开/2",
            *rows.assessed("双随机事项清单、结果和查处公开的评分", 1),
        ),
        rows.item(
            "proposals",
            "建议提案",
            2,
            "主动公开/结果公开/3",
            earns("full_text", "公布办理复文全文", 1),
            earns("activity", "公布办理工作动态", "0.5"),
            earns("overall", "公布办理总体情况", "0.5"),
        ),
    )


def _key_fields(rows: Clauses) -> tuple[Item, ...]:
    """重点领域."""
    return (
        rows.item(
            "budgets",
            "财政预决算",
            1,
            "主动公开/重点领域/1",
            rows.joined(
                "government",
                "公开本级政府2020年预算、2019年决算",
                "0.5",
                yes("government_budget", "本级政府2020年预算已公开"),
                yes("government_accounts", "本级政府2019年决算已公开"),
            ),
            rows.joined(
                "departments",
                "部门预算、决算公开到位",
                "0.5",
                yes("department_budgets", "各部门预算公开到位"),
                yes("department_accounts", "各部门决算公开到位"),
            ),
        ),
        rows.item(
            "major_projects",
            "重大建设项目",
            2,
            "主动公开/重点领域/2",
            *rows.assessed("重大建设项目各类信息完备度的评分", 2),
        ),
        rows.item(
            "public_resources",
            "公共资源配置",
            2,
            "主动公开/重点领域/3",
            *rows.assessed("公共资源配置各类信息完备度的评分", 2),
        ),
        rows.item(
            "public_welfare",
            "社会公益事业",
            2,
            "主动公开/重点领域/4",
            *rows.assessed("社会公益事业各类信息完备度的评分", 2),
        ),
    )


def _annual_report(rows: Clauses) -> tuple[Item, ...]:
    """公开年报."""
    return (
        rows.item(
            "annual_report_time",
            "年报按时发布",
            2,
            "主动公开/公开年报/1",
            earns("government", "本级政府年报3月31日前发布", 1, past=True),
            earns("subordinates", "部门和乡镇年报1月31日前发布", 1, past=True),
        ),
        rows.item(
            "annual_report_form",
            "年报格式和内容",
            1,
            "主动公开/公开年报/2",
            earns("format_followed", "按国办规定格式编写", "0.5"),
            earns("not_copied", "没有照抄上年度年报", "0.5"),
        ),
        rows.item(
            "annual_report_collected",
            "年报集中发布",
            1,
            "主动公开/公开年报/3",
            *rows.assessed("集中发布部门、乡镇（街道）年报的评分", 1),
        ),
    )
