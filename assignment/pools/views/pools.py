"""The pools of a court, one pool with its members, and one member."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assignment.pools.domain import PoolJudge, roster
from assignment.pools.forms import (
    CeilingForm,
    EndForm,
    MemberForm,
    NewPoolForm,
    PoolForm,
    RouteForm,
    ShareForm,
)
from assignment.pools.models import Pool, PoolMember
from assignment.pools.selectors import (
    Numbers,
    administered_member,
    administered_pool,
    alerts_of,
    changes_before,
    exclusion_reasons,
    judges_in,
    judges_of,
    members_of,
    numbers_of,
    pools_of,
    said_alert,
)
from assignment.pools.services.making import change_pool, make_pool
from assignment.pools.services.members import add_member, change_share, end_membership, set_ceiling
from assignment.pools.services.routes import add_route
from assignment.pools.views.routes import overlaps_shown, pool_routes, routes_shown, trial
from courts.actors.domain import Right
from courts.history.selectors import object_history
from courts.places.models import Court
from courts.places.selectors import chosen_court
from courts.refusals.services import Tried, try_form


def office_court(request: HttpRequest) -> tuple[Court, list[Court]]:
    """The court of the page, among those the viewer administers. Raises NotVisible when there is none."""
    courts = request.viewer.courts_with(Right.ADMINISTER)
    return chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))


@login_required
@require_safe
def pool_list(request: HttpRequest) -> HttpResponse:
    """Every pool of a court, who may be drawn today, the routes, and where a case would go."""
    court, courts = office_court(request)
    numbers = numbers_of(court.pk)
    pools = {pool.pk: pool for pool in pools_of(court.pk)}
    judges = judges_in(court.pk, list(pools.values()), request.today)
    rows = [_row(pool, judges[pool.pk], numbers) for pool in pools.values()]
    routes = routes_shown(court, pools, request.today)
    for row in rows:
        row["routes"] = [route for route in routes if route["pool"].pk == row["pool"].pk]
        row["few"] = bool(row["routes"]) and row["few"]
    context = {
        "court_shown": court,
        "courts": courts,
        "rows": rows,
        "least": numbers.least,
        "few": sum(row["few"] for row in rows),
        "routes": routes,
        "overlaps": overlaps_shown(court, pools, request.today),
        **trial(request, court),
    }
    return render(request, "assignment/pools/list.html", context)


def _row(pool: Pool, judges: list[PoolJudge], numbers: Numbers) -> dict[str, Any]:
    eligible = sum(not judge.reason for judge in judges)
    return {
        "pool": pool,
        "members": len(judges),
        "eligible": eligible,
        "few": eligible < numbers.least,
        "band": f"{numbers.band_of(pool) / 100:.2f}",
    }


@login_required
def new_pool(request: HttpRequest) -> HttpResponse:
    """A pool for a type of case that has none, or one that only routes lead to."""
    court, courts = office_court(request)
    form, tried = NewPoolForm(request.POST or None, court=court, today=request.today), Tried()
    if request.method == "POST":
        tried = try_form(form, make_pool, keep=request.note_refusal, court_id=court.pk, actor=request.actor)
        if tried.ok:
            messages.success(request, _("分案池已建立。现在加入成员，即可抽签。"))
            return redirect("pool", pool_id=tried.done.pk)
    context = {"court_shown": court, "courts": courts, "form": form, **tried.shown}
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/pools/new.html", context, status=status)


@login_required
def pool_page(request: HttpRequest, pool_id: int) -> HttpResponse:
    """One pool: routes, members by date, alerts, what changed lately, and the forms to change all of it."""
    pool = administered_pool(request.viewer, pool_id)
    act, data = request.POST.get("act"), request.POST or None
    add = MemberForm(data if act == "add" else None, pool=pool, today=request.today)
    edit = PoolForm(data if act == "edit" else None, court=pool.court, pool=pool, auto_id="pool-%s")
    route = RouteForm(
        data if act == "route" else None, court=pool.court, today=request.today, auto_id="route-%s"
    )
    asked, does = {
        "edit": (edit, change_pool),
        "route": (route, add_route),
    }.get(act or "", (add, add_member))
    tried = Tried()
    if request.method == "POST":
        tried = try_form(asked, does, keep=request.note_refusal, pool_id=pool.pk, actor=request.actor)
        if tried.ok:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("pool", pool_id=pool.pk)
    numbers, judges = numbers_of(pool.court_id), judges_of(pool, request.today)
    routes = pool_routes(pool, request.today)
    row, served = _row(pool, judges, numbers), any(one["state"] == "now" for one in routes)
    context = {
        **row,
        "few": row["few"] and served,
        "served": served,
        "least": numbers.least,
        "rows": _members_shown(pool, judges, numbers, request.today),
        "add": add,
        "edit": edit,
        "route": route,
        "routes": routes,
        "alerts": [said_alert(alert) for alert in alerts_of(pool)],
        "of_team": pool.follows_team,
        "asked": asked,
        "hours": numbers.change_hours,
        "recent": changes_before(pool, request.actor.at, timedelta(hours=numbers.change_hours)),
        "entries": object_history(pool.court_id, "pool", pool.pk),
        **tried.shown,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/pools/pool.html", context, status=status)


def _members_shown(
    pool: Pool, judges: list[PoolJudge], numbers: Numbers, today: date
) -> list[dict[str, Any]]:
    """Terms in force first, then those to come, then those that ended; by name within each."""
    language = get_language() or "zh-hans"
    today_of = {entry.id: entry for entry in roster(judges, numbers.band_of(pool))}
    shown = []
    for member in members_of(pool):
        state = _state(member, today)
        entry = today_of.get(str(member.judge_id)) if state == "now" else None
        reason = exclusion_reasons().latest(entry.reason).name(language) if entry and entry.reason else ""
        most = member.ceiling if member.ceiling is not None else numbers.ceiling
        ceiling = f"{most / 100:.2f}" if most is not None else ""
        shown.append(
            {"member": member, "state": state, "entry": entry, "why": reason, "ceiling": ceiling}
            | {"load": f"{entry.load / 100:.2f}" if entry else ""}
        )
    return sorted(shown, key=lambda row: ("now", "soon", "past").index(row["state"]))


def _state(member: PoolMember, today: date) -> str:
    if member.from_on > today:
        return "soon"
    return "past" if member.to_on is not None and member.to_on < today else "now"


@login_required
def member_page(request: HttpRequest, member_id: int) -> HttpResponse:
    """One judge's time in a pool: another share from a day on, another ceiling, or the last day."""
    member = administered_member(request.viewer, member_id)
    act, data = request.POST.get("act"), request.POST or None
    share = ShareForm(data if act == "share" else None, member=member, today=request.today)
    end = EndForm(data if act == "end" else None, member=member, today=request.today, auto_id="end-%s")
    ceiling = CeilingForm(data if act == "ceiling" else None, member=member, auto_id="ceiling-%s")
    asked, does = {
        "end": (end, end_membership),
        "ceiling": (ceiling, set_ceiling),
    }.get(act or "", (share, change_share))
    tried = Tried()
    if request.method == "POST":
        tried = try_form(asked, does, keep=request.note_refusal, member_id=member.pk, actor=request.actor)
        if tried.ok:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("pool", pool_id=member.pool_id)
    context = {
        "member": member,
        "state": _state(member, request.today),
        "share": share,
        "end": end,
        "ceiling": ceiling,
        "of_team": member.pool.follows_team,
        "asked": asked,
        **tried.shown,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/pools/member.html", context, status=status)
