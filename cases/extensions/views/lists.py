"""The list of requests: those that wait for the viewer, for anybody, and those that ended."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.extensions.forms import ListFilter
from cases.extensions.selectors import concerned, listed, waiting_count
from cases.extensions.views.shown import dress
from courts.actors.domain import Viewer
from courts.places.models import Court
from courts.refusals.domain import NotVisible

PATH = "/extensions/"
PAGE = 50
COURTS = 100


@login_required
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """Page by page, the newest first. 404 for whom requests do not concern."""
    if not concerned(request.viewer):
        raise NotVisible(PATH)
    form = ListFilter(request.GET, _courts(request.viewer))
    wanted, mine = form.wanted(), waiting_count(request.viewer, request.today)
    which = form.which or ("mine" if mine else "waiting")
    after = _after(request.GET.get("after", ""))
    found = listed(request.viewer, {**wanted, "which": which, "after": after}, request.today)
    rows = list(found.select_related("asked_by_person", "item")[: PAGE + 1])
    kept = {"which": which, **{name: request.GET[name] for name in form.fields if request.GET.get(name)}}
    following = {**kept, "after": rows[PAGE - 1].pk} if len(rows) > PAGE else None
    context = {
        "rows": [dress(row, request.today) for row in rows[:PAGE]],
        "filter": form,
        "which": which,
        "narrowed": bool(wanted),
        "mine": mine,
        "tabs": _tabs(which, mine),
        "next_url": f"{PATH}?{urlencode(following)}" if following else "",
        "first_url": f"{PATH}?{urlencode(kept)}" if after else "",
    }
    return render(request, "cases/extensions/list.html", context)


def _tabs(which: str, mine: int) -> list[dict[str, Any]]:
    words = {"mine": _("等我办理"), "waiting": _("办理中"), "decided": _("已办结")}
    return [
        {
            "label": words[code],
            "url": f"{PATH}?which={code}",
            "current": code == which,
            "count": mine if code == "mine" else None,
        }
        for code in words
    ]


def _courts(viewer: Viewer) -> list[tuple[str, str]]:
    english = (get_language() or "zh").startswith("en")
    found = Court.objects.filter(pk__in=viewer.read_courts).order_by("code")[:COURTS]
    return [(court.code, court.name_en if english and court.name_en else court.name) for court in found]


def _after(text: str) -> UUID | None:
    """The row the page follows; anything unreadable is the first page."""
    try:
        return UUID(text)
    except ValueError:
        return None
