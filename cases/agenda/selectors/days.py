"""The kinds of day that follow from the clock of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.agenda.domain import reminders
from cases.agenda.registry import Kind
from cases.docket.models import Case
from cases.limits.models import CaseClock
from courts.options.selectors import option, own_values


@dataclass(frozen=True)
class Dated:
    """Days that stand in one column of a table with ``case`` and ``court``."""

    rows: Callable[[], QuerySet[Any]]
    column: str

    def _between(self, cases: QuerySet[Case], first: date, last: date, court_id: int | None) -> QuerySet[Any]:
        inside = self.rows().filter(**{f"{self.column}__range": (first, last)})
        return _of(inside, cases, court_id)

    def counted(
        self, cases: QuerySet[Case], first: date, last: date, *, court_id: int | None = None
    ) -> dict[date, int]:
        found = self._between(cases, first, last, court_id).order_by().values_list(self.column)
        return dict(found.annotate(count=Count("case_id", distinct=True)))

    def listed(
        self, cases: QuerySet[Case], first: date, last: date, most: int, *, court_id: int | None = None
    ) -> Sequence[tuple[date, UUID]]:
        found = self._between(cases, first, last, court_id).order_by(self.column, "case_id")
        return list(found.values_list(self.column, "case_id").distinct()[:most])


@dataclass(frozen=True)
class Reminders:
    """Clocks that stand still are recalled every so many days, the value of the option ``every``."""

    every: str

    def _days(
        self, cases: QuerySet[Case], first: date, last: date, court_id: int | None
    ) -> Iterator[tuple[date, UUID]]:
        usual, own = int(option(None, self.every)), own_values(self.every)
        stopped = _of(CaseClock.objects.filter(watched=True, stopped_since__lt=last), cases, court_id)
        for case_id, of_court, since in stopped.values_list("case_id", "court_id", "stopped_since"):
            assert since is not None  # the filter's
            for day in reminders(since, int(own.get(of_court, usual)), first, last):
                yield day, case_id

    def counted(
        self, cases: QuerySet[Case], first: date, last: date, *, court_id: int | None = None
    ) -> dict[date, int]:
        return dict(Counter(day for day, _case in self._days(cases, first, last, court_id)))

    def listed(
        self, cases: QuerySet[Case], first: date, last: date, most: int, *, court_id: int | None = None
    ) -> Sequence[tuple[date, UUID]]:
        return sorted(self._days(cases, first, last, court_id))[:most]


def _of(rows: QuerySet[Any], cases: QuerySet[Case], court_id: int | None) -> QuerySet[Any]:
    """Rows of some cases; a court's are found by their own index, each then asked whether it is seen."""
    if court_id is None:
        return rows.filter(case__in=cases.order_by().values("pk"))
    return rows.filter(Exists(cases.order_by().filter(pk=OuterRef("case_id"))), court=court_id)


def _running() -> QuerySet[CaseClock]:
    return CaseClock.objects.filter(watched=True, stopped_since=None)


def kinds_of_limits() -> list[Kind]:
    """Due dates, last days for asking and red days."""
    return [
        Kind("due", 10, _("届满"), _("审限届满日"), "flag", "due", Dated(_running, "due_on")),
        Kind(
            "ask",
            20,
            _("申请截止"),
            _("申请延长审限的最后一日"),
            "lamp-orange",
            "ask",
            Dated(_running, "last_request_on"),
        ),
        Kind("red", 30, _("亮红灯"), _("届满前数日，红灯亮起"), "lamp-red", "red", Dated(_running, "red_on")),
    ]
