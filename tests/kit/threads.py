"""Doing things at the same moment: every act in a thread and a database session of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

SECONDS = 60.0


def together(acts: Iterable[Callable[[], Any]], seconds: float = SECONDS) -> list[Any]:
    """Start all acts at once and wait. Returns what each answered, in their order, or what it raised.

    Fails when an act has not ended after ``seconds``. The test needs ``transaction=True``.
    """
    listed = list(acts)
    answers: list[Any] = [None] * len(listed)
    gate = Barrier(len(listed))

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(seconds)
            answers[place] = act()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act), daemon=True) for place, act in enumerate(listed)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    assert not any(thread.is_alive() for thread in threads), "still waiting for one another"
    return answers


def failures(answers: Iterable[Any]) -> list[Exception]:
    """The acts that raised."""
    return [answer for answer in answers if isinstance(answer, Exception)]
