"""第十五条: the bulletin (通报) over all units: every unit's points, then the list of problems.

Files of one quarter (``period = "2021-Q1"``) make a quarter's bulletin, ranked by that quarter; any others
make the year's, ranked by the total. Who judged an entry is not published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from gp_linzi.daily import NO_MONTH, QUARTERS
from gpcli.formatting import (
    FORM_WORDS,
    Report,
    Scored,
    as_csv,
    as_markdown,
    cell,
    inert,
    places,
    plain,
    problem_text,
    unit,
)

SCHEME = "linzi-2021"
TITLE = "临淄区政务公开工作考核情况通报"
UNOFFICIAL = "非正式结果"
NOTHING = "—"
PARTS = {**QUARTERS, "year_end": "年终考核", "year_end_bonus": "年终加分"}
PROBLEMS = ("序号", "单位", "季度/月份", "指标", "问题", "扣分", "条款", "日期")

Cell = str | Decimal | None
"""Text, points, or points that are not there yet."""


class Board(NamedTuple):
    """A table of the bulletin: its heading, its columns, its rows."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class Bulletin:
    """What the bulletin says, whatever it is printed as."""

    def __init__(self, report: Report) -> None:
        self._units = [one for one in report.scored if one.sheet.scheme.id == SCHEME]
        self._quarter = _only_quarter([one.sheet.period for one in self._units])
        self.title = TITLE
        periods = list(dict.fromkeys(filter(None, (one.sheet.period for one in self._units))))
        if periods:
            self.title += f"（{'、'.join(map(_period, periods))}）"
        self.notes = list(dict.fromkeys(filter(None, (one.sheet.note for one in self._units))))
        self.failed = [
            (outcome.path, problem_text(one, FORM_WORDS))
            for outcome in report.outcomes
            if outcome.scored is None
            for one in outcome.problems
        ]
        self.failed += [
            (unit(one.sheet, FORM_WORDS), f"按 {one.sheet.scheme.id} 评定，不列入本通报")
            for one in report.scored
            if one.sheet.scheme.id != SCHEME
        ]

    @property
    def about(self) -> list[str]:
        """The document, the pack, the Readings in force."""
        if not self._units:
            return [UNOFFICIAL]
        sheet = self._units[0].sheet
        readings = "；".join(f"{one.id}={one.value}（{one.says}）" for one in sheet.readings)
        pack = f"地区包 {sheet.scheme.pack} {sheet.scheme.pack_version}".rstrip()
        return [f"{sheet.scheme.document}　{pack}　{UNOFFICIAL}", f"解释口径：{readings}"]

    @property
    def boards(self) -> tuple[Board, ...]:
        """各单位得分, 问题清单."""
        return (self._scores(), self._problems()) if self._units else ()

    def _scores(self) -> Board:
        """The ranked units from the first down, then those of whom something is missing, as they came."""
        names = [unit(one.sheet, FORM_WORDS) for one in self._units]
        ranks = places([self._score(one) for one in self._units])
        rows: list[tuple[int, list[Cell]]] = []
        for one, name, place in zip(self._units, names, ranks, strict=True):
            tied = place is not None and ranks.count(place) > 1
            rank = NOTHING if place is None else f"{place}（并列）" if tied else str(place)
            last = len(ranks) + 1 if place is None else place
            rows.append((last, [rank, name, *self._columns(one), "；".join(self._missing(one))]))
        rows.sort(key=lambda row: row[0])
        head = ["排名", "单位", *(PARTS[part] for part in self._shown())]
        head += [] if self._quarter else ["封顶和下限", "总分"]
        by = "总分" if self._quarter is None else f"{QUARTERS[self._quarter]}得分"
        return Board(f"一、各单位得分（按{by}排名）", [*head, "说明"], [row for _, row in rows])

    def _problems(self) -> Board:
        found = [row for one in self._units for row in self._problems_of(one)]
        rows: list[list[Cell]] = [[str(number), *row] for number, row in enumerate(found, 1)]
        return Board("二、问题清单", PROBLEMS, rows)

    def _shown(self) -> list[str]:
        """The parts in columns: of a quarter's bulletin, the quarters up to it."""
        parts = list(PARTS)
        return parts if self._quarter is None else parts[: parts.index(self._quarter) + 1]

    def _score(self, one: Scored) -> Decimal | None:
        return one.sheet.total if self._quarter is None else _part(one, self._quarter)

    def _columns(self, one: Scored) -> list[Cell]:
        columns: list[Cell] = [_part(one, part) for part in self._shown()]
        if self._quarter is None:
            columns += [_limits(one), one.sheet.total]
        return columns

    def _missing(self, one: Scored) -> Iterator[str]:
        """What keeps a unit from its place."""
        for part in PARTS if self._quarter is None else (self._quarter,):
            if _withheld(one, part):
                yield f"{PARTS[part]}尚未{'督查汇总' if part in QUARTERS else '完成'}"
            elif _part(one, part) is None:
                yield f"{PARTS[part]}有待定事项"

    def _problems_of(self, one: Scored) -> Iterator[list[Cell]]:
        readings = {reading.id: reading.value for reading in one.sheet.readings}
        for item in one.sheet.items:
            if item.kind != "base" or self._quarter not in (None, item.section):
                continue
            for _, entry in item.remarks.incidents:
                yield [
                    unit(one.sheet, FORM_WORDS),
                    _when(item.section, entry),
                    item.name,
                    _what(entry),
                    _deducted(item.id, entry, readings),
                    item.clause,
                    str(entry.get("date", "")),
                ]


