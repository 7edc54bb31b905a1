"""What a file says beside its facts, as a line has it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any

from gpcli.facts.plain import Beside, NotPlain
from gpcli.facts.unit import NO_REMARKS, Source
from gpcli.points import plain
from gpcli.reports import json
from gpcli.reports.ndjson import escaped
from gpcli.reports.ndjson import line as as_line
from gpcli.scheme import Item
from gpcli.scoring.sheet import ItemResult, Mark

_MARK = re.compile(rb'"\\u0000([a-z0-9]+)"')
_CHANGING = ("evidence", "note", "person", "reason", "incidents")


def quoted(text: str) -> bytes:
    """The text as a line has it."""
    return escaped(encode_basestring(text)).encode()


def cut(text: bytes, names: tuple[str, ...]) -> tuple[bytes, ...]:
    """The text cut at its marks: texts that are a zero and a name.

    Raises :class:`NotPlain` where these are not the names, in their order.
    """
    pieces = _MARK.split(text)
    if tuple(one.decode() for one in pieces[1::2]) != names:
        raise NotPlain
    return tuple(pieces[::2])


class Said:
    """What one source may say about one item: the authority's text, cut where it changes."""

    def __init__(self, item: Item, source: Source | None, encoded: Callable[[object], bytes]) -> None:
        """``source`` is who states the item's facts, if anybody."""
        self._item = item
        self._source = source
        self._encoded = encoded
        self.nothing = self._written({})
        """The text where nothing is said beside the facts."""

    def text(self, beside: Beside, said: list[bytes]) -> bytes:
        """The text; adds to ``said`` what of it does not come from the pack."""
        links, remark, judge, why, _, entries = beside
        evidence = incidents = b"[]"
        note = person = reason = b'""'
        if links:
            evidence = b"[%b]" % b",".join([quoted(one) for one in links])
            said.append(evidence)
        if remark:
            note = quoted(remark)
            said.append(note)
        if judge or why:
            person, reason = quoted(judge), quoted(why)
            said += (person, reason)
        if entries:
            incidents = b"[%b]" % b",".join([_incident(fact, entry) for fact, entry in entries])
            said.append(incidents)
        a, b, c, d, e, f = self._form
        return b"".join((a, evidence, b, note, c, person, d, reason, e, incidents, f))

    @cached_property
    def _form(self) -> tuple[bytes, ...]:
        return cut(self._written({key: f"\0{key}" for key in _CHANGING}), _CHANGING)

    def _written(self, changed: Mapping[str, str]) -> bytes:
        item = self._item
        mark = Mark(Decimal(0), Decimal(0))
        said = (True, NO_REMARKS, item.evidence, (), self._source)
        shown = ItemResult(item.id, str(item.name), item.kind, "", "", None, mark, (), *said)
        return self._encoded({**json.item_said(shown, ()), **changed})[1:]


def _incident(fact: str, entry: Mapping[str, Any]) -> bytes:
    """An incident; where it has anything unusual, as the authority has it."""
    parts = [f'{{"fact":{encode_basestring(fact)}']
    for key, value in entry.items():
        if type(value) is str:
            shown = value
        elif type(value) is datetime.date:
            shown = str(value)
        elif type(value) is Decimal or type(value) is int:
            shown = plain(Decimal(value))
        else:
            return as_line(json.incident(fact, entry))[:-1].encode()
        parts.append(f"{encode_basestring(key)}:{encode_basestring(shown)}")
    if "fact" in entry:
        return as_line(json.incident(fact, entry))[:-1].encode()
    return escaped(",".join(parts) + "}").encode()
