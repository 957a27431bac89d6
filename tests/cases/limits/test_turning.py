"""Open stops that a day turns: days of mediation that still count (X08), the longest reading (X13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.docket.models import Case
from cases.limits.domain import Lamp, LedgerEntry, LedgerKind, Readings
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors import lamp_of, limit_of
from cases.limits.services import cancel_item, end_item, enter_item, turn_clocks
from cases.limits.services.entering import Entered
from courts.refusals.domain import Refused
from courts.trail.selectors import case_trail
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, instant
from tests.cases.limits.conftest import Compute
from tests.kit.kept import each_afresh, kept  # noqa: F401

day = date.fromisoformat
house = kept(lambda: court_with_people(judges=3))
FILED, BEGAN, STANDS = day("2025-03-14"), day("2025-04-01"), day("2025-04-16")


def out(ground: str, starts: str) -> LedgerEntry:
    return LedgerEntry(kind=LedgerKind.EXCLUSION, ground=ground, starts_on=day(starts))


@pytest.mark.parametrize(
    ("rule", "as_of", "stands"),
    [
        ("CIV1_ORD", "2025-04-01", None),
        ("CIV1_ORD", "2025-04-15", None),
        ("CIV1_ORD", "2025-04-16", "2025-04-16"),
        ("CIV1_ORD", "2025-09-30", "2025-04-16"),
        ("CIV1_SUM", "2025-04-07", None),
        ("CIV1_SUM", "2025-04-08", "2025-04-08"),
    ],
)
def test_the_clock_runs_while_the_first_days_of_mediation_count(
    limit: Compute, rule: str, as_of: str, stands: str | None
) -> None:
    """From 1 April: 15 days to the 16th, in the summary procedure 7 to the 8th."""
    plain = limit(rule, "2025-03-14", as_of=day(as_of))
    found = limit(rule, "2025-03-14", out("X08", "2025-04-01"), as_of=day(as_of))
    assert found.stopped_since == (day(stands) if stands else None)
    assert found.clock(day(as_of)) == ("stopped" if stands else "running")
    if stands:
        assert found.due_on is None and found.lamp(day(as_of)) is Lamp.STOPPED
    else:
        assert (found.due_on, found.marks) == (plain.due_on, plain.marks)
        assert any("X08" in step.zh and "仍计入审限" in step.zh for step in found.explanation)


def test_mediation_whose_counted_days_outlast_the_limit_stops_nothing(limit: Compute) -> None:
    with pytest.raises(Refused) as refused:
        limit("CIV1_ORD", "2025-03-14", out("X08", "2025-09-10"), as_of=day("2025-09-11"))
    assert refused.value.code == "LIM-X-AFTER-DUE"


def test_an_open_stop_of_a_day_to_come_does_not_stop_the_clock(limit: Compute) -> None:
    """No running clock is without its due date."""
    stop = LedgerEntry(kind=LedgerKind.SUSPENSION, starts_on=day("2025-06-01"))
    before = limit("CIV1_ORD", "2025-03-14", stop, as_of=day("2025-05-31"))
    assert (before.due_on, before.clock(day("2025-05-31"))) == (day("2025-09-14"), "running")
    assert limit("CIV1_ORD", "2025-03-14", stop, as_of=day("2025-06-01")).due_on is None


@pytest.mark.parametrize(
    ("as_of", "due", "clock"),
    [
        ("2025-08-20", None, "stopped"),
        ("2025-09-11", None, "stopped"),
        ("2025-09-12", "2025-10-31", "running"),
    ],
)
def test_reading_the_file_stops_the_clock_for_a_month_at_most(
    limit: Compute, as_of: str, due: str | None, clock: str
) -> None:
    """Told on 11 August: to 11 September nothing counts; then two months from 31 July, and 31 days."""
    found = limit("CRIM2", "2025-07-31", out("X13", "2025-08-11"), as_of=day(as_of), detained=True)
    assert (found.due_on, found.clock(day(as_of))) == (day(due) if due else None, clock)


def test_where_the_whole_reading_is_left_out_it_stops_to_its_end(limit: Compute) -> None:
    read = Readings(whole_file_reading=True)
    found = limit("CRIM2", "2025-07-31", out("X13", "2025-08-11"), as_of=day("2025-12-01"), readings=read)
    assert found.clock(day("2025-12-01")) == "stopped"


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return drawn_case(house, on=FILED, procedure="ordinary")


def handler(case: Case, on: date) -> Any:
    assert case.handling.handler is not None
    return actor_of(case.handling.handler, on)


def mediated(case: Case) -> LedgerItem:
    entered = Entered(entry=out("X08", "2025-04-01"), document="调解笔录", reason="双方同意延长调解")
    return enter_item(case_id=case.pk, entered=entered, actor=handler(case, BEGAN))


def clock(case: Case) -> CaseClock:
    return CaseClock.objects.get(case=case)


def turn(on: str, at: str = "") -> int:
    return turn_clocks(business_date=day(on), at=instant(day(at or on), 1), label="审限预警")


def reasons(case: Case) -> list[Any]:
    return [event["data"]["reason"] for event in case_trail(case.pk) if event["verb"] == "clock_recomputed"]


@pytest.mark.django_db
def test_the_stored_clock_stops_on_the_day_and_says_why(case: Case) -> None:
    mediated(case)
    assert (clock(case).stopped_since, clock(case).due_on) == (None, day("2025-09-14"))
    assert lamp_of(clock(case), BEGAN) is Lamp.NORMAL
    assert turn("2025-04-15") == 0 and reasons(case) == []
    assert turn("2025-04-16") == 1 and reasons(case) == ["ground X08"]
    assert (clock(case).stopped_since, clock(case).due_on, clock(case).over_on) == (STANDS, None, None)
    assert turn("2025-04-16") == turn("2025-04-17") == 0 and len(reasons(case)) == 1


@pytest.mark.django_db
def test_a_missed_day_is_made_up_for_with_its_own_date(case: Case) -> None:
    mediated(case)
    assert turn("2025-04-15", at="2025-05-20") == 0
    assert turn("2025-05-01", at="2025-05-20") == 1
    assert clock(case).stopped_since == STANDS


@pytest.mark.django_db
def test_account_and_stored_clock_say_the_same_every_day(case: Case) -> None:
    mediated(case)
    for on in ("2025-04-01", "2025-04-15", "2025-04-16", "2025-04-20"):
        turn(on)
        found = limit_of(case, day(on))
        assert found is not None and found.result is not None
        stored = clock(case)
        assert (found.result.due_on, found.result.stopped_since) == (stored.due_on, stored.stopped_since)
        assert found.stored_due_on == found.result.due_on
        assert found.result.lamp(day(on)) is lamp_of(stored, day(on))


@pytest.mark.django_db
def test_mediation_that_ends_in_its_counted_days_or_was_no_mediation_never_stops_it(
    house: CourtHouse, case: Case
) -> None:
    other = drawn_case(house, on=FILED, nonce="2", procedure="ordinary")
    ended, mistaken = mediated(case), mediated(other)
    actor = handler(case, day("2025-04-10"))
    end_item(item_id=ended.pk, ends_on=day("2025-04-10"), document="调解终结", actor=actor)
    head = actor_of(house.head, day("2025-04-10"))
    cancel_item(item_id=mistaken.pk, reason="误登", actor=head)
    assert turn("2025-04-20") == 0
    assert clock(case).due_on == clock(other).due_on == day("2025-09-14")


@pytest.mark.django_db
def test_a_reading_that_lasts_too_long_lets_the_clock_run_again(case: Case) -> None:
    CaseClock.objects.filter(case=case).update(
        rule_code="CRIM2", now_rule_code="CRIM2", rule_version=day("2018-10-26"), base_on=day("2025-07-31")
    )
    entered = Entered(entry=out("X13", "2025-08-11"), document="阅卷通知", reason="通知检察院阅卷")
    enter_item(case_id=case.pk, entered=entered, actor=handler(case, day("2025-08-11")))
    assert (clock(case).stopped_since, clock(case).due_on) == (day("2025-08-11"), None)
    assert turn("2025-09-11") == 0 and turn("2025-09-12") == 1
    assert (clock(case).stopped_since, clock(case).due_on) == (None, day("2025-10-31"))
    assert reasons(case)[-1] == "ground X13" and turn("2025-09-13") == 0
