"""The account of a person, for the administrator who keeps it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courts.accounts.forms import ReasonForm
from courts.accounts.selectors import account_visible, factor_state, locks, may_manage, open_sessions
from courts.accounts.services import end_sessions, issue_temporary_password, remove_second_factor, unlock
from courts.accounts.views.agents import agent_name
from courts.people.models import Person
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form

ACTS = {
    "password": issue_temporary_password,
    "unlock": unlock,
    "sessions": end_sessions,
    "factor": remove_second_factor,
}


@login_required
@require_safe
@never_cache
def person_account(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """How a person logs in, whether they are locked, where they are logged in."""
    return _page(request, _person(request, person_id), "", None)


@login_required
@require_POST
@never_cache
def account_act(request: HttpRequest, person_id: UUID, act: str) -> HttpResponse:
    """One of the four acts, with its reason. A temporary password is shown in the answer and never again."""
    person = _person(request, person_id)
    if act not in ACTS:
        raise NotVisible("act")
    form = ReasonForm(request.POST, auto_id=f"{act}-%s")
    done = run_form(form, ACTS[act], person=person, actor=request.actor)
    if done is None:
        return _page(request, person, act, form, status=400)
    if act == "password":
        context = {"person": person, "password": done}
        return render(request, "courts/accounts/temporary_password.html", context)
    messages.success(request, _said(act, int(done)))
    return redirect("person-account", person.pk)


def _said(act: str, number: int) -> str:
    if act == "unlock":
        return _("已解除暂停，可以重新登录。")
    if act == "sessions":
        words = ngettext("已结束 %(n)d 处登录。", "已结束 %(n)d 处登录。", number)
        return words % {"n": number}
    return _("动态口令已解除，该人员下次登录时重新设置。") if number else _("该人员没有启用动态口令。")


def _person(request: HttpRequest, person_id: UUID) -> Person:
    person = Person.objects.filter(pk=person_id).first()
    if person is None or not account_visible(request.viewer, person, request.today):
        raise NotVisible("account")
    return person


def _page(request: HttpRequest, person: Person, failed: str, form: Any, status: int = 200) -> HttpResponse:
    now = timezone.now()
    sessions = [{"session": row, "agent": agent_name(row.agent)} for row in open_sessions(person.pk, now)]
    forms = {name: form if name == failed else ReasonForm(auto_id=f"{name}-%s") for name in ACTS}
    context = {
        "person": person,
        "may": may_manage(request.viewer, person, request.today),
        "state": factor_state(person, request.today),
        "locks": locks(person.username, now),
        "lock_after": settings.AXES_FAILURE_LIMIT,
        "lock_minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
        "sessions": sessions,
        "forms": forms,
        "failed": form,
    }
    return render(request, "courts/accounts/person.html", context, status=status)
