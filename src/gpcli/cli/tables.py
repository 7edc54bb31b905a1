"""``gp score TABLE… -o FILE``: tables with a row a unit of any size, to a table of results."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from gpcli.assess.inputs import LOCKS, season_folder, shown
from gpcli.cli.gates import Gates
from gpcli.cli.progress import progress
from gpcli.cli.session import AT_FAULT, DONE, GATE_FAILED, Session, not_writable
from gpcli.cli.table_gates import SAID, TableGates
from gpcli.messages import N_
from gpcli.problems import Problems, problem

if TYPE_CHECKING:
    import polars as pl

    from gpcli.assess.subject import Wanted
    from gpcli.assess.tables.run import Tables
    from gpcli.assess.tables.source import Source

FORMATS = ("parquet", "units")
ENDINGS = (".parquet", ".csv")

FEWEST = 400
"""Below so many rows reading each by itself takes less time than making the column program."""


def serves(asked: Namespace) -> bool:
    """Whether the result is a table for units of tables, and nothing is asked that only sheets can tell."""
    if asked.format not in FORMATS or asked.output in ("", "-"):
        return False
    if asked.recheck or asked.public or asked.mask or asked.baseline:
        return False
    return _all_end_in(ENDINGS, asked.paths)


def are_tables(paths: list[str]) -> bool:
    """Whether all files under the paths hold a row a unit, by their endings."""
    return _all_end_in((*ENDINGS, ".xlsx"), paths)


def _all_end_in(endings: tuple[str, ...], paths: list[str]) -> bool:
    found = list(_files(paths))
    return bool(found) and all(one.name.lower().endswith(endings) for one, _ in found)


def run(session: Session, asked: Namespace, wanted: Wanted, gates: Gates) -> int:
    """Scores all rows, slice by slice, and says what is wrong with the first that failed."""
    _refuse_without_polars()
    from gpcli.assess.assessor import Assessor
    from gpcli.assess.tables.run import Tables
    from gpcli.cli.spool import Spool

    files = list(_files(asked.paths))
    session.refuse_overwriting(asked.output, [str(path) for path, _ in files])
    sources = list(_sources(files))
    for source in sources:
        session.notice(source.notices)
    tables = Tables(sources, Assessor(session.packs, wanted), fewest=FEWEST, parts=not asked.totals)
    told = _Told(session, gates, tables)
    try:
        with Spool(asked.output) as spool, progress(session, tables.rows, N_("scored")) as step:
            _write(asked, tables, told.over(step), spool.path)
            spool.deliver(None)
    except OSError as error:
        raise told.broken or Problems([not_writable(error, asked.output)]) from None
    except Exception:
        if told.broken is not None:
            raise told.broken from None
        raise
    passed = told.tell()
    if told.failed:
        return AT_FAULT
    return DONE if passed else GATE_FAILED


def _write(asked: Namespace, tables: Tables, frames: Iterator[pl.DataFrame], path: Path) -> None:
    from gpcli.assess.tables.write import write_csv, write_parquet

    if asked.format == "parquet":
        write_parquet(frames, tables.schema, tables.about, path)
    else:
        write_csv(frames, tables.schema, tables.about, path, bom=not asked.no_bom)


def _files(paths: list[str]) -> Iterator[tuple[Path, str]]:
    """The files under the paths in their order, and how they are called; nothing where one is a season."""
    for typed in paths:
        path = Path(typed)
        if season_folder(typed) is not None or typed == "-":
            yield path, typed
        elif path.is_dir():
            parts = (one for one in path.rglob("*") if one.is_file() and not one.name.startswith(LOCKS))
            for one in sorted(parts, key=Path.as_posix):
                if not one.name.startswith(("_", ".")):
                    yield one, shown(one.as_posix())
        elif has_magic(typed) and not path.exists():
            parent = Path(path.anchor or ".")
            pattern = path.relative_to(path.anchor).as_posix() if path.anchor else path.as_posix()
            for one in sorted(parent.glob(pattern)):
                yield one, shown(one.as_posix())
        else:
            yield path, shown(typed)


def _sources(files: list[tuple[Path, str]]) -> Iterator[Source]:
    from gpcli.assess.tables.source import Columnar, Texts

    for path, name in files:
        if not path.is_file():
            raise Problems([problem("no-such-path", N_("does not exist"))._replace(file=name)])
        yield Columnar(path, name) if name.lower().endswith(".parquet") else Texts(path, name)


def _refuse_without_polars() -> None:
    try:
        import polars  # noqa: F401
    except ImportError:
        said = N_("scoring tables by columns needs polars: pip install 'gpcli-core[table]'")
        raise Problems([problem("no-part", said)._replace(key="--format")]) from None


class _Told:
    """What is said of the rows as they pass: the first problems, the first below a gate, how many more."""

    def __init__(self, session: Session, gates: Gates, tables: Tables) -> None:
        self._session = session
        self._tables = tables
        self._gates = TableGates(gates, tables.scorers, session.talk)
        self.failed = 0
        self.broken: Exception | None = None
        """What went wrong while rows were scored: whoever writes them would call it their own."""
        self._problems = 0

    def over(self, step: Callable[[int], None]) -> Iterator[pl.DataFrame]:
        """The results one after the other."""
        try:
            yield from self._results(step)
        except Exception as error:
            self.broken = error
            raise

    def _results(self, step: Callable[[int], None]) -> Iterator[pl.DataFrame]:
        for one in self._tables.results(step):
            self._gates.look(one)
            self.failed += int((one.frame["status"] == "failed").sum())
            for found in one.problems:
                if self._problems < SAID:
                    self._session.complain([found])
                self._problems += 1
            yield one.frame

    def tell(self) -> bool:
        """Says how many more there are, and which rows do not pass the gates."""
        session = self._session
        if self._problems > SAID:
            said = N_(
                "… and {number} more problems; {failed} rows of {rows} failed, they stand in the result"
            )
            numbers = {"number": self._problems - SAID, "failed": self.failed, "rows": self._tables.rows}
            session.say(session.talk.word(said, **numbers))
        return self._gates.tell(session)
