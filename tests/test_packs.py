"""Packs that break, and that they break nothing else: distributions made up on the spot."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gpcli.cli.main import main
from gpcli.messages import Words
from gpcli.packs import STRICT, Found, Packs, registry
from gpcli.packs.installed import installed
from gpcli.problems import Problem, Problems, text

GOOD = """
from gpcli.pack import *

def build(scheme):
    item = Item("only", "项", 5, full(), each(incidents("errors", "错"), -1), floor("止"), clause="1")
    bonus = Item("extra", "加", None, each(incidents("gains", "得"), 1), clause="2", kind="bonus")
    return Table("main", "表", Section("one", "一", 5, item, clause="1"),
                 Section("bonus", "加分", None, bonus, clause="2", kind="bonus"), clause="全")

def make(name):
    return Scheme(name, "方案 " + name, document="1号", place="某市", year=2021,
                  tables=(TableRef("main", "表", build),))

@hookimpl
def gp_schemes():
    return (make("ID"),)
"""
LARGE = ("huanggang", "putuo", "region2023")
"""Packs that a broken one could not disturb otherwise than the others."""

AGGREGATE = "\n@hookimpl\ndef gp_aggregate(scheme, table):\n    "
FORMATS = "\n@hookimpl\ndef gp_report_formats():\n    "
START = "from gpcli.pack import hookimpl\n\n@hookimpl\ndef gp_schemes():\n    return "
BROKEN = {
    "syntax": ("def broken(:\n", "SyntaxError"),
    "import": ("import no_such_module\n", "No module named 'no_such_module'"),
    "exit": ("raise SystemExit(0)\n", "SystemExit"),
    "argument": (GOOD + "\n@hookimpl\ndef gp_aggregate(scheme, tabel):\n    return ()\n", "tabel"),
    "unknown hook": (GOOD + "\n@hookimpl\ndef gp_scheme():\n    return ()\n", "gp_scheme"),
    "no hook": ("def gp_schemes():\n    return ()\n", "hookimpl"),
    "raises": (f"{START}1 / 0\n", "ZeroDivision"),
    **{
        answer: (f"{START}{answer}\n", said)
        for answer, said in (
            ("'zhangshu'", "str"),
            ("None", "returned nothing"),
            ("(None,)", "None"),
            ("('a', 'b')", "str"),
            ("{'a': 1}", "dict"),
            ("3", "int"),
        )
    },
    "no id": (GOOD.replace('make("ID")', "make(None)").replace('"方案 " + name', '"方案"'), "id None"),
    "formats raise": (GOOD + FORMATS + "raise OSError('boom')\n", "boom"),
    "formats nonsense": (GOOD + FORMATS + "return ('text',)\n", "ReportFormat"),
}  # fmt: skip

Install = Callable[..., Found]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a made-up distribution beside two of the packs, and returns its entry point."""

    def few() -> list[Found]:
        return [one for one in installed() if one.name not in LARGE]

    monkeypatch.setattr(registry, "installed", few)
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    modules: list[str] = []

    def add(name: str, source: str, *, points: str = "", metadata: bool = True) -> Found:
        module = name.replace("-", "_")
        modules.append(module)
        (site / f"{module}.py").write_text(source.replace("ID", name), encoding="utf-8")
        info = site / f"{module}-1.0.dist-info"
        info.mkdir()
        if metadata:
            (info / "METADATA").write_text(
                f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8"
            )
        (info / "entry_points.txt").write_text(
            f"[gpcli]\n{points or f'{name} = {module}'}\n", encoding="utf-8"
        )
        return next(one for one in installed() if one.module == module)

    yield add
    for module in modules:
        sys.modules.pop(module, None)


def said(found: tuple[Problem, ...] | list[Problem]) -> str:
    return "\n".join(text(one, Words("en")) for one in found)


