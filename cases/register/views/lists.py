"""The work list."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.docket import registry
from cases.docket.domain import Urgency, urgency
from courts.actors.domain import Right
from courts.templatetags.ui import cases_unit


@login_required
@require_GET
def worklist(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, most urgent first; ``kind`` shows one kind of work only."""
    every = registry.work(request.viewer, request.today)
    kinds = Counter(item.kind for item in every)
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    groups = _by_urgency([item for item in every if kind in ("", item.kind)], request.today)
    context = {
        "groups": groups,
        "total": sum(len(group["items"]) for group in groups),
        "kinds": _kinds(kinds, kind, len(every)),
        "kind": kind,
        "kpis": [_tile(group) for group in groups],
        "actions": _actions(request),
        "desk": [(panel, panel.content(request.viewer, request.today)) for panel in registry.desk_panels()],
    }
    return render(request, "cases/register/worklist.html", context)


def _kinds(counts: Counter[str], chosen: str, total: int) -> list[dict[str, Any]]:
    """The kinds of work there are, to narrow the list by; none when all is of one kind."""
    if len(counts) < 2:
        return []
    names = registry.work_kinds()
    order = [*(code for code in names if code in counts), *sorted(set(counts) - set(names))]
    every = {"label": _("全部类型"), "url": "/", "current": not chosen, "count": total}
    return [every] + [
        {
            "label": names.get(code, _("其他")),
            "url": f"/?{urlencode({'kind': code})}",
            "current": code == chosen,
            "count": counts[code],
        }
        for code in order
    ]


ICONS = {
    Urgency.OVER: ("lamp-black", "black"),
    Urgency.TODAY: ("lamp-red", "red"),
    Urgency.SOON: ("lamp-orange", "orange"),
    Urgency.LATER: ("calendar", ""),
    Urgency.FREE: ("list", ""),
}


def _tile(group: dict[str, Any]) -> dict[str, Any]:
    icon, tone = ICONS[group["urgency"]]
    number = len(group["items"])
    return {
        "label": group["label"],
        "value": number,
        "unit": cases_unit(number),
        "icon": icon,
        "tone": tone,
        "url": f"#{group['urgency'].value}" if number else "",
    }


def _actions(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.viewer.may_anywhere(Right.FILE):
        return []
    return [{"label": _("登记立案"), "url": reverse("filing-new"), "icon": "plus", "primary": True}]


def _by_urgency(items: list[registry.WorkItem], today: date) -> list[dict[str, Any]]:
    labels = {
        Urgency.OVER: _("已逾期"),
        Urgency.TODAY: _("今日到期"),
        Urgency.SOON: _("三日内"),
        Urgency.LATER: _("更晚"),
        Urgency.FREE: _("无法定期限"),
    }
    groups = {step: {"urgency": step, "label": label, "items": []} for step, label in labels.items()}
    for item in items:
        left = (item.due_on - today).days if item.due_on else None
        groups[urgency(item.due_on, today)]["items"].append({"item": item, "days_left": left})
    return list(groups.values())
