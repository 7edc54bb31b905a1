"""What the formats of the league table say, in the same words, of how firm it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gpcli.messages import N_, Words
from gpcli.reports.columns import visible
from gpcli.season.robust.result import Answered, Cause, Method, Pair, Position, Robustness, Span

SHOWN = 4
"""So many pairs, or units, are named at a time; JSON has all of them."""

HEADINGS = (
    N_("unit"),
    N_("rank"),
    N_("facts open"),
    N_("Readings"),
    N_("judged"),
    N_("rounded"),
    N_("one gone"),
    N_("together"),
)
"""The columns of the table of ranks, the causes in the order of :func:`spans`."""

ALIGNED = "lrllllll"


UNITS_LEFT = N_("{first} and {number} more")
PAIRS_LEFT = N_("{first} and {number} more pairs")
"""What follows after those that are named."""


def spans(one: Position) -> tuple[Span, ...]:
    """The ranks that a unit may have by each cause, what is open alone first, everything together last."""
    return one.now, one.readings, one.judged, one.rounding, one.removal, one.together


def name(unit: str, words: Words) -> str:
    """A unit's name, or that it was not filled in."""
    return visible(unit) or words.word(N_("unit not filled in"))


def ranks(span: Span) -> str:
    """The ranks; with a dash behind them where there may be none, the dash alone where there is none."""
    if span.best is None:
        return "—"
    told = str(span.best) if span.best == span.worst else f"{span.best}–{span.worst}"
    return told if span.always else f"{told}/—"


def firm(found: Robustness) -> list[Position]:
    """The units whose rank nothing moves, but for a better one leaving."""
    return [one for one in found.positions if one.is_firm]


def rows(found: Robustness, words: Words) -> list[list[str]]:
    """The other units that have a rank or may have one: cells under :data:`HEADINGS`."""
    same = words.word(N_("same"))
    return [
        [
            name(one.unit, words),
            "—" if one.rank is None else str(one.rank),
            ranks(one.now),
            *(ranks(span) if _differs(span, one.now) else same for span in spans(one)[1:-1]),
            ranks(one.together),
        ]
        for one in found.positions
        if not one.is_firm and one.together.best is not None
    ]


def verdict(found: Robustness, words: Words) -> str:
    """Whose rank is firm."""
    units = [name(one.unit, words) for one in firm(found)]
    if units and len(found.positions) == 1:
        return words.word(N_("one unit alone, nothing moves its rank."))
    if not units:
        return words.word(N_("no rank is firm."))
    if len(units) == len(found.positions):
        return words.word(N_("every rank is firm."))
    said = N_("firm ({number}): {units}")
    return words.word(said, number=len(units), units="、".join(units))


def legend(found: Robustness, words: Words) -> list[str]:
    """How the table is to be read."""
    lines = [words.word(N_("The ranks that each unit may have; same: as under “facts open”"))]
    told = [one for one in found.positions if not one.is_firm and one.together.best is not None]
    if any(one.rank is None or not one.together.always for one in told):
        lines.append(words.word(N_("— stands for no rank")))
    return lines


def causes(found: Robustness, words: Words) -> list[str]:
    """What moves ranks, cause by cause, each with its clause and with who changes places."""
    return [
        visible(one)
        for one in (
            *_of_readings(found, words),
            *_of_judged(found, words),
            *_of_open(found, words),
            *_of_rounding(found, words),
            *_of_removal(found, words),
            *_of_several(found, words),
        )
    ]


def method(found: Robustness, words: Words) -> list[str]:
    """How all this was found, and what it leaves out."""
    open_, judged = found.open_method, found.judged_method
    if len(found.positions) == len(firm(found)) == 1:
        return []
    lines = [_went_through(open_, words)]
    if not (open_.exact and judged.exact and set(judged.readings) <= set(open_.readings)):
        said = N_("With judged amounts free: {method}")
        lines.append(words.word(said, method=_went_through(judged, words)))
    if found.recomputed == "all":
        said = N_("One gone: what follows from all units together was worked out anew")
    elif found.recomputed:
        said = N_(
            "One gone: what follows from all units together was worked out anew, under the Readings in force "
            "alone"
        )
    else:
        said = N_("One gone: the totals of the others stay as they are")
    lines.append(words.word(said))
    loose = [name(one.unit, words) for one in found.positions if not one.exact]
    if loose:
        said = N_("Outer bounds: the totals of {units} may not reach theirs, so ranges may be too wide")
        lines.append(words.word(said, units=_named(loose, words)))
    if found.within:
        said = N_("Pairs were looked for between each unit and the next {number}")
        lines.append(words.word(said, number=found.within))
    return lines


def partners(found: Robustness) -> dict[str, list[str]]:
    """With whom each unit may change places, by name."""
    met: dict[str, list[str]] = {one.unit: [] for one in found.positions}
    for pair in found.pairs:
        if pair.can_swap:
            met[pair.first].append(pair.second)
            met[pair.second].append(pair.first)
    return met


def _went_through(how: Method, words: Words) -> str:
    if not how.readings:
        return words.word(N_("No Reading moves a total"))
    if how.exact:
        said = N_("Readings that move a total: {readings}; all {number} combinations were worked out")
        return words.word(said, number=how.of, readings=len(how.readings))
    said = N_(
        "A sample, not everything. Readings that move a total: {readings}; of {of} combinations, those with "
        "one or two other answers and {samples} drawn with seed {seed} were worked out: ranges may be wider"
    )
    return words.word(said, of=how.of, readings=len(how.readings), samples=how.samples, seed=how.seed)


