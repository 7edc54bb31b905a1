"""Charts as static SVG, drawn by Vega-Lite: all of a page in one go, then cut apart.

Paints are CSS variables, so that one drawing serves light, dark and print. No text is measured for the
layout: fonts of the machine change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.records import Record
from gpcli.reports.columns import width, wrap
from gpcli.reports.html.charts import Bar, Chart

WIDTH = 460
COLUMN = 6.6
"""Width of a column of text: half a Chinese character."""

STEPS = {False: 36, True: 23}
"""The height of a row by whether its label stands beside it."""

ENDS = {False: (0.54, 0.86), True: (0.2, 0.8)}
"""From where to where a bar goes in its row."""

BELOW = 22
COLUMNS = {False: 50, True: 28}
"""Columns of a label, by the same."""

FAMILY = "drawn"
SVG = "{http://www.w3.org/2000/svg}"

_IDLE = ("class", "role", "opacity", "pointer-events", "font-family", "stroke-miterlimit", "display")
_LONG = re.compile(r"-?\d+\.\d{3,}")


class Drawing(Record):
    """The inside of an SVG picture, and its size."""

    inside: str
    width: int
    height: int


def draw(charts: Sequence[Chart]) -> list[Drawing]:
    """Every chart as a drawing, in order; raises :class:`Problems` where the drawing library is missing."""
    if not charts:
        return []
    try:
        import vl_convert
    except ImportError:
        said = N_("HTML reports need Jinja2 and vl-convert: pip install 'gpcli-core[html]'")
        raise Problems([problem("no-part", said)]) from None
    svg = ElementTree.fromstring(vl_convert.vegalite_to_svg(_page(charts), allowed_base_urls=[]))
    groups = {number: group for group in svg.iter(f"{SVG}g") if (number := _number(group)) is not None}
    return [
        Drawing(_inside(groups[number]), WIDTH, _height(one) + BELOW) for number, one in enumerate(charts)
    ]


def _page(charts: Sequence[Chart]) -> dict[str, Any]:
    muted = {"labelColor": "var(--muted)", "gridColor": "var(--line)", "labelFontSize": 11}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "config": {
            "aria": False,
            "view": {"stroke": None},
            "axis": {"domain": False, "ticks": False, "title": None, **muted},
        },
        "vconcat": [_chart(number, one) for number, one in enumerate(charts)],
    }


def _height(chart: Chart) -> int:
    return STEPS[chart.beside] * len(chart.bars)


def _gutter(chart: Chart) -> int:
    """What labels take where they stand beside the bars."""
    longest = max((width(one.label) for one in chart.bars), default=0) if chart.beside else -2
    return round((min(longest, COLUMNS[True]) + 2) * COLUMN)


def _margin(chart: Chart) -> int:
    """What values take behind the bars."""
    return round((max((width(one.value) for one in chart.bars), default=0) + 2) * COLUMN)


def _chart(number: int, chart: Chart) -> dict[str, Any]:
    """Bars over an optional track, what is open dashed, a line from each row of a waterfall to the next."""
    beside = chart.beside
    ends = [_gutter(chart), WIDTH - _margin(chart)]
    scale = {"domain": [float(chart.least), float(chart.most)], "range": ends, "nice": False, "zero": False}
    x = {"field": "a", "type": "quantitative", "scale": scale, "axis": {"tickCount": 5}}
    rows = {"domain": [0, len(chart.bars)], "range": [0, _height(chart)], "nice": False}
    y = {"field": "top", "type": "quantitative", "scale": rows, "axis": None}
    over = {"x": x, "x2": {"field": "b"}, "y": y, "y2": {"field": "bottom"}}
    paint = {"field": "paint", "type": "nominal", "scale": None}
    at_label = {**y, "field": "middle" if beside else "above"}
    ink = {"value": "var(--ink)"}
    parts = list(_parts(chart))
    layers: list[dict[str, Any]] = [
        _layer("track", {"type": "rect", "color": "var(--track)"}, over, parts),
        _layer("bar", {"type": "rect"}, {**over, "color": paint}, parts),
        _layer(
            "open",
            {"type": "rect", "fill": "var(--open)", "stroke": "var(--accent)", "strokeDash": [3, 2]},
            over,
            parts,
        ),
        _layer("next", {"type": "rule", "stroke": "var(--muted)"}, {"x": x, "y": y, "y2": over["y2"]}, parts),
    ]
    left = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 13}
    words = {"x": {"value": 0}, "y": at_label, "color": ink, "text": {"field": "label"}}
    values = {"x": {"value": WIDTH}, "y": {**y, "field": "middle"}, "color": ink, "text": {"field": "value"}}
    for part, weight in (("words", "normal"), ("whole", "bold")):
        layers += [
            _layer(part, {**left, "fontWeight": weight}, words, parts),
            _layer(part, {**left, "align": "right", "fontWeight": weight}, values, parts),
        ]
    used = [layer for layer in layers if layer["data"]["values"]]
    return {"name": f"{FAMILY}{number}", "width": WIDTH, "height": _height(chart), "layer": used}


def _layer(
    part: str, mark: dict[str, Any], encoding: dict[str, Any], parts: Sequence[tuple[str, dict[str, Any]]]
) -> dict[str, Any]:
    return {
        "data": {"values": [one for name, one in parts if name == part]},
        "mark": mark,
        "encoding": encoding,
    }


def _parts(chart: Chart) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is drawn of each row, by the layer that it belongs to."""
    top, bottom = ENDS[chart.beside]
    for number, one in enumerate(chart.bars):
        place = {"top": number + top, "bottom": number + bottom}
        if one.most is not None:
            yield "track", {**place, "a": 0.0, "b": float(one.most)}
        if one.start != one.end:
            ends = {"a": float(one.start), "b": float(one.end)}
            yield "bar", {**place, **ends, "paint": f"var(--{one.tone})"}
        if one.low != one.high:
            yield "open", {**place, "a": float(one.low), "b": float(one.high)}
        if one.after is not None and number + 1 < len(chart.bars):
            yield "next", {"top": number + bottom, "bottom": number + 1 + top, "a": float(one.after)}
        yield "whole" if one.tone == "whole" else "words", _words(number, one, chart)


