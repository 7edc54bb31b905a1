"""附件2: 2020年黄冈市政务公开及政府网站考评指标（县市区）."""

from __future__ import annotations

from gp_huanggang import county_disclosure
from gp_huanggang.clauses import OFFICE_FIRST, Clauses, below_zero, earns
from gp_huanggang.columns import COUNTY
from gp_huanggang.steps import bonus_section, innovation, penalty_section
from gpcli.pack import (
    Item,
    Move,
    NumberOf,
    Scheme,
    Section,
    Table,
    all_of,
    at_least,
    at_most,
    cap,
    count,
    each,
    floor,
    full,
    gain,
    incidents,
    level,
    over,
    rate,
    yes,
)

SITES = "平台建设/政府网站集约化及政府信息公开平台建设情况"


def build(scheme: Scheme) -> Table:
    """The table in the document's order; 100 points."""
    rows = Clauses(scheme, "附件2")
    sections = (
        _daily(rows),
        county_disclosure.section(rows),
        Section(
            "requests",
            "依申请公开",
            4,
            rows.request_channel(1, "0.5", "0.5"),
            rows.reply_time(),
            rows.reply_doc(),
            clause=rows.at("依申请公开"),
            shared=(rows.no_applications,),
        ),
        _platform(rows),
        _grassroots(rows),
        bonus_section(rows, 5, innovation(rows)),
        penalty_section(rows, 5),
    )
    return Table(
        "county",
        "县市区",
        *sections,
        clause="附件2",
        constraints=rows.constraints,
        columns=COUNTY,
    )


def _daily(rows: Clauses) -> Section:
    """日常管理: 组织推进 8, 监督检查 14."""
    included = yes("included", "纳入政府目标绩效考核")
    share = rate("weight_share", "政务公开在目标绩效考核中的分值比重")
    instructions = count("instructions", "县（市、区）领导就公开、网站工作所作重要批示的次数")
    return Section(
        "daily",
        "日常管理",
        22,
        rows.item(
            "performance",
            "纳入目标绩效考核",
            2,
            "日常管理/组织推进/1",
            gain(included, 1, "纳入政府目标绩效考核"),
            gain(all_of(included, at_least(share, 4)), 1, "分值比重不低于4%", key="weight_share"),
        ),
        rows.item(
            "deployment",
            "研究部署和领导批示",
            2,
            "日常管理/组织推进/2",
            earns("deployed", "政府或政府办研究部署过公开或网站工作", 1),
            gain(at_least(instructions, 2), 1, "重要批示不少于2次"),
        ),
        rows.training(),
        rows.item(
            "content_plan",
            "内容保障制度建设",
            2,
            "日常管理/组织推进/4",
            *rows.assessed("网络安全责任、内容保障及其方案的评分", 2),
        ),
        _notices(rows),
        rows.item(
            "supervision",
            "网站和新媒体监管",
            2,
            "日常管理/监督检查/2",
            earns("quarterly_checks", "按季度监测检查政务新媒体、自查政府门户网站", 1),
            earns("problems_settled", "国家、省、市检查发现的问题都及时整改销号", 1),
        ),
        rows.one_account(3),
        rows.item(
            "account_filing",
            "账号变动和备案台账",
            2,
            "日常管理/监督检查/4",
            earns("changes_filed", "账号开设、变更、关停、注销的职责都已履行", 1),
            rows.joined(
                "ledgers_kept",
                "有月度、年度备案工作台账",
                1,
                yes("monthly_ledger", "有月度备案工作台账"),
                yes("yearly_ledger", "有年度备案工作台账"),
            ),
        ),
        _matrix_reports(rows),
        clause=rows.at("日常管理"),
    )


def _notices(rows: Clauses) -> Item:
    """通报或点名批评: 8 (the whole weight), 2, 1 for each site or account (个).

    The portal, a site like the others, loses 3 more for each time (次).
    """
    by = level("by", "通报单位", "国务院办公厅", "省级", "市级")
    label = "被通报、点名批评的网站或新媒体（门户网站在内，同一级一个一条）"
    notices = incidents("notices", label, by, past=True)
    portal = incidents("portal_notices", "政府门户网站被通报、点名批评（一次一条）", past=True)
    rows.never(
        "portal_notices",
        "门户网站被通报是在按个扣分之外加扣，通报清单中却一个网站也没有",
        over(NumberOf(portal), 0),
        at_most(NumberOf(notices), 0),
    )
    return rows.item(
        "notices",
        "检查通报情况",
        8,
        "日常管理/监督检查/1",
        full(),
        each(notices, -8, label="被国务院办公厅通报或点名批评（按个计）", by="国务院办公厅"),
        each(notices, -2, label="被省级通报或点名批评（按个计）", by="省级"),
        each(notices, -1, label="被市级通报或点名批评（按个计）", by="市级"),
        each(portal, -3, label="政府门户网站被通报或点名批评，加扣"),
        floor("累计扣完为止"),
        by=OFFICE_FIRST,
    )


