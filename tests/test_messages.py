"""The catalogue is whole, fresh and used; the program speaks the language that was asked for."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import re
import string
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from gpcli.cli.main import COMMANDS, main
from gpcli.messages import Words, reader_language

ROOT = Path(__file__).resolve().parent.parent
SCHEME = "zhangshu-2021"
VARIABLES = ("GP_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")

Run = Callable[..., tuple[int, str, str]]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tools_messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tool = _tool()
MARKED = tool.marked()
CATALOGUE = tool.read()
ENTRIES = [one for one in CATALOGUE if one.id]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an environment that says nothing of a language; gives code, stdout, stderr."""
    for name in VARIABLES:
        monkeypatch.setenv(name, "")

    def runs(*arguments: str, **environ: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patched:
            for name, value in environ.items():
                patched.setenv(name, value)
            patched.setenv("LANGUAGE", "")
            code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return runs


@pytest.fixture
def full(tmp_path: Path, run: Run) -> str:
    """A facts file at full marks."""
    path = tmp_path / "full.toml"
    assert run("template", SCHEME, "--unit", "临江镇", "--filled", "full", "-o", str(path))[0] == 0
    return str(path)


@pytest.fixture
def lossy(tmp_path: Path, full: str) -> str:
    """A facts file with losses, a penalty, a veto of an item and gaps."""
    text = Path(full).read_text(encoding="utf-8")
    text = text.replace("wording_errors = 0", "wording_errors = 7")
    text = text.replace("concealed = false", "concealed = true")
    text = text.replace("award = 10", "# award = 10")
    text = text.replace("[facts.monthly_notice]", "[facts.monthly_notice]\nnotices = 3")
    assert text.count("notices = 3") == 1
    path = tmp_path / "lossy.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


# the catalogue


def _named(said: str) -> set[tuple[str, str | None]]:
    braces = {
        (name, conversion)
        for _, name, _, conversion in string.Formatter().parse(said)
        if name is not None and name.isidentifier()
    }
    return braces | {(one, "%") for one in re.findall(r"%(?:\(\w+\))?[a-z]", said)}


def _pairs() -> Iterator[tuple[str, str]]:
    for one in ENTRIES:
        if isinstance(one.id, str):
            yield one.id, one.string
        else:
            yield one.id[1], one.string[0]


def test_every_msgid_of_the_source_is_in_the_catalogue_and_nothing_else() -> None:
    wanted = {tool._key(one) for one in tool.wanted()}
    held = {tool._key(one.id) for one in ENTRIES}
    assert sorted(wanted - held) == [], "run: make messages, then translate"
    assert sorted(held - wanted) == [], "nothing uses these; run: make messages"
    assert not CATALOGUE.obsolete


def test_every_entry_is_translated() -> None:
    assert [msgid for msgid, said in _pairs() if not said] == []
    assert [one.id for one in ENTRIES if one.fuzzy] == []


def test_placeholders_are_kept() -> None:
    assert [msgid for msgid, said in _pairs() if _named(msgid) != _named(said)] == []


def test_translations_are_chinese_and_keep_no_english_punctuation() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    plain = re.compile(r"(\{\w+\}|--unit \"…\"|sha256|[ +，；：（）“”─。→›/])*")
    assert [said for _, said in _pairs() if not chinese.search(said) and not plain.fullmatch(said)] == []
    wrong = re.compile(r"[\u4e00-\u9fff}][,;?!]|[\u4e00-\u9fff]:|[\u4e00-\u9fff]\(")
    assert [said for _, said in _pairs() if wrong.search(said)] == []


def test_the_files_are_what_the_tool_writes() -> None:
    fresh = tool.updated(CATALOGUE, tool.wanted())
    assert tool.PO.read_bytes() == tool.po_bytes(fresh), "run: make messages"
    assert tool.MO.read_bytes() == tool.mo_bytes(CATALOGUE), "run: make messages"


def test_packs_do_not_mark_messages() -> None:
    for folder in sorted((ROOT / "plugins").glob("*/src")):
        assert tool.marked(folder) == {}


def test_the_parser_still_says_what_the_catalogue_holds_for_it() -> None:
    tree = ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))
    said = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        if isinstance(node.args[0], ast.Constant)
    }
    assert sorted({tool._key(one) for one in tool.LIBRARY} - said) == []


