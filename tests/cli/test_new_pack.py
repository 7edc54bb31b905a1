"""``gp new-pack``: what it writes works at once, stands beside the others, and is whole or not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gpcli.cli.main import main
from gpcli.packs import Packs
from gpcli.starter import write
from gpcli.starter.wrap import WIDEST, wrapped

ROOT = Path(__file__).resolve().parent.parent.parent
OLD = "zhangshu-2021"
NEW = "zhangshu-2022"

Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture
def gp(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gp]:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["--lang", "en", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = set(sys.modules)
    yield run
    for name in set(sys.modules) - before:
        if name.startswith("gp_"):
            del sys.modules[name]


def tree(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def test_a_new_project_is_proved_and_scores(gp: Gp, tmp_path: Path) -> None:
    code, out, _ = gp("new-pack", "shuimo", "--year", "2025")
    assert code == 0
    assert out.startswith("gpcli-shuimo: 14 files, scheme shuimo-2025\n")
    project = tmp_path / "gpcli-shuimo"
    assert [line.strip() for line in out.splitlines()[1:15]] == tree(project)
    assert "@" not in "".join(
        one.read_text(encoding="utf-8").replace("@hookimpl", "").replace("@pytest", "")
        for one in project.rglob("*")
        if one.is_file()
    )

    code, out, err = gp("check-pack", project)
    assert (code, err) == (0, "")
    assert "6 of 6 rows" in out
    assert "14 of 14 cases pass" in out

    facts = tmp_path / "facts.toml"
    made = gp("template", "shuimo-2025", "--pack", project, "--unit", "甲局", "--filled", "full", "-o", facts)
    assert made[0] == 0
    code, out, _ = gp("score", facts, "--pack", project, "--format", "json")
    assert (code, json.loads(out)[0]["result"]["total"]) == (0, "100")
    code, out, _ = gp("score", facts, "--pack", project, "--format", "shuimo-form")
    assert code == 0
    assert "| 信息公开（60分） | 公开指南 | 20 | 以满分 20 分起评；" in out


def test_the_same_call_gives_the_same_bytes(gp: Gp, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert gp("new-pack", "shuimo-2025", "-o", folder)[0] == 0
    one, two = tmp_path / "one", tmp_path / "two"
    assert tree(one) == tree(two)
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in tree(one))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("shuimo",), "--year: say which year"),
        (("Shui_mo", "--year", "2025"), "did you mean shui-mo?"),
        (("水墨", "--year", "2025"), "cannot be a pack's name"),
        (("shuimo", "--year", "25"), "25 is no year"),
        (("zhangshu", "--from", OLD), "gp_zhangshu、gpcli-zhangshu is taken by the pack gpcli-zhangshu"),
        (("zhangshu-2021", "--from", OLD), "zhangshu-2021 is taken"),
        (("shuimo", "--from", "zhangshu-2020"), "did you mean zhangshu-2021?"),
        (("shuimo-2025", "--pack", "nowhere"), "without --from"),
        (("shuimo-2025", "-o", "no/such/place"), "cannot be written"),
    ],
)
def test_what_cannot_be_is_refused(gp: Gp, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = gp("new-pack", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_alone(gp: Gp, tmp_path: Path) -> None:
    (tmp_path / "gpcli-shuimo").mkdir()
    code, _, err = gp("new-pack", "shuimo", "--year", "2025")
    assert code == 2
    assert "gpcli-shuimo: the folder exists" in err
    assert list((tmp_path / "gpcli-shuimo").iterdir()) == []


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(place: Path, content: bytes) -> int:
        if place.name == "b.py":
            raise KeyboardInterrupt
        return os.write(1, b"")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(KeyboardInterrupt):
        write({"a.py": b"1", "src/b.py": b"2"}, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_next_year_from_this_year(gp: Gp, tmp_path: Path) -> None:
    code, out, _ = gp("new-pack", NEW, "--from", OLD)
    assert code == 0
    project = tmp_path / "gpcli-zhangshu-2022"
    package = project / "src" / "gp_zhangshu_2022"
    original = ROOT / "plugins" / "zhangshu" / "src" / "gp_zhangshu"
    assert tree(package) == [one for one in tree(original) if not one.endswith(".pyc")]
    whole = "".join(one.read_text(encoding="utf-8") for one in project.rglob("*") if one.is_file())
    assert "gp_zhangshu." not in whole
    assert whole.count(OLD) == 1, "in the README alone"
    assert '"zhangshu-form' not in whole
    assert "year=2022" in (package / "document.py").read_text(encoding="utf-8")
    pyproject = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert pyproject["project"]["entry-points"]["gpcli"] == {"zhangshu-2022": "gp_zhangshu_2022"}
    assert pyproject["tool"]["setuptools"]["package-data"]["gp_zhangshu_2022"] == [
        "*.csv",
        "cases/*.toml",
        "py.typed",
    ]

    named = [line for line in out.splitlines() if line.startswith("gpcli-zhangshu-2022/")]
    found = [
        f"gpcli-zhangshu-2022/{one.relative_to(project).as_posix()}:{number}"
        for one in package.rglob("*")
        if one.is_file()
        for number, line in enumerate(one.read_text(encoding="utf-8").split("\n"), 1)
        if "2021" in line
    ]
    assert sorted(line.split(": ")[0] for line in named) == sorted(found)
    assert any("樟府办发〔2021〕49号" in line for line in named)

    listed = json.loads(gp("list-packs", "--pack", project, "--format", "json")[1])
    assert {NEW, OLD} <= {scheme for pack in listed for scheme in pack["schemes"]}
    assert [pack["problem"] for pack in listed if NEW in pack["schemes"]] == [None]
    example = ROOT / "examples" / OLD / "township-ceiling.toml"
    facts = tmp_path / "facts.toml"
    facts.write_text(example.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    both = [gp("score", one, "--pack", project, "--format", "json")[1] for one in (facts, example)]
    old, new = (json.loads(text)[0] for text in both)
    assert old["result"]["total"] == new["result"]["total"] == "99.5"
    assert gp("score", facts, "--pack", project, "--format", "zhangshu-2022-form-csv")[0] == 0


@pytest.mark.parametrize("plugin", sorted(one.name for one in (ROOT / "plugins").iterdir()))
def test_every_pack_can_be_copied(gp: Gp, tmp_path: Path, plugin: str) -> None:
    source = ROOT / "plugins" / plugin
    known = Packs.trying([str(source)])
    (old,) = (one for pack in known.packs if pack.module == f"gp_{plugin}" for one in pack.schemes)
    assert gp("new-pack", f"{plugin}-next", "--from", old.id, "--pack", source)[0] == 0
    both = Packs.trying([str(source), str(tmp_path / f"gpcli-{plugin}-next")])
    assert both.problems() == ()
    (new,) = (scheme for scheme in both.schemes() if scheme not in known.schemes() and "-next-" in scheme.id)
    assert new.year == old.year + 1
    assert [one.id for one in both.table(new, new.tables[0].id).items] == [
        one.id for one in both.table(both.scheme(old.id), old.tables[0].id).items
    ]
    added = set(both.formats()) - set(known.formats())
    assert len(added) == sum(one.startswith(f"{plugin}-") for one in known.formats())


def test_a_single_module_is_not_copied(gp: Gp, tmp_path: Path) -> None:
    single = (
        "from gpcli.pack import Scheme, TableRef, hookimpl\n"
        "@hookimpl\n"
        "def gp_schemes():\n"
        '    return [Scheme("dan-2020", "单", document="", place="", year=2020, tables=())]\n'
    )
    (tmp_path / "gp_dan.py").write_text(single, encoding="utf-8")
    code, _, err = gp("new-pack", "dan-2021", "--from", "dan-2020", "--pack", "gp_dan.py")
    assert code == 2
    assert "single module" in err


def test_long_lines_are_folded() -> None:
    long = "x" * 60
    text = f"    Format('{long}', \"一(\", 3),\nfrom a.{long} import {long}, b\n"
    text += f"f(\n    '{long}', '{long}', g(1, 2)\n)\n"
    folded = wrapped(text + f"Format('{long}', '{long}', 1)\n# {long}{long}\n")
    assert [line for line in folded.split("\n") if len(line) > WIDEST] == [f"# {long}{long}"]
    assert f"    '{long}',\n    '{long}',\n    g(1, 2),\n)\n" in folded
    assert f"from a.{long} import (\n    {long},\n    b,\n)\n" in folded
    assert f"    Format('{long}', \"一(\", 3),\n" in folded


@pytest.mark.parametrize("start", ["", OLD])
def test_the_written_code_is_clean(gp: Gp, tmp_path: Path, start: str) -> None:
    gp("new-pack", NEW if start else "shuimo-2025", "-o", "project", *(("--from", start) if start else ()))
    for command in (("check",), ("format", "--check")):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", str(tmp_path / "project")],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_new_project_has_the_rules_of_this_one(gp: Gp, tmp_path: Path) -> None:
    gp("new-pack", "shuimo-2025", "-o", "project")
    ours, theirs = (
        tomllib.loads((place / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
        for place in (ROOT, tmp_path / "project")
    )
    assert ours["line-length"] == theirs["line-length"]
    assert ours["lint"]["select"] == theirs["lint"]["select"]
    assert ours["lint"]["ignore"] == theirs["lint"]["ignore"]


@pytest.mark.real
def test_projects_type_check_pass_their_tests_and_install_side_by_side(gp: Gp, tmp_path: Path) -> None:
    def run(*command: str | Path, **more: str) -> str:
        environment = {**os.environ, **more}
        ran = subprocess.run(
            [*map(str, command)],
            check=False,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    gp("new-pack", "shuimo-2025", "-o", "fresh")
    gp("new-pack", NEW, "-o", "copy", "--from", OLD)
    for name in ("fresh", "copy"):
        project = tmp_path / name
        settings = project / "pyproject.toml"
        source = f"{ROOT / 'src'}{os.pathsep}{project / 'src'}"
        module = "gp_shuimo_2025" if name == "fresh" else "gp_zhangshu_2022"
        run(sys.executable, "-m", "mypy", "--config-file", settings, "-p", module, MYPYPATH=source)
        run(sys.executable, "-m", "pytest", "-q", "-c", settings, "--rootdir", project, project / "tests")

    wheels = tmp_path / "wheels"
    for source in (ROOT, ROOT / "plugins" / "zhangshu", tmp_path / "fresh", tmp_path / "copy"):
        run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", wheels, source)
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "-q", *sorted(wheels.glob("*.whl")))
    schemes = json.loads(run(python, "-m", "gpcli", "list-schemes", "--format", "json"))
    assert [one["id"] for one in schemes] == ["shuimo-2025", OLD, NEW]
    run(python, "-m", "gpcli", "check-pack", "gpcli-shuimo-2025")
    run(python, "-m", "gpcli", "new-pack", "again-2025")
