"""A result that is resumed is the same bytes as one made at once; only what is new is worked out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up import Runs

from gpcli.assess.batch.work import Work

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021" / "township-full.toml"


@pytest.fixture
def facts(folder: Path, tmp_path: Path) -> Path:
    """A folder of the test's own, with a name that does not change."""
    return Path(shutil.copytree(folder, tmp_path / "facts"))


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are worked out, as they are."""
    seen: list[str] = []
    heard = Work._heard

    def watched(self: Work, number: int, path: str, *rest: object) -> object:
        seen.append(Path(path).name)
        return heard(self, number, path, *rest)

    monkeypatch.setattr(Work, "_heard", watched)
    return seen


def resumed(score: Runs, facts: Path, *more: str) -> tuple[int, bytes, str]:
    out = facts.parent / "out.ndjson"
    code, _, talk = score(facts, "--format", "ndjson", "-o", out, "--resume", *more)
    return code, out.read_bytes(), talk


def names(facts: Path) -> list[str]:
    return sorted(one.name for one in facts.parent.iterdir() if one.name.startswith("out.ndjson"))


def test_nothing_changed(facts: Path, together: Runs, in_parts: Runs, worked_out: list[str]) -> None:
    expected = together(facts, "--format", "ndjson")
    assert resumed(in_parts, facts) == expected
    first = len(worked_out)
    worked_out.clear()
    assert resumed(in_parts, facts) == expected
    assert len(worked_out) < first / 2
    assert set(worked_out) >= faulty(expected[2])
    assert names(facts) == ["out.ndjson", "out.ndjson.journal"]


def faulty(talk: str) -> set[str]:
    """The files with problems: these are read again each time."""
    return {Path(line.partition(":")[0]).name for line in talk.splitlines() if ".toml" in line}


CHANGES: dict[str, Callable[[Path, list[Path]], None]] = {
    "a file changed": lambda _, files: files[3].write_bytes(files[5].read_bytes()),
    "a file gone": lambda _, files: files[4].unlink(),
    "a file more": lambda facts, _: shutil.copy(EXAMPLE, facts / "000-new.toml") and None,
    "another file of a unit": lambda facts, files: shutil.copy(files[6], facts / "zzz.toml") and None,
    "a file renamed": lambda facts, files: files[7].rename(facts / "500-moved.toml") and None,
    "a line changed": lambda facts, _: _changed(facts.parent / "out.ndjson"),
    "the result gone": lambda facts, _: (facts.parent / "out.ndjson").unlink(),
    "the journal cut off": lambda facts, _: _cut(facts.parent / "out.ndjson.journal"),
}


def _changed(result: Path) -> None:
    lines = result.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"0", b"1")
    result.write_bytes(b"".join(lines))


def _cut(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:-200])


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change(
    facts: Path, together: Runs, in_parts: Runs, worked_out: list[str], change: str
) -> None:
    resumed(in_parts, facts)
    worked_out.clear()
    CHANGES[change](facts, sorted(facts.iterdir()))
    result = resumed(in_parts, facts)
    again = len(worked_out)
    assert result == together(facts, "--format", "ndjson")
    assert change == "the result gone" or again < 30
    worked_out.clear()
    assert resumed(in_parts, facts) == result


def test_other_readings_take_nothing_over(
    facts: Path, together: Runs, in_parts: Runs, worked_out: list[str]
) -> None:
    resumed(in_parts, facts)
    worked_out.clear()
    more = ("--reading", "zhangshu-2021:ceiling=after-deductions")
    assert resumed(in_parts, facts, *more) == together(facts, "--format", "ndjson", *more)
    assert len(worked_out) >= len(list(facts.iterdir()))


def test_a_stopped_run_goes_on(
    facts: Path, together: Runs, in_parts: Runs, worked_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = together(facts, "--format", "ndjson")
    done, tasks = Work.done, []

    def stopped(self: Work, task: object) -> object:
        tasks.append(task)
        if len(tasks) == 6:
            raise KeyboardInterrupt
        return done(self, task)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Work, "done", stopped)
        with pytest.raises(KeyboardInterrupt):
            resumed(in_parts, facts)
    assert names(facts) == ["out.ndjson.part", "out.ndjson.part.journal"]
    first = len(worked_out)
    worked_out.clear()
    assert resumed(in_parts, facts) == expected
    assert first >= 20
    assert len(worked_out) < len(list(facts.iterdir()))
    assert names(facts) == ["out.ndjson", "out.ndjson.journal"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "csv", "-o", "out", "--resume"),
        ("--format", "ndjson", "--resume"),
        ("--format", "ndjson", "-o", "out", "--resume", "--require-complete"),
        ("--format", "ndjson", "-o", ".", "--resume"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_resumed(
    gp: Callable[..., tuple[int, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, talk = gp("score", EXAMPLE, *arguments)
    assert (code, out) == (2, "")
    assert talk
    assert list(tmp_path.iterdir()) == []
