"""``gp list-…``, ``gp template``, ``gp explain``, ``gp check``."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from gpcli.cli.main import COMMANDS
from gpcli.reports.columns import width

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples" / "zhangshu-2021"
SCHEME = "zhangshu-2021"
UNITS = [("临江镇", "township"), ("市审计局", "department")]

Gp = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("table", ["township", "department"])
def test_base_items_add_up_to_the_total(gp: Gp, table: str) -> None:
    _, out, _ = gp("list-indicators", SCHEME, "--table", table, "--format", "json")
    items = json.loads(out)
    assert sum(Decimal(item["points"]) for item in items if item["kind"] == "base") == 100
    assert [item["order"] for item in items] == list(range(1, len(items) + 1))
    keys = {"scheme", "table", "section_id", "section", "id", "name", "kind", "points", "clause", "order"}
    assert keys | {"assessed_by", "facts"} <= set(items[0])
    types = {fact["type"] for item in items for fact in item["facts"]}
    assert types == {"yes-no", "incidents", "award", "entries", "count"}


@pytest.mark.parametrize(
    "command", ["list-schemes", "list-packs", f"list-units {SCHEME}", f"list-indicators {SCHEME}"]
)
def test_every_list_in_every_format(gp: Gp, command: str) -> None:
    _, text, _ = gp(*command.split())
    assert text
    assert all(width(line) <= 80 for line in text.splitlines())
    _, plain, _ = gp(*command.split(), "--format", "json")
    assert json.loads(plain)
    _, table, _ = gp(*command.split(), "--format", "csv", "--no-bom")
    rows = list(csv.reader(io.StringIO(table)))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == len(json.loads(plain)) + 1
    _, markdown, _ = gp(*command.split(), "--format", "markdown")
    assert len(markdown.splitlines()) == len(rows) + 1


def test_notes_list_what_disagrees_and_every_reading(gp: Gp) -> None:
    _, out, _ = gp("list-schemes", "--notes")
    assert "标注 55 分，各行之和为 50 分" in out
    readings = json.loads(gp("list-schemes", "--format", "json")[1])[0]["readings"]
    for reading in readings:
        assert f"{reading['id']}={reading['default']}" in out
        assert len(reading["answers"]) >= 2
        assert reading["default"] in [answer["value"] for answer in reading["answers"]]


def test_one_scheme_alone(gp: Gp) -> None:
    _, out, _ = gp("list-schemes", "--scheme", "linzi-2021", "--format", "json")
    assert [one["id"] for one in json.loads(out)] == ["linzi-2021"]
    _, out, _ = gp("list-schemes", "--notes", "--scheme", "linzi-2021")
    assert "linzi-2021" in out
    assert "zhangshu-2021" not in out
    code, _, err = gp("list-schemes", "--scheme", "linzi-2022")
    assert (code, "did you mean linzi-2021?" in err) == (2, True)


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_a_template_for_one_source_asks_what_it_may_state(gp: Gp, tmp_path: Path, form: str) -> None:
    asked = ("template", "putuo-2020", "--unit", "区民政局", "--filled", "full", "--format", form)
    _, out, _ = gp(*asked, "--source", "bureau:区司法局")
    if form == "json":
        data = json.loads(out)
        assert data["source"] == {"role": "bureau", "name": "区司法局"}
        assert set(data["facts"]) == {"B8", "E6"}
        return
    file = tmp_path / f"a.{'csv' if form == 'csv' else 'toml'}"
    file.write_text(out, encoding="utf-8")
    code, _, err = gp("check", str(file))
    assert (code, err) == (0, "")
    (sheet,) = json.loads(gp("score", str(file), "--format", "json")[1])
    stated = {one["id"]: one["source_name"] for one in sheet["items"] if one["source"] == "bureau"}
    assert {"B8", "E6"} <= set(stated)
    whole = gp(*asked)[1]
    assert "B1.level" in whole or "[facts.B1]" in whole
    assert "B1" not in out.replace("B10", "").replace("B11", "")


def test_a_template_for_a_source_that_may_state_nothing(gp: Gp) -> None:
    code, out, err = gp("template", "putuo-2020", "--source", "bureau:区司发局")
    assert (code, out) == (2, "")
    assert "--source: bureau:区司发局 states nothing here" in err
    assert "did you mean bureau:区司法局?" in err


def test_section_ids_stand_in_the_list(gp: Gp) -> None:
    _, out, _ = gp("list-indicators", "zhangshu-2021", "--table", "township")
    ids = {one["section_id"] for one in json.loads(gp(*LISTED)[1])}
    assert len(ids) > 2
    assert all(any(line.split("  (")[1:] and f"({one})" in line for line in out.splitlines()) for one in ids)


LISTED = ("list-indicators", "zhangshu-2021", "--table", "township", "--format", "json")


@pytest.mark.parametrize(("unit", "table"), UNITS)
def test_a_filled_template_scores_full_marks_without_gaps(
    gp: Gp, tmp_path: Path, unit: str, table: str
) -> None:
    facts = tmp_path / "facts.toml"
    assert gp("template", SCHEME, "--unit", unit, "--filled", "full", "-o", facts)[0] == 0
    code, out, _ = gp("score", facts, "--format", "json", "--require-complete", "--fail-under", "100")
    (sheet,) = json.loads(out)
    assert (code, sheet["result"]["total"], sheet["scheme"]["table"]) == (0, "100", table)
    assert all(item["open"] == [] for item in sheet["items"])


@pytest.mark.parametrize(("unit", "table"), UNITS)
def test_an_empty_template_is_legal_and_scores_an_interval(
    gp: Gp, tmp_path: Path, unit: str, table: str
) -> None:
    facts = tmp_path / "facts.toml"
    gp("template", SCHEME, "--unit", unit, "-o", facts)
    code, out, _ = gp("score", facts, "--format", "json")
    (sheet,) = json.loads(out)
    assert code == 0
    assert (sheet["result"]["total"], sheet["result"]["upper"]) == (None, "100")
    assert sheet["scheme"]["table"] == table
    text = facts.read_text(encoding="utf-8")
    for item in json.loads(gp("list-indicators", SCHEME, "--table", table, "--format", "json")[1]):
        assert f"[facts.{item['id']}]" in text
        assert item["clause"] in text
        assert all(fact["label"] in text.replace("\n# ", "") for fact in item["facts"])


def test_a_commented_line_of_the_template_can_be_answered(gp: Gp, tmp_path: Path) -> None:
    _, out, _ = gp("template", SCHEME, "--unit", "临江镇")
    facts = tmp_path / "facts.toml"
    facts.write_text(
        out.replace("# wording_errors = ", "wording_errors = 2").replace("# updated = ", "updated = true"),
        encoding="utf-8",
    )
    assert tomllib.loads(facts.read_text(encoding="utf-8"))["facts"]["guide"] == {
        "wording_errors": 2,
        "updated": True,
    }
    _, text, _ = gp("score", facts, "--format", "json")
    (guide,) = (item for item in json.loads(text)[0]["items"] if item["id"] == "guide")
    assert guide["points"] == "3"


def test_explain_names_rule_arithmetic_fact_and_line(gp: Gp) -> None:
    path = EXAMPLES / "township-ceiling.toml"
    _, out, _ = gp("explain", "guide", path, "--lang", "en")
    assert "2 / 5" in out
    assert "guide.wording_errors = 3" in out.replace("\n    ", " ")
    line = 1 + path.read_text(encoding="utf-8").split("\n").index("wording_errors = 3")
    assert f"township-ceiling.toml:{line}" in out
    assert "附件一/政府信息公开/主动公开/1" in out
    assert "unpriced_shortfalls=judged" in out


def test_explain_without_a_file_is_the_rule(gp: Gp) -> None:
    code, out, _ = gp("explain", "open_zone", "--scheme", SCHEME)
    assert code == 0
    assert "equipment=both" in out
    assert (
        json.loads(gp("explain", "open_zone", "--scheme", SCHEME, "--format", "json")[1])[0]["points"] == "15"
    )
    assert gp("explain", "open_zon", "--scheme", SCHEME)[0] == 2
    assert "open_zone" in gp("explain", "open_zon", "--scheme", SCHEME)[2]
    assert gp("explain", "guide")[0] == 2


def test_check_says_what_is_wrong_and_what_is_missing(gp: Gp) -> None:
    assert gp("check", EXAMPLES / "township-full.toml")[0] == 0
    code, out, _ = gp("check", EXAMPLES / "township-incomplete.toml", "--lang", "en")
    assert (code, "6 facts are missing" in out) == (0, True)
    code, out, _ = gp("check", EXAMPLES / "township-refused.toml", "--format", "json")
    assert code == 1
    codes = [problem["code"] for problem in json.loads(out)[0]["problems"]]
    assert sorted(set(codes)) == [
        "needs-person",
        "negative",
        "not-entitled",
        "too-large-number",
        "unknown-item",
        "unknown-key",
        "unknown-level",
        "wrong-type",
    ]
    assert gp("check", "nowhere.toml")[0] == 2


@pytest.mark.parametrize("command", list(COMMANDS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_fits_the_terminal(gp: Gp, command: str, language: str) -> None:
    code, out, _ = gp(command, "--help", "--lang", language)
    assert code == 0
    assert command in out
    assert all(width(line) <= 80 for line in out.splitlines())


def test_no_command_is_the_help_and_no_success(gp: Gp) -> None:
    code, out, _ = gp()
    assert code == 2
    assert all(command in out for command in COMMANDS)


def test_a_template_for_programs(gp: Gp) -> None:
    data = json.loads(gp("template", SCHEME, "--unit", "临江镇", "--format", "json")[1])
    assert (data["table"], data["facts"]["guide"]["updated"]) == ("township", None)
    full = json.loads(gp("template", SCHEME, "--unit", "临江镇", "--filled", "full", "--format", "json")[1])
    assert (full["facts"]["guide"]["updated"], full["facts"]["policy"]["award"]) == (True, "5")
    assert gp("template", SCHEME, "--unit", "临江镇", "--format", "yaml")[0] == 2


def test_a_reading_is_in_force_only_where_its_question_arises(gp: Gp) -> None:
    for example, there in (("township-full", True), ("department-ranking", False)):
        (sheet,) = json.loads(gp("score", EXAMPLES / f"{example}.toml", "--format", "json")[1])
        assert ("section_labels" in [one["id"] for one in sheet["readings"]]) is there
