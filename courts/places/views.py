"""Courts one administers: their facts, their name, their divisions in institutional order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courts.places.forms import CloseForm, CourtNameForm, DivisionForm, RenameForm
from courts.places.models import Court, Division
from courts.places.registry import holdings
from courts.places.selectors import administered, court_ids_below, divisions_of, get_administered
from courts.places.services import (
    add_division,
    close_division,
    confirm_name,
    move_division,
    rename_division,
)
from courts.refusals.domain import NotVisible
from courts.refusals.services import Tried, try_form

page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def courts(request: HttpRequest) -> HttpResponse:
    """The courts one administers, by code."""
    found = list(administered(request.viewer).select_related("parent"))
    if not found:
        raise NotVisible("courts")
    rows = [
        {
            "court": court,
            "open": sum(division.closed_on is None for division in divisions_of(court)),
            "below": len(court_ids_below(court.pk)),
        }
        for court in found
    ]
    return render(request, "courts/places/courts.html", {"rows": rows})


@login_required
@require_safe
def court(request: HttpRequest, code: str) -> HttpResponse:
    """One court with its divisions."""
    one = get_administered(request.viewer, code)
    divisions = divisions_of(one)
    context = {
        "one": one,
        "divisions": divisions,
        "closed": [row for row in divisions if row.closed_on and row.closed_on <= request.today],
    }
    return render(request, "courts/places/court.html", context)


@login_required
@page
def name_court(request: HttpRequest, code: str) -> HttpResponse:
    """Settle or correct a court's name."""
    one = get_administered(request.viewer, code)
    form = CourtNameForm(request.POST or None, initial={"name": one.name, "name_en": one.name_en})
    shown = {"title": _("核定法院名称"), "submit": _("核定名称")}
    return _answer(request, one, form, confirm_name, shown, _("名称已核定。"), court=one)


@login_required
@page
def new_division(request: HttpRequest, code: str) -> HttpResponse:
    """Set up a division."""
    one = get_administered(request.viewer, code)
    form = DivisionForm(request.POST or None)
    shown = {"title": _("设立部门"), "submit": _("设立部门")}
    done = _("已设立部门，排在最后；可以上移。")
    return _answer(request, one, form, add_division, shown, done, court=one)


@login_required
@page
def rename(request: HttpRequest, code: str, division_id: int) -> HttpResponse:
    """Give a division another name."""
    one, division = _division(request, code, division_id)
    form = RenameForm(request.POST or None, initial={"name": division.name})
    shown = {"title": _("部门更名"), "submit": _("更名"), "division": division}
    return _answer(request, one, form, rename_division, shown, _("已更名。"), division=division)


@login_required
@page
def close(request: HttpRequest, code: str, division_id: int) -> HttpResponse:
    """Close a division from a day on; what stands in the way is said before."""
    one, division = _division(request, code, division_id)
    form = CloseForm(request.POST or None, initial={"closed_on": request.today})
    shown = {
        "title": _("撤销部门"),
        "submit": _("撤销部门"),
        "division": division,
        "held": holdings(division, request.today),
    }
    return _answer(request, one, form, close_division, shown, _("已登记撤销。"), division=division)


@login_required
@require_POST
def move(request: HttpRequest, code: str, division_id: int) -> HttpResponse:
    """One place up or down."""
    one, division = _division(request, code, division_id)
    move_division(division=division, up=request.POST.get("to") == "up", actor=request.actor)
    return redirect("office-court", one.code)


def _division(request: HttpRequest, code: str, division_id: int) -> tuple[Court, Division]:
    one = get_administered(request.viewer, code)
    found = Division.objects.filter(pk=division_id, court=one).select_related("court").first()
    if found is None:
        raise NotVisible(str(division_id))
    return one, found


def _answer(
    request: HttpRequest,
    one: Court,
    form: forms.Form,
    act: Callable[..., Any],
    shown: dict[str, Any],
    done: str,
    /,
    **facts: Any,
) -> HttpResponse:
    """Run the act for a sent form and go back to the court, or show the form with what is wrong."""
    tried, status = Tried(), 200
    if request.method == "POST":
        tried = try_form(form, act, keep=request.note_refusal, actor=request.actor, **facts)
        if tried.done is not None:
            messages.success(request, done)
            return redirect("office-court", one.code)
        status = tried.status
    context = {"one": one, "form": form, "tried": tried, **shown}
    return render(request, "courts/places/act.html", context, status=status)
