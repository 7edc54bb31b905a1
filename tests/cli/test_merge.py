"""``gp merge``: one file a unit with the origin of each fact, and what is said about it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Gp = Callable[..., tuple[int, str, str]]
LANGUAGE = "en"
SELF = """\
scheme = "zhangshu-2021"
note = "示例数据，非真实考核结果"
[unit]
name = "临江镇"
[source]
role = "self"
[facts.policy]
award = 5
evidence = ["https://www.example.gov.cn/a.html"]
[facts.epidemic]
award = 2
note = "“自评”"
[facts.reply_doc]
missing_elements = 0
"""
OFFICE = """\
scheme = "zhangshu-2021"
[unit]
name = "临江镇"
[source]
role = "office"
name = "市经济信息中心"
[facts.policy]   # 不带走
award = 3.5
[[facts.new_media_care.notices]]
date = 2021-06-03
what = "通报"
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    (tmp_path / "self.toml").write_text(SELF, encoding="utf-8")
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "self.toml", "office.toml"


def sheet(gp: Gp, *paths: str) -> Any:
    code, out, err = gp("score", *paths, "--format", "json")
    assert code == 0, err
    (only,) = json.loads(out)
    return only


def test_the_file_has_every_fact_with_its_origin(gp: Gp, files: tuple[str, str]) -> None:
    code, out, err = gp("merge", *files)
    assert code == 0
    found = tomllib.loads(out)
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in (SELF, OFFICE)]
    assert found["sources"] == [
        {"id": "self", "role": "self", "file": "self.toml", "sha256": digests[0]},
        {
            "id": "office",
            "role": "office",
            "name": "市经济信息中心",
            "file": "office.toml",
            "sha256": digests[1],
        },
    ]
    policy = found["facts"]["policy"]
    assert (policy["source"], policy["award"]) == ("office", 3.5)
    assert policy["other"] == [
        {"source": "self", "award": 5, "evidence": ["https://www.example.gov.cn/a.html"]}
    ]
    assert found["facts"]["epidemic"] == {"source": "self", "award": 2, "note": "“自评”"}
    assert found["facts"]["new_media_care"]["source"] == "office"
    assert found["note"] == "示例数据，非真实考核结果"
    assert "不带走" not in out
    lines = err.splitlines()
    assert lines[0] == "临江镇: 2 sources; 1 items have several of them, 1 differ"
    assert "市经济信息中心 (counts) award = 3.5, 3.5 points" in lines[1]
    assert "the unit itself award = 5, 5 points" in lines[1]
    assert "a gap of 1.5 points" in lines[1]
    assert "comments (#) are not carried over" in lines[-1]


def test_what_is_merged_scores_the_same_and_merges_to_itself(gp: Gp, files: tuple[str, str]) -> None:
    apart = sheet(gp, *files)
    assert gp("merge", *files, "-o", "one.toml")[0] == 0
    again = sheet(gp, "one.toml")
    assert {key: one for key, one in again.items() if key != "inputs"} == {
        key: one for key, one in apart.items() if key != "inputs"
    }
    assert [one["path"] for one in again["inputs"]] == ["one.toml", *files]
    assert gp("merge", "one.toml")[1] == Path("one.toml").read_text(encoding="utf-8")
    assert gp("merge", *files[::-1])[0] == 0
    late = 'scheme = "zhangshu-2021"\nunit = {name = "临江镇"}\nsource = {role = "self"}\n'
    Path("late.toml").write_text(late + "[facts.epidemic]\naward = 1\n", encoding="utf-8")
    code, out, err = gp("merge", "one.toml", "late.toml")
    assert (code, out) == (2, "")
    assert "epidemic.award (2, 1)" in err
    assert err.rstrip().endswith("[conflict]")


def test_everybody_whose_word_does_not_count_stays(gp: Gp, files: tuple[str, str]) -> None:
    Path("third.toml").write_text(SELF.replace("a.html", "b.html"), encoding="utf-8")
    code, out, _ = gp("merge", *files, "third.toml")
    assert code == 0
    policy = tomllib.loads(out)["facts"]["policy"]
    assert policy["source"] == "office"
    assert [(one["source"], one["evidence"]) for one in policy["other"]] == [
        ("self", ["https://www.example.gov.cn/a.html"]),
        ("self-2", ["https://www.example.gov.cn/b.html"]),
    ]


def test_several_units_go_to_a_folder_by_name_or_not_at_all(gp: Gp, files: tuple[str, str]) -> None:
    other = OFFICE.replace("临江镇", "店下镇")
    Path("other.toml").write_text(other, encoding="utf-8")
    code, out, err = gp("merge", ".")
    assert (code, out) == (2, "")
    assert "-o" in err
    assert gp("merge", ".", "-o", "merged")[0] == 0
    assert sorted(one.name for one in Path("merged").iterdir()) == ["临江镇.toml", "店下镇.toml"]
    assert tomllib.loads(Path("merged/店下镇.toml").read_text(encoding="utf-8"))["unit"] == {"name": "店下镇"}
    Path("other.toml").write_text(other.replace("3.5", "9"), encoding="utf-8")
    code, _, err = gp("merge", *files, "other.toml", "-o", "again")
    assert (code, Path("again").exists()) == (2, False)
    assert "other.toml:8: facts.policy.award" in err


def test_a_merged_file_is_no_input_to_be_overwritten(gp: Gp, files: tuple[str, str]) -> None:
    code, _, err = gp("merge", *files, "-o", "self.toml")
    assert (code, "[not-writable]" in err) == (2, True)
    assert Path("self.toml").read_text(encoding="utf-8") == SELF


def test_a_row_and_a_file_merge_and_a_renamed_unit_is_one(gp: Gp, files: tuple[str, str]) -> None:
    Path("season.toml").write_text(
        'scheme = "zhangshu-2021"\n[[units]]\nname = "临江新镇"\naliases = ["临江镇"]\n'
        '[precedence]\npolicy = ["self"]\n',
        encoding="utf-8",
    )
    Path("rows.csv").write_text(
        "unit,source,safety.award,guide.wording_errors\n临江新镇,self,1.5,3\n", encoding="utf-8"
    )
    code, out, err = gp("merge", ".")
    assert code == 0
    found = tomllib.loads(out)
    assert found["unit"] == {"name": "临江新镇"}
    assert [one["file"] for one in found["sources"]] == ["office.toml", "rows.csv", "self.toml"]
    assert [one["id"] for one in found["sources"]] == ["office", "self", "self-2"]
    assert found["facts"]["policy"]["source"] == "self-2"
    assert found["facts"]["policy"]["other"] == [{"source": "office", "award": 3.5}]
    assert found["facts"]["safety"] == {"source": "self", "award": 1.5}
    assert found["facts"]["guide"] == {"source": "self", "wording_errors": 3}
    assert "whose word counts was settled by the season" in err


def test_one_source_is_not_counted(gp: Gp, files: tuple[str, str], tmp_path: Path) -> None:
    code, _, err = gp("merge", files[0], "-o", str(tmp_path / "one.toml"))
    assert code == 0
    assert "sources" not in err


def test_nothing_to_merge_is_no_success(gp: Gp, tmp_path: Path) -> None:
    code, out, err = gp("merge", tmp_path)
    assert (code, out) == (2, "")
    assert "[empty-folder]" in err
