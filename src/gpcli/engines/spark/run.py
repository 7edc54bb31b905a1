"""A dataset scored: read as Parquet, each table by its statement, ranked, written whole or not at all.

The rows stay where Spark has them; what comes here are counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from gpcli.engines.plan import plan_of
from gpcli.engines.spark.dataset import readable
from gpcli.engines.spark.rank import OWN, STANDING, UNSETTLED, blank, quoted, ranked, standing
from gpcli.engines.spark.subjects import placed
from gpcli.engines.sql.statement import STATUS, Asked, body, is_too_wide
from gpcli.facts.rows.columns import ABOUT, FIRST, columns
from gpcli.messages import N_, Words
from gpcli.problems import Problem, Problems, nearest, problem
from gpcli.records import Record
from gpcli.scoring.score import Scorer

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

VIEW = "gp_units"


class Wish(Record):
    """What is to be scored: where it lies and where it goes, the columns that come through, those within
    which places are given; sections and items as ``parts``, or not.
    """

    dataset: str
    output: str
    keep: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    parts: bool = True


class Counted(Record):
    """How many rows there are of each table and status."""

    rows: Mapping[tuple[str, str], int]

    def of(self, status: str) -> int:
        """How many rows have the status."""
        return sum(number for (_, one), number in self.rows.items() if one == status)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(self.rows.values())


def scored(spark: SparkSession, scorers: Sequence[Scorer], wish: Wish, words: Words) -> Counted:
    """Scores the dataset by the tables of the scorers, each row by its own: all of a scheme, or one.

    Raises :class:`Problems` where the dataset cannot be read as it is, or the output cannot be written.
    """
    with _beside(spark, wish.output) as folder:
        read = _read(spark, wish.dataset)
        _refuse_columns(read, wish)
        keys = [one for one in read.columns if one in (*ABOUT, *FIRST, *wish.keep, *wish.by)]
        only = scorers[0].table.id if len(scorers) == 1 else ""
        given = placed(read, scorers[0].scheme, only, wish.dataset)
        elsewhere = {name for one in scorers for name in columns(one.table)} - set(keys)
        results = [_of_table(spark, given, one, keys, elsewhere, words, parts=wish.parts) for one in scorers]
        whole = results[0]
        for one in results[1:]:
            whole = whole.unionByName(one, allowMissingColumns=True)
        whole.write.parquet(f"{folder}/results")
        results_again = spark.read.parquet(f"{folder}/results")
        within = ("table", *(one for one in ("period", *wish.by) if one in results_again.columns))
        ranked(results_again, within).write.parquet(f"{folder}/ranked")
        counts = results_again.groupBy("table", STATUS).count().collect()
    return Counted({(one["table"], one[STATUS]): one["count"] for one in counts})


def _read(spark: SparkSession, dataset: str) -> DataFrame:
    """The dataset with every column of any of its parts."""
    from pyspark.errors import PySparkException

    try:
        return spark.read.option("mergeSchema", "true").parquet(dataset)
    except PySparkException as error:
        said = N_("Spark cannot read this as Parquet: {reason}")
        reason = (str(error).strip().splitlines() or [""])[0]
        raise Problems([problem("no-such-path", said, reason=reason)._replace(file=dataset)]) from error


def _refuse_columns(given: DataFrame, wish: Wish) -> None:
    """Columns that come through or are ranked within are there, and none is called as one of ours."""
    faults: list[Problem] = []
    for key, names in (("--keep", wish.keep), ("--by", wish.by)):
        for name in names:
            if name in OWN:
                said = problem("usage", N_("a column of the results is called {name}"), name=name)
                faults.append(said._replace(file=wish.dataset, key=key))
            elif name not in given.columns:
                near = nearest(name, given.columns)
                said = problem("unknown-key", N_("no column is called {key}"), key=name, nearest=near)
                faults.append(said._replace(file=wish.dataset, key=key))
    if faults:
        raise Problems(faults)


def _of_table(
    spark: SparkSession,
    given: DataFrame,
    of: Scorer,
    keys: Sequence[str],
    elsewhere: Collection[str],
    words: Words,
    *,
    parts: bool,
) -> DataFrame:
    """The results of the rows of one table, under its name."""
    from pyspark.sql import functions as sql

    mine = given.where(given["table"] == of.table.id)
    found = readable(of.table, of.outline, _types(mine, of, elsewhere), keys, parts=parts)
    if is_too_wide(found.plan):
        said = N_("the whole numbers of table {table} outgrow 64 bits under these Readings")
        raise Problems([problem("no-columns", said, table=of.table.id)])
    view = f"{VIEW}_{token_hex(4)}"
    mine.createOrReplaceTempView(view)
    kept = tuple(one for one in keys if one != "table")
    asked = Asked("spark", words, view, kept, found.texts, UNSETTLED)
    results = spark.sql(body(found.plan, asked))
    names = [quoted(one) for one in results.columns if one != UNSETTLED]
    first, rest = names[: len(kept)], names[len(kept) :]
    own = standing(results, blank(found.plan)).alias(STANDING)
    return results.select(*first, sql.lit(of.table.id).alias("table"), *rest, own)


def _types(mine: DataFrame, of: Scorer, elsewhere: Collection[str]) -> Mapping[str, str]:
    """The type of each column but those that only other tables read, where rows of this one leave them empty.

    Raises :class:`Problems` where rows of the table have anything in a column that it does not know.
    """
    from pyspark.sql import functions as sql

    types = {field.name: field.dataType.simpleString() for field in mine.schema.fields}
    known = columns(of.table)
    plan = plan_of(of.table, [one for one in types if one in known], of.outline)
    read = {one.heading for one in plan.inputs.every}
    others = [one for one in types if one in elsewhere and one not in read]
    if not others:
        return types
    counts = mine.agg(*(sql.count(mine[quoted(one)]) for one in others)).collect()[0]
    said = N_("{number} rows of table {table} have something in a column of another table")
    faults = [
        problem("unknown-key", said, number=number, table=of.table.id)._replace(key=one)
        for one, number in zip(others, counts, strict=True)
        if number and one not in known
    ]
    if faults:
        raise Problems(faults)
    empty = {one for one, number in zip(others, counts, strict=True) if not number}
    return {one: kind for one, kind in types.items() if one not in empty}


@contextmanager
def _beside(spark: SparkSession, output: str) -> Iterator[str]:
    """A folder beside the output; its ranked results take the output's name once all is written.

    Raises :class:`Problems` where the output exists.
    """
    jvm: Any = spark.sparkContext._jvm
    path = jvm.org.apache.hadoop.fs.Path(output)
    system = path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    if system.exists(path):
        said = problem("not-writable", N_("the output of engine spark is a new folder, and this exists"))
        raise Problems([said._replace(file=output, key="--output")])
    folder = path.suffix(f".{token_hex(6)}.part")
    try:
        yield folder.toString()
        if not system.rename(jvm.org.apache.hadoop.fs.Path(folder, "ranked"), path):
            said = problem("not-writable", N_("cannot be written: {reason}"), reason="rename")
            raise Problems([said._replace(file=output)])
    finally:
        system.delete(folder, True)
