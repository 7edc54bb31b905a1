"""A finished workbook with some of its parts changed: what the library that writes workbooks does not do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

Change = Callable[[str], str]

_NO_TEXT = re.compile(r'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(><f>[^<]*</f><v>)(?=</v>)')


def changed(raw: bytes, changes: Mapping[str, Change], parts: Mapping[str, str]) -> bytes:
    """The workbook with parts changed and others added; the same for the same workbook."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for one in before.infolist():
            content = before.read(one)
            change = changes.get(one.filename)
            if change is not None:
                content = change(content.decode()).encode()
            after.writestr(zipfile.ZipInfo(one.filename, one.date_time), content, zipfile.ZIP_DEFLATED)
        for name, text in parts.items():
            after.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def with_empty_texts(sheet: str) -> str:
    """The worksheet with formulas that now give an empty text marked as text: unmarked they read as 0."""
    return _NO_TEXT.sub(r'\1 t="str"\2', sheet)
