"""The page of jobs: nights with progress, imports, messages that wait, periodic tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.recomputations.selectors import recomputations_of
from courts.actors.domain import Right
from courts.history.selectors import Wanted, history
from courts.options.selectors import option_rules
from courts.outbox.models import OutboxMessage
from courts.outbox.selectors import overdue, undelivered
from courts.outbox.services import retry
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form
from oversight.alerts.domain import Kind
from oversight.alerts.selectors import levels
from oversight.nightly.domain import ASKED, NightState
from oversight.nightly.forms import NightForm, TimeForm
from oversight.nightly.selectors import imports_of, latest_check, may_schedule, nights, periodic_tasks
from oversight.nightly.services import ask_night, change_time

SHOWN = 14
MESSAGES_SHOWN = 50
RECOMPUTATIONS_SHOWN = 10
STOP_POLLING = 286
"""The answer on which htmx asks no more."""


def _courts(request: HttpRequest) -> frozenset[int]:
    courts: frozenset[int] = request.viewer.courts_with(Right.ADMINISTER)
    if not courts:
        raise NotVisible("jobs")
    return courts


@login_required
def jobs(request: HttpRequest) -> HttpResponse:
    """Everything that runs without anybody watching; a night may be asked for."""
    courts = _courts(request)
    form = NightForm(request.POST or None, today=request.today)
    if request.method == "POST" and run_form(form, ask_night, actor=request.actor) is not None:
        messages.success(request, _("已交给任务队列。可以离开本页，进度在这里随时可看。"))
        return redirect("jobs")
    waiting = undelivered(courts)
    context = {
        **_nights(request),
        "form": form,
        "imports": imports_of(courts),
        "messages_waiting": waiting[:MESSAGES_SHOWN],
        "messages_total": waiting[:1000].count(),
        "idle": overdue(courts, request.actor.at),
        "tasks": periodic_tasks(),
        "check": latest_check(),
        **_recomputations(request),
        "above": may_schedule(request.viewer, request.today),
    }
    return render(request, "oversight/nightly/jobs.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def night_rows(request: HttpRequest) -> HttpResponse:
    """The nights as they stand now, for the page that is open; told to stop asking when none runs."""
    _courts(request)
    context = _nights(request)
    status = 200 if context["busy"] else STOP_POLLING
    return render(request, "oversight/nightly/rows.html", context, status=status)


@login_required
@require_safe
def recomputation_rows(request: HttpRequest) -> HttpResponse:
    """Recomputations as they stand now; told to stop asking when none is under way."""
    _courts(request)
    context = _recomputations(request)
    status = 200 if context["recomputing"] else STOP_POLLING
    return render(request, "oversight/nightly/recomputations.html", context, status=status)


def _recomputations(request: HttpRequest) -> dict[str, Any]:
    rows = list(recomputations_of(_courts(request))[:RECOMPUTATIONS_SHOWN])
    return {
        "recomputations": [{"row": row, "option": _option(row.code)} for row in rows],
        "recomputing": any(row.finished_at is None for row in rows),
    }


def _option(code: str) -> Any:
    return option_rules().latest(code) if code in option_rules() else None


def _nights(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    start = _day(request.GET.get("before", ""))
    shown = nights(SHOWN + 1, start)
    rows = [
        {
            "night": night,
            "state": night.state.value,
            "raised": [
                (level.name(language), number)
                for level in levels()
                if (number := night.run.raised.get(level.code, 0)) or level.kind is Kind.LIMIT
            ],
            "total": sum(night.run.raised.values()),
        }
        for night in shown[:SHOWN]
    ]
    asked = [
        message.body["business_date"]
        for message in OutboxMessage.objects.filter(topic=ASKED, delivered_at=None).order_by("pk")
    ]
    running = any(night.state is NightState.RUNNING for night in shown)
    return {
        "rows": rows,
        "asked": asked,
        "busy": running or bool(asked),
        "next_url": f"?before={shown[SHOWN - 1].run.business_date}" if len(shown) > SHOWN else "",
        "first_url": "/office/jobs/" if start else "",
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@login_required
@require_POST
def retry_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Try a waiting message again now."""
    _courts(request)
    retry(message_id=message_id, actor=request.actor)
    messages.success(request, _("已重新投递；仍未送达的，稍后自动再试。"))
    return redirect("jobs")


@login_required
def task_page(request: HttpRequest, name: str) -> HttpResponse:
    """One daily task: its time of day, and how that was changed."""
    courts = _courts(request)
    row = next((found for found in periodic_tasks() if found.task.name == name and found.clock), None)
    if row is None:
        raise NotVisible(name)
    form = TimeForm(request.POST or None, row=row)
    if request.method == "POST" and run_form(form, change_time, task=name, actor=request.actor) is not None:
        messages.success(request, _("已保存，变更已留痕。"))
        return redirect("jobs")
    context = {
        "row": row,
        "form": form,
        "above": may_schedule(request.viewer, request.today),
        "entries": history(courts, Wanted(noun="schedule", object_id=name[:40])),
    }
    return render(request, "oversight/nightly/task.html", context, status=400 if form.errors else 200)
