"""Facts as a pack declares them: name, label, legal values. Every numeric fact has places and a maximum.

Every kind may be ``past``: it records what has happened, or a circumstance of the unit, and no correction
undoes it (a late report, a lost case, a notice that was issued). Else it is a state that can be mended. This
is the pack author's judgement of the fact's nature; it never moves a point, and only advice reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gpcli.points import places_of
from gpcli.records import Record

COUNT_LIMIT = Decimal(9_999)
AMOUNT_LIMIT = Decimal(99_999)
FREE_PLACES = 4

FAR = Decimal(2_000)
"""Points as far out as this come from technical limits: no document gives or takes as many."""

Literal = int | str | Decimal


def decimal_of(value: Literal | float) -> Decimal:
    """A literal as an exact decimal; a float only where its digits are plainly the author's (at most 6)."""
    if isinstance(value, bool):
        raise TypeError("a yes/no is not a number")
    if isinstance(value, float):
        text = repr(value)
        if sum(character.isdigit() for character in text) > 6 or "e" in text:
            raise TypeError(f"{text} looks computed: write the number as text, e.g. '0.3'")
        return Decimal(text)
    return Decimal(value)


class YesNoField:
    """A yes or a no. An ``optional`` one that nobody stated is a no, in whatever item it stands.

    Of a ``reasoned`` one a yes is stated by its reason, as text.
    """

    __slots__ = ("label", "name", "optional", "past", "reasoned")
    type = "yes-no"

    def __init__(
        self, name: str, label: str, *, optional: bool = False, reasoned: bool = False, past: bool = False
    ) -> None:
        self.name = name
        self.label = label
        self.optional = optional
        self.reasoned = reasoned
        self.past = past


class LevelField:
    """One of the levels that the document names. An entry that does not say takes the ``default``.

    ``circumstances`` are levels that say how things are and not how well they were done (there were no such
    files this year): like what is ``past``, no correction leads to one or away from one.
    """

    __slots__ = ("circumstances", "default", "label", "levels", "name", "past")
    type = "level"

    def __init__(
        self,
        name: str,
        label: str,
        levels: tuple[str, ...],
        *,
        default: str | None = None,
        past: bool = False,
        circumstances: tuple[str, ...] = (),
    ) -> None:
        if len(set(levels)) != len(levels) or len(levels) < 2:
            raise ValueError(f"{name}: levels must be two or more different names, not {levels}")
        if default is not None and default not in levels:
            raise ValueError(f"{name}: the default {default!r} is none of its levels")
        for one in circumstances:
            if one not in levels:
                raise ValueError(f"{name}: {one!r} is none of its levels")
        self.past = past
        self.circumstances = circumstances
        self.default = default
        self.name = name
        self.label = label
        self.levels = levels


class NumberField:
    """A count, an assessor's award or an outside index, between ``minimum`` and ``maximum`` (inclusive).

    ``step`` is a printed grid (the value is a multiple of it); ``technical`` says that the maximum is this
    program's and not the document's; ``judged`` amounts are discretionary and need a person and a reason.
    Nobody asks for it, and it is none, where ``unless`` was answered with a yes.
    """

    __slots__ = (
        "judged",
        "label",
        "maximum",
        "minimum",
        "name",
        "past",
        "places",
        "step",
        "technical",
        "type",
        "unless",
    )

    def __init__(
        self,
        name: str,
        label: str,
        *,
        kind: str,
        maximum: Literal | float | None = None,
        minimum: Literal | float = 0,
        step: Literal | float | None = None,
        judged: bool = False,
        unless: YesNoField | None = None,
        past: bool = False,
    ) -> None:
        if kind not in ("count", "award", "index"):
            raise ValueError(f"{name}: a number is a count, an award or an index, not {kind!r}")
        self.name = name
        self.label = label
        self.type = kind
        self.technical = maximum is None
        limit = COUNT_LIMIT if kind == "count" else AMOUNT_LIMIT
        self.maximum = limit if maximum is None else decimal_of(maximum)
        self.minimum = decimal_of(minimum)
        self.step = Decimal(1) if kind == "count" else None if step is None else decimal_of(step)
        self.places = FREE_PLACES if self.step is None else places_of(self.step)
        self.judged = judged
        self.unless = unless
        self.past = past
        if not Decimal(0) <= self.minimum <= self.maximum:
            raise ValueError(f"{name}: limits {self.minimum} to {self.maximum} are not a range from 0 up")
        if self.step is not None and (self.minimum % self.step or self.maximum % self.step):
            raise ValueError(f"{name}: its limits are no multiples of its step {self.step}")


class RateField:
    """A rate in percent: a number of at most four places, or exactly ``part`` of ``whole``."""

    __slots__ = ("label", "maximum", "minimum", "name", "past", "places")
    type = "rate"

    def __init__(self, name: str, label: str, *, maximum: Literal | float = 100, past: bool = False) -> None:
        self.name = name
        self.label = label
        self.minimum = Decimal(0)
        self.maximum = decimal_of(maximum)
        self.places = FREE_PLACES
        self.past = past


class ListField:
    """Incidents or entries: each has the given level and amount fields beside ``date`` and ``what``.

    With type ``incidents`` a bare integer may stand for the list (decision: one key holds either). Entries
    whose amount is still open are counted apart. ``judged`` entries need a person and a reason; of an
    ``optional`` list that nobody gave there are none, in whatever item it stands, and so there are of any
    where ``unless`` was answered with a yes.
    """

    __slots__ = (
        "amounts",
        "judged",
        "label",
        "levels",
        "maximum",
        "name",
        "optional",
        "past",
        "technical",
        "type",
        "unless",
    )

    def __init__(
        self,
        name: str,
        label: str,
        *,
        kind: str = "incidents",
        amounts: tuple[NumberField, ...] = (),
        levels: tuple[LevelField, ...] = (),
        maximum: int | None = None,
        judged: bool = False,
        optional: bool = False,
        unless: YesNoField | None = None,
        past: bool = False,
    ) -> None:
        if kind not in ("incidents", "entries"):
            raise ValueError(f"{name}: a list holds incidents or entries, not {kind!r}")
        self.name = name
        self.label = label
        self.type = kind
        self.amounts: Mapping[str, NumberField] = {field.name: field for field in amounts}
        self.levels: Mapping[str, LevelField] = {field.name: field for field in levels}
        self.technical = maximum is None
        self.maximum = COUNT_LIMIT if maximum is None else Decimal(maximum)
        self.judged = judged
        self.optional = optional
        self.unless = unless
        self.past = past


Field = YesNoField | LevelField | NumberField | RateField | ListField


def excuse(field: Field) -> YesNoField | None:
    """The yes/no fact whose yes makes it pointless to ask for this one; it is none then."""
    return field.unless if isinstance(field, NumberField | ListField) else None


class Share(Record):
    """A rate as it was stated: exactly ``part / whole``, in percent ``100 * part / whole``; whole > 0."""

    part: Decimal
    whole: Decimal


class Entry(Record):
    """One entry of a list fact: its levels, and its amounts, of which an undecided one is None."""

    levels: Mapping[str, str]
    amounts: Mapping[str, Decimal | None]


class Entries(Record):
    """A list fact: ``number`` entries, with their particulars where they were given."""

    number: int
    entries: tuple[Entry, ...] | None = None


Answer = bool | str | Decimal | Share | Entries
"""The value of one fact, checked against its field."""

Answers = Mapping[Field, Answer]
"""Answers by field; a field without an answer is open."""
