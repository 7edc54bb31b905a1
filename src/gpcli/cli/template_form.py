"""``gp template -o FORM.xlsx``: the official table as a form, for one unit or for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpcli.cli.folder import file_names, write_folder
from gpcli.cli.forms import ENDING, written
from gpcli.cli.session import Session
from gpcli.expr.fields import Answers
from gpcli.facts.unit import Contribution, Input, Source
from gpcli.facts.written import is_judged
from gpcli.facts.written import written as as_written
from gpcli.forms.design import BOTH, Design
from gpcli.forms.filled import Filled
from gpcli.messages import N_
from gpcli.packs import Packs
from gpcli.problems import Problems, problem
from gpcli.records import Record
from gpcli.reports.format import Binary
from gpcli.scheme import Scheme, Table


class Asked(Record):
    """What is asked for: a table, by whom it is to be filled in (None: the unit and the office), the answers
    with which it comes; ``judged`` says who judged an amount, and why.
    """

    scheme: Scheme
    table: Table
    source: Source | None
    best: Answers
    judged: Mapping[str, str]


def deliver_form(session: Session, asked: Asked, unit: str, output: str) -> None:
    """One form; raises :class:`Problems`."""
    (workbook,) = written([_filled(session.packs, asked, unit)])
    session.deliver(Binary(workbook.raw, workbook.text), output)


def deliver_forms(session: Session, asked: Mapping[str, Asked], output: str) -> None:
    """A form for every unit of the roster and a workbook that lists them, into a new folder.

    ``asked`` has what is asked for by table; units of other tables are left out. Raises :class:`Problems`.
    """
    from gpcli.forms.layout import Layout
    from gpcli.forms.summary import NAME, Entry, summary

    scheme = next(iter(asked.values())).scheme
    units = [one for one in scheme.roster().units if one.table in asked]
    if not units:
        said = N_("the document of {scheme} lists no units that could have a form each")
        raise Problems([problem("usage", said, scheme=scheme.id)._replace(key="--all-units")])
    if output in ("", "-"):
        said = N_("these are {number} units: name a new folder with -o")
        raise Problems([problem("usage", said, number=len(units))._replace(key="--output")])
    forms = [_filled(session.packs, asked[one.table], one.name) for one in units]
    names = file_names([NAME, *(one.name for one in units)], ENDING)
    layouts = {name: Layout(one.table, _design(one)) for name, one in asked.items()}
    workbooks = written(forms)
    listed = [
        Entry(one.name, one.group, name, layouts[one.table], workbook.shown)
        for one, name, workbook in zip(units, names[1:], workbooks, strict=True)
    ]
    raws = [summary(scheme, listed).raw, *(one.raw for one in workbooks)]
    write_folder(dict(zip(names, raws, strict=True)), output)


def _design(asked: Asked) -> Design:
    return BOTH if asked.source is None else Design((asked.source,))


def _filled(packs: Packs, asked: Asked, unit: str) -> Filled:
    design, pack = _design(asked), packs.owner(asked.scheme.id)
    said = [_answered(asked, source) for source in design.sources]
    if len(said) > 1:
        said[:-1] = [None] * (len(said) - 1)
    return Filled(
        asked.scheme,
        asked.table,
        design,
        tuple(said),
        unit,
        pack=pack.distribution,
        version=pack.version,
    )


def _answered(asked: Asked, source: Source) -> Contribution | None:
    """The answers with which the form comes, as the source would state them."""
    if not asked.best:
        return None
    blocks: dict[str, dict[str, Any]] = {}
    for place in asked.table.places:
        if place.field in asked.best:
            answer = asked.best[place.field]
            block = blocks.setdefault(place.item, {})
            block[place.name] = as_written(place.field, answer, asked.judged)
            if is_judged(place.field, answer):
                block |= asked.judged
    stated = frozenset(place.key for place in asked.table.places if place.field in asked.best)
    return Contribution(source, Input("", ""), dict(asked.best), stated, {}, blocks)
