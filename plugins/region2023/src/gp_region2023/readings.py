"""Where the document is silent or can be read in more than one way."""

from __future__ import annotations

from gpcli.pack import Answerable, Reading

DEDUCTED = (
    "attributes",
    "annual_report",
    "doc_cleanup",
    "doc_upload",
    "doc_display",
    "website",
    "open_zone",
    "policy_sync",
    "policy_forms",
    "policy_push",
    "catalogue",
    "request_handling",
    "request_corrections",
    "request_complaints",
    "messages",
    "open_month",
)
ROWS = (
    "section.basics",
    "section.documents",
    "section.platforms",
    "section.policy",
    "section.standardization",
    "section.requests",
    "section.interaction",
)

READINGS = (
    Reading(
        "item_floor",
        "“每件（次、项、例）扣……”除一处印有“扣完为止”外都没有下限，扣分可否超过该小项的分值",
        (
            Answerable("none", "只有印出“扣完为止”的一条扣至 0 分，其余照扣，小项得分可以为负"),
            Answerable("item", "每个小项扣至 0 分为止"),
            Answerable("row", "每项指标（一行）扣至 0 分为止，行内小项可以为负"),
        ),
        "none",
        "附件2、附件3/评分标准",
        (*DEDUCTED, *ROWS),
    ),
    Reading(
        "total_floor",
        "扣分没有总的下限，总分可否为负",
        (
            Answerable("none", "文件没有下限，可以为负"),
            Answerable("zero", "总分扣至 0 分为止"),
        ),
        "none",
        "附件2、附件3/总分",
        ("total",),
    ),
    Reading(
        "unpriced_shortfalls",
        "指标说明提出要求、评分标准却没有列出扣分的（如集中发布、专栏、双向跳转链接、办理程序），能否扣分",
        (
            Answerable("ignored", "只按评分标准列明的扣分执行"),
            Answerable("judged", "由考评人逐条写明扣分、认定人和理由，每条以该小项分值为限"),
        ),
        "ignored",
        "附件2、附件3/指标说明和评分标准",
        (
            "annual_report",
            "doc_display",
            "website",
            "open_zone",
            "policy_sync",
            "policy_push",
            "request_handling",
            "messages",
            "open_month",
        ),
    ),
    Reading(
        "nothing_this_year",
        "全年没有相应事项的（没有规范性文件、没有政策文件、没有申请、没有留言），如何给分",
        (
            Answerable("full", "没有可扣分的情形，得满分（附件2/4/3 由考评人给分的照给）"),
            Answerable("no-points", "没有工作内容，不得分"),
        ),
        "full",
        "附件2、附件3/2；附件2、附件3/4；附件2/6/1、附件3/5/1；附件2/7/1、附件3/6/1",
        (
            "doc_cleanup",
            "doc_upload",
            "doc_display",
            "policy_sync",
            "policy_forms",
            "policy_push",
            "request_handling",
            "messages",
        ),
    ),
    Reading(
        "report_count",
        "年报“扣2分”“扣1分”没有“每”字，而“集中发布”说明年报不止一份，几份都有问题的如何扣",
        (
            Answerable("once", "不论几份，同一种扣分只扣一次"),
            Answerable("each", "每份有问题的年报各扣一次"),
        ),
        "once",
        "附件2、附件3/1/2",
        ("annual_report",),
    ),
    Reading(
        "report_errors",
        "年报“数据不准确、格式不规范的，扣1分”是任一种即扣 1 分，还是各扣 1 分，或同一份两种并存才扣",
        (
            Answerable("either", "有任一种即扣 1 分，共扣一次"),
            Answerable("each", "两种情形各扣 1 分"),
            Answerable("both", "同一份年报两种情形并存才扣 1 分"),
        ),
        "either",
        "附件2、附件3/1/2",
        ("annual_report",),
    ),
    Reading(
        "cleanup_split",
        "评分标准第 1 条“清理和上传工作未完成的”同时说到第 1、第 2 小项的工作，扣分归哪个小项",
        (
            Answerable(
                "by-subject", "按所说的工作：清理未完成的从第 1 小项扣，上传未完成的从第 2 小项扣，各扣完为止"
            ),
            Answerable("by-number", "按条文序号：都从第 1 小项扣，扣完 2 分为止"),
        ),
        "by-subject",
        "附件2、附件3/2/1；附件2、附件3/2/2",
        ("doc_cleanup", "doc_upload"),
    ),
    Reading(
        "cleanup_upload",
        "“清理和上传工作未完成的每件扣0.1分”，清理、上传都未完成的同一件文件如何扣",
        (
            Answerable("once", "一件只扣 0.1 分，按清理未完成计"),
            Answerable("each", "清理、上传各扣 0.1 分"),
        ),
        "once",
        "附件2、附件3/2/1；附件2、附件3/2/2",
        ("doc_cleanup", "doc_upload"),
    ),
    Reading(
        "new_media_conversion",
        "按《政务新媒体运行情况评估指标》“折合分数”，折合办法和该指标的满分都没有印出，如何折合",
        (
            Answerable("of-100", "该指标得分以 100 分为满分，按比例折合为 10 分（×0.1）"),
            Answerable("converted", "提供的得分已经折合（0 分至 10 分），直接计入"),
        ),
        "of-100",
        "附件2、附件3/3/2",
        ("new_media",),
    ),
    Reading(
        "no_new_media",
        "全年没有政务新媒体账号、因而没有指标得分可折合的，如何给分",
        (
            Answerable("index", "仍以提供的指标得分折合，没有得分即为未填"),
            Answerable("full", "没有可评估的问题，得满分"),
            Answerable("no-points", "没有工作内容，不得分"),
        ),
        "index",
        "附件2、附件3/3/2",
        ("new_media",),
    ),
    Reading(
        "zone_count",
        "政务公开专区功能不完善或未提供服务的“扣1分”没有“每”字，几个政务服务中心都有问题的如何扣",
        (
            Answerable("once", "共扣 1 分"),
            Answerable("each", "每个有问题的政务服务中心扣 1 分"),
        ),
        "once",
        "附件2/3/3",
        ("open_zone",),
        tables=("region",),
    ),
    Reading(
        "per_item",
        "一条评分标准并列几种情形而后“每例（项）扣0.1分”，“例（项）”指每件公文、每项解读、每项事项，还是指每种情形",
        (
            Answerable("subject", "每件公文（每项解读、每项事项）扣 0.1 分，几种情形并存的也只扣一次"),
            Answerable("fault", "每种情形扣 0.1 分"),
        ),
        "subject",
        "附件2、附件3/1/1；附件2、附件3/4/2；附件2/5/1",
        ("attributes", "policy_forms", "catalogue"),
    ),
    Reading(
        "unpriced_item",
        "地区版“集成式发布、精准推送、标签化管理（4分）”没有对应的评分标准，如何给分",
        (
            Answerable("assessed", "由考评人在 0 分至 4 分之间给分"),
            Answerable("all-or-nothing", "全部达到要求得 4 分，否则不得分"),
            Answerable("full", "没有列明的扣分，得 4 分"),
        ),
        "assessed",
        "附件2/4/3",
        ("policy_push",),
        tables=("region",),
    ),
    Reading(
        "revocations",
        "小项写“无纠错、撤销情况”，评分标准只写“每纠错1例扣0.2分”，撤销的是否同样扣分",
        (
            Answerable("not-counted", "只按列明的纠错扣分，没有列出撤销的扣分"),
            Answerable("counted", "撤销也是纠错，每例扣 0.2 分"),
        ),
        "not-counted",
        "附件2/6/2；附件3/5/2",
        ("request_corrections",),
    ),
    Reading(
        "complained_units",
        "地区版的“被投诉单位确有错误的，该单位每例扣0.2分”，被投诉的是地区所属单位而不是本级政府的，是否计入该地区",
        (
            Answerable("own", "只扣被投诉的单位：本级政府被投诉的扣该地区，所属单位被投诉的不计入该地区"),
            Answerable("counted", "所属单位被投诉的同样计入该地区，每例扣 0.2 分"),
        ),
        "own",
        "附件2/6/3",
        ("request_complaints",),
        tables=("region",),
    ),
    Reading(
        "absence",
        "无故不参与政府开放月活动的“扣除相应分”，没有列出分值，扣多少",
        (
            Answerable("all", "扣除该小项的全部 5 分"),
            Answerable("judged", "由考评人认定扣分（0 分至 5 分），写明认定人和理由"),
        ),
        "all",
        "附件3/6/2",
        ("open_month_response",),
        tables=("department",),
    ),
    Reading(
        "innovation_points",
        "创新提优标题为 10 分，指标说明印（5分），“加完为止”加到多少分为止",
        (
            Answerable("heading", "以标题为准，按选用加分，加至 10 分为止"),
            Answerable("printed-five", "以指标说明为准，按选用加分，加至 5 分为止"),
            Answerable("five-and-five", "创新举措并报送材料由考评人评 0 至 5 分，选用另加分，加至 5 分为止"),
        ),
        "heading",
        "附件2、附件3/9",
        ("innovation",),
    ),
    Reading(
        "adoption_overlap",
        "同一件材料被几级选用的，各级都加分，还是只按最高一级",
        (
            Answerable("all", "各级都加分"),
            Answerable("highest", "只按最高一级加分"),
        ),
        "all",
        "附件2、附件3/9",
        ("innovation",),
    ),
)
