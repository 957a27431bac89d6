"""One alert about a pool; and the president's work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assignment.pools.forms import AlertForm
from assignment.pools.models import PoolAlert
from assignment.pools.selectors import (
    alert_of,
    alerts_waiting,
    exclusion_reasons,
    judges_of,
    may_close,
    said_alert,
)
from assignment.pools.services.alerts import close_changed
from cases.docket.registry import WorkItem
from courts.actors.domain import Right, Viewer
from courts.history.selectors import entries
from courts.refusals.services import run_form

MOST = 50


@login_required
def alert_page(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """What was found, what has changed before the draws, and the words of whoever looked at it."""
    alert = alert_of(request.viewer, alert_id)
    form = AlertForm(request.POST or None)
    if request.method == "POST" and run_form(form, close_changed, alert_id=alert.pk, actor=request.actor):
        messages.success(request, _("已记录核查情况，提示解除。"))
        return redirect(f"{reverse('draw-monitor')}?court={alert.court.code}")
    context = {
        **said_alert(alert),
        "form": form,
        "entries": entries(alert.court_id, alert.detail.get("changes", [])),
        "may_close": alert.closed_at is None
        and alert.kind == PoolAlert.Kind.CHANGED
        and may_close(request.viewer, alert.court_id),
        "rows": _today(alert, request.today),
        "administers": request.viewer.may(Right.ADMINISTER, alert.court_id),
    }
    return render(request, "assignment/pools/alert.html", context, status=400 if form.errors else 200)


def _today(alert: PoolAlert, today: date) -> list[dict[str, str]]:
    """Who may be drawn from a pool with too few, and who not for which reason; by name."""
    if alert.closed_at is not None or alert.kind == PoolAlert.Kind.CHANGED:
        return []
    language, reasons = get_language() or "zh-hans", exclusion_reasons()
    names = dict(alert.pool.members.values_list("judge_id", "judge__name"))
    listed = [
        {
            "name": names[UUID(judge.id)],
            "why": reasons.latest(judge.reason).name(language) if judge.reason else "",
        }
        for judge in judges_of(alert.pool, today)
    ]
    return sorted(listed, key=lambda row: row["name"])


def pools_to_look_at(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """Too few judges (president), changes before draws that nobody looked at (discipline office too)."""
    for alert in alerts_waiting(viewer)[:MOST]:
        yield WorkItem(
            title=_("%(pool)s：%(kind)s") % {"pool": alert.pool.name, "kind": alert.get_kind_display()},
            basis=_("分案池提示·吉高法〔2019〕2号（四）"),
            url=reverse("pool-alert", args=[alert.pk]),
            action=_("核查") if alert.kind == PoolAlert.Kind.CHANGED else _("查看"),
            due_on=None,
            kind="pool",
        )


def count_to_look_at(viewer: Viewer, today: date) -> int:
    """As many as ``pools_to_look_at`` shows."""
    return alerts_waiting(viewer)[:MOST].count()
