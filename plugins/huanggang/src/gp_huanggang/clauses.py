"""Rules that several rows follow, and the rows that 附件2 and 附件3 both print, with their own weights."""

from __future__ import annotations

from gpcli.pack import (
    Bool,
    Constraint,
    Item,
    ListField,
    Move,
    Not,
    Note,
    Scheme,
    Yes,
    all_of,
    any_of,
    at_least,
    award,
    below,
    by_level,
    count,
    each,
    floor,
    full,
    gain,
    given,
    incidents,
    level,
    over,
    subtotal,
    void_unless,
    yes,
)

OFFICE_FIRST = ("office", "self")
SELF_FIRST = ("self", "office")
NO_APPLICATIONS = "本年度未收到政府信息公开申请"


def earns(name: str, label: str, points: int | str, *, past: bool = False) -> Move:
    """One requirement with its printed amount; ``past`` where its date has gone by."""
    return gain(yes(name, label, past=past), points, label)


class Clauses:
    """The rows of one annex under the Readings of a scheme."""

    def __init__(self, scheme: Scheme, annex: str) -> None:
        self._scheme = scheme
        self._annex = annex
        self.no_applications = yes("no_applications", NO_APPLICATIONS, optional=True, past=True)
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

    def item(
        self,
        id_: str,
        name: str,
        points: int,
        place: str,
        *moves: Move,
        by: tuple[str, ...] = SELF_FIRST,
    ) -> Item:
        """A base row."""
        return Item(id_, name, points, *moves, clause=self.at(place), assessed_by=by)

    def assessed(self, label: str, points: int, *, past: bool = False) -> tuple[Move, ...]:
        """A row of several requirements, or of a degree, without any printed amount."""
        mark = award("award", label, points, past=past)
        moves = (given(mark),)
        if self.is_read("unpriced_rows", "all-or-nothing"):
            return (*moves, void_unless(at_least(mark, points), "未全部达到要求", key="not_all"))
        return moves

    def assessed_unless(self, nothing: Yes, label: str, points: int) -> tuple[Move, ...]:
        """Such a row, where there may have been ``nothing`` of the kind this year."""
        says = nothing.field.label
        mark = award("award", label, points, unless=nothing)
        self.never(f"{nothing.field.name}_assessed", f"{says}，却有“{label}”", nothing, over(mark, 0))
        spared = self.is_read("nothing_this_year", "full")
        moves = (given(mark), *((gain(nothing, points, says, key="nothing_this_year"),) if spared else ()))
        if self.is_read("unpriced_rows", "all-or-nothing"):
            enough = any_of(nothing, at_least(mark, points))
            return (*moves, void_unless(enough, "未全部达到要求", key="not_all"))
        return moves

    def or_nothing(self, nothing: Bool, met: Bool) -> Bool:
        """A requirement that is met, or of which there was nothing this year."""
        if self.is_read("nothing_this_year", "full"):
            return any_of(nothing, met)
        return all_of(Not(nothing), met)

    def spared(self, label: str, says: str) -> str:
        """The label of a rule with what excuses it, where the Reading lets it excuse."""
        return f"{label}（{says}的不失分）" if self.is_read("nothing_this_year", "full") else label

    def earns_unless(
        self, item: str, nothing: Bool, says: str, met: Yes, points: int | str, label: str
    ) -> Move:
        """One requirement with its amount, where there may have been ``nothing`` of the kind this year."""
        name = met.field.name
        self.never(f"{item}_{name}", f"{says}，却填了没有做到“{met.field.label}”", nothing, Not(met))
        return gain(self.or_nothing(nothing, met), points, self.spared(label, says), key=name)

    def joined(self, key: str, label: str, points: int | str, *met: Yes) -> Move:
        """Several requirements in a row that have one printed amount."""
        condition = any_of(*met) if self.is_read("joined_requirements", "any") else all_of(*met)
        return gain(condition, points, label, key=key)

    def row_floor(self) -> tuple[Move, ...]:
        """A row of deductions for which the document does not print 扣完为止."""
        if self.is_read("row_floor", "zero"):
            return (floor("扣至本行0分为止", key="row_floor"),)
        return ()

    def per_case(
        self, id_: str, name: str, points: int, place: str, cases: ListField, each_case: int
    ) -> Item:
        """A row of deductions per case, without 扣完为止."""
        return self.item(
            id_, name, points, place, full(), each(cases, -each_case), *self.row_floor(), by=OFFICE_FIRST
        )

    def leaders(self, points: int, label: str) -> Item:
        """领导信息公开."""
        return self.item(
            "leaders",
            "领导信息公开",
            points,
            "主动公开/领导信息公开/1",
            full(),
            each(incidents("defects", label), -1),
            floor("扣完为止"),
        )

    def training(self) -> Item:
        """会议、业务培训: one amount for both."""
        return self.item(
            "training",
            "会议和业务培训",
            2,
            "日常管理/组织推进/3",
            self.joined(
                "training",
                "组织开展工作会议、业务培训",
                2,
                yes("meeting_held", "组织开展了相关工作会议"),
                yes("training_held", "组织开展了业务培训"),
            ),
        )

    def one_account(self, row: int, nothing: Yes | None = None) -> Item:
        """政务新媒体账号, the first rule."""
        label = "同一平台只开设一个政务新媒体账号"
        met = yes("one_account", label)
        if nothing is None:
            move = gain(met, 1, label)
        else:
            move = self.earns_unless("one_account", nothing, nothing.field.label, met, 1, label)
        return self.item(
            "one_account",
            "同一平台一个账号",
            1,
            f"日常管理/监督检查/{row}",
            move,
        )

    def documents(self, name: str, place: str, label: str, nothing: Yes | None = None) -> Item:
        """规范性文件公开, 文件公开: three rules that share 6 points.

        Only the first can be void of matter; the other two look at whatever stands on the site.
        """
        published = yes("all_published", label)
        if nothing is None:
            first = gain(published, 3, label)
        else:
            first = self.earns_unless("documents", nothing, nothing.field.label, published, 3, label)
        return self.item(
            "documents",
            name,
            6,
            place,
            first,
            earns("searchable", "站内搜索能够搜到已公开的文件", 1),
            earns("validity_marked", "已公开的文件标明有效性或起止时间", 2),
        )

    def hotline(self, first_row: int) -> tuple[Item, ...]:
        """12345热线: three rows of 2 points that lose 2 for each case."""
        rows = (
            ("hotline_receipt", "12345工单签收", "late_receipts", "未及时签收的12345工单（一件计一次）"),
            ("hotline_deadline", "12345工单答复期限", "overdue", "未按规定期限答复的12345工单（一件计一次）"),
            (
                "hotline_satisfaction",
                "12345工单满意度",
                "dissatisfied",
                "群众不满意的12345工单（一件计一次）",
            ),
        )
        return tuple(
            self.per_case(id_, name, 2, f"主动公开/回应关切/{row}", incidents(fact, label, past=True), 2)
            for row, (id_, name, fact, label) in enumerate(rows, first_row)
        )

    def meeting_attendance(self, points: int) -> Item:
        """列席会议: once a year at least."""
        held = count("sessions", "1年内请公众、专家、媒体等列席会议的次数")
        return self.item(
            "meeting_attendance",
            "列席会议",
            points,
            "主动公开/会议开放/1",
            gain(at_least(held, 1), points, "1年内至少开展1次列席会议"),
        )

    def guide(self) -> Item:
        """公开指南."""
        return self.item(
            "guide",
            "公开指南规范性",
            2,
            "主动公开/公开指南/1",
            earns("dated", "标注生成日期或年版", "0.5"),
            earns("channels_given", "写明信函、网络、传真、当面等申请方式", "0.5"),
            self.joined(
                "contacts_work",
                "电话畅通、邮箱准确",
                "0.5",
                yes("phone_works", "公开指南中的电话畅通"),
                yes("mailbox_correct", "公开指南中的邮箱准确"),
            ),
            earns("fits_regulation", "与新条例高度契合", "0.5"),
        )

    def data(self, column: str) -> Item:
        """数据发布; 3-6个月内有更新 is a Reading."""
        updated = level(
            "updated",
            f"{column}及其最近一次更新",
            "3个月内有更新",
            "超过3个月、6个月内有更新",
            "6个月内无更新",
            "未开设栏目",
        )
        half_year = "0.5" if self.is_read("data_update", "six-months") else 0
        fresh, slower, stale, none = updated.levels
        return self.item(
            "data",
            "数据发布",
            1,
            "主动公开/数据发布/1",
            by_level(
                updated,
                (fresh, "0.5"),
                (slower, half_year),
                (stale, 0),
                (none, 0),
                label="开设栏目且按期更新",
            ),
            self.joined(
                "well_presented",
                "数据分类合理、展现生动、查询下载功能完备",
                "0.5",
                yes("well_sorted", "数据分类科学合理"),
                yes("vivid", "数据展现方式生动"),
                yes("downloadable", "数据查询下载功能完备"),
            ),
        )

    def request_channel(self, points: int, effective: int | str, handled: int | str) -> Item:
        """渠道畅通: whether the channels work can be tested, applications or none."""
        prompt = yes("platform_prompt", "集约平台上的申请受理及时", past=True)
        return self.item(
            "request_channel",
            "申请渠道畅通",
            points,
            "依申请公开/渠道畅通/1",
            earns("channels_work", "公开指南中提供的渠道有效", effective),
            self.earns_unless(
                "request_channel",
                self.no_applications,
                NO_APPLICATIONS,
                prompt,
                handled,
                "集约平台上的申请受理及时",
            ),
        )

    def reply_time(self) -> Item:
        """回复及时."""
        met = yes("within_time", "所有申请都在法定期限内答复", past=True)
        return self.item(
            "reply_time",
            "按期答复",
            2,
            "依申请公开/回复及时/1",
            self.earns_unless(
                "reply_time", self.no_applications, NO_APPLICATIONS, met, 2, "在法定期限内答复"
            ),
        )

    def reply_doc(self) -> Item:
        """答复规范: four requirements, no amount."""
        label = "答复书形式、内容、说明理由和依据、救济渠道的评分"
        return self.item(
            "reply_doc",
            "答复规范",
            1,
            "依申请公开/答复规范/1",
            *self.assessed_unless(self.no_applications, label, 1),
        )


def below_zero(key: str, *items: Item) -> Note:
    """A row that lost more than its weight, where nothing is printed to stop it."""
    negative = (below(subtotal(item), 0) for item in items)
    label = "有的行扣分已超过该行分值，该行得分为负；文件未列“扣完为止”，见解释口径 row_floor"
    return Note(key, label, any_of(*negative))
