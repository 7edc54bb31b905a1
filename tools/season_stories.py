"""Who is in the example season, and what is told by hand of some of its units."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Block = dict[str, Any]
Facts = dict[str, Block]

DEPARTMENTS = {
    "市发改委": "fagaiwei",
    "市工信局": "gongxinju",
    "市财政局": "caizhengju",
    "市审计": "shenjiju",
    "市科技局": "kejiju",
    "市公安局": "gonganju",
    "市档案馆": "danganguan",
    "市民政局": "minzhengju",
    "市司法局": "sifaju",
    "市教育体育": "jiaoyutiyuju",
    "市人社局": "rensheju",
    "市自然资源局": "ziranziyuanju",
    "市住建局": "zhujianju",
    "市交通局": "jiaotongju",
    "市城管局": "chengguanju",
    "市水利局": "shuiliju",
    "市农业农村局": "nongyenongcunju",
    "市林业局": "linyeju",
    "市商务局": "shangwuju",
    "市卫健委": "weijianwei",
    "市应急管理局": "yingjiguanliju",
    "樟树生态环境局": "shengtaihuanjingju",
    "市文化广电新闻出版旅游局": "wenguangxinlvju",
    "市统计局": "tongjiju",
    "市场监管局": "shichangjianguanju",
    "市粮食局": "liangshiju",
    "市工业园管委会": "gongyeyuan",
    "市行政服务中心管委会": "xingzhengfuwu",
    "市机关事务局": "jiguanshiwuju",
    "市国有资产服务中心": "guoyouzichan",
    "市供销合作社": "gongxiaoshe",
    "市税务局": "shuiwuju",
    "市退役军人事务局": "tuiyijunrenju",
    "市医疗保障局": "yiliaobaozhangju",
    "市乡村振兴局": "xiangcunzhenxingju",
}
TOWNSHIPS = {
    "福城街道": "fucheng",
    "大桥街道": "daqiao",
    "观上镇": "guanshang",
    "店下镇": "dianxia",
    "淦阳街道": "ganyang",
    "张家山街道": "zhangjiashan",
    "阁山镇": "geshan",
    "洋湖乡": "yanghu",
    "永泰镇": "yongtai",
    "鹿江街道": "lujiang",
    "经楼镇": "jinglou",
    "洲上乡": "zhoushang",
    "临江镇": "linjiang",
    "吴城乡": "wucheng",
    "昌傅镇": "changfu",
    "黄土岗镇": "huangtugang",
    "义成镇": "yicheng",
    "中洲乡": "zhongzhou",
    "刘公庙镇": "liugongmiao",
}

RENAMED = {"市审计": "市审计局"}
"""Units under their present names; the unit itself still writes the roster's."""

SILENT = ("市机关事务局", "市供销合作社", "吴城乡")
"""They handed in nothing, and the office has not looked at them."""

OFFICE_OWES = ("市粮食局", "洋湖乡")
"""Only their self-assessment is there."""

NO_SELF = ("市档案馆", "市林业局", "市国有资产服务中心", "永泰镇", "刘公庙镇")
"""Only the office's assessment is there."""

OPEN: Mapping[str, tuple[str, ...]] = {
    "市科技局": ("submissions",),
    "市统计局": ("new_media_care", "submissions"),
    "鹿江街道": ("submissions",),
    "观上镇": ("submissions", "staffing"),
}
"""What the office has not assessed yet, and the units leave to it."""


def incidents(*said: tuple[str, str]) -> list[Block]:
    """Incidents, each with its date and what it was."""
    return [{"date": datetime.date.fromisoformat(date), "what": what} for date, what in said]


def judged(points: str, person: str, reason: str, what: str = "") -> list[Block]:
    """One discretionary amount with who decided and why."""
    return [
        {"points": Decimal(points), "person": person, "reason": reason, **({"what": what} if what else {})}
    ]


def documents(*points: str) -> list[Block]:
    """Interpretations of high quality and what each is worth."""
    return [
        {"points": Decimal(one), "what": f"高质量解读（示例{place}）"} for place, one in enumerate(points, 1)
    ]


def adoptions(*levels: str) -> list[Block]:
    """Pieces that a higher level adopted."""
    return [{"what": f"经验信息（示例{place}）", "level": one} for place, one in enumerate(levels, 1)]


