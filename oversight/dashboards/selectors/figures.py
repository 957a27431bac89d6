"""Figures of a dashboard, all from the roll-ups of a scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.docket.domain import Seal
from courts.people.models import Person
from courts.places.models import Court, Division
from courts.rulebook.selectors import load
from oversight.alerts.models import Alert
from oversight.dashboards.domain import AgeBand, Frame, LuckBand, TimeBand
from oversight.rollups import selectors as rollups
from oversight.rollups.domain import Flow
from oversight.rollups.selectors import Chance, Scope

NOUN = "oversight/dashboards"
NOTHING = {"pending": 0, "over": 0, "near": 0}


def age_bands() -> list[AgeBand]:
    """Bands of age, the youngest first."""
    return list(load(NOUN, "age_bands", AgeBand))


def time_bands() -> list[TimeBand]:
    """Bands of time taken, the shortest first."""
    return list(load(NOUN, "time_bands", TimeBand))


def luck_bands() -> list[LuckBand]:
    """Bands of luck in the draws, from fewer than expected to more."""
    return list(load(NOUN, "luck_bands", LuckBand))


def wait_bands() -> list[TimeBand]:
    """Bands of waiting for an acknowledgement, the shortest first."""
    return list(load(NOUN, "wait_bands", TimeBand))


@dataclass(frozen=True)
class Part:
    """One of the two periods compared: what came and went by month, and what stood at its end."""

    frame: Frame
    months: dict[date, Flow]
    stood: dict[str, int]

    @property
    def flow(self) -> Flow:
        return sum(self.months.values(), Flow())

    @property
    def carried(self) -> int:
        """Pending before the period began."""
        return self.stood["pending"] - self.flow.filed + self.flow.closed

    @property
    def handled(self) -> int:
        """What there was to handle: carried over and newly filed."""
        return self.carried + self.flow.filed


@dataclass(frozen=True)
class Totals:
    """The period and the same days a year before, and the docket as it is today."""

    now: Part
    last: Part
    today: dict[str, Any]


def totals(scope: Scope, frame: Frame) -> Totals:
    """The leading figures of a scope."""
    return Totals(
        _part(scope, frame),
        _part(scope, frame.year_before),
        rollups.state_of_docket(scope, frame.today),
    )


def _part(scope: Scope, frame: Frame) -> Part:
    months = {
        key[0]: flow for key, flow in rollups.flows(scope, frame.first, frame.last, monthly=True).items()
    }
    stood = rollups.standing(scope, frame.last).get((), NOTHING)
    return Part(frame, months, stood)


@dataclass(frozen=True)
class Month:
    """A month beside the same one a year before: what came and went, and pending at its end."""

    month: date
    now: Flow
    last: Flow
    pending: int
    pending_last: int


def by_month(found: Totals) -> list[Month]:
    """The months of the period, from what was carried over and what came and went."""
    pending, pending_last = found.now.carried, found.last.carried
    rows = []
    for month, earlier in zip(found.now.frame.months, found.last.frame.months, strict=True):
        now, last = found.now.months.get(month, Flow()), found.last.months.get(earlier, Flow())
        pending += now.filed - now.closed
        pending_last += last.filed - last.closed
        rows.append(Month(month, now, last, pending, pending_last))
    return rows


def by_division(scope: Scope, today: date) -> list[dict[str, Any]]:
    """Lamps of open cases by division, in institutional order; cases nobody handles come last."""
    found = {key[0]: lamps for key, lamps in rollups.lamps(scope, today, "division").items()}
    known = Division.objects.filter(pk__in=[pk for pk in found if pk is not None]).order_by("order", "pk")
    rows = [{"division": row.pk, "name": row.name, "lamps": found[row.pk]} for row in known]
    if None in found:
        rows.append({"division": None, "name": "", "lamps": found[None]})
    return rows


@dataclass(frozen=True)
class Age:
    """Pending cases of one band of age, at the end of the period and a year before."""

    band: AgeBand
    now: int
    last: int


def by_age(scope: Scope, frame: Frame) -> list[Age]:
    """Pending cases by natural time since filing."""
    bands = age_bands()
    counts = []
    for day in (frame.last, frame.year_before.last):
        spans = {band.code: band.filed(day) for band in bands}
        counts.append(rollups.pending_between(scope, day, spans))
    return [Age(band, counts[0][band.code], counts[1][band.code]) for band in bands]


def times(scope: Scope, frame: Frame, *keys: str) -> dict[rollups.Key, dict[int, int]]:
    """Days from filing to closing of the cases closed in the period: days -> cases."""
    return rollups.times_taken(scope, frame.first, frame.last, *keys)


@dataclass(frozen=True)
class Luck:
    """A judge beside what chance expects of the draws of the period's filings."""

    judge: UUID
    name: str
    chance: Chance

    @property
    def deviation(self) -> float:
        """Standard deviations between what came and what chance expects; 0 where nothing could vary."""
        if self.chance.variance <= 0:
            return 0.0
        return float((self.chance.drawn - self.chance.expected) / self.chance.variance**0.5)


def luck(scope: Scope, frame: Frame) -> list[Luck]:
    """The judges in the rosters, by name."""
    found = rollups.chances(scope, frame.first, frame.last)
    return [Luck(pk, name, found[pk]) for pk, name in _named(found)]


def _named(judges: Iterable[UUID]) -> list[tuple[UUID, str]]:
    """Judges in the order of their names."""
    rows = Person.objects.filter(pk__in=list(judges)).order_by("name", "pk")
    return list(rows.values_list("pk", "name"))


def by_judge(scope: Scope, frame: Frame) -> list[dict[str, Any]]:
    """The judges of a division by name: open cases by lamp, what came and went, times taken."""
    lamps = {key[0]: row for key, row in rollups.lamps(scope, frame.today, "judge").items()}
    flows = {key[0]: row for key, row in rollups.flows(scope, frame.first, frame.last, "judge").items()}
    days = {key[0]: row for key, row in times(scope, frame, "judge").items()}
    judges = (set(lamps) | set(flows)) - {None}
    return [
        {
            "judge": pk,
            "name": name,
            "lamps": lamps.get(pk, {}),
            "flow": flows.get(pk, Flow()),
            "days": days.get(pk, {}),
        }
        for pk, name in _named(judges)
    ]


def by_court(scope: Scope, courts: Iterable[Court], frame: Frame) -> list[dict[str, Any]]:
    """Figures of each court, in the order given, for rates with their bases."""
    flows = rollups.flows(scope, frame.first, frame.last, "court")
    lasts = rollups.flows(scope, frame.year_before.first, frame.year_before.last, "court")
    stood = rollups.standing(scope, frame.last, "court")
    lamps = rollups.lamps(scope, frame.today, "court")
    rows = []
    for court in courts:
        key = (court.pk,)
        rows.append(
            {
                "court": court,
                "part": Part(frame, {frame.first: flows.get(key, Flow())}, stood.get(key, NOTHING)),
                "last": lasts.get(key, Flow()),
                "lamps": lamps.get(key, {}),
            }
        )
    return rows


def alerts_of(scope: Scope) -> QuerySet[Alert]:
    """The alerts of the cases of a scope in any state: those of ``alerts.visible``, found by court."""
    wanted = Q(court_id__in=scope.court_ids)
    if scope.division_id is not None:
        wanted &= Q(case__handling__division_id=scope.division_id)
    return Alert.objects.filter(wanted, Q(case__sealed=Seal.NONE.value) | Q(case_id__in=scope.sealed))
