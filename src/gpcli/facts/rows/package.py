"""The parts of an Excel workbook before it is read: how large it is, and without its blank cells."""

from __future__ import annotations

import io
import re
import zipfile

from gpcli.messages import N_
from gpcli.problems import Problems, problem

UNPACKED_LIMIT = 200 * 1024 * 1024
CELLS_LIMIT = 1_000_000
"""Cells that hold something."""

_BLANK = re.compile(
    rb'<c r="[A-Z]+[0-9]+"(?: [a-z]+="[^"<>]*+")*+ ?/>|<c r="[A-Z]+[0-9]+"(?: [a-z]+="[^"<>]*+")*+></c>'
)
_EMPTY = re.compile(rb'<row r="[0-9]+"[^<>]*+(?:/>|>\s*+</row>)')
_CELL = re.compile(rb"<(?:\w++:)?c[ >]")
_FORMULA = (b"<f>", b"<f ", b"<f/>")


class Package:
    """``raw`` is the workbook without cells that hold nothing, however many a spreadsheet left in it.

    Raises :class:`Problems` for what unpacks beyond all measure, ``BadZipFile`` where it is no workbook.
    """

    def __init__(self, raw: bytes, name: str) -> None:
        self.has_formulas = False
        cells = 0
        slim = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as parts, zipfile.ZipFile(slim, "w") as kept:
            if sum(one.file_size for one in parts.infolist()) > UNPACKED_LIMIT:
                said = N_("unpacks to more than 200 MiB")
                raise Problems([problem("too-large", said)._replace(file=name)])
            for one in parts.namelist():
                part = parts.read(one)
                if one.startswith("xl/worksheets/") and one.endswith(".xml"):
                    part = _EMPTY.sub(b"", _BLANK.sub(b"", part))
                    cells += len(_CELL.findall(part))
                    self.has_formulas = self.has_formulas or any(mark in part for mark in _FORMULA)
                kept.writestr(one, part)
        if cells > CELLS_LIMIT:
            said = N_("more than {limit} cells hold something")
            raise Problems([problem("too-large", said, limit=CELLS_LIMIT)._replace(file=name)])
        self.raw = slim.getvalue()
