"""How the rows of the annex give points: printed levels, a printed grid of steps, a yes or a no."""

from __future__ import annotations

from gpcli.pack import (
    Bool,
    If,
    Item,
    Move,
    Num,
    Scheme,
    Truth,
    adds,
    all_of,
    award,
    by_level,
    gain,
    given,
    level,
    void_if,
    yes,
)

FILED = ("self", "office")
MARKED = ("office", "self")
OFFICE = ("office",)
REFERRED = ("office", "third-party")
SAID = ("落实情况说明",)
LINKED = ("落实情况说明", "链接地址")
STEP = "0.5"


class Rows:
    """The rows of the annex under the Readings of a scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme

    def is_read(self, reading: str, value: str) -> bool:
        """Whether the Reading has this answer."""
        return self._scheme.reading(reading) == value

    def levels(
        self,
        code: str,
        name: str,
        points: int,
        label: str,
        *printed: tuple[str, int | str],
        evidence: tuple[str, ...] = LINKED,
        assessed_by: tuple[str, ...] = FILED,
        past: bool = False,
        circumstances: tuple[str, ...] = (),
    ) -> Item:
        """A row that gives the points of one of its levels; ``circumstances`` are no work of the unit's."""
        named = (one for one, _ in printed)
        found = level("level", label, *named, past=past, circumstances=circumstances)
        return Item(
            code,
            name,
            points,
            by_level(found, *printed),
            clause=code,
            evidence=evidence,
            assessed_by=assessed_by,
        )

    def steps(
        self,
        code: str,
        name: str,
        points: int,
        label: str,
        *,
        assessed_by: tuple[str, ...],
        evidence: tuple[str, ...] = (),
        without: Bool | None = None,
    ) -> Item:
        """A row whose points fall by the printed half point from full to none.

        Where ``without`` holds there was nothing of the kind this year.
        """
        mark = award("award", label, points, step=STEP)
        moves: tuple[Move, ...] = (given(mark),)
        if without is not None:
            counted = self.unless_full(without, mark)
            first = given(mark) if counted is mark else adds("award", label, counted)
            moves = (first, self.nothing(without, points, "本年度未收到申请"))
        return Item(code, name, points, *moves, clause=code, evidence=evidence, assessed_by=assessed_by)

    def met(
        self,
        code: str,
        name: str,
        points: int,
        fact: str,
        label: str,
        *,
        evidence: tuple[str, ...] = LINKED,
        assessed_by: tuple[str, ...] = FILED,
    ) -> Item:
        """A row that gives all its points or none."""
        return Item(
            code,
            name,
            points,
            gain(yes(fact, label), points, label),
            clause=code,
            evidence=evidence,
            assessed_by=assessed_by,
        )

    def nothing(self, claimed: Bool, points: int, label: str) -> Move:
        """Nothing of the kind this year, for which the row prints no points."""
        if self.is_read("nothing_this_year", "full"):
            return gain(claimed, points, f"{label}，按满分计", key="nothing_this_year")
        read = Truth(self.is_read("nothing_this_year", "no-points"))
        return void_if(all_of(claimed, read), label, key="nothing_this_year")

    def unless_full(self, claimed: Bool, measured: Num) -> Num:
        """What the row measures; nothing where the Reading gives full points instead."""
        return If(claimed, 0, measured) if self.is_read("nothing_this_year", "full") else measured

    def unlisted(self, points: int | str) -> int | str:
        """A case between the printed levels: nothing, or the printed points nearest below."""
        return points if self.is_read("unlisted_cases", "lower-level") else 0
