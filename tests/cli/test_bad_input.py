"""Bad input through the command itself: what is said, the exit code, and that nothing is written."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gpcli.cli.main import main

HEAD = 'scheme = "zhangshu-2021"\n[unit]\nname = "临江镇"\n'
DEPARTMENT = 'scheme = "zhangshu-2021"\n[unit]\nname = "市发改委"\n'

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a facts file."""

    def put(content: str | bytes, name: str = "facts.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


def run(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    code = main([*map(str, words), "--lang", "en"])
    return code, *capsys.readouterr()


def refused(capsys: Capture, file: Path, *more: str) -> list[str]:
    """What ``score`` says about a bad file; nothing is printed or written, and ``check`` agrees."""
    out = file.parent / "out.txt"
    code, printed, said = run(capsys, "score", file, "-o", out, *more)
    assert (code, printed, out.exists()) == (2, "", False)
    assert run(capsys, "score", file, *more)[:2] == (2, "")
    readings = "--reading" in more
    if not readings:
        code, printed, _ = run(capsys, "check", file, *more)
        assert code in (1, 2)
        assert printed.splitlines() == said.splitlines()
    return said.splitlines()


@pytest.mark.parametrize(
    ("body", "line", "expected"),
    [
        (
            "[facts.guide]\nupdatd = true\n",
            5,
            ["facts.guide.updatd", "did you mean updated", "wording_errors"],
        ),
        ("[facts.guid]\n", 4, ["facts.guid", "did you mean guide", "[unknown-item]"]),
        ("[facts.proposals]\n", 4, ["belongs to table department", "[unknown-item]"]),
        ("[facts.guide]\nwording_errors = -1\n", 5, ["-1 is negative", "0 to 9999", "[negative]"]),
        ("[facts.guide]\nwording_errors = 1.5\n", 5, ["1.5", "[fraction]"]),
        ("[facts.guide]\nwording_errors = 2.0\n", 5, ["2.0", "did you mean 2?", "[fraction]"]),
        ("[facts.policy]\naward = 5.5\n", 5, ["above 5", "[too-large-number]"]),
        ("[facts.policy]\naward = 4.12345\n", 5, ["4 decimal places", "[off-grid]"]),
        ("[[facts.interpretation.documents]]\npoints = 2.9\n", 5, ["below 3", "documents.1.points"]),
        ("[[facts.interpretation.documents]]\npoints = 5.1\n", 5, ["above 5", "documents.1.points"]),
        ("[[facts.adoption.adoptions]]\nlevel = '宜春'\n", 5, ["did you mean 宜春市", "[unknown-level]"]),
        ("[[facts.guide.shortfalls]]\npoints = 1\n", 4, ["person, reason", "[needs-person]"]),
        ("[[facts.new_media_care.notices]]\ndate = 2021-06-03T10:00:00Z\n", 5, ["2021-06-03", "[bad-date]"]),
        ("[[facts.new_media_care.notices]]\ndate = '2021-06-03'\n", 5, ["[bad-date]"]),
        (
            "[source]\nrole = 'self'\n[facts.discretionary_bonus]\nentries = 0\n",
            6,
            ["office", "[not-entitled]"],
        ),
        ("[facts.guide]\nevidence = 3\n", 5, ["facts.guide.evidence", "[wrong-type]"]),
        ("[facts.guide]\nupdated = 1\n", 5, ["true / false", "[wrong-type]"]),
        ("[facts.guide]\nupdated = true\n\nupdated = true\n", 7, ["on lines 5, 7", "[duplicate-key]"]),
        ("[facts.guide]\n[facts.policy]\n[facts.guide]\n", 6, ["on lines 4, 6", "[duplicate-key]"]),
        ("[facts.guide]\nwording_errors = ２\n", 5, ["２", "[full-width]"]),
        ("[facts.guide]\n已更新 = true\n", 5, ["已更新", "[unquoted-key]"]),
    ],
)
def test_said_where_and_what(
    body: str, line: int, expected: list[str], write: Write, capsys: Capture
) -> None:
    file = write(HEAD + body)
    (said,) = refused(capsys, file)
    assert said.startswith(f"{file.as_posix()}:{line}: ")
    assert [one for one in expected if one not in said] == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('scheme = "zhangsu-2021"\n', ["did you mean zhangshu-2021", ":1: scheme:", "[unknown-scheme]"]),
        ("scheme = 3\n", [":1: scheme:", "[wrong-type]"]),
        ("[facts]\n", ["zhangshu-2021", "[no-scheme]"]),
        ('scheme = "zhangshu-2021"\n', ["township", "[no-table]"]),
        (
            'scheme = "zhangshu-2021"\ntable = "town"\n',
            [":2: table:", "did you mean township", "[unknown-table]"],
        ),
        (HEAD.replace("临江镇", "临江"), [":3: unit.name:", "did you mean 临江镇", "[unknown-unit]"]),
        ('scheme = "zhangshu-2021"\nunit = 3\n', [":2: unit:", "[wrong-type]"]),
        ('scheme = "zhangshu-2021"\n[unit]\nname = 3\n', [":3: unit.name:", "[wrong-type]"]),
        ('table = "department"\n' + HEAD, [":1: table:", "[other-table]"]),
        ("", ["[empty-file]"]),
        ("# 说明\n", ["[empty-file]"]),
        (HEAD.encode("gbk"), [":3:", "GBK", "[not-utf8]"]),
        (HEAD.encode("utf-16"), ["UTF-16", "[not-utf8]"]),
    ],
)
def test_what_the_file_is_about(
    content: str | bytes, expected: list[str], write: Write, capsys: Capture
) -> None:
    (said,) = refused(capsys, write(content))
    assert [one for one in expected if one not in said] == []


