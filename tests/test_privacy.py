"""What identifies a person is found and masked, and nothing else."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpcli.privacy import IDENTITY, MAILBOX, MOBILE, find, kinds, mask

FULL_WIDTH = str.maketrans("0123456789X@", "０１２３４５６７８９Ｘ＠")

FOUND = {
    "11010519491231002X": "1101************2X",
    "身份证号11010519491231002x。": "身份证号1101************2x。",
    "110105 19491231 002X": "1101** ******** **2X",
    "110105491231002": "1101*********02",
    "13812345678": "138****5678",
    "电话：19912345678（办公室）": "电话：199****5678（办公室）",
    "138-1234-5678": "138-****-5678",
    "138 1234 5678": "138 **** 5678",
    "138-12345678": "138-****5678",
    "1381234-5678": "138****-5678",
    "138 123 45678": "138 *** *5678",
    "138 1234\n      5678": "138 ****\n      5678",
    "+86 13812345678": "+86 138****5678",
    "+86-138-1234-5678": "+86-138-****-5678",
    "+8613812345678": "+86138****5678",
    "8613812345678": "86138****5678",
    "008613812345678": "0086138****5678",
    "Tel13812345678": "Tel138****5678",
    "张三_13812345678.jpg": "张三_138****5678.jpg",
    "https://example.gov.cn/?tel=13812345678": "https://example.gov.cn/?tel=138****5678",
    "zhang_san@example.gov.cn": "z***@example.gov.cn",
    "邮箱zhang.san+1@mail.example.com，": "邮箱z***@mail.example.com，",
    "z@example.com": "***@example.com",
    "zhang\\_san@example.com": "z***@example.com",
    "zhang＠example．com": "z***＠example．com",
    "１３８１２３４５６７８": "１３８＊＊＊＊５６７８",
    "１１０１０５１９４９１２３１００２Ｘ": "１１０１＊＊＊＊＊＊＊＊＊＊＊＊２Ｘ",
    '"\\n13812345678"': '"\\n138****5678"',
    '"\\u000azhang@example.com"': '"\\u000az***@example.com"',
    "\\u202d13812345678\\u202c": "\\u202d138****5678\\u202c",
}

NOT_FOUND = (
    hashlib.sha256(b"13812345678").hexdigest(),
    "ab13812345678cd",
    f"{'a' * 53}13812345678",
    "1381234567812345",
    "113812345678",
    "138123456789",
    "12812345678",
    "1.13812345678",
    "13812345678.5",
    "樟府办发〔2021〕49号",
    "2021-06-03 13:45:56",
    "6217 0013 8123 4567 890",
    "138-1234-5678-9012",
    "550e8400-e29b-41d4-a716-446655440000",
    "https://example.gov.cn/art/2021/6/3/art_1229_13812345678.html",
    "www.example.gov.cn/13812345678/110105491231002",
    "110105194912310021",
    "11010519491331002X",
    "110105192302290021",
    "10010519491231002X",
    "1101054912310020",
    "110105491331002",
    "110105490230002",
    "160105491231002",
    "93.25 → 13812.345678",
    "logo@2x.png",
    "zhang@localhost",
    "@example.com",
    "a@b",
)


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_what_is_found_is_masked_in_its_place(text: str, expected: str) -> None:
    assert mask(text) == expected
    (one,) = find(text)
    assert text[: one.start] + one.masked + text[one.end :] == expected
    assert find(expected) == []


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert find(text) == []
    assert mask(text) is text


def test_several_in_one_text_come_in_their_order() -> None:
    text = "zhang@example.com、13812345678、11010519491231002X、13912345678"
    assert [one.kind for one in find(text)] == [MAILBOX, MOBILE, IDENTITY, MOBILE]
    assert {kind: len(found) for kind, found in kinds(find(text)).items()} == {
        IDENTITY: 1,
        MOBILE: 2,
        MAILBOX: 1,
    }
    assert list(kinds(find(text))) == [IDENTITY, MOBILE, MAILBOX]


@st.composite
def identities(draw: st.DrawFn) -> str:
    """An identity number by the rule of its standard: the weighted sum of all 18 leaves 1 by 11."""
    region = draw(st.sampled_from(["110105", "360982", "440305", "654321", "820000"]))
    day = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2030, 12, 31)))
    first = f"{region}{day:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return checked(first)


def checked(first: str) -> str:
    """The 17 digits with the check character that they ask for."""
    rest = sum(int(one) * pow(2, 17 - place, 11) for place, one in enumerate(first))
    check = next(value for value in range(11) if (rest + value) % 11 == 1)
    return first + ("X" if check == 10 else str(check))


@given(identities(), st.booleans())
def test_every_identity_number_is_found(number: str, wide: bool) -> None:
    text = f"甲，{number}。"
    text = text.translate(FULL_WIDTH) if wide else text
    (one,) = find(text)
    assert (one.kind, one.start, one.end) == (IDENTITY, 2, 20)
    assert sum(sign in "*＊" for sign in one.masked) == 12


@given(identities(), st.integers(0, 16), st.integers(1, 9))
def test_no_number_with_a_wrong_digit_is_an_identity_number(number: str, place: int, off: int) -> None:
    wrong = str((int(number[place]) + off) % 10)
    assert find(number[:place] + wrong + number[place + 1 :]) == []


@pytest.mark.parametrize(
    "first", ["10010519491231002", "99010519491231002", "11010519491331002", "11010519230229002"]
)
def test_a_check_character_without_a_place_or_a_day_is_chance(first: str) -> None:
    assert find(checked(first)) == []
    assert find(checked("11010519491231002")) != []


PIECES = st.sampled_from(
    [
        "13812345678",
        "11010519491231002X",
        "110105491231002",
        "zhang@example.com",
        "\\zhang_san@example.com",
        "１３８１２３４５６７８",
        "138 1234 5678",
        "86",
        "+",
        "-",
        "_",
        ".",
        "@",
        "\\",
        "\\n",
        "\\u000a",
        "\n",
        "\t",
        '"',
        "'",
        ",",
        "\u2028",
        "\x01",
        "甲",
        "a",
        "0",
        "https://example.gov.cn/",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS)
def test_masking_changes_only_what_was_found(text: str) -> None:
    found = find(text)
    assert all(one.end <= after.start for one, after in pairwise(found))
    left = mask(text)
    for one in reversed(found):
        assert any(sign in one.masked for sign in "*＊")
        text = text[: one.start] + one.masked + text[one.end :]
    assert left == text


@given(st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=3), st.booleans())
def test_masked_json_is_json_of_the_same_shape(data: dict[str, list[str]], pretty: bool) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2 if pretty else None)
    pairs = json.loads(mask(text), object_pairs_hook=list)
    assert [len(values) for _, values in pairs] == [len(values) for values in data.values()]


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_masked_csv_is_csv_of_the_same_shape(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    read = list(csv.reader(io.StringIO(mask(out.getvalue()), newline="")))
    assert [len(row) for row in read] == [len(row) for row in rows]


@pytest.mark.parametrize(
    "text",
    ["13812345678" * 100_000, "a@" * 300_000, "x@" + "a-" * 300_000, "1" * 1_000_000, "x@" + "a." * 300_000],
)
def test_a_long_text_takes_time_in_proportion(text: str) -> None:
    assert find(text) == []
