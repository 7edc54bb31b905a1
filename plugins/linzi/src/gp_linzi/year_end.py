"""第十四条: the assessment at year end, (一) to (四) deductions from 20 points, (五) and (六) bonuses."""

from __future__ import annotations

from gpcli.pack import (
    Item,
    ListField,
    Move,
    Not,
    Note,
    Scheme,
    Section,
    award,
    entries,
    floor,
    full,
    level,
    sums,
    yes,
)

POINTS = 20
DEDUCTED_BY = ("office", "third-party")
CLAIMED_BY = ("self", "office", "third-party")
EVIDENCE = ("自查材料",)


class YearEnd:
    """The year end under the Readings of a scheme; ``deductions`` and ``bonuses`` are its lists so far."""

    def __init__(self, scheme: Scheme) -> None:
        self.deductions: list[ListField] = []
        self.bonuses: list[ListField] = []
        self._scheme = scheme
        self._inspected = yes("inspected", "年终考核已完成")

    def section(self) -> Section:
        """（一）至（四）. Until the assessment is said to be done, there are no final points."""
        floors = (floor("扣至0分为止"),) if self._scheme.reading("floor") == "parts" else ()
        pending = Note("year_end_inspected", "年终考核尚未完成", Not(self._inspected), effect="withhold")
        return Section(
            "year_end",
            "年终考核",
            POINTS,
            full(),
            self._item(
                "plan",
                "区年度政务公开工作要点或工作方案落实情况",
                "（一）",
                self._deducts("任务落实不到位", "年度政务公开工作任务落实不到位的扣分"),
            ),
            self._item(
                "indicators",
                "年度政务公开工作评估指标体系责任分工完成情况",
                "（二）",
                self._deducts("指标分工未落实", "评估方案指标分工任务落实、整改情况的扣分"),
            ),
            self._item(
                "reports",
                "年度报告和公开指南、目录",
                "（三）",
                self._deducts(
                    "未按要求完成或更新", "年度报告、公开指南、主动公开目录未按要求完成或未及时更新的扣分"
                ),
            ),
            self._item(
                "requests",
                "依申请公开政府信息答复情况",
                "（四）",
                self._deducts("未依法依规答复", "未依法依规答复政府信息公开申请的扣分"),
                self._deducts(
                    "复议失败或败诉",
                    "因政务公开不合法、不合规而复议失败、败诉的扣分",
                    "lost_cases",
                    past=True,
                ),
            ),
            *floors,
            clause="第十四条",
            notes=(pending,),
            shared=(self._inspected,),
        )

    def bonus(self) -> Section:
        """（五）（六）: amounts at the assessor's discretion, no limit of their own."""
        return Section(
            "year_end_bonus",
            "年终考核加分",
            None,
            self._innovation(),
            self._grassroots(),
            clause="第十四条",
            kind="bonus",
        )

    def _item(self, key: str, name: str, place: str, *moves: Move) -> Item:
        return Item(
            f"year_end_{key}",
            name,
            None,
            *moves,
            clause=f"第十四条/{place}",
            evidence=EVIDENCE,
            assessed_by=DEDUCTED_BY,
        )

    def _bonus(self, key: str, name: str, place: str, move: Move) -> Item:
        return Item(
            f"year_end_{key}",
            name,
            None,
            move,
            clause=f"第十四条/{place}",
            kind="bonus",
            evidence=EVIDENCE,
            assessed_by=CLAIMED_BY,
        )

    def _deducts(self, line: str, label: str, name: str = "deductions", *, past: bool = False) -> Move:
        """Entries; each says whether a quarter has already deducted for the same problem."""
        repeated = level("in_daily", "同一问题已在日常考核中扣分", "否", "是", default="否")
        listed = entries(
            name,
            label,
            award("points", "扣分", None),
            repeated,
            judged=True,
            unless=self._inspected,
            past=past,
        )
        self.deductions.append(listed)
        if self._scheme.reading("repeat_deduction") == "once":
            return sums(listed, sign=-1, label=line, in_daily="否")
        return sums(listed, sign=-1, label=line)

    def _innovation(self) -> Item:
        """（五）."""
        listed = entries(
            "bonuses",
            "创新举措或突出成果获上级通报、领导批示等肯定或被推介的加分",
            award("points", "加分", None),
            judged=True,
        )
        self.bonuses.append(listed)
        return self._bonus("innovation", "创新举措或突出成果", "（五）", sums(listed, label="上级肯定或推介"))

    def _grassroots(self) -> Item:
        """（六）; each entry says whether （五） has already been given for the same achievement."""
        line = "省、市或区级认可"
        repeated = level("in_innovation", "同一成果已按第（五）项加分", "否", "是", default="否")
        listed = entries(
            "bonuses",
            "基层标准化规范化获省、市或区级政务公开工作机构认可的加分",
            award("points", "加分", None),
            repeated,
            judged=True,
        )
        self.bonuses.append(listed)
        once = self._scheme.reading("repeat_bonus") == "once"
        counted = sums(listed, label=line, in_innovation="否") if once else sums(listed, label=line)
        return self._bonus("grassroots", "基层标准化规范化创新亮点", "（六）", counted)
