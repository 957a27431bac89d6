"""What is done on the pages of plans."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from courts.actors.domain import Right
from courts.places.models import Court
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form
from reviews.plans.forms import NumberForm, PlanForm, first_values
from reviews.plans.selectors import get_visible
from reviews.plans.services import give_number, lock_sample, make_plan, reveal_sample
from reviews.plans.views.pages import show_plan


def planning_court(request: HttpRequest) -> Court:
    """The court the viewer plans for: their own, else the first in which they may. Raises NotVisible."""
    allowed = request.viewer.courts_with(Right.REVIEW_PLAN)
    if request.court is not None and request.court.pk in allowed:
        return request.court
    found = Court.objects.filter(pk__in=allowed).order_by("code").first()
    if found is None:
        raise NotVisible("review plans")
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """Make a plan."""
    court = planning_court(request)
    form = PlanForm(request.POST or None, initial=first_values(court, request.today))
    if request.method == "POST":
        plan = run_form(form, make_plan, court=court, actor=request.actor)
        if plan is not None:
            messages.success(request, _("评查计划已制定。请锁定抽样名单，再请见证人报数。"))
            return redirect("review-plan", plan.pk)
    context = {"form": form, "planned_court": court}
    return render(request, "reviews/plans/new.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def lock(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Lock the lists of the next round."""
    draws = lock_sample(plan_id=plan_id, actor=request.actor)
    said = ngettext(
        "已锁定 %(n)d 份名单。请见证人登录后在本页报数。",
        "已锁定 %(n)d 份名单。请见证人登录后在本页报数。",
        len(draws),
    )
    messages.success(request, said % {"n": len(draws)})
    return redirect("review-plan", plan_id)


@login_required
@require_POST
def give(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Take the witness's number, or note that nobody gave one."""
    plan = get_visible(request.viewer, plan_id)
    nothing = request.POST.get("do") == "none"
    form = NumberForm(request.POST)
    if not nothing and not form.is_valid():
        return show_plan(request, plan, form)
    nonce = "" if nothing else form.cleaned_data["nonce"]
    give_number(plan_id=plan_id, nonce=nonce, actor=request.actor)
    messages.success(request, _("已记为没有人报数。") if nothing else _("报数已确定，不能更改。"))
    return redirect("review-plan", plan_id)


@login_required
@require_POST
def reveal(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Reveal the round: every drawn case becomes a review."""
    samples = reveal_sample(plan_id=plan_id, actor=request.actor)
    drawn = sum(sample.case_id is not None for sample in samples)
    said = ngettext("已抽中 %(n)d 件，请分派评查员。", "已抽中 %(n)d 件，请分派评查员。", drawn)
    messages.success(request, said % {"n": drawn})
    return redirect("review-plan", plan_id)
