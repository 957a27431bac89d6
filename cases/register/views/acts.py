"""What is done from the case page: closing, granting, confirming."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.docket.models import Case
from cases.docket.selectors import get_visible, words
from cases.docket.services import answer_four_category, close_case, confirm_open, grant_reading
from cases.register.forms import ClosingForm, FourCategoryForm, GrantForm
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form


def _own_case(request: HttpRequest, case_id: UUID) -> Case:
    """The page is the handler's alone; whoever posts to it all the same is refused by the service."""
    case = get_visible(request.viewer, case_id)
    if request.method == "GET" and case.handling.handler_id != request.viewer.person_id:
        raise NotVisible(str(case_id))
    return case


@login_required
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Closing by the handler."""
    case = _own_case(request, case_id)
    form = ClosingForm(
        request.POST or None, case=case, today=request.today, initial={"closed_on": request.today}
    )
    if request.method == "POST" and run_form(form, close_case, case_id=case.pk, actor=request.actor):
        messages.success(request, _("已结案。"))
        return redirect("case", case.pk)
    procedure = words("procedures").latest(case.procedure)
    context = {"case": case, "form": form, "procedure_rule": procedure}
    return render(request, "cases/register/close.html", context)


@login_required
def grant(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Letting somebody read a sealed case."""
    case = _own_case(request, case_id)
    form = GrantForm(request.POST or None, case=case, today=request.today)
    if request.method == "POST" and run_form(form, grant_reading, case_id=case.pk, actor=request.actor):
        messages.success(request, _("已授权查阅，授权已留痕。"))
        return redirect("case", case.pk)
    return render(request, "cases/register/grant.html", {"case": case, "form": form})


@login_required
def four_category(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The four-category question of a filing that came in without an answer."""
    case = get_visible(request.viewer, case_id)
    form = FourCategoryForm(request.POST or None)
    if request.method == "POST" and run_form(
        form, answer_four_category, case_id=case.pk, actor=request.actor
    ):
        messages.success(request, _("四类案件识别已答复。"))
        return redirect("case", case.pk)
    return render(request, "cases/register/four_category.html", {"case": case, "form": form})


@login_required
@require_POST
def confirm(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """An imported case is still open: its limit is watched from now on."""
    confirm_open(case_id=case_id, actor=request.actor)
    messages.success(request, _("已核实未结，自今日起按审限预警。"))
    return redirect("case", case_id)
