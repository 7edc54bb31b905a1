"""The value of a fact against its field: every door that reads facts checks them here."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from gpcli.expr.fields import (
    AMOUNT_LIMIT,
    Answer,
    Entries,
    Entry,
    Field,
    LevelField,
    ListField,
    NumberField,
    RateField,
    Share,
    YesNoField,
)
from gpcli.facts.complaints import BITS, Complaints, shown
from gpcli.facts.wording import Path
from gpcli.messages import N_, Phrase, message
from gpcli.points import places_of, plain
from gpcli.problems import listed, nearest

KEPT = 1_000
"""Fields for which a number of theirs is kept."""

ENTRY_KEYS = ("date", "what", "note", "evidence", "person", "reason", "averaged")
"""What an entry may say beside its levels and amounts. With ``averaged = true`` its amounts are an even share
of a sum that was stated for several entries together: nobody said what it is of this one.
"""


class Values:
    """Reads values for fields; what cannot be read is a complaint and no answer."""

    def __init__(self, complaints: Complaints) -> None:
        self._say = complaints

    def answer(self, field: Field, path: Path, value: object) -> Answer | None:
        match field:
            case NumberField():
                return self._number(field, path, value)
            case LevelField():
                return self._level(field, path, value)
            case YesNoField():
                return self._reasoned(path, value) if field.reasoned else self._yes_no(path, value)
            case RateField():
                return self._rate(field, path, value)
            case ListField():
                return self._list(field, path, value)

    def _yes_no(self, path: Path, value: object) -> bool | None:
        if isinstance(value, bool):
            return value
        meant = _MEANT.get(value, "") if isinstance(value, str) else ""
        said = N_("{given} is of the wrong kind")
        self._say.add(path, "wrong-type", said, given=shown(value), expected="true / false", nearest=meant)
        return None

    def _reasoned(self, path: Path, value: object) -> bool | None:
        """A yes that is stated by its reason."""
        if value is False:
            return False
        if isinstance(value, str) and value.strip():
            return True
        self._say.add(path, "wrong-type", N_("a yes is stated by its reason"), expected='"…" / false')
        return None

    def _level(self, field: LevelField, path: Path, value: object) -> str | None:
        if isinstance(value, bool) and set(field.levels) == {"是", "否"}:
            return "是" if value else "否"
        if isinstance(value, str) and value in field.levels:
            return value
        if isinstance(value, str):
            self._say.add(
                path,
                "unknown-level",
                N_("no level is called {given}"),
                given=shown(value),
                expected=listed(field.levels),
                nearest=nearest(value, field.levels),
            )
        else:
            self._say.kind(path, value, listed(field.levels))
        return None

    def _number(self, field: NumberField, path: Path, value: object) -> Decimal | None:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._say.kind(path, value, number_limits(field))
            return None
        number = _decimal(value)
        if (
            number.is_finite()
            and field.minimum <= number <= field.maximum
            and not (field.type == "count" and isinstance(value, Decimal))
            and (isinstance(value, int) or places_of(number) <= field.places)
            and (field.step is None or not number % field.step)
        ):
            return _tidy(number, field.places)
        self._out_of_limits(field, path, value, number)
        return None

    def _out_of_limits(self, field: NumberField, path: Path, value: int | Decimal, number: Decimal) -> None:
        """Says what is wrong with a number that the field does not take."""
        limits = number_limits(field)
        if not number.is_finite():
            self._say.add(
                path, "not-finite", N_("{given} is not a number"), given=shown(value), expected=limits
            )
        elif number < 0:
            self._say.add(path, "negative", N_("{given} is negative"), given=shown(value), expected=limits)
        elif number > field.maximum:
            said = (
                N_("{given} is above {most}, a technical limit")
                if field.technical
                else N_("{given} is above {most}")
            )
            self._say.add(
                path,
                "too-large-number",
                said,
                given=shown(value),
                most=plain(field.maximum),
                expected=limits,
            )
        elif number < field.minimum:
            least = plain(field.minimum)
            self._say.add(
                path,
                "too-small-number",
                N_("{given} is below {least}"),
                given=shown(value),
                least=least,
                expected=limits,
            )
        elif field.type == "count" and isinstance(value, Decimal):
            self._say.add(
                path,
                "fraction",
                N_("{given} is not a whole number"),
                given=shown(value),
                expected=limits,
                nearest="" if places_of(number) else plain(number),
            )
        elif places_of(number) > field.places:
            self._say.add(
                path,
                "off-grid",
                N_("{given} has more than {places} decimal places"),
                given=shown(value),
                places=field.places,
                expected=limits,
            )
        else:
            self._say.add(
                path,
                "off-grid",
                N_("{given} is not a multiple of {step}"),
                given=shown(value),
                step=plain(field.step or Decimal(1)),
                expected=limits,
            )

    def _rate(self, field: RateField, path: Path, value: object) -> Share | None:
        form = self._say.wording.share
        expected = message(
            N_("a percent number 0 to {most}, or {form}"), most=plain(field.maximum), form=form
        )
        if isinstance(value, Mapping):
            parts: list[Decimal] = []
            for key in value:
                if key not in ("part", "whole"):
                    self._say.unknown((*path, key), key, ("part", "whole"))
                    return None
            for key in ("part", "whole"):
                if key not in value:
                    said = N_("a rate without {key}")
                    self._say.add(path, "bad-rate", said, key=key, expected=expected)
                    continue
                number = self._number(_part(key), (*path, key), value[key])
                if number is not None:
                    parts.append(number)
            if len(parts) < 2:
                return None
            part, whole = parts
            if not whole or part * 100 > whole * field.maximum:
                said = N_("{part} of {whole} is no rate")
                self._say.add(path, "bad-rate", said, part=plain(part), whole=plain(whole), expected=expected)
                return None
            return Share(part, whole)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._say.kind(path, value, expected)
            return None
        number = self._number(_percent(field), path, value)
        return None if number is None else Share(number, Decimal(100))

    def _list(self, field: ListField, path: Path, value: object) -> Entries | None:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = self._number(_counter(field), path, value)
            if number is None:
                return None
            if number and (field.levels or field.type == "entries"):
                self._say.add(
                    path,
                    "needs-entries",
                    N_("a bare number does not say what each entry is"),
                    expected=message(
                        N_("{entries} with {keys}"),
                        entries=self._say.wording.entries(path),
                        keys=self._say.wording.keys(path, (*field.levels, *field.amounts)),
                    ),
                )
                return None
            return Entries(int(number), () if not number else None)
        if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
            expected = message(N_("a whole number, or {entries}"), entries=self._say.wording.entries(path))
            self._say.kind(path, value, expected)
            return None
        if len(value) > field.maximum:
            self._say.add(
                path,
                "too-large-number",
                N_("{given} entries are above {most}, a technical limit")
                if field.technical
                else N_("{given} entries are above {most}"),
                given=len(value),
                most=plain(field.maximum),
            )
            return None
        entries = [self._entry(field, (*path, place), entry) for place, entry in enumerate(value)]
        whole = [entry for entry in entries if entry is not None]
        return Entries(len(whole), tuple(whole)) if len(whole) == len(entries) else None

    def _entry(self, field: ListField, path: Path, entry: Mapping[str, object]) -> Entry | None:
        before = len(self._say.problems)
        known = (*field.levels, *field.amounts, *ENTRY_KEYS)
        for key, value in entry.items():
            if key not in known:
                self._say.unknown((*path, key), key, known)
            elif key == "date":
                self._say.date((*path, key), value)
            elif key in ("what", "note", "person", "reason"):
                self._say.text((*path, key), value)
            elif key == "evidence":
                self.evidence((*path, key), value)
            elif key == "averaged" and value is not True:
                self._say.kind((*path, key), value, self._say.wording.yes)
        levels: dict[str, str] = {}
        for name, level in field.levels.items():
            if name not in entry and level.default is not None:
                levels[name] = level.default
                continue
            if name not in entry:
                self._say.add(
                    path,
                    "needs-entries",
                    N_("the entry does not say {name}"),
                    name=self._say.wording.keys(path, (name,)),
                    expected=listed(level.levels),
                )
                continue
            found = self._level(level, (*path, name), entry[name])
            if found is not None:
                levels[name] = found
        amounts: dict[str, Decimal | None] = {}
        for name, amount in field.amounts.items():
            amounts[name] = self._number(amount, (*path, name), entry[name]) if name in entry else None
        if field.judged and any(name in entry for name in field.amounts):
            self._person(entry, path, path)
        return Entry(levels, amounts) if len(self._say.problems) == before else None

    def justified(self, field: Field, answer: Answer, block: Mapping[str, object], path: Path) -> None:
        if isinstance(field, NumberField) and field.judged and answer:
            self._person(block, path, path[:-1])

    def _person(self, block: Mapping[str, object], path: Path, beside: Path) -> None:
        """Complains at the path where the block ``beside`` it does not say who judged, and why."""
        given = {key: block.get(key) for key in ("person", "reason")}
        missing = [key for key, value in given.items() if not isinstance(value, str) or not value.strip()]
        if missing:
            self._say.add(
                path,
                "needs-person",
                N_("a discretionary amount needs {missing}"),
                missing=self._say.wording.keys(beside, missing),
                expected=self._say.wording.stated(missing),
            )

    def evidence(self, path: Path, value: object) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else value
        if isinstance(given, list) and all(isinstance(one, str) for one in given):
            return tuple(given)
        self._say.add(path, "wrong-type", N_("not a list of texts"), expected='["…"]')
        return ()


@lru_cache(maxsize=KEPT)
def _counter(field: ListField) -> NumberField:
    """The number of a list's entries."""
    most = None if field.technical else field.maximum
    return NumberField(field.name, field.label, kind="count", maximum=most)


