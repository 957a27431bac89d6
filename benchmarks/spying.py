"""What SQL a piece of the system runs, what the database takes for it, and the same by the driver."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass
class Spy:
    """The statements that ran, with their parameters, and the seconds they took."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - began
            self.seconds += took
            self.statements.append((sql, params))
            self.times.append(took)

    def until(self, word: str) -> float:
        """The seconds of all statements before the first that speaks of ``word``."""
        took = 0.0
        for (sql, params), one in zip(self.statements, self.times, strict=True):
            if word in sql or word in repr(params):
                return took
            took += one
        return took


@contextmanager
def spied() -> Iterator[Spy]:
    """Watch this process's session."""
    spy = Spy()
    with connection.execute_wrapper(spy):
        yield spy


def replay(statements: list[tuple[str, Any]]) -> int:
    """Run reads again by the driver alone, every row fetched. Returns the rows."""
    connection.ensure_connection()
    rows = 0
    with connection.connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            rows += len(cursor.fetchall())
    return rows


def session_of_the_web() -> dict[str, str]:
    """How the bare driver reaches the database as the web does."""
    found = connection.get_connection_params()
    known = {name: found[name] for name in ("dbname", "user", "password", "host", "port") if found.get(name)}
    return {name: str(value) for name, value in known.items()}
