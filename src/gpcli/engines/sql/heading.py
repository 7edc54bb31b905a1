"""What stands above a statement: what it is, under which Readings, how to call it, what columns it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gpcli.engines.plan import Input
from gpcli.engines.sql.columns import type_of
from gpcli.engines.sql.dialects import TESTED
from gpcli.engines.sql.layout import commented
from gpcli.engines.sql.statement import Asked
from gpcli.messages import N_, Words
from gpcli.problems import listed
from gpcli.records import Record
from gpcli.scoring.score import Scorer


class Made(Record):
    """By what a statement is made, and what each of its columns holds, in words."""

    program: str
    label: Callable[[Input], str]


def heading(of: Scorer, inputs: tuple[Input, ...], asked: Asked, made: Made) -> str:
    """The comment above the statement of a table."""
    words = asked.words
    blocks = (_about(of, made, words), _readings(of, words), _calling(asked), _columns(inputs, asked, made))
    lines: list[str] = []
    for block in blocks:
        for said in block:
            lines += commented(said)
        lines.append("--")
    return "\n".join(lines[:-1])


def _about(of: Scorer, made: Made, words: Words) -> Iterator[str]:
    info = of.info
    yield f"{info.title}（{info.document}）· {info.table} {info.table_name}"
    yield f"{info.id} · {info.pack} {info.pack_version} · {made.program}"
    yield words.word(N_("unofficial result"))


def _readings(of: Scorer, words: Words) -> Iterator[str]:
    """Each Reading with its question and the answer in force."""
    if of.readings:
        yield words.word(N_("Readings in force:"))
    for one in of.readings:
        changed = words.word(N_(" (default {value})"), value=one.default) if one.changed else ""
        yield f"{one.id}={one.value}{changed}  {one.question}？{one.says}"


def _calling(asked: Asked) -> Iterator[str]:
    word = asked.words.word
    for said in (
        N_(
            "Reads {source}, one row a unit, one column a fact, and gives one row a unit: its status, total, "
            "sections and items with their bounds, and the columns at fault. Put CREATE TABLE … AS or INSERT "
            "INTO … before it to keep them."
        ),
        N_(
            "NULL is not answered and never zero: with facts open there is no total, only its bounds "
            "(.lower, .upper). A row at fault is failed, has no number, and faults names its columns; gp "
            "check says of the same row what is wrong."
        ),
        N_(
            "Everything is worked out in whole numbers of 64 bits, which no row can outgrow; nothing is "
            "rounded that the document does not round."
        ),
    ):
        yield word(said, source=asked.source)
    tested = N_("Dialect {name}: run by the program's tests with every table.")
    printed = N_("Dialect {name}: printed, not tested. Tests run {tested}.")
    yield word(tested if asked.dialect in TESTED else printed, name=asked.dialect, tested=listed(TESTED))


def _columns(inputs: tuple[Input, ...], asked: Asked, made: Made) -> Iterator[str]:
    word = asked.words.word
    yield word(
        N_(
            "The columns. Whole numbers may be of any integer type; decimals of any DECIMAL, or DOUBLE: a "
            "DOUBLE counts where it is the one nearest to a number on the fact's grid, else it is a fault. "
            "Where all columns are text, take the statement of gp sql --text."
        )
        if not asked.texts
        else N_("The columns, all of text; spaces around it do not count, and none is not answered.")
    )
    for key in asked.keys:
        yield word(N_("{name}: any type, comes through as it is"), name=key)
    for one in inputs:
        yield f"{one.heading}  {type_of(one, is_text=one.heading in asked.texts)}  {made.label(one)}"
