"""Reading roll-ups: flows of a span of days, what stood pending on a day, lamps, ages, times taken.

Every reader takes a ``Scope``; it counts exactly the cases of ``docket.visible``
in its courts (and division), so a figure and its list are the same cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Func, IntegerField, Min, Model, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from cases.docket.domain import Seal
from cases.docket.models import Case, CaseHandling, CaseReader
from cases.docket.selectors import visible
from courts.actors.domain import Right, Viewer
from oversight.rollups.domain import ONE_DAY, Flow, cut, next_month
from oversight.rollups.models import DayFlow, Docket, DrawChance, Ended, MonthFlow, Standing

_FLOW_SUMS = {field.name: Sum(field.name, default=0) for field in fields(Flow)}
KEYS = {"court": "court_id", "division": "division_id", "case_type": "type_code", "judge": "handler_id"}
"""What counts may be grouped by, and the column of each."""
Key = tuple[Any, ...]
_Sums = tuple[Key, dict[str, int]]
_DAYS = Func(
    "closed_on", "filed_on", template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
)
"""Whole days from filing to closing: what the database makes of one date less another."""
RUNNING, STOPPED, NONE = "running", "stopped", "none"


@dataclass(frozen=True)
class Scope:
    """Whose cases are counted: of some courts, of one division of them, and which sealed ones."""

    court_ids: tuple[int, ...]
    division_id: int | None = None
    sealed: frozenset[UUID] = frozenset()

    def of(self, table: type[Model]) -> QuerySet[Any]:
        """The rows of a roll-up that this scope counts."""
        wanted = Q(court_id__in=self.court_ids)
        if self.division_id is not None:
            wanted &= Q(division_id=self.division_id)
        seen = Q(sealed_case=None)
        if self.sealed:
            seen |= Q(sealed_case__in=self.sealed)
        return table._default_manager.filter(wanted, seen).order_by()


def scope_of(user: Viewer, court_ids: Collection[int], division_id: int | None = None) -> Scope:
    """The scope of a viewer who reads these courts, or this division of them, whole."""
    return Scope(tuple(sorted(court_ids)), division_id, sealed_for(user, court_ids))


def sealed_for(user: Viewer, court_ids: Collection[int]) -> frozenset[UUID]:
    """The accepted sealed cases of the courts that the viewer may know of.

    ``docket.visible`` decides; it is asked only about those the viewer has something
    to do with, since all that a court has would be many.
    """
    if user.person_id is None:
        return frozenset()
    handled = CaseHandling.objects.filter(handler_id=user.person_id, court_id__in=court_ids)
    sealed = ~Q(case__sealed=Seal.NONE.value)
    near = set(handled.filter(sealed).values_list("case_id", flat=True))
    granted = CaseReader.objects.filter(user_id=user.person_id)
    near |= set(granted.values_list("content_object_id", flat=True))
    entered = Case.objects.filter(entered_by_id=user.person_id, court_id__in=court_ids)
    near |= set(entered.exclude(sealed=Seal.NONE.value).values_list("pk", flat=True))
    near |= set(_waiting(set(court_ids) & user.courts_with(Right.ACCEPT)))
    if not near:
        return frozenset()
    known = visible(user).filter(pk__in=near, court_id__in=court_ids, filed_on__isnull=False)
    return frozenset(known.exclude(sealed=Seal.NONE.value).values_list("pk", flat=True))


def _waiting(court_ids: Collection[int]) -> Iterable[UUID]:
    """Sealed cases that nobody handles yet: the business of those who accept filings, and of nobody else."""
    if not court_ids:
        return ()
    waiting = Docket.objects.filter(court_id__in=court_ids, assigned=False, sealed_case__isnull=False)
    return waiting.values_list("sealed_case_id", flat=True)


def _columns(keys: Sequence[str]) -> list[str]:
    return [KEYS[key] for key in keys]


def _summed(rows: QuerySet[Any], columns: Sequence[str], sums: Mapping[str, Sum]) -> Iterator[_Sums]:
    """(key, sums by name) of the rows, grouped by the columns; one row in all without columns."""
    named = {f"sum_{name}": value for name, value in sums.items()}
    if not columns:
        total = rows.aggregate(**named)
        yield (), {name: total[f"sum_{name}"] for name in sums}
        return
    for row in rows.values_list(*columns).annotate(**named):
        yield tuple(row[: len(columns)]), dict(zip(sums, row[len(columns) :], strict=True))


def flows(scope: Scope, first: date, last: date, *keys: str, monthly: bool = False) -> dict[Key, Flow]:
    """Flows of the days from ``first`` to ``last``, by ``keys`` (of ``KEYS``); nothing where nothing was.

    With ``monthly`` the first day of the month follows as the last part of each key.
    Whole months are read from the monthly roll-up, except by judge.
    """
    columns = _columns(keys) + (["at"] if monthly else [])
    found: dict[Key, Flow] = defaultdict(Flow)
    for rows in _flow_rows(scope, first, last, by_judge="judge" in keys):
        for key, sums in _summed(rows, columns, _FLOW_SUMS):
            found[key] += Flow(**sums)
    return dict(found)


def _flow_rows(scope: Scope, first: date, last: date, *, by_judge: bool) -> Iterable[QuerySet[Any]]:
    """The rows that make up a span, each with ``at``, the first day of its month."""
    days = scope.of(DayFlow).annotate(at=TruncMonth("day"))
    if by_judge:
        yield days.filter(day__range=(first, last))
        return
    parts = cut(first, last)
    if parts.months:
        span = (parts.months[0], parts.months[-1])
        yield scope.of(MonthFlow).filter(month__range=span).annotate(at=F("month"))
    if parts.loose:
        wanted = Q()
        for begins, ends in parts.loose:
            wanted |= Q(day__range=(begins, ends))
        yield days.filter(wanted)


def flow(scope: Scope, first: date, last: date) -> Flow:
    """The flow of a span of days."""
    return flows(scope, first, last).get((), Flow())


def _open(keys: Sequence[str]) -> type[Model]:
    """The roll-up of open cases that knows these keys, the smaller one where it does."""
    return Standing if "judge" in keys else Docket


def _stood(day: date) -> tuple[Q, Q]:
    """Of open and of closed cases, those pending at the end of a day."""
    return Q(filed_on__lte=day), Q(filed_on__lte=day, closed_on__gt=day)


def _counts(scope: Scope, day: date, wanted: dict[str, Q], keys: Sequence[str]) -> dict[Key, dict[str, int]]:
    """Sums of the cases pending at the end of ``day`` that fit each condition, by ``keys``."""
    columns = _columns(keys)
    found: dict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(wanted, 0))
    tables: tuple[type[Model], ...] = (_open(keys), Ended)
    for table, stood in zip(tables, _stood(day), strict=True):
        sums = {name: Sum("number", filter=fits, default=0) for name, fits in wanted.items()}
        for key, numbers in _summed(scope.of(table).filter(stood), columns, sums):
            for name, number in numbers.items():
                found[key][name] += number
    return dict(found)


def standing(scope: Scope, day: date, *keys: str) -> dict[Key, dict[str, int]]:
    """Cases pending at the end of ``day``: ``pending``, ``over`` and ``near`` the limit, by ``keys``.

    On a past day over and near follow the limit as it stands now (of a closed case:
    as it stood at the end), without cases whose clock stands still or nobody confirmed as open.
    """
    wanted = {
        "pending": Q(),
        "over": Q(black_on__lte=day),
        "near": Q(yellow_on__lte=day) & (Q(black_on=None) | Q(black_on__gt=day)),
    }
    return _counts(scope, day, wanted, keys)


def pending_between(scope: Scope, day: date, spans: dict[str, tuple[date | None, date]]) -> dict[str, int]:
    """Cases pending at the end of ``day`` by when they were filed: name -> (first or None, last) day."""
    wanted = {
        name: Q(filed_on__lte=last) & (Q(filed_on__gte=first) if first else Q())
        for name, (first, last) in spans.items()
    }
    return _counts(scope, day, wanted, ()).get((), dict.fromkeys(spans, 0))


def older_than(scope: Scope, day: date, months: int, *keys: str) -> dict[Key, int]:
    """Cases pending at the end of ``day`` that were filed ``months`` or more before it, by ``keys``."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    latest = date(year, month + 1, min(day.day, (next_month(date(year, month + 1, 1)) - ONE_DAY).day))
    found = _counts(scope, day, {"n": Q(filed_on__lte=latest)}, keys)
    return {key: counts["n"] for key, counts in found.items()}