def score(capsys: pytest.CaptureFixture[str], file: Path, *more: str) -> tuple[int, str, str]:
    code = main(["score", "--lang", "en", "--format", "csv", "--no-bom", *more, str(file)])
    return code, *capsys.readouterr()


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    file = tmp_path / "facts.toml"
    file.write_text(
        'scheme = "city-good"\n[facts.only]\nerrors = 2\n[facts.extra]\ngains = 1\n', encoding="utf-8"
    )
    return file


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_pack_is_named_and_leaves_the_others_working(
    kind: str, install: Install, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, reason = BROKEN[kind]
    install("city-bad", source)
    install("city-good", GOOD)
    packs = Packs.installed()
    assert "city-good" in [scheme.id for scheme in packs.schemes()]
    assert "city-bad" not in [scheme.id for scheme in packs.schemes()]
    (one,) = packs.problems()
    assert (one.code, "city-bad" in said([one]), reason in said([one])) == ("broken-pack", True, True), said(
        [one]
    )
    assert main(["list-packs", "--lang", "en"]) == 1
    listed = capsys.readouterr()
    assert "city-bad" in listed.err
    assert "city-good" in listed.out
    code, out, err = score(capsys, facts)
    assert (code, err) == (0, "")
    assert ",4," in out.splitlines()[1]


def test_where_it_broke(install: Install) -> None:
    point = install("city-bad", GOOD.replace("return (make", "raise ValueError('here')\n    return (make"))
    (one,) = Packs((point,)).problems()
    assert (Path(one.file).name, one.line) == ("city_bad.py", 16)
    point = install("city-worse", "\n\ndef broken(:\n")
    (one,) = Packs((point,)).problems()
    assert (Path(one.file).name, one.line) == ("city_worse.py", 3)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (GOOD + AGGREGATE + "raise KeyError('bonus')\n", "bonus"),
        (GOOD + AGGREGATE + "pass\n", "returned nothing"),
        (GOOD + AGGREGATE + "return 'abc'\n", "str"),
        (GOOD + AGGREGATE + "return [3]\n", "int"),
        (GOOD.replace("    item =", "    raise RuntimeError('build')\n    item ="), "build"),
        (GOOD.replace("    return Table", "    return None and Table"), "None"),
    ],
)
def test_a_table_that_cannot_be_built(
    source: str, reason: str, install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install("city-bad", source)
    install("city-good", GOOD)
    bad, good = tmp_path / "a.toml", tmp_path / "b.toml"
    bad.write_text('scheme = "city-bad"\n', encoding="utf-8")
    good.write_text('scheme = "city-good"\n[facts.only]\nerrors = 0\n', encoding="utf-8")
    code = main(["score", "--lang", "en", "--format", "csv", "--no-bom", str(bad), str(good)])
    out, err = capsys.readouterr()
    assert code == 2
    assert "broken-pack" in err
    assert reason in err
    assert "city-good,main" in out


def test_a_roster_that_cannot_be_read_is_the_packs_fault(install: Install) -> None:
    point = install(
        "city-bad", GOOD.replace("year=2021,", "year=2021, roster=lambda: open('/no/such/roster'),")
    )
    scheme = Packs((point,)).scheme("city-bad")
    with pytest.raises(Problems) as caught:
        scheme.under({}).roster()
    assert "broken-pack" in said(caught.value.problems)


def test_two_packs_with_one_scheme(install: Install, facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install("city-good", GOOD)
    install("city-one", GOOD.replace('"ID"', '"twice"'))
    install("city-two", GOOD.replace('"ID"', '"twice"'))
    packs = Packs.installed()
    assert "twice" not in [scheme.id for scheme in packs.schemes()]
    with pytest.raises(Problems) as caught:
        packs.scheme("twice")
    assert [one.code for one in caught.value.problems] == ["duplicate-scheme"]
    assert "city-one 1.0" in said(caught.value.problems)
    assert "city-two 1.0" in said(caught.value.problems)
    assert score(capsys, facts)[0] == 0
    assert score(capsys, facts, "--scheme", "twice")[:2] == (2, "")
    assert main(["list-packs"]) == 1
    assert main(["list-schemes"]) == 0
    capsys.readouterr()


def test_one_pack_that_brings_a_scheme_twice(install: Install) -> None:
    point = install("city-one", GOOD.replace('(make("ID"),)', '(make("ID"), make("ID"))'))
    packs = Packs((point,))
    assert packs.schemes() == ()
    assert [one.code for one in packs.problems()] == ["duplicate-scheme"]


def test_entry_points_with_one_name_do_not_meet(install: Install) -> None:
    aggregate = AGGREGATE + "return ()\n"
    install("city-one", GOOD + aggregate)
    install("city-two", GOOD, points="same = city_two\nsame = city_one\nother = city_two")
    packs = Packs.installed()
    found = [pack for pack in packs.packs if pack.distribution == "city-two"]
    assert [(pack.name, pack.module, pack.problem is None) for pack in found] == [
        ("other", "city_two", True),
        ("same", "city_one", False),
        ("same", "city_two", False),
    ]
    for name, steps in (("city-one", 1), ("city-two", 2)):
        assert len(packs.table(packs.scheme(name), "main").total.moves) == steps


def test_names_that_run_together_are_different_packs(install: Install) -> None:
    install("ab", GOOD + AGGREGATE + "return ()\n", points="c = ab")
    install("a", GOOD, points="bc = a")
    packs = Packs.installed()
    assert [len(packs.table(packs.scheme(name), "main").total.moves) for name in ("ab", "a")] == [1, 2]


def test_a_distribution_without_metadata(install: Install) -> None:
    install("city-good", GOOD, metadata=False)
    assert "city-good" in [scheme.id for scheme in Packs.installed().schemes()]


def test_order_of_installation_does_not_matter(
    install: Install, facts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = FORMATS + "return (ReportFormat('mine', 'ID', 'txt', 'x:y'),)\n"
    for name in ("city-z", "city-good", "city-a"):
        install(name, GOOD + form)
    forwards = tuple(registry.installed())
    results = []
    for points in (forwards, forwards[::-1]):
        packs = Packs(points)
        assert packs.formats()["mine"].title == "city-a"
        monkeypatch.setattr(Packs, "installed", classmethod(lambda cls, points=points: cls(points)))
        for command in (["list-packs"], ["list-schemes", "--format", "json"], ["score", str(facts)]):
            assert main(command) == 0
        results.append(capsys.readouterr())
    assert results[0] == results[1]


def test_no_pack_may_replace_a_format_of_the_core(install: Install) -> None:
    point = install("city-a", GOOD + FORMATS + "return (ReportFormat('json', 'x', 'x', 'x:y'),)\n")
    assert Packs((point,)).formats()["json"].writer == "gpcli.reports.json:write"


@pytest.mark.parametrize(
    "writer", ["no_such:thing", "city_good:absent", "city_good:fails", "city_good:number", ""]
)
def test_a_format_that_cannot_be_written(
    writer: str, install: Install, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    writers = "\ndef fails(report):\n    return 1 / 0\n\ndef number(report):\n    return 3\n"
    install("city-good", GOOD + writers + FORMATS + f"return (ReportFormat('mine', 'x', 'x', {writer!r}),)\n")
    code = main(["score", "--lang", "en", "--format", "mine", str(facts)])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert "pack city-good" in err
    assert "[broken-pack]" in err
    assert score(capsys, facts)[0] == 0


def test_strict(
    install: Install, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(STRICT, "1")
    good = install("city-good", GOOD)
    assert Packs((good,)).schemes()
    install("city-bad", "import no_such_module\n")
    with pytest.raises(Problems):
        Packs.installed()
    assert main(["list-schemes", "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "no_such_module" in err


COMMANDS = (
    ["score", "FILE"],
    ["score", "BARE"],
    ["score", "--scheme", "x", "FILE"],
    ["check", "FILE"],
    ["check", "BARE"],
    ["explain", "only", "FILE"],
    ["explain", "only", "--scheme", "x"],
    ["template", "x"],
    ["list-schemes"],
    ["list-indicators", "x"],
    ["list-units", "x"],
    ["list-packs"],
)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_pack_every_command_says_how_to_install_one(
    command: list[str], facts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = facts.with_name("bare.toml")
    bare.write_text("[facts.only]\nerrors = 2\n", encoding="utf-8")
    monkeypatch.setattr(Packs, "installed", classmethod(lambda cls: cls(())))
    code = main(
        [{"FILE": str(facts), "BARE": str(bare)}.get(word, word) for word in command] + ["--lang", "en"]
    )
    out, err = capsys.readouterr()
    assert code == (1 if command == ["list-packs"] else 2)
    assert "pip install" in out + err
