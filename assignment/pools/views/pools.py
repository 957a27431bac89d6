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

from assignment.pools.domain import roster
from assignment.pools.forms import EndForm, MemberForm, NewPoolForm, PoolForm, ShareForm
from assignment.pools.models import Pool, PoolMember
from assignment.pools.selectors import (
    administered_member,
    administered_pool,
    band_of,
    case_type_name,
    changes_before,
    exclusion_reasons,
    judges_of,
    members_of,
    pool_minimum,
    pools_of,
)
from assignment.pools.services.making import change_pool, make_pool
from assignment.pools.services.members import add_member, change_share, end_membership
from courts.actors.domain import Right
from courts.history.selectors import object_history
from courts.options.selectors import option
from courts.places.models import Court
from courts.places.selectors import chosen_court
from courts.refusals.services import run_form


def office_court(request: HttpRequest) -> tuple[Court, list[Court]]:
    """The court of the page, among those the viewer administers. Raises NotVisible when there is none."""
    courts = request.viewer.courts_with(Right.ADMINISTER)
    return chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))


@login_required
@require_safe
def pool_list(request: HttpRequest) -> HttpResponse:
    """Every pool of a court: who may be drawn today, and whether they are enough."""
    court, courts = office_court(request)
    least = pool_minimum(court.pk)
    rows = [_row(pool, request.today, least) for pool in pools_of(court.pk)]
    context = {
        "court_shown": court,
        "courts": courts,
        "rows": rows,
        "least": least,
        "few": sum(row["few"] for row in rows),
    }
    return render(request, "assignment/pools/list.html", context)


def _row(pool: Pool, today: date, least: int) -> dict[str, Any]:
    listed = roster(judges_of(pool, today), band_of(pool))
    eligible = sum(entry.eligible for entry in listed)
    return {
        "pool": pool,
        "type_name": case_type_name(pool.type_code),
        "members": len(listed),
        "eligible": eligible,
        "few": eligible < least,
        "band": f"{band_of(pool) / 100:.2f}",
    }


@login_required
def new_pool(request: HttpRequest) -> HttpResponse:
    """A pool for a type of case that has none."""
    court, courts = office_court(request)
    form = NewPoolForm(request.POST or None, court=court, today=request.today)
    if request.method == "POST":
        made = run_form(form, make_pool, court_id=court.pk, actor=request.actor)
        if made is not None:
            messages.success(request, _("分案池已建立。现在加入成员，即可抽签。"))
            return redirect("pool", pool_id=made.pk)
    context = {"court_shown": court, "courts": courts, "form": form}
    return render(request, "assignment/pools/new.html", context, status=400 if form.errors else 200)


@login_required
def pool_page(request: HttpRequest, pool_id: int) -> HttpResponse:
    """One pool: members by date, what changed lately, a form for a new member and one for the pool itself."""
    pool = administered_pool(request.viewer, pool_id)
    act, data = request.POST.get("act"), request.POST or None
    add = MemberForm(data if act == "add" else None, pool=pool, today=request.today)
    edit = PoolForm(data if act == "edit" else None, court=pool.court, pool=pool, auto_id="pool-%s")
    asked = edit if act == "edit" else add
    if request.method == "POST":
        does = change_pool if act == "edit" else add_member
        if run_form(asked, does, pool_id=pool.pk, actor=request.actor) is not None:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("pool", pool_id=pool.pk)
    hours = int(option(pool.court_id, "POOL-CHANGE-HOURS"))
    context = {
        **_row(pool, request.today, pool_minimum(pool.court_id)),
        "least": pool_minimum(pool.court_id),
        "rows": _members_shown(pool, request.today),
        "add": add,
        "edit": edit,
        "asked": asked,
        "hours": hours,
        "recent": changes_before(pool, request.actor.at, timedelta(hours=hours)),
        "entries": object_history(pool.court_id, "pool", pool.pk),
    }
    return render(request, "assignment/pools/pool.html", context, status=400 if asked.errors else 200)


def _members_shown(pool: Pool, today: date) -> list[dict[str, Any]]:
    """Terms in force first, then those to come, then those that ended; by name within each."""
    language = get_language() or "zh-hans"
    today_of = {entry.id: entry for entry in roster(judges_of(pool, today), band_of(pool))}
    shown = []
    for member in members_of(pool):
        state = _state(member, today)
        entry = today_of.get(str(member.judge_id)) if state == "now" else None
        reason = exclusion_reasons().latest(entry.reason).name(language) if entry and entry.reason else ""
        shown.append({"member": member, "state": state, "entry": entry, "why": reason})
    return sorted(shown, key=lambda row: ("now", "soon", "past").index(row["state"]))


def _state(member: PoolMember, today: date) -> str:
    if member.from_on > today:
        return "soon"
    return "past" if member.to_on is not None and member.to_on < today else "now"


@login_required
def member_page(request: HttpRequest, member_id: int) -> HttpResponse:
    """One judge's time in a pool: another share from a day on, or the last day."""
    member = administered_member(request.viewer, member_id)
    act, data = request.POST.get("act"), request.POST or None
    share = ShareForm(data if act == "share" else None, member=member, today=request.today)
    end = EndForm(data if act == "end" else None, member=member, today=request.today, auto_id="end-%s")
    asked = end if act == "end" else share
    if request.method == "POST" and asked.is_valid():
        does = end_membership if act == "end" else change_share
        run_form(asked, does, member_id=member.pk, actor=request.actor)
        if not asked.errors:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("pool", pool_id=member.pool_id)
    context = {
        "member": member,
        "state": _state(member, request.today),
        "share": share,
        "end": end,
        "asked": asked,
    }
    return render(request, "assignment/pools/member.html", context, status=400 if asked.errors else 200)
