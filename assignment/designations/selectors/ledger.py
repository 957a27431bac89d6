"""The ledger that is published inside the court, and how many cases were not drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from assignment.designations.domain import State, share
from assignment.designations.models import Designation
from assignment.designations.registry import named_in_changes
from assignment.designations.selectors.reading import visible
from assignment.draws.domain import Purpose, Status
from assignment.draws.models import Draw
from courts.actors.domain import COURT_TIME, Viewer
from courts.places.models import Division

LONGEST_OPEN = timedelta(days=31)
"""No draw stays open longer than this between its roster and its result: the index is on the roster's day."""
PLAIN = {
    "court": "court__code",
    "ground": "ground",
    "state": "state",
    "division": "division_id",
    "from": "ended_on__gte",
    "to": "ended_on__lte",
    "after": "pk__lt",
}


def listed(user: Viewer, wanted: dict[str, Any]) -> QuerySet[Designation]:
    """Designations by ``court`` (code), ``ground``, ``state``, ``division`` (id) and day of the decision
    (``from``, ``to``), the newest first; ``after`` is the last of the page before.
    """
    found = visible(user).filter(**{PLAIN[name]: wanted[name] for name in PLAIN if wanted.get(name)})
    return found.order_by("-pk")


@dataclass
class Share:
    """Cases given out in a month or by a division: designated of all that were designated or drawn.

    ``changed``: of those designated, how many when the handler was changed.
    """

    designated: int = 0
    drawn: int = 0
    changed: int = 0
    grounds: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def assigned(self) -> int:
        return self.designated + self.drawn

    @property
    def rate(self) -> int | None:
        """Hundredths of a percent; None where nothing was given out."""
        return share(self.designated, self.drawn)


@dataclass(frozen=True)
class Shares:
    """The same figures by month and by division of one court, and in all."""

    months: dict[date, Share]
    divisions: dict[int | None, Share]
    total: Share

    def of(self, month: date, division: int | None) -> tuple[Share, ...]:
        """Every figure in which a case counts."""
        return self.months[month], self.divisions[division], self.total


def shares(court_id: int, first: date, last: date) -> Shares:
    """How many cases of a court were designated and how many drawn, from one day to another.

    Draws count on the day of their result, designations on that of the approval. A handler who was
    named when the last one was changed counts as designated too: no name gets round the share.
    """
    found = Shares(_months(first, last), defaultdict(Share), Share())
    approved = Designation.objects.filter(
        court_id=court_id, state=State.APPROVED.value, ended_on__gte=first, ended_on__lte=last
    )
    grouped = approved.annotate(month=TruncMonth("ended_on")).values_list("month", "division_id", "ground")
    for month, division, ground, number in grouped.annotate(number=Count("pk")):
        for one in found.of(month, division):
            one.designated += number
            one.grounds[ground] += number
    for month, division, number in named_in_changes(court_id, first, last):
        for one in found.of(month, division):
            one.designated += number
            one.changed += number
    for month, division, number in _drawn(court_id, first, last):
        for one in found.of(month, division):
            one.drawn += number
    return found


def _drawn(court_id: int, first: date, last: date) -> Iterable[tuple[date, int | None, int]]:
    start = datetime.combine(first, time.min, COURT_TIME)
    draws = Draw.objects.filter(
        court_id=court_id,
        purpose=Purpose.HANDLER.value,
        status=Status.RESULT.value,
        committed_at__gte=start - LONGEST_OPEN,
        revealed_at__gte=start,
        revealed_at__lt=datetime.combine(last + timedelta(days=1), time.min, COURT_TIME),
    )
    by_month = draws.annotate(month=TruncMonth("revealed_at", tzinfo=COURT_TIME))
    rows = by_month.values_list("month", "case__handling__division_id").annotate(number=Count("pk"))
    return ((month.date(), division, number) for month, division, number in rows)


def _months(first: date, last: date) -> dict[date, Share]:
    """Every month of the span, so that an empty one is shown as such."""
    found: dict[date, Share] = defaultdict(Share)
    month = first.replace(day=1)
    while month <= last:
        found[month] = Share()
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def division_names(court_id: int) -> dict[int, Division]:
    """The divisions of a court in institutional order."""
    return {room.pk: room for room in Division.objects.filter(court_id=court_id).order_by("order", "pk")}
