"""The bell: what is new, on its own page, in the top bar and beside the work list."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.docket.registry import DeskPanel
from courts.actors.domain import Viewer
from oversight.notices import selectors
from oversight.notices.services import see, see_all

PAGE = 50
BESIDE = 5


@login_required
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """One's notices, the latest first, page by page; ``new=1`` shows what is not seen yet."""
    only_new = bool(request.GET.get("new"))
    mine = selectors.unseen(request.viewer) if only_new else selectors.visible(request.viewer)
    after = _uuid(request.GET.get("after", ""))
    if after is not None:
        mine = mine.filter(pk__lt=after)
    found = selectors.shown(mine.order_by("-pk")[: PAGE + 1], get_language() or "zh")
    rows = found[:PAGE]
    kept = "new=1&" if only_new else ""
    context = {
        "rows": rows,
        "only_new": only_new,
        "unseen": selectors.unseen_count(request.viewer, request.today),
        "now": timezone.now().isoformat(),
        "next_url": f"/bell/?{kept}after={rows[-1].id}" if len(found) > PAGE else "",
        "first_url": "/bell/?new=1" if after and only_new else "/bell/" if after else "",
        "tabs": [
            {"label": _("全部"), "url": "/bell/", "current": not only_new},
            {"label": _("未读"), "url": "/bell/?new=1", "current": only_new},
        ],
    }
    return render(request, "oversight/notices/bell.html", context)


@require_safe
def bell_count(request: HttpRequest) -> HttpResponse:
    """The inside of the bell, asked for every minute; nothing but the number is looked up.

    Whoever is signed out gets 401 and the page keeps what it shows.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    number = selectors.unseen_count(request.viewer, request.today)
    return HttpResponse(render_to_string("components/bell.html", {"n": number}))


@login_required
@require_safe
def open_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Go where the notice leads; it is seen then."""
    return HttpResponseRedirect(selectors.path_of(see(notice_id=notice_id, actor=request.actor)))


@login_required
@require_POST
def mark_seen(request: HttpRequest) -> HttpResponse:
    """All that was there when the page was made is seen."""
    until = _moment(request.POST.get("until", "")) or request.actor.at
    see_all(actor=request.actor, until=min(until, request.actor.at))
    return HttpResponseRedirect("/bell/")


def _moment(text: str) -> Any:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def desk() -> DeskPanel:
    """The panel beside the work list."""
    return DeskPanel("notices", 10, "oversight/notices/panel.html", _latest)


def _latest(viewer: Viewer, today: date) -> dict[str, Any]:
    found = selectors.unseen(viewer).order_by("-pk")[:BESIDE]
    number = selectors.unseen_count(viewer, today)
    return {
        "rows": selectors.shown(found, get_language() or "zh"),
        "count": number,
        "note": ngettext("%(n)d 条未读", "%(n)d 条未读", number) % {"n": number},
    }
