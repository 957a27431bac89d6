"""Many clocks computed anew: at once or on the queue, batch by batch, gone on with, done once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cases.docket.models import Case
from cases.limits.models import CaseClock
from cases.recomputations import services
from cases.recomputations.models import Recomputation
from cases.recomputations.selectors import recomputations_of, unfinished
from courts.options.services import reset_option, set_option
from courts.outbox.models import OutboxMessage
from courts.trail.models import TrailEvent
from tests.builders import DAY, CourtHouse, accepted_case, court_with_people, instant, machine
from tests.kit.threads import all_at_once

NEAR = "LIMIT-NEAR-DAYS"


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


def cases_of(house: CourtHouse, number: int) -> list[Case]:
    return [accepted_case(house) for _ in range(number)]


def change(house: CourtHouse, value: int) -> None:
    set_option(court_id=house.court.pk, code=NEAR, value=value, reason="院务会决定", actor=machine())


def near_days(house: CourtHouse) -> set[int]:
    """How long before the due date each clock of the court turns yellow."""
    clocks = CaseClock.objects.filter(court=house.court)
    return {(clock.due_on - clock.near_on).days for clock in clocks if clock.due_on and clock.near_on}


def told(house: CourtHouse) -> int:
    return TrailEvent.objects.filter(court_id=house.court.pk, verb="clock_recomputed").count()


def test_few_cases_are_computed_with_the_change(house: CourtHouse) -> None:
    cases_of(house, 3)
    change(house, 20)
    [row] = Recomputation.objects.all()
    assert (row.total, row.done, row.moved, row.percent) == (3, 3, 3, 100)
    assert row.reason == f"option {NEAR}" and row.finished_at is not None
    assert near_days(house) == {20} and told(house) == 3
    assert not OutboxMessage.objects.filter(topic=services.ASKED).exists()


def test_a_court_without_open_cases_has_nothing_to_compute(house: CourtHouse) -> None:
    change(house, 20)
    assert not Recomputation.objects.exists()


def test_many_cases_wait_for_the_queue_and_go_in_batches(
    house: CourtHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases_of(house, 5)
    monkeypatch.setattr(services, "BATCH", 2)
    change(house, 20)
    [row] = unfinished()
    assert (row.total, row.done, row.percent) == (5, 0, 0) and near_days(house) == {30}
    [message] = OutboxMessage.objects.filter(topic=services.ASKED)
    assert message.body == {"recomputation": str(row.pk)}
    assert services.go_on(row.pk, at=instant(DAY, 10), batches=1) is True
    row.refresh_from_db()
    assert (row.done, row.percent) == (2, 40) and near_days(house) == {20, 30}
    assert services.go_on(row.pk, at=instant(DAY, 11)) is False
    row.refresh_from_db()
    assert (row.done, row.moved) == (5, 5) and row.finished_at == instant(DAY, 11)
    assert near_days(house) == {20} and told(house) == 5
    assert services.go_on(row.pk, at=instant(DAY, 12)) is False
    row.refresh_from_db()
    assert row.done == 5 and row.finished_at == instant(DAY, 11) and told(house) == 5


def test_a_batch_that_fails_leaves_those_before_it_and_the_night_goes_on(
    house: CourtHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases_of(house, 5)
    monkeypatch.setattr(services, "BATCH", 2)
    change(house, 20)
    [row] = unfinished()
    whole, calls = services.recompute, []

    def breaks(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError("the machine goes down")
        return whole(*args, **kwargs)

    monkeypatch.setattr(services, "recompute", breaks)
    with pytest.raises(ConnectionError):
        services.go_on(row.pk, at=instant(DAY, 10))
    row.refresh_from_db()
    assert row.done == 2 and told(house) == 2
    services.finish_all(DAY, instant(DAY, 23))
    row.refresh_from_db()
    assert row.done == row.moved == 5 and row.finished_at == instant(DAY, 23)
    assert told(house) == 5 and not unfinished().exists()


def test_a_year_of_the_calendar_is_its_reason(house: CourtHouse) -> None:
    [case] = cases_of(house, 1)
    CaseClock.objects.filter(case=case).update(latest_lawful_on=date(2026, 1, 1))
    row = services.recompute_for_year(2026, actor=machine())
    assert row is not None and row.reason == "calendar 2026" and row.moved == 1
    event = TrailEvent.objects.get(case_id=case.pk, verb="clock_recomputed")
    told_of = json.loads(event.payload.body)["data"]
    assert told_of["reason"] == "calendar 2026"
    assert told_of["changed"]["latest_lawful_on"][0] == "2026-01-01"


def test_what_does_not_move_is_not_told(house: CourtHouse) -> None:
    cases_of(house, 2)
    change(house, 20)
    reset_option(court_id=house.court.pk, code=NEAR, reason="恢复默认", actor=machine())
    row = services.recompute_for_reading(house.court.pk, NEAR, machine())
    assert row is not None and (row.done, row.moved) == (2, 0) and told(house) == 4


def test_each_court_sees_its_own_and_those_of_the_calendar(house: CourtHouse) -> None:
    other = court_with_people("吉0622", calendar=False)
    cases_of(house, 1)
    change(house, 20)
    services.recompute_for_year(DAY.year, actor=machine())
    assert {row.reason for row in recomputations_of([house.court.pk])} == {
        f"option {NEAR}",
        f"calendar {DAY.year}",
    }
    assert {row.reason for row in recomputations_of([other.court.pk])} == {f"calendar {DAY.year}"}


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_works() -> None:
    house = court_with_people()
    cases_of(house, 6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "BATCH", 1)
        change(house, 20)
        [row] = unfinished()
        all_at_once(lambda _n: services.go_on(row.pk, at=instant(DAY, 10)), 2)
    row.refresh_from_db()
    assert (row.done, row.moved) == (6, 6) and told(house) == 6


def test_through_the_queue(
    celery_worker_process: Any, eventually: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    house = court_with_people()
    cases_of(house, 3)
    monkeypatch.setattr(services, "BATCH", 2)
    change(house, 20)
    eventually(lambda: not unfinished().exists(), 30)
    assert near_days(house) == {20} and told(house) == 3
