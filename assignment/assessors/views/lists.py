"""The list of a court: who is on it, with the cases of the year, and what the list is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.assessors.forms import AssessorForm
from assignment.assessors.selectors import cases_of_year, ceiling, figure, list_facts, listed
from assignment.assessors.services import enter_assessor
from assignment.assessors.views.shown import shown
from courts.actors.domain import Right
from courts.places.models import Court
from courts.places.selectors import chosen_court
from courts.refusals.services import Tried, try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessor_list(request: HttpRequest) -> HttpResponse:
    """The list by name; a form for whoever keeps it."""
    viewer = request.viewer
    allowed = viewer.courts_with(Right.KEEP_ASSESSORS) | viewer.read_courts
    court, courts = chosen_court(allowed, request.GET.get("court", ""), getattr(request.court, "pk", None))
    keeps = viewer.may(Right.KEEP_ASSESSORS, court.pk) and court.level == Court.Level.BASIC
    form = AssessorForm(request.POST or None, today=request.today) if keeps else None
    tried = Tried()
    if request.method == "POST" and form is not None:
        facts = {"court_id": court.pk, "actor": request.actor}
        tried = try_form(form, enter_assessor, keep=request.note_refusal, **facts)
        if tried.done is not None:
            messages.success(request, _("已登记，自任期起参加抽取。"))
            return redirect(f"{request.path}?court={court.code}")
    context = {**_content(court, request.today), "court_shown": court, "courts": courts, "form": form}
    context |= {"refusal": tried.refusal, "incident": tried.number, "only": request.GET.get("only", "")}
    failed = request.method == "POST"
    return render(request, "assignment/assessors/list.html", context, status=tried.status if failed else 200)


def _content(court: Court, today: date) -> dict[str, Any]:
    rows = listed(court.pk, date(today.year, 1, 1))
    sat, most = cases_of_year([row.pk for row in rows], today.year), ceiling(court.pk)
    told = [shown(row, sat.get(row.pk, 0), most, today) for row in rows]
    return {
        "rows": [one for one in told if one["state"] != "past"],
        "past": [one for one in told if one["state"] == "past"],
        "most": most,
        "list": list_facts(court.pk, today),
        "days": figure("NOTICE_DAYS"),
        "cases": sum(one["sat"] for one in told),
        "full": sum(one["full"] for one in told),
        "basic": court.level == Court.Level.BASIC,
    }
