"""Which lines raise which alerts, and how often."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases.limits.models import CaseClock
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from oversight.alerts.models import Alert
from oversight.alerts.services import raising
from oversight.alerts.services.raising import raise_limit_alerts
from tests.oversight.bench import at as instant

FILED = date(2025, 3, 14)
DUE = date(2025, 9, 14)
LINES = {
    "two_thirds": date(2025, 7, 15),
    "near": date(2025, 8, 15),
    "ask": date(2025, 8, 30),
    "red": date(2025, 9, 11),
    "over": date(2025, 9, 16),
}
"""Worked example 1 of the limits: six months from 2025-03-14 end on a Sunday, 2025-09-14, moved to Monday
2025-09-15; two thirds of 184 days are passed on the 123rd day; near is 30 days before the end, the last
day for asking for an extension 15, red 3."""


def sweep(until: date, after: date | None = None, at: Any = None, **wanted: Any) -> dict[str, int]:
    found = raise_limit_alerts(court_ids=None, after=after, until=until, at=at or instant(until), **wanted)
    assert set(found) == set(LINES)
    return {level: number for level, number in found.items() if number}


@pytest.mark.parametrize(("level", "line"), LINES.items())
def test_each_level_on_the_day_its_line_is_crossed_and_not_before(
    bench: Any, court: Any, level: str, line: date
) -> None:
    case = bench.case(court, FILED)
    earlier = [name for name, day in LINES.items() if day < line]
    assert sorted(sweep(line - timedelta(days=1))) == sorted(earlier)
    assert sweep(line, after=line - timedelta(days=1)) == {level: 1}
    alert = Alert.objects.get(case=case, level=level)
    assert (alert.kind, alert.status, alert.court_id) == ("limit", "open", court.pk)
    assert (alert.raised_on, alert.due_on) == (line, DUE)


def test_a_first_sweep_takes_every_line_crossed_with_its_own_day(bench: Any, court: Any) -> None:
    case = bench.case(court, FILED)
    assert sweep(date(2025, 12, 31)) == dict.fromkeys(LINES, 1)
    assert dict(Alert.objects.filter(case=case).values_list("level", "raised_on")) == LINES


def test_a_rerun_adds_nothing(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    sweep(date(2025, 12, 31))
    written = Alert.objects.count(), TrailEvent.objects.count()
    assert not any(sweep(date(2025, 12, 31)).values())
    assert (Alert.objects.count(), TrailEvent.objects.count()) == written


def test_a_sweep_looks_only_after_its_frontier(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    assert not any(sweep(date(2025, 8, 14), after=LINES["two_thirds"]).values())
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    "clock",
    [
        {"watched": False},
        {"stopped_since": date(2025, 7, 1), "due_on": None},
        {"due_on": None, "warn_on": None, "near_on": None, "over_on": None},
    ],
    ids=["unwatched", "stopped", "without limit"],
)
def test_clocks_that_raise_nothing(bench: Any, court: Any, clock: dict[str, Any]) -> None:
    bench.case(court, FILED, clock=clock)
    assert not any(sweep(date(2025, 12, 31)).values())


def test_imported_cases_raise_nothing_until_confirmed_open(bench: Any, court: Any) -> None:
    from cases.docket.services import confirm_open
    from courts.actors.domain import Role

    case = bench.case(court, FILED, imported=True, open_confirmed=False)
    assert CaseClock.objects.get(case=case).watched is False
    assert not any(sweep(date(2025, 9, 20)).values())
    manager = bench.person(Role.TRIAL_MANAGEMENT, court)
    confirm_open(case_id=case.pk, actor=bench.actor(manager, date(2025, 9, 20)))
    assert sweep(date(2025, 9, 20)) == dict.fromkeys(LINES, 1)


def test_every_alert_is_on_the_trail_of_its_court(bench: Any, court: Any) -> None:
    other = bench.court("吉0602")
    for place in (court, court, other):
        bench.case(place, FILED)
    sweep(LINES["two_thirds"])
    raised = TrailEvent.objects.filter(verb="alert_raised")
    assert sorted(raised.values_list("court_id", flat=True)) == sorted([court.pk, court.pk, other.pk])
    alert = Alert.objects.filter(court=other).get()
    assert raised.filter(case_id=alert.case_id, object_id=str(alert.pk), noun="alert").exists()
    assert check_chain(court.pk, court.code).intact


def test_batches_stream_without_loss(bench: Any, court: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raising, "BATCH", 2)
    for _ in range(5):
        bench.case(court, FILED)
    seen: list[dict[str, int]] = []
    assert sweep(LINES["two_thirds"], progress=lambda found: seen.append(dict(found))) == {"two_thirds": 5}
    assert seen == [{"two_thirds": 2}, {"two_thirds": 2}, {"two_thirds": 1}]


def test_courts_with_little_to_raise_share_a_batch(
    bench: Any, court: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raising, "BATCH", 3)
    courts = sorted((court, bench.court("吉0602"), bench.court("吉0605")), key=lambda one: one.pk)
    for place, number in zip(courts, (1, 2, 2), strict=True):
        for _ in range(number):
            bench.case(place, FILED)
    seen: list[dict[str, int]] = []
    assert sweep(LINES["two_thirds"], progress=lambda found: seen.append(dict(found))) == {"two_thirds": 5}
    assert seen == [{"two_thirds": 3}, {"two_thirds": 2}]
    assert all(check_chain(place.pk, place.code).intact for place in courts)


def test_only_the_courts_asked_for(bench: Any, court: Any) -> None:
    other = bench.court("吉0602")
    bench.case(court, FILED)
    bench.case(other, FILED)
    raise_limit_alerts(court_ids=[other.pk], after=None, until=LINES["two_thirds"], at=bench.machine.at)
    assert set(Alert.objects.values_list("court_id", flat=True)) == {other.pk}


def test_alerts_come_in_the_order_of_time(bench: Any, court: Any) -> None:
    """Lists page by id, so a later alert must have a greater one."""
    bench.case(court, FILED)
    for line in LINES.values():
        sweep(line, at=instant(line))
    by_id = list(Alert.objects.order_by("pk").values_list("level", flat=True))
    assert by_id == list(LINES)
