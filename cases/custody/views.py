"""The page of custody, its panel and its step on the case page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.custody.domain import Begins, Cancels, Change, Ends
from cases.custody.forms import BeginForm, CancelForm, EndForm
from cases.custody.models import Custody
from cases.custody.selectors import accused_of, endings, held_since, stays_of
from cases.custody.services import CRIMINAL, change_custody, require_custody
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Step
from cases.docket.selectors import get_visible
from cases.docket.services import about, require_right
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form

UNDER_WAY = (Status.RECEIVED.value, Status.OPEN.value)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is entered of custody, and the form for one that began."""
    case = _case(request, case_id)
    form = BeginForm(request.POST or None, accused=accused_of(case))
    return _page(request, case, form, Begins, title=_("登记羁押"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, case_id: UUID, custody_id: UUID) -> HttpResponse:
    """Custody ended: by what, on which day."""
    case = _case(request, case_id)
    stay = _stay(case, custody_id)
    form = EndForm(request.POST or None, initial={"on": request.today})

    def change(**said: Any) -> Change:
        return Ends(custody_id=stay.pk, **said)

    return _page(request, case, form, change, title=_("登记解除羁押"), stay=stay)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, case_id: UUID, custody_id: UUID) -> HttpResponse:
    """An entry was a mistake."""
    case = _case(request, case_id)
    stay = _stay(case, custody_id)

    def change(**said: Any) -> Change:
        return Cancels(custody_id=stay.pk, **said)

    return _page(request, case, CancelForm(request.POST or None), change, title=_("撤销羁押登记"), stay=stay)


def _case(request: HttpRequest, case_id: UUID) -> Case:
    case = get_visible(request.viewer, case_id)
    with about(case):
        require_right(request.actor, Right.KEEP_LEDGER, case.court_id, _("登记羁押"))
        require_custody(case)
    return case


def _stay(case: Case, custody_id: UUID) -> Custody:
    found = stays_of(case).filter(pk=custody_id).first()
    if found is None:
        raise NotVisible(str(custody_id))
    return found


def _page(
    request: HttpRequest,
    case: Case,
    form: forms.Form,
    change: Callable[..., Change],
    *,
    title: str,
    stay: Custody | None = None,
) -> HttpResponse:
    def act(**said: Any) -> Custody:
        return change_custody(case_id=case.pk, change=change(**said), actor=request.actor)

    if request.method == "POST" and run_form(form, act) is not None:
        messages.success(request, _("已登记，审限已按在押与否重新计算。"))
        return redirect("custody", case.pk)
    context = {
        "case": case,
        "form": form,
        "title": title,
        "stay": stay,
        "rows": [_row(found) for found in stays_of(case)],
        "known": held_since(case) is not None,
    }
    return render(request, "cases/custody/custody.html", context, status=400 if form.errors else 200)


def _row(stay: Custody) -> dict[str, Any]:
    return {
        "stay": stay,
        "ending": endings().latest(stay.ending) if stay.ending in endings() else None,
        "running": stay.ended_on is None and stay.cancelled_at is None,
    }


def panel(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    """Since when somebody of a criminal case is held, by calendar time; nothing for other cases."""
    if case.category != CRIMINAL:
        return {}
    rows = [_row(stay) for stay in stays_of(case) if stay.cancelled_at is None]
    since = held_since(case)
    return {
        "shown": case.detained or bool(rows),
        "case": case,
        "rows": rows,
        "since": since,
        "days": (today - since).days if since else None,
        "may": case.status in UNDER_WAY and viewer.may(Right.KEEP_LEDGER, case.court_id),
    }


def steps(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Entering custody and its end, for whoever keeps the limits of a criminal case."""
    if case.category != CRIMINAL or case.status not in UNDER_WAY:
        return
    reason = _("羁押之日、变更强制措施之日按实际发生日登记；据此计算久押不决和末日顺延。")
    if viewer.may(Right.KEEP_LEDGER, case.court_id):
        yield Step(_("登记羁押变化"), "lock", reason, url=reverse("custody", args=[case.pk]), order=25)
    else:
        yield Step(_("登记羁押变化"), "lock", _("由承办法官、法官助理或者书记员登记。"), order=25)
