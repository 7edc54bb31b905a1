"""Bytes to data: what is read, what is refused and where, and that nothing makes it fall over."""

import random
import time
from decimal import Decimal

import pytest

from gpcli.facts.toml import SIZE_LIMIT, read_bytes
from gpcli.messages import Words
from gpcli.problems import Problem, Problems, text

ZH = Words("zh")

VALID = """\
scheme = "s"   # 注释 "[[
[unit]
name = "临江镇"
[facts.guide]
updated = true
wording_errors = 2
rate = {part = 171, whole = 200}
note = \"\"\"多行，“引号” [
]\"\"\"
evidence = ["a]", 'b#',
  "c",
]
[[facts.media.notices]]
date = 2021-06-03
what = 'x'
[[facts.media.notices]]
points = 0.5
"""


def refused(raw: str | bytes) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        read_bytes(raw.encode() if isinstance(raw, str) else raw, "f.toml")
    assert all(one.file == "f.toml" and text(one, ZH) for one in caught.value.problems)
    return caught.value.problems


def test_bom_and_crlf_are_read() -> None:
    read = read_bytes(b"\xef\xbb\xbf" + VALID.replace("\n", "\r\n").encode(), "f.toml")
    assert read.data == read_bytes(VALID.encode(), "f.toml").data
    assert read.line("facts", "media", "notices", 1, "points") == 17


def test_decimals_are_exact() -> None:
    data = read_bytes(b"a = 0.1\nb = 0.30000000000000000000000000000000001\n", "f").data
    assert data == {"a": Decimal("0.1"), "b": Decimal("0.30000000000000000000000000000000001")}


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        ("甲 = 1\n".encode("gbk"), "not-utf8", 1),
        ("a = 1\n# 说明\n".encode("gbk"), "not-utf8", 2),
        (b'a = 1\nb = "\xff\xff\xff"\n', "not-utf8", 2),
        (VALID.encode("utf-16"), "not-utf8", 0),
        (VALID.encode("utf-16-le"), "not-utf8", 0),
        (VALID.encode("utf-16-be"), "not-utf8", 0),
        ("", "empty-file", 0),
        (" \n\t\r\n", "empty-file", 0),
        ("# 只有注释\n", "empty-file", 0),
        ("\ufeff", "empty-file", 0),
        (b"#" * (SIZE_LIMIT + 1), "too-large", 0),
        ("a = 1\n\nx = " + "[" * 21 + "]" * 21, "too-deep", 3),
        ("x = " + "{a=" * 21 + "1" + "}" * 21, "too-deep", 1),
        ("\na" + ".a" * 21 + " = 1\n", "too-deep", 2),
        ("[" * 100_000, "too-deep", 1),
        ("a = 1\nb = １２\n", "full-width", 2),
        ("a ＝ 1\n", "full-width", 1),
        ("a = “x”\n", "full-width", 1),
        ('a = "x”\n', "full-width", 1),
        ("a = [1，2]\n", "full-width", 1),
        ("［facts］\n", "full-width", 1),
        ("a = 1。5\n", "full-width", 1),
        ("\n名称 = 1\n", "unquoted-key", 2),
        ("[公开指南]\n", "unquoted-key", 1),
        ("a = 1\nb = nope\n", "syntax", 2),
        ("a = 1\nb = 临江镇\n", "syntax", 2),
        ('a = 1\nb = "x\nc = 1\n', "syntax", 2),
        ('a = 1\nb = """x\nc = 1\n\n', "syntax", 2),
        ("a = 1\nb = '''x\nc = 1\n", "syntax", 2),
        ("a = 1\nb = [1,\n2,\nc = 1\n", "syntax", 2),
        ("a = 1\nb = [1,\n2,\n", "syntax", 2),
        ("a = 1\nb = {x = 1\nc = 1\n", "syntax", 2),
        ("a = 1\n[facts.x\nc = 1\n", "syntax", 2),
        ('a = "\x07"\n', "syntax", 1),
        ("a = 1\n\x00\n", "syntax", 2),
        ("a = \x1b\n", "syntax", 1),
        ('a = "\\ud800"\n', "syntax", 1),
        ("a = 0777\n", "syntax", 1),
        ("a = 2021-02-30\n", "syntax", 1),
        ("a = 1\nb = " + "9" * 5000 + "\n", "too-large-number", 2),
        ("a = 1\na = 2\n", "duplicate-key", 2),
        ("[t]\n[u]\n[t]\n", "duplicate-key", 3),
        ("a = 1\na.b = 2\n", "duplicate-key", 2),
        ("[[t]]\n[t]\n", "duplicate-key", 2),
        ("[t]\n[[t]]\n", "duplicate-key", 2),
        ("t = []\n[[t]]\n", "duplicate-key", 2),
        ("t = {}\n[t.u]\n", "duplicate-key", 2),
        ("[t]\nb.c = 1\n[t.b]\n", "duplicate-key", 3),
        ("t = {a = 1, a = 2}\n", "duplicate-key", 1),
    ],
)
def test_refused(raw: str | bytes, code: str, line: int) -> None:
    assert [(one.code, one.line) for one in refused(raw)] == [(code, line)]