def test_the_extractor_looks_into_f_strings_and_refuses_anything_but_a_literal(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "x = f\"{w(N_('inside'))}\"\ny = N_('a' if x else 'b')\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"a\.py:2"):
        tool.marked(tmp_path)
    (tmp_path / "a.py").write_text("x = f\"{w(N_('inside'))}\"\n", encoding="utf-8")
    assert list(tool.marked(tmp_path)) == ["inside"]


# no English in Chinese output

ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ '’][A-Za-z]+)+")


def _fragments(msgid: str) -> list[str]:
    return [part.strip() for part in re.split(r"\{\w+\}", msgid) if ENGLISH.search(part)]


def _untranslated(printed: str) -> list[str]:
    flat = " ".join(printed.split())
    return [msgid for msgid in MARKED if (parts := _fragments(msgid)) and all(part in flat for part in parts)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "LOSSY"),
        ("score", "FULL", "--reading", "total_floor=zero"),
        ("score", "LOSSY", "--format", "markdown"),
        ("explain", "guide", "LOSSY"),
        ("explain", "submissions", "LOSSY"),
        ("explain", "annual_report", "--scheme", SCHEME),
        ("template", SCHEME, "--table", "department"),
        ("list-indicators", SCHEME),
        ("list-indicators", SCHEME, "--format", "markdown"),
        ("list-units", SCHEME),
        ("list-schemes",),
        ("list-schemes", "--notes"),
        ("list-packs",),
    ],
    ids=" ".join,
)
def test_results_in_chinese_hold_no_english_sentence(
    run: Run, full: str, lossy: str, arguments: tuple[str, ...]
) -> None:
    names = {"LOSSY": lossy, "FULL": full}
    code, printed, _ = run(*(names.get(one, one) for one in arguments), "--lang", "zh")
    assert code == 0
    assert _untranslated(printed) == []
    assert ENGLISH.findall(printed.replace(lossy, "").replace(full, "")) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_chinese_holds_no_english_sentence(run: Run, command: str) -> None:
    code, printed, _ = run(*filter(None, [command]), "--help", "--lang", "zh")
    assert code == 0
    assert _untranslated(printed) == []
    assert not [one for one in map(tool._key, tool.LIBRARY) if "%" not in one and one in printed]
    assert "用法：" in printed
    assert f"gp {command}" in printed, "the parser cuts seven characters off the usage line"


