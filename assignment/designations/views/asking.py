"""Asking for a designation from the case page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.designations.forms import AskForm
from assignment.designations.selectors import grounds
from assignment.designations.services import ask_designation
from assignment.designations.services.asking import may_ask
from cases.docket.selectors import get_visible
from courts.people.models import Person
from courts.people.selectors import quota_judge_ids
from courts.refusals.services import try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form: each ground with what it needs and who approves; the refusal stays above it."""
    case = get_visible(request.viewer, case_id)
    may_ask(case=case, actor=request.actor)
    ids = quota_judge_ids(case.court_id, request.today)
    judges = Person.objects.filter(pk__in=ids).exclude(pk=request.viewer.person_id).order_by("name", "pk")
    rules = grounds().in_force(request.today)
    form = AskForm(request.POST or None, grounds=rules, judges=judges, initial={"ground": _first(request)})
    tried = None
    if request.method == "POST":
        tried = try_form(
            form, ask_designation, keep=request.note_refusal, case_id=case.pk, actor=request.actor
        )
        if tried.done is not None:
            messages.success(request, _("已提请，等待批准；批准前本案不能抽签。"))
            return redirect("designation", tried.done.pk)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        "rules": rules,
    }
    return render(request, "assignment/designations/ask.html", context, status=tried.status if tried else 200)


def _first(request: HttpRequest) -> str:
    return request.GET.get("ground", "")
