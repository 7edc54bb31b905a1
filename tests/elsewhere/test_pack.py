"""The invented pack needs nothing but the public names, and is proven like any other."""

from __future__ import annotations

import ast
from importlib import resources
from pathlib import Path

import gp_elsewhere
import pytest

from gpcli import pack as public
from gpcli.packs import Packs
from gpcli.proof import Finding, prove
from gpcli.proof.finding import FAULT, SAID

HOME = Path(str(resources.files(gp_elsewhere)))


def test_it_imports_only_public_names() -> None:
    used: set[str] = set()
    for path in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("gpcli"):
                assert node.module == "gpcli.pack", path.name
                used |= {one.name for one in node.names}
    assert used <= set(public.__all__)


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    packs = Packs.trying([str(HOME)])
    (mine,) = (one for one in packs.packs if one.module == "gp_elsewhere")
    return list(prove(packs, mine))


def test_nothing_in_it_is_at_fault(findings: list[Finding]) -> None:
    assert [(one.check, one.where) for one in findings if one.kind == FAULT] == []


def test_the_gates_are_solved_on_both_sides(findings: list[Finding]) -> None:
    solved = {one.where for one in findings if one.check == "boundaries" and one.kind == SAID}
    assert {
        "gated/total/section.innovation/>=#1",
        "gated/total/section.honours/>#1",
        "shared_out/total/section.bonus/>=#1",
        "monthly/overdue/share/>#1",
        "monthly/corrected/share/>=#2",
    } <= solved
