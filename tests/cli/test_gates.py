"""Gates of a pipeline, through the command: what passes, fails, is undecided, or concerns nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "zhangshu-2021"
FULL, INCIDENTS, INCOMPLETE, DEPARTMENT, REFUSED = (
    EXAMPLES / f"{name}.toml"
    for name in (
        "township-full",
        "township-incidents",
        "township-incomplete",
        "department-ranking",
        "township-refused",
    )
)

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"


@pytest.fixture
def former(gp: Gp, tmp_path: Path) -> Callable[..., Path]:
    """A former result of these files."""

    def write(*paths: Path, form: str = "json", name: str = "former") -> Path:
        file = tmp_path / f"{name}.{form}"
        gp("score", *paths, "--format", form, "-o", file)
        return file

    return write


def section(gp: Gp, file: Path, name: str) -> dict[str, str]:
    (element,) = json.loads(gp("score", file, "--format", "json")[1])
    return next(one for one in element["sections"] if one["id"] == name)


# sections


def test_a_section_passes_at_its_line_and_not_above(gp: Gp) -> None:
    points = section(gp, INCIDENTS, "disclosure")["points"]
    assert gp("score", INCIDENTS, "--fail-under-section", f"disclosure={points}")[0] == 0
    code, out, err = gp("score", INCIDENTS, "--fail-under-section", f"disclosure={points}1")
    assert (code, bool(out)) == (1, True)
    assert f"--fail-under-section disclosure={points}1 failed: {points}" in err


def test_a_section_is_decided_on_its_lower_bound(gp: Gp) -> None:
    found = section(gp, INCOMPLETE, "disclosure")
    assert found["lower"] != found["upper"]
    for line, code, said in (
        (found["lower"], 0, ""),
        (found["upper"], 1, "undecided"),
        (f"{found['upper']}.5", 1, "failed"),
    ):
        got, _, err = gp("score", INCOMPLETE, "--fail-under-section", f"disclosure={line}")
        assert (got, said in err) == (code, True)
    assert gp("score", INCOMPLETE, "--fail-under-section", f"disclosure={found['lower']}")[2] == ""


def test_several_sections_are_all_reported(gp: Gp) -> None:
    wanted = ("--fail-under-section", "disclosure=99", "--fail-under-section", "bonus=0")
    code, _, err = gp("score", INCIDENTS, *wanted, "--fail-under", "99", "--require-complete")
    assert code == 1
    assert [line.split("--")[1].split(" ")[0] for line in err.splitlines()] == [
        "fail-under",
        "fail-under-section",
    ]


def test_a_section_concerns_the_units_that_have_it(gp: Gp) -> None:
    code, _, err = gp("score", FULL, DEPARTMENT, "--fail-under-section", "standardization=999")
    assert code == 1
    assert len(err.splitlines()) == 1


def test_a_section_may_be_named_as_it_is_printed(gp: Gp) -> None:
    sheet = json.loads(gp("score", FULL, "--format", "json")[1])[0]
    (name,) = (one["name"] for one in sheet["sections"] if one["id"] == "disclosure")
    assert gp("score", FULL, "--fail-under-section", f"{name}=0")[0] == 0
    code, _, err = gp("score", FULL, "--fail-under-section", f"{name}=999")
    assert (code, "--fail-under-section disclosure=999 failed" in err) == (1, True)


@pytest.mark.parametrize("paths", [(FULL,), (FULL, INCIDENTS)])
def test_a_section_that_no_unit_has_is_no_success(gp: Gp, paths: tuple[Path, ...]) -> None:
    code, out, err = gp("score", *paths, "--fail-under-section", "disclosur=0")
    assert (code, out) == (2, "")
    assert "[unknown-section]" in err
    assert "did you mean disclosure?" in err


@pytest.mark.parametrize(
    "given", ["disclosure", "=3", "disclosure=", "disclosure=nan", "disclosure=many", ""]
)
def test_a_line_that_is_no_section_with_its_points(gp: Gp, given: str) -> None:
    code, out, err = gp("score", FULL, "--fail-under-section", given)
    assert (code, out) == (2, "")
    assert "--fail-under-section" in err


# a former result


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_the_same_result_passes_its_own_baseline(gp: Gp, former: Callable[..., Path], form: str) -> None:
    file = former(FULL, INCIDENTS, form=form)
    assert gp("score", FULL, INCIDENTS, "--baseline", file)[::2] == (0, "")


@pytest.mark.parametrize(
    ("drop", "code"),
    [((), 1), (("--max-drop", "0.999"), 1), (("--max-drop", "1"), 0), (("--max-drop", "5"), 0)],
)
def test_a_total_may_drop_so_far_and_no_further(
    gp: Gp, former: Callable[..., Path], tmp_path: Path, drop: tuple[str, ...], code: int
) -> None:
    worse = tmp_path / "worse.toml"
    text = FULL.read_text(encoding="utf-8").replace("wording_errors = 0", "wording_errors = 1")
    worse.write_text(text, encoding="utf-8")
    file = former(FULL)
    got, _, err = gp("score", worse, "--baseline", file, *drop)
    assert got == code
    assert ("--baseline 100 --max-drop" in err) == bool(code)
    assert gp("score", FULL, "--baseline", former(worse, name="worse"))[0] == 0


def test_a_total_that_may_still_reach_the_former_one_is_undecided(
    gp: Gp, former: Callable[..., Path], tmp_path: Path
) -> None:
    file = former(INCOMPLETE)
    elements = json.loads(file.read_text(encoding="utf-8"))
    for total, code, said in (("75", 0, ""), ("75.5", 1, "undecided"), ("100.5", 1, "failed")):
        elements[0]["result"]["total"] = total
        file.write_text(json.dumps(elements), encoding="utf-8")
        got, _, err = gp("score", INCOMPLETE, "--baseline", file)
        assert (got, said in err) == (code, True)


def test_new_and_vanished_units_are_said_and_do_not_fail(gp: Gp, former: Callable[..., Path]) -> None:
    file = former(FULL, INCIDENTS)
    code, _, err = gp("score", FULL, DEPARTMENT, "--baseline", file)
    assert code == 0
    assert "units without a former total: 1 (市水利局)" in err
    assert "units that are missing here: 1 (经楼镇)" in err


def test_a_baseline_that_matches_nothing_is_no_success(gp: Gp, former: Callable[..., Path]) -> None:
    for file in (former(INCIDENTS), former(INCOMPLETE, name="incomplete")):
        code, out, err = gp("score", FULL, INCOMPLETE, "--baseline", file)
        assert (code, out) == (2, "")
        assert "[nothing-to-compare]" in err


def test_table_and_period_are_part_of_what_a_unit_is(gp: Gp, former: Callable[..., Path]) -> None:
    file = former(FULL, INCIDENTS)
    text = file.read_text(encoding="utf-8")
    for old, new in (('"period": ""', '"period": "2020"'), ('"table": "township"', '"table": "other"')):
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        assert "[nothing-to-compare]" in gp("score", FULL, "--baseline", file)[2]


BROKEN = {
    "cut off": (lambda text: text[:-20], "cut off"),
    "cut off after an element": (lambda text: text.rstrip().removesuffix("]"), "cut off"),
    "with a comma at its end": (lambda text: text.rstrip().removesuffix("]") + ",]", "cut off"),
    "with more after it": (lambda text: text + "{}", "cut off"),
    "empty": (lambda _: "", "cut off"),
    "no JSON": (lambda _: "总分", "cut off"),
    "a sheet for people": (lambda _: '{"total": "3"}', "no result of gp score"),
    "numbers": (lambda _: "[1]", "no result of gp score"),
    "of another version": (
        lambda text: text.replace('"schema_version": 1', '"schema_version": 2'),
        "is 2, not 1",
    ),
    "of version true": (
        lambda text: text.replace('"schema_version": 1', '"schema_version": true'),
        "true, not 1",
    ),
    "with a number for a total": (lambda text: text.replace('"total": "100"', '"total": 100'), "no result"),
    "with words for a total": (lambda text: text.replace('"total": "100"', '"total": "1e2"'), "no result"),
    "without a unit": (lambda text: text.replace('"name": "临江镇"', '"nom": ""'), "no result of gp score"),
    "with a unit twice": (lambda text: text.rstrip().removesuffix("]") + "," + text.lstrip()[1:], "twice"),
    "deep": (lambda _: "[" * 100_000, "cut off"),
    "long": (lambda _: f"[{'1' * 10_000}]", "cut off"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_baseline_that_is_none(gp: Gp, former: Callable[..., Path], name: str) -> None:
    change, said = BROKEN[name]
    file = former(FULL)
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    code, out, err = gp("score", FULL, "--baseline", file)
    assert (code, out) == (2, "")
    assert "[not-a-baseline]" in err
    assert said in err
    assert err.startswith(f"{file.as_posix()}:")


def test_a_line_of_ndjson_that_is_cut_off_is_named(gp: Gp, former: Callable[..., Path]) -> None:
    file = former(FULL, INCIDENTS, DEPARTMENT, form="ndjson")
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([lines[0], lines[1][:-9], lines[2]]), encoding="utf-8")
    assert gp("score", FULL, "--baseline", file)[2].startswith(f"{file.as_posix()}:2: --baseline:")


def test_files_that_are_not_there_or_no_text(gp: Gp, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes("[总分]".encode("gbk"))
    for file, code in (
        (tmp_path / "none", "no-such-path"),
        (tmp_path, "unreadable"),
        (other, "not-a-baseline"),
    ):
        got, out, err = gp("score", FULL, "--baseline", file)
        assert (got, out) == (2, "")
        assert f"[{code}]" in err


def test_units_without_a_name_are_not_taken_for_one_another(gp: Gp, tmp_path: Path) -> None:
    nameless = [tmp_path / "a.toml", tmp_path / "b.toml"]
    for place, file in enumerate(nameless):
        text = FULL.read_text(encoding="utf-8").replace('[unit]\nname = "临江镇"', "")
        text = text.replace("wording_errors = 0", f"wording_errors = {place}", 1)
        file.write_text(text.replace("[facts", 'table = "township"\n[facts', 1), encoding="utf-8")
    former = tmp_path / "former.json"
    gp("score", *nameless, FULL, "--format", "json", "-o", former)
    assert len(json.loads(former.read_text(encoding="utf-8"))) == 3
    assert gp("score", nameless[1], FULL, "--baseline", former)[0] == 0
    assert "[nothing-to-compare]" in gp("score", nameless[0], "--baseline", former)[2]
    gp("score", nameless[0], "--format", "json", "-o", former)
    assert gp("score", nameless[1], "--baseline", former)[0] == 1
    assert "[nothing-to-compare]" in gp("score", *nameless, "--baseline", former)[2]


def test_how_the_options_hang_together(gp: Gp, former: Callable[..., Path]) -> None:
    file = former(FULL)
    for wrong in (
        ("--max-drop", "3"),
        ("--baseline", file, "--max-drop", "much"),
        ("--baseline", file, "--max-drop=-1"),
        ("--baseline", file, "--max-drop", "inf"),
    ):
        code, out, err = gp("score", FULL, *wrong)
        assert (code, out) == (2, "")
        assert "--max-drop" in err
    before = file.read_bytes()
    assert gp("score", FULL, "--format", "json", "--baseline", file, "-o", file)[0] == 2
    assert file.read_bytes() == before


# all of them together


def test_a_failed_input_outranks_a_failed_gate(gp: Gp) -> None:
    assert gp("score", FULL, INCIDENTS, "--fail-under", "90")[0] == 1
    code, out, err = gp("score", FULL, INCIDENTS, REFUSED, "--fail-under", "90")
    assert (code, bool(out)) == (2, True)
    assert "经楼镇: --fail-under 90 failed: 81" in err


def test_nothing_scored_is_never_a_success(gp: Gp) -> None:
    for gate in (("--fail-under", "0"), ("--fail-under-section", "x=0"), ("--require-complete",)):
        assert gp("score", REFUSED, *gate)[0] == 2


def test_every_gate_of_a_unit_is_one_failure_in_junit(gp: Gp) -> None:
    gates = ("--fail-under", "100.5", "--require-complete", "--fail-under-section", "disclosure=100")
    code, out, err = gp("score", FULL, INCOMPLETE, "--format", "junit", *gates)
    assert code == 1
    cases = {case.get("name"): case for case in ElementTree.fromstring(out).iter("testcase")}
    told = [line for case in cases.values() for line in (case.findtext("failure") or "").splitlines()]
    assert told == err.splitlines()
    assert len(told) == 5
    (failure,) = cases["洲上乡"].iter("failure")
    assert failure.get("type") == "failed"


# units without a number


ELSEWHERE = Path(__file__).resolve().parents[1] / "elsewhere" / "gp_elsewhere"
NO_NUMBER = {
    "vetoed": 'table = "gated"\nfacts.publishing.errors = 1\nfacts.replies.points = 38\n'
    "facts.practice.adopted = 1\nfacts.veto.leak = true\n",
    "withheld": 'table = "weighted"\nfacts.disclosure.late = 1\nfacts.requests.points = 80\n'
    "facts.sites = { own = 90, samples = [{ points = 80 }, { points = 80 }, { points = 81 }] }\n"
    "facts.outside.delivered = false\n",
}


@pytest.mark.parametrize("name", NO_NUMBER)
def test_a_unit_without_a_number_passes_no_gate(gp: Gp, tmp_path: Path, name: str) -> None:
    file, former = tmp_path / "facts.toml", tmp_path / "former.json"
    file.write_text(f'scheme = "elsewhere-2021"\n{NO_NUMBER[name]}', encoding="utf-8")
    asked = ("score", "--pack", ELSEWHERE, file)
    assert gp(*asked, "--format", "json", "-o", former)[0] == 0
    elements = json.loads(former.read_text(encoding="utf-8"))
    elements[0]["result"]["total"] = "-999"
    former.write_text(json.dumps(elements), encoding="utf-8")
    of_section = f"{elements[0]['sections'][0]['id']}=-999"
    state = {"vetoed": "failed", "withheld": "undecided"}[name]
    for gate in (("--fail-under=-999",), ("--fail-under-section", of_section), ("--baseline", former)):
        code, _, err = gp(*asked, *gate)
        assert (code, err.count(f" {state}: ")) == (1, 1), err
    assert gp(*asked, "--require-complete")[0] == 1


def test_the_line_of_what_is_cut_off_in_an_array_is_named(gp: Gp, former: Callable[..., Path]) -> None:
    file = former(FULL, INCIDENTS)
    text = file.read_text(encoding="utf-8").rstrip()
    for broken in (text.removesuffix("]"), f"{text}\n{{}}"):
        file.write_text(broken, encoding="utf-8")
        last = text.count("\n") + 1
        assert gp("score", FULL, "--baseline", file)[2].startswith(f"{file.as_posix()}:{last}: ")
