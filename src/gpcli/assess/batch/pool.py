"""Who does the tasks of a batch: this process alone, or several that write into one spool side by side."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from gpcli.assess.batch.order import Done, Order, Task
from gpcli.assess.batch.work import Work
from gpcli.problems import Problem, Problems

AHEAD = 3
"""Tasks of each worker that may be done before an earlier one is."""


TOGETHER = 500
"""Texts that are written at once."""


class WorkerDiedError(Exception):
    """A worker process ended before its task was done, or could not do it."""


class Alone:
    """This process, which writes into the spool from ``at`` on."""

    def __init__(self, work: Work, spool: Path, at: int) -> None:
        self._work = work
        self._spool = spool
        self._at = at

    def __enter__(self) -> Self:
        self._file = _opened(self._spool, self._at)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def done(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """What became of the tasks, in their order; their text stands in the spool one after the other."""
        for task in tasks:
            done, texts = self._work.done(task)
            _write(self._file, texts)
            yield done


class _Worker(NamedTuple):
    process: BaseProcess
    line: Connection


class Pool:
    """So many worker processes. As a context it leaves none of them behind, and what was done is written."""

    def __init__(
        self, order: Order, spool: Path, at: int, number: int, ready: Work | None = None, method: str = ""
    ) -> None:
        """Writes into the ``spool`` from ``at`` on. ``ready`` is for workers that are copies of this process,
        where the system has such: they start with everything that it knows. ``method`` is how processes
        start, by its name in :mod:`multiprocessing`.
        """
        self._context = multiprocessing.get_context(method or start_method())
        self._is_copied = self._context.get_start_method() == "fork"
        self._given = (order, spool, ready if self._is_copied else None)
        self._at = at
        self._number = number
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        try:
            for _ in range(self._number):
                ours, theirs = self._context.Pipe()
                others = [*(one.line for one in self._workers), ours] if self._is_copied else []
                process = self._context.Process(  # type: ignore[attr-defined]
                    target=_serve, args=(theirs, others, *self._given), daemon=True
                )
                self._workers.append(_Worker(process, ours))
                process.start()
                theirs.close()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for one in self._workers if error is None else ():
                one.line.send(None)
                _received(one, None)
        finally:
            self._end()

    def _end(self) -> None:
        for one in self._workers:
            one.line.close()
        for one in self._workers:
            if one.process.pid is not None:
                one.process.kill()
                one.process.join()

    def done(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """What became of the tasks, in their order; when all are done, their text stands in the spool, one
        after the other.

        Raises :class:`Problems` and ``OSError`` as a worker does, and :class:`WorkerDiedError`.
        """
        waiting = enumerate(tasks)
        idle = list(self._workers)
        busy: dict[object, tuple[int, Task, _Worker]] = {}
        found: dict[int, tuple[Done, _Worker]] = {}
        given = taken = 0
        more = True
        while True:
            while more and idle and given - taken < AHEAD * self._number:
                number, task = next(waiting, (-1, None))
                if task is None:
                    more = False
                    break
                worker = idle.pop()
                busy[worker.line] = number, task, worker
                given += 1
                _send(worker, (number, task), task)
            if taken in found:
                done, worker = found.pop(taken)
                _send(worker, (taken, self._at))
                self._at += done.size
                yield done
                taken += 1
                continue
            if not busy:
                return
            for line in wait(list(busy)):  # type: ignore[arg-type]
                number, task, worker = busy.pop(line)
                answer = _received(worker, task)
                assert answer is not None
                found[number] = answer, worker
                idle.append(worker)


def start_method() -> str:
    """How worker processes start: as copies, where that is safe."""
    return "fork" if sys.platform == "linux" else "spawn"


def _opened(spool: Path, at: int) -> BinaryIO:
    file = spool.open("r+b", buffering=0)
    file.seek(at)
    return file


def _send(worker: _Worker, message: object, task: Task | None = None) -> None:
    try:
        worker.line.send(message)
    except OSError:
        raise _died(worker, task) from None


def _received(worker: _Worker, task: Task | None) -> Done | None:
    """What a worker made of a task, or None when all is written."""
    try:
        answer = worker.line.recv()
    except (EOFError, OSError):
        raise _died(worker, task) from None
    match answer:
        case Done() | None:
            return answer
        case OSError():
            raise answer
        case list():
            raise Problems(answer)
        case _:
            raise WorkerDiedError(answer)


def _died(worker: _Worker, task: Task | None) -> WorkerDiedError:
    time.sleep(0.1)
    worker.process.join(5)
    code = worker.process.exitcode
    how = f"exit code {code}"
    if code is not None and code < 0:
        how = next((f"signal {one.name}" for one in signal.Signals if one == -code), f"signal {-code}")
    where = "" if task is None else f" between {task.paths[0]} and {task.paths[-1]}"
    return WorkerDiedError(f"a worker process ended ({how}){where}")


def _serve(line: Connection, others: list[Connection], order: Order, spool: Path, ready: Work | None) -> None:
    """What a worker does: tasks, until there is nothing more to do or nobody is there any more.

    Of the ``others``, ends of lines that it was copied with, it lets go: else nobody notices who is gone.
    """
    for one in others:
        one.close()
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    try:
        with _opened(spool, 0) as file:
            _work(line, order, file, ready)
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _work(line: Connection, order: Order, file: BinaryIO, work: Work | None) -> None:
    texts: dict[int, list[bytes]] = {}
    failed: OSError | None = None
    while True:
        message = line.recv()
        if message is None:
            line.send(failed)
            return
        number, what = message
        if isinstance(what, Task):
            answer: Done | list[Problem] | OSError | str
            try:
                work = Work(order) if work is None else work
                answer, texts[number] = work.done(what)
            except Problems as found:
                answer = found.problems
            except Exception:  # noqa: BLE001 - said where the batch was begun
                answer = f"a worker process failed:\n{traceback.format_exc()}"
            line.send(answer if failed is None else failed)
            continue
        try:
            file.seek(what)
            _write(file, texts.pop(number))
        except OSError as error:
            failed = error


def _write(file: BinaryIO, texts: list[bytes]) -> None:
    """Writes the texts one after the other."""
    for start in range(0, len(texts), TOGETHER):
        some = texts[start : start + TOGETHER]
        at = os.writev(file.fileno(), some) if hasattr(os, "writev") else 0
        rest = memoryview(b"".join(some))[at:] if at < sum(map(len, some)) else b""
        while rest:
            rest = rest[file.write(rest) :]
