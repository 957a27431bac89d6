"""One assessor: the term, the cases of the year, suspending and ending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.assessors.forms import EndForm, SuspendForm, TagsForm
from assignment.assessors.models import Assessor
from assignment.assessors.selectors import cases_of_year, ceiling, get_visible
from assignment.assessors.services import change_tags, end_term, suspend_assessor
from assignment.assessors.views.shown import shown
from courts.actors.domain import Right
from courts.history.selectors import object_history
from courts.refusals.services import Tried, try_form

ACTS = ("suspend", "resume", "tags", "end")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessor_page(request: HttpRequest, assessor_id: UUID) -> HttpResponse:
    """What is known of an assessor, and what may be done."""
    row = get_visible(request.viewer, assessor_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    data = {name: request.POST if name == act else None for name in ACTS}
    forms = {
        "suspend": SuspendForm(data["suspend"] or data["resume"], auto_id="suspend-%s"),
        "tags": TagsForm(data["tags"], initial={"tags": row.specialties}, auto_id="tags-%s"),
        "end": EndForm(data["end"], today=request.today, auto_id="end-%s"),
    }
    tried = Tried()
    if act in ACTS:
        tried = _act(request, row, act, forms)
        if tried.done is not None:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("assessor", row.pk)
    sat, most = cases_of_year([row.pk], request.today.year).get(row.pk, 0), ceiling(row.court_id)
    keeps = request.viewer.may(Right.KEEP_ASSESSORS, row.court_id)
    context: dict[str, Any] = {
        **shown(row, sat, most, request.today),
        "suspend": forms["suspend"],
        "tags_form": forms["tags"],
        "end": forms["end"],
        "most": most,
        "may": keeps and row.to_on >= request.today,
        "asked": forms.get("suspend" if act == "resume" else act),
        "entries": object_history(row.court_id, "assessor", row.pk) if keeps else [],
        "refusal": tried.refusal,
        "incident": tried.number,
    }
    return render(
        request, "assignment/assessors/one.html", context, status=tried.status if act in ACTS else 200
    )


def _act(request: HttpRequest, row: Assessor, act: str, forms: dict[str, Any]) -> Tried:
    facts: dict[str, Any] = {"assessor_id": row.pk, "actor": request.actor, "keep": request.note_refusal}
    if act == "end":
        return try_form(forms["end"], end_term, **facts)
    if act == "tags":
        return try_form(forms["tags"], change_tags, **facts)
    return try_form(forms["suspend"], suspend_assessor, suspended=act == "suspend", **facts)
