"""Drawing members or assessors for a case, step by step: lock the list, take the number, reveal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assignment.bodies.forms import NumberForm, SeatsForm
from assignment.bodies.selectors import (
    assessor_candidates,
    body_of,
    calls_of,
    get_visible_call,
    member_candidates,
    open_call,
    vacant,
)
from assignment.bodies.services import give_number, lock_round, lock_seats, require_drawer, reveal_seats, what
from assignment.bodies.views.shown import call_shown
from assignment.draws.domain import Purpose
from assignment.draws.selectors.shown import roster_shown
from assignment.pools.domain import roster
from assignment.pools.selectors import setting
from cases.docket.models import Case
from cases.docket.selectors import get_visible
from courts.refusals.domain import Refused
from courts.refusals.services import Tried, try_form

PURPOSES = {"assessors": Purpose.ASSESSOR, "members": Purpose.MEMBER}
PATHS = {purpose: path for path, purpose in PURPOSES.items()}


def _purpose(name: str) -> Purpose:
    if name not in PURPOSES:
        raise Http404(name)
    return PURPOSES[name]


@login_required
@require_safe
def seats_page(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """The draw for a case as it stands: before it, under way, or the last one done."""
    return _page(request, get_visible(request.viewer, case_id), _purpose(name))


@login_required
@require_POST
def seats_lock(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """Lock the list for every vacant seat, or for a further round of those left."""
    case, purpose = get_visible(request.viewer, case_id), _purpose(name)
    form = SeatsForm(request.POST) if purpose is Purpose.ASSESSOR else None
    body = body_of(case)
    under_way = open_call(body, purpose) if body else None
    facts: dict[str, Any] = {"case_id": case.pk, "purpose": purpose.value, "actor": request.actor}
    if under_way is not None:
        lock_round(call_id=under_way.pk, actor=request.actor)
    elif form is None:
        lock_seats(**facts)
    else:
        tried = try_form(form, lock_seats, keep=request.note_refusal, **facts)
        if tried.done is None:
            return _page(request, case, purpose, form=form, tried=tried)
    messages.success(request, _("名单已锁定，请当事人或者见证部门报数。"))
    return redirect("body-draw", case.pk, name)


@login_required
@require_POST
def seats_number(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Take the number, once for all seats of the round."""
    call = get_visible_call(request.viewer, call_id)
    purpose, facts = Purpose(call.purpose), {"call_id": call.pk, "actor": request.actor}
    if request.POST.get("do") == "none":
        give_number(**facts, nonce="", source="none")
        messages.success(request, _("已记为未报数。"))
        return redirect("body-draw", call.case_id, PATHS[purpose])
    form = NumberForm(request.POST)
    tried = try_form(form, give_number, keep=request.note_refusal, **facts)
    if tried.done is None:
        return _page(request, call.case, purpose, nonce=form, tried=tried)
    messages.success(request, _("报数已确定，不能更改。"))
    return redirect("body-draw", call.case_id, PATHS[purpose])


@login_required
@require_POST
def seats_reveal(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Publish the secrets; whoever is drawn sits."""
    call = get_visible_call(request.viewer, call_id)
    done = reveal_seats(call_id=call.pk, actor=request.actor)
    if done.closed_at is None:
        messages.info(request, _("有席位没有确定人选，须再抽一轮。"))
    else:
        messages.success(request, _("已抽出，自今日起参加本案审理。"))
    return redirect("body-draw", call.case_id, PATHS[Purpose(call.purpose)])


def _page(
    request: HttpRequest,
    case: Case,
    purpose: Purpose,
    *,
    form: SeatsForm | None = None,
    nonce: NumberForm | None = None,
    tried: Tried | None = None,
) -> HttpResponse:
    body = body_of(case)
    calls = [call for call in calls_of(case) if call.purpose == purpose.value]
    latest = call_shown(calls[0]) if calls else None
    free = vacant(body)[purpose] if body else 0
    assessor = purpose is Purpose.ASSESSOR
    context: dict[str, Any] = {
        "case": case,
        "body": body,
        "free": free,
        "assessor": assessor,
        "what": what(purpose),
        "path": PATHS[purpose],
        "latest": latest,
        "earlier": [call_shown(call) for call in calls[1:]],
        "may": _may(request, case, purpose),
        "minutes": setting("NONCE_WINDOW"),
        "begin": free > 0 and (latest is None or latest["state"] == "done"),
        "form": form or (SeatsForm() if assessor else None),
        "nonce": nonce or NumberForm(),
        "asked": nonce or form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    if context["begin"]:
        context["forecast"] = _forecast(case, purpose, request)
    status = (tried.status if tried else 200) if (form or nonce) else 200
    return render(request, "assignment/bodies/draw.html", context, status=status)


def _forecast(case: Case, purpose: Purpose, request: HttpRequest) -> dict[str, Any]:
    """Who would be drawn from if the list were locked now."""
    if purpose is Purpose.ASSESSOR:
        listed, band = assessor_candidates(case, "", request.today)
        return roster_shown([entry.as_row() for entry in roster(listed, band)])
    listed, _pool = member_candidates(case, request.today)
    return roster_shown([entry.as_row() for entry in roster(listed, 0)])


def _may(request: HttpRequest, case: Case, purpose: Purpose) -> bool:
    try:
        require_drawer(case, purpose, request.actor)
    except Refused:
        return False
    return True
