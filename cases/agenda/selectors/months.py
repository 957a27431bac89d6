"""Whose cases a calendar shows, what lies on its days, and which days are days off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.agenda.domain import Month
from cases.agenda.registry import Kind, kinds
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import visible
from courts.actors.domain import Right, Viewer
from courts.calendar.selectors import special_days, year_is_confirmed
from courts.refusals.domain import NotVisible

DAY_MOST = 200
"""So many cases of one kind are listed for a day."""
MONTH_MOST = 600
LABELS = {"mine": _("我承办的"), "division": _("本庭"), "court": _("本院")}


@dataclass(frozen=True)
class Scope:
    """Whose cases are shown: of ``court_id`` where it is a whole court's.

    ``single``: few enough that the cases themselves stand on the days.
    """

    code: str
    cases: QuerySet[Case]
    court_id: int | None = None

    @property
    def label(self) -> Any:
        return LABELS[self.code]

    @property
    def single(self) -> bool:
        return self.code == "mine"


@dataclass(frozen=True)
class Mark:
    """A case on a day."""

    day: date
    kind: Kind
    case: Case


def scopes(viewer: Viewer, court_id: int | None) -> dict[str, Scope]:
    """The calendars a viewer may open: the own, the divisions led, the own court.

    A court's is for those who read all of it and answer for its alerts. Raises nothing; an
    empty answer means that the viewer has no cases to keep in time.
    """
    if viewer.person_id is None or not viewer.roles:
        return {}
    open_ = visible(viewer).filter(status=Status.OPEN.value)
    found = {"mine": Scope("mine", open_.filter(handling__handler=viewer.person_id))}
    if viewer.read_divisions:
        found["division"] = Scope("division", open_.filter(handling__division__in=viewer.read_divisions))
    if court_id is None:
        return found
    if court_id in viewer.read_courts and viewer.may(Right.ACKNOWLEDGE, court_id):
        found["court"] = Scope("court", open_.filter(court_id=court_id), court_id)
    return found


def scope_of(viewer: Viewer, court_id: int | None, code: str) -> Scope:
    """The calendar asked for; without ``code`` the own, for whoever handles cases. Raises NotVisible."""
    found = scopes(viewer, court_id)
    if not code and found:
        return found["mine"] if found["mine"].cases.exists() else list(found.values())[-1]
    if code not in found:
        raise NotVisible(f"agenda {code}")
    return found[code]


def counts(scope: Scope, month: Month) -> dict[date, list[tuple[Kind, int]]]:
    """How many cases have which kind of day, by day."""
    found: dict[date, list[tuple[Kind, int]]] = defaultdict(list)
    for kind in kinds():
        for day, number in kind.days.counted(
            scope.cases, month.first, month.last, court_id=scope.court_id
        ).items():
            found[day].append((kind, number))
    return dict(found)


def marks(scope: Scope, first: date, last: date, most: int = MONTH_MOST) -> list[Mark]:
    """The cases on the days from ``first`` to ``last``, by day and kind; ``most`` of each kind."""
    pairs = [
        (day, kind, case_id)
        for kind in kinds()
        for day, case_id in kind.days.listed(scope.cases, first, last, most, court_id=scope.court_id)
    ]
    cases = {
        case.pk: case
        for case in Case.objects.filter(pk__in={case_id for *_day, case_id in pairs}).select_related(
            "clock", "court", "handling__handler"
        )
    }
    found = [Mark(day, kind, cases[case_id]) for day, kind, case_id in pairs]
    return sorted(found, key=lambda mark: (mark.day, mark.kind.order, str(mark.case.number)))


def on_day(scope: Scope, day: date, code: str) -> tuple[list[Mark], int]:
    """The cases on a day, of one kind or all, ``DAY_MOST`` of each; and how many there are in truth."""
    wanted = [kind for kind in kinds() if not code or kind.code == code]
    court = scope.court_id
    total = sum(kind.days.counted(scope.cases, day, day, court_id=court).get(day, 0) for kind in wanted)
    found = [mark for mark in marks(scope, day, day, DAY_MOST) if not code or mark.kind.code == code]
    return found, total


def special(month: Month) -> tuple[dict[date, tuple[str, str]], bool]:
    """What the working calendar says of a month: day -> kind and name; and whether its year is confirmed."""
    named = {day.day: (str(day.kind), day.name) for day in special_days(month.year)}
    inside = {day: told for day, told in named.items() if month.first <= day <= month.last}
    return inside, year_is_confirmed(month.year)
