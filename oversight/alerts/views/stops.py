"""The list of clocks that stand still, and of those that stand although they should run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.docket.registry import WorkItem
from cases.limits.models import LedgerItem
from cases.limits.selectors import law
from courts.actors.domain import Role, Viewer
from courts.options.selectors import option
from oversight.alerts import selectors
from oversight.alerts.forms import StopFilter
from oversight.alerts.services.reminding import EVERY

PAGE = 50
WORK_SHOWN = 50


@login_required
@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Every open stop of the cases a viewer may know of, the longest first."""
    return _list(request, "alerts-stopped")


@login_required
@require_safe
def hidden(request: HttpRequest) -> HttpResponse:
    """Only those with a sign that the clock should run again, each sign with its day."""
    return _list(request, "alerts-hidden")


def _list(request: HttpRequest, name: str) -> HttpResponse:
    if not selectors.concerned(request.viewer):
        raise Http404
    form = StopFilter(request.GET, viewer=request.viewer)
    every = form.narrow(selectors.open_stops(request.viewer, request.today))
    few = selectors.hidden_only(every)
    stops = few if name == "alerts-hidden" else every
    start = _start(request.GET.get("after", ""))
    if start is not None:
        stops = selectors.after_stop(stops, *start)
    items = list(selectors.with_reminders(stops)[: PAGE + 1])
    rows = selectors.shown_stops(items[:PAGE], request.today)
    kept = form.kept()
    context = {
        "hidden": name == "alerts-hidden",
        "filter": form,
        "filtered": bool(kept),
        "rows": [_dressed(row) for row in rows],
        "tabs": [
            _tab(_("停表案件"), "alerts-stopped", name, every.count(), kept),
            _tab(_("隐性超审限"), "alerts-hidden", name, few.count(), kept),
        ],
        "signs": selectors.stop_signs(),
        "next_url": _url(name, {**kept, "after": _cursor(items[PAGE - 1])}) if len(items) > PAGE else "",
        "first_url": _url(name, kept) if start else "",
    }
    return render(request, "oversight/alerts/stops.html", context)


def _dressed(row: dict[str, Any]) -> dict[str, Any]:
    item = row["item"]
    every = int(option(item.court_id, EVERY))
    return {**row, "next_on": selectors.next_reminder(item.starts_on, item.reminded_on, every)}


def _tab(label: str, name: str, current: str, count: int, kept: dict[str, str]) -> dict[str, Any]:
    return {"label": label, "url": _url(name, kept), "current": name == current, "count": count}


def _url(name: str, kept: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(kept)}" if kept else reverse(name)


def _cursor(item: LedgerItem) -> str:
    return f"{item.starts_on}_{item.pk}"


def _start(cursor: str) -> tuple[date, UUID] | None:
    """The row the page follows; anything unreadable is the first page."""
    day, _separator, item_id = cursor.partition("_")
    try:
        return date.fromisoformat(day), UUID(item_id)
    except ValueError:
        return None


def work_items(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the handler: one's own clocks that were reminded of and still stand."""
    language = get_language() or "zh"
    for item in _mine(viewer, today):
        days = (today - item.starts_on).days if item.starts_on else 0
        ground = law().grounds.latest(item.ground).name(language) if item.ground in law().grounds else ""
        said = ngettext("停表已 %(n)d 日", "停表已 %(n)d 日", days) % {"n": days}
        yield WorkItem(
            title=_("核对停表事由是否结束"),
            basis="·".join(part for part in (said, ground, "法释〔2000〕29号第二十一条") if part),
            url=reverse("case-tab", args=[item.case_id, "limit"]),
            action=_("核对"),
            due_on=None,
            case_label=item.case.number or "",
            case_url=reverse("case", args=[item.case_id]),
            case_detail=item.case.cause_name,
            kind="stopped",
            case_id=item.case_id,
        )


def work_count(viewer: Viewer, today: date) -> int:
    """As many as ``work_items`` shows."""
    return len(_mine(viewer, today))


def _mine(viewer: Viewer, today: date) -> list[LedgerItem]:
    if Role.JUDGE not in viewer.roles:
        return []
    own = selectors.open_stops(viewer, today).filter(case__handling__handler_id=viewer.person_id)
    return list(own.filter(reminders__isnull=False).distinct()[:WORK_SHOWN])