def markdown(report: Report) -> str:
    """The bulletin as a document."""
    bulletin = Bulletin(report)
    lines = [f"> {cell(note)}" for note in bulletin.notes]
    lines += [*([""] if lines else []), f"# {cell(bulletin.title)}", ""]
    for board in bulletin.boards:
        aligned = "".join("r" if name in _NUMBERS else "l" for name in board.head)
        rows = [[_printed(one) for one in row] for row in board.rows]
        table = as_markdown(board.head, rows, aligned) if rows else ["没有问题。"]
        lines += [f"## {board.name}", "", *table, ""]
    if bulletin.failed:
        lines += ["## 未评定", "", *(f"- {cell(f'{one}：{said}')}" for one, said in bulletin.failed), ""]
    return "\n".join([*lines, *(f"{cell(said)}\n" for said in bulletin.about)])


def csv(report: Report) -> str:
    """The bulletin as one sheet: title, tables one below the other, all lines of one width."""
    bulletin = Bulletin(report)
    rows: list[list[str]] = [[inert(note)] for note in bulletin.notes]
    rows.append([bulletin.title])
    for board in bulletin.boards:
        rows += [[], [board.name], list(board.head), *(list(map(_typed, row)) for row in board.rows)]
    if bulletin.failed:
        rows += [[], ["未评定"], *([inert(one), inert(said)] for one, said in bulletin.failed)]
    rows += [[], *([said] for said in bulletin.about)]
    width = max(map(len, rows))
    return as_csv([[*row, *[""] * (width - len(row))] for row in rows], bom=report.bom)


_NUMBERS = {*PARTS.values(), "封顶和下限", "总分", "扣分"}


def _printed(one: Cell) -> str:
    if isinstance(one, Decimal):
        return plain(one).replace("-", "−")
    return NOTHING if one is None else one


def _typed(one: Cell) -> str:
    if isinstance(one, Decimal):
        return plain(one)
    return "" if one is None else inert(one)


def _only_quarter(periods: Sequence[str]) -> str | None:
    """The quarter that all the files are about."""
    found = re.fullmatch(r"\d{4}-Q([1-4])", periods[0]) if len(set(periods)) == 1 else None
    return None if found is None else f"q{found.group(1)}"


def _period(text: str) -> str:
    found = re.fullmatch(r"(\d{4})(?:-Q([1-4]))?", text)
    if found is None:
        return text
    year, quarter = found.groups()
    return f"{year}年{QUARTERS[f'q{quarter}']}" if quarter else f"{year}年度"


def _withheld(one: Scored, part: str) -> bool:
    return any(note.id == f"{part}_inspected" for note in one.sheet.notes)


def _part(one: Scored, part: str) -> Decimal | None:
    """A part's points, once they are final."""
    section = next(section for section in one.sheet.sections if section.id == part)
    return None if _withheld(one, part) else section.mark.points


def _limits(one: Scored) -> Decimal | None:
    """What the last steps take away or give back."""
    if one.sheet.total is None:
        return None
    limits = [step.amount for step in one.sheet.steps if step.id not in ("base", *PARTS)]
    return sum((amount for amount in limits if amount is not None), Decimal(0))


def _when(part: str, entry: Mapping[str, Any]) -> str:
    month = str(entry.get("month", NO_MONTH))
    return PARTS[part] if month == NO_MONTH else f"{PARTS[part]} {month}"


def _what(entry: Mapping[str, Any]) -> str:
    said = str(entry.get("what") or entry.get("reason") or "未写明")
    said += "（只填了合计，此为均摊数）" if "averaged" in entry else ""
    return f"{said}（拒不整改）" if entry.get("refused") in ("是", True) else said


def _deducted(item: str, entry: Mapping[str, Any], readings: Mapping[str, str]) -> Cell:
    """The entry's points, unless a Reading leaves it out or nobody has decided yet."""
    awarded = item.endswith("_coverage") and readings["quarter_start"] == "awarded"
    repeated = entry.get("in_daily") in ("是", True) and readings["repeat_deduction"] == "once"
    if awarded or repeated:
        return "不计"
    points = entry.get("points")
    return "待定" if points is None else Decimal(points)
