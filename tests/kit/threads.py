"""Running a function in many threads at once, each with a database session of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections


def at_once(works: Sequence[Callable[[], Any]], seconds: float = 60.0) -> list[Any]:
    """Run all works at the same time; their results in order, an exception in place of the one it ended.

    Fails when one does not end in time, as in a deadlock that nobody resolves.
    """
    gate = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(number: int) -> None:
        try:
            gate.wait(seconds)
            results[number] = works[number]()
        except BaseException as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    assert not any(thread.is_alive() for thread in threads), "still running: a deadlock?"
    return results


def all_at_once(work: Callable[[int], Any], number: int, seconds: float = 60.0) -> list[Any]:
    """``work(n)`` for n below ``number``, all at the same time. The first exception is raised."""
    results = at_once([lambda n=n: work(n) for n in range(number)], seconds)  # type: ignore[misc]
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


def failures(results: Sequence[Any]) -> list[BaseException]:
    """What the works that failed raised."""
    return [result for result in results if isinstance(result, BaseException)]
