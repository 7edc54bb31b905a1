"""``gp score DATASET --engine spark``: a dataset too large for one machine, scored where it lies."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gpcli.assess.assessor import Assessor
from gpcli.cli.options import Parser
from gpcli.cli.session import AT_FAULT, DONE, Session
from gpcli.messages import N_
from gpcli.problems import Problems, listed, problem

if TYPE_CHECKING:
    from gpcli.assess.subject import Wanted

ENGINES = ("spark",)


def arguments(parser: Parser) -> None:
    """What the command takes beside what it always takes."""
    parser.take(
        "--engine",
        default="",
        text=N_("spark: score a Parquet dataset (file, folder, hdfs or s3 path) by Spark into -o FOLDER"),
        metavar="NAME",
    )
    parser.take("--master", default="local[*]", text=N_("Spark's master; local[*] without"), metavar="URL")
    for name, said in (
        ("--conf", N_("A setting of Spark; may be repeated")),
        ("--keep", N_("With --engine: another column that comes through as it is; may be repeated")),
        ("--by", N_("With --engine: rank within this column as well; may be repeated")),
    ):
        metavar = "KEY=VALUE" if name == "--conf" else "COLUMN"
        parser.take(name, action="append", default=[], text=said, metavar=metavar)


def run(session: Session, asked: Namespace, wanted: Wanted) -> int:
    """Scores the dataset and says how many rows became what; raises :class:`Problems`."""
    settings = _settings(asked)
    assessor = Assessor(session.packs, wanted)
    scheme = assessor.scheme(asked.scheme)
    names = [asked.table] if asked.table else [one.id for one in scheme.tables]
    scorers = [session.packs.scorer(scheme, name) for name in names]
    try:
        from gpcli.engines.spark.run import Wish, scored
        from gpcli.engines.spark.session import session as spark_session
    except ImportError:
        said = N_("the engine spark needs pyspark: pip install 'gpcli-core[spark]'")
        raise Problems([problem("no-part", said)._replace(key="--engine")]) from None
    wish = Wish(asked.paths[0], asked.output, tuple(asked.keep), tuple(asked.by), not asked.totals)
    with spark_session(asked.master, settings) as spark:
        counted = scored(spark, scorers, wish, session.results)
    said = N_(
        "{rows} rows: {scored} scored, {incomplete} incomplete, {vetoed} without a number, {failed} failed"
    )
    statuses = {one: counted.of(one) for one in ("scored", "incomplete", "vetoed", "failed")}
    session.say(session.talk.word(said, rows=counted.total, **statuses))
    if not counted.total:
        raise Problems([problem("empty-file", N_("the table has no rows"))._replace(file=asked.paths[0])])
    return AT_FAULT if statuses["failed"] else DONE


def _settings(asked: Namespace) -> dict[str, str]:
    """The settings of Spark; raises :class:`Problems` for what cannot stand together."""
    if asked.engine not in ENGINES:
        said = problem("usage", N_("no engine is called {name}"), name=asked.engine, expected=listed(ENGINES))
        raise Problems([said._replace(key="--engine")])
    if len(asked.paths) != 1 or asked.output in ("", "-") or not asked.scheme:
        said = problem("usage", N_("engine spark takes one dataset, --scheme ID and -o FOLDER"))
        raise Problems([said._replace(key="--engine")])
    odd = next((one for one in asked.conf if "=" not in one), None)
    if odd is not None:
        said = problem("usage", N_("{name} is no setting"), name=odd, expected="KEY=VALUE")
        raise Problems([said._replace(key="--conf")])
    return dict(one.split("=", 1) for one in asked.conf)
