"""``gp score --pack`` on a veto, a missing component, a grade; as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import gp_elsewhere
import jsonschema
import pytest

from gpcli.cli.main import main
from gpcli.reports.columns import width

HOME = Path(str(resources.files(gp_elsewhere)))
ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / "src/gpcli/schemas/sheet.schema.json").read_text(encoding="utf-8"))

VETO = """table = "gated"
facts.publishing.errors = 1
facts.replies.points = 38
facts.practice.adopted = 1
facts.veto.leak = true
"""
MISSING = """table = "weighted"
facts.disclosure.late = 1
facts.requests.points = 80
facts.sites = { own = 90, samples = [{ points = 80 }, { points = 80 }, { points = 81 }] }
facts.outside.delivered = false
"""
GRADE = """table = "graded"
facts.openness_work.points = 65
facts.service_work.points = 28
facts.openness.dismissed = false
facts.shared = { rank = 3, size = 20, noticed = false }
"""

Score = Callable[..., tuple[int, str, str]]


@pytest.fixture
def score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Score:
    def run(facts: str, *more: str) -> tuple[int, str, str]:
        path = tmp_path / "facts.toml"
        path.write_text(f'scheme = "elsewhere-2021"\n{facts}', encoding="utf-8")
        code = main(["score", "--pack", str(HOME), str(path), *more])
        out, err = capsys.readouterr()
        assert all(width(line) <= 80 for line in out.splitlines()) or "json" in more
        return code, out, err

    return run


def element(score: Score, facts: str, *more: str) -> dict[str, Any]:
    code, out, err = score(facts, "--format", "json", *more)
    assert code == 0, err
    (only,) = json.loads(out)
    jsonschema.Draft202012Validator(SCHEMA).validate([only])
    return only  # type: ignore[no-any-return]


def test_a_veto_is_a_status_and_no_number(score: Score) -> None:
    found = element(score, VETO)
    result = found["result"]
    assert (result["total"], result["status"], result["complete"]) == (None, "vetoed", False)
    assert result["reason"] == "不合格（失密泄密）"
    assert found["notes"] == [{"id": "leak", "label": "不合格（失密泄密）", "effect": "veto", "sure": True}]
    code, out, _ = score(VETO)
    assert code == 0
    assert "结果：不合格（失密泄密）" in out
    assert "总分" not in out


def test_a_veto_passes_no_gate(score: Score) -> None:
    for gate in (("--fail-under", "0"), ("--require-complete",)):
        code, _, err = score(VETO, *gate)
        assert code == 1
        assert err


def test_a_missing_component_gives_no_total_and_the_sheet_says_which(score: Score) -> None:
    found = element(score, MISSING)
    result = found["result"]
    assert (result["total"], result["status"], result["reason"]) == (None, "incomplete", "第三方测评未交结果")
    assert (result["lower"], result["upper"]) == ("71.97", "91.97")
    (survey,) = (item for item in found["items"] if item["open"])
    assert [(one["fact"], one["owed_by"]) for one in survey["open"]] == [("survey.points", "third-party")]
    _, out, _ = score(MISSING)
    assert "第三方测评未交结果" in out
    assert "survey.points" in out
    assert "[71.97, 91.97]" in out


def test_a_component_that_is_only_unanswered_is_named_as_well(score: Score) -> None:
    found = element(score, MISSING.replace("delivered = false", "delivered = true"))
    assert (found["result"]["total"], found["result"]["reason"]) == (None, "")
    assert [one["fact"] for item in found["items"] for one in item["open"]] == ["survey.points"]


def test_a_grade_and_a_conversion_stand_on_the_total(score: Score) -> None:
    found = element(score, GRADE)
    result = found["result"]
    assert (result["total"], result["grade"]) == ("93", "优秀")
    assert [(one["id"], one["value"]) for one in result["converted"]] == [("performance", "4.7")]
    _, out, _ = score(GRADE)
    assert "优秀" in out
    assert "目标管理得分" in out


def test_a_grade_waits_for_the_quota(score: Score) -> None:
    result = element(score, GRADE.replace("rank = 3, ", ""))["result"]
    assert (result["total"], result["grade"]) == ("93", None)
    assert result["grades"] == ["优秀", "良好"]


def test_a_vetoed_unit_has_no_grade(score: Score) -> None:
    result = element(score, GRADE.replace("dismissed = false", "dismissed = true"))["result"]
    assert (result["total"], result["grade"], result["status"]) == (None, None, "vetoed")


def test_a_reading_changes_the_result_and_is_named(score: Score) -> None:
    facts = MISSING.replace("delivered = false", "delivered = true\nfacts.survey.points = 75")
    facts = facts.replace("[{ points = 80 }, { points = 80 }, { points = 81 }]", "[]")
    assert element(score, facts)["result"]["reason"] == "没有抽查下属单位，缺少均分"
    other = element(score, facts, "--reading", "no_samples=own")
    assert other["result"]["total"] == "88.13"
    _, out, _ = score(facts)
    assert "no_samples=withheld" in out
    assert "88.13" in out
