"""Figures of a court, each from the cases the viewer may know of, each with the query of its list.

A list is opened by the filters of ``cases.register`` (``Query``), so a figure and
its list are the same cases.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import visible
from cases.limits.domain import Lamp
from cases.limits.selectors import lamp_is
from courts.actors.domain import Right, Viewer
from courts.places.models import Court
from courts.places.selectors import court_ids_below
from courts.refusals.domain import NotVisible
from courts.rulebook.selectors import load
from oversight.dashboards.domain import AgeBand, Frame

NOUN = "oversight/dashboards"
OPEN = Q(status=Status.OPEN.value)
NEAR = (Lamp.YELLOW, Lamp.ORANGE, Lamp.RED)
LAMPS = (
    Lamp.NORMAL,
    Lamp.BLUE,
    Lamp.YELLOW,
    Lamp.ORANGE,
    Lamp.RED,
    Lamp.BLACK,
    Lamp.STOPPED,
    Lamp.NONE,
)


def age_bands() -> list[AgeBand]:
    """Bands of age, the youngest first."""
    return list(load(NOUN, "age_bands", AgeBand))


def courts_to_choose(user: Viewer) -> QuerySet[Court]:
    """The courts whose dashboard a viewer may open: those read whole, in the order of their codes."""
    if not user.may_anywhere(Right.DASHBOARD):
        return Court.objects.none()
    return Court.objects.filter(pk__in=user.read_courts).order_by("code")


def chosen_court(user: Viewer, code: str, home: Court | None) -> Court:
    """The court asked for, else the viewer's own. Raises NotVisible (404)."""
    courts = courts_to_choose(user)
    if code:
        found = courts.filter(code=code).first()
    else:
        found = (courts.filter(pk=home.pk).first() if home else None) or courts.first()
    if found is None:
        raise NotVisible(code or "dashboard")
    return found


def of_court(user: Viewer, court: Court) -> QuerySet[Case]:
    """The ground of every figure: the court's cases that the viewer may know of."""
    return visible(user).filter(court=court)


def _pending_on(day: date) -> Q:
    """Filed by the end of a day and not closed by then."""
    return Q(filed_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gt=day))


def _near(today: date) -> Q:
    found = Q()
    for lamp in NEAR:
        found |= lamp_is(lamp, today)
    return found


def _count(wanted: Q) -> Count:
    return Count("pk", filter=wanted)


def _flow(frame: Frame) -> dict[str, Any]:
    """Filed, closed, pending and carried over, this year up to today and last year up to the same day."""
    this, last = (frame.start, frame.today), (frame.last_start, frame.same_day)
    return {
        "filed": _count(Q(filed_on__range=this)),
        "closed": _count(Q(closed_on__range=this)),
        "carried": _count(_pending_on(frame.before)),
        "pending": _count(OPEN),
        "filed_last": _count(Q(filed_on__range=last)),
        "closed_last": _count(Q(closed_on__range=last)),
        "carried_last": _count(_pending_on(frame.before_last)),
        "pending_last": _count(_pending_on(frame.same_day)),
    }


def _urgent(frame: Frame) -> dict[str, Any]:
    """Over and near the limit and stopped, with what of it can be told of last year's day.

    Last year's day is judged by the limit as it stands now, and without imported
    cases that nobody confirmed; whether a clock stood still then is not kept.
    """
    day = frame.same_day
    then = _pending_on(day) & Q(open_confirmed=True, clock__due_on__isnull=False)
    return {
        "over": _count(OPEN & lamp_is(Lamp.BLACK, frame.today)),
        "near": _count(OPEN & _near(frame.today)),
        "stopped": _count(OPEN & lamp_is(Lamp.STOPPED, frame.today)),
        "stopped_since": Min("clock__stopped_since", filter=OPEN & lamp_is(Lamp.STOPPED, frame.today)),
        "over_last": _count(then & Q(clock__over_on__lte=day)),
        "near_last": _count(then & Q(clock__near_on__lte=day, clock__over_on__gt=day)),
    }


def totals(cases: QuerySet[Case], frame: Frame) -> dict[str, Any]:
    """The leading figures, in one query."""
    return cases.aggregate(**_flow(frame), **_urgent(frame))


