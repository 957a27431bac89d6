"""Alerts close themselves when their cause is gone, and come again when a moved line is crossed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.docket.registry import CaseEvent, emit
from cases.docket.services import close_case
from cases.limits.models import CaseClock
from courts.actors.domain import Role
from courts.trail.models import TrailEvent
from courts.trail.services import recorded
from oversight.alerts.models import Alert
from oversight.alerts.services.closing import close_gone
from oversight.alerts.services.raising import raise_limit_alerts

FILED = date(2025, 3, 14)
LATE = date(2025, 9, 20)


@pytest.fixture
def overdue(bench: Any, court: Any) -> Any:
    """A case with all three alerts raised, and its handler."""
    judge = bench.person(Role.JUDGE, court)
    case = bench.case(court, FILED, handler=judge, division=bench.division(court))
    raise_limit_alerts(court_ids=None, after=None, until=LATE, at=bench.actor(judge, LATE).at)
    return case, bench.actor(judge, LATE)


def states(case: Any) -> dict[str, str]:
    return dict(Alert.objects.filter(case=case).values_list("level", "status"))


def change_clock(case: Any, actor: Any, **columns: Any) -> None:
    with recorded():
        CaseClock.objects.filter(case=case).update(**columns)
        emit(CaseEvent.CLOCK_CHANGED, case, actor)


def test_closing_the_case_closes_its_alerts(overdue: Any) -> None:
    case, actor = overdue
    close_case(case_id=case.pk, closed_on=LATE, disposal="judgment", actor=actor)
    assert set(states(case).values()) == {"closed"}
    assert set(Alert.objects.filter(case=case).values_list("closed_at", flat=True)) == {actor.at}
    assert TrailEvent.objects.filter(verb="alert_closed", case_id=case.pk).count() == 3


def test_a_line_that_moved_ahead_closes_its_alert_only(overdue: Any) -> None:
    case, actor = overdue
    change_clock(case, actor, near_on=date(2026, 2, 12), over_on=date(2026, 3, 15), due_on=date(2026, 3, 14))
    assert states(case) == {"two_thirds": "open", "near": "closed", "over": "closed"}


def test_a_stopped_clock_closes_all(overdue: Any) -> None:
    case, actor = overdue
    change_clock(case, actor, stopped_since=date(2025, 9, 1), due_on=None)
    assert set(states(case).values()) == {"closed"}


def test_the_moved_line_raises_the_same_alert_again(bench: Any, overdue: Any) -> None:
    case, actor = overdue
    change_clock(case, actor, over_on=date(2026, 3, 15), due_on=date(2026, 3, 14))
    assert states(case)["over"] == "closed"
    again = raise_limit_alerts(
        court_ids=None, after=LATE, until=date(2026, 3, 15), at=bench.actor(case.handling.handler).at
    )
    assert again["over"] == 1
    alert = Alert.objects.get(case=case, level="over")
    assert (alert.status, alert.raised_on, alert.due_on, alert.closed_at) == (
        "open",
        date(2026, 3, 15),
        date(2026, 3, 14),
        None,
    )


def test_the_night_closes_what_was_left_open(bench: Any, overdue: Any) -> None:
    """A closing that ran beside the sweep may leave an alert of a case no longer watched."""
    case, actor = overdue
    CaseClock.objects.filter(case=case).update(watched=False)
    assert close_gone(court_ids=None, today=LATE, actor=actor) == 3
    assert set(states(case).values()) == {"closed"}
    assert close_gone(court_ids=None, today=LATE, actor=actor) == 0


def test_an_alert_keeps_its_history(overdue: Any) -> None:
    case, actor = overdue
    close_case(case_id=case.pk, closed_on=LATE, disposal="judgment", actor=actor)
    alert = Alert.objects.get(case=case, level="over")
    assert [event.status for event in alert.events.order_by("pgh_id")] == ["open", "closed"]
