"""Relatives, declared by oneself or kept by the office, and former staff."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.conflicts.forms import FormerForm, KeptRelativeForm, RelativeForm
from assignment.conflicts.models import Relative
from assignment.conflicts.selectors import declared_by, former_of, relations, relatives_in
from assignment.conflicts.services import declare_relative, enter_former
from courts.actors.domain import Right
from courts.people.models import Person
from courts.people.selectors import members
from courts.places.models import Court
from courts.refusals.domain import NotVisible
from courts.refusals.services import Tried, try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_relatives(request: HttpRequest) -> HttpResponse:
    """One's own declaration, and the form for one more."""
    if request.viewer.person_id is None or not request.viewer.roles:
        raise NotVisible("relatives")
    form = RelativeForm(request.POST or None)
    tried = None
    if request.method == "POST":
        me = request.viewer.person_id
        tried = try_form(form, declare_relative, keep=request.note_refusal, person_id=me, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("已申报。"))
            return redirect("my-relatives")
    rows = [_row(one) for one in declared_by(request.viewer.person_id)]
    context = {"rows": rows, "form": form, **_outcome(tried)}
    return render(request, "assignment/conflicts/mine.html", context, status=tried.status if tried else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relatives(request: HttpRequest) -> HttpResponse:
    """The declarations of the courts one administers, by person; entered from personnel papers."""
    courts = _administered(request)
    people = Person.objects.filter(
        pk__in=[one.pk for court in courts for one in members(court.pk, request.today)]
    )
    form = KeptRelativeForm(request.POST or None, people=people.order_by("name", "pk"))
    tried = None
    if request.method == "POST":
        tried = try_form(form, declare_relative, keep=request.note_refusal, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("已登记。"))
            return redirect("relatives")
    rows = [_row(one) for one in relatives_in(request.viewer)[:500]]
    context = {"rows": rows, "form": form, **_outcome(tried)}
    return render(request, "assignment/conflicts/kept.html", context, status=tried.status if tried else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def former_staff(request: HttpRequest) -> HttpResponse:
    """Who left the courts one administers; they are kept out as agents (法释〔2011〕12号第八条)."""
    courts = _administered(request)
    form = FormerForm(request.POST or None)
    tried = None
    if request.method == "POST":
        court = next((one for one in courts if one.code == request.POST.get("court")), courts[0])
        tried = try_form(form, enter_former, keep=request.note_refusal, court=court, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("已登记。"))
            return redirect("former-staff")
    context = {
        "rows": list(former_of(request.viewer)[:500]),
        "form": form,
        "courts": courts,
        **_outcome(tried),
    }
    return render(request, "assignment/conflicts/former.html", context, status=tried.status if tried else 200)


def _administered(request: HttpRequest) -> list[Court]:
    found = Court.objects.filter(pk__in=request.viewer.courts_with(Right.ADMINISTER)).order_by("code")
    courts = list(found[:50])
    if not courts:
        raise NotVisible(request.path)
    return courts


def _row(one: Relative) -> dict[str, Any]:
    return {"one": one, "relation": relations().latest(one.relation)}


def _outcome(tried: Tried | None) -> dict[str, Any]:
    return {
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