@pytest.mark.parametrize("value", ["3", "[]", "true", "0x" + "f" * 5000])
def test_a_table_that_is_no_text(value: str, write: Write, capsys: Capture) -> None:
    (said,) = refused(capsys, write(f'scheme = "zhangshu-2021"\ntable = {value}\n'))
    assert ":2: table:" in said
    assert "[wrong-type]" in said


def test_another_key_in_unit_does_not_hide_the_rest(write: Write, capsys: Capture) -> None:
    said = refused(capsys, write(HEAD + "nam = 1\n[facts.guide]\nupdated = 1\n"))
    assert [one.rpartition(" ")[2] for one in said] == ["[unknown-key]", "[wrong-type]"]


@pytest.mark.parametrize("unit", ["临江", "无名镇"])
def test_an_unknown_unit_does_not_hide_the_rest(unit: str, write: Write, capsys: Capture) -> None:
    head = HEAD.replace("临江镇", unit)
    said = refused(capsys, write(f"{head}[facts.epidemic]\naward = 9\n[facts.guide]\nupdatd = true\n"))
    assert [one.rpartition(" ")[2] for one in said] == [
        "[unknown-unit]",
        "[too-large-number]",
        "[unknown-key]",
    ]


def test_everything_that_contradicts_is_said(write: Write, capsys: Capture) -> None:
    text = f'table = "department"\n{HEAD}[facts.overview]\nmissing_elements = -1\n'
    said = refused(capsys, write(text))
    assert [one.rpartition(" ")[2] for one in said] == ["[other-table]", "[negative]"]


def test_the_command_line_contradicts(write: Write, capsys: Capture) -> None:
    file = write(HEAD)
    (said,) = refused(capsys, file, "--table", "department")
    assert "[other-table]" in said
    code, out, err = run(capsys, "score", file, "--scheme", "other")
    assert (code, out) == (2, "")
    assert "-scheme]" in err


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("cieling=after-deductions", "did you mean ceiling"),
        ("ceiling=after-deduction", "did you mean after-deductions"),
        ("ceiling", "ID=VALUE"),
        ("zhangshu-2021:nothing=1", "has no Reading nothing"),
    ],
)
def test_readings(setting: str, expected: str, write: Write, capsys: Capture) -> None:
    (said,) = refused(capsys, write(HEAD), "--reading", setting)
    assert expected in said
    assert "[unknown-reading]" in said


def test_bom_and_crlf(write: Write, capsys: Capture) -> None:
    plain, other = (
        write(HEAD, "a.toml"),
        write(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode(), "b.toml"),
    )
    results = [
        json.loads(run(capsys, "score", "--format", "json", one)[1])[0]["result"] for one in (plain, other)
    ]
    assert results[0] == results[1]