@pytest.mark.parametrize(
    "arguments",
    [("score",), ("score", "--format"), ("score", "x", "--no-bom=1"), ("explain",), ("template",)],
)
def test_what_the_parser_says_is_chinese(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, complaint = run(*arguments, "--lang", "zh")
    assert code == 2
    assert ENGLISH.findall(complaint) == []


def test_every_word_of_the_catalogue_is_chinese_for_the_program() -> None:
    words = Words("zh")
    english = Words("en")
    for msgid in MARKED:
        same = {name: f"{{{name}}}" for name, _ in _named(msgid)}
        assert words.word(msgid, **same) == CATALOGUE[msgid].string
        assert english.word(msgid, **same) == msgid


# which language


def test_the_reader_chooses_by_gp_lang_then_by_the_locale() -> None:
    assert reader_language({}) == "en"
    assert reader_language({"LANG": "zh_CN.UTF-8"}) == "zh"
    assert reader_language({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C"}) == "en"
    assert reader_language({"LANG": "C", "LC_MESSAGES": "zh_CN"}) == "zh"
    assert reader_language({"LC_MESSAGES": "C", "LC_ALL": "zh_CN"}) == "zh"
    assert reader_language({"LC_MESSAGES": "zh_CN", "LC_ALL": "C"}) == "en"
    assert reader_language({"LC_ALL": "zh_CN", "GP_LANG": "en"}) == "en"
    assert reader_language({"LC_ALL": "C", "GP_LANG": "zh"}) == "zh"
    assert reader_language({"LC_ALL": "", "GP_LANG": "", "LANG": "zh"}) == "zh"


@pytest.mark.parametrize(
    ("arguments", "environ", "chinese"),
    [
        ((), {}, False),
        ((), {"LANG": "zh_CN.UTF-8"}, True),
        ((), {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ((), {"LC_ALL": "C", "GP_LANG": "zh"}, True),
        ((), {"LC_ALL": "zh_CN.UTF-8", "GP_LANG": "en"}, False),
        (("--lang", "en"), {"GP_LANG": "zh", "LC_ALL": "zh_CN.UTF-8"}, False),
        (("--lang=zh",), {"GP_LANG": "en", "LC_ALL": "C"}, True),
    ],
)
def test_help_and_messages_follow_the_line_then_gp_lang_then_the_locale(
    run: Run, arguments: tuple[str, ...], environ: dict[str, str], chinese: bool
) -> None:
    code, printed, _ = run("--help", *arguments, **environ)
    assert code == 0
    assert ("用法：" in printed) is chinese
    assert ("Usage:" in printed) is not chinese
    code, printed, complaint = run("score", "no-such-file.toml", *arguments, **environ)
    assert (code, printed) == (2, "")
    assert ("没有此文件或文件夹" in complaint) is chinese
    assert ("no such file or folder" in complaint) is not chinese


@pytest.mark.parametrize("environ", [{"GP_LANG": "en"}, {"LC_ALL": "C"}, {"LANG": "en_US.UTF-8"}, {}])
def test_results_are_chinese_whatever_the_environment_says(
    run: Run, lossy: str, environ: dict[str, str]
) -> None:
    for arguments in (
        ("score", lossy),
        ("score", lossy, "--format", "markdown"),
        ("explain", "guide", lossy),
        ("template", SCHEME, "--table", "township"),
        ("list-indicators", SCHEME),
    ):
        given = run(*arguments, **environ)
        assert given[0] == 0
        assert given[1] == run(*arguments, "--lang", "zh")[1]
    assert "非正式结果" in run("score", lossy, **environ)[1]
    assert "unofficial result" in run("score", lossy, "--lang", "en", **environ)[1]


LISTS = (("list-indicators", SCHEME), ("list-units", SCHEME), ("list-schemes",), ("list-schemes", "--notes"))


@pytest.mark.parametrize("name", ["json", "csv"])
def test_sheets_for_programs_never_change_with_the_language(run: Run, lossy: str, name: str) -> None:
    line = ("score", lossy, "--format", name)
    assert run(*line, "--lang", "en") == run(*line, "--lang", "zh")


@pytest.mark.parametrize(
    "name",
    [
        "json",
        "csv",
    ],
)
@pytest.mark.parametrize("arguments", [*LISTS, ("list-packs",)], ids=" ".join)
def test_lists_for_programs_never_change_with_the_language(
    run: Run, arguments: tuple[str, ...], name: str
) -> None:
    line = (*arguments, "--format", name)
    assert run(*line, "--lang", "en")[:2] == run(*line, "--lang", "zh")[:2]


@pytest.mark.parametrize("arguments", [("explain", "guide", "LOSSY"), ("check", "LOSSY")], ids=" ".join)
def test_answers_for_programs_never_change_with_the_language(
    run: Run, lossy: str, arguments: tuple[str, ...]
) -> None:
    line = (*(lossy if one == "LOSSY" else one for one in arguments), "--format", "json")
    assert run(*line, "--lang", "en")[:2] == run(*line, "--lang", "zh")[:2]


def test_an_unknown_language_is_refused(run: Run) -> None:
    assert run("list-packs", "--lang", "fr")[0] == 2
    assert run("list-packs", "--lang")[0] == 2
