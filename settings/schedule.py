"""Celery beat with the schedule in the database, and only once for every COURT_HOME."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django_celery_beat.schedulers import DatabaseScheduler

from settings.services import bring_up

_locks: list[IO[str]] = []
"""The lock once taken; beat makes a second scheduler only to describe itself."""


class OnlyScheduler(DatabaseScheduler):  # type: ignore[misc]
    """The database scheduler, behind a lock: a second beat would send every task twice.

    Raises SystemExit when another beat of the same COURT_HOME runs.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not _locks:
            bring_up()
            _locks.append(_only_one(settings.COURT_HOME / "lock" / "beat"))
        super().__init__(*args, **kwargs)


def _only_one(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit(f"定时调度已在运行 / another beat is running: {path}") from None
    return lock
