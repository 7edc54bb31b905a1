"""The columns of the annex; ``form.csv`` has, in few words, what it prints beside points and rules."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from gpcli.pack import DocumentColumn, Item, Section, criteria, section_name, weight

PROJECTS = {"F2": "基层政务公开目录梳理情况"}
"""具体项目 where the annex prints none of the row's own: F1 and F2 have one cell."""


@cache
def _printed() -> Mapping[str, Mapping[str, str]]:
    with (Path(__file__).parent / "form.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def _code(section: Section, item: Item) -> str:
    return item.id


def _project(section: Section, item: Item) -> str:
    return PROJECTS.get(item.id, str(item.name))


def _cell(name: str, blank: str = "") -> Callable[[Section, Item], str]:
    """A cell of ``form.csv``; ``blank`` where the annex prints nothing."""

    def says(section: Section, item: Item) -> str:
        return _printed()[item.id][name] or blank

    return says


COLUMNS = (
    DocumentColumn("指标", section_name, 4, joined=True),
    DocumentColumn("具体项目", _project, 6, joined=True),
    DocumentColumn("序号", _code, 3),
    DocumentColumn("分值", weight, 3, points=True),
    DocumentColumn("评分指标", _cell("indicator"), 7),
    DocumentColumn("评分标准", criteria, 9),
    DocumentColumn("备注说明", _cell("remark"), 7),
    DocumentColumn("考评方式", _cell("method", "——"), 5),
)
