"""The list of changes: those that wait for the viewer, those under way, those that ended."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assignment.changes.selectors import listed
from assignment.changes.selectors.reading import WHICH
from assignment.changes.views.offers import concerned, waiting_count
from assignment.changes.views.shown import dress_all
from courts.refusals.domain import NotVisible

PATH = "/changes/"
MOST = 200


@login_required
@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    """The newest first. 404 for whom changes do not concern."""
    if not concerned(request.viewer):
        raise NotVisible(PATH)
    mine = waiting_count(request.viewer, request.today)
    which = request.GET.get("which", "")
    which = which if which in WHICH else ("mine" if mine else "waiting")
    rows = listed(request.viewer, which, request.today)[:MOST]
    context = {
        "rows": dress_all(rows, request.viewer, request.today),
        "which": which,
        "mine": mine,
        "tabs": _tabs(which, mine),
    }
    return render(request, "assignment/changes/list.html", context)


def _tabs(which: str, mine: int) -> list[dict[str, Any]]:
    words = {"mine": _("等我办理"), "waiting": _("办理中"), "ended": _("已办结")}
    return [
        {
            "label": words[code],
            "url": f"{PATH}?which={code}",
            "current": code == which,
            "count": mine if code == "mine" else None,
        }
        for code in words
    ]
