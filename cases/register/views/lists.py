"""The work list and the list of cases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.docket import registry
from cases.docket.selectors import words
from cases.parties.domain import CLAIMING, PartyRole
from cases.register.forms import ListFilter
from cases.register.selectors import find, rows
from courts.actors.domain import Right

PAGE = 50


@login_required
@require_GET
def worklist(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, most urgent first."""
    items = registry.work(request.viewer, request.today)
    groups = _by_urgency(items, request.today)
    context = {
        "groups": groups,
        "total": len(items),
        "kpis": [_tile(group) for group in groups],
        "actions": _actions(request),
    }
    return render(request, "cases/register/worklist.html", context)


ICONS = {
    "over": ("lamp-black", "black"),
    "today": ("lamp-red", "red"),
    "soon": ("lamp-orange", "orange"),
    "later": ("calendar", ""),
    "free": ("list", ""),
}


def _tile(group: dict[str, Any]) -> dict[str, Any]:
    icon, tone = ICONS[group["code"]]
    number = len(group["items"])
    return {
        "label": group["label"],
        "value": number,
        "unit": _("件"),
        "icon": icon,
        "tone": tone,
        "url": f"#{group['code']}" if number else "",
    }


def _actions(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.viewer.may_anywhere(Right.FILE):
        return []
    return [{"label": _("登记立案"), "url": reverse("filing-new"), "icon": "plus", "primary": True}]


def _by_urgency(items: list[registry.WorkItem], today: date) -> list[dict[str, Any]]:
    soon = today + timedelta(days=3)
    tests = [
        ("over", _("已逾期"), lambda day: day is not None and day < today),
        ("today", _("今日到期"), lambda day: day == today),
        ("soon", _("三日内"), lambda day: day is not None and today < day <= soon),
        ("later", _("更晚"), lambda day: day is not None and day > soon),
        ("free", _("无法定期限"), lambda day: day is None),
    ]
    return [
        {
            "code": code,
            "label": label,
            "items": [
                {"item": item, "days_left": (item.due_on - today).days if item.due_on else None}
                for item in items
                if fits(item.due_on)
            ],
        }
        for code, label, fits in tests
    ]


@login_required
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """The list with its filters; what a number on another page opens is this list with its query."""
    form = ListFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    order = wanted.get("order") or "latest"
    page = rows(
        find(request.viewer, wanted, request.today),
        request.today,
        order=order,
        after=request.GET.get("after", ""),
        size=PAGE,
    )
    query = {name: value for name, value in request.GET.items() if name != "after" and value}
    context = {
        "form": form,
        "rows": [_shown(row) for row in page.rows],
        "hidden": form.hidden_in_force() if form.is_valid() else [],
        "next_url": f"?{urlencode({**query, 'after': page.after})}" if page.after else "",
        "first_url": f"?{urlencode(query)}" if request.GET.get("after") else "",
        "show_court": len({row["court_code"] for row in page.rows}) > 1,
        "filtered": bool(query),
    }
    return render(request, "cases/register/list.html", context)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """The words of a row: status, and the parties as 原告 诉 被告."""
    language = get_language() or "zh-hans"
    row["status_word"] = words("statuses").latest(row["status"]).name(language)
    claiming = [name for role, name in row["parties"] if PartyRole(role) in CLAIMING]
    others = [name for role, name in row["parties"] if PartyRole(role) not in CLAIMING]
    sides = [_crowd(side) for side in (claiming, others) if side]
    row["party_line"] = f" {_('诉')} ".join(sides)
    return row


def _crowd(names: list[str]) -> str:
    if len(names) <= 2:
        return "、".join(names)
    return _("%(first)s等 %(n)d 人") % {"first": names[0], "n": len(names)}
