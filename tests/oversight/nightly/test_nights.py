"""Every business date once, missed ones in order, and what a night leaves behind."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.docket.services import confirm_open
from cases.intake.services.filing import file_case
from cases.intake.services.review import accept_case
from cases.limits.models import CaseClock, LedgerItem
from courts.actors.domain import Role
from courts.refusals.domain import InvalidInput
from courts.trail.selectors import case_trail
from oversight.alerts.models import Alert
from oversight.nightly.domain import nights_due
from oversight.nightly.models import NightlyRun
from oversight.nightly.registry import NightlyStep, nightly_step, withdraw
from oversight.nightly.services import run
from tests.oversight.bench import at

FILED = date(2025, 3, 14)
WARN, NEAR, OVER = date(2025, 7, 15), date(2025, 8, 15), date(2025, 9, 16)


@pytest.mark.parametrize(
    ("wanted", "last", "due"),
    [
        (date(2025, 7, 15), None, [date(2025, 7, 15)]),
        (date(2025, 7, 15), date(2025, 7, 14), [date(2025, 7, 15)]),
        (date(2025, 7, 15), date(2025, 7, 12), [date(2025, 7, 13), date(2025, 7, 14), date(2025, 7, 15)]),
        (date(2025, 7, 15), date(2025, 7, 15), []),
        (date(2025, 7, 10), date(2025, 7, 15), []),
        (date(2025, 1, 1), date(2024, 12, 30), [date(2024, 12, 31), date(2025, 1, 1)]),
    ],
)
def test_nights_due(wanted: date, last: date | None, due: list[date]) -> None:
    assert nights_due(wanted, last) == due


def test_the_first_night_takes_all_that_was_crossed(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    nights = run(business_date=OVER, at=at(OVER, 1))
    assert [night.business_date for night in nights.done] == [OVER]
    assert nights.done[0].raised == dict.fromkeys(("over", "red", "ask", "near", "two_thirds"), 1)
    assert dict(Alert.objects.values_list("level", "raised_on")) == {
        "two_thirds": WARN,
        "near": NEAR,
        "ask": date(2025, 8, 30),
        "red": date(2025, 9, 11),
        "over": OVER,
    }


def test_a_night_that_is_done_does_nothing(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    run(business_date=WARN, at=at(WARN, 1))
    first = NightlyRun.objects.get()
    assert run(business_date=WARN, at=at(WARN, 5)).done == ()
    assert run(business_date=WARN - timedelta(days=9), at=at(WARN, 5)).done == ()
    assert NightlyRun.objects.get().finished_at == first.finished_at == at(WARN, 1)


def test_missed_nights_are_caught_up_with_their_own_dates(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    run(business_date=WARN - timedelta(days=1), at=at(WARN - timedelta(days=1), 1))
    assert not Alert.objects.exists()
    nights = run(business_date=NEAR + timedelta(days=1), at=at(NEAR + timedelta(days=1), 1)).done
    assert [night.business_date for night in nights] == [WARN + timedelta(days=n) for n in range(33)]
    raised = {night.business_date: night.raised for night in nights if night.raised}
    assert raised == {WARN: {"two_thirds": 1}, NEAR: {"near": 1}}
    assert NightlyRun.objects.filter(finished_at=None).count() == 0


def test_a_night_that_failed_runs_again(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    calls: list[date] = []

    def step(day: date, instant: Any) -> None:
        calls.append(day)
        if len(calls) == 1:
            raise RuntimeError("the printer is on fire")

    nightly_step(NightlyStep("test step", 90, step))
    try:
        with pytest.raises(RuntimeError):
            run(business_date=WARN, at=at(WARN, 1))
        failed = NightlyRun.objects.get()
        assert failed.finished_at is None and "on fire" in failed.error and failed.raised == {"two_thirds": 1}
        again = run(business_date=WARN, at=at(WARN, 2)).done
    finally:
        withdraw("test step")
    assert calls == [WARN, WARN]
    assert again[0].raised == {"two_thirds": 1}
    done = NightlyRun.objects.get()
    assert (done.finished_at, done.error, done.raised) == (at(WARN, 2), "", {"two_thirds": 1})
    assert Alert.objects.count() == 1


def test_a_date_in_the_future_is_refused() -> None:
    with pytest.raises(InvalidInput) as said:
        run(business_date=date(2025, 7, 16), at=at(date(2025, 7, 15), 23))
    assert "2025-07-16" in str(said.value.errors["date"])


def test_the_business_date_is_the_court_s_not_utc(bench: Any, court: Any) -> None:
    """00:30 in Shanghai is still yesterday in UTC."""
    assert len(run(business_date=WARN, at=at(WARN, 0)).done) == 1


def test_a_case_confirmed_after_its_lines_is_alerted_at_once(bench: Any, court: Any) -> None:
    case = bench.case(court, FILED, imported=True, open_confirmed=False)
    run(business_date=NEAR, at=at(NEAR, 1))
    manager = bench.person(Role.TRIAL_MANAGEMENT, court)
    confirm_open(case_id=case.pk, actor=bench.actor(manager, NEAR))
    assert set(Alert.objects.values_list("level", flat=True)) == {"two_thirds", "near"}
    assert not any(run(business_date=OVER, at=at(OVER, 1)).done[0].raised.values())


def test_a_case_accepted_with_an_old_day_is_not_missed(bench: Any, court: Any) -> None:
    run(business_date=NEAR, at=at(NEAR, 1))
    clerk = bench.actor(bench.person(Role.CLERK, court), NEAR)
    raw = {
        "court": court.code,
        "case_type": "民初",
        "procedure": "ordinary",
        "cause": "离婚纠纷",
        "received_on": FILED.isoformat(),
        "channel": "counter",
        "parties": [
            {"role": "plaintiff", "kind": "person", "name": "李一"},
            {"role": "defendant", "kind": "person", "name": "王二"},
        ],
    }
    case = file_case(raw, actor=clerk)
    assert not Alert.objects.exists()
    accept_case(case_id=case.pk, accepted_on=FILED, actor=clerk)
    assert dict(Alert.objects.values_list("level", "raised_on")) == {"two_thirds": WARN, "near": NEAR}


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("nightly", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_did(bench: Any, court: Any) -> None:
    bench.case(court, FILED)
    said = command("--date", "2025-08-15")
    levels = "超审限 0，三日内届满 0，申请延长最后期限 0，临近审限 1，已过2/3 1"
    assert said == f"2025-08-15 新增预警 2 条（{levels}），解除 0 条。\n"
    assert command("--date", "2025-08-15") == "2025-08-15 已经完成，无需再做。\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-13-01", "须为 YYYY-MM-DD"),
        ("yesterday", "须为 YYYY-MM-DD"),
        ("2999-01-01", "不能晚于今天"),
    ],
)
def test_the_command_refuses_a_bad_date_clearly(text: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        command("--date", text)
    assert not NightlyRun.objects.exists()


def test_the_night_stops_a_clock_on_the_day_its_stop_begins(bench: Any, court: Any) -> None:
    """Mediation from 10 July (X08): its first 15 days count, so the two-thirds warning of the 15th comes."""
    case = bench.case(court, FILED)
    LedgerItem.objects.create(
        case=case,
        court=court,
        state=LedgerItem.State.IN_FORCE,
        kind="exclusion",
        ground="X08",
        starts_on=date(2025, 7, 10),
        document="调解笔录",
        reason="双方同意延长调解",
        entered_at=at(date(2025, 7, 10), 9),
        entered_by="judge",
    )
    run(business_date=WARN, at=at(WARN, 1))
    assert CaseClock.objects.get(case=case).stopped_since is None
    assert Alert.objects.get().level == "two_thirds"
    late = date(2025, 7, 28)  # the nights between were missed
    nights = run(business_date=late, at=at(late, 1)).done
    assert len(nights) == (late - WARN).days
    assert CaseClock.objects.get(case=case).stopped_since == date(2025, 7, 25)
    told = [event for event in case_trail(case.pk) if event["verb"] == "clock_recomputed"]
    assert [event["data"]["reason"] for event in told] == ["ground X08"]
    assert list(Alert.objects.values_list("level", "status")) == [("two_thirds", "closed")]
    run(business_date=late + timedelta(days=1), at=at(late + timedelta(days=1), 1))
    assert len([event for event in case_trail(case.pk) if event["verb"] == "clock_recomputed"]) == 1