def _matrix_reports(rows: Clauses) -> Item:
    """矩阵管理平台: 0.3 to gain and 0.2 each to lose, in a row of 1."""
    problems = incidents("problems", "漏报新媒体、账号信息不准确、超过3个工作日不审核（按个计）")
    deduction = each(problems, "-0.2")
    spent = floor("扣完为止")
    clean = at_most(NumberOf(problems), 0)
    moves: dict[str, tuple[Move, ...]] = {
        "weight": (full(), deduction, spent),
        "printed": (full(), cap("0.3", "以列明的0.3分为最高"), deduction, spent),
        "both": (
            full(),
            cap("0.7", "另0.3分凭准确、及时取得"),
            deduction,
            spent,
            gain(clean, "0.3", "报送准确、审核及时", key="accurate"),
        ),
    }
    return rows.item(
        "matrix_reports",
        "矩阵平台信息报送",
        1,
        "日常管理/监督检查/5",
        *moves[next(value for value in moves if rows.is_read("matrix_amounts", value))],
        by=OFFICE_FIRST,
    )


def _platform(rows: Clauses) -> Section:
    """平台建设."""
    cleanup = rows.per_case(
        "site_cleanup",
        "网站集约化",
        2,
        f"{SITES}/1",
        incidents("unclosed_sites", "应关未关的网站（按个计）"),
        1,
    )
    return Section(
        "platform",
        "平台建设",
        12,
        cleanup,
        rows.item(
            "disclosure_platform",
            "政府信息公开平台",
            4,
            f"{SITES}/2",
            earns("columns_adjusted", "对照标准目录调整平台栏目", 1),
            earns("columns_filled", "所有栏目内容保障齐全", 1),
            earns("subpages_opened", "乡镇（街道）、部门等有信息公开子网页", 2),
        ),
        rows.item(
            "site_design",
            "政府网站设计规范",
            1,
            "平台建设/政府网站设计规范/1",
            earns("footer_complete", "底部功能区列明规定的标识和信息", "0.5"),
            rows.joined(
                "names_and_tags",
                "网站名称规范，抽查页面的标签设置规范",
                "0.5",
                yes("name_proper", "政府网站名称设置规范"),
                yes("tags_proper", "抽查页面的站点、栏目、内容标签规范"),
            ),
        ),
        rows.item("ipv6", "IPv6访问", 1, "平台建设/IPV6访问/1", earns("supported", "门户网站已支持IPv6", 1)),
        rows.item(
            "site_reports",
            "政府网站年度报表",
            1,
            "平台建设/政府网站年度报表发布/1",
            *rows.assessed("1月31日前发布并突出展示两种年度报表的评分", 1),
        ),
        rows.item(
            "open_zone",
            "政务公开专区",
            3,
            "平台建设/政务公开专区建设/1",
            *rows.assessed("政务公开专区的区域、标识、政府公报、查询设施的评分", 3),
        ),
        clause=rows.at("平台建设"),
        notes=(below_zero("platform_below_zero", cleanup),),
    )


def _grassroots(rows: Clauses) -> Section:
    """基层政务公开."""
    return Section(
        "grassroots",
        "基层政务公开",
        4,
        rows.item(
            "grassroots_plan",
            "出台方案",
            1,
            "基层政务公开/出台方案/1",
            earns("issued_on_time", "2020年8月底前制定标准化规范化工作方案", 1, past=True),
        ),
        rows.item(
            "catalogue_content",
            "目录内容",
            1,
            "基层政务公开/编制目录/1",
            *rows.assessed("目录各要素（从名称、依据到渠道、对象）齐全的评分", 1),
        ),
        rows.item(
            "catalogue_published",
            "目录发布",
            2,
            "基层政务公开/编制目录/2",
            earns("county_fields", "按期发布县级26个试点领域标准目录", 1),
            earns("township_catalogues", "发布乡镇级标准目录", 1),
        ),
        clause=rows.at("基层政务公开"),
    )