def _of_readings(found: Robustness, words: Words) -> Iterator[str]:
    for one in found.answers:
        answered = one.answered
        parts: list[str] = []
        if one.moved:
            said = N_("ranks that move: {number}, by up to {most}")
            parts.append(words.word(said, number=one.moved, most=one.most))
        met = [pair for pair in found.pairs if any(_is_under(cause, answered) for cause in pair.causes)]
        parts += _changing(met, words)
        for units, said in (
            (one.numberless, N_("without a result: {units}")),
            (one.refused, N_("facts not allowed: {units}")),
        ):
            if units:
                parts.append(words.word(said, units=_named([name(unit, words) for unit in units], words)))
        yield words.word(
            N_("Reading {setting} ({question}? {answer}; {clause}): {effect}"),
            question=answered.question,
            setting=answered.setting,
            answer=answered.says,
            clause=answered.clause,
            effect=words.word(N_("; ")).join(parts),
        )


def _is_under(cause: Cause, answered: Answered) -> bool:
    return cause.kind == "reading" and cause.swaps and cause.answers == (answered,)


def _of_judged(found: Robustness, words: Words) -> Iterator[str]:
    met: dict[tuple[str, str], tuple[Cause, list[str]]] = {}
    for pair in found.pairs:
        for cause in pair.causes:
            if cause.kind == "judged" and cause.swaps:
                other = pair.second if cause.unit == pair.first else pair.first
                met.setdefault((cause.unit, cause.fact), (cause, []))[1].append(name(other, words))
    for cause, others in met.values():
        yield words.word(
            N_("Judged amount of {unit}, {fact} ({label}; {clause}): may change places with {units}"),
            unit=name(cause.unit, words),
            fact=cause.fact,
            label=words(cause.says),
            clause=cause.clause,
            units=_named(others, words),
        )


def _of_open(found: Robustness, words: Words) -> Iterator[str]:
    facts: dict[str, dict[str, Cause]] = {}
    for pair in found.pairs:
        for cause in pair.causes:
            if cause.kind == "open":
                facts.setdefault(cause.unit, {})[cause.fact] = cause
    told: dict[str, list[str]] = {}
    for unit, open_ones in facts.items():
        listed = "、".join(
            words.word(N_("{fact} ({clause})"), fact=one.fact, clause=one.clause)
            for one in open_ones.values()
        )
        told.setdefault(listed, []).append(name(unit, words))
    for listed, units in told.items():
        said = N_("Open facts of {units}, first of all: {facts}")
        yield words.word(said, units=_named(units, words), facts=listed)


def _of_rounding(found: Robustness, words: Words) -> Iterator[str]:
    for one in found.roundings:
        if not one.moved:
            continue
        parts = [words.word(N_("ranks that move: {number}"), number=one.moved)]
        if one.ties:
            tied = (
                words.word(N_("{units} tied"), units="、".join(name(unit, words) for unit in units))
                for units in one.ties
            )
            parts += tied
        said = N_("Totals rounded half up to {places} places: {effect}")
        yield words.word(said, places=one.places, effect=words.word(N_("; ")).join(parts))


def _of_removal(found: Robustness, words: Words) -> Iterator[str]:
    graded: dict[tuple[str, str, str], list[str]] = {}
    for one in found.removals:
        if one.reordered:
            said = N_("Without {unit}: {pairs} change places")
            pairs = [_pair(upper, lower, words) for upper, lower in one.reordered]
            yield words.word(said, unit=name(one.unit, words), pairs=_named(pairs, words, PAIRS_LEFT))
        for changed in one.regraded:
            before, after = (_grades(grades, words) for grades in (changed.before, changed.after))
            graded.setdefault((changed.unit, before, after), []).append(name(one.unit, words))
    for (unit, before, after), gone in graded.items():
        yield words.word(
            N_("Without {units}: the grade of {unit} is {after} instead of {before}"),
            units=_one_of(gone, words),
            unit=name(unit, words),
            after=after,
            before=before,
        )


def _of_several(found: Robustness, words: Words) -> Iterator[str]:
    for kind, said in (
        ("readings", N_("Only several Readings at once turn round: {pairs}")),
        ("together", N_("Only Readings and facts at once turn round: {pairs}")),
    ):
        met = [pair for pair in found.pairs if any(one.kind == kind and one.swaps for one in pair.causes)]
        if met:
            yield words.word(said, pairs=_pairs(met, words))


def _changing(pairs: Sequence[Pair], words: Words) -> list[str]:
    return [words.word(N_("change places: {pairs}"), pairs=_pairs(pairs, words))] if pairs else []


def _pairs(pairs: Sequence[Pair], words: Words) -> str:
    """Pairs by name, neighbours first."""
    order = sorted(pairs, key=lambda one: not one.adjacent)
    return _named([_pair(one.first, one.second, words) for one in order], words, PAIRS_LEFT)


def _pair(first: str, second: str, words: Words) -> str:
    return f"{name(first, words)}/{name(second, words)}"


def _named(told: Sequence[str], words: Words, left: str = UNITS_LEFT) -> str:
    """The first of them by name, how many there are where that is not all."""
    if len(told) <= SHOWN + 1:
        return "、".join(told)
    return words.word(left, first="、".join(told[:SHOWN]), number=len(told) - SHOWN)


def _one_of(told: Sequence[str], words: Words) -> str:
    return told[0] if len(told) == 1 else words.word(N_("one of {units}"), units=_named(told, words))


def _grades(grades: Iterable[str], words: Words) -> str:
    return "/".join(one or words.word(N_("none")) for one in grades)


def _differs(span: Span, now: Span) -> bool:
    return (span.best, span.worst, span.always) != (now.best, now.worst, now.always)
