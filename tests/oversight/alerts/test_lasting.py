"""Long pending cases and prolonged custody: calendar time, to the day; once listed, marked for ever."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from cases.custody.domain import Begins, Ends
from cases.custody.services import change_custody
from cases.docket.models import Case
from cases.docket.services import close_case
from cases.limits.models import CaseClock
from courts.actors.domain import Role
from courts.options.selectors import option_rules
from courts.options.services import set_option
from courts.trail.models import TrailEvent
from oversight.alerts.domain import LASTING, Kind, listed_on, months_after, reached
from oversight.alerts.models import Alert
from oversight.alerts.selectors import levels, on_list, once_listed
from oversight.alerts.services.closing import close_gone
from oversight.alerts.services.raising import raise_lasting_alerts
from oversight.nightly.models import NightlyRun
from oversight.nightly.services import run
from tests.builders import machine
from tests.oversight.alerts.nights import night, nights
from tests.oversight.bench import at as instant

FILED = date(2024, 5, 15)
LISTED = {
    "pending_1": date(2025, 5, 16),
    "pending_2": date(2025, 11, 16),
    "pending_3": date(2026, 5, 16),
    "pending_4": date(2027, 5, 16),
}
"""Worked example 29 of the limits: any suit filed on 2024-05-15."""
HELD = {"custody_1": date(2023, 3, 11), "custody_2": date(2025, 3, 11)}
"""First custody on 2020-03-10: past 36 and past 60 months."""


def sweep(until: date, after: date | None = None, **wanted: Any) -> dict[str, int]:
    found = raise_lasting_alerts(court_ids=None, after=after, until=until, at=instant(until), **wanted)
    assert set(found) == {level.code for kind in LASTING for level in levels(kind)}
    return {level: number for level, number in found.items() if number}


@pytest.mark.parametrize(("level", "day"), LISTED.items())
def test_a_suit_comes_on_each_list_on_the_day_after_the_anniversary(
    bench: Any, court: Any, level: str, day: date
) -> None:
    case = bench.case(court, FILED)
    assert level not in sweep(day - timedelta(days=1))
    assert sweep(day, after=day - timedelta(days=1)) == {level: 1}
    alert = Alert.objects.get(case=case, level=level)
    assert (alert.kind, alert.raised_on, alert.due_on) == ("pending", day, day - timedelta(days=1))
    assert alert.months == {"pending_1": 12, "pending_2": 18, "pending_3": 24, "pending_4": 36}[level]


@pytest.mark.parametrize(
    ("since", "months", "day"),
    [
        (date(2024, 2, 29), 12, date(2025, 3, 1)),  # no 29 February in 2025: full on the 28th
        (date(2024, 2, 28), 12, date(2025, 3, 1)),
        (date(2024, 8, 31), 18, date(2026, 3, 1)),
        (date(2023, 12, 31), 12, date(2025, 1, 1)),
    ],
)
def test_month_ends(since: date, months: int, day: date) -> None:
    assert listed_on(since, months) == day
    assert reached(day, months) >= since > reached(day - timedelta(days=1), months)
    assert months_after(since, months) == day - timedelta(days=1)


def test_every_day_has_exactly_one_night(bench: Any) -> None:
    """The ranges of business dates join without gap or overlap, over leap years and month ends."""
    for months in (12, 18, 24, 36, 60):
        last = reached(date(2023, 12, 31), months)
        for offset in range(800):
            day = date(2024, 1, 1) + timedelta(days=offset)
            now = reached(day, months)
            assert last <= now and listed_on(now, months) <= day < listed_on(now + timedelta(days=1), months)
            last = now


def test_the_database_and_python_agree_on_every_anniversary(bench: Any, court: Any) -> None:
    for day in (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 31), date(2024, 8, 31)):
        bench.case(court, day)
    sweep(date(2027, 12, 31))
    found = Alert.objects.filter(kind="pending").select_related("case")
    assert found.count() == 16
    for alert in found:
        assert alert.months is not None and alert.case.filed_on is not None
        assert alert.raised_on == listed_on(alert.case.filed_on, alert.months)


def test_a_stopped_clock_hides_nothing_here(bench: Any, court: Any) -> None:
    bench.case(court, FILED, clock={"stopped_since": date(2024, 6, 1), "due_on": None})
    assert sweep(LISTED["pending_1"]) == {"pending_1": 1}


def test_closed_and_unconfirmed_cases_come_on_no_list(bench: Any, court: Any) -> None:
    bench.case(court, FILED, closed_on=date(2024, 12, 1))
    bench.case(court, FILED, imported=True, open_confirmed=False)
    assert sweep(date(2027, 12, 31)) == {}


def test_missed_nights_bring_each_list_with_its_own_day(bench: Any, court: Any) -> None:
    case = bench.case(court, FILED)
    older = bench.case(court, date(2023, 11, 10))
    night(date(2025, 5, 8))
    run(business_date=date(2025, 5, 20), at=instant(date(2025, 5, 20), 1))
    found = Alert.objects.filter(kind="pending", raised_on__gt=date(2025, 5, 8))
    listed = set(found.values_list("case_id", "level", "raised_on"))
    second = date(2025, 5, 11)
    assert listed == {(case.pk, "pending_1", LISTED["pending_1"]), (older.pk, "pending_2", second)}
    nights_of = NightlyRun.objects.filter(business_date__gt=date(2025, 5, 8))
    assert nights_of.get(raised__pending_1=1).business_date == LISTED["pending_1"]
    assert nights_of.get(raised__pending_2=1).business_date == second


def test_a_rerun_adds_nothing(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    sweep(date(2027, 12, 31))
    written = Alert.objects.count(), TrailEvent.objects.count()
    assert sweep(date(2027, 12, 31)) == {}
    assert (Alert.objects.count(), TrailEvent.objects.count()) == written


def test_a_court_s_own_months(bench: Any, court: Any) -> None:
    """ALERT-PENDING-MONTHS-1 to 4 and ALERT-CUSTODY-MONTHS-1 and 2 are each court's own."""
    other = bench.court("吉0602")
    mine, theirs = bench.case(court, FILED), bench.case(other, FILED)
    night(date(2025, 2, 20))
    assert not Alert.objects.filter(kind="pending").exists()
    said = {"code": "ALERT-PENDING-MONTHS-1", "value": 9, "reason": "提前督办"}
    set_option(court_id=court.pk, actor=machine(instant(date(2025, 2, 20))), **said)
    alert = Alert.objects.get(kind="pending")
    assert (alert.case, alert.months, alert.raised_on) == (mine, 9, date(2025, 2, 16))
    said |= {"value": 15, "reason": "改回"}
    set_option(court_id=court.pk, actor=machine(instant(date(2025, 2, 20))), **said)
    alert.refresh_from_db()
    assert alert.status == "closed"
    assert [row.pk for row in once_listed(mine)] == [alert.pk] and once_listed(theirs) == []