_STEPS = (("black", "black_on"), ("red", "red_on"), ("orange", "orange_on"), ("yellow", "yellow_on"))


def _lamp_sums(today: date) -> dict[str, Sum]:
    """A sum for every lamp: of those that have come, the most urgent one."""
    found: dict[str, Q] = {STOPPED: Q(state=STOPPED), NONE: Q(state=NONE)}
    rest = Q(state=RUNNING)
    for lamp, column in (*_STEPS, ("blue", "blue_on")):
        found[lamp] = rest & Q(**{f"{column}__lte": today})
        rest &= Q(**{column: None}) | Q(**{f"{column}__gt": today})
    found["normal"] = rest
    return {lamp: Sum("number", filter=fits, default=0) for lamp, fits in found.items()}


def lamps(scope: Scope, today: date, *keys: str) -> dict[Key, dict[str, int]]:
    """Open cases by lamp on ``today``, with their ``total``, by ``keys``."""
    sums = _lamp_sums(today) | {"total": Sum("number", default=0)}
    return dict(_summed(scope.of(_open(keys)), _columns(keys), sums))


def state_of_docket(scope: Scope, today: date) -> dict[str, Any]:
    """What of the open cases wants somebody's attention, in one query.

    ``stopped`` with ``stopped_first`` (the earliest day), ``unassigned`` with
    ``unassigned_first`` (the earliest filing), ``imports`` nobody confirmed as open,
    ``no_limit`` (confirmed, and no limit runs), ``four_yes`` and ``four_open`` (not yet answered).
    """
    number = "number"
    unassigned = Q(assigned=False, unconfirmed=False)
    found: dict[str, Any] = scope.of(Docket).aggregate(
        stopped=Sum(number, filter=Q(state=STOPPED), default=0),
        stopped_first=Min("stopped_since"),
        unassigned=Sum(number, filter=unassigned, default=0),
        unassigned_first=Min("filed_on", filter=unassigned),
        imports=Sum(number, filter=Q(unconfirmed=True), default=0),
        no_limit=Sum(number, filter=Q(state=NONE, unconfirmed=False), default=0),
        four_yes=Sum(number, filter=Q(four_category=True), default=0),
        four_open=Sum(number, filter=Q(four_category=None, unconfirmed=False), default=0),
        total=Sum(number, default=0),
    )
    return found


