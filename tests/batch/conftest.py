"""Folders of made-up facts files, and both ways to score them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import made_up
import pytest
from made_up import Runs

from gpcli.assess.batch import run
from gpcli.cli import many
from gpcli.cli import score as command
from gpcli.packs import Packs


@pytest.fixture(scope="session")
def packs() -> Packs:
    return Packs.installed()


@pytest.fixture(scope="session")
def folder(packs: Packs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of all tables: valid, with gaps, faulty, several about one unit."""
    made = tmp_path_factory.mktemp("facts") / "f"
    made_up.write_folder(made, packs, Random(2021), 5)
    return made


@pytest.fixture
def together(
    gp: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Runs:
    """``gp score`` on all files together: exit code, result, talk."""
    return _runs(gp, monkeypatch, tmp_path, 10**9)


@pytest.fixture
def in_parts(
    gp: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Runs:
    """``gp score`` in parts of five files: exit code, result, talk. ``processes`` says by how many."""
    return _runs(gp, monkeypatch, tmp_path, 1)


def _runs(
    gp: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, least: int
) -> Runs:
    def score(*arguments: str | Path, processes: int = 1) -> tuple[int, bytes, str]:
        monkeypatch.setattr(many, "MANY", least)
        monkeypatch.setattr(command, "SEVERAL", 0)
        monkeypatch.setattr(run, "FILES", 5)
        monkeypatch.setattr(run, "processes", lambda _: processes)
        out = tmp_path / f"out-{least}"
        code, said, talk = gp("score", *arguments, *(() if "-o" in arguments else ("-o", out)))
        assert not said
        return code, out.read_bytes() if out.exists() else b"", talk

    return score
