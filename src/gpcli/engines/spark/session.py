"""A Spark session as the statements need it; what was asked for comes last and wins."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli.messages import N_
from gpcli.problems import Problems, problem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HUGE = "8000"
"""Bytes of a method beyond which Java leaves it interpreted: what would be larger Spark splits instead."""

SETTINGS: Mapping[str, str] = {
    "spark.driver.memory": "2g",
    "spark.sql.codegen.hugeMethodLimit": HUGE,
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.adaptive.enabled": "true",
    "spark.ui.showConsoleProgress": "false",
}
"""What a session starts with."""

LOCAL: Mapping[str, str] = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}
"""Of a session in this process alone: no page for it on the network."""


@contextmanager
def session(master: str, asked: Mapping[str, str]) -> Iterator[SparkSession]:
    """A session on a cluster, or on the cores of this machine (``local[*]``); it ends with the block.

    Raises :class:`Problems` where pyspark or Java is missing, or Spark does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        said = N_("the engine spark needs pyspark: pip install 'gpcli-core[spark]'")
        raise Problems([problem("no-part", said)._replace(key="--engine")]) from None
    _refuse_without_java()
    builder = SparkSession.builder.master(master).appName("gp score")
    for name, value in {**SETTINGS, **(LOCAL if master.startswith("local") else {}), **asked}.items():
        builder = builder.config(name, value)
    try:
        running = builder.getOrCreate()
    except Exception as error:
        said = N_("Spark does not start on {master}: {reason}")
        words = str(error).strip().splitlines() or [type(error).__name__]
        raise Problems([problem("no-part", said, master=master, reason=words[0])]) from error
    try:
        running.sparkContext.setLogLevel(asked.get("spark.log.level", "ERROR"))
        yield running
    finally:
        running.stop()


def _refuse_without_java() -> None:
    home = os.environ.get("JAVA_HOME", "")
    if home and (Path(home) / "bin" / "java").exists():
        return
    if home or shutil.which("java") is None:
        said = N_("Spark needs Java 17 or later: install it (Debian: openjdk-17-jre-headless), or set {name}")
        raise Problems([problem("no-part", said, name="JAVA_HOME")._replace(key="--engine")])
