"""Asking for a night by hand, and changing the time at which a periodic task begins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from courts.actors.domain import Actor, Right
from courts.outbox.models import OutboxMessage
from courts.outbox.services import post
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded
from oversight.nightly.domain import ASKED
from oversight.nightly.selectors import clock_of, last_finished, may_schedule, task_name


def ask_night(*, business_date: date, actor: Actor) -> OutboxMessage:
    """Hand the night of a date to the queue, missed dates before it included; it goes on without the page.

    Raises InvalidInput (``business_date`` in the future, or asked for already), Refused PEOPLE-RIGHT,
    NIGHT-DONE.
    """
    courts = sorted(actor.viewer.courts_with(Right.ADMINISTER))
    if not courts:
        raise Refused("PEOPLE-RIGHT", act=_("运行夜间任务"))
    if business_date > actor.today:
        raise InvalidInput({"business_date": _("业务日不能晚于今天：%(day)s。") % {"day": business_date}})
    done = last_finished()
    if done is not None and business_date <= done:
        raise Refused("NIGHT-DONE", day=business_date, done=done, court_id=courts[0])
    waiting = OutboxMessage.objects.filter(
        topic=ASKED, delivered_at=None, body__business_date=business_date.isoformat()
    )
    if waiting.exists():
        raise InvalidInput({"business_date": _("已有人请求运行这一天，正在等待工作进程。")})
    with recorded():
        message = post(ASKED, {"business_date": business_date}, court_id=courts[0], at=actor.at)
        for court_id in courts:
            _note("nightly_asked", court_id, "nightly", actor, business_date=business_date)
    return message


def change_time(
    *, task: str, hour: int, minute: int, reason: str, actor: Actor, seen: str | None = None
) -> PeriodicTask:
    """Let a daily task begin at another time of the court's day.

    A schedule is one for all courts here: it is changed from the highest court that has an administrator.
    Raises NotVisible for a task that is not daily; InvalidInput (``hour``, ``minute``, ``reason``); Refused
    PEOPLE-RIGHT, SCHEDULE-UPPER, SCHEDULE-MOVED.
    """
    courts = sorted(actor.viewer.courts_with(Right.ADMINISTER))
    if not courts:
        raise Refused("PEOPLE-RIGHT", act=_("变更定时任务"))
    if (above := may_schedule(actor.viewer, actor.today)) is not None:
        raise Refused("SCHEDULE-UPPER", above=above.name, court_id=courts[0])
    _check(hour, minute, reason)
    with recorded():
        found = PeriodicTask.objects.select_for_update(of=("self",)).filter(name=task).first()
        before = clock_of(found) if found else ""
        if found is None or not before:
            raise NotVisible(task)
        if seen is not None and seen != before:
            raise Refused("SCHEDULE-MOVED", task=task_name(task), before=before, court_id=courts[0])
        after = f"{hour:02d}:{minute:02d}"
        if after == before:
            raise InvalidInput({"hour": _("与现在的时刻相同。")})
        days = {
            name: getattr(found.crontab, name)
            for name in ("day_of_week", "day_of_month", "month_of_year", "timezone")
        }
        crontab, _new = CrontabSchedule.objects.get_or_create(hour=str(hour), minute=str(minute), **days)
        found.crontab = crontab
        found.save()
        for court_id in courts:
            changed = {"before": {"time": before}, "after": {"time": after}}
            _note("schedule_changed", court_id, task, actor, task=task, reason=reason.strip(), **changed)
    return found


def _check(hour: int, minute: int, reason: str) -> None:
    errors: dict[str, str] = {}
    if type(hour) is not int or not 0 <= hour <= 23:
        errors["hour"] = _("小时须为 0 至 23 的整数。")
    if type(minute) is not int or not 0 <= minute <= 59:
        errors["minute"] = _("分钟须为 0 至 59 的整数。")
    errors |= wrong_reason(reason)
    if errors:
        raise InvalidInput(errors)


def _note(verb: str, court_id: int, what: str, actor: Actor, **data: Any) -> None:
    record(verb, court_id=court_id, actor=actor, noun="schedule", object_id=what[:40], data=data)
