"""Making roll-ups anew: only the days marked as behind, or a court from scratch, by the same statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from oversight.rollups.models import DirtyDay
from oversight.rollups.services import statements

LOCK = 0x726F6C6C
"""First key of the advisory locks that let one refresh of a court work; the court is the second."""


def refresh(*, court_ids: Collection[int] | None = None) -> int:
    """Bring the roll-ups of the courts (None: of all) up to every change committed so far.

    Returns how many days were made anew. Two at once: the second waits for the first
    and then finds only what came after. Costs one small read when nothing is behind.
    """
    behind = DirtyDay.objects.all()
    if court_ids is not None:
        behind = behind.filter(court_id__in=court_ids)
    waiting = sorted(set(behind.order_by("court_id").values_list("court_id", flat=True).distinct()))
    return sum(_refresh_court(court_id) for court_id in waiting)


def refresh_nightly(business_date: date, at: datetime) -> None:
    """The night's step: whatever no page asked for is brought up to date too."""
    refresh()


def _refresh_court(court_id: int) -> int:
    with transaction.atomic():
        _alone(court_id)
        days = _take(court_id)
        _make(court_id, days)
    return len(days)


def rebuild(*, court_ids: Collection[int] | None = None) -> int:
    """Throw the roll-ups of the courts (None: of all) away and make them from the cases. Returns the days."""
    with connection.cursor() as cursor:
        cursor.execute(statements.COURTS)
        known = {row[0] for row in cursor.fetchall()}
    done = 0
    for court_id in sorted(known if court_ids is None else known & set(court_ids)):
        with transaction.atomic():
            _alone(court_id)
            _take(court_id)
            days = _all_days(court_id)
            _make(court_id, days)
            done += len(days)
    return done


def _alone(court_id: int) -> None:
    """Let one refresh of a court work at a time; released with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, court_id])


def _take(court_id: int) -> list[date]:
    """Take the marks committed so far. What is read after this sees all the changes they stand for."""
    with connection.cursor() as cursor:
        cursor.execute(statements.TAKE, [court_id])
        return sorted({row[0] for row in cursor.fetchall()})


def _all_days(court_id: int) -> list[date]:
    """Every day on which the court has anything to count or counted anything so far."""
    with connection.cursor() as cursor:
        cursor.execute(statements.ALL_DAYS, {"court": court_id})
        return [row[0] for row in cursor.fetchall()]


def _make(court_id: int, days: list[date]) -> None:
    if not days:
        return
    months = sorted({day.replace(day=1) for day in days})
    values: dict[str, Any] = {"court": court_id, "days": days, "months": months}
    with connection.cursor() as cursor:
        for statement in statements.MAKE:
            cursor.execute(statement, values)
