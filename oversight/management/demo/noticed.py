"""People to be declared missing: a public notice is still running, another one is over and the limit runs."""

from __future__ import annotations

from datetime import date, timedelta

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.limits.services import set_start
from courts.actors.domain import Actor, Role
from courts.people.selectors import roles, viewer_of
from courts.places.models import Court
from oversight.management.demo.days import Days, instant
from oversight.management.demo.papers import Counter, Papers
from oversight.management.demo.staff import Staffed

RUNNING, OVER = 40, 84
"""Days since which the notice runs, in working days before the end of the data."""
ENDED_AFTER = timedelta(days=98)
"""Three months of notice, published within a week of filing."""


def to_be_declared(counter: Counter, days: Days) -> list[Papers]:
    """Two filings in a court of first instance, none elsewhere."""
    if counter.level != Court.Level.BASIC:
        return []
    return [counter.take_in_missing(days.working[-ago]) for ago in (OVER, RUNNING)]


def notice_over(staffed: Staffed, day: date) -> None:
    """Where the three months are over, the judge has entered the day on which they ended."""
    waiting = Case.objects.filter(
        court=staffed.court, status=Status.OPEN.value, clock__base_on=None, handling__handler__isnull=False
    )
    for case in waiting.select_related("handling__handler").order_by("filed_on", "number_serial"):
        assert case.filed_on is not None and case.handling.handler is not None  # open, and found so
        ended = case.filed_on + ENDED_AFTER
        if ended >= day:
            continue
        judge = case.handling.handler
        post = f"{staffed.court.name} {roles().latest(Role.JUDGE.value).zh}"
        viewer = viewer_of(judge, day)
        actor = Actor(at=instant(day, 10), label=judge.name, person_id=judge.pk, post=post, viewer=viewer)
        document = "人民法院公告网公告（寻找下落不明人）"
        set_start(case_id=case.pk, on=ended, document=document, reason="公告三个月期间届满", actor=actor)
