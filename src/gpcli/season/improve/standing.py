"""How a unit would stand under other answers: the whole table again, but only what decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gpcli.expr.cells import fill
from gpcli.expr.fields import Answer, Answers, Entries, Field
from gpcli.expr.python import Compiled
from gpcli.points import total
from gpcli.records import Record
from gpcli.scoring.openness import open_places
from gpcli.scoring.outline import Address, Numbers, Outline
from gpcli.scoring.score import Scorer

Changes = Mapping[Field, Answer]
"""Other answers by field; what is not in it stays as it is."""

DECIDING = ("note", "grade", "constraint")


class Gain(Record):
    """What a change does to the least and to the greatest total that is still possible."""

    lower: Decimal
    upper: Decimal

    @property
    def points(self) -> Decimal | None:
        """The one number where both ends move alike, else None."""
        return self.lower if self.lower == self.upper else None


class Standing(Record):
    """The total's interval, the statuses without a number that hold or may hold, the grades still possible.

    ``grades`` are places in the table's list, best first; ``refused`` are the constraints that forbid this.
    """

    lower: Decimal
    upper: Decimal
    sure: tuple[str, ...]
    possible: tuple[str, ...]
    grades: tuple[int, ...]
    refused: tuple[str, ...]

    @property
    def worth(self) -> tuple[int, Decimal, Decimal, int]:
        """What a unit strives for, in order: no status without a number, then points."""
        return -len(self.sure), self.lower, self.upper, -len(self.possible)

    @property
    def settled(self) -> bool:
        """Whether nothing can take the number away."""
        return not self.sure and not self.possible

    def over(self, other: Standing) -> Gain:
        """What it is better than another one."""
        return Gain(total([self.lower, -other.lower]), total([self.upper, -other.upper]))


class Rescorer:
    """Scores changed answers of one unit: the same numbers as its sheet has, without the sheet."""

    def __init__(self, scorer: Scorer, answers: Answers) -> None:
        self.scorer = scorer
        self.table = scorer.table
        self.answers = answers
        self._outline = Outline(self.table)
        self._outline.roots = {
            address: root for address, root in self._outline.roots.items() if _decides(address)
        }
        self._open = bool(open_places(self.table, answers))
        self._filled: dict[bool, _Filled] = {}
        self._known: dict[frozenset[tuple[Field, object]], Standing] = {}
        self.now = self.standing({})

    def with_(self, changes: Changes) -> dict[Field, Answer]:
        """All answers, some of them changed."""
        return {**self.answers, **changes}

    def standing(self, changes: Changes) -> Standing:
        """How the unit would stand; one that a constraint forbids says so in ``refused``."""
        key = frozenset((field, _frozen(answer)) for field, answer in changes.items())
        if key not in self._known:
            self._known[key] = self._worked_out(changes)
        return self._known[key]

    def _numbers(self, changes: Changes) -> Numbers:
        """Every number, with the cells of what did not change filled once."""
        has_open = self._open or any(field not in self.answers for field in changes)
        if has_open not in self._filled:
            program = self._outline.bounded if has_open else self._outline.complete
            self._filled[has_open] = _Filled(program, self.answers)
        return self._outline.read(self._filled[has_open].run(changes), has_open=has_open)

    def _worked_out(self, changes: Changes) -> Standing:
        numbers = self._numbers(changes)
        mark = numbers[Address("total", "total")]
        ends = [note for note in self._outline.notes if note.effect != "note"]
        chances = [(note.label, numbers[Address("note", note.id)]) for note in ends]
        return Standing(
            mark.low,
            mark.high,
            tuple(label for label, number in chances if number.low),
            tuple(label for label, number in chances if number.high and not number.low),
            self._grades(numbers),
            tuple(
                one.id for one in self.table.constraints if not numbers[Address("constraint", one.id)].high
            ),
        )

    def _grades(self, numbers: Numbers) -> tuple[int, ...]:
        found: list[int] = []
        for place, grade in enumerate(self.table.grades):
            held = [
                numbers[Address("grade", grade.name, str(number))]
                for number, _ in enumerate(grade.conditions(self.table.total))
            ]
            if all(one.high for one in held):
                found.append(place)
                if all(one.low for one in held):
                    break
        return tuple(found)


class _Filled:
    """A program with its cells filled, so that a change fills only its own."""

    def __init__(self, program: Compiled, answers: Answers) -> None:
        self._program = program
        self._integers = program.fill(answers)
        self._places: dict[Field, list[int]] = {}
        for place, cell in enumerate(program.cells):
            self._places.setdefault(cell.field, []).append(place)

    def run(self, changes: Changes) -> Sequence[int]:
        """Every output under the changes."""
        integers = list(self._integers)
        for field in changes:
            places = self._places.get(field, [])
            cells = [self._program.cells[place] for place in places]
            for place, one in zip(places, fill(cells, changes), strict=True):
                integers[place] = one
        return self._program.run(integers)


def _decides(address: Address) -> bool:
    return address.kind in DECIDING or (address.kind, address.ledger) == ("total", "total")


def _frozen(answer: Answer) -> object:
    """The answer as something that can be looked up."""
    if not isinstance(answer, Entries) or answer.entries is None:
        return answer
    return answer.number, tuple(
        (tuple(entry.levels.items()), tuple(entry.amounts.items())) for entry in answer.entries
    )
