"""A page holds everything that was scored, asks nobody for anything, and lets nothing hostile act."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli_w
from tests.reports.html.page import Page, digest, external

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SEASON = EXAMPLES / "season-zhangshu-2021"
MARK = "示例数据，非真实考核结果"

Gp = Callable[..., tuple[int, str, str]]

SHEETS = [
    EXAMPLES / "zhangshu-2021" / "township-ceiling.toml",
    EXAMPLES / "zhangshu-2021" / "township-incomplete.toml",
    EXAMPLES / "putuo-2020" / "office.toml",
    EXAMPLES / "huanggang-2020" / "department-b-incomplete.toml",
    EXAMPLES / "region-2023" / "region-self.toml",
    EXAMPLES / "linzi-2021" / "year.toml",
]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The season's page."""
    from gpcli.cli.main import main

    target = tmp_path_factory.mktemp("page") / "season.html"
    assert main(["rank", str(SEASON), "--format", "html", "-o", str(target)]) == 0
    return target.read_text(encoding="utf-8")


def told(item: dict[str, object]) -> str:
    """An item's mark with JSON's digits, as a page writes them."""
    lower, upper = str(item["lower"]).replace("-", "−"), str(item["upper"]).replace("-", "−")
    said = lower if lower == upper else f"[{lower}, {upper}]"
    return f"{said} / {item['max']}" if item["kind"] == "base" and item["max"] else said


def sound(text: str) -> Page:
    """The page, once it is well-formed and closed to the outside."""
    page = Page(text)
    assert page.unclosed == []
    assert external(page, text) == []
    assert len(page.ids) == len(set(page.ids))
    assert set(page.policy) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert page.policy["default-src"] == page.policy["base-uri"] == page.policy["form-action"] == "'none'"
    assert page.policy["style-src"] == digest(page.inside["style"])
    assert page.policy["script-src"] == digest(page.inside["script"])
    assert [tag for tag, _ in page.elements].count("script") == 1
    charts = [given for tag, given in page.elements if tag == "svg"]
    assert charts
    assert all(given["role"] == "img" and len(given["aria-label"]) > 10 for given in charts)
    inner = {link[1:] for link in page.links() if link.startswith("#")}
    assert inner <= set(page.ids)
    tables = [tag for tag, _ in page.elements].count("table")
    assert [tag for tag, _ in page.elements].count("caption") == tables
    assert all("scope" in given for tag, given in page.elements if tag == "th")
    assert ("html", {"lang": "zh-CN"}) in page.elements
    assert [tag for tag, _ in page.elements].count("main") == 1
    return page


@pytest.mark.parametrize("file", SHEETS, ids=lambda one: one.stem)
def test_a_sheet_has_every_mark_of_its_json(gp: Gp, file: Path) -> None:
    code, out, _ = gp("score", file, "--format", "html")
    assert code == 0
    page = sound(out)
    (data,) = json.loads(gp("score", file, "--format", "json")[1])
    whole = " ".join(page.inside.values())
    assert out.index(MARK) < out.index("<h1")
    assert "非正式结果" in whole
    assert data["scheme"]["document"] in whole
    assert data["scheme"]["pack_version"] in whole
    for reading in data["readings"]:
        assert f"{reading['id']}={reading['value']}" in whole
        assert reading["question"] in whole
    for one in data["inputs"]:
        assert one["sha256"] in whole
    unlimited = any(abs(float(item[end])) > 9000 for item in data["items"] for end in ("lower", "upper"))
    for item in data["items"]:
        text = page.text_of[f"u1-{item['id']}"]
        assert item["name"] in text
        assert item["clause"] in text
        if not unlimited:
            assert told(item) in text, item["id"]
        for line in item["lines"]:
            assert line["amount"].replace("-", "−") in text
        for evidence in item["evidence"]:
            assert evidence in text
        assert item["note"] in text
        for fact in item["open"]:
            assert not fact["matters"] or fact["fact"] in text


def test_a_season_has_every_mark_of_every_unit(gp: Gp, season: str) -> None:
    page = sound(season)
    assert len(season.encode()) < 3_000_000
    ranking = json.loads(gp("rank", SEASON, "--format", "json")[1])["rankings"][0]
    sheets = {one["unit"]["name"]: one for one in json.loads(gp("score", SEASON, "--format", "json")[1])}
    names = [row["unit"] for group in ranking["groups"] for row in group["units"]]
    assert len(names) == 54
    assert season.index(MARK) < season.index("<h1")
    rows = {given["data-u"] for tag, given in page.elements if tag == "tr" and "data-u" in given}
    assert rows == {f"u{number}" for number in range(1, 55)}
    for number, name in enumerate(names, 1):
        assert name in page.text_of[f"u{number}"]
        sheet = sheets[name]
        for item in sheet["items"] if sheet["handed_in"] else ():
            text = page.text_of[f"u{number}-{item['id']}"]
            assert told(item) in text, (name, item["id"])
            assert item["clause"] in text
    for group in ranking["groups"]:
        for row in group["units"]:
            total = told({**row, "kind": ""})
            assert total in page.inside["td"]


def test_the_same_season_gives_the_same_bytes(gp: Gp) -> None:
    few = ("rank", *EXAMPLES.glob("zhangshu-2021/township-i*.toml"), "--format", "html")
    assert gp(*few)[1] == gp(*few)[1]


