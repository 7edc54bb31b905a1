"""附件3: 2020年黄冈市政务公开及政府网站考评指标（市直部门）, class A or B."""

from __future__ import annotations

from functools import partial

from gp_huanggang import columns, department_disclosure
from gp_huanggang.clauses import OFFICE_FIRST, below_zero, earns
from gp_huanggang.department_rows import NO_NEW_MEDIA, Rows
from gp_huanggang.steps import bonus_section, innovation, penalty_section, topic_bonus
from gpcli.pack import (
    Item,
    Not,
    Scheme,
    Section,
    Table,
    all_of,
    each,
    floor,
    full,
    gain,
    incidents,
    level,
    lose,
    yes,
)

ACCOUNTS = "漏报瞒报、账号信息不准确"
OPENED = "平台建设/政府信息公开平台建设情况"


def build(scheme: Scheme, unit_class: str) -> Table:
    """The table in the document's order; 100 points in either class, though no sum is printed."""
    rows = Rows(scheme, unit_class)
    sections = (
        _daily(rows),
        department_disclosure.section(rows),
        Section(
            "requests",
            "依申请公开",
            None,
            rows.request_channel(3, 1, 2),
            rows.reply_time(),
            rows.reply_doc(),
            clause=rows.at("依申请公开"),
            shared=(rows.no_applications,),
        ),
        _platform(rows),
        bonus_section(rows, None, innovation(rows), topic_bonus(rows)),
        penalty_section(rows, None),
    )
    id_ = f"department-{unit_class.lower()}"
    name = f"市直部门{unit_class}类"
    return Table(
        id_,
        name,
        *sections,
        clause="附件3",
        constraints=rows.constraints,
        columns=columns.department(partial(build, scheme)),
    )


def _daily(rows: Rows) -> Section:
    """日常管理."""
    portal = rows.per_case(
        "portal_content",
        "市政府门户网站内容保障",
        4,
        "日常管理/监督检查/1",
        incidents("unfulfilled", "未按事项清单或通知作出信息发布、政策解读、舆情回应"),
        rows.of(2, 3),
    )
    changes = "账号开设、变更、关停、注销职责到位"
    return Section(
        "daily",
        "日常管理",
        None,
        rows.item(
            "working_body",
            "工作机构",
            2,
            "日常管理/组织推进/1",
            earns("named", "已明确负责公开和网站（新媒体）的机构", 2),
        ),
        rows.item(
            "meeting_deployment",
            "研究部署",
            2,
            "日常管理/组织推进/2",
            earns("deployed", "部门会议研究部署过公开或网站（新媒体）工作", 2),
        ),
        rows.training(),
        rows.item(
            "disclosure_rules",
            "公开工作规范",
            2,
            "日常管理/组织推进/4",
            rows.joined(
                "established",
                "建立审核发布、政策解读、依申请答复工作规范",
                2,
                yes("publication_rules", "建立信息公开审核发布的工作规范"),
                yes("interpretation_rules", "建立政策解读的工作规范"),
                yes("request_rules", "建立依申请公开办理答复的工作规范"),
            ),
        ),
        rows.item(
            "content_mechanism",
            "内容保障机制",
            2,
            "日常管理/组织推进/5",
            rows.joined(
                "established",
                "建立舆情回应、对外宣传、网站及新媒体内容保障机制",
                2,
                yes("response_mechanism", "建立政务舆情回应机制"),
                yes("publicity_mechanism", "建立对外宣传机制"),
                yes("content_mechanism", "建立网站及新媒体内容保障机制"),
            ),
        ),
        portal,
        _notices(rows),
        rows.item(
            "rectification",
            "问题整改",
            rows.of(2, 1),
            "日常管理/监督检查/3",
            full(),
            each(incidents("unsettled", "检查发现、未及时整改销号的问题（按个计）"), -1),
            floor("扣完为止"),
            by=OFFICE_FIRST,
        ),
        rows.one_account(4, rows.no_new_media),
        rows.item(
            "account_changes",
            "账号变动",
            1,
            "日常管理/监督检查/5",
            rows.earns_unless(
                "account_changes", rows.no_new_media, NO_NEW_MEDIA, yes("changes_filed", changes), 1, changes
            ),
        ),
        _account_reporting(rows),
        clause=rows.at("日常管理"),
        notes=(below_zero("daily_below_zero", portal),),
        shared=(rows.no_new_media,),
    )


def _account_reporting(rows: Rows) -> Item:
    """矩阵平台: one deduction that takes the whole weight."""
    nothing = rows.no_new_media
    misreported = yes("misreported", "漏报瞒报政务新媒体或账号信息不准确")
    rows.never("no_new_media", f"{NO_NEW_MEDIA}，却有漏报瞒报", nothing, misreported)
    return rows.item(
        "account_reporting",
        "矩阵平台信息报送",
        1,
        "日常管理/监督检查/6",
        full(),
        lose(all_of(Not(nothing), misreported), 1, ACCOUNTS, key="misreported"),
        *rows.unspared(nothing, NO_NEW_MEDIA, 1, "no_new_media"),
        by=OFFICE_FIRST,
    )


def _notices(rows: Rows) -> Item:
    """通报或点名批评: 8 (the weight of class A), 6, 4; class B has only 2 points to lose."""
    by = level("by", "通报单位", "国务院办公厅", "省级", "市级")
    notices = incidents("notices", "被通报、点名批评的本部门网站或新媒体（同一级一个一条）", by, past=True)
    return rows.item(
        "notices",
        "检查通报情况",
        rows.of(8, 2),
        "日常管理/监督检查/2",
        full(),
        each(notices, -8, label="被国务院办公厅通报或点名批评（按个计）", by="国务院办公厅"),
        each(notices, -6, label="被省级通报或点名批评（按个计）", by="省级"),
        each(notices, -4, label="被市级通报或点名批评（按个计）", by="市级"),
        floor("累计扣完为止"),
        by=OFFICE_FIRST,
    )


def _platform(rows: Rows) -> Section:
    """平台建设; the yearly report exists for class A alone."""
    care = rows.item(
        "platform_care",
        "栏目内容保障",
        rows.of(4, 6),
        f"{OPENED}/3",
        full(),
        each(incidents("blank_columns", "空白栏目（按个计）"), -2),
        each(incidents("stale_updates", "栏目更新不及时"), -1),
        *rows.row_floor(),
        by=OFFICE_FIRST,
    )
    report = rows.item(
        "site_work_report",
        "政府网站工作年度报表",
        1,
        "平台建设/政府网站工作年度报表发布/1",
        earns("published", "在市政府门户网站发布政府网站工作年度报表", 1),
    )
    opened = yes("opened", "已有信息公开平台（本部门网站或市门户网站）")
    return Section(
        "platform",
        "平台建设",
        None,
        rows.item(
            "platform_opened",
            "开设信息公开平台",
            rows.of(2, 4),
            f"{OPENED}/1",
            gain(opened, rows.earned(2, rows.of(2, 4)), "开设政府信息公开平台"),
        ),
        rows.item(
            "platform_columns",
            "平台样式和栏目",
            rows.of(2, 3),
            f"{OPENED}/2",
            *rows.assessed("平台样式、一级栏目规范和二级栏目覆盖的评分", rows.of(2, 3)),
        ),
        care,
        *((report,) if rows.unit_class == "A" else ()),
        clause=rows.at("平台建设"),
        notes=(below_zero("platform_below_zero", care),),
    )