def test_once_listed_is_marked_for_ever(bench: Any, court: Any) -> None:
    judge = bench.person(Role.JUDGE, court)
    case = bench.case(court, FILED, handler=judge, division=bench.division(court))
    day = LISTED["pending_2"]
    sweep(day)
    close_case(case_id=case.pk, closed_on=day, disposal="judgment", actor=bench.actor(judge, day))
    case.refresh_from_db()
    assert [alert.level for alert in once_listed(case)] == ["pending_1", "pending_2"]
    assert {alert.status for alert in once_listed(case)} == {"closed"}
    cases = Case.objects.all()
    assert list(on_list(cases, "ever")) == [case] and list(on_list(cases, "pending")) == []


@pytest.fixture
def held(bench: Any, court: Any) -> Any:
    """A criminal case of an accused who is held since 2020-03-10, and the judge acting on a day."""
    judge = bench.person(Role.JUDGE, court)
    case = bench.case(court, date(2022, 6, 1), handler=judge, division=bench.division(court))
    Case.objects.filter(pk=case.pk).update(category="criminal", type_code="刑初")
    case.refresh_from_db()
    begins = Begins(since=date(2020, 3, 10), document="逮捕证")
    change_custody(case_id=case.pk, change=begins, actor=bench.actor(judge, date(2022, 6, 2)))
    return case, judge


@pytest.mark.parametrize(("level", "day"), HELD.items())
def test_prolonged_custody_is_counted_from_the_first_day_held(held: Any, level: str, day: date) -> None:
    case, _judge = held
    assert level not in sweep(day - timedelta(days=1))
    assert sweep(day, after=day - timedelta(days=1)).get(level) == 1
    alert = Alert.objects.get(case=case, level=level)
    assert (alert.kind, alert.raised_on, alert.due_on) == ("custody", day, day - timedelta(days=1))


