"""Computing many clocks anew: for a year of the calendar, or for what a court reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from cases.docket.domain import Status
from cases.docket.registry import CaseEvent, emit_for_all
from cases.docket.services import note
from cases.limits.domain import RECOMMENDED, LedgerEntry, Readings
from cases.limits.models import CaseClock
from cases.limits.selectors import entries_of, law, readings_by_court
from cases.limits.services.clocks import MOVING, moved, rebase, result_of, standing
from courts.actors.domain import Actor
from courts.calendar.domain import WorkCalendar
from courts.calendar.registry import Weight
from courts.calendar.selectors import work_calendar
from courts.refusals.domain import Refused

WEIGHED = 5000
"""A preview looks at no more cases than these."""
BATCH = 500


@dataclass
class Recomputed:
    """What became of some clocks: how many were computed, how many moved.

    ``kept`` are cases whose ledger breaks a rule when it is read anew: their clocks stand as they were.
    """

    seen: int = 0
    moved: int = 0
    kept: list[dict[str, str]] = field(default_factory=list)


def recompute(
    clocks: Sequence[CaseClock], reason: str, *, actor: Actor, today: date | None = None
) -> Recomputed:
    """Compute locked clocks (with their cases) anew from their ledgers, in the running transaction.

    ``today``: the business date they stand for, where it is not the actor's own. Each date that
    moved is on the trail with the reason; what hangs on the dates is told.
    """
    calendar, found = work_calendar(), Recomputed(len(clocks))
    changed: list[CaseClock] = []
    for clock, ledger, readings in _joined(clocks, readings_by_court()):
        before = standing(clock)
        rebase(clock, readings)
        try:
            result = result_of(clock, ledger, calendar, readings, today or actor.today)
        except Refused as refused:
            found.kept.append({"case": str(clock.case_id), "rule": refused.code})
            continue
        if moves := moved(clock, result, before):
            changed.append(clock)
            note("clock_recomputed", clock.case, actor, reason=reason, changed=moves)
    if changed:
        _save_all(changed)
        emit_for_all(CaseEvent.CLOCK_CHANGED, [clock.case for clock in changed], actor)
    found.moved = len(changed)
    return found


def _save_all(clocks: Sequence[CaseClock]) -> None:
    """Write the dates of many clocks in one statement."""
    columns = [field for field in CaseClock._meta.concrete_fields if field.name in MOVING]
    types = [f"%s::{(column.db_type(connection) or '').split('(')[0]}[]" for column in columns]
    names = [connection.ops.quote_name(column.attname) for column in columns]
    statement = (
        f"UPDATE {CaseClock._meta.db_table} AS clock SET "
        + ", ".join(f"{name} = new.{name}" for name in names)
        + f" FROM unnest(%s::uuid[], {', '.join(types)}) AS new (case_id, {', '.join(names)})"
        + " WHERE clock.case_id = new.case_id"
    )
    values = [[getattr(clock, column.attname) for clock in clocks] for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(statement, [[clock.case_id for clock in clocks], *values])


def touched_by_year(year: int) -> QuerySet[CaseClock]:
    """The running clocks of open cases that may turn on a year's calendar."""
    return _running().filter(
        Q(due_on__year=year)
        | Q(latest_lawful_on__year=year)
        | Q(calendar_confirmed=False)
        | Q(rule_code__in=_in_workdays(), base_on__year__lte=year, due_on__year__gte=year)
    )


def touched_by_reading(court_id: int) -> QuerySet[CaseClock]:
    """The running clocks of a court's open cases."""
    return _running().filter(court_id=court_id)


def weigh_year(year: int, calendar: WorkCalendar, today: date) -> Weight:
    """How many open cases' dates a year's calendar would move, of the first ``WEIGHED``. Saves nothing."""
    count = total = 0
    for clock, ledger, readings in _with_ledgers(touched_by_year(year), most=WEIGHED + 1):
        total += 1
        if total <= WEIGHED and _would_move(clock, ledger, calendar, readings, today):
            count += 1
    return Weight(count, total > WEIGHED)


def _would_move(
    clock: CaseClock,
    ledger: tuple[LedgerEntry, ...],
    calendar: WorkCalendar,
    readings: Readings,
    today: date,
) -> bool:
    try:
        return bool(moved(clock, result_of(clock, ledger, calendar, readings, today)))
    except Refused:
        return False


def _with_ledgers(
    clocks: QuerySet[CaseClock], *, most: int
) -> Iterator[tuple[CaseClock, tuple[LedgerEntry, ...], Readings]]:
    """Each clock that runs, with what stands in its ledger and its court's readings."""
    readings = readings_by_court()
    batch: list[CaseClock] = []
    ordered = clocks.select_related("case").order_by("court_id", "case_id")[:most]
    for clock in ordered.iterator(chunk_size=BATCH):
        batch.append(clock)
        if len(batch) == BATCH:
            yield from _joined(batch, readings)
            batch = []
    yield from _joined(batch, readings)


def _joined(
    batch: Sequence[CaseClock], readings: dict[int, Readings]
) -> Iterator[tuple[CaseClock, tuple[LedgerEntry, ...], Readings]]:
    ledgers = entries_of(clock.case_id for clock in batch)
    for clock in batch:
        yield clock, ledgers[clock.case_id], readings.get(clock.court_id, RECOMMENDED)


def _running() -> QuerySet[CaseClock]:
    return CaseClock.objects.filter(case__status=Status.OPEN.value, base_on__isnull=False)


def _in_workdays() -> list[str]:
    """Rules counted in working days: every year their count passes through may move them."""
    return [rule.code for rule in law().rules if rule.base is not None and rule.base.by_workdays]
