"""What raises an alert of each kind: rows that crossed a line between two days, as parts of a statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from cases.custody.selectors import held_since
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.limits.models import CaseClock
from courts.options.selectors import option_rules, own_values, values_of
from oversight.alerts.domain import AlertLevel, Kind, Line, reached
from oversight.alerts.models import Alert
from oversight.alerts.selectors import levels

# A clock counts when it is watched (open, and confirmed when it was imported) and runs.
_LIMIT = """
    clock.watched AND clock.stopped_since IS NULL AND clock.due_on IS NOT NULL
    AND clock.{line} > %(after)s AND clock.{line} <= %(until)s
"""
_PENDING = """
    matter.status = 'open' AND matter.open_confirmed
    AND matter.filed_on > %(begun_after)s AND matter.filed_on <= %(begun_until)s
"""
_CUSTODY = """
    stay.ended_on IS NULL AND stay.cancelled_at IS NULL
    AND stay.first_on > %(begun_after)s AND stay.first_on <= %(begun_until)s
    AND EXISTS (SELECT 1 FROM cases_case matter
                WHERE matter.id = stay.case_id AND matter.status = 'open' AND matter.open_confirmed)
"""


SOONEST_DAYS = 150
"""Nothing that began later is on a list of calendar time, whatever a court may set."""


@dataclass(frozen=True)
class Source:
    """Where the crossings of a level stand: a table by its short name, and the columns of the alert.

    ``row`` is held while the alert is written (FOR SHARE), so that a closing at the same
    moment is either seen here or sees the alert and closes it.
    """

    table: str
    row: str
    case: str
    due: str
    raised: str
    crossed: str

    @property
    def court(self) -> str:
        return f"{self.row}.court_id"


@dataclass(frozen=True)
class Crossing:
    """One level in the courts whose line is drawn alike."""

    level: AlertLevel
    source: Source
    courts: tuple[int, ...]
    values: dict[str, Any] = field(default_factory=dict)


def source_of(level: AlertLevel) -> Source:
    """Raises KeyError for a kind that no day raises."""
    if level.kind is Kind.LIMIT:
        line = f"clock.{level.column}"
        crossed = _LIMIT.format(line=level.column)
        return Source("cases_caseclock clock", "clock", "clock.case_id", "clock.due_on", line, crossed)
    table, row, case, begun, crossed = {
        Kind.PENDING: ("cases_case matter", "matter", "matter.id", "matter.filed_on", _PENDING),
        Kind.CUSTODY: ("cases_custody stay", "stay", "stay.case_id", "stay.first_on", _CUSTODY),
    }[level.kind]
    due = f"({begun} + make_interval(months => %(months)s))::date"
    return Source(table, row, case, due, f"{due} + 1", crossed)


def crossings(
    levels: Iterable[AlertLevel], courts: Iterable[int], after: date, until: date
) -> Iterator[Crossing]:
    """Each level in each group of courts that draw its line alike: calendar time by the court's months."""
    wanted = tuple(courts)
    for level in levels:
        source = source_of(level)
        if level.kind is Kind.LIMIT:
            yield Crossing(level, source, wanted, {"after": after, "until": until, "months": None})
            continue
        for months, alike in by_months(level, wanted).items():
            low = reached(after, months) if after > date(date.min.year + 10, 1, 1) else date.min
            values = {"begun_after": low, "begun_until": reached(until, months), "months": months}
            yield Crossing(level, source, alike, values)


def by_months(level: AlertLevel, courts: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The courts by the months after which they put a case on the list of a level."""
    own, usual = own_values(level.option), int(option_rules().latest(level.option).default)
    found: dict[int, list[int]] = defaultdict(list)
    for court_id in courts:
        found[int(own.get(court_id, usual))].append(court_id)
    return {months: tuple(alike) for months, alike in found.items()}


def crossed_by(case: Case, until: date) -> tuple[AlertLevel, ...]:
    """The levels whose line a case has crossed by a day, an alert or none, in two or three small reads."""
    if case.status != Status.OPEN.value or not case.open_confirmed:
        return ()
    behind = _lines_behind(case, until)
    found = [level for level in levels(Kind.LIMIT) if level.column in behind]
    begun = {Kind.PENDING: case.filed_on, Kind.CUSTODY: held_since(case) if case.detained else None}
    for kind, since in begun.items():
        if since is None or (until - since).days < SOONEST_DAYS:
            continue
        own = values_of(case.court_id, [level.option for level in levels(kind)])
        found += [level for level in levels(kind) if since <= reached(until, int(own[level.option]))]
    return tuple(found)


def crossed_among(cases: Sequence[Case], until: date) -> list[Case]:
    """The cases whose clock has a line behind it by a day for which no alert stands."""
    crossed = Q()
    for level in levels(Kind.LIMIT):
        standing = Alert.objects.filter(case=OuterRef("case"), kind=Kind.LIMIT.value, level=level.code)
        closed = Alert.Status.CLOSED
        missing = Q(~Exists(standing.exclude(status=closed)))
        crossed |= Q(**{f"{level.column}__lte": until}) & missing
    clocks = CaseClock.objects.filter(
        crossed, case__in=[case.pk for case in cases], watched=True, stopped_since=None, due_on__isnull=False
    )
    found = set(clocks.values_list("case_id", flat=True))
    return [case for case in cases if case.pk in found]


def _lines_behind(case: Case, until: date) -> set[str]:
    clock = CaseClock.objects.filter(case=case, watched=True, stopped_since=None).first()
    if clock is None or clock.due_on is None:
        return set()
    days = {line.value: getattr(clock, line.value) for line in Line}
    return {name for name, day in days.items() if day is not None and day <= until}
