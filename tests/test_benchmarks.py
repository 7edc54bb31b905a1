"""What the benchmarks' peers copied from the document is what ``gp`` asks for."""

from __future__ import annotations

import importlib.util
import json
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gpcli.cli.main import main

RULES = Path(__file__).resolve().parent.parent / "benchmarks" / "rules.py"


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_rules", RULES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main([*command, "--lang", "en"]) == 0
    return capsys.readouterr().out


def test_the_columns_are_those_of_the_template(rules: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    printed = told(capsys, "template", "putuo-2020", "--format", "csv", "--no-bom")
    headings = printed.splitlines()[0].split(",")
    asked = [one for one in headings if "." in one and not one.endswith(".evidence")]
    assert list(rules.COLUMNS) == asked


def test_levels_and_awards_are_those_of_the_scheme(
    rules: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    items: list[dict[str, Any]] = json.loads(
        told(capsys, "list-indicators", "putuo-2020", "--format", "json")
    )
    assert list(rules.ITEMS) == [one["id"] for one in items]
    facts = {f"{one['id']}.{fact['name']}": fact for one in items for fact in one["facts"]}
    levels = {key: fact["domain"]["levels"] for key, fact in facts.items() if fact["type"] == "level"}
    assert {key: list(points) for key, points in rules.LEVELS.items()} == levels
    awards = {key: fact["domain"]["max"] for key, fact in facts.items() if fact["type"] == "award"}
    halves = {key: Decimal(2) * Decimal(most) for key, most in awards.items() if key != rules.FREE_AWARD}
    assert dict(rules.AWARDS) == halves
    assert Decimal(awards[rules.FREE_AWARD]) * 10_000 == rules.FREE_MOST
