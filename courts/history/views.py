"""The history of settings."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courts.actors.domain import Right
from courts.history.forms import HistoryFilter
from courts.history.selectors import PAGE, history
from courts.places.selectors import chosen_court

PATH = "/office/history/"


@login_required
@require_safe
def settings_history(request: HttpRequest) -> HttpResponse:
    """Who set what, when, and what stood before; of one court, newest first."""
    courts = request.viewer.courts_with(Right.READ_HISTORY)
    court, choices = chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))
    form = HistoryFilter(request.GET)
    start = request.GET.get("after", "")
    before_id = int(start) if start.isascii() and start.isdigit() and len(start) < 19 else None
    entries = history([court.pk], form.wanted(before_id), PAGE + 1)
    kept = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "form": form,
        "court_shown": court,
        "courts": choices,
        "entries": entries[:PAGE],
        "filtered": bool(set(kept) - {"court"}),
        "next_url": _url({**kept, "after": str(entries[PAGE - 1].id)}) if len(entries) > PAGE else "",
        "first_url": _url(kept) if before_id else "",
    }
    return render(request, "courts/history/history.html", context)


def _url(query: dict[str, str]) -> str:
    return f"{PATH}?{urlencode(query)}" if query else PATH
