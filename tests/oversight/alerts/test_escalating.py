"""To whom an alert goes when nobody answers, and on which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from courts.actors.domain import Role
from courts.calendar.selectors import work_calendar
from courts.options.services import set_option
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from oversight.alerts.domain import last_told
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors import escalation_steps
from oversight.alerts.services import escalating
from oversight.alerts.services.acknowledging import acknowledge
from oversight.alerts.services.escalating import escalate
from oversight.nightly.registry import NightlyStep, nightly_step, withdraw
from oversight.nightly.services import run
from tests.builders import machine
from tests.oversight.alerts.nights import night, nights
from tests.oversight.bench import at

FILED = date(2025, 3, 14)
NEAR, OVER = date(2025, 8, 15), date(2025, 9, 16)
"""Worked example 1 of the limits: near on a Friday, over on a Tuesday."""


@pytest.fixture
def matter(bench: Any, court: Any) -> Any:
    division = bench.division(court)
    judge = bench.person(Role.JUDGE, court, division)
    return bench.case(court, FILED, handler=judge, division=division)


def laid(case: Any) -> list[tuple[str, int, str, str]]:
    rows = Escalation.objects.filter(alert__case=case).order_by("escalated_on", "step", "role")
    return [(row.alert.level, row.step, row.role, row.escalated_on.isoformat()) for row in rows]


@pytest.mark.parametrize(
    ("told", "wait", "goes_up"),
    [
        (date(2025, 8, 15), 5, date(2025, 8, 23)),  # Friday; Mon 18 to Fri 22 count
        (date(2025, 9, 16), 2, date(2025, 9, 19)),  # Tuesday; Wed 17, Thu 18
        (date(2025, 9, 30), 2, date(2025, 10, 11)),  # National Day and Mid-Autumn 1-8 October; 9 and 10 count
        (date(2025, 1, 24), 2, date(2025, 1, 28)),  # Sunday 26 January is worked, and Monday 27
        (date(2025, 1, 26), 2, date(2025, 2, 6)),  # Spring Festival 28 January to 4 February off
        (date(2026, 2, 12), 5, date(2026, 2, 27)),  # 13, 14 (Saturday worked), 24, 25, 26 February
        (date(2026, 2, 13), 2, date(2026, 2, 25)),  # 14 worked, then Spring Festival 15 to 23
        (date(2030, 5, 2), 1, date(2030, 5, 4)),  # a year without notice: weekdays only
    ],
)
@pytest.mark.django_db
def test_the_day_it_goes_up_is_counted_in_the_court_s_working_days(
    bench: Any, told: date, wait: int, goes_up: date
) -> None:
    calendar = work_calendar()
    assert last_told(calendar, goes_up, wait) >= told
    assert last_told(calendar, goes_up - timedelta(days=1), wait) < told


def test_near_goes_to_the_head_and_then_to_the_president(court: Any, matter: Any) -> None:
    """The steps near-head and near-president, after ALERT-ESCALATE-DAYS-NEAR working days each, here 4."""
    said = {"code": "ALERT-ESCALATE-DAYS-NEAR", "value": 4, "reason": "督促", "actor": machine()}
    set_option(court_id=court.pk, **said)
    nights(NEAR, date(2025, 8, 21))
    assert laid(matter) == []
    nights(date(2025, 8, 22), date(2025, 8, 29))
    assert laid(matter) == [
        ("near", 1, "division_head", "2025-08-22"),
        ("near", 2, "president", "2025-08-29"),
    ]
    first = Escalation.objects.get(step=1)
    assert (first.since, first.division) == (NEAR, matter.handling.division)


def test_over_goes_to_the_head_then_to_president_and_trial_management(matter: Any) -> None:
    """The steps over-head and over-president, after ALERT-ESCALATE-DAYS-OVER (2) working days each."""
    nights(OVER, date(2025, 9, 30))
    assert laid(matter) == [
        ("over", 1, "division_head", "2025-09-19"),
        ("over", 2, "president", "2025-09-24"),
        ("over", 2, "trial_management", "2025-09-24"),
    ]
    assert {rule.code for rule in escalation_steps()} == {
        *("near-head", "near-president", "over-head", "over-president", "red-head", "long-head"),
        *("long-president", "custody-head", "custody-president", "hidden-head", "hidden-president"),
    }


def test_the_last_days_go_to_the_head_at_once(matter: Any) -> None:
    """The step red-head, after ALERT-ESCALATE-DAYS-RED (1) working day: asking ends on Saturday 30 August."""
    nights(date(2025, 8, 30), date(2025, 9, 15))
    assert laid(matter) == [
        ("ask", 1, "division_head", "2025-09-02"),
        ("red", 1, "division_head", "2025-09-13"),
    ]


def test_what_is_near_stands_back_once_the_case_is_over(matter: Any) -> None:
    """Both were raised in the first night; only the more urgent one goes up."""
    nights(OVER, date(2025, 10, 31))
    assert {level for level, *_rest in laid(matter)} == {"over"}


def test_each_step_is_on_the_trail_and_the_chain_is_whole(court: Any, matter: Any) -> None:
    nights(OVER, date(2025, 9, 24))
    events = TrailEvent.objects.filter(verb="alert_escalated", case_id=matter.pk)
    assert events.count() == 3
    assert check_chain(court.pk, court.code).intact


def test_twice_in_one_night_is_once(matter: Any) -> None:
    nights(OVER, date(2025, 9, 19))
    before = TrailEvent.objects.count()
    assert escalate(business_date=date(2025, 9, 19), at=at(date(2025, 9, 19), 3)) == 0
    assert TrailEvent.objects.count() == before and len(laid(matter)) == 1


def test_missed_nights_are_caught_up_with_their_own_dates(matter: Any) -> None:
    night(OVER)
    run(business_date=date(2025, 10, 20), at=at(date(2025, 10, 20), 1))
    assert [row[1:] for row in laid(matter)] == [
        (1, "division_head", "2025-09-19"),
        (2, "president", "2025-09-24"),
        (2, "trial_management", "2025-09-24"),
    ]
    assert set(Escalation.objects.values_list("escalated_at", flat=True)) == {at(date(2025, 10, 20), 1)}


def test_an_alert_that_was_told_late_is_waited_for_from_then(matter: Any) -> None:
    """The job was down when the line was crossed: nobody could know before 10 October."""
    night(date(2025, 10, 10))
    assert Alert.objects.get(level="over").raised_on == OVER
    nights(date(2025, 10, 11), date(2025, 10, 14))
    assert [row[3] for row in laid(matter)] == ["2025-10-14"], "Saturday 11 October is worked, and Monday 13"


def test_a_night_cut_short_is_finished_by_the_next(matter: Any) -> None:
    nights(OVER, date(2025, 9, 18))

    def fire(day: date, instant: Any) -> None:
        raise RuntimeError("cut short")

    nightly_step(NightlyStep("cut short", 11, fire))
    try:
        with pytest.raises(RuntimeError):
            night(date(2025, 9, 19))
    finally:
        withdraw("cut short")
    assert len(laid(matter)) == 1
    night(date(2025, 9, 19))
    assert len(laid(matter)) == 1
    assert TrailEvent.objects.filter(verb="alert_escalated").count() == 1


def test_batches_lose_nothing(bench: Any, court: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escalating, "BATCH", 2)
    division = bench.division(court)
    judge = bench.person(Role.JUDGE, court, division)
    for _ in range(5):
        bench.case(court, FILED, handler=judge, division=division)
    nights(OVER, date(2025, 9, 24))
    assert Escalation.objects.filter(step=1).count() == 5
    assert Escalation.objects.filter(step=2).count() == 10


def test_an_answer_in_time_keeps_it_with_the_handler(bench: Any, matter: Any) -> None:
    night(NEAR)
    alert = Alert.objects.get(level="near")
    acknowledge(alert_id=alert.pk, note="定于九月三日开庭", actor=bench.actor(matter.handling.handler, NEAR))
    nights(date(2025, 8, 16), date(2025, 8, 31))
    assert laid(matter) == []


def test_a_head_who_takes_it_up_keeps_it_from_the_president(bench: Any, court: Any, matter: Any) -> None:
    head = bench.person(Role.DIVISION_HEAD, court, matter.handling.division)
    nights(NEAR, date(2025, 8, 23))
    alert = Alert.objects.get(level="near")
    acknowledge(alert_id=alert.pk, note="已约谈", actor=bench.actor(head, date(2025, 8, 25)))
    nights(date(2025, 8, 24), date(2025, 8, 31))
    assert [row[2] for row in laid(matter)] == ["division_head"]
    alert.refresh_from_db()
    assert alert.status == "open", "the handler's answer stays due"


def test_a_plan_that_passes_goes_up_again_in_a_new_round(bench: Any, matter: Any) -> None:
    night(OVER)
    alert = Alert.objects.get(level="over")
    judge = matter.handling.handler
    acknowledge(
        alert_id=alert.pk,
        note="文书制作中",
        reason="DRAFTING",
        planned_on=date(2025, 9, 26),
        actor=bench.actor(judge, OVER),
    )
    nights(date(2025, 9, 17), date(2025, 9, 30))
    assert [row[3] for row in laid(matter)] == ["2025-09-30"], "after Sunday 28 (worked) and Monday 29"
    assert Escalation.objects.get().since == date(2025, 9, 26)


def test_a_court_s_own_waiting_time(bench: Any, court: Any, matter: Any) -> None:
    set_option(
        court_id=court.pk, code="ALERT-ESCALATE-DAYS-OVER", value=5, reason="人手不足", actor=machine()
    )
    nights(OVER, date(2025, 9, 24))
    assert [row[3] for row in laid(matter)] == ["2025-09-24"]


def test_a_case_nobody_has_yet_goes_to_trial_management(bench: Any, court: Any) -> None:
    case = bench.case(court, FILED)
    nights(OVER, date(2025, 9, 24))
    assert [row[2] for row in laid(case)] == ["trial_management", "president", "trial_management"]


def test_a_sealed_case_is_laid_before_nobody_who_may_not_read_it(bench: Any, court: Any) -> None:
    judge = bench.person(Role.JUDGE, court)
    case = bench.case(court, FILED, handler=judge, division=bench.division(court), sealed="juvenile")
    nights(OVER, date(2025, 9, 30))
    assert laid(case) == [] and Alert.objects.filter(case=case, level="over", status="open").exists()


def test_closing_ends_what_lay_above(bench: Any, matter: Any) -> None:
    from cases.docket.services import close_case

    nights(OVER, date(2025, 9, 19))
    actor = bench.actor(matter.handling.handler, date(2025, 9, 19))
    close_case(case_id=matter.pk, closed_on=date(2025, 9, 19), disposal="judgment", actor=actor)
    assert Escalation.objects.get().ended_at == actor.at
    nights(date(2025, 9, 20), date(2025, 9, 30))
    assert len(laid(matter)) == 1