def test_several_sheets_stand_behind_an_overview(gp: Gp) -> None:
    code, out, _ = gp("score", EXAMPLES / "zhangshu-2021", "--format", "html")
    assert code == 2
    page = sound(out)
    assert [link for link in page.links() if link.startswith("#u")] == [f"#u{place}" for place in range(1, 7)]
    assert "未评定" in page.inside["td"]
    assert "township-refused.toml" in out


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}\u202e=cmd|x"


def test_hostile_words_are_inert(gp: Gp, tmp_path: Path) -> None:
    data = {
        "scheme": "zhangshu-2021",
        "table": "township",
        "note": HOSTILE,
        "unit": {"name": "临江镇"},
        "source": {"role": "office", "name": HOSTILE},
        "facts": {
            "guide": {
                "updated": True,
                "note": HOSTILE + "长" * 10_000,
                "evidence": [
                    f"https://example.gov.cn/{HOSTILE}",
                    "javascript:alert(1)",
                    "data:text/html,x",
                    "https://example.gov.cn/a.html?b=1&c=2",
                ],
                "wording_errors": [{"what": HOSTILE}],
            }
        },
    }
    file = tmp_path / "facts.toml"
    file.write_text(tomli_w.dumps(data), encoding="utf-8")
    for command in ("score", "rank"):
        code, out, err = gp(command, file, "--format", "html")
        assert code == 0, err
        page = sound(out)
        assert "<img" not in out
        assert "{{7*7}}" in out
        assert "\u202e" not in out
        outward = [link for link in page.links() if not link.startswith("#")]
        assert outward == ["https://example.gov.cn/a.html?b=1&c=2"]
        (link,) = (given for tag, given in page.elements if given.get("href") == outward[0])
        assert "noreferrer" in link["rel"]
        assert "javascript:alert(1)" in page.text_of["u1-guide"]
        assert "长" * 10_000 in page.text_of["u1-guide"]


PLANTED = "ZQX"


def test_the_public_season_keeps_what_is_internal(gp: Gp, tmp_path: Path) -> None:
    folder = tmp_path / f"{PLANTED}folder"
    folder.mkdir()
    for role, errors in (("self", 0), ("office", 2)):
        guide = {"wording_errors": errors, "updated": True, "note": f"{PLANTED}{role}", "person": PLANTED}
        guide |= {"reason": PLANTED, "evidence": [f"https://example.gov.cn/{PLANTED}"]}
        data = {"scheme": "zhangshu-2021", "unit": {"name": "临江镇"}, "source": {"role": role}}
        text = tomli_w.dumps({**data, "facts": {"guide": guide}})
        (folder / f"{role}.toml").write_text(text, encoding="utf-8")
    whole = gp("rank", folder, "--format", "html")[1]
    assert whole.count(PLANTED) > 5
    assert "待填报方" in whole
    code, out, err = gp("rank", folder, "--format", "html", "--public")
    assert code == 0, err
    page = sound(out)
    assert PLANTED not in out
    assert "待填报方" not in out
    assert "guide.wording_errors" in page.text_of["u1-guide"]


def test_masked_even_where_a_label_is_cut(gp: Gp, tmp_path: Path) -> None:
    number = "13912345678"
    rows = "".join(
        f'[[units]]\nname = "{name}"\ntable = "department"\n' for name in ("示例局", f"甲{number}")
    )
    (tmp_path / "season.toml").write_text(
        f'scheme = "region-2023"\nnote = "{MARK}"\n{rows}', encoding="utf-8"
    )
    for name in ("示例局", f"甲{number}"):
        facts = {"scheme": "region-2023", "unit": {"name": name}, "facts": {}}
        (tmp_path / f"{name}.toml").write_text(
            tomli_w.dumps(facts) + '[facts.website]\nnote = "x"\n', encoding="utf-8"
        )
    _, plain, _ = gp("rank", tmp_path, "--format", "html")
    assert number in plain
    _, out, err = gp("rank", tmp_path, "--format", "html", "--mask")
    assert number not in out + err
    assert "139****5678" in out
    sound(out)


def test_failed_inputs_are_listed(gp: Gp) -> None:
    code, out, _ = gp("rank", EXAMPLES / "zhangshu-2021", "--format", "html")
    assert code == 2
    page = sound(out)
    assert "township-refused.toml" in page.inside["li"]


def test_how_firm_ranks_are_stands_on_the_page(gp: Gp) -> None:
    folder = EXAMPLES / "linzi-2021" / "quarter"
    code, out, _ = gp("rank", folder, "--format", "html", "--robust")
    assert code == 0
    page = sound(out)
    assert "名次的稳固程度" in page.inside["h3"]


def test_english(gp: Gp) -> None:
    out = gp("rank", EXAMPLES / "zhangshu-2021", "--format", "html", "--lang", "en")[1]
    page = Page(out)
    assert ("html", {"lang": "en"}) in page.elements
    assert "Points lost by clause" in page.inside["h2"]


@pytest.mark.parametrize("missing", ["jinja2", "vl_convert"])
def test_a_missing_library_is_said(gp: Gp, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    code, out, err = gp("score", SHEETS[0], "--format", "html")
    assert (code, out) == (2, "")
    assert "pip install 'gpcli-core[html]'" in err
    assert "[no-part]" in err
