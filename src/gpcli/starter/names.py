"""What a new pack is called everywhere, from the one name that its author gives."""

from __future__ import annotations

import re

from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.records import Record

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ENDS_IN_YEAR = re.compile(r"-?((?:19|20)\d\d)$")
LONGEST = 40


class Names(Record):
    """``yunshui`` and 2025: module ``gp_yunshui``, package ``gpcli-yunshui``, scheme ``yunshui-2025``."""

    name: str
    year: int

    @property
    def module(self) -> str:
        """The package's import name."""
        return f"gp_{self.name.replace('-', '_')}"

    @property
    def distribution(self) -> str:
        """What pip installs."""
        return f"gpcli-{self.name}"

    @property
    def scheme(self) -> str:
        """The scheme's id; a name that ends in the year does not say it twice."""
        return f"{re.sub(f'-?{self.year}$', '', self.name)}-{self.year}"

    @property
    def form(self) -> str:
        """The name of the official form among the report formats."""
        return f"{self.name}-form"


def named(name: str, year: str, before: int | None = None) -> Names:
    """The names; without a ``year`` the one in which the name ends, else the one after ``before``.

    Raises :class:`Problems` for a name that cannot be one, or where no year is known.
    """
    if not _NAME.fullmatch(name) or len(name) > LONGEST:
        said = problem(
            "usage",
            N_("{name} cannot be a pack's name"),
            name=name,
            expected="[a-z][a-z0-9-]*",
            nearest=_mended(name),
        )
        raise Problems([said._replace(key="NAME")])
    if year and not re.fullmatch(r"(19|20)\d\d", year):
        said = problem("usage", N_("{name} is no year"), name=year, expected="2025")
        raise Problems([said._replace(key="--year")])
    found = _ENDS_IN_YEAR.search(name)
    if year:
        return Names(name, int(year))
    if found is not None:
        return Names(name, int(found[1]))
    if before is not None:
        return Names(name, before + 1)
    said = problem(
        "usage", N_("say which year the scheme is for"), expected=f"gp new-pack {name} --year 2025"
    )
    raise Problems([said._replace(key="--year")])


def _mended(name: str) -> str:
    """The nearest name that can be one, or nothing."""
    mended = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
    return mended[:LONGEST] if _NAME.fullmatch(mended[:LONGEST]) else ""
