"""How answers, changes and gains read."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from gpcli.expr.fields import (
    FAR,
    Answer,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    Share,
)
from gpcli.messages import N_, Words
from gpcli.points import plain, signed
from gpcli.reports.columns import visible
from gpcli.reports.phrases import mark
from gpcli.scheme import Place, Table
from gpcli.scoring.sheet import Mark
from gpcli.season.improve import Gain, Standing
from gpcli.season.improve import Place as RankedPlace


def name(place: Place, table: Table, words: Words) -> str:
    """``item: fact``; of a shared fact the fact alone."""
    item = table.item(place.item)
    if item is None or item.name == place.field.label:
        return visible(place.field.label)
    return words.word(N_("{key}: {value}"), key=visible(str(item.name)), value=visible(place.field.label))


def value(field: Field, answer: Answer, words: Words) -> str:
    """An answer for people."""
    match answer:
        case bool():
            return words.word(N_("yes") if answer else N_("no"))
        case Decimal():
            return plain(answer)
        case Share(part, whole):
            return f"{plain(part)}%" if whole == 100 else f"{plain(part)}/{plain(whole)}"
        case Entries():
            return _entries(field, answer, words)
        case _:
            return visible(answer)


def change(field: Field, now: Answer, answer: Answer, words: Words) -> str:
    """``no → yes``; of a list how many, and which kind of entry where that says more."""
    if not isinstance(now, Entries) or not isinstance(answer, Entries):
        return f"{value(field, now, words)} → {value(field, answer, words)}"
    said = f"{now.number} → {answer.number}"
    gone, come = _difference(now, answer), _difference(answer, now)
    if come and (kinds := _kinds(field, come, words)):
        return words.word(N_("{change} (one more: {what})"), change=said, what=kinds)
    if gone and answer.number and (kinds := _kinds(field, gone, words)):
        return words.word(N_("{change} (without {what})"), change=said, what=kinds)
    return said


def gain(one: Gain, words: Words) -> str:
    """``+2``, or what the two ends gain in brackets."""
    if one.points is not None:
        return points(one.points, words)
    return f"[{points(one.lower, words)}, {points(one.upper, words)}]"


def cost(one: Gain, words: Words) -> str:
    """What is lost, without a sign; between which bounds where it depends on what is open."""
    if one.points is not None and one.points >= 0:
        return points(one.points, words).removeprefix("+")
    return gain(one, words)


def points(number: Decimal, words: Words) -> str:
    """``+2``; of an amount that only technical limits give that it has none."""
    if abs(number) >= FAR:
        return words.word(N_("without limit"))
    return signed(number)


def total(standing: Standing, words: Words) -> str:
    """The total, an interval, or the status that stands instead."""
    if standing.sure:
        return visible(standing.sure[0])
    return mark(Mark(standing.lower, standing.upper), words)


def rank(place: RankedPlace, units: int, words: Words) -> str:
    """The rank among so many units, and the ranks that are possible where some are open."""
    span = str(place.best) if place.best == place.worst else f"{place.best}–{place.worst}"
    if place.rank is None:
        return words.word(N_("no rank yet of {units}, possible {ranks}"), units=units, ranks=span)
    shown = words.word(N_("{rank} tied"), rank=place.rank) if place.tied else str(place.rank)
    if place.settled:
        return words.word(N_("rank {rank} of {units}"), rank=shown, units=units)
    said = N_("rank {rank} of {units} so far, possible {ranks}")
    return words.word(said, rank=shown, units=units, ranks=span)


def _entries(field: Field, answer: Entries, words: Words) -> str:
    if not answer.number:
        return words.word(N_("none"))
    kinds = _kinds(field, Counter(map(_kind, answer.entries or ())), words)
    if not kinds:
        return str(answer.number)
    return words.word(N_("{number} ({kinds})"), number=answer.number, kinds=kinds)


Kind = tuple[tuple[str, str | Decimal | None], ...]


def _kind(entry: Entry) -> Kind:
    return (*entry.levels.items(), *entry.amounts.items())


def _difference(one: Entries, other: Entries) -> Counter[Kind]:
    found = Counter(map(_kind, one.entries or ()))
    found.subtract(Counter(map(_kind, other.entries or ())))
    return +found


def _kinds(field: Field, kinds: Counter[Kind], words: Words) -> str:
    """Which entries, by their levels and amounts; nothing where they have none."""
    if not isinstance(field, ListField) or not (field.levels or field.amounts):
        return ""
    said: list[str] = []
    for kind, number in kinds.items():
        parts = [_part(field, key, one, words) for key, one in kind]
        text = words.word(N_(", ")).join(part for part in parts if part)
        said.append(f"{text} ×{number}" if number > 1 else text)
    return words.word(N_("; ")).join(said)


def _part(field: ListField, key: str, one: str | Decimal | None, words: Words) -> str:
    if key in field.levels:
        level: LevelField = field.levels[key]
        return "" if one == level.default else visible(str(one))
    label = field.amounts[key].label
    shown = words.word(N_("open")) if one is None else plain(Decimal(one))
    return words.word(N_("{key}: {value}"), key=label, value=shown)