def _words(number: int, one: Bar, chart: Chart) -> dict[str, Any]:
    said = {"label": _cut(one.label, COLUMNS[chart.beside]), "value": one.value}
    top, bottom = ENDS[chart.beside]
    return {"middle": number + (top + bottom) / 2, "above": number + 0.3, **said}


def _cut(label: str, columns: int) -> str:
    """The label within its columns; what is cut off stands in the words beside the chart."""
    if width(label) <= columns:
        return label
    return wrap(label, columns - 2)[0] + "…"


def _number(group: ElementTree.Element) -> int | None:
    """Which chart a group is, by the name that it was given."""
    found = re.search(rf"\b{FAMILY}([0-9]+)_group\b", group.get("class", ""))
    return None if found is None else int(found.group(1))


def _inside(group: ElementTree.Element) -> str:
    """What a group draws, moved to the origin and without what serves no reader."""
    (moved,) = group
    _strip(moved)
    return "".join(_text(child) for child in moved)


def _strip(element: ElementTree.Element) -> None:
    for child in list(element):
        _strip(child)
        idle = child.get("display") == "none" or (not len(child) and child.tag == f"{SVG}g")
        if idle or "background" in child.get("class", "") or child.get("d") in ("", "M0,0h0v0h0Z"):
            element.remove(child)
    if "background" in element.get("class", ""):
        return
    for name in list(element.attrib):
        if name in _IDLE or name.startswith("aria-"):
            del element.attrib[name]
        elif name != "fill":
            element.set(name, _LONG.sub(lambda one: f"{float(one.group()):.2f}", element.attrib[name]))
    element.tag = element.tag.removeprefix(SVG)


def _text(element: ElementTree.Element) -> str:
    return ElementTree.tostring(element, encoding="unicode", short_empty_elements=True)
