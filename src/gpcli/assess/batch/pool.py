"""Worker processes that do tasks, their results in order."""

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
from types import TracebackType
from typing import NamedTuple, Self

from gpcli.assess.batch.order import Done, Order, Task
from gpcli.assess.batch.work import Work
from gpcli.problems import Problem, Problems

AHEAD = 3
"""Tasks of each worker that may be done before an earlier one is."""


class WorkerDiedError(Exception):
    """A worker process ended before its task was done, or could not do it."""


class _Worker(NamedTuple):
    process: BaseProcess
    line: Connection


class Pool:
    """So many worker processes. As a context it leaves none of them behind."""

    def __init__(self, order: Order, number: int, ready: Work | None = None, method: str = "") -> None:
        """``ready`` is for workers that are copies of this process, where the system has such: they start
        with everything that it knows. ``method`` is how processes start, by its name in
        :mod:`multiprocessing`.
        """
        self._context = multiprocessing.get_context(method or start_method())
        self._order = order
        self._number = number
        self._ready = ready
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        is_copy = self._context.get_start_method() == "fork"
        for _ in range(self._number):
            ours, theirs = self._context.Pipe()
            given = self._ready if is_copy else None
            process = self._context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(theirs, self._order, given), daemon=True
            )
            self._workers.append(_Worker(process, ours))
            process.start()
            theirs.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._workers:
            one.line.close()
        for one in self._workers:
            if one.process.pid is not None:
                one.process.kill()
                one.process.join()

    def done(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """What became of the tasks, in their order.

        Raises :class:`Problems` as a worker does, and :class:`WorkerDiedError`.
        """
        waiting = enumerate(tasks)
        idle = list(self._workers)
        busy: dict[Connection, tuple[int, Task, _Worker]] = {}
        found: dict[int, Done] = {}
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
                self._send(worker, task)
            if taken in found:
                yield found.pop(taken)
                taken += 1
                continue
            if not busy:
                return
            for line in wait(list(busy)):
                number, task, worker = busy.pop(line)  # type: ignore[call-overload]
                found[number] = _received(worker, task)
                idle.append(worker)

    def _send(self, worker: _Worker, task: Task) -> None:
        try:
            worker.line.send(task)
        except OSError:
            raise _died(worker, task) from None


def start_method() -> str:
    """How worker processes start: as copies, where that is safe."""
    return "fork" if sys.platform == "linux" else "spawn"


def _received(worker: _Worker, task: Task) -> Done:
    try:
        answer = worker.line.recv()
        if isinstance(answer, Done):
            return answer._replace(text=worker.line.recv_bytes())
    except (EOFError, OSError):
        raise _died(worker, task) from None
    if isinstance(answer, list):
        raise Problems(answer)
    raise WorkerDiedError(answer)


def _died(worker: _Worker, task: Task) -> WorkerDiedError:
    time.sleep(0.1)
    worker.process.join(5)
    code = worker.process.exitcode
    how = f"exit code {code}"
    if code is not None and code < 0:
        how = f"signal {signal.Signals(-code).name}" if -code in set(signal.Signals) else f"signal {-code}"
    return WorkerDiedError(f"a worker process ended ({how}) between {task.paths[0]} and {task.paths[-1]}")


def _serve(line: Connection, order: Order, ready: Work | None) -> None:
    """What a worker does: task after task until nobody is there any more."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    work = ready
    gc.freeze()
    try:
        while True:
            task = line.recv()
            answer: Done | list[Problem] | str
            try:
                work = Work(order) if work is None else work
                answer = work.done(task)
            except Problems as found:
                answer = found.problems
            except Exception:  # noqa: BLE001 - said where the batch was begun
                answer = f"a worker process failed:\n{traceback.format_exc()}"
            if isinstance(answer, Done):
                line.send(answer._replace(text=b""))
                line.send_bytes(answer.text)
            else:
                line.send(answer)
    except (EOFError, OSError):
        os._exit(0)
