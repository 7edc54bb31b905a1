"""How results, changes and their parts read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gpcli.expr.fields import FAR, Answer
from gpcli.messages import N_, Words
from gpcli.points import signed
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.improve.phrases import value
from gpcli.scoring.sheet import Mark
from gpcli.season.diff import KINDS, Change, Comparison, Difference, End, Part, Side, UnitDifference

ORDER = N_(
    "Parts follow one another in a fixed order, and the whole sheet is scored again after each: pack "
    "version, table, Readings in the scheme's order, facts of all units together, re-checks, other sources, "
    "facts, each of these in the table's order. They add up to the difference exactly; what a cap or a floor "
    "takes falls to the part that meets it on this way."
)


def end(one: End, words: Words) -> str:
    """A total, an interval, or the status that stands instead."""
    if one.status == "vetoed":
        return words.word(N_("vetoed: {reason}"), reason=visible(words(one.reason)))
    shown = phrases.mark(Mark(one.lower, one.upper), words)
    if one.status == "incomplete" and one.lower == one.upper:
        return words.word(N_("{points} so far"), points=shown)
    return shown


def amount(lower: Decimal, upper: Decimal, words: Words) -> str:
    """``+2``, or what is added to either bound."""
    if lower == upper:
        return _signed(lower, words)
    return words.word(
        N_("lower {lower}, upper {upper}"), lower=_signed(lower, words), upper=_signed(upper, words)
    )


def _signed(points: Decimal, words: Words) -> str:
    if abs(points) >= FAR:
        return words.word(N_("without limit"))
    return signed(points)


def kind(one: Change, words: Words) -> str:
    """Of what kind the change is."""
    return words.word(KINDS[one.kind])


def what(one: Change, words: Words) -> str:
    """What is otherwise, in words: the item and the fact, a question, a pack."""
    label = visible(one.label)
    if not one.item or one.item == one.label:
        return label
    return words.word(N_("{key}: {value}"), key=visible(one.item), value=label)


def change(one: Change, words: Words) -> str:
    """``2 → 0``, with whose word counts where several speak or it is another's."""
    said = f"{answer(one, one.old, words)} → {answer(one, one.new, words)}"
    heard = [source for source in dict.fromkeys(one.sources or ()) if source]
    if len(heard) == 1 and one.several:
        who = phrases.source(heard[0], words)
        return words.word(N_("{change} ({who})"), change=said, who=who)
    if len(heard) < 2:
        return said
    before, after = (phrases.source(source, words) for source in heard)
    return words.word(N_("{change} ({before} → {after})"), change=said, before=before, after=after)


def answer(one: Change, given: Answer | None, words: Words) -> str:
    """An answer for people."""
    if given is None:
        return words.word(N_("open"))
    return visible(str(given)) if one.field is None else value(one.field, given, words)


def status(part: Part, words: Words) -> str:
    """How the unit stands after a part that changes it: a status, a reason."""
    before, after = part.before, part.after
    if (before.status, before.reason) == (after.status, after.reason):
        return ""
    if after.reason:
        state = words.word(phrases.STATUSES[after.status])
        return words.word(N_("then {state}: {reason}"), state=state, reason=visible(words(after.reason)))
    return words.word(N_("then {state}"), state=words.word(phrases.STATUSES[after.status]))


def moving(difference: Difference) -> tuple[Part, ...]:
    """The parts from which something follows."""
    return tuple(part for part in difference.parts if not part.idle)


def idle(difference: Difference, words: Words) -> str:
    """What is otherwise without effect, in a row."""
    found = [
        f"{one.key} {change(one, words)}" for part in difference.parts if part.idle for one in part.changes
    ]
    return words.word(N_("; ")).join(found)


def ranks(one: UnitDifference, words: Words) -> str:
    """The ranks before and after; nothing where neither is known."""
    if one.ranks == (None, None):
        return ""
    before, after = ("—" if rank is None else str(rank) for rank in one.ranks)
    return words.word(N_("rank {before} → {after}"), before=before, after=after)


def name(one: UnitDifference, words: Words) -> str:
    """The unit, with its former name."""
    now = visible(one.unit) or words.word(N_("unit not filled in"))
    return words.word(N_("{unit} (before: {was})"), unit=now, was=visible(one.was)) if one.was else now


def summary(moved: Sequence[UnitDifference], words: Words) -> list[tuple[str, ...]]:
    """A head and a row for each unit that is otherwise; ranks where they are known."""
    w = words.word
    ranked = any(one.ranks != (None, None) for one in moved)
    head = (w(N_("Unit")), w(N_("before")), w(N_("after")), w(N_("change")), w(N_("rank")))
    rows: list[tuple[str, ...]] = [head[: 5 if ranked else 4]]
    for one in moved:
        whole = one.difference
        ends = (end(whole.old, words), end(whole.new, words))
        places = " → ".join("—" if rank is None else str(rank) for rank in one.ranks)
        said = (name(one, words), *ends, amount(whole.lower, whole.upper, words))
        rows.append((*said, places) if ranked else said)
    return rows


def side(one: Side, words: Words) -> str:
    """What a side is: as typed, its title and period, whether it was frozen."""
    parts = [one.name, one.title, one.period]
    if one.official:
        parts.append(words.word(N_("frozen by {pack} {version}"), pack=one.pack, version=one.pack_version))
    return visible(" · ".join(part for part in parts if part))


def only(comparison: Comparison, words: Words) -> list[tuple[str, tuple[str, ...]]]:
    """The units that one side alone has, behind the words that say which."""
    sides = ((comparison.old, comparison.only_old), (comparison.new, comparison.only_new))
    return [
        (words.word(N_("Only in {name}"), name=visible(one.name)), tuple(map(visible, names)))
        for one, names in sides
        if names
    ]


def unmoved(comparison: Comparison, words: Words) -> dict[str, list[str]]:
    """The units whose result stands though something is otherwise, by what it is."""
    found: dict[str, list[str]] = {}
    for one in comparison.units:
        if one.unmoved:
            found.setdefault(idle(one.difference, words), []).append(name(one, words))
    return found
