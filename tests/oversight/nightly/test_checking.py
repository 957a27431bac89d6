"""The weekly full check: finds nothing after whole nights, finds and mends a planted gap, and says so."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from cases.docket.models import Case
from cases.limits.models import CaseClock
from courts.actors.domain import Role
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from oversight.alerts.models import Alert
from oversight.nightly.domain import LOCK
from oversight.nightly.models import FullCheck
from oversight.nightly.selectors import latest_check
from oversight.nightly.services import check
from oversight.notices.models import Notice
from tests.oversight.alerts.nights import night, nights
from tests.oversight.bench import at as instant

FILED = date(2024, 5, 15)
DAY = date(2025, 9, 20)


@pytest.fixture
def watched(bench: Any, court: Any) -> list[Case]:
    """Cases over their limit, near it, long pending, and one that stands; their nights were whole."""
    judge = bench.person(Role.JUDGE, court)
    cases = [bench.case(court, day, handler=judge) for day in (FILED, date(2025, 3, 14), date(2025, 8, 1))]
    cases.append(bench.case(court, FILED, clock={"stopped_since": date(2024, 6, 1), "due_on": None}))
    night(date(2025, 9, 10))
    nights(date(2025, 9, 11), DAY)
    return cases


def test_before_the_first_night_there_is_nothing_to_check(bench: Any) -> None:
    assert check(at=instant(DAY)) is None


def test_whole_nights_leave_nothing_to_find(watched: list[Case]) -> None:
    before = Alert.objects.count(), TrailEvent.objects.count()
    row = check(at=instant(DAY, 3))
    assert row is not None
    assert (row.until, row.found, row.closed) == (DAY, {}, 0)
    assert row.clocks == Alert.objects.exclude(status="closed").count() > 0
    assert (Alert.objects.count(), TrailEvent.objects.count()) == before
    assert latest_check() == row


def test_a_planted_gap_is_found_mended_and_said(bench: Any, court: Any, watched: list[Case]) -> None:
    administrator = bench.person(Role.ADMINISTRATOR, court)
    gone = Alert.objects.filter(case=watched[0], level__in=["over", "pending_1"])
    assert gone.count() == 2
    gone.delete()
    row = check(at=instant(DAY, 3))
    assert row is not None and row.found == {"over": 1, "pending_1": 1}
    assert Alert.objects.filter(case=watched[0], level__in=["over", "pending_1"], status="open").count() == 2
    event = TrailEvent.objects.get(verb="alerts_checked")
    assert event.court_id == court.pk and check_chain(court.pk, court.code).intact
    notice = Notice.objects.get(kind="alerts_missed")
    assert (notice.person_id, notice.words) == (administrator.pk, {"missed": 2, "closed": 0})
    again = check(at=instant(DAY, 4))
    assert (
        again is not None and again.found == {} and Notice.objects.filter(kind="alerts_missed").count() == 1
    )


def test_an_alert_closed_by_mistake_is_found(watched: list[Case]) -> None:
    Alert.objects.filter(case=watched[1], level="over").update(status="closed", closed_at=instant(DAY))
    row = check(at=instant(DAY, 3))
    assert row is not None and row.found == {"over": 1}


def test_an_alert_without_a_cause_is_closed(watched: list[Case]) -> None:
    CaseClock.objects.filter(case=watched[1]).update(watched=False)
    row = check(at=instant(DAY, 3))
    assert row is not None and row.found == {} and row.closed == 5
    assert FullCheck.objects.count() == 1


def test_beside_a_night_it_does_nothing(watched: list[Case]) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        assert check(at=instant(DAY, 3)) is None
    finally:
        other.close()
    assert not FullCheck.objects.exists()


def test_the_command_says_what_it_found(watched: list[Case]) -> None:
    out, err = StringIO(), StringIO()
    call_command("check_alerts", stdout=out, stderr=err)
    assert "一条不漏" in out.getvalue() and not err.getvalue()
    Alert.objects.filter(level="red").delete()
    call_command("check_alerts", stdout=out, stderr=err)
    assert "漏生成 三日内届满" in err.getvalue()


def test_it_is_on_the_weekly_schedule(bench: Any) -> None:
    from django_celery_beat.models import PeriodicTask

    task = PeriodicTask.objects.get(name="alerts-check")
    assert (task.task, task.crontab.day_of_week, task.crontab.hour) == ("oversight.nightly.check", "0", "3")
