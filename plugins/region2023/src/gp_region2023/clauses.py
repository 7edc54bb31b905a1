"""What both annexes print alike, row by row, and the words that all rows share."""

from __future__ import annotations

from gpcli.pack import (
    Bool,
    Constraint,
    If,
    Item,
    ListField,
    Move,
    Not,
    Note,
    Num,
    NumberOf,
    Scheme,
    Section,
    Truth,
    adds,
    all_of,
    at_least,
    at_most,
    award,
    count,
    each,
    entries,
    floor,
    full,
    given,
    incidents,
    index,
    least,
    once,
    over,
    sums,
    void_if,
    yes,
)

ASSESSED = ("office", "third-party", "self")
OWN_MATERIAL = ("自评材料及依据",)
NO_MATERIAL = ()


class Clauses:
    """The rows of one annex under the Readings of a scheme."""

    def __init__(self, scheme: Scheme, annex: str) -> None:
        self._scheme = scheme
        self._annex = annex
        self.no_policies = yes("no_policies", "本年度没有需要解读的政策文件", optional=True, past=True)
        self._constraints: list[Constraint] = []

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """What cannot be true together, of the rows that were made."""
        return tuple(self._constraints)

    def never(self, key: str, says: str, *together: Bool) -> None:
        """Facts that contradict each other."""
        self._constraints.append(Constraint(key, says, Not(all_of(*together))))

    def at(self, place: str) -> str:
        """The locator of a row or sub-item of this annex."""
        return f"{self._annex}/{place}"

    def is_read(self, reading: str, value: str) -> bool:
        """Whether the Reading has this answer."""
        return self.reading(reading) == value

    def reading(self, reading: str) -> str:
        """The Reading's answer."""
        return self._scheme.reading(reading)

    def item(
        self,
        id_: str,
        name: str,
        points: int,
        place: str,
        *moves: Move,
        evidence: tuple[str, ...] = OWN_MATERIAL,
    ) -> Item:
        """One sub-item: 考评方式 names the office and the third party, 自评成绩 is the unit's own."""
        clause = self.at(place)
        return Item(id_, name, points, *moves, clause=clause, evidence=evidence, assessed_by=ASSESSED)

    def assessed(
        self,
        id_: str,
        name: str,
        points: int,
        place: str,
        label: str,
        evidence: tuple[str, ...] = OWN_MATERIAL,
    ) -> Item:
        """A sub-item marked as the work is done (根据每项工作完成情况)."""
        return self.item(id_, name, points, place, given(award("award", label, points)), evidence=evidence)

    def row_floor(self) -> tuple[Move, ...]:
        """A floor of a whole row that the document does not print."""
        return (floor("本项指标扣至0分为止", key="row_floor"),) if self.is_read("item_floor", "row") else ()

    def item_floor(self) -> tuple[Move, ...]:
        """A floor of a sub-item that the document does not print."""
        return (floor("本小项扣至0分为止", key="item_floor"),) if self.is_read("item_floor", "item") else ()

    def shortfalls(self, what: str, points: int, claim: Bool | None = None) -> Move:
        """Requirements of a sub-item for which no amount is printed: entries with person and reason.

        ``claim``: nothing of the kind this year, beside which there can be none.
        """
        listed = entries("shortfalls", what, award("points", "扣分", points), judged=True, optional=True)
        if claim is not None:
            key = f"shortfalls_{len(self._constraints)}"
            self.never(key, f"全年没有相应事项，却有{what}", claim, at_least(NumberOf(listed), 1))
        return sums(listed, sign=-1, when=Truth(self.is_read("unpriced_shortfalls", "judged")))

    def nothing(self, claim: Bool, label: str, *listed: ListField) -> Move:
        """Nothing of the kind this year; the claim and something in the lists cannot both be."""
        for one in listed:
            key = f"nothing_{len(self._constraints)}"
            self.never(key, f"{label}，却有{one.label}", claim, at_least(NumberOf(one), 1))
        read = Truth(self.is_read("nothing_this_year", "no-points"))
        return void_if(all_of(claim, read), label, key="nothing_this_year")

    def basics(self) -> Section:
        """1 政务公开基础工作."""
        unmarked = incidents("unmarked", "未提出公开属性意见或未标注公开属性的公文（例）")
        attributes = self.item(
            "attributes",
            "公文公开属性认定",
            5,
            "1/1",
            full(),
            each(unmarked, "-0.1"),
            self.more_faults("既未提出又未标注公开属性的公文（例，已计一次）", unmarked, 1),
            *self.item_floor(),
        )
        report = self._annual_report()
        return Section(
            "basics", "政务公开基础工作", 10, attributes, report, *self.row_floor(), clause=self.at("1")
        )

    def _annual_report(self) -> Item:
        late = incidents("late_reports", "未按时公开的年报（份）", past=True)
        data = NumberOf(incidents("inaccurate_reports", "只有数据不准确的年报（份）"))
        form = NumberOf(incidents("misformatted_reports", "只有格式不规范的年报（份）"))
        both = NumberOf(incidents("doubly_faulty_reports", "数据不准确、格式也不规范的年报（份）"))
        rule = each if self.is_read("report_count", "each") else once
        errors: dict[str, tuple[Move, ...]] = {
            "either": (
                rule(data + form + both, -1, label="数据不准确或格式不规范的年报（份）", key="errors"),
            ),
            "each": (
                rule(data + both, -1, label="数据不准确的年报（份）", key="inaccurate"),
                rule(form + both, -1, label="格式不规范的年报（份）", key="misformatted"),
            ),
            "both": (
                rule(both, -1, label="数据不准确、格式也不规范的年报（份）", key="errors"),
                adds("one_error", "只有一种情形的年报（份）", If(Truth(False), data + form, 0)),
            ),
        }
        return self.item(
            "annual_report",
            "政府信息公开年报",
            5,
            "1/2",
            full(),
            rule(late, -2),
            *errors[self.reading("report_errors")],
            self.shortfalls("年报未集中发布等没有列明扣分的不足", 5),
            *self.item_floor(),
        )

    def platforms(self, points: int, *more: Item) -> Section:
        """3 政务公开平台建设."""
        website = self.item(
            "website",
            "政府网站",
            10,
            "3/1",
            full(),
            each(incidents("late_updates", "政府网站栏目更新不及时（次）", past=True), "-0.1"),
            each(incidents("wording_errors", "发布的信息表述错误（项）"), "-0.5"),
            each(incidents("late_fixes", "季度巡查问题整改不及时（项）", past=True), "-0.1"),
            each(incidents("vulnerabilities", "出现安全漏洞（次）", past=True), "-0.5"),
            self.shortfalls("信息分类展示、栏目设置等没有列明扣分的不足", 10),
            *self.item_floor(),
        )
        media, note = self._new_media()
        return Section(
            "platforms",
            "政务公开平台建设",
            points,
            website,
            media,
            *more,
            *self.row_floor(),
            clause=self.at("3"),
            notes=(note,),
        )

    def _new_media(self) -> tuple[Item, Note]:
        """An outside index; neither its full mark nor the formula is printed."""
        score = index("index_score", "《政务新媒体运行情况评估指标》得分", 100)
        none = yes("no_new_media", "本年度没有政务新媒体账号", optional=True, past=True)
        converted = self.is_read("new_media_conversion", "converted")
        points: Num = least(score, 10) if converted else score * "0.1"
        nothing = all_of(none, Truth(self.is_read("no_new_media", "no-points")))
        if self.is_read("no_new_media", "full"):
            points = If(none, 10, points)
        self.never(
            "converted",
            "解释口径 new_media_conversion=converted 下得分已经折合，不超过 10 分",
            Truth(converted),
            over(score, 10),
        )
        item = self.item(
            "new_media",
            "政务新媒体",
            10,
            "3/2",
            adds("index_score", "按指标得分折合", points),
            void_if(nothing, none.field.label, key="no_new_media"),
        )
        says = (
            "政务新媒体指标得分不超过10，仍以100分为满分折合；"
            "如果已经折合，应改用解释口径 new_media_conversion=converted"
        )
        looks = all_of(Truth(not converted), over(score, 0), at_most(score, 10))
        return item, Note("index_looks_converted", says, looks)

    def policy(self, push: Item) -> Section:
        """4 政策解读; for the third sub-item only 附件3 prints a rule."""
        none, says = self.no_policies, self.no_policies.field.label
        late = incidents("not_simultaneous", "解读与政策文件发布不同步（项）", unless=none, past=True)
        faulty = incidents(
            "faulty", "内容空泛、形式单一、无重点、仓促成文或敷衍了事的解读（项）", unless=none
        )
        sync = self.item(
            "policy_sync",
            "政策解读同步发布",
            3,
            "4/1",
            full(),
            each(late, "-0.1"),
            self.shortfalls("解读不通俗、未设置双向跳转链接等没有列明扣分的不足", 3, none),
            *self.item_floor(),
            self.nothing(none, says, late),
        )
        forms = self.item(
            "policy_forms",
            "多元化解读形式",
            3,
            "4/2",
            full(),
            each(faulty, "-0.1"),
            self.more_faults("同一项解读兼有的其余情形（处，每项解读的第一种不计）", faulty, 4),
            *self.item_floor(),
            self.nothing(none, says, faulty),
        )
        items = (sync, forms, push)
        return Section(
            "policy", "政策解读", 10, *items, *self.row_floor(), clause=self.at("4"), shared=(none,)
        )

    def more_faults(self, label: str, faulty: ListField, most_each: int) -> Move:
        """Circumstances beyond the first of one thing, for a rule that lists several and says 每项."""
        more = count("more_faults", label)
        says = f"more_faults 多于“{faulty.label}”件数的 {most_each} 倍"
        self.never(f"more_faults_{len(self._constraints)}", says, over(more, NumberOf(faulty) * most_each))
        within = least(more, NumberOf(faulty) * most_each)
        on = self.is_read("per_item", "fault")
        return self.each_where(within, "-0.1", label, "more_faults", on=on)

    def each_where(self, counted: Num, points: str, label: str, key: str, *, on: bool) -> Move:
        """A deduction for each that a Reading switches on."""
        if on:
            return each(counted, points, label=label, key=key)
        return adds(key, label, If(Truth(False), counted, 0))

    def requests(self, row: int, own_errors: str, *units: Move) -> Section:
        """依申请公开办理: row 6 in 附件2, row 5 in 附件3.

        ``own_errors``: whose errors are the assessed unit's own; ``units``: what other units' errors cost.
        """
        none = yes("no_requests", "本年度没有收到政府信息公开申请", optional=True, past=True)
        unlawful = incidents("unlawful_replies", "答复违法但未被提起复议或诉讼（例）", unless=none, past=True)
        revoked = NumberOf(incidents("revocations", "行政复议和行政诉讼撤销（例）", past=True))
        handling = self.item(
            "request_handling",
            "依申请公开办理程序和答复时限",
            4,
            f"{row}/1",
            full(),
            each(unlawful, "-0.1"),
            self.shortfalls("办理程序不规范等没有列明扣分的不足", 4, none),
            *self.item_floor(),
            self.nothing(none, none.field.label, unlawful),
        )
        on = self.is_read("revocations", "counted")
        corrections = self.item(
            "request_corrections",
            "无纠错、撤销情况",
            4,
            f"{row}/2",
            full(),
            each(incidents("corrections", "行政复议和行政诉讼纠错（例，撤销的另计）", past=True), "-0.2"),
            self.each_where(revoked, "-0.2", "行政复议和行政诉讼撤销（例）", "revocations", on=on),
            *self.item_floor(),
        )
        complaints = self.item(
            "request_complaints",
            "依申请投诉举报处理",
            2,
            f"{row}/3",
            full(),
            each(incidents("unhandled", "作为监管机构未依法履职、未依法处理投诉（例）", past=True), "-0.1"),
            each(incidents("own_errors", own_errors, past=True), "-0.2"),
            *units,
            *self.item_floor(),
        )
        items = (handling, corrections, complaints)
        return Section("requests", "依申请公开办理", 10, *items, *self.row_floor(), clause=self.at(str(row)))

    def interaction(self, row: int, open_month: Item) -> Section:
        """政民互动: row 7 in 附件2, row 6 in 附件3; its second sub-item has a rule of its own in each."""
        none = yes("no_messages", "本年度没有群众和企业留言事项", optional=True, past=True)
        overdue = incidents("overdue", "留言事项未按时回应或办理不及时（例）", unless=none, past=True)
        messages = self.item(
            "messages",
            "民声留言板、企业留言板",
            5,
            f"{row}/1",
            full(),
            each(overdue, "-0.1"),
            self.shortfalls("网络渠道不畅通等没有列明扣分的不足", 5),
            *self.item_floor(),
            self.nothing(none, none.field.label, overdue),
        )
        return Section(
            "interaction", "政民互动", 10, messages, open_month, *self.row_floor(), clause=self.at(str(row))
        )

    def organization(self, *items: Item) -> Section:
        """8 组织体系和监督保障."""
        return Section("organization", "组织体系和监督保障", 15, *items, clause=self.at("8"))
