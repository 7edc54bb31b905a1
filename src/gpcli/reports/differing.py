"""Where sources differ, in words: what each says of an item, and the gap between their marks."""

from __future__ import annotations

from gpcli.messages import N_, Words
from gpcli.reports import phrases
from gpcli.season.differing import Difference, Word


def difference(one: Difference, words: Words) -> str:
    """One item with every source's word, and the gap in points."""
    said = words.word(N_("; ")).join(_word(one, each, words) for each in one.words)
    text = words.word(N_("{key} {name}: {said}"), key=one.key, name=one.name, said=said)
    if one.gap is None:
        return text
    return words.word(N_("{text}; a gap of {gap} points"), text=text, gap=phrases.number(one.gap))


def _word(one: Difference, word: Word, words: Words) -> str:
    facts = [
        _fact(name, value, after, words)
        for name, value, after in zip(one.facts, word.facts, word.rechecked, strict=True)
    ]
    params = {
        "source": phrases.source(word.source.full, words),
        "facts": words.word(N_(", ")).join(facts),
        "points": "" if word.mark is None else phrases.mark(word.mark, words),
    }
    if word.mark is None:
        said = N_("{source} (counts) {facts}") if word.counts else N_("{source} {facts}")
    else:
        said = N_("{source} (counts) {facts}, {points} points")
        said = said if word.counts else N_("{source} {facts}, {points} points")
    return words.word(said, **params)


def _fact(name: str, value: str | None, after: str | None, words: Words) -> str:
    said = f"{name} = {words.word(N_('not stated')) if value is None else value}"
    if after is None:
        return said
    return words.word(N_("{fact} (after a re-check {value})"), fact=said, value=after)
