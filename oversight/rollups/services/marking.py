"""Writing down which days of a court's roll-ups a change left behind."""

from __future__ import annotations

from collections.abc import Sequence

from cases.docket.models import Case
from courts.actors.domain import Actor
from oversight.rollups.models import DirtyDay


def mark_case(case: Case, actor: Actor) -> None:
    """Mark the days a case counts on: of its filing and, once closed, of its closing.

    Receiver of every event that changes what is counted; runs in its transaction, so
    that a change and its mark are there together or not at all.
    """
    mark_cases([case], actor)


def mark_cases(cases: Sequence[Case], actor: Actor) -> None:
    """The same for many cases at once."""
    days = {
        (case.court_id, day) for case in cases for day in (case.filed_on, case.closed_on) if day is not None
    }
    DirtyDay.objects.bulk_create(DirtyDay(court_id=court_id, day=day) for court_id, day in sorted(days))
