"""附件3, 主动公开: 58 points in class A, 61 in class B."""

from __future__ import annotations

from gp_huanggang.clauses import OFFICE_FIRST, below_zero, earns
from gp_huanggang.department_rows import NO_DOCUMENTS, NONE_ASSIGNED, Rows
from gpcli.pack import (
    IsLevel,
    Item,
    Not,
    NumberOf,
    Section,
    all_of,
    any_of,
    at_least,
    at_most,
    count,
    full,
    gain,
    incidents,
    level,
    lose,
    over,
    yes,
)


def section(rows: Rows) -> Section:
    """The rows in the document's order."""
    tickets = rows.hotline(1)
    pending, late = _mailbox(rows)
    return Section(
        "disclosure",
        "主动公开",
        None,
        rows.leaders(rows.of(2, 3), "本部门领导信息缺失、不准确或不完整"),
        *_institutions(rows),
        *_decisions(rows),
        rows.documents("文件公开", "主动公开/文件公开/1", "本部门规范性文件应公开尽公开", rows.no_documents),
        *_interpretation(rows),
        *tickets,
        pending,
        late,
        rows.meeting_attendance(2),
        _execution(rows),
        _service_source(rows),
        _results(rows),
        *_key_fields(rows),
        rows.guide(),
        *_annual_report(rows),
        rows.data("数据发布栏目或本职调研栏目"),
        clause=rows.at("主动公开"),
        notes=(below_zero("disclosure_below_zero", *tickets, late),),
        shared=(rows.no_documents, rows.none_assigned),
    )


def _institutions(rows: Rows) -> tuple[Item, ...]:
    """用权公开."""
    published = yes("published", "发布机构设置、职责、联系方式、办公地址等")
    weight = rows.of(1, 2)
    return (
        rows.item(
            "institution_info",
            "机构职能信息发布",
            weight,
            "主动公开/用权公开/1",
            gain(published, rows.earned(1, weight), "发布机构职能信息"),
        ),
        rows.item(
            "institution_accuracy",
            "机构职能信息准确",
            1,
            "主动公开/用权公开/2",
            earns("accurate", "机构职能信息准确无误", 1),
        ),
        rows.item(
            "power_list",
            "权责清单",
            1,
            "主动公开/用权公开/3",
            *rows.assessed("权责清单、服务清单及时更新完善并在湖北政务服务网公开的评分", 1),
        ),
    )


def _decisions(rows: Rows) -> tuple[Item, ...]:
    """决策公开."""
    published = yes("published", "重大决策目录已在信息公开平台发布")
    explained = yes("none_explained", "无决策事项，已公布情况说明事由", optional=True, past=True)
    nothing = yes("none_arose", "本年度没有应征求意见的规范性文件或评选、评比", optional=True, past=True)
    label = "规范性文件、评选评比公开征求意见的评分"
    return (
        rows.item(
            "decision_catalogue",
            "重大决策事项目录",
            1,
            "主动公开/决策公开/1",
            gain(any_of(published, explained), 1, "发布目录，或说明没有决策事项"),
        ),
        rows.item(
            "consultation",
            "预公开",
            2,
            "主动公开/决策公开/2",
            *rows.assessed_unless(nothing, label, 2),
        ),
    )


def _interpretation(rows: Rows) -> tuple[Item, ...]:
    """政策解读."""
    city = yes("all_published", "负责解读的市政府文件都在门户网站发布解读")
    return (
        rows.item(
            "gov_interpretation",
            "政府及政府办文件解读",
            3,
            "主动公开/政策解读/1",
            rows.earns_unless(
                "gov_interpretation", rows.none_assigned, NONE_ASSIGNED, city, 3, "按要求发布市政府文件解读"
            ),
        ),
        _own_interpretation(rows),
        _interpretation_variety(rows),
        rows.item(
            "leader_interpretation",
            "主要负责人解读",
            2,
            "主动公开/政策解读/4",
            earns("explained", "主要负责人解读本部门政策文件或政策点", 2),
        ),
    )


def _own_interpretation(rows: Rows) -> Item:
    """本部门文件解读: 全部 is printed in the row before, and not in this one."""
    explained = level("explained", "对外公开的本部门政策文件的解读", "都有解读", "部分有解读", "都没有解读")
    every, some, none = explained.levels
    enough = {
        "all": IsLevel(explained, every),
        "some": any_of(IsLevel(explained, every), IsLevel(explained, some)),
    }
    met = enough[next(value for value in enough if rows.is_read("own_interpretation_extent", value))]
    for key, missing in (("some", some), ("none", none)):
        says = f"{NO_DOCUMENTS}，却填了文件“{missing}”"
        rows.never(f"own_interpretation_{key}", says, rows.no_documents, IsLevel(explained, missing))
    return rows.item(
        "own_interpretation",
        "本部门文件解读",
        2,
        "主动公开/政策解读/2",
        gain(
            rows.or_nothing(rows.no_documents, met),
            2,
            rows.spared("组织本部门文件解读", NO_DOCUMENTS),
            key="explained",
        ),
    )


def _interpretation_variety(rows: Rows) -> Item:
    """解读形式: 多种形式, without the 4种 of 附件2."""
    nothing = all_of(rows.no_documents, rows.none_assigned)
    forms = count("other_forms", "近1年除文字外用过几种解读形式（访谈、图解、音视频、发布会等）")
    least = {"several": 2, "one": 1, "all-four": 4}
    number = least[next(value for value in least if rows.is_read("department_forms", value))]
    says = "本年度没有应解读的本部门文件和市政府文件"
    rows.never("interpretation_variety", f"{says}，却填了用过的解读形式", nothing, over(forms, 0))
    return rows.item(
        "interpretation_variety",
        "解读形式",
        2,
        "主动公开/政策解读/3",
        gain(
            rows.or_nothing(nothing, at_least(forms, number)),
            2,
            rows.spared(f"文字之外的解读形式不少于{number}种", says),
            key="other_forms",
        ),
    )


