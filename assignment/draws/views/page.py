"""The draw, step by step: lock the roster, take the number, reveal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assignment.draws.domain import Purpose, Status, check_startable
from assignment.draws.forms import NonceForm
from assignment.draws.models import Draw
from assignment.draws.registry import check_obstacles, parts_answered, parts_before, to_be_replaced
from assignment.draws.selectors import draws_of, get_visible, unfinished_before, visible, void_of
from assignment.draws.selectors.shown import changed_since
from assignment.draws.services import commit_draw, give_nonce, reveal_draw
from assignment.draws.views.shown import draw_shown, roster_of_pool, roster_shown
from assignment.pools.models import Pool
from assignment.pools.selectors import pool_minimum, route_case, said_route, setting
from assignment.pools.services.rosters import check_specialty
from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case
from cases.docket.selectors import get_visible as get_visible_case
from courts.actors.domain import Right
from courts.refusals.domain import InvalidInput, Refused, Sentence
from courts.refusals.selectors import explain
from courts.refusals.services import put_on_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The draw of a case in its present state; posting locks the roster."""
    case = get_visible_case(request.viewer, case_id)
    if request.method != "POST":
        return _page(request, case)
    try:
        commit_draw(case_id=case.pk, actor=request.actor)
    except Refused as refused:
        if refused.code != "DRAW-UNFINISHED":
            raise
        messages.info(request, _("名单已经锁定，请继续报数。"))
    else:
        messages.success(request, _("名单已锁定。请打印受理通知书交给当事人，再请当事人报数。"))
    return redirect("draw", case.pk)


@login_required
@require_POST
def nonce(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Take the number that was called out, or note that nobody gave one."""
    found = get_visible(request.viewer, draw_id, Purpose.HANDLER)
    form = NonceForm(request.POST)
    given, source, by = "", "none", ""
    if request.POST.get("do") != "none":
        if not form.is_valid():
            return _page(request, get_visible_case(request.viewer, found.case_id), form=form)
        given, source = form.cleaned_data["nonce"], form.cleaned_data["source"]
        by = form.cleaned_data["by"]
    if found.status != Status.COMMITTED.value and found.nonce == given:
        return redirect("draw", found.case_id)
    try:
        give_nonce(draw_id=draw_id, nonce=given, actor=request.actor, source=source, by=by)
    except InvalidInput as invalid:
        put_on_form(form, invalid)
        return _page(request, get_visible_case(request.viewer, found.case_id), form=form)
    messages.success(request, _("报数已确定，不能更改。") if given else _("已记为未报数。"))
    return redirect("draw", found.case_id)


@login_required
@require_POST
def reveal(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Publish the secret; the result follows from it."""
    found = get_visible(request.viewer, draw_id, Purpose.HANDLER)
    if found.status != Status.RESULT.value:
        done = reveal_draw(draw_id=draw_id, actor=request.actor)
        messages.success(
            request, _("已抽出承办法官：%(name)s。") % {"name": done.winner.name if done.winner else ""}
        )
    return redirect("draw", found.case_id)


def _page(request: HttpRequest, case: Case, form: NonceForm | None = None) -> HttpResponse:
    history = draws_of(case)
    latest = history[0] if history else None
    may = request.viewer.may(Right.DRAW, case.court_id)
    context: dict[str, Any] = {
        "case": case,
        "may": may,
        "history": history[1:],
        "steps": _steps(latest),
        "minutes": setting("NONCE_WINDOW"),
        "witness": not may and _watches(request, case, latest),
        "void_request": void_of(latest) if latest else None,
    }
    again = latest is not None and latest.status == Status.RESULT.value and to_be_replaced(case)
    if again:
        context |= {"history": history, "steps": _steps(None), "replaced": True}
    if again or latest is None or latest.status == Status.VOID.value:
        context |= _before(case, request, latest)
    if latest is not None and not again:
        context |= _during(request, latest, form)
    context.setdefault("parts", parts_answered(case, request.viewer))
    return render(request, "assignment/draws/page.html", context, status=400 if form else 200)


def _watches(request: HttpRequest, case: Case, latest: Draw | None) -> bool:
    """Whether the viewer may give the number as somebody of a second department."""
    other = latest is not None and latest.operator != request.actor.label
    return other and request.viewer.may(Right.MONITOR_DRAWS, case.court_id)


def _before(case: Case, request: HttpRequest, latest: Draw | None) -> dict[str, Any]:
    """Who would be drawn from if the roster were locked now, or why it cannot be."""
    route = route_case(case, request.today)
    pool = route.pool if route else None
    return {
        "state": "open",
        "pool": pool,
        "route": said_route(route.as_row()) if route else "",
        "forecast": roster_shown(roster_of_pool(pool, request.today, case)) if pool else None,
        "minimum": pool_minimum(case.court_id),
        "obstacle": _obstacle(case, pool, request),
        "parts": parts_before(case, request.viewer, request.today),
    }


def _obstacle(case: Case, pool: Pool | None, request: HttpRequest) -> Sentence | None:
    handler = None if to_be_replaced(case) else case.handling.handler
    try:
        check_startable(
            case=case.number or case.cause_name,
            accepted=case.status == CaseStatus.OPEN.value,
            handler=handler.name if handler else "",
            unfinished=None,
            covered=pool is not None,
        )
        check_obstacles(case, request.actor)
        if pool is not None:
            check_specialty(pool, case)
    except Refused as refused:
        return explain(refused, get_language() or "zh")
    return None


def _during(request: HttpRequest, latest: Draw, form: NonceForm | None) -> dict[str, Any]:
    shown = draw_shown(latest)
    if latest.status == Status.VOID.value:
        return {"void": shown}
    return {
        "state": latest.status,
        "shown": shown,
        "changed": changed_since(latest),
        "form": form or NonceForm(),
        "window_over": request.actor.at > shown["closes_at"],
        "blocked_by": _blocked_by(request, latest),
    }


def _blocked_by(request: HttpRequest, latest: Draw) -> list[dict[str, Any]]:
    """Earlier draws whose number is still owed; the case is named only to who may see it."""
    if Status(latest.status).finished:
        return []
    numbers = [number for number, _status in unfinished_before(latest)]
    seen = visible(request.viewer, Purpose.HANDLER).filter(chain_id=latest.chain_id, draw_no__in=numbers)
    known = {found.draw_no: found.case for found in seen.select_related("case")}
    return [{"draw_no": number, "case": known.get(number)} for number in sorted(numbers)]


def _steps(latest: Draw | None) -> list[dict[str, Any]]:
    done = {None: 0, Status.COMMITTED.value: 1, Status.NONCE_FIXED.value: 2, Status.RESULT.value: 3}
    reached = done.get(latest.status if latest else None, 0)
    rows = [
        (_("锁定名单"), _("名单、权重封存，取指纹")),
        (_("当事人报数"), _("1 至 32 位数字，当场说出")),
        (_("揭示结果"), _("公布密数，任何人可复核")),
    ]
    return [
        {
            "label": label,
            "note": note,
            "state": "done" if number < reached else "current" if number == reached else "todo",
        }
        for number, (label, note) in enumerate(rows)
    ]
