"""Where a part of LibreOffice is missing, the message says what to install."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sheet_engines import office
from sheet_engines.cells import EngineError


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    office.parts.cache_clear()
    yield
    office.parts.cache_clear()


def test_without_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="install libreoffice-calc-nogui and python3-uno"), office.Office():
        pass


def test_without_the_bridge(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    for there in ((), (str(tmp_path / "none"),), (str(python),)):
        monkeypatch.setattr(office, "PYTHONS", there)
        with pytest.raises(EngineError, match="install libreoffice-calc-nogui and python3-uno"):
            office.parts()