def test_a_repeated_key_names_both_lines_and_every_one_of_them() -> None:
    found = refused("[t]\na = 1\na = 2\n[u]\nb = 1\n\nb = 1\n[t]\n")
    said = [(one.key, dict(one.said.params)["lines"]) for one in found if not isinstance(one.said, str)]
    assert said == [("t", "1, 8"), ("t.a", "2, 3"), ("u.b", "5, 7")]


def test_full_width_marks_in_strings_and_comments_are_nobodys_business() -> None:
    found = refused('a = "，。“”１"  # ，名 = １\nb = """\n名称 ＝ １，\n"""\nc = １\n')
    assert [(one.code, one.line) for one in found] == [("full-width", 5)]


def test_brackets_in_strings_and_comments_are_not_nesting() -> None:
    read_bytes(('a = """' + "[" * 50 + '\n"""\n# ' + "{" * 50 + "\nb = '" + "." * 50 + "'\n").encode(), "f")
    read_bytes(("x = " + "[" * 20 + "]" * 20).encode(), "f")


@pytest.mark.parametrize("number", ["1e999999999", "1e-999999999", "1e99999999999999999999", "0e-999999999"])
def test_absurd_exponents_are_read_at_once(number: str) -> None:
    started = time.monotonic()
    read_bytes(f"a = {number}\nb = -{number}\n".encode(), "f")
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "raw",
    [
        '\\"""' * 300_000,
        "\n" * 1_000_000 + "[",
        '"' * 1_000_000,
        "'" * 1_000_000,
        "a." * 500_000,
        "a=[\n" * 9,
    ],
    ids=["open strings", "blank lines", "quotes", "apostrophes", "dots", "open arrays"],
)
def test_time_is_in_proportion_to_the_file(raw: str) -> None:
    started = time.monotonic()
    refused(raw)
    assert time.monotonic() - started < 10


def _survives(raw: bytes) -> None:
    started = time.monotonic()
    try:
        read_bytes(raw, "f.toml").line("facts", "media", "notices", 1, "points")
    except Problems as caught:
        said = [text(one, ZH) for one in caught.problems]
    else:
        said = ["read"]
    assert said
    assert all(said)
    assert time.monotonic() - started < 1


def test_random_bytes() -> None:
    dice = random.Random(20211)
    for _ in range(1000):
        _survives(dice.randbytes(dice.randrange(200)))
    marks = "[]{}\"'=.,#\n\\ab1 ，＝"
    for _ in range(1500):
        _survives("".join(dice.choices(marks, k=dice.randrange(120))).encode())


def test_random_mutations_of_a_valid_file() -> None:
    dice = random.Random(20212)
    whole = VALID.encode()
    for _ in range(1500):
        raw = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            at = dice.randrange(len(raw))
            match dice.randrange(4):
                case 0:
                    raw[at] = dice.randrange(256)
                case 1:
                    del raw[at : at + dice.randrange(1, 30)]
                case 2:
                    raw[at:at] = dice.choice(
                        (b'"', b"[", b"]", b"\n", b"{", b"=", b"'''", b'"""', "，".encode())
                    )
                case _:
                    start = dice.randrange(len(whole))
                    raw[at:at] = whole[start : start + dice.randrange(60)]
            if not raw:
                break
        _survives(bytes(raw))
