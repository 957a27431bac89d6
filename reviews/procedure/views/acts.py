"""What is done on the pages of reviews: each posts to one service."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.selectors import explain
from courts.refusals.services import run_form
from reviews.procedure import services
from reviews.procedure.domain import Said
from reviews.procedure.forms import AnswerForm, FinalForm, ReplaceForm, typed_sheet
from reviews.procedure.selectors import get_visible, seat_of
from reviews.procedure.views.page import show
from reviews.sheets.models import ScoreSheet
from reviews.sheets.selectors import items_of

INCOMPLETE = frozenset({"REVIEW-NO-PLACE", "REVIEW-NO-GROUND"})


@login_required
@require_POST
def begin(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The reviewer begins."""
    services.start(review_id=review_id, actor=request.actor)
    return redirect("review", review_id)


@login_required
@require_POST
def save(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Keep the sheet as it stands; JSON to the script that saves by itself."""
    sheet = _kept(request, review_id)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"saved_at": sheet.saved_at.isoformat() if sheet.saved_at else None})
    messages.success(request, _("评分表已保存。"))
    return redirect("review", review_id)


@login_required
@require_POST
def submit(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Save what stands on the page and submit it; what is missing is shown at its item, all of it kept."""
    _kept(request, review_id)
    try:
        services.submit_opinion(review_id=review_id, actor=request.actor)
    except InvalidInput as invalid:
        review = get_visible(request.viewer, review_id)
        return show(request, review, status=400, sheet_errors=len(invalid.errors))
    except Refused as refused:
        if refused.code not in INCOMPLETE:
            raise
        said = explain(refused, get_language() or "zh")
        number = request.note_refusal(refused)
        review = get_visible(request.viewer, review_id)
        return show(request, review, status=422, refusal=said, number=number)
    messages.success(request, _("评查意见已提交，不能再改。"))
    return redirect("review", review_id)


def _kept(request: HttpRequest, review_id: UUID) -> ScoreSheet:
    review = get_visible(request.viewer, review_id)
    mine = seat_of(request.viewer, review).reviewing
    items = items_of(mine.sheet.sheet) if mine else ()
    return services.save_sheet(
        review_id=review_id,
        typed=typed_sheet(request.POST, items),
        comment=request.POST.get("comment", ""),
        actor=request.actor,
    )


@login_required
@require_POST
def replace(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """A reviewer asks to be replaced."""
    form = ReplaceForm(request.POST)
    if run_form(form, services.ask_replacement, review_id=review_id, actor=request.actor) is None:
        return show(request, get_visible(request.viewer, review_id), status=400, replace_form=form)
    messages.success(request, _("已申请回避，由审判管理办公室另行分派。"))
    return redirect("review", review_id)


@login_required
@require_POST
def assign_one(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The office assigns the reviewer chosen."""
    get_visible(request.viewer, review_id)
    services.assign(review_id=review_id, reviewer_id=_person(request), actor=request.actor)
    messages.success(request, _("评查员已分派。"))
    return redirect("review", review_id)


def _person(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("reviewer", ""))
    except ValueError:
        raise Refused("REVIEW-NOT-REVIEWER", reviewer=_("所选人员")) from None


@login_required
@require_POST
def assign_all(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The office assigns every drawn case of a plan as proposed."""
    number = services.assign_proposed(plan_id=plan_id, actor=request.actor)
    said = ngettext("已分派 %(n)d 件。", "已分派 %(n)d 件。", number)
    messages.success(request, said % {"n": number})
    return redirect("review-plan", plan_id)


@login_required
@require_POST
def tell_judge(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The office tells the judge."""
    services.tell(review_id=review_id, actor=request.actor)
    messages.success(request, _("已告知承办法官，异议期自次日起算。"))
    return redirect("review", review_id)


@login_required
@require_POST
def answer(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The judge answers."""
    form = AnswerForm(request.POST)
    given: dict[str, Any] = {"review_id": review_id, "actor": request.actor}
    if form.is_valid():
        form.cleaned_data["said"] = Said(form.cleaned_data["said"])
    if run_form(form, services.say, **given) is None:
        return show(request, get_visible(request.viewer, review_id), status=400, answer_form=form)
    messages.success(request, _("您的意见已随评查留存。"))
    return redirect("review", review_id)


@login_required
@require_POST
def make_final(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """The office makes the result final."""
    form = FinalForm(request.POST)
    if run_form(form, services.finalise, review_id=review_id, actor=request.actor) is None:
        return show(request, get_visible(request.viewer, review_id), status=400, final_form=form)
    messages.success(request, _("已定级，结果不得更改。"))
    return redirect("review", review_id)
