"""Where two results differ, as ``gp verify`` tells it."""

from __future__ import annotations

from gpcli.assess.frozen.apart import apart, brief
from gpcli.messages import Words


def test_where_results_differ_is_told_in_words() -> None:
    def told(then: object, now: object) -> tuple[str, str, str]:
        where, *values = apart(then, now)
        return (Words("en")(where), *map(brief, values))

    row = {"fact": "a.b", "before": "1" * 80}
    assert told({"rechecks": [row]}, {"rechecks": [row | {"before": None}]}) == (
        "re-check “a.b” › before",
        f'"{"1" * 60}…"',
        "—",
    )
    digests = [{"path": "a.toml", "sha256": one * 64} for one in "ab"]
    assert told({"inputs": digests[:1]}, {"inputs": digests[1:]}) == (
        "input “a.toml” › sha256",
        '"aaaaaaaaaaaa…"',
        '"bbbbbbbbbbbb…"',
    )
    assert told({"lines": [1, 2]}, {"lines": [1, 3]}) == ("line no. 2", "2", "3")
    assert told({"lines": [1]}, {"lines": [1, 3]}) == ("line, how many", "1", "2")
