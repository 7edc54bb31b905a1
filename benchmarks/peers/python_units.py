"""Hand-written Python one unit at a time: the total and nothing beside it, none refused: the floor."""

from __future__ import annotations

import sys

import rules
from said import sums_of, tell, timed
from unit_facts import Facts, read

LEVELS = tuple(rules.LEVELS.items())
YES = tuple(rules.YES.items())
AWARDS = tuple(rules.AWARDS)
OCCASIONS = rules.OCCASIONS
COMPLAINTS, LOST, CORRECTED = rules.CASES


def total(facts: Facts) -> int:
    """The total in ten-thousandths."""
    halves = 0
    for name, points in LEVELS:
        halves += points[facts[name]]
    for name, given in YES:
        if facts[name]:
            halves += given
    for name in OCCASIONS:
        halves += max(4 - facts[name], 0)
    rate = facts[rules.RATE]
    halves += 4 if rate >= 80 else 2 if rate >= 60 else 0
    if not (facts[COMPLAINTS] or facts[LOST] or facts[CORRECTED]):
        halves += 4
    return halves * rules.HALF + int(
        (sum([facts[name] for name in AWARDS]) + facts[rules.FREE_AWARD]) * 10_000
    )


def main(path: str, repeat: int, units: int) -> None:
    """Tells the totals of some units of a table."""
    given = read(path, units)
    times, totals = timed(lambda: [total(one) for one in given], repeat, len(given))
    tell(f"Python {sys.version.split()[0]}", times, sums_of(totals))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
