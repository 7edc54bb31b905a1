"""Dates for people: as an office writes them in Chinese, in English as they stand in the file."""

from __future__ import annotations

import re

from gpcli.messages import N_, Words

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def day(date: str, words: Words) -> str:
    """``2022-02-28`` as ``2022年2月28日``; anything else as it is."""
    found = _ISO.fullmatch(date)
    if found is None:
        return date
    year, month, of_month = found.groups()
    if words.language == "zh":
        month, of_month = month.lstrip("0"), of_month.lstrip("0")
    return words.word(N_("{year}-{month}-{day}"), year=year, month=month, day=of_month)
