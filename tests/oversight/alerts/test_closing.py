"""Alerts close themselves when their cause is gone, and come again when a moved line is crossed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.docket.registry import CaseEvent, emit
from cases.docket.services import close_case
from cases.limits.models import CaseClock
from courts.actors.domain import Role
from courts.options.services import set_option
from courts.trail.models import TrailEvent
from courts.trail.services import recorded
from oversight.alerts.models import Alert
from oversight.alerts.services.closing import close_gone
from oversight.alerts.services.raising import raise_limit_alerts
from oversight.nightly.services import run
from tests.builders import machine
from tests.oversight.bench import at as instant

FILED = date(2025, 3, 14)
LATE = date(2025, 9, 20)


@pytest.fixture
def overdue(bench: Any, court: Any) -> Any:
    """A case with all alerts of its limit raised, and its handler."""
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
    assert TrailEvent.objects.filter(verb="alert_closed", case_id=case.pk).count() == 5


def test_a_line_that_moved_ahead_closes_its_alert_only(overdue: Any) -> None:
    case, actor = overdue
    ahead = {"near_on": date(2026, 2, 12), "ask_on": date(2026, 2, 27), "red_on": date(2026, 3, 11)}
    ahead |= {"over_on": date(2026, 3, 15), "due_on": date(2026, 3, 14)}
    change_clock(case, actor, **ahead)
    closed = dict.fromkeys(("near", "ask", "red", "over"), "closed")
    assert states(case) == {"two_thirds": "open"} | closed


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
    assert close_gone(court_ids=None, today=LATE, actor=actor) == 5
    assert set(states(case).values()) == {"closed"}
    assert close_gone(court_ids=None, today=LATE, actor=actor) == 0


def test_an_alert_keeps_its_history(overdue: Any) -> None:
    case, actor = overdue
    close_case(case_id=case.pk, closed_on=LATE, disposal="judgment", actor=actor)
    alert = Alert.objects.get(case=case, level="over")
    assert [event.status for event in alert.events.order_by("pgh_id")] == ["open", "closed"]


def test_a_court_s_other_thresholds_move_clocks_and_alerts_at_once(bench: Any, court: Any) -> None:
    """The chain of LIMIT-NEAR-DAYS: option, clock, alert: nearer it closes, further off it opens again."""
    case = bench.case(court, FILED, handler=bench.person(Role.JUDGE, court))
    day = date(2025, 8, 20)
    run(business_date=day, at=instant(day, 1))
    assert states(case) == {"two_thirds": "open", "near": "open"}
    machine_then = machine(instant(day, 10))
    said = {"court_id": court.pk, "code": "LIMIT-NEAR-DAYS", "actor": machine_then}
    set_option(value=20, reason="调整提示", **said)
    assert CaseClock.objects.get(case=case).near_on == date(2025, 8, 25)
    assert states(case) == {"two_thirds": "open", "near": "closed"}
    set_option(value=60, reason="提前提示", **said)
    assert states(case) == {"two_thirds": "open", "near": "open"}
    assert Alert.objects.get(case=case, level="near").raised_on == date(2025, 7, 16)
    set_option(court_id=court.pk, code="LIMIT-RED-DAYS", value=10, reason="提前提示", actor=machine_then)
    assert CaseClock.objects.get(case=case).red_on == date(2025, 9, 4)