@dataclass(frozen=True)
class Month:
    """Filed, closed and pending at the end; the running month of both years up to the same day."""

    month: int
    filed: int
    closed: int
    pending: int
    filed_last: int
    pending_last: int


def by_month(cases: QuerySet[Case], frame: Frame, carried: int, carried_last: int) -> list[Month]:
    """The months of this year beside last year's, from what was carried over and what came and went."""
    filed, closed = _monthly(cases, "filed_on", frame), _monthly(cases, "closed_on", frame)
    year, last = frame.today.year, frame.today.year - 1
    found = []
    for month in frame.months:
        carried += filed.get((year, month), 0) - closed.get((year, month), 0)
        carried_last += filed.get((last, month), 0) - closed.get((last, month), 0)
        found.append(
            Month(
                month=month,
                filed=filed.get((year, month), 0),
                closed=closed.get((year, month), 0),
                pending=carried,
                filed_last=filed.get((last, month), 0),
                pending_last=carried_last,
            )
        )
    return found


def _monthly(cases: QuerySet[Case], column: str, frame: Frame) -> dict[tuple[int, int], int]:
    """Cases by (year, month) of a day, each year up to the same day of its year."""
    span = Q(**{f"{column}__range": (frame.start, frame.today)})
    span |= Q(**{f"{column}__range": (frame.last_start, frame.same_day)})
    grouped = (
        cases.filter(span)
        .annotate(in_year=ExtractYear(column), in_month=ExtractMonth(column))
        .order_by()
        .values_list("in_year", "in_month")
        .annotate(n=Count("pk"))
    )
    return {(year, month): number for year, month, number in grouped}


def by_division(cases: QuerySet[Case], today: date) -> list[dict[str, Any]]:
    """Lamps of pending cases by division, in institutional order; cases nobody handles come last."""
    named = {
        "division": "handling__division_id",
        "name": "handling__division__name",
        "order": "handling__division__order",
    }
    grouped = (
        cases.filter(OPEN)
        .order_by()
        .values(*named.values())
        .annotate(total=Count("pk"), **{lamp.value: _count(lamp_is(lamp, today)) for lamp in LAMPS})
    )
    rows = [
        {
            **{key: row[path] for key, path in named.items()},
            "total": row["total"],
            "lamps": {lamp.value: row[lamp.value] for lamp in LAMPS},
        }
        for row in grouped
    ]
    return sorted(rows, key=lambda row: (row["division"] is None, row["order"] or 0, row["division"] or 0))


@dataclass(frozen=True)
class Age:
    """Pending cases of one band of age, today and on last year's day."""

    band: AgeBand
    now: int
    last: int


def by_age(cases: QuerySet[Case], frame: Frame) -> list[Age]:
    """Pending cases by natural time since filing."""
    bands = age_bands()
    wanted = {f"now_{band.code}": _count(OPEN & _filed(band, frame.today)) for band in bands}
    day = frame.same_day
    wanted |= {f"last_{band.code}": _count(_pending_on(day) & _filed(band, day)) for band in bands}
    found = cases.aggregate(**wanted)
    return [Age(band, found[f"now_{band.code}"], found[f"last_{band.code}"]) for band in bands]


def _filed(band: AgeBand, day: date) -> Q:
    first, latest = band.filed(day)
    return Q(filed_on__lte=latest) & (Q(filed_on__gte=first) if first else Q())


def courts_below(user: Viewer, court: Court, frame: Frame) -> list[dict[str, Any]]:
    """Figures of the courts under a court that the viewer reads whole, in the order of their codes."""
    below = Court.objects.filter(pk__in=court_ids_below(court.pk) & user.read_courts).order_by("code")
    courts = list(below)
    if not courts:
        return []
    grouped = (
        visible(user)
        .filter(court__in=[lower.pk for lower in courts])
        .order_by()
        .values("court_id")
        .annotate(**_flow(frame), **_urgent(frame))
    )
    figures = {row["court_id"]: row for row in grouped}
    return [{"court": lower, **figures[lower.pk]} for lower in courts if lower.pk in figures]


def added(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Sums of the rows of ``by_division``, by lamp, with ``total``."""
    found = {lamp.value: 0 for lamp in LAMPS} | {"total": 0}
    for row in rows:
        found["total"] += row["total"]
        for lamp, number in row["lamps"].items():
            found[lamp] += number
    return found
