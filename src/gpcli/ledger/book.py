"""The ledger: an opening of zero, moves in order, notes beside them; and the ledger written out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from gpcli.expr.fields import Field, Literal, decimal_of
from gpcli.expr.ir import Int, Ratio
from gpcli.expr.lower import lower
from gpcli.expr.nodes import Bool, Const, Expr, If, Multiply, Named, Num, add
from gpcli.expr.walk import fields
from gpcli.ledger.kinds import Adding, Changing, Full, Move, in_words
from gpcli.messages import N_, Phrase, Words
from gpcli.points import DISPLAY_PLACES, from_scaled, half_up, places_of, plain, to_scaled, total
from gpcli.records import Record

Points = Literal | float
"""Points as a document prints them: ``5``, ``"0.5"``."""


EFFECTS = ("note", "veto", "withhold")


class Note(Record):
    """A remark, or a status without a number, on a condition that may be open.

    ``effect`` is ``note`` (said beside the score), ``veto`` (the result is a status, not a number) or
    ``withhold`` (something is not there yet: no total while it holds or may hold).
    """

    id: str
    label: str
    condition: Bool
    effect: str = "note"


class Ledger:
    """An opening of zero, moves in order, notes beside them.

    ``points`` is the printed weight or limit, None where the document prints none.
    """

    __slots__ = ("_account", "clause", "id", "moves", "name", "notes", "points")

    def __init__(
        self,
        id: str,  # noqa: A002 - the field's word
        name: Phrase,
        points: Points | None,
        *moves: Move | Ledger,
        clause: str = "",
        notes: tuple[Note, ...] = (),
    ) -> None:
        """Raises ``ValueError`` where two moves have one key."""
        self.id = id
        self.name = name
        self.points = None if points is None else decimal_of(points)
        self.moves: tuple[Move, ...] = tuple(
            Include(move, Decimal(1)) if isinstance(move, Ledger) else move for move in moves
        )
        for note in notes:
            if note.effect not in EFFECTS:
                raise ValueError(f"{id}: the effect of a note is {' or '.join(EFFECTS)}, not {note.effect!r}")
        self.clause = clause
        self.notes = notes
        self._account: Account | None = None
        seen: set[str] = set()
        for move in self.moves:
            if move.key in seen:
                raise ValueError(f"{id}: two moves are called {move.key!r}; give one of them another key")
            seen.add(move.key)

    @property
    def children(self) -> Iterator[Ledger]:
        """The ledgers that it includes, in order."""
        return (move.child for move in self.moves if isinstance(move, Include))


class Include(Adding):
    """Another ledger's total, times a weight where it has one, as one line; nothing unless ``when`` holds."""

    __slots__ = ("child", "factor", "when")

    def __init__(self, child: Ledger, factor: Decimal, when: Bool | None = None) -> None:
        super().__init__(child.id, child.name, Const(Decimal(0)), always=True)
        self.reads = () if when is None else (when,)
        self.child = child
        self.factor = factor
        self.when = when

    def amount(self, maximum: Decimal | None) -> Num:
        whole = account(self.child).total
        weighed = whole if self.factor == 1 else Multiply(Const(self.factor), whole)
        return weighed if self.when is None else If(self.when, weighed, 0)

    def rule(self, maximum: Decimal | None, words: Words) -> str:
        said = words(self.label)
        if self.factor != 1:
            said = f"{said} × {plain(self.factor)}"
        if self.when is None:
            return said
        gate = in_words(self.when, words)
        return words.word(N_("{what}, counted only where {condition}"), what=said, condition=gate)


class Posting(Record):
    """One line of an account, as expressions."""

    key: str
    label: Phrase
    amount: Num
    after: Num
    counted: Num | None
    reads: tuple[Expr, ...]
    always: bool

    @cached_property
    def field(self) -> Field | None:
        """The one fact that it reads, where it is one."""
        read = fields(self.reads if self.counted is None else (self.counted,))
        named = [field for field in read if field.name == self.key]
        return named[0] if named else read[0] if len(read) == 1 else None


class Account(Record):
    """A ledger written out: its lines and its total."""

    ledger: Ledger
    postings: tuple[Posting, ...]
    total: Num


def account(ledger: Ledger) -> Account:
    """The ledger written out, made once for each ledger, so that shared parts are shared objects."""
    if ledger._account is None:
        ledger._account = _written_out(ledger)
    return ledger._account


def share(ledger: Ledger, written: Account) -> Account:
    """The account that the ledger stands on: its own if it was written, else the one that says the same."""
    if ledger._account is None:
        ledger._account = written
    return ledger._account


def maximum(ledger: Ledger) -> Decimal:
    """What the ledgers that it includes add up to by their weights; its own points where it includes none
    or starts full.
    """
    parts = [move for move in ledger.moves if isinstance(move, Include)]
    if not parts or any(isinstance(move, Full) for move in ledger.moves):
        return ledger.points or Decimal(0)
    return total(_times(maximum(move.child), move.factor) for move in parts)


def attainable(ledger: Ledger) -> Decimal:
    """The maximum after the ledger's own moves (a cap, a conversion), where they read no fact."""
    run: Num = Const(maximum(ledger))
    for move in ledger.moves:
        if isinstance(move, Changing) and not fields(move.reads):
            run = move.after(run)
    settled = lower([run]).outputs[0]
    assert isinstance(settled, Ratio)
    assert isinstance(settled.numerator, Int)
    if settled.denominator is None:
        return from_scaled(settled.numerator.value, settled.scale)
    assert isinstance(settled.denominator, Int)
    return half_up(settled.numerator.value, 10**settled.scale * settled.denominator.value, DISPLAY_PLACES)


def _times(points: Decimal, factor: Decimal) -> Decimal:
    if factor == 1:
        return points
    places = places_of(points) + places_of(factor)
    product = to_scaled(points, places_of(points)) * to_scaled(factor, places_of(factor))
    return from_scaled(product, places)


def subtotal(*ledgers: Ledger) -> Num:
    """What some ledgers come to together, for a condition that looks at them."""
    return add(*(account(ledger).total for ledger in ledgers))


def rules(ledger: Ledger, words: Words) -> list[str]:
    """The ledger's moves in words, in order; a move that a Reading switched off says nothing."""
    said = (move.rule(ledger.points, words) for move in ledger.moves)
    return [one for one in said if one]


def _written_out(ledger: Ledger) -> Account:
    run: Num = Const(Decimal(0))
    postings: list[Posting] = []
    for move in ledger.moves:
        name = f"{ledger.id}.{move.key}"
        counted, always = None, False
        if isinstance(move, Changing):
            after: Num = Named(name, move.after(run))
            amount = after - run
        else:
            amount = move.amount(ledger.points)
            if not isinstance(amount, Const | Named):
                amount = Named(f"{name}+", amount)
            after = Named(name, add(run, amount))
            counted, always = move.counted, move.always
        postings.append(Posting(move.key, move.label, amount, after, counted, move.reads, always))
        run = after
    return Account(ledger, tuple(postings), run)
