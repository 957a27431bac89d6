"""What the nights have done, how far the one at work is, and when periodic tasks begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django_celery_beat.models import PeriodicTask

from cases.docket.domain import Status
from cases.docket.models import Case
from courts.actors.domain import Right, Role, Viewer
from courts.people.models import Post
from courts.people.selectors import in_force
from courts.places.models import Court
from courts.trail.models import TrailEvent
from oversight.nightly.domain import LOCK, NightState, night_state
from oversight.nightly.models import FullCheck, NightlyRun
from oversight.nightly.registry import nightly_steps

COUNTED_TO = 9999
"""Counts on the page of jobs stop here."""
_HELD = """
    SELECT EXISTS (
        SELECT 1 FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = %s AND objsubid = 1
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
"""


def last_finished() -> date | None:
    """The latest business date that is done; None before the first."""
    return _latest(finished_at__isnull=False)


def frontier() -> date | None:
    """The latest business date that was begun: lines up to it are not looked at by a later night."""
    return _latest()


def _latest(**wanted: bool) -> date | None:
    found: date | None = NightlyRun.objects.filter(**wanted).aggregate(day=Max("business_date"))["day"]
    return found


def latest_check() -> FullCheck | None:
    """The newest full check of the alerts."""
    return FullCheck.objects.order_by("-pk").first()


def latest_run() -> NightlyRun | None:
    """The newest night, done or not."""
    return NightlyRun.objects.order_by("-business_date").first()


def at_work() -> bool:
    """Whether some process holds the job's lock now: a night cut short holds none."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [LOCK >> 32, LOCK & 0xFFFFFFFF])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class NightShown:
    """A night with its state, and how far it is in percent of its steps."""

    run: NightlyRun
    state: NightState
    percent: int
    step: str
    steps: tuple[tuple[str, int], ...]


def nights(limit: int, before: date | None = None) -> list[NightShown]:
    """The nights, the newest first, from the one before a date on."""
    runs = NightlyRun.objects.order_by("-business_date")
    if before is not None:
        runs = runs.filter(business_date__lt=before)
    working = at_work()
    return [_shown(run, working) for run in runs[:limit]]


def _shown(run: NightlyRun, working: bool) -> NightShown:
    state = night_state(finished=run.finished_at is not None, error=run.error, at_work=working)
    done = len(run.steps)
    percent = 100 if state is NightState.DONE else 100 * done // max(run.steps_total, 1)
    steps = tuple((step_name(step["name"]), int(step["ms"])) for step in run.steps)
    return NightShown(run, state, percent, step_name(run.step) if run.step else "", steps)


def step_name(name: str) -> str:
    """What a step does, in words."""
    own = {
        "clocks": _("推算当日停表、恢复的审限"),
        "limit_alerts": _("生成审限预警"),
        "lasting_alerts": _("生成长期未结、久押不决预警"),
        "hidden_alerts": _("核对停表，生成隐性超审限预警"),
        "close_gone": _("解除原因已消失的预警"),
        "stop_reminders": _("停表催办"),
    }
    offered = {step.name: str(step.label) for step in nightly_steps() if step.label}
    return own.get(name) or offered.get(name) or name


@dataclass(frozen=True)
class TaskShown:
    """A periodic task: when it begins, when it last did.

    ``clock`` is HH:MM for a daily or weekly one, ``often`` the same in words with its day.
    """

    task: PeriodicTask
    name: str
    clock: str
    every: str

    @property
    def often(self) -> str:
        day = str(self.task.crontab.day_of_week) if self.task.crontab else "*"
        if not day.isdigit():
            return _("每日 %(time)s") % {"time": self.clock}
        return _("每周 %(day)s %(time)s") % {"day": WEEKDAYS[(int(day) - 1) % 7], "time": self.clock}


def periodic_tasks() -> list[TaskShown]:
    """Every periodic task of beat, the daily ones first, by time of day."""
    found = PeriodicTask.objects.select_related("crontab", "interval").exclude(name="celery.backend_cleanup")
    shown = [TaskShown(task, task_name(task.name), clock_of(task), _every(task)) for task in found]
    return sorted(shown, key=lambda row: (not row.clock, row.clock, row.task.name))


def task_name(name: str) -> str:
    """What a periodic task does, in words; its own name where nobody gave it one."""
    words = {
        "nightly": _("夜间任务"),
        "alerts-check": _("每周全量核对预警"),
        "digests": _("发送每日提要"),
        "outbox-sweep": _("投递到期的消息"),
        "draws-sweep": _("补报过时的抽签"),
    }
    return words.get(name, name)


def _every(task: PeriodicTask) -> str:
    if task.interval is None:
        return str(task.crontab or "")
    units = {"minutes": 60, "hours": 3600, "days": 86400, "seconds": 1}
    seconds = task.interval.every * units.get(task.interval.period, 1)
    return _("每 %(n)g 分钟") % {"n": seconds / 60}


def clock_of(task: PeriodicTask) -> str:
    """The time of day at which a daily task begins, ``00:30``; empty for any other."""
    crontab = task.crontab
    if crontab is None or not (str(crontab.hour).isdigit() and str(crontab.minute).isdigit()):
        return ""
    return f"{int(crontab.hour):02d}:{int(crontab.minute):02d}"


def may_schedule(viewer: Viewer, on: date) -> Court | None:
    """The court above that has an administrator and so decides; None where this viewer decides."""
    held = Post.objects.filter(in_force(on), role=Role.ADMINISTRATOR.value, person__is_active=True)
    served = set(held.values_list("court_id", flat=True))
    above: Court | None = None
    for court in Court.objects.filter(pk__in=viewer.courts_with(Right.ADMINISTER)).order_by("code"):
        higher = _administered_above(court, served)
        if higher is None:
            return None
        above = above or higher
    return above


def _administered_above(court: Court, served: set[int]) -> Court | None:
    step = court.parent
    while step is not None and step.pk not in served:
        step = step.parent
    return step


@dataclass(frozen=True)
class ImportShown:
    """What a court imported: when last, and how many open cases still wait to be confirmed."""

    court: Court
    last_at: datetime | None
    waiting: int


def imports_of(court_ids: Iterable[int]) -> list[ImportShown]:
    """Imports of courts, by code; counts stop at ``COUNTED_TO``."""
    return [_import(court) for court in Court.objects.filter(pk__in=list(court_ids)).order_by("code")]


def _import(court: Court) -> ImportShown:
    events = TrailEvent.objects.filter(court_id=court.pk, verb="case_imported").order_by("-seq")
    last: Any = events.values_list("at", flat=True).first()
    waiting = Case.objects.filter(court=court, status=Status.OPEN.value, imported=True, open_confirmed=False)
    return ImportShown(court, last, waiting[: COUNTED_TO + 1].count())
