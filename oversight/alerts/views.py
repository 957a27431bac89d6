"""The list of alerts and their acknowledgement."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courts.refusals.domain import InvalidInput
from oversight.alerts import selectors
from oversight.alerts.domain import AlertLevel
from oversight.alerts.forms import AcknowledgeForm, AlertFilter
from oversight.alerts.models import Alert
from oversight.alerts.services.acknowledging import acknowledge

IN_GROUP = 20
IN_LEVEL = 50
PATH = "/alerts/"


@login_required
@require_safe
def alert_list(request: HttpRequest) -> HttpResponse:
    """Alerts by level, the most urgent first; ``level`` shows one level page by page."""
    return render(request, "oversight/alerts/list.html", _list(request, request.GET))


@login_required
@require_POST
def acknowledge_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Acknowledge one alert and go back to the list it stood in; without a note, say so in its place."""
    form = AcknowledgeForm(request.POST, auto_id=f"note-{alert_id}-%s")
    back = _back(request)
    if form.is_valid():
        try:
            acknowledge(alert_id=alert_id, note=form.cleaned_data["note"], actor=request.actor)
        except InvalidInput as error:
            for name, said in error.errors.items():
                form.add_error(name if name in form.fields else None, said)
        else:
            messages.success(request, _("预警已签收。"))
            return HttpResponseRedirect(back)
    alert = selectors.get_visible(request.viewer, alert_id)
    context = {"failed": {"id": alert_id, "form": form}, **_list(request, {"case": str(alert.case_id)})}
    return render(request, "oversight/alerts/list.html", context, status=400)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe and wanted.startswith(PATH) else PATH


def _list(request: HttpRequest, query: Any) -> dict[str, Any]:
    form = AlertFilter(query, viewer=request.viewer)
    wanted = form.wanted()
    shown = selectors.narrowed(selectors.visible(request.viewer), wanted)
    if wanted.get("status") == Alert.Status.OPEN.value and "case" not in wanted:
        shown = selectors.leading(shown)
    counts = selectors.counts_by_level(shown)
    only = query.get("level", "")
    rules = [rule for rule in selectors.levels() if only not in counts or rule.code == only]
    size = IN_GROUP if len(rules) > 1 else IN_LEVEL
    start = _start(query.get("after", "")) if len(rules) == 1 else None
    kept = {name: query[name] for name in ("status", "court", "case") if query.get(name)}
    groups = [_group(request, rule, shown, counts[rule.code], size, start, kept) for rule in rules]
    return {
        "filter": form,
        "groups": [group for group in groups if group["rows"]],
        "tabs": _tabs(counts, only, kept),
        "total": sum(counts.values()),
        "only": only if only in counts else "",
        "next_url": groups[0]["more"] if len(rules) == 1 else "",
        "first_url": _url(kept, level=only) if start else "",
        "here": request.get_full_path() if request.method != "POST" else _url(kept),
        "filtered": bool(kept or only),
    }


def _group(
    request: HttpRequest,
    rule: AlertLevel,
    shown: QuerySet[Alert],
    count: int,
    size: int,
    start: tuple[date, UUID] | None,
    kept: dict[str, str],
) -> dict[str, Any]:
    alerts = selectors.by_urgency(shown.filter(level=rule.code))
    if start is not None:
        alerts = selectors.after(alerts, *start)
    rows = selectors.rows(alerts[: size + 1])
    more = ""
    if len(rows) > size:
        last = rows[size - 1]
        cursor = {"after": f"{last['due_on']}_{last['id']}"} if size == IN_LEVEL else {}
        more = _url(kept, level=rule.code, **cursor)
    language = get_language() or "zh"
    for row in rows:
        row["days_left"] = (row["due_on"] - request.today).days
        row["days_over"] = -row["days_left"]
        row["mine"] = selectors.may_acknowledge(row, request.viewer)
    return {
        "rule": rule,
        "name": rule.name(language),
        "action": rule.action(language),
        "count": count,
        "rows": rows[:size],
        "rest": count - size,
        "more": more,
    }


def _tabs(counts: dict[str, int], only: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    language = get_language() or "zh"
    every = {
        "label": _("全部"),
        "url": _url(kept),
        "current": only not in counts,
        "count": sum(counts.values()),
    }
    return [every] + [
        {
            "label": rule.name(language),
            "url": _url(kept, level=rule.code),
            "current": only == rule.code,
            "count": counts[rule.code],
        }
        for rule in selectors.levels()
    ]


def _url(kept: dict[str, str], **more: str) -> str:
    query = urlencode({**kept, **{name: value for name, value in more.items() if value}})
    return f"{PATH}?{query}" if query else PATH


def _start(cursor: str) -> tuple[date, UUID] | None:
    """The row the page follows; anything unreadable is the first page."""
    day, _separator, alert_id = cursor.partition("_")
    try:
        return date.fromisoformat(day), UUID(alert_id)
    except ValueError:
        return None
