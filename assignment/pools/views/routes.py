"""The table of routes on the page of pools, one route, and the trial: which pool would a case go to?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assignment.pools.domain import RouteRow
from assignment.pools.forms import RouteEndForm, TrialForm
from assignment.pools.models import Pool, PoolRoute
from assignment.pools.selectors import (
    administered_route,
    complexities,
    facts_from,
    overlapping,
    route_facts,
    route_rows,
    said_conditions,
    said_route,
)
from assignment.pools.services.routes import end_route
from courts.places.models import Court
from courts.refusals.services import Tried, try_form


def routes_shown(court: Court, pools: dict[int, Pool], today: date) -> list[dict[str, Any]]:
    """The routes in force, tier by tier, in the order in which they decide."""
    rows = [row for row in route_rows(court.pk, on=today) if row.pool_id in pools]
    ordered = sorted(rows, key=lambda row: (row.tier, -len(row.conditions), row.from_on, row.id))
    return [{"row": row, "said": _said(row), "pool": pools[row.pool_id]} for row in ordered]


def overlaps_shown(court: Court, pools: dict[int, Pool], today: date) -> list[str]:
    """Warnings: pairs of routes between which only their age decides."""
    return [
        _("第 %(tier)d 级：“%(one)s”与“%(other)s”可能同时符合，按起日先后归“%(pool)s”。")
        % {"tier": one.tier, "one": _said(one), "other": _said(other), "pool": pools[one.pool_id].name}
        for one, other in overlapping(court.pk, today)
    ]


def _said(row: RouteRow) -> str:
    return _(" / ").join(said_conditions(row.conditions)) or _("任何案件")


def trial(request: HttpRequest, court: Court) -> dict[str, Any]:
    """The form of the trial and, once asked, the pool with the reason."""
    asked = request.GET if request.GET.get("type_code") else None
    form = TrialForm(asked, court=court, today=request.today, auto_id="try-%s")
    if asked is None or not form.is_valid():
        return {"trial": form, "tried": None}
    given = form.cleaned_data
    facts = facts_from(on=request.today, **given)
    route = route_facts(court.pk, facts, request.today)
    return {
        "trial": form,
        "tried": {
            "route": route,
            "said": said_route(route.as_row()) if route else "",
            "complexity": complexities()[facts.complexity],
        },
    }


def pool_routes(pool: Pool, today: date) -> list[dict[str, Any]]:
    """The routes of one pool with their state: in force, to come, ended."""
    shown = []
    for route in pool.routes.order_by("tier", "from_on", "pk"):
        state = "now"
        if route.from_on > today:
            state = "soon"
        elif route.to_on is not None and route.to_on < today:
            state = "past"
        shown.append({"route": route, "said": _said(_row(route)), "state": state})
    return sorted(shown, key=lambda one: ("now", "soon", "past").index(one["state"]))


def _row(route: PoolRoute) -> RouteRow:
    names = RouteRow.__dataclass_fields__
    return RouteRow(**{name: getattr(route, name) for name in names})


@login_required
def route_page(request: HttpRequest, route_id: int) -> HttpResponse:
    """One route: what it asks for, and its last day."""
    route = administered_route(request.viewer, route_id)
    form = RouteEndForm(request.POST or None, initial={"to_on": request.today})
    tried = Tried()
    if request.method == "POST":
        tried = try_form(form, end_route, keep=request.note_refusal, route_id=route.pk, actor=request.actor)
        if tried.ok:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("pool", pool_id=route.pool_id)
    context = {"route": route, "said": _said(_row(route)), "form": form, **tried.shown}
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/pools/route.html", context, status=status)