def unassigned_by_day(scope: Scope) -> dict[date, int]:
    """Open cases without a handler by the day of filing; imports nobody confirmed are left out."""
    rows = scope.of(Docket).filter(assigned=False, unconfirmed=False).values_list("filed_on")
    return dict(rows.annotate(total=Sum("number")))


def last_days(scope: Scope, first: date, last: date, *keys: str) -> dict[Key, int]:
    """Open cases with a running limit whose last day within it lies between two days, by ``keys``."""
    rows = scope.of(_open(keys)).filter(black_on__range=(first + ONE_DAY, last + ONE_DAY))
    sums = {"n": Sum("number", default=0)}
    return {key: found["n"] for key, found in _summed(rows, _columns(keys), sums)}


def times_taken(scope: Scope, first: date, last: date, *keys: str) -> dict[Key, dict[int, int]]:
    """Natural days from filing to closing of the cases closed in a span: days -> cases, by ``keys``."""
    found: dict[Key, dict[int, int]] = defaultdict(dict)
    rows = scope.of(Ended).filter(closed_on__range=(first, last)).annotate(days=_DAYS)
    for (*key, days), sums in _summed(rows, [*_columns(keys), "days"], {"n": Sum("number")}):
        found[tuple(key)][days] = sums["n"]
    return dict(found)


def closers(court_id: int, first: date, last: date) -> set[UUID]:
    """Whoever handled a case that the court closed in a span, sealed ones included: people, no cases."""
    rows = Ended.objects.filter(court_id=court_id, closed_on__range=(first, last), handler__isnull=False)
    return set(rows.order_by().values_list("handler_id", flat=True).distinct())


@dataclass(frozen=True)
class Chance:
    """A judge's chance in draws: ``expected`` and ``variance`` in cases, ``drawn`` as it came."""

    draws: int
    drawn: int
    expected: float
    variance: float


def chances(scope: Scope, first: date, last: date) -> dict[UUID, Chance]:
    """The judges in the rosters of the draws of cases filed in a span; draws belong to no division."""
    everywhere = Scope(scope.court_ids, None, scope.sealed)
    rows = everywhere.of(DrawChance).filter(day__range=(first, last)).values_list("judge_id")
    summed = rows.annotate(n=Sum("draws"), got=Sum("drawn"), chance=Sum("chance"), spread=Sum("spread"))
    return {
        judge: Chance(draws, drawn, chance / 1_000_000, spread / 1_000_000)
        for judge, draws, drawn, chance, spread in summed
    }
