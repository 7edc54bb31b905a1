"""Where two results first differ, in words: what a key stands for, and which of several it is in."""

from __future__ import annotations

import json
import re
from typing import Any

from gpcli.messages import N_, Phrase, message

LONGEST = 60
"""Characters of a value that are told."""

DIGEST = re.compile(r"[0-9a-f]{64}")

NAMES = {
    "items": N_("item"),
    "sections": N_("section"),
    "steps": N_("step"),
    "lines": N_("line"),
    "notes": N_("note"),
    "readings": N_("Reading"),
    "rechecks": N_("re-check"),
    "inputs": N_("input"),
    "groups": N_("group"),
    "rankings": N_("ranking"),
    "units": N_("unit"),
    "result": N_("result"),
    "before": N_("before"),
    "after": N_("after"),
    "label": N_("label"),
    "name": N_("name"),
    "points": N_("points"),
    "amount": N_("amount"),
    "total": N_("total"),
    "value": N_("value"),
    "person": N_("person"),
    "reason": N_("reason"),
    "state": N_("state"),
    "note": N_("note"),
    "sha256": N_("sha256"),
}
"""What keys of results are called; those that are not here stand for themselves."""

CALLED = ("name", "fact", "unit", "path", "id")
"""The keys by which one of several is told from the others."""


def apart(then: Any, now: Any) -> tuple[Phrase, Any, Any]:
    """Where two JSON values first differ, and what stands there; no place where they are no tables."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in {**then, **now}:
            one, other = then.get(key), now.get(key)
            if one == other and (key in then) == (key in now):
                continue
            if isinstance(one, list) and isinstance(other, list):
                return _in_list(key, one, other)
            where, *values = apart(one, other)
            return (_within(_name(key), where), *values)
    if isinstance(then, list) and isinstance(now, list):
        return _in_list("", then, now)
    return "", then, now


def brief(value: Any) -> str:
    """A value on one line: of a long text the beginning, of a long list or table that it is one."""
    if value is None:
        return "—"
    if isinstance(value, str):
        most = 12 if DIGEST.fullmatch(value) else LONGEST
        return json.dumps(value if len(value) <= most else f"{value[:most]}…", ensure_ascii=False)
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= LONGEST:
        return text
    return "[…]" if isinstance(value, list) else "{…}"


def _in_list(key: str, then: list[Any], now: list[Any]) -> tuple[Phrase, Any, Any]:
    """The first of several that differs, by its name or number; how many there are where these agree."""
    for number, (one, other) in enumerate(zip(then, now, strict=False), 1):
        if one != other:
            where, *values = apart(one, other)
            called = _called(one)
            if called and called == _called(other):
                mine = message(N_("{what} “{name}”"), what=_name(key), name=called)
            else:
                mine = message(N_("{what} no. {number}"), what=_name(key), number=number)
            return (_within(mine, where), *values)
    return message(N_("{what}, how many"), what=_name(key)), len(then), len(now)


def _called(one: Any) -> str:
    found = (one.get(key) for key in CALLED) if isinstance(one, dict) else ()
    return next((name for name in found if isinstance(name, str) and name), "")


def _name(key: str) -> Phrase:
    return message(NAMES[key]) if key in NAMES else key


def _within(outer: Phrase, inner: Phrase) -> Phrase:
    return message(N_("{outer} › {inner}"), outer=outer, inner=inner) if inner else outer
