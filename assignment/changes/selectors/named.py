"""How many handlers were named, not drawn, when one was changed: for the non-random share of a court."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from assignment.changes.domain import How, State
from assignment.changes.models import ChangeRequest


def named_by_month(court_id: int, first: date, last: date) -> Iterable[tuple[date, int | None, int]]:
    """By the first of the month and the division, on the days on which they got the case."""
    done = ChangeRequest.objects.filter(
        court_id=court_id,
        state=State.DONE.value,
        how=How.DESIGNATION.value,
        member=None,
        fixed_on__gte=first,
        fixed_on__lte=last,
    )
    by_month = done.annotate(month=TruncMonth("fixed_on")).values_list("month", "case__handling__division_id")
    return list(by_month.annotate(number=Count("pk")))
