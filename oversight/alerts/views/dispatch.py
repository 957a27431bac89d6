"""The weekly dispatch list (周调度): by division in institutional order, then by the end of the limit."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courts.actors.domain import Right
from oversight.alerts import selectors
from oversight.alerts.forms import DispatchFilter
from oversight.alerts.views.shown import add_words, post_name


@login_required
@require_safe
def dispatch(request: HttpRequest) -> HttpResponse:
    """What heads, presidents and trial management go through every week, printable on A4 landscape."""
    courts = request.viewer.courts_with(Right.ACKNOWLEDGE)
    if not courts or request.viewer.person_id is None:
        raise Http404
    form = DispatchFilter(request.GET, viewer=request.viewer, courts=courts)
    found = selectors.to_dispatch(request.viewer, form.wanted())
    counts = selectors.counts_by_level(found)
    rows = selectors.dispatch_rows(found)
    names = {rule.code: rule for rule in selectors.levels()}
    language = get_language() or "zh"
    for number, row in enumerate(rows, start=1):
        add_words(row, request.today)
        row["number_in_list"], row["rule"] = number, names[row["level"]]
        row["above"] = [_above(step) for step in row["escalations"]]
    context = {
        "filter": form,
        "week": selectors.week_of(request.today),
        "groups": [
            {"name": name, "rows": list(group)} for name, group in groupby(rows, key=lambda row: _named(row))
        ],
        "tiles": [_tile(rule, counts[rule.code], language) for rule in names.values() if counts[rule.code]],
        "total": sum(counts.values()),
        "listed": len(rows),
    }
    return render(request, "oversight/alerts/dispatch.html", context)


def _named(row: dict[str, Any]) -> str:
    return row["division"] or _("尚未分案")


def _above(step: Any) -> dict[str, Any]:
    return {"to": post_name(step.role), "on": step.escalated_on, "done": step.acknowledged_at is not None}


def _tile(rule: Any, count: int, language: str) -> dict[str, Any]:
    return {
        "label": rule.name(language),
        "value": count,
        "unit": _("件"),
        "icon": f"lamp-{rule.lamp}",
        "tone": rule.lamp,
        "url": "#dispatch-list",
    }