STORIES: Mapping[str, Facts] = {
    "市行政服务中心管委会": {
        "policy": {"award": Decimal("9.5")},
        "submissions": {"award": Decimal("9.5")},
        "interpretation": {"documents": documents("3", "3")},
    },
    "市税务局": {
        "guide": {"updated": True, "wording_errors": incidents(("2021-11-16", "标题有错别字"))},
        "submissions": {"award": Decimal(9)},
        "adoption": {"adoptions": adoptions("宜春市")},
    },
    "市场监管局": {
        "guide": {
            "updated": True,
            "wording_errors": incidents(("2021-11-18", "联系地址未更新"), ("2021-11-18", "目录层级写错")),
        },
        "policy": {"award": Decimal(6), "note": "图解数量偏少"},
        "overview": {
            "missing_elements": incidents(
                ("2021-11-18", "缺少内设机构职能"),
                ("2021-11-18", "缺少领导分工"),
                ("2021-11-18", "缺少办公时间"),
            )
        },
        "submissions": {"award": Decimal(6)},
        "leadership": {"award": Decimal(8)},
        "adoption": {"adoptions": adoptions("江西省", "市政府")},
    },
    "市卫健委": {
        "policy": {"award": Decimal(8)},
        "overview": {"missing_elements": incidents(("2021-11-22", "缺少办公地址"))},
        "submissions": {"award": Decimal("7.5")},
        "discretionary_bonus": {"entries": judged("3", "甲", "承办全市政务公开培训（示例）")},
    },
    "市商务局": {
        "policy": {"award": Decimal(9)},
        "submissions": {"award": Decimal(8)},
        "stale_columns": {
            "reminders": incidents(
                ("2021-04-15", "工作动态栏目超期"),
                ("2021-07-15", "通知公告栏目超期"),
                ("2021-10-15", "工作动态栏目超期"),
            )
        },
    },
    "市住建局": {
        "overview": {
            "missing_elements": 0,
            "shortfalls": judged("2", "乙", "机构职能调整后三个月未更新", "更新不及时"),
        },
        "annual_report": {"duplicated": True},
        "submissions": {"award": Decimal("8.5")},
        "monthly_notice": {"notices": incidents(("2021-09-30", "九月通报")), "also_new_media": 0},
    },
    "市审计": {
        "policy": {"award": Decimal(8)},
        "proposals": {"none_assigned": True, "results_published": False},
        "submissions": {"award": Decimal("8.5")},
    },
    "临江镇": {
        "policy": {"award": Decimal("4.5")},
        "submissions": {"award": Decimal("9.5")},
        "adoption": {"adoptions": adoptions("江西省", "市政府")},
    },
    "福城街道": {
        "guide": {"updated": True, "wording_errors": incidents(("2021-11-09", "办公时间前后不一致"))},
        "leadership": {"award": Decimal("4.5")},
        "interpretation": {"documents": documents("3", "4")},
    },
    "店下镇": {
        "guide": {
            "updated": True,
            "wording_errors": incidents(("2021-11-10", "标题有错别字"), ("2021-11-10", "联系地址未更新")),
        },
        "open_zone": {"has_flow_chart": False},
        "submissions": {"award": Decimal(9)},
        "stale_columns": {
            "reminders": incidents(("2021-05-14", "工作动态栏目超期"), ("2021-08-13", "通知公告栏目超期"))
        },
    },
    "昌傅镇": {
        "annual_report": {
            "published_on_time": False,
            "late_deduction": Decimal(2),
            "person": "乙",
            "reason": "二月上旬补发",
        },
        "open_zone": {"shortfalls": judged("1.5", "乙", "查阅点标识不清", "基本设施不足")},
        "monthly_notice": {"notices": incidents(("2021-06-30", "六月通报")), "also_new_media": 0},
    },
    "阁山镇": {
        "safety": {"award": Decimal(4)},
        "submissions": {"award": Decimal(8)},
        "discretionary_bonus": {"entries": judged("2", "甲", "承办基层政务公开现场会（示例）")},
    },
    "黄土岗镇": {
        "rural_environment": {"award": Decimal(4)},
        "submissions": {"award": Decimal("7.5")},
        "discretionary_penalty": {"entries": judged("1", "丙", "考评材料迟交三日")},
    },
    "中洲乡": {
        "shared": {"no_applications": False, "no_new_media": True},
        "welfare": {"award": Decimal("4.5")},
        "submissions": {"award": Decimal(7)},
    },
}

WEAK = ("市城管局", "义成镇")
"""What departs from full marks, item by item."""

COLUMNS = (
    "序号",
    "单位",
    "一级指标",
    "评分项",
    "评分项编号",
    "事实",
    "条次",
    "问题",
    "扣分",
    "条款",
    "整改时限",
    "整改情况",
    "异议",
    "状态",
    "复核后",
    "复核人",
    "复核说明",
)
GUIDE = ("政府信息公开", "公开指南", "guide", "guide.wording_errors")
OVERVIEW = ("政府信息公开", "概况信息", "overview")
ZONE_ITEM = ("政务公开标准化规范化建设", "政务公开专区建设", "open_zone")
COLUMNS_LATE = ("扣分项", "动态栏目更新超期", "stale_columns", "stale_columns.reminders")
PLACES = {
    "guide": "政府信息公开/主动公开/1",
    "overview": "政府信息公开/主动公开/3",
    "open_zone": "政务公开标准化规范化建设/政务公开专区建设/1",
    "stale_columns": "扣分项/4",
}

# unit; section, item, id, fact; entry; problem; points; action; objection; state; re-check, by whom, why
FEEDBACK = (
    ("店下镇", *GUIDE, "1", "2021-11-10 标题有错别字", "1", "标题已改正", "", "已整改", "", "", ""),
    (
        *("店下镇", *GUIDE, "2", "2021-11-10 联系地址未更新", "1", ""),
        *("检查前三日页面已更新，附发布记录", "异议成立", "撤销", "甲", "发布记录属实，检查所见为缓存页面"),
    ),
    (
        *("店下镇", *ZONE_ITEM, "open_zone.has_flow_chart", "", "缺少依申请公开流程图", "2"),
        *("流程图已上墙", "", "已整改", "true", "甲", "现场核实"),
    ),
    (
        *("昌傅镇", *ZONE_ITEM, "open_zone.shortfalls", "1", "基本设施不足", "1.5"),
        *("标识正在制作", "", "待整改", "", "", ""),
    ),
    ("市税务局", *GUIDE, "1", "2021-11-16 标题有错别字", "1", "标题已改正", "", "已整改", "", "", ""),
    (
        *("市住建局", *OVERVIEW, "overview.shortfalls", "1", "更新不及时", "2"),
        *("概况信息已更新", "", "已整改", "", "", ""),
    ),
    (
        *("市商务局", *COLUMNS_LATE, "2", "2021-07-15 通知公告栏目超期", "1", ""),
        *("栏目七月没有应发布的内容", "异议不成立", "", "乙", "七月有两份通知未在栏目发布"),
    ),
)
