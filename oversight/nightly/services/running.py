"""The night's work: every business date once, missed ones caught up in order, one worker at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter
from typing import Any

import structlog
from django.db import connection
from django.utils.translation import gettext as _

from cases.docket.models import Case
from cases.limits.services import turn_clocks
from courts.actors.domain import COURT_TIME, Actor
from courts.refusals.domain import InvalidInput
from oversight.alerts.services.closing import close_gone
from oversight.alerts.services.crossing import crossed_among
from oversight.alerts.services.hiding import raise_hidden_alerts
from oversight.alerts.services.raising import (
    SYSTEM,
    raise_for_case,
    raise_lasting_alerts,
    raise_limit_alerts,
)
from oversight.alerts.services.reminding import remind
from oversight.nightly.domain import LOCK, OWN_STEPS, nights_due
from oversight.nightly.models import NightlyRun
from oversight.nightly.registry import nightly_steps
from oversight.nightly.selectors import frontier, last_finished

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Night:
    """What one business date did: alerts raised by level, and closed because their cause was gone."""

    business_date: date
    raised: dict[str, int]
    closed: int


@dataclass(frozen=True)
class Nights:
    """The nights that were run now. ``busy``: another job is at work, so nothing was done here."""

    done: tuple[Night, ...] = ()
    busy: bool = False


def run(*, business_date: date, at: datetime) -> Nights:
    """Do the nights due up to ``business_date``; none when it is done already.

    Safe at any time: a date cut short is run again and adds only what is missing,
    of two jobs at once one works. Raises InvalidInput for a date in the future.
    """
    if business_date > at.astimezone(COURT_TIME).date():
        raise InvalidInput({"date": _("业务日不能晚于今天：%(day)s。") % {"day": business_date}})
    with alone() as mine:
        if not mine:
            return Nights(busy=True)
        nights = nights_due(business_date, last_finished())
        return Nights(tuple(_night(day, at) for day in nights))


@contextmanager
def alone() -> Iterator[bool]:
    """Hold the job's lock for this session; it goes with the session if the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


class _Diary:
    """Writes down how far a night has come, so that others see it and a night cut short is known as such."""

    def __init__(self, day: date, at: datetime) -> None:
        row, _new = NightlyRun.objects.get_or_create(business_date=day, defaults={"started_at": at})
        self.day, self.at, self.began = day, at, perf_counter()
        self.raised: Counter[str] = Counter(row.raised)
        self.steps: list[dict[str, Any]] = []
        total = len(OWN_STEPS) + len(nightly_steps())
        self._keep(attempts=row.attempts + 1, started_at=at, steps=[], steps_total=total, error="")

    def _keep(self, **facts: Any) -> None:
        NightlyRun.objects.filter(pk=self.day).update(**facts)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Name the step under way; what it took is written down when it is done."""
        began = perf_counter()
        self._keep(step=name)
        yield
        self.steps.append({"name": name, "ms": round(1000 * (perf_counter() - began))})
        self._keep(steps=self.steps)

    def progress(self, found: Mapping[str, int]) -> None:
        self.raised.update(found)
        self._keep(raised=dict(self.raised))

    def failed(self, error: Exception) -> None:
        if connection.is_usable():
            self._keep(error=f"{type(error).__name__}: {error}"[:2000])

    def finished(self, closed: int) -> None:
        took = round(1000 * (perf_counter() - self.began))
        self._keep(finished_at=self.at, step="", error="", closed=closed, took_ms=took)


def _night(day: date, at: datetime) -> Night:
    diary = _Diary(day, at)
    try:
        with diary.step("clocks"):
            turn_clocks(business_date=day, at=at, label=SYSTEM)
        with diary.step("limit_alerts"):
            raise_limit_alerts(
                court_ids=None, after=last_finished(), until=day, at=at, progress=diary.progress
            )
        with diary.step("lasting_alerts"):
            raise_lasting_alerts(
                court_ids=None, after=last_finished(), until=day, at=at, progress=diary.progress
            )
        with diary.step("hidden_alerts"):
            raise_hidden_alerts(until=day, at=at, progress=diary.progress)
        with diary.step("close_gone"):
            closed = close_gone(court_ids=None, today=day, actor=Actor(at=at, label=SYSTEM))
        with diary.step("stop_reminders"):
            remind(business_date=day, at=at)
        for step in nightly_steps():
            with diary.step(step.name):
                step.run(day, at)
    except Exception as error:
        diary.failed(error)
        log.exception("night_failed", business_date=day.isoformat())
        raise
    diary.finished(closed)
    log.info("night_done", business_date=day.isoformat(), raised=dict(diary.raised), closed=closed)
    return Night(day, dict(diary.raised), closed)


def catch_up(case: Case, actor: Actor) -> None:
    """Raise at once what a new or changed clock crossed before the last night: no later night looks there."""
    until = frontier()
    if until is not None:
        raise_for_case(case=case, until=min(until, actor.today), actor=actor)


def catch_up_at_once(cases: Sequence[Case], actor: Actor) -> None:
    """The same for many cases whose clocks moved together; most have crossed nothing."""
    until = frontier()
    if until is None:
        return
    day = min(until, actor.today)
    for case in crossed_among(cases, day):
        raise_for_case(case=case, until=day, actor=actor)


def recount(court_id: int, code: str, actor: Actor) -> None:
    """A court draws the line of long pending or prolonged custody otherwise: raise and close at once."""
    until = frontier()
    if until is not None:
        day = min(until, actor.today)
        raise_lasting_alerts(court_ids=[court_id], after=None, until=day, at=actor.at)
        close_gone(court_ids=[court_id], today=day, actor=actor)
