"""The list of cases with its filters, and what the search box offers while one types."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.register.forms import ListFilter, SaveViewForm
from cases.register.selectors import (
    Count,
    Page,
    built_in_views,
    counted,
    find,
    listed,
    saved_views,
)
from cases.register.views.shown import shown_rows
from cases.search.selectors import suggestions
from courts.actors.domain import Right

PAGE = 50
MOST_TABS = 8


@login_required
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """The list with its filters; what a number on another page opens is this list with its query."""
    form = ListFilter(request.GET, viewer=request.viewer)
    wanted, after = form.wanted(), request.GET.get("after", "")
    page = Page([], None)
    if form.is_valid():
        order = wanted.get("order") or ""
        page = listed(request.viewer, wanted, request.today, order=order, after=after, size=PAGE)
    query, chips = form.query(), form.chips()
    context = {
        "form": form,
        "rows": shown_rows(page.rows, wanted, request.today),
        "chips": chips,
        "count": _count(request, wanted, page, after) if form.is_valid() else None,
        "next_url": f"?{query}&after={page.after}" if page.after else "",
        "first_url": f"?{query}" if after else "",
        "show_court": len(form.courts) > 1,
        "filtered": bool(chips),
        "tabs": _tabs(request, form.query("q") if wanted.get("q") else query),
        "query": query,
        "saving": _saving(request) if chips else None,
        "actions": _actions(request, query, bool(page.rows)),
    }
    return render(request, "cases/register/list.html", context)


def _count(request: HttpRequest, wanted: dict[str, Any], page: Page, after: str) -> Count:
    """How many cases there are: known already where the page is all of them."""
    if page.total is not None:
        return Count(page.total)
    if not after and page.after is None:
        return Count(len(page.rows))
    searched = bool(wanted.get("q") or wanted.get("party"))
    return counted(find(request.viewer, wanted, request.today), estimate=not searched)


def _tabs(request: HttpRequest, query: str) -> list[dict[str, Any]]:
    """All cases, the views everybody has, one's own at the head of the list, the court's."""
    court = request.court.pk if request.court else None
    offered = [{"label": _("全部"), "query": ""}, *built_in_views(request.viewer, request.today)]
    kept = [view for view in saved_views(request.viewer, court) if view.pinned or view.shared_with_court]
    offered += [{"label": view.name, "query": view.query} for view in kept[:MOST_TABS]]
    here = reverse("cases")
    return [
        {
            "label": view["label"],
            "url": f"{here}?{view['query']}" if view["query"] else here,
            "current": view["query"] == query,
        }
        for view in offered
    ]


def _saving(request: HttpRequest) -> SaveViewForm:
    court = request.court
    may_share = court is not None and request.viewer.may(Right.SHARE_VIEWS, court.pk)
    return SaveViewForm(may_share=may_share)


def _actions(request: HttpRequest, query: str, some: bool) -> list[dict[str, Any]]:
    if request.court is None:
        return []
    views = {"label": _("我的视图"), "url": reverse("cases-views"), "icon": "list"}
    if not some or not request.viewer.may(Right.EXPORT, request.court.pk):
        return [views]
    return [
        views,
        {"label": _("导出 Excel"), "url": f"{reverse('cases-export')}?{query}", "icon": "download"},
    ]


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """What the search box offers; nothing once the login has ended, so that it never shows a login page."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    typed = request.GET.get("q", "")[:100].replace("\0", " ")
    found = suggestions(request.viewer, typed, request.today) if typed.strip() else []
    return render(request, "cases/register/suggest.html", {"found": found, "typed": typed.strip()})
