"""What every test may use: the public command, and the engines that work out a workbook."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gpcli.cli.main import main

sys.path[:0] = [str(Path(__file__).parent / name) for name in ("batch", "engines", "elsewhere")]


@pytest.fixture
def gp(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command: its exit code, standard output and standard error.

    In the language that the test's module names as ``LANGUAGE``, else as the command itself has it.
    """
    language: str = getattr(request.module, "LANGUAGE", "")
    more = ["--lang", language] if language else []

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments), *more])
        out, err = capsys.readouterr()
        return code, out, err

    return run
