"""Tables of units score the same by columns as row by row: values, types, problems, order."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import polars as pl
import pytest
from unit_tables.trial import DOCUMENTS, rows, scorer

from gpcli.assess.assessor import Assessor
from gpcli.assess.subject import Wanted
from gpcli.assess.tables import run
from gpcli.assess.tables.odd import judged
from gpcli.assess.tables.run import Result, Tables
from gpcli.assess.tables.source import Columnar, Texts
from gpcli.engines.plan import Held, plan_of
from gpcli.packs import Packs
from gpcli.problems import Problems

PACKS = Packs.installed()
EVERY_ROW = 10**9
"""More rows than any table here has: all are read one by one."""


def scored(path: Path, wanted: Wanted, fewest: int, *, parts: bool = True) -> Result:
    """The results of all rows of a file."""
    source = Texts(path, path.name) if path.suffix == ".csv" else Columnar(path, path.name)
    found = list(Tables([source], Assessor(PACKS, wanted), fewest=fewest, parts=parts).results())
    problems = tuple(problem for one in found for problem in one.problems)
    frames, unsettled = ([one[place] for one in found] for place in (0, 2))
    return Result(pl.concat(frames), problems, pl.concat(unsettled))


def both(frame: pl.DataFrame, folder: Path, wanted: Wanted, ending: str = ".parquet") -> Result:
    """The results of a table, which are the same by columns and by rows."""
    path = folder / f"units{ending}"
    if ending == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    by_columns, by_rows = (scored(path, wanted, fewest) for fewest in (0, EVERY_ROW))
    assert by_columns.frame.schema == by_rows.frame.schema
    for name in by_columns.frame.columns:
        assert by_columns.frame[name].to_list() == by_rows.frame[name].to_list(), name
    assert by_columns.problems == by_rows.problems
    assert by_columns.unsettled.to_list() == by_rows.unsettled.to_list()
    totals = scored(path, wanted, 0, parts=False)
    kept = [one for one in by_columns.frame.columns if one in totals.frame.columns]
    assert {"status", "total", "total.lower", "total.upper", "problems"} <= set(kept)
    assert totals.frame.equals(by_columns.frame.select(kept)), "the totals alone are the same"
    assert totals.frame.schema == by_columns.frame.select(kept).schema
    assert totals[1] == by_columns.problems
    assert totals.unsettled.to_list() == by_columns.unsettled.to_list()
    return by_columns


def typed(
    table: str, given: Sequence[Mapping[str, str]], scheme: str, pack: str, rng: Random
) -> pl.DataFrame:
    """Rows as a data team types them, each column in one of the types that it may have."""
    plan = plan_of(scorer(pack, scheme, table).table)
    columns: dict[str, pl.Series] = {}
    for one in plan.inputs.every:
        texts = [row.get(one.heading) or None for row in given]
        columns[one.heading] = _typed(one.heading, one.held, one.places, texts, rng)
    return pl.DataFrame(columns)


def _typed(heading: str, held: Held, places: int, texts: list[str | None], rng: Random) -> pl.Series:
    text = pl.Series(heading, texts, dtype=pl.String)
    match held:
        case Held.YES_NO:
            flags = pl.Series(
                heading, [None if one is None else one == "是" for one in texts], dtype=pl.Boolean
            )
            return rng.choice([flags, text])
        case Held.WHOLE if "." not in "".join(filter(None, texts)):
            kinds = [pl.Int64, pl.UInt16, pl.Float64, pl.Decimal(20, 3), pl.String]
            return text.cast(pl.Int64).cast(rng.choice(kinds))
        case Held.DECIMAL:
            numbers = pl.Series(heading, [None if one is None else Decimal(one) for one in texts])
            exact = numbers.cast(pl.Decimal(30, max(places, 4)))
            return rng.choice([exact, exact.cast(pl.Decimal(38, 12)), exact.cast(pl.Float64), text])
        case Held.LEVEL:
            return rng.choice([text, text.cast(pl.Categorical)])
        case _:
            return text


@pytest.mark.parametrize(("pack", "scheme", "table"), DOCUMENTS)
def test_rows_of_every_table_in_every_type(
    pack: str, scheme: str, table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(1)
    read: list[int] = []
    monkeypatch.setattr(
        run, "judged", lambda assessor, rows: read.append(len(rows)) or judged(assessor, rows)
    )
    of = scorer(pack, scheme, table)
    given = [cells for _, cells in rows(of, 2, 1, boundaries=False)]
    frame = typed(table, given, scheme, pack, rng)
    named = frame.select(pl.Series("id", range(len(frame))), pl.all())
    found = both(named, tmp_path, Wanted(scheme, table))
    assert found.frame["id"].dtype == pl.Int64
    assert {"scored", "incomplete"} <= set(found.frame["status"])
    assert sum(read) == len(frame) + int((found.frame["status"] == "failed").sum()), "valid rows are plain"
    both(named.select(pl.all().cast(pl.String)), tmp_path, Wanted(scheme, table), ".csv")


PUTUO = Wanted("putuo-2020")

ODD: dict[str, pl.Series] = {
    "a level that there is not": pl.Series("A2.level", ["有", "没", "", None]),
    "a level in spaces": pl.Series("A2.level", [" 有", "没有\u3000", "　", "\t一般\n"]),
    "a level as a number": pl.Series("A2.level", [1, 2, 3, None]),
    "a level as a flag": pl.Series("A2.level", [True, False, None, None]),
    "a formula that failed": pl.Series("A2.level", ["#REF!", "#N/A", "有", None]),
    "a yes in many words": pl.Series("A1.own_training", ["TRUE", "tRue", "有", " 否 "]),
    "a yes as a number": pl.Series("A1.own_training", [1, 0, 2, None]),
    "numbers in spaces": pl.Series("A8.late_reports.n", [" 1", "1.0", "+1", "007"]),
    "numbers with words": pl.Series("A8.late_reports.n", ["1次", "１", "1,000", "1e3"]),
    "huge numbers": pl.Series("A8.late_reports.n", ["9" * 30, "9999", "10000", "-1"]),
    "huge integers": pl.Series("A8.late_reports.n", [2**62, -(2**62), 9999, 0]),
    "huge unsigned integers": pl.Series("A8.late_reports.n", [2**64 - 1, 1, 0, None], dtype=pl.UInt64),
    "very huge integers": pl.Series("A8.late_reports.n", [2**120, 1, 0, None], dtype=pl.Int128),
    "counts that are fractions": pl.Series("A8.late_reports.n", [1.5, 2.0, float("nan"), float("inf")]),
    "huge binary numbers": pl.Series("A8.late_reports.n", [1e300, -1e300, 1e19, -0.0]),
    "an award off its grid": pl.Series("A6.award", [0.5, 0.3, 0.1 + 0.2, 3.5]),
    "single precision": pl.Series("A6.award", [0.5, 0.3, 2.5, None], dtype=pl.Float32),
    "long decimals": pl.Series("A6.award", ["0.5000000000000000001", "0.5", "1", None]).cast(
        pl.Decimal(38, 30)
    ),
    "decimals as text": pl.Series("A6.award", ["0.50", ".5", "5.", "0.5000"]),
    "an award as a flag": pl.Series("A6.award", [True, False, None, None]),
    "rates": pl.Series("A4.disclosure_rate", ["171/200", "85.5%", " 85.5 % ", "85.12345"]),
    "rates that are none": pl.Series("A4.disclosure_rate", ["3/2", "0/0", "1/", "1/2/3"]),
    "rates as fractions": pl.Series("A4.disclosure_rate", [0.855, 85.5, 100.0, 100.1]),
    "a whole without a part": pl.Series("A4.disclosure_rate.whole", [1, 0, 3, None]),
    "a remark": pl.Series("A2.note", ["说明", None, "#REF!", " "]),
    "days": pl.Series("A2.date", [datetime.date(2021, 6, 3), None, None, None]),
    "days as text": pl.Series("A2.date", ["2021-06-03", "2021-6-3", "昨天", None]),
    "days and times": pl.Series("A2.date", [datetime.date(2021, 6, 3), None, None, None]).cast(
        pl.Datetime("us")
    ),
    "a source": pl.Series("source", ["self", "office", "someone", None]),
    "a table that there is not": pl.Series("table", ["main", "other", None, " main "]),
    "a scheme that there is not": pl.Series("scheme", ["putuo-2020", "other", None, "zhangshu-2021"]),
    "a period as a number": pl.Series("period", [2020, 2021, None, 2020]),
    "a period as text": pl.Series("period", [" 2020", "", None, "#REF!"]),
    "words that end lines": pl.Series("G1.person", ["甲\n乙", "\u202e", "\x1c", "\u2028"]),
    "nothing": pl.Series("A2.level", [None, None, None, None]),
    "a list as a whole": pl.Series("A8.late_reports", [1, 2, None, 3]),
}


@pytest.mark.parametrize("what", ODD)
@pytest.mark.parametrize("first", ["id", "unit"])
def test_odd_columns(what: str, first: str, tmp_path: Path) -> None:
    names = pl.Series(first, ["甲", " 乙", "丙\u3000", "丁"])
    others = [pl.Series("A3.level", ["有", "一般", None, "没有"]), pl.Series("G1.award", [1, 1, 0, 2])]
    frame = pl.DataFrame([names, ODD[what], *(one for one in others if one.name != ODD[what].name)])
    both(frame, tmp_path, PUTUO)
    plain = frame.select(pl.all().cast(pl.String)) if frame.dtypes[1] != pl.Float64 else frame
    if not plain[:, 1].cast(pl.String).str.contains("[\x1c\n]").any():
        both(plain, tmp_path, PUTUO, ".csv")


def test_units_of_a_roster_and_rows_about_one_unit(tmp_path: Path) -> None:
    names = ["临江镇", "店下镇", "无此镇", "临江镇", None, " 店下镇", "市发改委"]
    frame = pl.DataFrame(
        {
            "unit": names,
            "source": [None, None, None, "third-party", None, None, None],
            "period": ["2021", "2021", "2021", "2021", "2021", "2022", "2021"],
            "guide.updated": [True, None, True, True, False, True, True],
            "policy.award": [Decimal(3), Decimal(1), None, Decimal(2), None, Decimal(9), None],
        }
    )
    found = both(frame, tmp_path, Wanted("zhangshu-2021"))
    assert found.frame["unit"].to_list()[:3] == ["临江镇", "店下镇", "无此镇"]
    assert found.frame.height == 6
    assert found.frame["status"].to_list().count("failed") >= 2


def refused(
    frame: pl.DataFrame, folder: Path, *codes: str, write: Callable[[Path], object] | None = None
) -> None:
    path = folder / "units.parquet"
    (write or frame.write_parquet)(path)
    with pytest.raises(Problems) as found:
        scored(path, PUTUO, 0)
    assert [one.code for one in found.value.problems] == list(codes)


def test_tables_that_are_none(tmp_path: Path) -> None:
    refused(pl.DataFrame({"name": ["甲"]}), tmp_path, "no-unit-column")
    refused(pl.DataFrame({"id": []}, schema={"id": pl.Int64}), tmp_path, "empty-file")
    refused(pl.DataFrame({"id": [1], "A2.levl": ["有"]}), tmp_path, "unknown-key")
    refused(pl.DataFrame({"id": [1], "A2.level": [["有"]]}), tmp_path, "wrong-type")
    refused(
        pl.DataFrame({"id": [1], "A2.level": [{"a": 1}], "A3.level": [b"x"]}),
        tmp_path,
        "wrong-type",
        "wrong-type",
    )
    refused(pl.DataFrame(), tmp_path, "unreadable", write=lambda path: path.write_bytes(b"PAR1 no such file"))
    refused(pl.DataFrame({"id": [1], "scheme": ["other"]}), tmp_path, "other-scheme")
