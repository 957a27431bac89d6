"""What leaders closed against the average of their base, month by month.

A case counts on the day it was closed and for whoever handled it: for a leader within the days that
he held the post within the quota, for a judge of the base within the days that he belonged to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import repeat
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assignment.leaders.domain import (
    Periods,
    Span,
    Tally,
    Target,
    behind,
    both,
    closed_in,
    days,
    months_until,
    periods,
    without,
)
from assignment.leaders.selectors.rules import (
    Leader,
    leaders_of,
    own_acts,
    simple_procedures,
    target_of,
    targets,
)
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.documents.models import Document
from cases.nodes.models import NodeEvent
from courts.actors.domain import Role
from courts.options.selectors import option, values_of
from courts.people.models import Post, QuotaTerm
from courts.places.models import Court


@dataclass(frozen=True)
class Standing:
    """One leader against the target: the year so far, month by month, and what kind the cases are."""

    leader: Leader
    target: Target | None
    target_bp: int
    tally: Tally
    months: tuple[Tally, ...]
    simple: int
    series: int
    nominal: tuple[UUID, ...]

    @property
    def behind(self) -> bool:
        return self.target is not None and behind(self.tally, self.target_bp)


@dataclass(frozen=True)
class _Own:
    """A case that a leader closed."""

    pk: UUID
    closed_on: int
    simple: bool
    series: bool
    nominal: bool


def standings(court: Court, year: int, today: date, only: UUID | None = None) -> list[Standing]:
    """Every leader of a court in a year, up to today: ten statements, however many leaders and cases."""
    until = min(today, date(year, 12, 31))
    if until < date(year, 1, 1):
        return []
    counted = _Counted(court, year, until)
    return [counted.standing(one) for one in counted.leaders if only is None or one.person_id == only]


class _Counted:
    """What was closed by whom on which day, and who belonged to what when."""

    def __init__(self, court: Court, year: int, until: date) -> None:
        self.court, self.first, self.until = court, date(year, 1, 1), until
        self.year = (self.first.toordinal(), until.toordinal())
        self.months = months_until(year, until)
        self.leaders = leaders_of(court.pk, year, until)
        self.options = values_of(court.pk, [target.option for target in targets()])
        self.quota = self._periods(QuotaTerm.objects.filter(court=court))
        self.leading = self._leading() if option(court.pk, "LEADER-BASE-PLAIN") else {}
        self.closed = self._closed()
        self.own = self._own()
        self.bases: dict[int | None, list[tuple[int, int]]] = {}

    def _periods(self, rows: Any, *keys: str) -> dict[Any, Periods]:
        inside = Q(from_on__lte=self.until) & (Q(to_on=None) | Q(to_on__gte=self.first))
        found: dict[Any, list[Span]] = defaultdict(list)
        for person, *rest in rows.filter(inside).values_list("person_id", *keys, "from_on", "to_on"):
            *key, begins, ends = rest
            found[(person, *key) if key else person].append((begins, ends))
        return {key: periods(spans, self.first, self.until) for key, spans in found.items()}

    @cached_property
    def rooms(self) -> dict[Any, Periods]:
        """The days on which each judge belonged to each division."""
        judges = Post.objects.filter(court=self.court, role=Role.JUDGE.value, division__isnull=False)
        return self._periods(judges, "division_id")

    def _leading(self) -> dict[UUID, Periods]:
        """The days on which each leader was one, which the average leaves out."""
        spans: dict[UUID, list[Span]] = defaultdict(list)
        for one in self.leaders:
            spans[one.person_id] += one.spans
        return {pk: periods(each, self.first, self.until) for pk, each in spans.items()}

    def _in_year(self) -> QuerySet[Case]:
        return Case.objects.filter(
            court=self.court, status=Status.CLOSED.value, closed_on__range=(self.first, self.until)
        ).order_by()

    def _closed(self) -> dict[UUID, list[int]]:
        counted = self._in_year().values_list("handling__handler_id", "closed_on").annotate(n=Count("pk"))
        found: dict[UUID, list[int]] = defaultdict(list)
        for handler, day, number in counted.order_by("closed_on"):
            if handler is not None and day is not None:
                found[handler] += repeat(day.toordinal(), number)
        return found

    def _own(self) -> dict[UUID, list[_Own]]:
        cases = self._in_year().filter(handling__handler__in={one.person_id for one in self.leaders})
        empty = set(nominal(cases, self.until).values_list("pk", flat=True))
        simple = simple_procedures(self.until)
        found: dict[UUID, list[_Own]] = defaultdict(list)
        named = ("handling__handler_id", "pk", "closed_on", "procedure", "series_key")
        for handler, pk, day, procedure, series in cases.values_list(*named):
            if handler is not None and day is not None:
                row = _Own(pk, day.toordinal(), procedure in simple, bool(series), pk in empty)
                found[handler].append(row)
        return found

    def standing(self, leader: Leader) -> Standing:
        target = target_of(leader.post, self.court.level, self.until)
        held = both(periods(leader.spans, self.first, self.until), self.quota.get(leader.person_id, []))
        division = leader.division_id if target is not None and target.base == "division" else None
        year, *months = (
            self._tally(leader.person_id, both(held, [period]), base)
            for period, base in zip([self.year, *self.months], self._base(division), strict=True)
        )
        own = [
            row
            for row in self.own.get(leader.person_id, [])
            if any(start <= row.closed_on <= stop for start, stop in held)
        ]
        return Standing(
            leader=leader,
            target=target if held else None,
            target_bp=target.of_court(int(self.options[target.option])) if target else 0,
            tally=year,
            months=tuple(months),
            simple=sum(row.simple for row in own),
            series=sum(row.series for row in own),
            nominal=tuple(row.pk for row in own if row.nominal),
        )

    def _tally(self, person: UUID, held: Periods, base: tuple[int, int]) -> Tally:
        return Tally(closed_in(self.closed.get(person, []), held), days(held), *base)

    def _base(self, division: int | None) -> list[tuple[int, int]]:
        """Cases and days of the base, in the year and in each month; ``None``: the whole court."""
        if division not in self.bases:
            judges = [(self.closed.get(judge, []), held) for judge, held in self._judges(division)]
            self.bases[division] = [
                (
                    sum(closed_in(closed, both(held, [period])) for closed, held in judges),
                    sum(days(both(held, [period])) for _closed, held in judges),
                )
                for period in (self.year, *self.months)
            ]
        return self.bases[division]

    def _judges(self, division: int | None) -> Iterable[tuple[UUID, Periods]]:
        for judge, held in self.quota.items():
            if division is not None:
                held = both(held, self.rooms.get((judge, division), []))
            held = without(held, self.leading.get(judge, []))
            if held:
                yield judge, held


def nominal(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Those of the cases without a hearing, deliberation or paper of the handling judge's own."""
    acts = own_acts().in_force(on)
    mine = OuterRef("handling__handler_id")
    events = NodeEvent.objects.filter(
        case=OuterRef("pk"), entered_by_person=mine, node__in=_all(act.nodes for act in acts)
    )
    titled = Q(pk__in=())
    for word in _all(act.titles for act in acts):
        titled |= Q(title__contains=word) | Q(name__contains=word)
    papers = Document.objects.filter(titled, case=OuterRef("pk"), uploaded_by_person=mine, withdrawn_at=None)
    return cases.exclude(Exists(events)).exclude(Exists(papers))


def _all(groups: Iterable[Collection[str]]) -> list[str]:
    return [one for group in groups for one in group]
