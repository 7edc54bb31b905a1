"""A small workbook such as a form is, and formulas of which every program is to say the same.

``AGREED`` is what a formula may rely on: the answer known of Excel, and given by both engines. What they
answer differently, so that no formula may rely on it (E: as known of Excel, in which nothing here was run;
O: LibreOffice 7.4 and I: IronCalc 0.9, in which all was):

- A formula that points at a cell which itself only points at an empty cell: 0 for E and I, still empty for O,
  where ``=""`` then holds. Ask the typed cell itself, not a copy of it.
- ``COUNTIFS(…, "<>是")``: E and O count numbers and empty cells too, I text only.
- ``COUNTIFS(…, "*")``: E and I count text only, O numbers too; E also an empty text that a formula gives.
- ``COUNTIFS(…, 0)``: E and I count the text ``0`` too, O does not. With ``"0"`` all count both.
- ``COUNTIFS(…, "~~x")``: the text ``~x`` for E and O, nothing for I.
- ``COUNTIFS`` or ``SUMIFS`` over one cell: write ``$A$1:$A$1``, ``$A$1`` is an error for I.
- Ranges of unequal length in one ``SUMIFS``: an error for E and O, a number for I.
- ``SUMIFS`` and sums: O keeps the digits that E and I lose (24.3, 24.299999999999997). Round them.
- ``0.1+0.2-0.3``: 0 for E and O, 5.55E-17 for I. Round before a comparison; ``0.1+0.2=0.3`` holds for all.
- ``ROUND(A/B*100, 0)``: O now and then rounds a half down, as 2961/600*100. ``ROUND(A*100/B, 0)`` is right in
  every case tried, below zero too.
- ``AND("", TRUE)``: an error for E and O, true for I; ``AND`` and ``OR`` stop early for I only, so that an
  error in a later place counts for E and O alone. Neither ``AND`` nor ``OR`` shields a division.
- ``TRUE=1``: false for E and I, true for O. ``TRUE&""`` is ``1`` for O.
- ``MIN("3", 5)``: 3 for E and I, an error for O. Text in a cell is passed over by all.
- ``LEN`` and ``&`` of a number: E and O write 15 digits, I 17. A number typed with up to 15 is alike.
- ``LEN`` of a sign beyond the first 65,536 is 2 for E, 1 for O and I.
- A constant in a formula keeps 15 digits for E and I, 17 for O.
- A defined name that begins with a Chinese sign is an error for I; ``total`` and ``_总分`` are understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from sheet_engines.cells import Book, Cell, Entry, Error, Value, address

FORM = "填报 表"
LIST = "清单"
HIDDEN = "计算"
LAST = 500
"""The last row of the list."""

FACTS: dict[Cell, Entry] = {
    (FORM, "B2"): "是",
    (FORM, "B3"): 12.5,
    (FORM, "B4"): "abc",
    (FORM, "B5"): 0,
    (FORM, "B6"): "12.5",
    (FORM, "B7"): -3,
    (FORM, "B8"): "=1+1",
    (LIST, "A2"): "是",
    (LIST, "A3"): "否",
    (LIST, "A4"): "是",
    (LIST, "A5"): "a?b",
    (LIST, "A6"): "axb",
    (LIST, "A7"): "a*b",
    (LIST, "A8"): 0,
    (LIST, "A9"): 7,
    (LIST, "A10"): -1,
    (LIST, "A11"): "ABC",
    (LIST, "A12"): "是 ",
    (LIST, "A13"): "<5",
    (LIST, "A14"): "=1+1",
    (LIST, f"A{LAST}"): "是",
    (LIST, "B2"): 0.5,
    (LIST, "B3"): 2,
    (LIST, "B4"): 1.25,
    (LIST, f"B{LAST}"): 4,
    (LIST, "B6"): "文字",
}

AGREED: tuple[tuple[str, Value], ...] = (
    # Where a value stands.
    ("=B!B3", 12.5),
    ("=total", 12.5),
    ("='it''s'!$A$1", 7),
    ("=B!B8", "=1+1"),
    ("=B!D2", "合并"),
    # An empty cell, a space between blank and nothing.
    ("=B!B9", 0),
    ('=B!B9=""', 1),
    ("=B!B9=0", 1),
    ("=LEN(B!B9)", 0),
    ('=IF(B!B9="",1,0)', 1),
    ("=IF(B!B9,1,2)", 2),
    ("=B!B9+1", 1),
    ('=B!B9&"x"', "x"),
    ("=MIN(B!B9,5)", 5),
    ("=MAX(B!B9,-5)", -5),
    ("=AND(B!B9,TRUE)", 1),
    ("=NOT(B!B9)", 1),
    ("=ROUND(B!B9,2)", 0),
    ('=B!B5=""', 0),
    ('=B!B5<>""', 1),
    # Text and numbers.
    ('=B!B2="是"', 1),
    ('=B!B4="ABC"', 1),
    ("=B!B2>5", 1),
    ("=B!B2>=0", 1),
    ("=B!B6>=0", 1),
    ("=B!B6=12.5", 0),
    ("=B!B6+1", 13.5),
    ("=MIN(B!B6,50)", 50),
    ('=MIN(B!B2,"a"="a")', 1),
    ("=B!B2+1", Error("#VALUE!")),
    ('=ROUND("",0)', Error("#VALUE!")),
    ('=IF("",1,2)', Error("#VALUE!")),
    ("=1/B!B5", Error("#DIV/0!")),
    ("=IF(B!B5=0,0,1/B!B5)", 0),
    ('=""=0', 0),
    ('="">0', 1),
    ("=LEN(B!B2)", 1),
    ("=LEN(B!B3)", 4),
    ("=LEN(B!B7)", 2),
    ('=B!B3&"分"', "12.5分"),
    ('=IF(B!B2="是","得","失")', "得"),
    ('=IF(FALSE,1,"")', ""),
    ("=AND(B!B3>10,OR(B!B3<0,NOT(B!B2=1)))", 1),
    # Halves away from zero, in decimals.
    ("=ROUND(2.675,2)", 2.68),
    ("=ROUND(1.005,2)", 1.01),
    ("=ROUND(-2.5,0)", -3),
    ("=ROUND(-2.675,2)", -2.68),
    ("=ROUND(-1/8,2)", -0.13),
    ("=ROUND(201/40,2)", 5.03),
    ("=ROUND(1005/1000,2)", 1.01),
    ("=ROUND(2961*100/600,0)", 494),
    ("=ROUND(45.5*0.05,2)", 2.28),
    ("=ROUND(1.15*100,1)", 115),
    ("=ROUND(1234567890.125,2)", 1234567890.13),
    ("=1/3", 1 / 3),
    ("=0.1+0.2=0.3", 1),
    ("=0.1+0.2>0.3", 0),
    # The list.
    ('=COUNTIFS(L,"是")', 3),
    ('=COUNTIFS(L,"是 ")', 1),
    ('=COUNTIFS(L,"abc")', 1),
    ('=COUNTIFS(L,"")', LAST - 1 - 14),
    ('=COUNTIFS(L,"<>")', 14),
    ("=COUNTIFS(L,B!B2)", 3),
    ('=COUNTIFS(L,">=0")', 2),
    ('=COUNTIFS(L,">="&B!B5)', 2),
    ('=COUNTIFS(L,"<0")', 1),
    ('=COUNTIFS(L,"a?b")', 3),
    ('=COUNTIFS(L,"a~?b")', 1),
    ('=COUNTIFS(L,"a~*b")', 1),
    ('=COUNTIFS(L,"=<5")', 1),
    ('=COUNTIFS(L,"==1+1")', 1),
    ('=COUNTIFS(L,".*")', 0),
    ('=COUNTIFS(L,"是",M,">=1")', 2),
    ('=COUNTIFS(L,"是",M,"<1")', 1),
    ('=SUMIFS(M,L,"是")', 5.75),
    ('=SUMIFS(M,L,"是",M,"<4")', 1.75),
    ('=SUMIFS(M,L,"axb")', 0),
    ('=SUMIFS(M,L,"无")', 0),
    ('=SUMIFS(M,M,"<>")', 7.75),
    ("=COUNTIFS('清单'!$A$2:$A$2,\"是\")", 1),
)
"""``B!`` stands for the form, ``L`` for a column of the list with words, ``M`` for one with numbers."""

ANSWERS = [(HIDDEN, address(row, 1)) for row in range(1, len(AGREED) + 1)]
FAULTY = [cell for cell, (_, agreed) in zip(ANSWERS, AGREED, strict=True) if isinstance(agreed, Error)]
CACHED = 99
"""The value that the file brings for every formula."""

TYPED: tuple[int | float | str | None, ...] = (
    *(0, 12, -3, 10**15, 1.1, 0.1 + 0.2, 1 / 3, 123456.789012345),
    *("12", "=1+1", "+1", "-1", "@x", "'x", "#DIV/0!", "TRUE", "50%", "1/2", "是", "a\nb", "a\u202eb", "𠮷"),
    *("长" * 10000, None),
)
"""Numbers come back as the very double, text as text."""


def write(path: Path) -> None:
    """Protected sheets with open cells, a merged one, a choice, names, a hidden sheet with the formulas."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    opened = book.add_format({"locked": False})
    form, listed, hidden = (book.add_worksheet(name) for name in (FORM, LIST, HIDDEN))
    other = book.add_worksheet("it's")
    other.write_number("A1", 7)
    hidden.hide()
    form.write_string("A1", "锁定")
    for row in range(1, 20):
        form.write_blank(row, 1, None, opened)
    form.data_validation("B2:B2", {"validate": "list", "source": ["是", "否"]})
    form.merge_range("D2:E2", "合并", opened)
    for row in range(1, LAST):
        for column in range(2):
            listed.write_blank(row, column, None, opened)
    book.define_name("total", f"='{FORM}'!$B$3")
    for row, (formula, _) in enumerate(AGREED):
        hidden.write_formula(row, 0, _spelt(formula), None, CACHED)
    for sheet in (form, listed, hidden):
        sheet.protect("x")
    book.close()


def differing(book: Book, cells: Iterable[Cell] = ANSWERS) -> dict[str, Value]:
    """The formulas of which the engine says something else than agreed."""
    found = zip(AGREED, book.read(cells), strict=True)
    return {formula: value for (formula, agreed), value in found if value != agreed}


def _spelt(formula: str) -> str:
    form, words, numbers = f"'{FORM}'!", f"'{LIST}'!$A$2:$A${LAST}", f"'{LIST}'!$B$2:$B${LAST}"
    return (
        (formula.replace("B!", form).replace("(L,", f"({words},").replace(",L,", f",{words},"))
        .replace("(M,", f"({numbers},")
        .replace(",M,", f",{numbers},")
    )
