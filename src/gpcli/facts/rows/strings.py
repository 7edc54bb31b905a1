"""The texts of an Excel workbook: those that its cells share, and signs that stand for others."""

from __future__ import annotations

import re
from typing import IO
from xml.etree.ElementTree import Element, iterparse

_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that its own files cannot hold, and an underline before what looks so."""


def shared_strings(part: IO[bytes]) -> list[str]:
    """The texts in order, to the letter; how to pronounce them is left out."""
    found: list[str] = []
    for _, one in iterparse(part):
        if _name(one) == "si":
            found.append("".join(_texts(one)))
            one.clear()
    return found


def decoded(text: str) -> str:
    """The text with the characters that are meant."""
    return _CODE.sub(_character, text) if "_x" in text else text


def _texts(node: Element) -> list[str]:
    found: list[str] = []
    for one in node:
        if _name(one) == "t":
            found.append(one.text or "")
        elif _name(one) == "r":
            found += _texts(one)
    return found


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number < 0xE000 else chr(number)
