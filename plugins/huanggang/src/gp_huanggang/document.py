"""The document: its tables, the Readings it needs, where it disagrees with itself."""

from __future__ import annotations

from gpcli.pack import Answerable, Reading, Roster, Scheme, SourceNote, Table, TableRef

COUNTY, DEPARTMENT_A, DEPARTMENT_B = "county", "department-a", "department-b"

READINGS = (
    Reading(
        "unpriced_rows",
        "整行没有列出得分或扣分额、又含几项要求、看完备程度或要逐件看的（如权责清单、重点领域、解读更新），如何给分",
        (
            Answerable("assessed", "由考评人在 0 分至该行分值之间给分"),
            Answerable("all-or-nothing", "全部达到要求得满分，否则不得分"),
        ),
        "assessed",
        "附件2、附件3/评分细则",
        (
            "content_plan",
            "power_list",
            "interpretation_timing",
            "topics",
            "topic_quality",
            "meeting_broadcast",
            "service_source",
            "permits",
            "random_inspection",
            "major_projects",
            "public_resources",
            "public_welfare",
            "annual_report_collected",
            "reply_doc",
            "site_reports",
            "open_zone",
            "catalogue_content",
            "consultation",
            "key_fields",
            "platform_columns",
        ),
    ),
    Reading(
        "unpriced_extras",
        "加分项、扣分项只列分值，未列每项（次）加减多少，如何加减",
        (
            Answerable("judged", "由考评人逐项写明分数、认定人和理由，合计以该行分值为限"),
            Answerable("full", "有符合的情形即按该行分值加或扣，不问项数"),
        ),
        "judged",
        "附件2、附件3/加分项、扣分项",
        ("innovation", "topic_bonus", "media_exposure"),
    ),
    Reading(
        "class_b_amounts",
        "评分细则列明的得分少于B类分值的四行（1分与2分，2分与3分，1分与2分，2分与4分），B类达到要求得多少",
        (
            Answerable("weight", "得B类分值；评分细则的数与A类分值一致，按分值栏计B类才合计 100 分"),
            Answerable("printed", "得评分细则列明的分数，B类最多 95 分"),
        ),
        "weight",
        "附件3/主动公开/用权公开/1；附件3/主动公开/回应关切/4；附件3/主动公开/重点领域/1；"
        "附件3/平台建设/政府信息公开平台建设情况/1",
        ("institution_info", "mailbox_pending", "department_budgets", "platform_opened"),
        tables=(DEPARTMENT_B,),
    ),
    Reading(
        "matrix_amounts",
        "该行 1 分，评分细则却写“准确、及时得0.3分”和“每发现1个扣0.2分，扣完为止”，如何计分",
        (
            Answerable("weight", "从该行 1 分起，每个问题扣 0.2 分至 0 分；没有问题得 1 分"),
            Answerable("printed", "以列明的 0.3 分为最高，每个问题扣 0.2 分至 0 分"),
            Answerable("both", "没有问题得 0.3 分；其余 0.7 分每个问题扣 0.2 分至 0 分"),
        ),
        "weight",
        "附件2/日常管理/监督检查/5",
        ("matrix_reports",),
        tables=(COUNTY,),
    ),
    Reading(
        "void_below_zero",
        "解读关联没有写扣完为止，已扣至负分又遇“文件公开数量出入较大，不得分”的，本行如何计",
        (
            Answerable("zero", "不得分即本行为 0 分"),
            Answerable("kept", "负分不因不得分而取消"),
        ),
        "zero",
        "附件2/主动公开/政策解读/4",
        ("interpretation_links",),
        tables=("county",),
    ),
    Reading(
        "row_floor",
        "按次扣分而未写“扣完为止”的行（如12345热线、应关未关网站），扣到该行 0 分为止，还是可以为负",
        (
            Answerable("none", "文件未列下限，按次照扣，该行可以为负"),
            Answerable("zero", "扣至该行 0 分为止"),
        ),
        "none",
        "附件2、附件3/主动公开/回应关切；附件2/主动公开/政策解读/4；附件3/日常管理/监督检查/1；"
        "附件2、附件3/平台建设",
        (
            "hotline_calls",
            "hotline_receipt",
            "hotline_deadline",
            "hotline_satisfaction",
            "interpretation_links",
            "site_cleanup",
            "portal_content",
            "mailbox_deadline",
            "platform_care",
        ),
    ),
    Reading(
        "joined_requirements",
        "以顿号、逗号、分号并列的几项要求合列一个分数（如“会议、业务培训，得2分”），须都做到，还是做到一样即可",
        (
            Answerable("all", "并列的要求都做到才得分"),
            Answerable("any", "做到其中一样即得分"),
        ),
        "all",
        "附件2、附件3/日常管理/组织推进；附件2/日常管理/监督检查/4；附件2、附件3/主动公开；"
        "附件2/平台建设/政府网站设计规范/1",
        (
            "training",
            "account_filing",
            "institutions",
            "prior_disclosure",
            "budgets",
            "guide",
            "data",
            "site_design",
            "disclosure_rules",
            "content_mechanism",
            "execution",
            "department_budgets",
            "annual_report_content",
        ),
    ),
    Reading(
        "own_interpretation_extent",
        "“本部门对外公开的政策文件，组织政策解读的，2分”没有上一行的“全部”二字，是否每个文件都须解读",
        (
            Answerable("all", "对外公开的政策文件都有解读才得 2 分"),
            Answerable("some", "部分文件有解读即得 2 分"),
        ),
        "all",
        "附件3/主动公开/政策解读/2",
        ("own_interpretation",),
        tables=(DEPARTMENT_A, DEPARTMENT_B),
    ),
    Reading(
        "department_forms",
        "部门的“除文字解读外，还通过……等多种形式”没有附件2的“4种形式均涉及”，文字之外须用几种",
        (
            Answerable("several", "2 种以上即为“多种形式”，得 2 分"),
            Answerable("one", "有 1 种即得 2 分"),
            Answerable("all-four", "同附件2，4 种才得 2 分"),
        ),
        "several",
        "附件3/主动公开/政策解读/3",
        ("interpretation_variety",),
        tables=(DEPARTMENT_A, DEPARTMENT_B),
    ),
    Reading(
        "interpretation_forms",
        "多种形式解读“4种形式均涉及得满分”，不足4种的如何给分",
        (
            Answerable("all-four", "4 种都用才得 0.5 分；不足 4 种的文件未列分值，不得分"),
            Answerable("several", "用 2 种以上即为“多种形式”，得 0.5 分"),
        ),
        "all-four",
        "附件2/主动公开/政策解读/3",
        ("interpretation_forms",),
        tables=(COUNTY,),
    ),
    Reading(
        "data_update",
        "数据发布类栏目“3-6个月内有更新”以几个月为限",
        (
            Answerable("six-months", "6 个月内有更新即可"),
            Answerable("three-months", "3 个月内有更新才可"),
        ),
        "six-months",
        "附件2、附件3/主动公开/数据发布/1",
        ("data",),
    ),
    Reading(
        "listed_failings",
        "结果公开的“未在统一平台或多平台公开，内容不一致的”“复文未全文公布，无办理工作动态的”，"
        "有一样即扣，还是两样都有才扣",
        (
            Answerable("either", "有一样即扣 2 分"),
            Answerable("both", "两样都有才扣 2 分"),
        ),
        "either",
        "附件3/主动公开/结果公开/1",
        ("results",),
        tables=(DEPARTMENT_A, DEPARTMENT_B),
    ),
    Reading(
        "nothing_this_year",
        "全年没有相应事项的（未收到申请、没有制发文件、没有新媒体、没有许可处罚或建议提案等），如何给分",
        (
            Answerable("full", "没有失分情形，得满分"),
            Answerable("no-points", "没有工作内容，不得该项分"),
        ),
        "full",
        "附件2、附件3/依申请公开；附件2/主动公开/会议开放/2；附件3/日常管理/监督检查；附件3/主动公开",
        (
            "meeting_broadcast",
            "one_account",
            "account_changes",
            "account_reporting",
            "key_fields",
            "request_channel",
            "reply_time",
            "reply_doc",
            "consultation",
            "documents",
            "gov_interpretation",
            "own_interpretation",
            "interpretation_variety",
            "results",
        ),
    ),
    Reading(
        "ceiling",
        "加分后总分可否超过 100 分",
        (
            Answerable("none", "文件没有上限，可以超过"),
            Answerable("before-deductions", "加分后先以 100 分为限，再减扣分项"),
            Answerable("after-deductions", "加分、扣分之后再以 100 分为限"),
        ),
        "none",
        "附件2、附件3/加分项",
        ("total",),
    ),
    Reading(
        "total_floor",
        "扣分没有总的下限，最后得分可否为负",
        (
            Answerable("none", "文件没有下限，可以为负"),
            Answerable("zero", "扣至 0 分为止"),
        ),
        "none",
        "附件2、附件3/扣分项",
        ("total",),
    ),
)

