"""The list of alerts by level, the most urgent first."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courts.actors.domain import Right
from oversight.alerts import selectors
from oversight.alerts.domain import AlertLevel
from oversight.alerts.forms import MINE, STANDING, AcknowledgeForm, AlertFilter
from oversight.alerts.models import Alert
from oversight.alerts.views.shown import dress

IN_GROUP = 20
IN_LEVEL = 50
PATH = "/alerts/"
KEPT = ("status", "kind", "court", "division", "handler_name", "age", "case")


@login_required
@require_safe
def alert_list(request: HttpRequest) -> HttpResponse:
    """Alerts by level, the most urgent first; ``level`` shows one level page by page."""
    return render(request, "oversight/alerts/list.html", list_content(request, request.GET))


def list_content(request: HttpRequest, query: Any, bulk: AcknowledgeForm | None = None) -> dict[str, Any]:
    """What the list's page shows for a query."""
    kept = {name: query[name] for name in KEPT if query.get(name)}
    only = query.get("level", "")
    form = AlertFilter(query, viewer=request.viewer, today=request.today)
    wanted, state = form.wanted()
    wanted.pop("level", None)
    kind = wanted.pop("kind", "")
    every = _shown(request, wanted, state)
    by_kind = selectors.counts_by_kind(every)
    shown = every.filter(kind=kind) if kind else every
    counts = selectors.counts_by_level(shown)
    rules = [rule for rule in selectors.levels() if only not in counts or rule.code == only]
    size = IN_GROUP if len(rules) > 1 else IN_LEVEL
    start = _start(query.get("after", "")) if len(rules) == 1 else None
    kept = {"status": state, **kept} if state != MINE or kept else kept
    groups = [_group(request, rule, shown, counts[rule.code], size, start, kept) for rule in rules]
    groups = [group for group in groups if group["rows"]]
    return {
        "filter": form,
        "groups": groups,
        "tabs": _tabs(by_kind, kind, kept or {"status": state}),
        "total": sum(counts.values()),
        "only": only if only in counts else "",
        "state": state,
        "next_url": groups[0]["more"] if len(rules) == 1 and groups else "",
        "first_url": _url(kept, level=only) if start else "",
        "here": _url(kept, level=only, after=query.get("after", "")),
        "filtered": bool(kept or only),
        "can": any(row["mine"] for group in groups for row in group["rows"]),
        "answers": any(row["answer"] for group in groups for row in group["rows"]),
        "dispatches": request.viewer.may_anywhere(Right.ACKNOWLEDGE),
        "bulk": bulk or AcknowledgeForm(auto_id="bulk-%s"),
        "others": _others(request) if state == MINE and not groups else 0,
    }


def _shown(request: HttpRequest, wanted: dict[str, Any], state: str) -> QuerySet[Alert]:
    if state == MINE:
        return selectors.narrowed(selectors.waiting(request.viewer, request.today), wanted)
    shown = selectors.narrowed(selectors.visible(request.viewer), wanted)
    if state in (Alert.Status.OPEN.value, STANDING) and "case" not in wanted:
        shown = selectors.leading(shown)
    return shown


def _others(request: HttpRequest) -> int:
    """How many wait for others, for somebody whose own list is empty."""
    open_ = selectors.visible(request.viewer).filter(status=Alert.Status.OPEN.value)
    return selectors.leading(open_).count()


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
    return {
        "rule": rule,
        "name": rule.name(language),
        "action": rule.action(language),
        "count": count,
        "rows": dress(rows[:size], request),
        "rest": count - size,
        "more": more,
    }


def _tabs(counts: dict[str, int], current: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    """A tab for each kind of alert; the levels are a filter within."""
    rest = {name: value for name, value in kept.items() if name != "kind"}
    every = {"label": _("全部"), "url": _url(rest), "current": not current, "count": sum(counts.values())}
    return [every] + [
        {
            "label": label,
            "url": _url({**rest, "kind": code}),
            "current": current == code,
            "count": counts[code],
        }
        for code, label in Alert.Kind.choices
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
