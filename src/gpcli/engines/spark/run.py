"""A dataset scored: read as Parquet, each table by its statement, ranked, written whole or not at all.

The rows stay where Spark has them; what comes here are counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from gpcli.engines.spark.dataset import readable
from gpcli.engines.spark.rank import ranked
from gpcli.engines.sql.statement import STATUS, Asked, body, is_too_wide
from gpcli.facts.rows.columns import ABOUT, FIRST
from gpcli.messages import N_, Words
from gpcli.problems import Problems, listed, problem
from gpcli.records import Record
from gpcli.scoring.score import Scorer

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

VIEW = "gp_units"


class Wish(Record):
    """What is to be scored: where it lies and where it goes, the columns that come through, those within
    which places are given.
    """

    dataset: str
    output: str
    keep: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


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
    """Scores the dataset by the tables of the scorers; of several each row names its own.

    Raises :class:`Problems` where the dataset cannot be read as it is, or the output cannot be written.
    """
    with _beside(spark, wish.output) as folder:
        given = _read(spark, wish.dataset)
        keys = [one for one in given.columns if one in (*ABOUT, *FIRST, *wish.keep, *wish.by)]
        _refuse_unknown_tables(given, scorers, wish)
        results = [_of_table(spark, given, one, keys, words, alone=len(scorers) == 1) for one in scorers]
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
    from pyspark.errors import PySparkException

    try:
        return spark.read.parquet(dataset)
    except PySparkException as error:
        said = N_("Spark cannot read this as Parquet: {reason}")
        reason = (str(error).strip().splitlines() or [""])[0]
        raise Problems([problem("no-such-path", said, reason=reason)._replace(file=dataset)]) from error


def _refuse_unknown_tables(given: DataFrame, scorers: Sequence[Scorer], wish: Wish) -> None:
    """Every row names one of the tables, where there are several."""
    if len(scorers) == 1:
        return
    names = tuple(one.table.id for one in scorers)
    if "table" not in given.columns:
        said = problem("no-table", N_("name a unit or a table"), expected=listed(names))
        raise Problems([said._replace(file=wish.dataset, key="--table")])
    others = given.where(given["table"].isNull() | ~given["table"].isin(*names)).count()
    if others:
        said = problem("unknown-table", N_("{number} rows name none of the tables"), number=others)
        raise Problems([said._replace(file=wish.dataset, key="table", expected=listed(names))])


def _of_table(
    spark: SparkSession, given: DataFrame, of: Scorer, keys: Sequence[str], words: Words, *, alone: bool
) -> DataFrame:
    """The results of the rows of one table, under its name."""
    from pyspark.sql import functions as sql

    mine = given if alone else given.where(given["table"] == of.table.id)
    types = {field.name: field.dataType.simpleString() for field in given.schema.fields}
    found = readable(of.table, of.outline, types if alone else _filled(mine, types), keys)
    if is_too_wide(found.plan):
        said = N_("the whole numbers of table {table} outgrow 64 bits under these Readings")
        raise Problems([problem("no-columns", said, table=of.table.id)])
    view = f"{VIEW}_{token_hex(4)}"
    mine.createOrReplaceTempView(view)
    kept = tuple(one for one in keys if one != "table")
    results = spark.sql(body(found.plan, Asked("spark", words, view, kept, found.texts)))
    names = [f"`{one.replace('`', '``')}`" for one in results.columns]
    first, rest = names[: len(kept)], names[len(kept) :]
    return results.select(*first, sql.lit(of.table.id).alias("table"), *rest)


def _filled(given: DataFrame, types: Mapping[str, str]) -> Mapping[str, str]:
    """The columns in which the rows have anything: those of other tables are empty."""
    from pyspark.sql import functions as sql

    counts = given.agg(*(sql.count(f"`{one}`").alias(one) for one in types)).collect()[0]
    return {one: kind for one, kind in types.items() if counts[one]}


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
