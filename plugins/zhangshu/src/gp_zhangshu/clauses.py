"""Rows that both annexes print, with their own weights: one clause, one definition."""

from __future__ import annotations

from gpcli.pack import (
    Bool,
    Constraint,
    If,
    Item,
    ListField,
    Move,
    Not,
    Num,
    NumberOf,
    Scheme,
    Truth,
    adds,
    all_of,
    any_of,
    at_least,
    award,
    count,
    each,
    entries,
    floor,
    full,
    given,
    incidents,
    least,
    level,
    lose,
    once,
    over,
    sums,
    void_if,
    void_unless,
    yes,
)

LINKS = ("网页链接", "截图")
PHOTOS = ("照片等材料",)
OFFICE_FIRST = ("office", "self")
OFFICE_ONLY = ("office",)
RANKED = ("third-party", "office", "self")
WITHIN_THE_ROW = floor("认定扣分以本行分值为限", key="row_floor")


class Clauses:
    """The rows of one annex under the Readings of a scheme."""

    def __init__(self, scheme: Scheme, annex: str) -> None:
        self._scheme = scheme
        self._annex = annex
        self._no_applications = yes(
            "no_applications", "本年度未收到政府信息公开申请", optional=True, past=True
        )
        self._no_new_media = yes("no_new_media", "本年度没有政务新媒体账号", optional=True, past=True)
        self._media_notices = incidents("notices", "政务新媒体管理被通报", past=True)
        self.shared = (self._no_applications, self._no_new_media)
        self._constraints: list[Constraint] = []

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """What cannot be true together, of the rows that were made."""
        return tuple(self._constraints)

    def never(self, key: str, says: str, *together: Bool) -> None:
        """Facts that contradict each other."""
        self._constraints.append(Constraint(key, says, Not(all_of(*together))))

    def at(self, place: str) -> str:
        """The locator of a row of this annex."""
        return f"{self._annex}/{place}"

    def is_read(self, reading: str, value: str) -> bool:
        """Whether the Reading has this answer."""
        return self._scheme.reading(reading) == value

    def assessed(self, label: str, points: int) -> tuple[Move, ...]:
        """A row without any printed amount."""
        mark = award("award", label, points)
        moves = (given(mark),)
        if self.is_read("unpriced_rows", "all-or-nothing"):
            return (*moves, void_unless(at_least(mark, points), "未全部达到要求", key="not_all"))
        return moves

    def shortfalls(self, what: str, points: int) -> Move:
        """Requirements of a row for which no amount is printed: entries with amount, person and reason."""
        listed = entries("shortfalls", what, award("points", "扣分", points), judged=True, optional=True)
        return sums(listed, sign=-1, when=Truth(self.is_read("unpriced_shortfalls", "judged")))

    def nothing(self, condition: Bool, label: str) -> Move:
        """Nothing of the kind this year."""
        read = Truth(self.is_read("nothing_this_year", "no-points"))
        return void_if(all_of(condition, read), label, key="nothing_this_year")

    def guide(self, points: int) -> Item:
        """公开指南."""
        return Item(
            "guide",
            "公开指南",
            points,
            full(),
            each(incidents("wording_errors", "表述错误"), -1),
            self.shortfalls("要素不齐全", points),
            floor("扣完为止"),
            void_unless(yes("updated", "已编制并更新公开指南"), "未更新"),
            clause=self.at("政府信息公开/主动公开/1"),
            evidence=LINKS,
        )

    def policy(self, points: int) -> Item:
        """政策文件、政策解读: four requirements, no amount."""
        return Item(
            "policy",
            "政策文件和政策解读",
            points,
            *self.assessed(
                "政策文件和解读评分（多元化解读率、审核流程、相互关联、公布解读人及电话）", points
            ),
            clause=self.at("政府信息公开/主动公开/2"),
            evidence=PHOTOS,
        )

    def annual_report(self, points: int, row: int, errors: str) -> Item:
        """政府信息公开年度报告."""
        on_time = yes("published_on_time", "在2021年1月31日前发布年度报告", past=True)
        judged = award(
            "late_deduction", "未按期发布的认定扣分", points, judged=True, unless=on_time, past=True
        )
        amount = If(Truth(self.is_read("late_report", "judged")), judged, 0)
        voids = Truth(self.is_read("late_report", "no-points"))
        self.never("late_deduction", "按期发布，却有未按期发布的认定扣分", on_time, over(judged, 0))
        return Item(
            "annual_report",
            "政府信息公开年度报告",
            points,
            full(),
            lose(yes("duplicated", "内容与往年年报雷同"), 3, "内容雷同"),
            adds("late", "未按期发布", If(Not(on_time), -amount, 0)),
            self.shortfalls("内容不完整", points),
            WITHIN_THE_ROW,
            void_if(all_of(Not(on_time), voids), "未按期发布", key="late_void"),
            void_if(yes("data_errors", errors), errors),
            clause=self.at(f"政府信息公开/主动公开/{row}"),
            evidence=LINKS,
        )

    def request_channel(self, points: int, evidence: tuple[str, ...]) -> Item:
        """依申请公开渠道."""
        return Item(
            "request_channel",
            "依申请公开渠道",
            points,
            *self.assessed("提供依申请公开渠道并保持畅通的评分", points),
            clause=self.at("政府信息公开/依申请公开/1"),
            evidence=evidence,
        )

    def reply_doc(self, points: int) -> Item:
        """答复书."""
        missing = NumberOf(incidents("missing_elements", "答复书要素缺失", past=True))
        says = "本年度未收到申请，却有答复书要素缺失"
        self.never("no_reply_doc", says, self._no_applications, at_least(missing, 1))
        return Item(
            "reply_doc",
            "规范制作答复书",
            points,
            full(),
            each(If(self._no_applications, 0, missing), -1, label="答复书要素缺失", key="missing_elements"),
            floor("扣完为止"),
            self.nothing(self._no_applications, "本年度未收到申请"),
            clause=self.at("政府信息公开/依申请公开/2"),
            evidence=("答复情况",),
        )

    def reply_time(self, points: int) -> Item:
        """法定期限内答复."""
        overdue = at_least(NumberOf(incidents("overdue", "超期答复", past=True)), 1)
        self.never("no_reply", "本年度未收到申请，却有超期答复", self._no_applications, overdue)
        return Item(
            "reply_time",
            "在法定期限内答复",
            points,
            full(),
            self.nothing(self._no_applications, "本年度未收到申请"),
            void_if(all_of(Not(self._no_applications), overdue), "超期答复"),
            clause=self.at("政府信息公开/依申请公开/3"),
            assessed_by=OFFICE_FIRST,
        )

    def new_media_cleanup(self, points: int) -> Item:
        """政务新媒体清理."""
        concealed = yes("concealed", "存在瞒报、漏报")
        self.never("no_account", "本年度没有政务新媒体，却有瞒报、漏报", self._no_new_media, concealed)
        return Item(
            "new_media_cleanup",
            "政务新媒体清理",
            points,
            full(),
            self.shortfalls("清理不到位", points),
            WITHIN_THE_ROW,
            self.nothing(self._no_new_media, "本年度没有政务新媒体"),
            void_if(all_of(Not(self._no_new_media), concealed), "瞒报、漏报"),
            clause=self.at("政务新媒体/政务新媒体清理/1"),
            evidence=("保留说明或注销截图",),
        )

    def new_media_care(self, points: int) -> Item:
        """政务新媒体管理."""
        notices = NumberOf(self._media_notices)
        self.never(
            "no_media_notice", "本年度没有政务新媒体，却有管理通报", self._no_new_media, at_least(notices, 1)
        )
        return Item(
            "new_media_care",
            "政务新媒体管理",
            points,
            full(),
            each(If(self._no_new_media, 0, notices), -1, label="政务新媒体管理被通报", key="notices"),
            floor("扣完为止"),
            self.nothing(self._no_new_media, "本年度没有政务新媒体"),
            clause=self.at("政务新媒体/政务新媒体管理/1"),
            assessed_by=OFFICE_FIRST,
        )

    def submissions(self, points: int) -> Item:
        """政府网站投稿."""
        return Item(
            "submissions",
            "政府网站投稿情况",
            points,
            *self.assessed("全年信息投稿和上稿情况评分", points),
            clause=self.at("政府网站信息报送/政府网站投稿情况/1"),
            assessed_by=OFFICE_FIRST,
        )

    def leadership(self, points: int) -> Item:
        """领导重视."""
        return Item(
            "leadership",
            "领导重视",
            points,
            *self.assessed("主要领导每季度听取汇报、部署工作的评分", points),
            clause=self.at("组织保障/领导重视/1"),
            evidence=("会议记录等材料",),
        )

    def staffing(self, points: int) -> Item:
        """人员配备."""
        by_case = self.is_read("staffing_count", "each")
        rule = each if by_case else once
        everyone = Truth(self.is_read("training_scope", "any"))
        changed = yes("staff_changed", "本年度有人员变动", past=True)
        unreported = NumberOf(incidents("unreported_changes", "人员变动未书面报备"))
        missed = NumberOf(incidents("missed_training", "未到市经济信息中心跟班学习"))
        applies = any_of(everyone, changed, at_least(unreported, 1))
        training = If(applies, missed, 0)
        self.never(
            "staff_changed", "本年度没有人员变动，却有未报备的变动", Not(changed), at_least(unreported, 1)
        )
        return Item(
            "staffing",
            "人员配备",
            points,
            full(),
            rule(unreported, -2),
            rule(training, -1, label="未跟班学习", key="missed_training"),
            self.shortfalls("没有专门的分管领导或工作人员", points),
            floor("按次累计，扣完为止", key="row_floor") if by_case else WITHIN_THE_ROW,
            clause=self.at("组织保障/人员配备/1"),
            assessed_by=OFFICE_FIRST,
        )

    def adoption(self) -> Item:
        """加分项 1, first sentence: experience or reflections adopted by a higher level."""
        by = level("level", "采用单位", "江西省", "宜春市", "市政府")
        repeat = level("counted_higher", "同一信息已被更高一级采用", "否", "是", default="否")
        adopted = incidents("adoptions", "经验或心得体会信息被采用", by, repeat)
        rule = each if self.is_read("adoption_count", "each") else once
        only = {"counted_higher": "否"} if self.is_read("adoption_overlap", "highest") else {}
        self._overlaps(adopted)
        return Item(
            "adoption",
            "经验信息被采用",
            None,
            rule(adopted, 10, label="被江西省采用", level="江西省", **only),
            rule(adopted, 5, label="被宜春市采用", level="宜春市", **only),
            rule(adopted, 2, label="被市政府采用", level="市政府", **only),
            clause=self.at("加分项/1"),
            kind="bonus",
            evidence=("相关佐证材料",),
        )

    def _overlaps(self, adopted: ListField) -> None:
        """A piece that was counted at a higher level needs an adoption at one."""

        def of(level: str, **more: str) -> Num:
            return NumberOf(adopted, (("level", level), *more.items()))

        higher = of("江西省")
        says = "标明同一信息已被更高一级采用，却没有更高一级的采用"
        self.never("province_is_highest", says, over(of("江西省", counted_higher="是"), 0))
        self.never("city_overlap", says, over(of("宜春市", counted_higher="是"), higher))
        self.never("own_overlap", says, over(of("市政府", counted_higher="是"), higher + of("宜春市")))

    def interpretation(self) -> Item:
        """加分项 1, second sentence: 3 to 5 points for each interpretation of high quality."""
        documents = entries("documents", "高质量文件解读", award("points", "每篇加分", 5, minimum=3))
        return Item(
            "interpretation",
            "高质量文件解读",
            None,
            sums(documents),
            clause=self.at("加分项/1"),
            kind="bonus",
            evidence=("相关佐证材料",),
        )

    def discretionary_bonus(self, row: int) -> Item:
        """酌情加分."""
        return Item(
            "discretionary_bonus",
            "酌情加分",
            None,
            sums(
                entries("entries", "市政府办酌情考虑的加分情形", award("points", "加分", None), judged=True)
            ),
            clause=self.at(f"加分项/{row}"),
            kind="bonus",
            evidence=("相关佐证材料",),
            assessed_by=OFFICE_ONLY,
        )

    def monthly_notice(self) -> Item:
        """每月通报: 5 points each, 10 at most."""
        notices = NumberOf(incidents("notices", "每月通报中被通报", past=True))
        media = count("also_new_media", "其中已在政务新媒体管理中扣分的次数", past=True)
        again = If(Truth(self.is_read("notice_overlap", "once")), media, 0)
        says = "monthly_notice.also_new_media 多于每月通报或政务新媒体管理的通报次数"
        self.never("also_new_media", says, over(media, least(notices, NumberOf(self._media_notices))))
        return Item(
            "monthly_notice",
            "每月通报",
            10,
            each(notices - again, -5, cap=10, label="每月通报", key="notices"),
            clause=self.at("扣分项/1"),
            kind="penalty",
            assessed_by=OFFICE_FIRST,
        )

    def lost_cases(self) -> Item:
        """行政复议或诉讼败诉."""
        rule = each if self.is_read("lost_cases", "each") else once
        return Item(
            "lost_cases",
            "行政复议或诉讼败诉",
            None,
            rule(incidents("cases", "依申请公开引起行政复议或诉讼被判败诉", past=True), -10),
            clause=self.at("扣分项/2"),
            kind="penalty",
            assessed_by=OFFICE_FIRST,
        )

    def stale_columns(self, row: int) -> Item:
        """动态栏目超期提醒: 1 point each, 10 at most."""
        return Item(
            "stale_columns",
            "动态栏目更新超期",
            10,
            each(incidents("reminders", "动态栏目超期提醒", past=True), -1, cap=10),
            clause=self.at(f"扣分项/{row}"),
            kind="penalty",
            assessed_by=OFFICE_FIRST,
        )

    def discretionary_penalty(self, row: int) -> Item:
        """酌情扣分."""
        listed = entries("entries", "市政府办酌情考虑的扣分情形", award("points", "扣分", None), judged=True)
        return Item(
            "discretionary_penalty",
            "酌情扣分",
            None,
            sums(listed, sign=-1),
            clause=self.at(f"扣分项/{row}"),
            kind="penalty",
            assessed_by=OFFICE_ONLY,
        )
