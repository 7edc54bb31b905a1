"""What may be answered to a fact: for people in a line, for programs as data."""

from __future__ import annotations

from gpcli.expr.fields import Field, LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.problems import listed


def in_words(field: Field, words: Words) -> str:
    """The legal values of a fact, in a line."""
    match field:
        case YesNoField(reasoned=True):
            return words.word(N_("the reason as text, or false"))
        case YesNoField():
            return "true / false"
        case LevelField():
            return listed([f'"{level}"' for level in field.levels])
        case NumberField():
            return _numbers(field, words)
        case RateField():
            return words.word(
                N_("a percent number 0 to {most}, or {form}"),
                most=plain(field.maximum),
                form="{part = 171, whole = 200}",
            )
        case ListField():
            parts = [f"{level.name} = {in_words(level, words)}" for level in field.levels.values()]
            parts += [f"{amount.name} = {in_words(amount, words)}" for amount in field.amounts.values()]
            if field.judged:
                parts += ['person = "…"', 'reason = "…"']
            if not parts:
                return words.word(N_("a whole number, or one entry each with date and what"))
            return words.word(N_("entries with {keys}"), keys=listed(parts))


def _numbers(field: NumberField, words: Words) -> str:
    whole = field.type == "count"
    least, most = plain(field.minimum), plain(field.maximum)
    if field.step is not None and not whole:
        said = N_("a number {least} to {most} in steps of {step}")
        return words.word(said, least=least, most=most, step=plain(field.step))
    if field.technical:
        said = N_("a whole number from {least}") if whole else N_("a number from {least}")
        return words.word(said, least=least)
    said = N_("a whole number {least} to {most}") if whole else N_("a number {least} to {most}")
    return words.word(said, least=least, most=most)


def as_data(field: Field) -> dict[str, object] | None:
    """``{levels}``, ``{min, max, step}``, or None."""
    match field:
        case LevelField():
            return {"levels": list(field.levels)}
        case NumberField():
            return {
                "min": plain(field.minimum),
                "max": plain(field.maximum),
                "step": None if field.step is None else plain(field.step),
            }
        case RateField():
            return {"min": "0", "max": plain(field.maximum), "step": None}
        case ListField():
            return {
                "min": "0",
                "max": plain(field.maximum),
                "step": "1",
                "levels": {level.name: list(level.levels) for level in field.levels.values()},
                "amounts": {amount.name: as_data(amount) for amount in field.amounts.values()},
            }
        case YesNoField():
            return None
