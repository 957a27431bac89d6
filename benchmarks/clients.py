"""Clients in processes of their own: HTTP over kept connections, and plain SQL sessions. No Django."""

from __future__ import annotations

import http.client
import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import psycopg2
from psycopg2.extras import register_uuid

Work = Callable[..., "Tally"]


@dataclass(frozen=True)
class Calls:
    """What an HTTP client asks: the same call again and again, or one body after the other."""

    port: int
    method: str
    path: str
    headers: dict[str, str]
    bodies: Sequence[bytes] = (b"",)
    wanted: int = 200


@dataclass
class Tally:
    """What one client got done."""

    done: int = 0
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)
    """Of each time the part that the server says it needed, where it says it."""

    @property
    def rate(self) -> float:
        return self.done / self.seconds if self.seconds else 0.0


_READY: dict[int, ProcessPoolExecutor] = {}


def at_once(work: Work, tasks: Sequence[Any], span: float) -> list[Tally]:
    """Run one client a task, each in its own process, for so many seconds.

    The processes stay for the next that are so many, until ``stop``.
    """
    number = len(tasks)
    if number not in _READY:
        _READY[number] = ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn"))
        list(_READY[number].map(_nothing, range(number)))
    return list(_READY[number].map(work, tasks, [span] * number))


def stop() -> None:
    """End the processes of this run."""
    while _READY:
        _READY.popitem()[1].shutdown()


def _nothing(_number: int) -> None:
    time.sleep(0.2)


def rate(tallies: Sequence[Tally]) -> float:
    """What they got done together in a second."""
    return sum(tally.rate for tally in tallies)


def ask(calls: Calls, span: float) -> Tally:
    """Ask over one kept connection until the time is up or the bodies are used up."""
    tally = Tally()
    line = http.client.HTTPConnection("127.0.0.1", calls.port, timeout=120)
    began = time.perf_counter()
    repeat = len(calls.bodies) == 1
    number = 0
    while time.perf_counter() - began < span and (repeat or number < len(calls.bodies)):
        asked = time.perf_counter()
        line.request(calls.method, calls.path, calls.bodies[0 if repeat else number], calls.headers)
        answer = line.getresponse()
        said = answer.read()
        if answer.status != calls.wanted:
            raise RuntimeError(f"{calls.method} {calls.path}: {answer.status} {said[:500]!r}")
        tally.times.append(time.perf_counter() - asked)
        if told := answer.headers.get("Server-Timing"):
            tally.served.append(float(told.rpartition("=")[2]) / 1000)
        number += 1
    tally.done, tally.seconds = number, time.perf_counter() - began
    line.close()
    return tally


def once(calls: Calls) -> bytes:
    """One call; its answer."""
    line = http.client.HTTPConnection("127.0.0.1", calls.port, timeout=120)
    line.request(calls.method, calls.path, calls.bodies[0], calls.headers)
    answer = line.getresponse()
    said = answer.read()
    line.close()
    if answer.status != calls.wanted:
        raise RuntimeError(f"{calls.method} {calls.path}: {answer.status} {said[:500]!r}")
    return said


@dataclass(frozen=True)
class Transactions:
    """What an SQL client does: ``act(cursor, number)`` in a transaction of its own, for each of ``items``."""

    dsn: dict[str, str]
    act: Callable[[Any, Any], None]
    items: Sequence[Any]


def transact(wanted: Transactions, span: float) -> Tally:
    """Run transactions until the time is up or the items are used up."""
    register_uuid()
    session = psycopg2.connect(**wanted.dsn)
    tally = Tally()
    began = time.perf_counter()
    for item in wanted.items:
        if time.perf_counter() - began >= span:
            break
        with session.cursor() as cursor:
            wanted.act(cursor, item)
        tally.done += 1
    tally.seconds = time.perf_counter() - began
    session.close()
    return tally
