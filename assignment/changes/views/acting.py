"""Doing what is the viewer's to do on a request; what goes wrong is said on its page, with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assignment.changes import services
from assignment.changes.domain import Act, State
from assignment.changes.selectors import get_visible
from assignment.changes.services import Said
from assignment.changes.views.one import FORMS, page_content
from courts.refusals.services import try_form

ACTS = {one.value: one for one in Act}


@login_required
@require_POST
def act(request: HttpRequest, request_id: UUID, name: str) -> HttpResponse:
    """Advise, check, decide, withdraw or tell; then the request's page again."""
    one = ACTS.get(name)
    if one is None:
        raise Http404(name)
    asked = get_visible(request.viewer, request_id)
    form = FORMS[one](request.POST)
    tried = try_form(
        form, SERVICES[one], keep=request.note_refusal, request_id=request_id, actor=request.actor
    )
    if tried.done is None:
        content = page_content(request, get_visible(request.viewer, request_id), (one, form, tried))
        return render(request, "assignment/changes/one.html", content, status=tried.status)
    messages.success(request, _done(one, tried.done.state, tried.done.member is not None))
    return redirect("change", asked.pk)


def _said(service: Callable[..., Any]) -> Callable[..., Any]:
    def run(*, agreed: str, text: str, document: str = "", **facts: Any) -> Any:
        return service(said=Said(agreed=agreed == "yes", text=text, document=document), **facts)

    return run


SERVICES: dict[Act, Callable[..., Any]] = {
    Act.ADVISE: _said(services.advise_change),
    Act.CHECK: _said(services.check_change),
    Act.DECIDE: _said(services.decide_change),
    Act.WITHDRAW: services.withdraw_change,
    Act.TELL: services.tell_parties,
}


def _done(one: Act, state: str, member: bool) -> str:
    if one is Act.DECIDE and member and state == State.DONE.value:
        return _("已批准，该成员退出合议庭；席位确定后告知当事人。")
    decided = {
        State.APPROVED.value: _("已批准。由立案庭重新抽签，确定前仍由原承办法官办理。"),
        State.DONE.value: _("已批准并确定新的承办法官，请告知当事人。"),
        State.REFUSED.value: _("已决定不予变更。"),
    }
    if one is Act.DECIDE:
        return decided[state]
    return {
        Act.ADVISE: _("意见已提交。"),
        Act.CHECK: _("核查意见已提交。"),
        Act.WITHDRAW: _("申请已撤回。"),
        Act.TELL: _("已登记告知当事人。"),
    }[one]
