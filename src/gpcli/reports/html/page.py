"""The frame of a page: one file, its style and script allowed by their digests and nothing else at all."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpcli.messages import N_, Words
from gpcli.problems import Problems, problem
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.html.charts import Chart
from gpcli.reports.html.drawing import Drawing, draw
from gpcli.reports.html.labels import labels

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
TAGS = {"zh": "zh-CN", "en": "en"}


def render(template: str, words: Words, **given: Any) -> str:
    """A page from its template; raises :class:`Problems` where the template library is missing."""
    environment = _environment()
    style, script = _source("style.css"), _source("script.js")
    allowed = (
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        f"script-src '{_digest(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return environment.get_template(template).render(
        lang=TAGS[words.language],
        t=labels(words),
        said=lambda phrase: visible(words(phrase)),
        number=phrases.number,
        pair=lambda key, value: words.word(N_("{key}: {value}"), key=key, value=value),
        policy="; ".join(allowed),
        style=_safe(style),
        script=_safe(script),
        **given,
    )


class Figures:
    """The charts of a page, collected, then drawn in one go."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._charts: dict[str, Chart] = {}
        self._drawings: dict[str, Drawing] = {}

    def add(self, anchor: str, chart: Chart | None) -> None:
        """A chart under an anchor of its own."""
        if chart is not None:
            self._charts[anchor] = chart

    def drawn(self) -> dict[str, dict[str, Any]]:
        """Title, words, drawing and size of every chart, by anchor, and whether something in it is open."""
        drawings = draw(list(self._charts.values()))
        return {
            anchor: {
                "title": chart.title,
                "said": chart.said(self._words),
                "has_open": any(bar.low != bar.high for bar in chart.bars),
                "inside": _safe(drawing.inside),
                "width": drawing.width,
                "height": drawing.height,
            }
            for (anchor, chart), drawing in zip(self._charts.items(), drawings, strict=True)
        }


def _environment() -> Environment:
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError:
        said = N_("HTML reports need Jinja2 and vl-convert: pip install 'gpcli-core[html]'")
        raise Problems([problem("no-part", said)]) from None
    found = Environment(
        loader=FunctionLoader(_unindented),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["visible"] = visible
    return found


def _unindented(name: str) -> str:
    """A template without the spaces that only its reader needs."""
    return re.sub(r"^[ \t]+", "", _source(name), flags=re.MULTILINE)


def _source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _safe(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)