def _mailbox(rows: Rows) -> tuple[Item, Item]:
    """部门信箱 on the city's portal."""
    weight = rows.of(2, 3)
    pending = NumberOf(incidents("pending", "部门信箱未办件"))
    return (
        rows.item(
            "mailbox_pending",
            "部门信箱留言办理",
            weight,
            "主动公开/回应关切/4",
            gain(at_most(pending, 0), rows.earned(2, weight), "部门信箱无未办件"),
            by=OFFICE_FIRST,
        ),
        rows.per_case(
            "mailbox_deadline",
            "部门信箱答复期限",
            2,
            "主动公开/回应关切/5",
            incidents("overdue", "超过5个工作日答复的部门信箱留言（按件计）", past=True),
            1,
        ),
    )


def _execution(rows: Rows) -> Item:
    """执行公开: one amount for both."""
    return rows.item(
        "execution",
        "政策执行落实",
        2,
        "主动公开/执行公开/1",
        rows.joined(
            "published",
            "公开政策执行落实情况",
            2,
            yes("progress_published", "政策执行进展和结果已公开"),
            yes("rectification_published", "督办、督查整改情况已公开"),
        ),
    )


def _service_source(rows: Rows) -> Item:
    """服务公开: 1 point in class A, 0 in class B."""
    place = "主动公开/服务公开/1"
    if rows.unit_class == "B":
        return rows.item("service_source", "服务公开", 0, place, full())
    return rows.item(
        "service_source",
        "服务公开",
        1,
        place,
        *rows.assessed("服务事项同源于湖北政务服务网、节点准确的评分", 1),
    )


def _results(rows: Rows) -> Item:
    """结果公开: three failings of 2 points each."""
    failing = all_of if rows.is_read("listed_failings", "both") else any_of
    permits_none, proposals_none = "本年度没有许可、处罚信息", "本年度没有承办建议提案"
    no_permits = yes("no_permits", permits_none, optional=True, past=True)
    no_proposals = yes("no_proposals", proposals_none, optional=True, past=True)
    permits = (
        yes("permits_published", "许可、处罚信息在统一平台或多平台公开"),
        yes("permits_consistent", "许可、处罚信息各平台内容一致"),
    )
    proposals = (
        yes("replies_published", "建议提案办理复文全文公布"),
        yes("activity_published", "公布建议提案办理工作动态"),
    )
    for nothing, met in ((no_permits, permits), (no_proposals, proposals)):
        for one in met:
            says = f"{nothing.field.label}，却填了没有做到“{one.field.label}”"
            rows.never(f"results_{one.field.name}", says, nothing, Not(one))
    inspects = yes("inspects", "是“双随机一公开”主体单位", past=True)
    inspections = yes("inspections_published", "双随机事项清单、结果和查处已按要求公开")
    return rows.item(
        "results",
        "结果公开",
        6,
        "主动公开/结果公开/1",
        full(),
        lose(
            all_of(Not(no_permits), failing(*(Not(one) for one in permits))),
            2,
            rows.spared("许可、处罚信息公开不合要求", permits_none),
            key="permits",
        ),
        *rows.unspared(no_permits, permits_none, 2, "no_permits"),
        lose(all_of(inspects, Not(inspections)), 2, "“双随机一公开”未按要求公开", key="inspections"),
        lose(
            all_of(Not(no_proposals), failing(*(Not(one) for one in proposals))),
            2,
            rows.spared("建议提案复文或办理动态公开不合要求", proposals_none),
            key="proposals",
        ),
        *rows.unspared(no_proposals, proposals_none, 2, "no_proposals"),
    )


def _key_fields(rows: Rows) -> tuple[Item, ...]:
    """重点领域; three rows share 6 points."""
    weight = rows.of(1, 2)
    nothing = yes(
        "not_concerned", "职能不涉及重大建设项目、公共资源配置、社会公益事业", optional=True, past=True
    )
    label = "重大建设项目、公共资源配置、社会公益事业信息公开完备的评分"
    return (
        rows.item(
            "department_budgets",
            "财政预决算",
            weight,
            "主动公开/重点领域/1",
            rows.joined(
                "published",
                "部门预算、决算公开到位",
                rows.earned(1, weight),
                yes("budget_published", "部门预算公开到位"),
                yes("accounts_published", "部门决算公开到位"),
            ),
        ),
        rows.item(
            "key_fields",
            "重大建设项目、公共资源配置、社会公益事业",
            6,
            "主动公开/重点领域/2",
            *rows.assessed_unless(nothing, label, 6),
        ),
    )


def _annual_report(rows: Rows) -> tuple[Item, ...]:
    """公开年报."""
    return (
        rows.item(
            "annual_report_published",
            "年报按时发布",
            2,
            "主动公开/公开年报/1",
            earns("on_time", "年报于2020年1月31日前在市政府门户网站发布", 2, past=True),
        ),
        rows.item(
            "annual_report_content",
            "年报格式和内容",
            2,
            "主动公开/公开年报/2",
            rows.joined(
                "content",
                "格式合规、不照搬",
                2,
                yes("format_followed", "按国办规定格式编写"),
                yes("not_copied", "没有照抄上年度年报"),
            ),
        ),
    )
