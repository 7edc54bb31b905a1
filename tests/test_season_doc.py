"""The pages on seasons name every key, column and option, and their season.toml works."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path

import pytest

from gpcli.cli.main import COMMANDS, main
from gpcli.facts.rows.columns import ABOUT, REMARKS, UNIT
from gpcli.facts.toml import Document
from gpcli.problems import Problems
from gpcli.scheme import ROLES
from gpcli.season.file import KEYS, NOTICE_KEYS, read_season
from gpcli.season.returned import HEADERS, STATES

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("docs/season.md", "docs/season.zh-CN.md")


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    """One of the pages."""
    return (ROOT / str(request.param)).read_text(encoding="utf-8")


def _example(page: str) -> str:
    first, *_ = re.findall(r"```toml\n(.*?)```", page, re.S)
    return str(first)


def _inner_keys(block: str) -> set[str]:
    """The keys of a ``[[block]]``, as the reader says them when it is given another one."""
    raw = f'scheme = "x"\n[[{block}]]\nno_such_key = 1\n'
    with pytest.raises(Problems) as found:
        read_season(Document("season.toml", raw.encode(), tomllib.loads(raw), ""))
    (said,) = [one for one in found.value.problems if one.code == "unknown-key"]
    return set(str(said.expected).split("、"))


@pytest.mark.parametrize("block", ["units", "grades", "rankings"])
def test_every_key_of_a_block_is_named_and_used(page: str, block: str) -> None:
    keys = _inner_keys(block)
    assert len(keys) >= 4
    used = {key for one in tomllib.loads(_example(page))[block] for key in one}
    assert used == keys
    rows = [line for line in page.splitlines() if line.startswith(f"| `[[{block}]]`")]
    assert set(re.findall(r"`([a-z]+)`", " ".join(row.split("|")[1] for row in rows))) == keys


def test_every_key_of_the_file_is_named_and_used(page: str) -> None:
    data = tomllib.loads(_example(page))
    assert set(data) == set(KEYS)
    assert set(data["notice"]) == set(NOTICE_KEYS)
    assert "every" in data["precedence"]
    for key in KEYS:
        assert re.search(rf"^\| `\[*{key}[\].`]", page, re.M), key
    (row,) = [line for line in page.splitlines() if line.startswith("| `[notice]`")]
    assert set(NOTICE_KEYS) <= set(re.findall(r"`([a-z]+)`", row))


def test_columns_roles_and_states_are_named(page: str) -> None:
    for word in (*UNIT, *ABOUT, *ROLES):
        assert f"`{word}`" in page, word
    for word in REMARKS:
        assert re.search(rf"`[^`]*\.{word}`", page), word
    for word in (*HEADERS.values(), *STATES):
        assert word in page, word


def test_the_example_is_a_season_that_ranks(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "season.toml").write_text(_example(page), encoding="utf-8")
    (tmp_path / "整改反馈.csv").write_text("单位,事实,状态,复核后\n", encoding="utf-8")
    facts = tmp_path / "facts.toml"
    line = ("template", "zhangshu-2021", "--unit", "市审计", "--filled", "full", "-o", str(facts))
    assert main(line) == 0
    capsys.readouterr()
    assert main(["rank", str(tmp_path), "--group", "综合部门", "--lang", "zh"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^1 +市审计局 .* 优秀( |$)", printed, re.M)
    assert "ceiling=after-deductions" in printed


def test_schemas_and_options_that_are_named_exist(
    page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page)
    assert {Path(one).name for one in targets if one.endswith(".json")} == {
        one.name for one in (ROOT / "src" / "gpcli" / "schemas").iterdir()
    }
    assert all((ROOT / "docs" / one).exists() for one in targets)
    named = set(re.findall(r"--[a-z][a-z-]+", page)) - {"--lang"}
    known: set[str] = set()
    real = argparse.ArgumentParser.add_argument

    def watched(parser: argparse.ArgumentParser, *names: str, **rest: object) -> argparse.Action:
        known.update(names)
        return real(parser, *names, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(argparse.ArgumentParser, "add_argument", watched)
    for command in COMMANDS:
        assert main([command, "--help"]) == 0
    capsys.readouterr()
    assert named <= known
