"""The page of jobs: nights with progress, asked for by hand; messages tried again; times of day changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from courts.actors.domain import Role
from courts.outbox.models import OutboxMessage
from courts.outbox.selectors import overdue
from courts.outbox.services import post, retry
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from oversight.nightly import registry
from oversight.nightly.domain import ASKED, LOCK, NightState, night_state
from oversight.nightly.models import NightlyRun
from oversight.nightly.registry import NightlyStep, nightly_step
from oversight.nightly.selectors import at_work, imports_of, may_schedule, nights, periodic_tasks
from oversight.nightly.services import ask_night, change_time, run
from tests.builders import actor_of, court_with_people, person_of, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1, types=("民初",)))
WHY = "夜间备份改在零点三十分"


def administrator(house: Any) -> Any:
    return actor_of(house.administrator, timezone.now())


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def seen() -> Iterator[list[Any]]:
    """What the page would show while the last step of a night is under way."""
    found: list[Any] = []

    def look(day: date, at: datetime) -> None:
        found.append(nights(1)[0])

    nightly_step(NightlyStep("looks", 999, look, "查看进度"))
    yield found
    registry.withdraw("looks")


@pytest.mark.parametrize(
    ("finished", "error", "working", "state"),
    [
        (True, "", False, NightState.DONE),
        (True, "", True, NightState.DONE),
        (False, "", True, NightState.RUNNING),
        (False, "on fire", True, NightState.FAILED),
        (False, "", False, NightState.INTERRUPTED),
    ],
)
def test_how_a_night_stands(finished: bool, error: str, working: bool, state: NightState) -> None:
    assert night_state(finished=finished, error=error, at_work=working) is state


def test_a_night_says_how_far_it_is_and_what_it_took(house: Any, seen: list[Any]) -> None:
    run(business_date=today(), at=timezone.now())
    (during,) = seen
    assert (during.state, during.step) == (NightState.RUNNING, "查看进度")
    assert 0 < during.percent < 100 and ("生成审限预警" in dict(during.steps))
    (after,) = nights(1)
    assert (after.state, after.percent, after.run.step) == (NightState.DONE, 100, "")
    assert after.run.took_ms is not None and after.run.took_ms >= sum(ms for _name, ms in after.steps)
    assert len(after.steps) == after.run.steps_total and after.run.attempts == 1


def test_a_night_cut_short_or_failed_is_known_and_counts_its_attempts(house: Any) -> None:
    def burn(day: date, at: datetime) -> None:
        raise RuntimeError("on fire")

    nightly_step(NightlyStep("burns", 998, burn))
    try:
        with pytest.raises(RuntimeError):
            run(business_date=today(), at=timezone.now())
    finally:
        registry.withdraw("burns")
    (failed,) = nights(1)
    assert (failed.state, failed.run.step) == (NightState.FAILED, "burns")
    NightlyRun.objects.update(error="")
    assert nights(1)[0].state is NightState.INTERRUPTED
    run(business_date=today(), at=timezone.now())
    assert (nights(1)[0].state, nights(1)[0].run.attempts) == (NightState.DONE, 2)


def test_who_holds_the_lock_is_at_work(house: Any) -> None:
    assert not at_work()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        assert at_work()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    assert not at_work()


def test_a_night_asked_for_goes_to_the_queue(house: Any) -> None:
    message = ask_night(business_date=today(), actor=administrator(house))
    assert (message.topic, message.body) == (ASKED, {"business_date": today().isoformat()})
    event = TrailEvent.objects.get(verb="nightly_asked")
    assert (event.court_id, event.noun) == (house.court.pk, "schedule")
    for day, words in ((today(), "已有人请求"), (today() + timedelta(days=1), "不能晚于今天")):
        with pytest.raises(InvalidInput) as invalid:
            ask_night(business_date=day, actor=administrator(house))
        assert words in invalid.value.errors["business_date"][0]


def test_a_date_done_is_not_asked_for_again(house: Any) -> None:
    run(business_date=today(), at=timezone.now())
    for day in (today(), today() - timedelta(days=3)):
        check_refused(lambda day=day: ask_night(business_date=day, actor=administrator(house)), "NIGHT-DONE")


@pytest.mark.parametrize("who", ["clerk", "judge", "president", "trial_management"])
def test_others_neither_see_nor_ask(house: Any, who: str) -> None:
    person = getattr(house, who)
    with pytest.raises(Refused) as refused:
        ask_night(business_date=today(), actor=actor_of(person, timezone.now()))
    assert refused.value.code == "PEOPLE-RIGHT"
    with pytest.raises(Refused) as refused:
        change_time(task="nightly", hour=1, minute=0, reason=WHY, actor=actor_of(person))
    assert refused.value.code == "PEOPLE-RIGHT"
    for path in ("/office/jobs/", "/office/jobs/nights/", "/office/jobs/tasks/nightly/"):
        assert signed_in(person).get(path).status_code == 404


def test_the_page_shows_progress_until_nothing_runs(house: Any) -> None:
    client = signed_in(house.administrator)
    before = client.get("/office/jobs/").content.decode()
    assert "还没有运行过夜间任务" in before
    assert "每日 00:30" in before and "每周 星期日 03:00" in before
    assert client.post("/office/jobs/", {"business_date": today().isoformat()}).status_code == 302
    page = client.get("/office/jobs/").content.decode()
    assert "等待工作进程" in page and "every 3s" in page
    assert client.get("/office/jobs/nights/").status_code == 200
    OutboxMessage.objects.update(delivered_at=timezone.now())
    run(business_date=today(), at=timezone.now())
    rows = client.get("/office/jobs/nights/")
    assert rows.status_code == 286 and "已完成" in rows.content.decode()
    assert "every 3s" not in client.get("/office/jobs/").content.decode()
    assert client.post("/office/jobs/", {"business_date": "soon"}).status_code == 400
    assert client.post("/office/jobs/", {"business_date": today().isoformat()}).status_code == 422


def test_a_message_that_waits_is_tried_again_at_once(house: Any) -> None:
    long_ago = timezone.now() - timedelta(days=1)
    message = post("nobody_listens", {}, court_id=house.court.pk, at=long_ago)
    theirs = post("nobody_listens", {}, court_id=house.upper.pk, at=long_ago)
    assert overdue([house.court.pk], timezone.now())
    OutboxMessage.objects.update(
        attempts=3, last_error="ValueError: no", next_try_at=timezone.now() + timedelta(hours=5)
    )
    assert not overdue([house.court.pk], timezone.now())
    client = signed_in(house.administrator)
    page = client.get("/office/jobs/").content.decode()
    assert "失败 3 次" in page and "ValueError: no" in page and page.count("立即重投") == 1
    assert client.post(f"/office/jobs/messages/{message.pk}/retry/").status_code == 302
    message.refresh_from_db()
    assert message.next_try_at <= timezone.now() and message.attempts == 3
    assert TrailEvent.objects.get(verb="outbox_retried").object_id == str(message.pk)
    assert client.post(f"/office/jobs/messages/{theirs.pk}/retry/").status_code == 404
    OutboxMessage.objects.update(delivered_at=timezone.now())
    with pytest.raises(NotVisible):
        retry(message_id=message.pk, actor=administrator(house))


def clock() -> str:
    return next(row.clock for row in periodic_tasks() if row.task.name == "nightly")


def test_the_night_begins_at_another_time(house: Any) -> None:
    assert clock() == "00:30"
    change_time(task="nightly", hour=1, minute=5, reason=WHY, actor=administrator(house), seen="00:30")
    assert clock() == "01:05"
    crontab = PeriodicTask.objects.get(name="nightly").crontab
    assert str(crontab.timezone) == "Asia/Shanghai" and crontab.day_of_week == "*"
    body = TrailEvent.objects.select_related("payload").get(verb="schedule_changed").payload.body
    assert '"before":{"time":"00:30"}' in body and '"after":{"time":"01:05"}' in body
    check_refused(
        lambda: change_time(
            task="nightly", hour=2, minute=0, reason=WHY, actor=administrator(house), seen="00:30"
        ),
        "SCHEDULE-MOVED",
    )


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"hour": 24}, "hour"),
        ({"hour": -1}, "hour"),
        ({"minute": 60}, "minute"),
        ({"hour": 0, "minute": 30}, "hour"),
        ({"reason": " "}, "reason"),
        ({"reason": "长" * 301}, "reason"),
    ],
)
def test_a_time_that_cannot_be_names_its_field(house: Any, over: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        given = {"hour": 1, "minute": 0, "reason": WHY, **over}
        change_time(task="nightly", actor=administrator(house), **given)
    assert list(invalid.value.errors) == [field]
    assert clock() == "00:30"


def test_only_daily_tasks_have_a_time(house: Any) -> None:
    for task in ("outbox-sweep", "no-such-task"):
        with pytest.raises(NotVisible):
            change_time(task=task, hour=1, minute=0, reason=WHY, actor=administrator(house))
        assert signed_in(house.administrator).get(f"/office/jobs/tasks/{task}/").status_code == 404


def test_the_highest_court_with_an_administrator_decides(house: Any) -> None:
    above = person_of(house.upper, Role.ADMINISTRATOR)
    assert may_schedule(actor_of(above, timezone.now()).viewer, today()) is None
    refused = check_refused(
        lambda: change_time(task="nightly", hour=1, minute=0, reason=WHY, actor=administrator(house)),
        "SCHEDULE-UPPER",
    )
    assert refused.params["above"] == house.upper.name
    page = signed_in(house.administrator).get("/office/jobs/tasks/nightly/").content.decode()
    assert house.upper.name in page and "变更时刻" not in page
    form = {"hour": "1", "minute": "5", "reason": WHY, "seen": "00:30"}
    assert signed_in(above).post("/office/jobs/tasks/nightly/", form).status_code == 302
    assert clock() == "01:05"
    assert signed_in(above).post("/office/jobs/tasks/nightly/", {**form, "hour": "99"}).status_code == 400


def test_imports_are_listed_by_court(house: Any) -> None:
    (row,) = imports_of([house.court.pk])
    assert (row.court, row.last_at, row.waiting) == (house.court, None, 0)
