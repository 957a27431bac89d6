"""Cases that wait for a draw, and drawing several of one pool together."""

from __future__ import annotations

from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assignment.draws.domain import Purpose, Status, in_groups
from assignment.draws.forms import BatchNonceForm
from assignment.draws.models import DrawBatch
from assignment.draws.selectors import batch_seen, batches_of, by_pool, to_draw, unfinished_before, visible
from assignment.draws.selectors.shown import closes_at
from assignment.draws.services import commit_batch, fix_batch, reveal_batch
from assignment.draws.services.batches import Left
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right
from courts.refusals.domain import InvalidInput, NotVisible
from courts.refusals.selectors import explain
from courts.refusals.services import try_form

MOST = 100
RECENT = 10


@login_required
@require_safe
def open_cases(request: HttpRequest) -> HttpResponse:
    """Cases to be drawn, by the pool they go to; several of one pool may be ticked."""
    if not request.viewer.may_anywhere(Right.DRAW) or request.viewer.person_id is None:
        raise NotVisible("draws")
    return render(request, "assignment/draws/open.html", _listed(request))


def _listed(request: HttpRequest) -> dict[str, Any]:
    waiting = to_draw(request.viewer).select_related("court", "handling__handler")
    found = list(waiting.order_by("filed_on", "id")[: MOST + 1])
    return {
        "groups": [{"pool": pool, "cases": cases} for pool, cases in by_pool(found[:MOST], request.today)],
        "count": len(found[:MOST]),
        "more": len(found) > MOST,
        "batches": batches_of(request.viewer, RECENT),
    }


@login_required
@require_POST
def commit(request: HttpRequest) -> HttpResponse:
    """Lock the rosters of the cases that were ticked; each one left out is named with the reason."""
    try:
        done = commit_batch(case_ids=_ids(request), actor=request.actor)
    except InvalidInput as invalid:
        messages.error(request, "".join(chain(*invalid.errors.values())))
        return redirect("draws-open")
    _name_left(request, done.left)
    if done.made is None:
        return redirect("draws-open")
    text = _("已锁定 %(n)d 件案件的名单。请见证部门报一个数，用于全部案件。")
    messages.success(request, text % {"n": len(done.draws)})
    return redirect("draw-batch", done.made.pk)


def _ids(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(text) for text in request.POST.getlist("case")]
    except ValueError:
        raise NotVisible("case") from None


def _name_left(request: HttpRequest, left: tuple[Left, ...]) -> None:
    listed = visible_cases(request.viewer).filter(pk__in=[one.case.pk for one in left])
    seen = set(listed.values_list("pk", flat=True))
    for one in left:
        number = request.note_refusal(one.refused)
        said = explain(one.refused, get_language() or "zh")
        case = one.case.number if one.case.pk in seen else _("不公开案件")
        what = {"case": case, "code": said.code, "why": said.detail, "number": number}
        messages.warning(request, _("%(case)s 未抽：%(why)s（%(code)s，拦截编号 %(number)s）") % what)


@login_required
@require_safe
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The draws of a batch and its next step."""
    found = batch_seen(request.viewer, batch_id)
    return render(request, "assignment/draws/batch.html", _content(request, found))


def _content(request: HttpRequest, found: DrawBatch, form: Any = None, tried: Any = None) -> dict[str, Any]:
    all_draws = list(found.draws.select_related("chain", "case", "winner").order_by("chain__part", "draw_no"))
    seen = set(visible(request.viewer, Purpose.HANDLER).filter(batch=found).values_list("pk", flat=True))
    statuses = {draw.status for draw in all_draws}
    waiting = Status.COMMITTED.value in statuses
    first = all_draws[0] if all_draws else None
    draws = request.viewer.may(Right.DRAW, found.court_id)
    watches = request.viewer.may(Right.MONITOR_DRAWS, found.court_id) and found.made_by != request.actor.label
    return {
        "batch": found,
        "rows": [
            {"draw": draw, "receipt": in_groups(draw.receipt), "seen": draw.pk in seen} for draw in all_draws
        ],
        "waiting": waiting,
        "fixed": not waiting and Status.NONCE_FIXED.value in statuses,
        "finished": all(Status(status).finished for status in statuses),
        "earlier": [number for number, _status in unfinished_before(first)] if first else [],
        "draws": draws,
        "may_give": draws or watches,
        "witness": not draws and watches,
        "form": form or BatchNonceForm(),
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        "closes_at": closes_at(first) if first else None,
    }


@login_required
@require_POST
def give(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take the one number for all draws of the batch, or note that nobody gave one."""
    found = batch_seen(request.viewer, batch_id)
    none = request.POST.get("do") == "none"
    form = BatchNonceForm({"nonce": "0", "source": "party"} if none else request.POST)
    given = {"nonce": "", "source": "none", "by": ""} if none else {}

    def service(**facts: Any) -> Any:
        return fix_batch(batch_id=found.pk, **{**facts, **given})

    tried = try_form(form, service, keep=request.note_refusal, actor=request.actor)
    if tried.done is None:
        content = _content(request, found, form, tried)
        return render(request, "assignment/draws/batch.html", content, status=tried.status)
    messages.success(request, _("已记为未报数。") if none else _("报数已确定，不能更改。"))
    return redirect("draw-batch", found.pk)


@login_required
@require_POST
def reveal(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Reveal the draws of the batch in their order; those that wait are named."""
    found = batch_seen(request.viewer, batch_id)
    left = reveal_batch(batch_id=found.pk, actor=request.actor)
    _name_left(request, left)
    if not left:
        messages.success(request, _("全部结果已公布。"))
    return redirect("draw-batch", found.pk)
