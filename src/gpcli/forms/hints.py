"""What may be entered in a cell of the form, in few words."""

from __future__ import annotations

from gpcli.expr.fields import Field, LevelField, ListField, NumberField, RateField, YesNoField
from gpcli.points import plain

YES, NO = "是", "否"

REMARKS = {
    "evidence": "佐证材料",
    "note": "备注",
    "person": "认定人",
    "reason": "认定理由",
    "date": "日期",
}
"""What stands beside an item's facts, as the form calls it."""


def hint(field: Field, sheet: str) -> str:
    """How the fact is entered; ``sheet`` is where its incidents are listed."""
    match field:
        case YesNoField(reasoned=True):
            return "成立的写明理由，否则填“否”"
        case YesNoField():
            return f"{YES} / {NO}"
        case LevelField():
            return "选一档：" + "、".join(field.levels)
        case RateField():
            return f"百分数 0～{plain(field.maximum)}，或下两行"
        case ListField():
            return _of_list(field, sheet)
        case NumberField():
            return numbers(field)


def numbers(field: NumberField) -> str:
    """The limits and the grid of a number."""
    whole = "整数" if field.type == "count" else "数"
    limits = f"{plain(field.minimum)} 以上" if field.technical else _range(field)
    if field.type == "count":
        return f"{limits}的{whole}"
    if field.step is not None:
        return f"{limits}，每档 {plain(field.step)}"
    return f"{limits}，至多 {field.places} 位小数"


def _range(field: NumberField) -> str:
    return f"{plain(field.minimum)}～{plain(field.maximum)}"


def _of_list(field: ListField, sheet: str) -> str:
    if field.levels or field.amounts or field.type == "entries":
        return f"在“{sheet}”逐条填写；没有的填 0"
    return f"件数，没有的填 0；或在“{sheet}”逐条填写"