def test_all_errors_at_once_in_the_order_of_lines(write: Write, capsys: Capture) -> None:
    file = write(
        HEAD + "[facts.guide]\nupdated = 1\nwording_errors = -1\nnote = 2\n[facts.policy]\naward = 9\n"
        "[facts.nothing]\n[facts.poverty]\naward = '5'\nprivacy_leak = 'no'\n"
        "[facts.safety]\naward = nan\nx = 1\n[facts.leadership]\naward = 1.23456\n"
    )
    said = refused(capsys, file)
    lines = [int(one.removeprefix(file.as_posix()).split(":")[1]) for one in said]
    assert lines == [5, 6, 7, 9, 10, 12, 13, 15, 16, 18]


def test_one_bad_file_of_several(write: Write, tmp_path: Path, capsys: Capture) -> None:
    write(HEAD, "a.toml")
    write(HEAD.replace("临江镇", "无此镇"), "b.toml")
    write(DEPARTMENT, "c.toml")
    code, out, err = run(capsys, "score", "--format", "json", tmp_path)
    assert code == 2
    assert "[unknown-unit]" in err
    found = [one["result"] is not None for one in json.loads(out)]
    assert found == [True, False, True]
    target = tmp_path / "out.json"
    assert run(capsys, "score", "--format", "json", tmp_path, "-o", target)[:2] == (2, "")
    assert target.read_text(encoding="utf-8") == out


def test_two_files_for_one_unit_agree_or_contradict(write: Write, capsys: Capture) -> None:
    one = write(HEAD + "[facts.policy]\naward = 3\n", "a.toml")
    same = write(HEAD + "[facts.policy]\naward = 3.0\n[facts.epidemic]\naward = 2\n", "b.toml")
    other = write(HEAD + "[facts.policy]\naward = 4.5\n", "c.toml")
    code, out, _ = run(capsys, "score", one, same, "--format", "json")
    (only,) = json.loads(out)
    points = {item["id"]: item["points"] for item in only["items"]}
    assert (code, points["policy"], points["epidemic"]) == (0, "3", "2")
    for command in ("score", "rank", "merge"):
        code, out, err = run(capsys, command, one, other)
        assert (code, out) == (2, "")
        (said,) = err.splitlines()
        assert said.startswith(f"{other}:5: facts.policy: {one}:5 and {other}:5 ")
        assert "policy.award (3, 4.5)" in said
        assert said.endswith("[conflict]")
    code, out, _ = run(capsys, "check", one, other)
    assert (code, out.splitlines()) == (1, [said])


def test_folders(tmp_path: Path, write: Write, capsys: Capture) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for path, code in ((empty, "empty-folder"), (tmp_path / "none", "no-such-path")):
        assert code in refused(capsys, path)[0]
    named = tmp_path / "x.toml"
    named.mkdir()
    assert "empty-folder" in refused(capsys, named)[0]


def test_a_folder_called_like_a_file_inside_a_folder(tmp_path: Path, write: Write, capsys: Capture) -> None:
    (tmp_path / "x.toml").mkdir()
    write(HEAD, "x.toml/a.toml")
    assert run(capsys, "score", tmp_path)[0] == 0


def test_links_and_devices(tmp_path: Path, capsys: Capture) -> None:
    loop, dangling = tmp_path / "loop.toml", tmp_path / "gone.toml"
    loop.symlink_to(loop)
    dangling.symlink_to(tmp_path / "nothing")
    assert "[unreadable]" in refused(capsys, loop)[0]
    assert "[no-such-path]" in refused(capsys, dangling)[0]
    assert "[empty-file]" in run(capsys, "score", "/dev/null")[2]
    assert "[too-large]" in run(capsys, "score", "/dev/zero")[2]
    assert "[unreadable]" in run(capsys, "score", "/etc/passwd/facts.toml")[2]
    assert run(capsys, "score", "a\0b")[0] == 2


def test_output_that_cannot_be_written(tmp_path: Path, write: Write, capsys: Capture) -> None:
    file = write(HEAD)
    for target in (tmp_path / "no" / "out.txt", tmp_path):
        code, out, err = run(capsys, "score", file, "-o", target)
        assert (code, out) == (2, "")
        assert "[not-writable]" in err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["facts.toml"]


