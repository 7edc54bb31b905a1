"""Row 2 of both annexes: 行政规范性文件."""

from __future__ import annotations

from gp_region2023.clauses import Clauses
from gpcli.pack import (
    Move,
    NumberOf,
    Section,
    each,
    floor,
    full,
    incidents,
    over,
    yes,
)


def documents(rows: Clauses, name: str) -> Section:
    """2: rule 1 names the subjects of the first two sub-items; it alone prints 扣完为止."""
    none = yes("no_documents", "本年度没有现行有效的行政规范性文件", optional=True, past=True)
    says = none.field.label
    uncleaned = incidents("unfinished", "清理未完成的规范性文件（件）", unless=none)
    missing = incidents("not_uploaded", "清理已完成、上传省统一平台未完成的规范性文件（件）", unless=none)
    neither = incidents("neither_done", "清理、上传都未完成的规范性文件（件，已计入清理未完成）", unless=none)
    formats = incidents("bad_format", "上传格式不规范的规范性文件（件）", unless=none)
    unpublished = incidents("unpublished", "未在政府网站公开的规范性文件（件）", unless=none)
    outdated = incidents("not_withdrawn", "失效、废止而未及时下线的文件（件）")
    by_number = rows.is_read("cleanup_split", "by-number")
    twice = rows.is_read("cleanup_upload", "each")

    def uploads(*, counts: bool) -> tuple[Move, ...]:
        """Both sub-items read these facts under either Reading; one of them deducts for them."""
        return (
            rows.each_where(NumberOf(missing), "-0.1", missing.label, missing.name, on=counts),
            rows.each_where(NumberOf(neither), "-0.1", neither.label, neither.name, on=counts and twice),
        )

    rows.never(
        "neither_done",
        "documents.neither_done 多于 doc_cleanup.unfinished",
        over(NumberOf(neither), NumberOf(uncleaned)),
    )
    cleanup = rows.item(
        "doc_cleanup",
        "规范性文件清理",
        2,
        "2/1",
        full(),
        each(uncleaned, "-0.1"),
        *uploads(counts=by_number),
        floor("扣完为止"),
        rows.nothing(none, says, uncleaned),
    )
    upload = rows.item(
        "doc_upload",
        "规范性文件上传省统一平台",
        2,
        "2/2",
        full(),
        *uploads(counts=not by_number),
        *(() if by_number else (floor("扣完为止"),)),
        each(formats, "-0.1"),
        *rows.item_floor(),
        rows.nothing(none, says, missing, neither, formats),
    )
    display = rows.item(
        "doc_display",
        "政府网站公开和下架",
        1,
        "2/3",
        full(),
        each(unpublished, "-0.1"),
        each(outdated, "-0.1"),
        rows.shortfalls("未设置专栏展示链接等没有列明扣分的不足", 1),
        *rows.item_floor(),
        rows.nothing(none, says, unpublished),
    )
    items = (cleanup, upload, display)
    shared = (none, missing, neither)
    return Section("documents", name, 5, *items, *rows.row_floor(), clause=rows.at("2"), shared=shared)
