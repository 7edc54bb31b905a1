"""The slips that typing Chinese beside TOML leads to: said as what they are, with what was meant.

Looked for only in a file that cannot be read.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from gpcli.facts.lexis import STRING
from gpcli.messages import N_
from gpcli.problems import Problem, problem

_QUOTES = "“”‘’＂＇"
_INVISIBLE = "\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff"
_FULL_WIDTH = f"＝［］｛｝{_QUOTES}，。：；（）、．０１２３４５６７８９【】〔〕{_INVISIBLE}"
_MEANT = {
    **dict.fromkeys("“”＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict.fromkeys("【〔", "["),
    **dict.fromkeys("】〕", "]"),
    "。": ".",
    "、": ",",
}
_SUSPECT = re.compile(rf"[{_FULL_WIDTH}\u4e00-\u9fff]|=\s*\d{{4}}[-/.]\d|\d\s*%")
_QUOTED = re.compile(rf"(?s:{STRING}|#[^\n]*+)")
_DATE = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*$")
_WRITTEN_DATE = re.compile(r"\s*\d{4}-\d\d-\d\d\s*$")
_WITH_UNIT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[\u4e00-\u9fff%]+\s*$")


def found_in(text: str) -> list[Problem]:
    """Every slip of the file, with its line."""
    bare = _QUOTED.sub(_emptied, text).split("\n")
    suspect = ((number, _slip(line)) for number, line in enumerate(bare, 1) if _SUSPECT.search(line))
    return [slip._replace(line=number) for number, slip in suspect if slip is not None]


def _emptied(found: re.Match[str]) -> str:
    """A string without its content, a comment without anything; lines stay lines.

    Of a string that its line does not close the full-width quotes stay: one of them was meant to close it.
    """
    text = found.group()
    if text.startswith("#"):
        return ""
    if "\n" not in text and (len(text) == 1 or text[-1] != text[0]):
        return '"' + "".join(re.findall(f"[{_QUOTES}]", text))
    return '""' + "\n" * text.count("\n")


def _slip(bare: str) -> Problem | None:
    """What is wrong with a line, its strings emptied."""
    key, equals, value = bare.partition("=")
    if equals and (date := _DATE.match(value)) and not _WRITTEN_DATE.match(value):
        year, month, day = (int(part) for part in date.groups())
        said = N_("a date has two digits each for month and day, and no quotes")
        return problem("bad-date", said, expected=f"{year}-{month:02}-{day:02}")
    if equals and (number := _WITH_UNIT.match(value)):
        return problem("wrong-type", N_("a number stands without its unit"), expected=number.group(1))
    character = next((one for one in bare if one in _FULL_WIDTH), "")
    if character:
        return problem(
            "full-width",
            N_("full-width or invisible character {character} (U+{number}) outside quotes"),
            character="" if character in _INVISIBLE else character,
            number=f"{ord(character):04X}",
            expected=_MEANT.get(character) or normalize("NFKC", character).strip(),
        )
    chinese = any("\u4e00" <= one <= "\u9fff" for one in key)
    if chinese and (equals or key.lstrip().startswith("[")):
        return problem("unquoted-key", N_("Chinese key “{key}”: keys are ASCII here"), key=key.strip(" \t[]"))
    return None