@lru_cache(maxsize=KEPT)
def _percent(field: RateField) -> NumberField:
    """A rate that is stated as a percent number."""
    return NumberField(field.name, field.label, kind="index", maximum=field.maximum)


@lru_cache(maxsize=KEPT)
def _part(key: str) -> NumberField:
    """A part or the whole of a rate."""
    one = NumberField(key, key, kind="count", maximum=AMOUNT_LIMIT)
    one.technical = True
    return one


_MEANT = {"是": "true", "有": "true", "对": "true", "否": "false", "无": "false", "没有": "false"}


def number_limits(field: NumberField) -> Phrase:
    """What a number may be, in words."""
    if field.step is not None and field.type != "count":
        return message(
            N_("a number {least} to {most} in steps of {step}"),
            least=plain(field.minimum),
            most=plain(field.maximum),
            step=plain(field.step),
        )
    return message(
        N_("a whole number {least} to {most}") if field.type == "count" else N_("a number {least} to {most}"),
        least=plain(field.minimum),
        most=plain(field.maximum),
    )


def _decimal(value: int | Decimal) -> Decimal:
    """The number; of an integer beyond every limit only that it is, as it may have a million digits."""
    if isinstance(value, int) and value.bit_length() > BITS:
        return Decimal(-1 if value < 0 else 1).scaleb(BITS)
    return Decimal(value)


def _tidy(number: Decimal, places: int) -> Decimal:
    """The same number without an exponent or tail of zeros that arithmetic would have to carry along."""
    if not number:
        return Decimal(0)
    _, digits, exponent = number.as_tuple()
    if len(digits) <= BITS and isinstance(exponent, int) and abs(exponent) <= BITS:
        return number
    return number.quantize(Decimal(1).scaleb(-places))