def test_an_old_result_stays_where_scoring_fails(tmp_path: Path, write: Write, capsys: Capture) -> None:
    old = tmp_path / "out.txt"
    old.write_text("old", encoding="utf-8")
    assert run(capsys, "score", write(HEAD + "[facts.guid]\n"), "-o", old)[0] == 2
    assert old.read_text(encoding="utf-8") == "old"


def test_output_onto_what_is_no_ordinary_file(tmp_path: Path, write: Write, capsys: Capture) -> None:
    file, real, link = write(HEAD), tmp_path / "real.txt", tmp_path / "link.txt"
    link.symlink_to(real)
    assert run(capsys, "score", file, "-o", link)[0] == 0
    assert link.is_symlink()
    assert real.exists()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run(capsys, "score", file, "-o", pipe)[0] == 0
    os.close(reader)
    assert pipe.is_fifo()


# a process of its own


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def process(*words: str | bytes | Path, shell: str = "") -> subprocess.CompletedProcess[bytes]:
    command: list[str | bytes | Path] = [sys.executable, "-m", "gpcli", *words]
    if shell:
        quoted = " ".join(f"'{os.fsdecode(word)}'" for word in command)
        command = ["/bin/sh", "-c", f"{quoted} {shell}"]
    environment = {**os.environ, "GP_LANG": "en"}
    return subprocess.run(command, capture_output=True, timeout=60, check=False, env=environment)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Rights of somebody who is not root, for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_permission_denied(open_folder: Path, write: Write, capsys: Capture) -> None:
    secret = open_folder / "secret.toml"
    secret.write_text(HEAD, encoding="utf-8")
    secret.chmod(0)
    run(capsys, "score", write(HEAD + "[facts.guid]\n"))
    with as_nobody():
        code, out, err = run(capsys, "score", secret)
    assert (code, out) == (2, "")
    assert "Permission denied" in err
    assert "[unreadable]" in err


def test_a_read_only_folder(open_folder: Path, capsys: Capture) -> None:
    file = open_folder / "facts.toml"
    file.write_text(HEAD, encoding="utf-8")
    assert run(capsys, "score", file, "-o", open_folder / "out.txt")[0] == 0
    (open_folder / "out.txt").unlink()
    open_folder.chmod(0o555)
    with as_nobody():
        code, out, err = run(capsys, "score", file, "-o", open_folder / "out.txt")
    assert (code, out) == (2, "")
    assert "[not-writable]" in err
    assert [one.name for one in open_folder.iterdir()] == ["facts.toml"]


def test_a_process_says_what_main_says(write: Write, capsys: Capture) -> None:
    file = write(HEAD + "[facts.guid]\n")
    done = process("score", file)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == refused(capsys, file)


def test_a_broken_pipe_is_quiet(write: Write) -> None:
    file = write(HEAD)
    done = process("score", file, shell="| head -c 1")
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


@pytest.mark.parametrize("redirected", [">&-", "2>&-", "> /dev/full"])
def test_streams_that_are_closed_or_full(redirected: str, write: Write) -> None:
    done = process("score", write(HEAD), shell=redirected)
    assert b"Traceback" not in done.stderr
    assert done.returncode == (0 if redirected == "2>&-" else 2)


def test_a_name_that_is_not_utf8(open_folder: Path) -> None:
    name = os.fsencode(open_folder) + "/临江镇.toml".encode("gbk")
    with open(name, "wb") as file:  # noqa: PTH123 - a path in bytes
        file.write(HEAD.encode())
    for words in (
        ("score", name),
        ("score", "--format", "json", name),
        ("check", name),
        ("score", name + b"x"),
    ):
        done = process(*words)
        assert b"Traceback" not in done.stderr
        assert done.returncode in (0, 2)


def test_standard_input(write: Write) -> None:
    for content, code in ((HEAD, 0), ("", 2), (HEAD + "[facts.guid]\n", 2)):
        file = write(content)
        assert process("score", "-", shell=f"< {file}").returncode == code


def test_a_name_cannot_move_the_cursor(write: Write, capsys: Capture) -> None:
    (said,) = refused(capsys, write(HEAD.replace("临江镇", "\\u001b[2J\\n临江镇")))
    assert said.isprintable()
