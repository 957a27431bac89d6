"""What a viewer can narrow the list by, and how many cases it has."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.numbers.models import NumberCounter
from courts.actors.domain import Viewer
from courts.people.models import Person, Post
from courts.places.models import Court, Division

COUNTED_TO = 1000
"""Up to here a list is counted exactly."""
COUNTING_MS = 300
"""Counting that takes longer gives way to an estimate."""
_TIMEOUT = "SELECT set_config('statement_timeout', %s, true)"


@dataclass(frozen=True)
class Count:
    """How many cases a list has; not ``exact`` above ``COUNTED_TO``, and then rounded to two figures."""

    number: int
    exact: bool = True

    @property
    def written(self) -> str:
        """The number with thousands."""
        return f"{self.number:,}"


def counted(cases: QuerySet[Case], *, estimate: bool = True) -> Count:
    """Count a list exactly up to 1,000, or say about how many it has.

    The estimate is the planner's and so costs nothing; without it the answer is "more than
    1,000". It never counts what the viewer may not know of one by one.
    """
    found = _count_quickly(cases)
    if found is not None and found <= COUNTED_TO:
        return Count(found)
    if not estimate:
        return Count(COUNTED_TO, False)
    return Count(max(COUNTED_TO, _two_figures(_planned(cases))), False)


def _count_quickly(cases: QuerySet[Case]) -> int | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            usual = cursor.fetchone()[0]
            cursor.execute(_TIMEOUT, [str(COUNTING_MS)])
            found: int = cases.order_by().values("pk")[: COUNTED_TO + 1].count()
            cursor.execute(_TIMEOUT, [usual])
    except OperationalError:
        return None
    return found


def _planned(cases: QuerySet[Case]) -> int:
    plan: Any = json.loads(cases.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


def _two_figures(number: int) -> int:
    unit: int = 10 ** max(0, len(str(number)) - 2)
    return number // unit * unit


def concerned_courts(user: Viewer) -> QuerySet[Court]:
    """The courts whose cases a viewer may meet, by code."""
    known = user.read_courts | {court for court, _ in user.court_rights}
    below = Division.objects.filter(pk__in=user.read_divisions).values("court_id")
    return (Court.objects.filter(pk__in=known) | Court.objects.filter(pk__in=below)).order_by("code")


def types_in_use(courts: Iterable[int]) -> set[str]:
    """The type codes of the cases of these courts: of those numbered and of those under review."""
    listed = list(courts)
    numbered = NumberCounter.objects.filter(court_id__in=listed).values_list("type_code")
    waiting = Case.objects.filter(court_id__in=listed, status=Status.RECEIVED.value).values_list("type_code")
    return {code for (code,) in numbered.union(waiting)}


def divisions_of(court: int) -> list[tuple[int, str]]:
    """The divisions of a court in institutional order."""
    return list(Division.objects.filter(court_id=court).order_by("order", "pk").values_list("pk", "name"))


def judges_of(court: int) -> list[tuple[Any, str]]:
    """Everyone who is or was a judge of a court, by name."""
    sat = Post.objects.filter(court_id=court, role="judge").values("person_id")
    return list(Person.objects.filter(pk__in=sat).order_by("name", "pk").values_list("pk", "name"))
