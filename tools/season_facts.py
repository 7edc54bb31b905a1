"""The invented facts of the example season: what the office found, and what units say of themselves."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from decimal import Decimal

from season_stories import (
    DEPARTMENTS,
    OPEN,
    STORIES,
    TOWNSHIPS,
    Block,
    Facts,
    adoptions,
    documents,
    incidents,
    judged,
)

SEED = 20210049
HALF = Decimal("0.5")
GRADES = (1, 1, 1, 1, 2, 2, 3)
WEAK = ("市城管局", "义成镇")

ITEMS: Mapping[str, tuple[str, ...]] = {
    "department": (
        "guide",
        "policy",
        "overview",
        "proposals",
        "annual_report",
        "request_channel",
        "reply_doc",
        "reply_time",
        "new_media_cleanup",
        "new_media_care",
        "submissions",
        "leadership",
        "staffing",
    ),
    "township": (
        "guide",
        "policy",
        "poverty",
        "epidemic",
        "welfare",
        "safety",
        "rural_environment",
        "annual_report",
        "request_channel",
        "reply_doc",
        "reply_time",
        "new_media_cleanup",
        "new_media_care",
        "catalogue",
        "open_zone",
        "submissions",
        "leadership",
        "staffing",
    ),
}
MORE = (
    "adoption",
    "interpretation",
    "discretionary_bonus",
    "monthly_notice",
    "stale_columns",
    "discretionary_penalty",
)
"""Bonus and penalties, after the rows of either table."""

AWARDS: Mapping[str, Mapping[str, int]] = {
    "department": {"policy": 10, "request_channel": 2, "submissions": 10, "leadership": 10},
    "township": {
        "policy": 5,
        "poverty": 5,
        "epidemic": 5,
        "welfare": 5,
        "safety": 5,
        "rural_environment": 5,
        "request_channel": 2,
        "submissions": 10,
        "leadership": 5,
    },
}
LOSSES: Mapping[str, tuple[int, ...]] = {"department": (1, 4, 8, 11), "township": (1, 3, 6, 8)}
"""By grade: the half points of ten that an award may be short of."""

LEFT_TO_THE_OFFICE = (
    "reply_time",
    "new_media_care",
    "submissions",
    "staffing",
    "discretionary_bonus",
    "monthly_notice",
    "stale_columns",
    "discretionary_penalty",
)
LINKED = ("guide", "overview", "proposals", "annual_report", "epidemic", "welfare", "safety", "catalogue")
PRIVATE = ("poverty", "welfare")
ZONE = (
    "has_paper_catalogue",
    "has_computer",
    "has_printer",
    "has_request_notice",
    "has_flow_chart",
    "gives_advice",
    "handles_requests",
)
ON_TIME: Block = {"published_on_time": True, "duplicated": False, "data_errors": False}

WORDS: Mapping[str, tuple[str, ...]] = {
    "guide": ("受理机构名称写错", "办公时间前后不一致", "联系地址未更新", "目录层级写错", "标题有错别字"),
    "overview": ("缺少内设机构职能", "缺少领导分工", "缺少办公时间", "缺少联系方式", "缺少办公地址"),
    "reply_doc": ("未写救济渠道", "未写落款日期", "未引用条款", "未写申请编号"),
    "new_media_care": ("信息更新不及时", "留言未回复", "栏目空白", "转载未注明来源"),
    "stale_columns": ("工作动态栏目超期", "通知公告栏目超期", "政策解读栏目超期", "财政信息栏目超期"),
    "staffing": ("新任信息员未跟班学习",),
}
REMARKS = ("解读形式以文字为主", "图解数量偏少", "多元化解读较好", "解读与文件未全部关联")
MONTHS = (("2021-03-31", "三月通报"), ("2021-06-30", "六月通报"), ("2021-09-30", "九月通报"))


class Maker:
    """Makes the facts of units, one after the other, from one source of chance."""

    def __init__(self) -> None:
        self._chance = random.Random(SEED)
        self._grades: dict[str, int] = {}

    def office(self, unit: str) -> Facts:
        """Everything that the office found out about the unit."""
        story = STORIES.get(unit)
        grade = 0 if story is not None else 3 if unit in WEAK else self._chance.choice(GRADES)
        self._grades[unit] = grade
        table = table_of(unit)
        found: Facts = {"shared": {"no_applications": False, "no_new_media": False}}
        if story is None:
            found["shared"]["no_applications"] = self._maybe(1, 7)
            found.update((item, self._item(item, table, grade)) for item in ITEMS[table])
            self._more(found, grade)
            if found["shared"]["no_applications"]:
                found["reply_doc"] = {"missing_elements": 0}
        else:
            found.update((item, full(item, table)) for item in ITEMS[table])
            for item, block in story.items():
                found[item] = {**found.get(item, {}), **block}
        for item in OPEN.get(unit, ()):
            del found[item]
        return found

    def own(self, unit: str, slug: str, office: Facts) -> Facts:
        """The unit's own word: generous marks, nothing against itself.

        A bonus that only the unit claims is turned down in ``office``.
        """
        table = table_of(unit)
        found: Facts = {"shared": office["shared"]}
        for item in ITEMS[table]:
            if item in LEFT_TO_THE_OFFICE:
                continue
            mine = full(item, table)
            if "award" in mine and self._maybe(1, 4):
                mine["award"] = max(mine["award"] - HALF, office[item]["award"])
            if item == "annual_report":
                mine["published_on_time"] = office[item]["published_on_time"]
            if item == "proposals":
                mine = dict(office[item])
            if item in LINKED:
                mine["evidence"] = [f"https://www.example.gov.cn/{slug}/{item.replace('_', '-')}.html"]
            found[item] = mine
        for item in ("adoption", "interpretation"):
            if item in office:
                found[item] = {**office[item], "evidence": [f"https://www.example.gov.cn/{slug}/{item}.html"]}
        if "interpretation" not in found and self._maybe(1, 7):
            found["interpretation"] = {"documents": documents("3"), "note": "自报一篇，请考核办认定"}
            office["interpretation"] = {"documents": 0, "note": "自报的一篇未认定为高质量解读"}
        return found

    def quarter(self) -> list[str]:
        """One quarter's order of the departments; better ones tend to stand before."""
        return sorted(
            DEPARTMENTS, key=lambda one: self._grades.get(one, 1) * 100 + self._chance.randrange(200)
        )

    def _item(self, item: str, table: str, grade: int) -> Block:
        block = full(item, table)
        match item:
            case "guide":
                block["wording_errors"] = self._incidents(item, min(grade, 2))
                if self._maybe(grade, 9):
                    block["shortfalls"] = judged("1", "甲", "未列出收费标准", "要素不齐全")
            case "overview":
                block["missing_elements"] = self._incidents(item, grade)
            case "proposals" if self._maybe(1, 7):
                block.update(none_assigned=True, results_published=False)
            case "annual_report":
                block["duplicated"] = self._maybe(grade, 12)
                if self._maybe(grade, 9):
                    block["shortfalls"] = judged("1", "乙", "存在的问题一章过于简略", "内容不完整")
            case "reply_doc":
                block["missing_elements"] = self._incidents(item, min(grade, 1))
            case "new_media_care":
                block["notices"] = self._incidents(item, min(grade, 2))
            case "open_zone":
                block = {key: not self._maybe(grade, 11) for key in ZONE}
            case "staffing" if self._maybe(grade, 6):
                block.update(staff_changed=True, missed_training=self._incidents(item, 1))
            case _ if item in AWARDS[table]:
                most = LOSSES[table][grade] * AWARDS[table][item] // 10
                block["award"] -= HALF * self._chance.randint(0, max(most, min(grade, 1)))
                if item == "policy" and grade and self._maybe(1, 2):
                    block["note"] = self._chance.choice(REMARKS)
        return block

    def _more(self, found: Facts, grade: int) -> None:
        """Bonus and penalties, in the document's order."""
        if self._maybe(4 - grade, 20):
            found["adoption"] = {"adoptions": adoptions(self._chance.choice(("宜春市", "市政府", "市政府")))}
        if self._maybe(1, 8):
            found["interpretation"] = {"documents": documents(self._chance.choice(("3", "3.5", "4")))}
        if grade == 3 or self._maybe(grade, 16):
            said = incidents(self._chance.choice(MONTHS))
            found["monthly_notice"] = {"notices": said, "also_new_media": 0}
        late = self._incidents("stale_columns", grade)
        if late:
            found["stale_columns"] = {"reminders": late}

    def _incidents(self, item: str, most: int) -> list[Block] | int:
        """So many incidents at most, by date; 0 where there are none."""
        number = self._chance.randint(0, most)
        start = datetime.date(2021, 2, 1)
        days = sorted(start + datetime.timedelta(self._chance.randrange(300)) for _ in range(number))
        whats = self._chance.sample(WORDS[item], k=number)
        return [{"date": day, "what": what} for day, what in zip(days, whats, strict=True)] or 0

    def _maybe(self, part: int, whole: int) -> bool:
        return self._chance.randrange(whole) < part


def table_of(unit: str) -> str:
    """The table by which the unit is assessed."""
    return "township" if unit in TOWNSHIPS else "department"


def full(item: str, table: str) -> Block:
    """The facts of an item at full marks."""
    if item in AWARDS[table]:
        leak = {"privacy_leak": False} if item in PRIVATE else {}
        return {"award": Decimal(AWARDS[table][item]), **leak}
    match item:
        case "guide":
            return {"updated": True, "wording_errors": 0}
        case "overview" | "reply_doc":
            return {"missing_elements": 0}
        case "proposals":
            return {"none_assigned": False, "results_published": True}
        case "annual_report":
            return dict(ON_TIME)
        case "reply_time":
            return {"overdue": 0}
        case "new_media_cleanup":
            return {"concealed": False}
        case "new_media_care":
            return {"notices": 0}
        case "catalogue":
            return {"updated": True}
        case "open_zone":
            return dict.fromkeys(ZONE, True)
    return {"staff_changed": False, "unreported_changes": 0, "missed_training": 0}