NOTES = (
    SourceNote(
        "附件2/日常管理/监督检查/5",
        "该行 1 分，评分细则只列得 0.3 分，另列每个扣 0.2 分",
        "从 1 分起扣；见解释口径 matrix_amounts",
    ),
    SourceNote(
        "附件2/主动公开/政策解读/4",
        "抽查 3 个解读稿，每发现一处扣 0.5 分，可以超过该行 1 分，未写“扣完为止”；同时又有不得分的情形",
        "处数不设上限，可否为负见解释口径 row_floor；已为负又不得分的见解释口径 void_below_zero",
    ),
    SourceNote(
        "附件3",
        "没有印出一级、二级指标的分值和总分",
        "各行相加，A类 27+58+6+9=100 分，B类 20+61+6+13=100 分，另有加分项 7 分、扣分项 5 分",
    ),
    SourceNote(
        "附件3/主动公开/用权公开/1",
        "评分细则得 1 分，A类分值 1，B类分值 2",
        "B类达到要求得 2 分；见解释口径 class_b_amounts",
    ),
    SourceNote(
        "附件3/主动公开/回应关切/4",
        "评分细则得 2 分，A类分值 2，B类分值 3",
        "B类达到要求得 3 分；见解释口径 class_b_amounts",
    ),
    SourceNote(
        "附件3/主动公开/重点领域/1",
        "评分细则得 1 分，A类分值 1，B类分值 2",
        "B类达到要求得 2 分；见解释口径 class_b_amounts",
    ),
    SourceNote(
        "附件3/平台建设/政府信息公开平台建设情况/1",
        "评分细则得 2 分，A类分值 2，B类分值 4",
        "B类达到要求得 4 分；见解释口径 class_b_amounts",
    ),
    SourceNote(
        "附件3/日常管理/监督检查/2",
        "评分细则“扣权重8分”及省级 6 分、市级 4 分，B类分值只有 2",
        "照列明的数扣，累计扣完该行 2 分为止，B类有一次通报即扣完",
    ),
    SourceNote(
        "附件3/主动公开/重点领域/2",
        "重大建设项目、公共资源配置、社会公益事业三行合用一个分值 6",
        "作为一项评分，不分到三行",
    ),
    SourceNote("附件3/主动公开/服务公开/1", "B类分值为 0", "B类保留该项，0 分，不需填报"),
    SourceNote(
        "附件3/平台建设/政府网站工作年度报表发布/1",
        "只有一个分值 1，另一类为空白；B类没有网站，A类计入它才合计 100 分",
        "A类 1 分，B类没有该项",
    ),
    SourceNote(
        "附件2/日常管理/监督检查/1；附件3/日常管理/监督检查/2",
        "两表通报扣分不同：县市区 8、2、1 分、门户网站另加扣 3 分，部门 8、6、4 分",
        "各按本表；“扣权重8分”按扣 8 分计，与扣完该行同；未列的更低级别的通报不扣分",
    ),
    SourceNote(
        "附件2/日常管理/监督检查/1",
        "网站、新媒体按“个”扣分，门户网站按“一次”加扣 3 分",
        "同一网站被同一级通报几次只按一个扣；门户网站也是其中一个，另按次数每次加扣 3 分",
    ),
    SourceNote(
        "附件2/主动公开/政策解读/3；附件2/主动公开/回应关切/5；附件3/主动公开/政策解读/3",
        "“监测时间点前1年内”“前2个月内”没有写明监测时间点是哪一天",
        "由填报人、考评人按采样时间（三：县市区2020年12月下旬，部门2021年1月上旬）认定",
    ),
    SourceNote("附件2/主动公开/回应关切/5", "“网名留言”应是“网民留言”", "按网民留言计"),
    SourceNote(
        "附件3/平台建设/政府信息公开平台建设情况/3",
        "“各节点栏目容保障”缺“内”字",
        "按栏目内容保障计",
    ),
    SourceNote(
        "附件3/主动公开/文件公开/1",
        "没有写全年未制发文件的如何计；搜索、有效性标注两款看全部已公开的文件",
        "未制发文件只关系“应公开尽公开”一款，其余两款照填",
    ),
    SourceNote("附件2/主动公开/会议开放/1", "评分细则写“100%”，没有写分数", "达到要求得该行 1 分"),
    SourceNote(
        "附件2/扣分项/媒体曝光/1", "县市区指标沿用“本部门”“本单位”的措辞", "按被考评的县（市、区）政府计"
    ),
    SourceNote(
        "附件1",
        "县（市、区）没有逐一列名；发文对象中另有四个管理区、筹委会，又列在A类名单中",
        "名单只含市直部门，列在A类的按A类考评；县（市、区）填报时注明 county 表",
    ),
    SourceNote("附件1", "“市发改革”应是市发改委；龙感湖管理区在名单中作“市龙感湖管理区”", "两种写法都认"),
    SourceNote("三", "考评专班对“部分子项”集中评分，未说明是哪些子项", "各项单位和办公室都可填报"),
    SourceNote("三", "没有给出等次线和折算办法", "不评等次，不折算"),
)


def county(scheme: Scheme) -> Table:
    """附件2."""
    from gp_huanggang.county import build

    return build(scheme)


def department_a(scheme: Scheme) -> Table:
    """附件3, column A类分值."""
    from gp_huanggang.department import build

    return build(scheme, "A")


def department_b(scheme: Scheme) -> Table:
    """附件3, column B类分值."""
    from gp_huanggang.department import build

    return build(scheme, "B")


def roster() -> Roster:
    """附件1: 37 departments with a website, 9 without."""
    from gp_huanggang.roster import read

    return read()


SCHEME = Scheme(
    "huanggang-2020",
    "2020年黄冈市政务公开及政府网站考评",
    document="黄公开办【2020】2号",
    place="湖北省黄冈市",
    year=2020,
    tables=(
        TableRef(COUNTY, "县市区（附件2）", county),
        TableRef(DEPARTMENT_A, "市直部门A类（附件3）", department_a),
        TableRef(DEPARTMENT_B, "市直部门B类（附件3）", department_b),
    ),
    readings=READINGS,
    notes=NOTES,
    roster=roster,
)
