"""Writes docs/problems.md from the catalogue of problems. ``--check`` only says whether the page lags."""

from __future__ import annotations

import sys
from pathlib import Path

from gpcli.messages import Words
from gpcli.problems import CATALOGUE

PAGE = Path(__file__).parent.parent / "docs" / "problems.md"

HEAD = """\
# Problems · 问题代码

<!-- Written by tools/problems_page.py from gpcli.problems.CATALOGUE. Do not edit. -->

Every problem ends with a code in brackets. A code never changes its meaning.

每条问题末尾方括号内是代码，代码的含义不会改变。

    facts.toml:12: facts.guide.wording_errors: -1 is negative; expected a whole number 0 to 9999 [negative]
"""


def page() -> str:
    """The page: what each code means and what to do, in English and in Chinese."""
    languages = (Words("en"), Words("zh"))
    parts = [HEAD]
    for kind in sorted(CATALOGUE.values(), key=lambda one: one.code):
        parts.append(f"## {kind.code}\n")
        parts += [f"**{words.word(kind.title)}** — {words.word(kind.remedy)}\n" for words in languages]
    return "\n".join(parts)


def main() -> int:
    """Writes the page, or compares it; 1 where it lags."""
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