def test_release_closes_and_the_mark_stays(bench: Any, held: Any) -> None:
    case, judge = held
    night(date(2023, 3, 20))
    assert Alert.objects.get(case=case, kind="custody").status == "open"
    stay = case.custody.get()
    ends = Ends(custody_id=stay.pk, on=date(2023, 3, 20), ending="bail", document="取保候审决定书")
    change_custody(case_id=case.pk, change=ends, actor=bench.actor(judge, date(2023, 3, 20)))
    assert Alert.objects.get(case=case, kind="custody").status == "closed"
    closed = TrailEvent.objects.filter(verb="alert_closed", case_id=case.pk).last()
    assert closed is not None
    assert [alert.kind for alert in once_listed(case) if alert.kind == "custody"] == ["custody"]


def test_custody_entered_behind_the_nights_is_caught_up_at_once(bench: Any, court: Any) -> None:
    judge = bench.person(Role.JUDGE, court)
    case = bench.case(court, date(2025, 1, 10), handler=judge)
    Case.objects.filter(pk=case.pk).update(category="criminal")
    night(date(2025, 2, 1))
    actor = bench.actor(judge, date(2025, 2, 1))
    change_custody(case_id=case.pk, change=Begins(since=date(2021, 1, 1)), actor=actor)
    alert = Alert.objects.get(case=case, kind="custody")
    assert (alert.level, alert.raised_on) == ("custody_1", date(2024, 1, 2))


def test_the_night_closes_what_was_left_open(bench: Any, held: Any) -> None:
    case, _judge = held
    sweep(HELD["custody_1"])
    case.custody.update(ended_on=date(2023, 3, 11), ending="bail")
    assert close_gone(court_ids=None, today=date(2023, 3, 12), actor=bench.machine) == 1
    assert close_gone(court_ids=None, today=date(2023, 3, 12), actor=bench.machine) == 0


def test_what_lasts_goes_to_head_then_president_and_trial_management(bench: Any, court: Any) -> None:
    """The steps long-head and long-president after ALERT-ESCALATE-DAYS-LONG (5) working days each;
    custody-head and custody-president likewise."""
    judge = bench.person(Role.JUDGE, court)
    case = bench.case(court, FILED, handler=judge, division=bench.division(court))
    CaseClock.objects.filter(case=case).delete()
    nights(LISTED["pending_1"], date(2025, 6, 6))
    steps = [
        (step.step, step.role, step.escalated_on.isoformat())
        for step in Alert.objects.get(case=case).escalations.order_by("step", "role")
    ]
    assert steps == [
        (1, "division_head", "2025-05-24"),
        (2, "president", "2025-05-31"),
        (2, "trial_management", "2025-05-31"),
    ]


def test_every_level_says_its_months(bench: Any) -> None:
    for kind in LASTING:
        for level in levels(kind):
            assert f"超{level.usual}个月" in level.name("zh") and "超7个月" in level.name("zh", 7)
            assert f"over {level.usual} months" in level.name("en")
    assert {level.kind for level in levels()} == set(Kind)


def test_the_usual_months_are_those_of_the_options(bench: Any) -> None:
    usual = {
        "pending_1": ("ALERT-PENDING-MONTHS-1", 12),
        "pending_2": ("ALERT-PENDING-MONTHS-2", 18),
        "pending_3": ("ALERT-PENDING-MONTHS-3", 24),
        "pending_4": ("ALERT-PENDING-MONTHS-4", 36),
        "custody_1": ("ALERT-CUSTODY-MONTHS-1", 36),
        "custody_2": ("ALERT-CUSTODY-MONTHS-2", 60),
    }
    lasting = [level for kind in LASTING for level in levels(kind)]
    assert {level.code: (level.option, level.usual) for level in lasting} == usual
    for code, months in usual.values():
        assert option_rules().latest(code).default == months
    tiers = [option_rules().latest(f"ALERT-PENDING-MONTHS-{number}") for number in range(1, 5)]
    for lower, upper in pairwise(tiers):
        assert lower.maximum is not None and upper.minimum is not None
        assert lower.maximum < upper.minimum, "no court puts a later list before an earlier one"
