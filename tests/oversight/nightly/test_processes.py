"""Real processes on a real database: two jobs at once, a killed one, the queue, the schedule."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django_celery_beat.models import PeriodicTask

from cases.docket.services import close_case, lock_case
from courts.actors.domain import Role
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from courts.trail.services import recorded
from oversight.alerts.models import Alert
from oversight.nightly.models import NightlyRun
from oversight.nightly.services import LOCK
from oversight.nightly.tasks import run as night_task
from tests.kit.commands import Command, Commands
from tests.oversight.bench import Bench

FILED, WARN = date(2025, 3, 14), date(2025, 7, 15)


@pytest.fixture(scope="module")
def nightly() -> Iterator[Callable[[], Command]]:
    """``nightly()`` begins the command in a process of its own."""
    database = settings.DATABASES["default"]["NAME"]
    named = {"DJANGO_SETTINGS_MODULE": "settings.test", "COURT_TEST_DATABASE": database}
    commands = Commands({**os.environ, **named})
    yield lambda: commands.begin("nightly", "--date", WARN.isoformat())
    commands.end()


def said(night: Command) -> str:
    """What a night says that ends well."""
    done = night.ended(60)
    assert (done.returncode, done.stderr) == (0, "")
    return str(done.stdout)


@contextmanager
def held(case: Any) -> Iterator[None]:
    """Hold a case's row in another session: whoever wants to raise an alert about it waits."""
    session = connection.copy()
    session.set_autocommit(False)
    with session.cursor() as cursor:
        cursor.execute("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE", [case.pk])
    try:
        yield
    finally:
        session.rollback()
        session.close()


def sessions_waiting_for_a_lock() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def lock_is_free() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        free = bool(cursor.fetchone()[0])
        if free:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return free


@pytest.mark.django_db(transaction=True)
def test_a_case_being_closed_and_the_night_do_not_block_each_other(
    nightly: Callable[[], Command],
    eventually: Callable[..., object],
) -> None:
    """The night goes past a case somebody works on; once a closing has stopped its clock the night waits."""
    bench = Bench()
    court = bench.court()
    judge = bench.person(Role.JUDGE, court)
    case = bench.case(court, FILED, handler=judge)
    actor = bench.actor(judge, WARN)
    with recorded():
        lock_case(actor, case.pk)
        beside = nightly()
        assert "新增预警 1 条" in said(beside)
        close_case(case_id=case.pk, closed_on=WARN, disposal="judgment", actor=actor)
    assert list(Alert.objects.values_list("status", flat=True)) == ["closed"]

    other = bench.case(court, FILED, handler=judge)
    NightlyRun.objects.all().delete()
    with recorded():
        close_case(case_id=other.pk, closed_on=WARN, disposal="judgment", actor=actor)
        working = nightly()
        eventually(lambda: sessions_waiting_for_a_lock() == 1, 30)
    assert "新增预警 0 条" in said(working)
    assert not Alert.objects.filter(case=other).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_works_and_a_killed_night_is_finished_by_the_next(
    nightly: Callable[[], Command],
    eventually: Callable[..., object],
) -> None:
    bench = Bench()
    first, second = sorted((bench.court("吉0621"), bench.court("吉0602")), key=lambda court: court.pk)
    for court in (first, first, second, second):
        last = bench.case(court, FILED)
    with held(last):
        working = nightly()
        eventually(lambda: sessions_waiting_for_a_lock() == 1, 30)
        beside = nightly()
        assert said(beside) == "另一个夜间任务正在运行，本次不做。\n"
        working.kill()
    eventually(lock_is_free, 10)
    cut_short = NightlyRun.objects.get()
    assert (cut_short.finished_at, cut_short.raised) == (None, {})
    assert not Alert.objects.exists(), "a batch is written whole or not at all"

    again = nightly()
    assert "新增预警 4 条" in said(again)
    assert Alert.objects.count() == 4 and NightlyRun.objects.get().finished_at is not None
    assert TrailEvent.objects.filter(verb="alert_raised").count() == 4
    assert all(check_chain(court.pk, court.code).intact for court in (first, second))


def test_the_night_through_the_queue(celery_worker_process: Any, eventually: Callable[..., object]) -> None:
    bench = Bench()
    bench.case(bench.court(), FILED)
    night_task.delay(WARN.isoformat())
    night_task.delay(WARN.isoformat())
    eventually(lambda: NightlyRun.objects.filter(finished_at__isnull=False).exists(), 30)
    assert Alert.objects.get().raised_on == WARN


@pytest.mark.django_db
def test_the_schedule_of_beat() -> None:
    tasks = {task.name: task for task in PeriodicTask.objects.select_related("crontab", "interval")}
    night = tasks["nightly"]
    assert (night.task, night.enabled) == ("oversight.nightly.run", True)
    assert (night.crontab.hour, night.crontab.minute) == ("0", "30")
    assert str(night.crontab.timezone) == "Asia/Shanghai"
    for name, task in (("outbox-sweep", "courts.outbox.sweep"), ("draws-sweep", "assignment.draws.sweep")):
        interval = tasks[name].interval
        assert (tasks[name].task, interval.every, interval.period) == (task, 1, "minutes")


def test_every_scheduled_task_is_known() -> None:
    from settings.celery import app

    wanted = {"oversight.nightly.run", "courts.outbox.sweep", "assignment.draws.sweep"}
    assert wanted <= set(app.tasks)
