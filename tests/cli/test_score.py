"""``gp score`` as people and programs meet it."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gpcli.reports.columns import width

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "zhangshu-2021"
SCHEMA = json.loads((ROOT / "src/gpcli/schemas/sheet.schema.json").read_text(encoding="utf-8"))
SCORED = (
    "department-ranking",
    "township-ceiling",
    "township-full",
    "township-incidents",
    "township-incomplete",
)

Gp = Callable[..., tuple[int, str, str]]


def sheet(gp: Gp, *arguments: str | Path) -> dict[str, Any]:
    code, out, err = gp("score", *arguments, "--format", "json")
    assert code == 0, err
    (only,) = json.loads(out)
    return only  # type: ignore[no-any-return]


def example(name: str) -> Path:
    return EXAMPLES / f"{name}.toml"


@pytest.mark.parametrize(
    ("ending", "format_"),
    [
        ("json", "json"),
        ("ndjson", "ndjson"),
        ("csv", "csv"),
        ("md", "markdown"),
        ("html", "html"),
        ("docx", "docx"),
        ("XLSX", "xlsx"),
        ("xml", "junit"),
        ("txt", "text"),
        ("out", "text"),
    ],
)
def test_the_ending_of_a_file_says_its_format(gp: Gp, tmp_path: Path, ending: str, format_: str) -> None:
    by_ending, asked_for = tmp_path / f"one.{ending}", tmp_path / "other"
    assert gp("score", example("township-full"), "-o", by_ending)[0] == 0
    assert gp("score", example("township-full"), "-o", asked_for, "--format", format_)[0] == 0
    assert by_ending.read_bytes() == asked_for.read_bytes()


def test_the_stories_that_the_examples_tell(gp: Gp) -> None:
    assert sheet(gp, example("township-full"))["result"]["total"] == "100"
    assert sheet(gp, example("township-incidents"))["result"]["total"] == "81"
    ceiling = sheet(gp, example("township-ceiling"))["result"]
    assert ceiling["total"] == "99.5"
    assert [(step["id"], step["amount"], step["after"]) for step in ceiling["steps"]] == [
        ("base", "97", "97"),
        ("bonus", "10", "107"),
        ("cap", "-7", "100"),
        ("penalty", "-0.5", "99.5"),
    ]
    incomplete = sheet(gp, example("township-incomplete"))["result"]
    assert (incomplete["total"], incomplete["lower"], incomplete["upper"]) == (None, "75", "100")
    assert sheet(gp, example("department-ranking"))["result"]["total"] == "93.25"
    assert gp("score", example("township-refused"))[0] == 2


def test_json_is_what_its_schema_says(gp: Gp) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    code, out, _ = gp("score", EXAMPLES, "--format", "json")
    assert code == 2
    elements = json.loads(out)
    assert [element["result"] is None for element in elements].count(True) == 1
    validator.validate(elements)
    elements[0]["result"]["total"] = "1e1"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(elements)


@pytest.mark.parametrize("name", SCORED)
def test_a_sheet_balances_in_its_json(gp: Gp, name: str) -> None:
    one = sheet(gp, example(name))
    for item in one["items"]:
        if item["points"] is not None:
            assert sum(Decimal(line["amount"]) for line in item["lines"]) == Decimal(item["points"]), item[
                "id"
            ]
    after = Decimal(0)
    for step in one["result"]["steps"]:
        if step["amount"] is None:
            return
        after += Decimal(step["amount"])
        assert after == Decimal(step["after"])
    assert Decimal(one["result"]["total"]) == after


@pytest.mark.parametrize("name", SCORED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_sheet_keeps_to_80_columns(gp: Gp, name: str, language: str) -> None:
    _, out, _ = gp("score", example(name), "--lang", language)
    assert all(width(line) <= 80 for line in out.splitlines()), [x for x in out.splitlines() if width(x) > 80]
    assert all(line == line.rstrip() for line in out.splitlines())


def test_columns_line_up_with_characters_two_columns_wide(gp: Gp) -> None:
    _, out, _ = gp("score", example("township-ceiling"))
    lines = out.splitlines()
    start = lines.index("── 得分汇总 ──")
    ends = {width(line) for line in lines[start + 1 : start + 6]}
    assert len(ends) == 1


FORMATS = ("text", "json", "csv", "markdown", "zhangshu-form", "html")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from gpcli.cli.main import main\n"
        f"for form in {FORMATS!r}:\n"
        f"    main(['score', {str(EXAMPLES)!r}, '--format', form, '-o', sys.argv[1] + form])\n"
    )
    outputs = set()
    for locale, zone, seed in (("C", "America/Lima", "1"), ("tr_TR.UTF-8", "Asia/Shanghai", "2")):
        environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "TZ": zone, "PYTHONHASHSEED": seed}
        start = f"{tmp_path}/{seed}-"
        command = [sys.executable, "-c", program, start]
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)
        outputs |= {(form, Path(start + form).read_bytes()) for form in FORMATS}
    assert len(outputs) == len(FORMATS)


def test_every_format_shows_the_same_digits(gp: Gp) -> None:
    one = sheet(gp, example("township-incidents"))
    points = {item["id"]: item["points"] for item in one["items"]}
    _, table, _ = gp("score", example("township-incidents"), "--format", "csv", "--no-bom")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["id"]: row["points"] for row in rows if row["kind"] in ("base", "bonus", "penalty")} == points
    assert [row["points"] for row in rows if row["kind"] == "total"] == [one["result"]["total"]]


def test_csv_has_a_mark_for_people_and_none_for_programs(gp: Gp) -> None:
    assert gp("score", example("township-full"), "--format", "csv")[1].startswith("\ufeff")
    assert not gp("score", example("township-full"), "--format", "csv", "--no-bom")[1].startswith("\ufeff")


def test_several_files_folders_and_standard_input(gp: Gp, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = example("township-full").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    code, out, _ = gp("score", "-", example("township-ceiling"), "--format", "json")
    assert code == 0
    assert [one["inputs"][0]["path"] for one in json.loads(out)] == [
        "-",
        example("township-ceiling").as_posix(),
    ]
    _, folder, _ = gp("score", EXAMPLES, "--format", "json")
    paths = [one["inputs"][0]["path"] for one in json.loads(folder)]
    assert paths == sorted(paths)
    assert len(paths) == 6


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [("99.5", 0, ""), ("99.50", 0, ""), ("99.5001", 1, "failed"), ("-3", 0, "")],
)
def test_fail_under_is_exact_and_inclusive(gp: Gp, line: str, code: int, said: str) -> None:
    got, out, err = gp("score", example("township-ceiling"), "--fail-under", line, "--lang", "en")
    assert got == code
    assert said in err
    assert "99.5" in out


@pytest.mark.parametrize(
    ("line", "code", "said"), [("75", 0, ""), ("75.1", 1, "undecided"), ("100.1", 1, "failed")]
)
def test_fail_under_is_decided_on_the_lower_bound(gp: Gp, line: str, code: int, said: str) -> None:
    got, _, err = gp("score", example("township-incomplete"), "--fail-under", line, "--lang", "en")
    assert (got, said in err) == (code, True)


def test_require_complete(gp: Gp) -> None:
    assert gp("score", example("township-full"), "--require-complete")[0] == 0
    assert gp("score", example("township-incomplete"), "--require-complete")[0] == 1
    assert gp("score", example("township-incomplete"))[0] == 0


def test_a_tenth_a_hundred_times_is_ten_in_every_format(gp: Gp, tmp_path: Path) -> None:
    entry = '[[facts.discretionary_penalty.entries]]\npoints = 0.1\nperson = "甲"\nreason = "示例"\n'
    facts = tmp_path / "dust.toml"
    facts.write_text(
        example("township-full").read_text(encoding="utf-8") + "\n" + entry * 100, encoding="utf-8"
    )
    one = sheet(gp, facts)
    assert one["result"]["total"] == "90"
    (item,) = (item for item in one["items"] if item["id"] == "discretionary_penalty")
    assert (item["points"], item["lines"][0]["count"]) == ("-10", "100")
    for form in ("text", "csv", "markdown", "zhangshu-form", "zhangshu-form-csv"):
        out = gp("score", facts, "--format", form)[1]
        assert "90" in out
        assert "0000" not in out
        assert "999" not in out
        assert "E-" not in out


def test_a_reading_changes_the_result_and_says_so(gp: Gp) -> None:
    plain = sheet(gp, example("township-ceiling"))
    other = sheet(gp, example("township-ceiling"), "--reading", "ceiling=after-deductions")
    assert (plain["result"]["total"], other["result"]["total"]) == ("99.5", "100")
    assert [one["id"] for one in other["readings"] if one["changed"]] == ["ceiling"]
    assert (
        sheet(gp, example("township-ceiling"), "--reading", "zhangshu-2021:ceiling=after-deductions")[
            "result"
        ]
        == other["result"]
    )
    _, out, _ = gp("score", example("township-ceiling"), "--reading", "ceiling=after-deductions")
    assert "非默认" in out
    assert "结果为 99.5" in out


def test_effects_of_readings_are_what_scoring_under_them_gives(gp: Gp) -> None:
    """What a sheet says of another answer is the total under it, and no other answer changes the total."""
    from gpcli.assess.assessor import Assessor
    from gpcli.assess.inputs import read_all
    from gpcli.assess.subject import Wanted
    from gpcli.packs import Packs

    packs = Packs.installed()
    for name in SCORED:
        (outcome,) = Assessor(packs, Wanted()).outcomes(read_all([str(example(name))]))
        assert outcome.scored is not None
        effects = {(one.reading.id, one.value): one.mark for one in outcome.scored.effects()}
        for reading in outcome.scored.scorer.scheme.readings:
            for answer in reading.values:
                wanted = Wanted(readings=(f"{reading.id}={answer}",))
                (other,) = Assessor(packs, wanted).outcomes(read_all([str(example(name))]))
                assert other.scored is not None
                mark = effects.get((reading.id, answer), outcome.scored.sheet.mark)
                found = other.scored.sheet.mark
                assert (mark.lower, mark.upper) == (found.lower, found.upper), (name, reading.id, answer)


def test_output_goes_whole_to_a_file(gp: Gp, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    code, out, _ = gp("score", example("township-full"), "--format", "json", "-o", target)
    assert (code, out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))[0]["result"]["total"] == "100"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_order_of_keys_in_a_file_does_not_matter(gp: Gp, tmp_path: Path) -> None:
    text = example("township-full").read_text(encoding="utf-8")
    head, *blocks = text.split("\n\n")
    random.Random(5).shuffle(blocks)
    facts = tmp_path / "facts.toml"
    facts.write_text("\n\n".join([head, *blocks]), encoding="utf-8")
    one, other = sheet(gp, example("township-full")), sheet(gp, facts)
    assert one["items"] == other["items"]


@pytest.mark.parametrize("module", ["gpcli", "gp", "gpcli-script"])
def test_three_ways_to_start_it(module: str) -> None:
    scripts = Path(sys.executable).parent
    command = {
        "gpcli": [sys.executable, "-m", "gpcli"],
        "gp": [str(scripts / "gp")],
        "gpcli-script": [str(scripts / "gpcli")],
    }[module]
    run = subprocess.run([*command, "--version"], check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "gp 0.1.0\n")


def test_a_reading_for_a_scheme_that_is_not_there(gp: Gp) -> None:
    code, out, err = gp(
        "score", example("township-full"), "--reading", "zhangshu-2012:ceiling=after-deductions"
    )
    assert (code, out) == (2, "")
    assert "zhangshu-2021" in err
    two = ("--reading", "ceiling=after-deductions", "--reading", "ceiling=before-deductions")
    assert gp("score", example("township-full"), *two)[0] == 2


@pytest.mark.parametrize("line", ["1e99999", "nan", "many"])
def test_a_line_that_is_no_number(gp: Gp, line: str) -> None:
    assert gp("score", example("township-full"), "--fail-under", line)[0] == 2


def test_a_result_never_replaces_what_it_is_made_from(gp: Gp, tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_bytes(example("township-full").read_bytes())
    for command in (("score", facts), ("score", tmp_path), ("check", facts), ("explain", "guide", facts)):
        assert gp(*command, "-o", facts)[0] == 2, command
    assert gp("template", "zhangshu-2021", "--unit", "临江镇", "-o", facts)[0] == 2
    assert facts.read_bytes() == example("township-full").read_bytes()
    assert gp("template", "zhangshu-2021", "--unit", "临江镇", "-o", facts, "--force")[0] == 0


def test_a_folder_says_which_file_has_the_wrong_ending(gp: Gp, tmp_path: Path) -> None:
    for name in ("one.TOML", "two.toml.txt"):
        (tmp_path / name).write_bytes(example("township-full").read_bytes())
    code, out, err = gp("score", tmp_path, "--format", "json")
    assert (code, "misnamed-file" in err, len(json.loads(out))) == (2, True, 2)


def test_units_say_the_same_together_as_alone(gp: Gp) -> None:
    files = [EXAMPLES / f"township-{name}.toml" for name in ("incidents", "ceiling", "incomplete")]
    together = gp("score", *files)[1].split("═" * 40 + "\n\n")
    alone = [gp("score", file)[1] for file in files]
    assert sum("如采用" in one for one in alone) >= 2
    assert [one.rstrip() for one in together[1:]] == [one.rstrip() for one in alone[1:]]
    assert together[0].rstrip().endswith(alone[0].rstrip())


def test_several_units_begin_with_a_line_for_each(gp: Gp) -> None:
    _, out, _ = gp("score", example("township-full"), example("township-incomplete"), "--lang", "en")
    assert out.startswith("── Units ──")
    assert "[75, 100]" in out.split("\n\n")[0]


def test_what_is_open_without_effect_is_listed(gp: Gp, tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    text = example("township-full").read_text(encoding="utf-8")
    facts.write_text(text.replace("updated = true\nwording_errors = 0", "updated = false"), encoding="utf-8")
    code, out, _ = gp("score", facts, "--lang", "en", "--require-complete")
    assert code == 0
    (line,) = (line for line in out.splitlines() if line.startswith("Open, without effect here: "))
    assert line.endswith(": 公开指南: 表述错误")
    assert "Total 95 of 100" in out
