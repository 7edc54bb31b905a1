"""What a re-check changed, in the words of every format."""

from __future__ import annotations

from gpcli.facts.unit import Recheck
from gpcli.messages import N_, Words
from gpcli.reports.columns import visible


def said(one: Recheck, words: Words) -> str:
    """One changed fact on one line: as it was, as it counts, why; who decided it, where that is told."""
    before = one.before or words.word(N_("not stated"))
    text = N_("{fact}: {before} → {after} ({state})")
    if one.entry:
        text = N_("{fact}, entry {entry} withdrawn: {before} → {after} ({state})")
    told = words.word(
        text, fact=one.key, entry=one.entry, before=visible(before), after=visible(one.after), state=one.state
    )
    beside = (visible(part) for part in (one.person, one.reason) if part)
    return words.word(N_("; ")).join((told, *beside))
