"""第十三条: the daily assessment, four quarters of 20 points with the same five items."""

from __future__ import annotations

from decimal import Decimal

from gpcli.pack import (
    Const,
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
    SumOf,
    Truth,
    adds,
    award,
    below,
    cap,
    entries,
    floor,
    full,
    level,
    quotient,
    sums,
    yes,
)

POINTS = 20
ZERO = Decimal(0)
QUARTERS = {"q1": "第一季度", "q2": "第二季度", "q3": "第三季度", "q4": "第四季度"}
OFFICE_ONLY = ("office",)
NO_MONTH = "未分月"
COVERAGE = "全面化不足的扣分（信息更新的及时性、有效性，重点信息的质量和数量）"
ACCURACY = "规范性问题的扣分（无效信息、不当转发、错别字、格式排版、放错栏目、缺附件下载等）"
TIMELINESS = "常态化问题的扣分（未公开或逾期公开、重点栏目全季未发布、变更未更新、定期信息迟发断档缺失）"
RECTIFICATION = "整改问题的扣分（未按时间节点、未到位、不全面；拒不整改的加重）"
TASKS = "其他工作及培训任务的扣分（阶段性工作、其他工作、培训、轮训、投稿等）"


class Quarter:
    """One quarter under the Readings of a scheme; ``deducted`` counts what its items so far take away."""

    def __init__(self, scheme: Scheme, id: str) -> None:  # noqa: A002 - the field's word
        self.id = id
        self.name = QUARTERS[id]
        self.deducted: list[Num] = []
        self._monthly: list[ListField] = []
        self._scheme = scheme
        self._inspected = yes("inspected", f"{self.name}已按月督查并汇总")
        first = 3 * list(QUARTERS).index(id) + 1
        self._months = tuple(f"{month}月" for month in range(first, first + 3))

    def section(self) -> Section:
        """每季度20分. Until it is said to be inspected, a quarter has no final points."""
        floors = (floor("扣至0分为止"),) if self._scheme.reading("floor") == "parts" else ()
        pending = Note(
            f"{self.id}_inspected", f"{self.name}尚未督查汇总", Not(self._inspected), effect="withhold"
        )
        coverage = self._coverage()
        others = (
            self._item("accuracy", "信息公开的规范性", 2, self._loses("规范性问题", ACCURACY)),
            self._item("timeliness", "信息公开的常态化", 3, self._loses("常态化问题", TIMELINESS)),
            self._rectification(),
            self._item("tasks", "其他工作及培训任务", 5, self._loses("工作或任务未完成", TASKS)),
        )
        return Section(
            self.id,
            f"日常考核{self.name}",
            POINTS,
            full(),
            coverage,
            *others,
            *self._mean_of_months(),
            *floors,
            clause="第十三条",
            notes=(pending,),
            shared=(self._inspected,),
        )

    def _mean_of_months(self) -> tuple[Move, ...]:
        """按月督查，按季度汇总: where the quarter is the mean of its months, two thirds of theirs come back.

        What is entered without a month, or awarded, is the whole quarter's.
        """
        if self._scheme.reading("months") == "sum":
            return ()
        by_month = (
            SumOf(listed, "points", (("month", month),)) for listed in self._monthly for month in self._months
        )
        most = sum((one.maximum * one.amounts["points"].maximum for one in self._monthly), ZERO)
        shared = quotient(sum(by_month, Const(ZERO)) * 2, 3, 0, most)
        whole = cap(POINTS, "不超过本季度20分", key="whole_quarter")
        return (adds("mean_of_months", "三个月平均", shared), whole)

    def _item(self, key: str, name: str, row: int, *moves: Move) -> Item:
        return Item(
            f"{self.id}_{key}",
            name,
            None,
            *moves,
            clause=f"第十三条/{row}/{self.name}",
            assessed_by=OFFICE_ONLY,
        )

    def _loses(self, line: str, label: str, *, counts: bool = True) -> Move:
        """One list of deductions under a short word of its own; one that a Reading may leave out."""
        listed = self._deductions(label)
        if not counts:
            self._monthly.remove(listed)
        return sums(listed, sign=-1, when=Truth(counts), label=line)

    def _deductions(self, label: str, *, refusals: bool = False) -> ListField:
        """Entries at the assessor's discretion; each may say in which month's inspection it was found."""
        month = level("month", "督查月份", NO_MONTH, *self._months, default=NO_MONTH)
        refused = level("refused", "拒不整改", "否", "是", default="否")
        listed = entries(
            "deductions",
            label,
            award("points", "扣分", None),
            *((month, refused) if refusals else (month,)),
            judged=True,
            unless=self._inspected,
        )
        self.deducted.append(NumberOf(listed))
        self._monthly.append(listed)
        return listed

    def _coverage(self) -> Item:
        """第1项 gives points where the others deduct: what it does not give of the 20 is lost."""
        awarded = self._scheme.reading("quarter_start") == "awarded"
        mark = award("award", "信息公开全面化的得分（只在第1项由考评人给分的口径下计）", POINTS)
        if awarded:
            self.deducted.append(If(below(mark, POINTS), 1, 0))
        return self._item(
            "coverage",
            "信息公开的全面化",
            1,
            self._loses("全面化不足", COVERAGE, counts=not awarded),
            adds("award", "全面化未得的分", If(Truth(awarded), mark - POINTS, 0)),
        )

    def _rectification(self) -> Item:
        """第4项: who refuses to mend loses more; by how much is the assessor's to say."""
        listed = self._deductions(RECTIFICATION, refusals=True)
        return self._item(
            "rectification",
            "问题整改完成情况",
            4,
            sums(listed, sign=-1, label="整改未完成", refused="否"),
            sums(listed, sign=-1, label="拒不整改，加重扣分", refused="是"),
        )
