"""NDJSON and JUnit XML as pipelines read them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpcli.messages import Words
from gpcli.problems import problem
from gpcli.reports import junit
from gpcli.reports.format import Report
from gpcli.scoring.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SCHEMA = json.loads((ROOT / "src/gpcli/schemas/sheet.schema.json").read_text(encoding="utf-8"))
HOSTILE = '<&>\\"\\u0001\\u0085\\u2028\\u202e]]>\\uFFFF𝟙'

Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Facts whose texts try to break out of any format."""
    file = tmp_path / "hostile.toml"
    file.write_text(
        f'scheme = "zhangshu-2021"\ntable = "township"\nnote = "{HOSTILE}"\nperiod = "{HOSTILE}"\n'
        f'[facts.guide]\nwording_errors = 1\nnote = "{HOSTILE}"\nevidence = ["{HOSTILE}"]\n',
        encoding="utf-8",
    )
    return file


def test_ndjson_has_the_elements_of_json_one_a_line(gp: Gp, hostile: Path) -> None:
    paths = (EXAMPLES / "zhangshu-2021", EXAMPLES / "linzi-2021", hostile)
    code, out, _ = gp("score", *paths, "--format", "json")
    assert code == 2
    elements = json.loads(out)
    _, lines, _ = gp("score", *paths, "--format", "ndjson", "--lang", "en")
    assert lines.endswith("}\n")
    assert [json.loads(line) for line in lines.splitlines()] == elements
    jsonschema.Draft202012Validator(SCHEMA).validate([json.loads(line) for line in lines.splitlines()])
    assert all(
        line == json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":"))
        for line in lines.splitlines()[:-1]
    )


def suite(text: str) -> ElementTree.Element:
    """The suite, once its counts are those of its cases."""
    root = ElementTree.fromstring(text)
    (one,) = root
    assert (root.tag, one.tag) == ("testsuites", "testsuite")
    cases = list(one)
    assert all(case.tag == "testcase" and case.get("name") and case.get("classname") for case in cases)
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
    }
    for name, number in counts.items():
        assert one.get(name) == root.get(name) == str(number)
    assert one.get("skipped") == "0"
    assert not list(root.iter("skipped"))
    assert all(len(list(case.iter("failure"))) + len(list(case.iter("error"))) <= 1 for case in cases)
    return one


def test_junit_has_a_case_a_unit(gp: Gp) -> None:
    _, out, _ = gp("score", EXAMPLES / "zhangshu-2021", "--format", "junit", "--fail-under", "95")
    one = suite(out)
    assert [one.get(name) for name in ("tests", "failures", "errors")] == ["6", "3", "1"]
    cases = {case.get("name"): case for case in one}
    assert cases["昌傅镇"].get("classname") == "zhangshu-2021.township"
    assert "总分 99.5" in (cases["昌傅镇"].findtext("system-out") or "")
    failures = {name: case.find("failure") for name, case in cases.items()}
    told = {name: one.get("type") for name, one in failures.items() if one is not None}
    assert told == {"市水利局 2021": "failed", "经楼镇": "failed", "洲上乡": "undecided"}
    (error,) = one.iter("error")
    assert (error.get("type") or "").split()[:2] == ["unknown-key", "negative"]
    assert len((error.text or "").splitlines()) == 9


def test_without_gates_only_inputs_can_fail(gp: Gp) -> None:
    code, out, _ = gp("score", EXAMPLES / "zhangshu-2021/township-incomplete.toml", "--format", "junit")
    assert code == 0
    assert suite(out).get("failures") == "0"


def test_junit_says_what_every_sheet_says(gp: Gp) -> None:
    _, out, _ = gp("score", EXAMPLES / "zhangshu-2021/township-full.toml", "--format", "junit")
    said = suite(out)[0].findtext("system-out") or ""
    for word in (
        "示例数据，非真实考核结果",
        "非正式结果",
        "樟府办发〔2021〕49号",
        "gpcli-zhangshu",
        "ceiling=",
    ):
        assert word in said


def test_junit_follows_the_language_of_results(gp: Gp) -> None:
    file = EXAMPLES / "zhangshu-2021/township-full.toml"
    assert "Total 100 of 100" in gp("score", file, "--format", "junit", "--lang", "en")[1]


def test_hostile_texts_are_told_and_harmless(gp: Gp, hostile: Path) -> None:
    code, out, _ = gp("score", hostile, "--format", "junit", "--fail-under", "100")
    assert code == 1
    one = suite(out)
    name = one[0].get("name") or ""
    assert name.endswith('<&>"\\u0001  \\u202e]]>\\uffff𝟙')
    assert all(sign.isprintable() or sign == "\n" for sign in "".join(one.itertext()))


@given(st.text(), st.text(min_size=1))
def test_whatever_the_text_the_xml_is_well_formed(path: str, said: str) -> None:
    found = problem("unreadable", "{reason}", reason=said)._replace(file=path)
    text = junit.write(Report([Outcome(path, None, (found, found))], Words("en")))
    (case,) = ElementTree.fromstring(text.encode()).iter("testcase")
    (error,) = case.iter("error")
    assert len((error.text or "").split("\n")) == 2
    assert "[unreadable]" in (error.get("message") or "")
