"""What is known about how firm a ranking is: plain values that every report prints."""

from __future__ import annotations

from decimal import Decimal

from gpcli.messages import Phrase
from gpcli.records import Record


class Answered(Record):
    """An answer to a Reading: ``says`` it in words; ``in_force`` is the answer that holds."""

    reading: str
    value: str
    says: str
    clause: str
    in_force: str
    question: str = ""

    @property
    def setting(self) -> str:
        """As ``--reading`` takes it."""
        return f"{self.reading}={self.value}"


class Span(Record):
    """The best and the worst rank; None where the unit has none. ``always`` is no where it may have none.

    ``best_under`` and ``worst_under`` are the other answers to Readings that give them, empty where those in
    force do.
    """

    best: int | None
    worst: int | None
    always: bool = True
    best_under: tuple[Answered, ...] = ()
    worst_under: tuple[Answered, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether nothing moves it."""
        return self.always and self.best is not None and self.best == self.worst


class Position(Record):
    """A unit's ranks: ``now`` with its open facts open and the Readings in force, then what each cause allows
    beside that, and all causes together.

    ``rank`` is its competition rank among those with a number. ``discretionary`` are the judged amounts that
    were left open, ``refused`` the answers to Readings that its facts do not allow; not ``exact`` where no
    completion may attain the bounds of its total, under the Readings in force or one other answer.
    """

    unit: str
    status: str
    reason: Phrase
    lower: Decimal
    upper: Decimal
    rank: int | None
    now: Span
    readings: Span
    judged: Span
    rounding: Span
    removal: Span
    together: Span
    discretionary: tuple[str, ...]
    refused: tuple[Answered, ...]
    exact: bool

    @property
    def is_firm(self) -> bool:
        """Whether its rank is one number whatever happens, but for a better one leaving the list."""
        ranges = (self.now, self.readings, self.judged, self.rounding)
        return all(one.is_one for one in ranges) and self.together.worst == self.now.worst


class Cause(Record):
    """What makes two units change places. ``kind`` is reading, readings, open, judged, rounding,
    removal or together; ``makes`` is swapped, tied or parted, with ``may_`` before it where it can also stay
    as it is.

    ``unit``, ``fact``, ``says``, ``clause`` are of a fact, ``answers`` of Readings, ``places`` of rounding,
    ``unit`` also of who is removed.
    """

    kind: str
    makes: str
    answers: tuple[Answered, ...] = ()
    unit: str = ""
    fact: str = ""
    says: Phrase = ""
    clause: str = ""
    places: int | None = None

    @property
    def swaps(self) -> bool:
        """Whether the lower unit may come to stand above the other."""
        return self.makes in ("swapped", "may_swap", "parted", "may_part")


class Pair(Record):
    """Two units whose order is not firm, the one that stands higher first; ``now`` is above, tie or open.

    ``gap`` is what the first surely has more; it is negative where the totals overlap.
    """

    first: str
    second: str
    adjacent: bool
    now: str
    gap: Decimal
    causes: tuple[Cause, ...]

    @property
    def can_swap(self) -> bool:
        """Whether the second may come to stand above the first."""
        return any(cause.swaps for cause in self.causes)


class Answer(Record):
    """What one other answer to a Reading does: how many units change rank, by how much at most, who would
    have no number, whose facts it does not allow.
    """

    answered: Answered
    moved: int
    most: int
    numberless: tuple[str, ...]
    refused: tuple[str, ...]


class Rounding(Record):
    """Totals half up to ``places``: how many units change rank, and who is tied that was not."""

    places: int
    moved: int
    ties: tuple[tuple[str, ...], ...]


class Regraded(Record):
    """A unit whose possible grades change; ``""`` among them is none."""

    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Removal(Record):
    """The group without one unit: how many of the others change rank, by how much at most, which pairs turn
    round, whose grade changes.
    """

    unit: str
    moved: int
    most: int
    reordered: tuple[tuple[str, str], ...] = ()
    regraded: tuple[Regraded, ...] = ()


class Method(Record):
    """How combinations of Readings were gone through: all ``of`` them, or ``number`` of them: those with one
    or two other answers, and ``samples`` drawn with the ``seed``. ``readings`` are those that move any unit.
    """

    exact: bool
    of: int
    number: int
    seed: int
    samples: int
    readings: tuple[str, ...]


class Robustness(Record):
    """How firm the ranking of one group is. Pairs were looked for between each unit and the next ``within``
    ones, 0 is all.

    ``recomputed`` is where totals were worked out anew without each unit, as they hang on all units together:
    under ``all`` Readings, or those ``in-force`` (what is all together then leaves out other Readings without
    a unit); empty where the totals of the others stay.
    """

    scheme: str
    table: str
    group: str
    name: str
    positions: tuple[Position, ...]
    pairs: tuple[Pair, ...]
    answers: tuple[Answer, ...]
    roundings: tuple[Rounding, ...]
    removals: tuple[Removal, ...]
    open_method: Method
    judged_method: Method
    within: int
    recomputed: str
