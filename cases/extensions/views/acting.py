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

from cases.extensions import services
from cases.extensions.domain import Act
from cases.extensions.selectors import get_visible
from cases.extensions.services import Said
from cases.extensions.views.one import FORMS, page_content
from courts.refusals.services import try_form

ACTS = {one.value: one for one in Act}


@login_required
@require_POST
def act(request: HttpRequest, request_id: UUID, name: str) -> HttpResponse:
    """Advise, forward, decide, record, withdraw or tell; then the request's page again."""
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
        return render(request, "cases/extensions/one.html", content, status=tried.status)
    messages.success(request, _done(one, tried.done.state))
    return redirect("extension", asked.pk)


def _said(service: Callable[..., Any]) -> Callable[..., Any]:
    def run(*, agreed: str, text: str, **facts: Any) -> Any:
        return service(said=Said(agreed=agreed == "yes", text=text), **facts)

    return run


SERVICES: dict[Act, Callable[..., Any]] = {
    Act.ADVISE: _said(services.advise),
    Act.FORWARD: _said(services.forward),
    Act.DECIDE: _said(services.decide),
    Act.RECORD: _said(services.record_upper_decision),
    Act.WITHDRAW: services.withdraw,
    Act.TELL: services.tell_of_extension,
}


def _done(one: Act, state: str) -> str:
    if one in (Act.DECIDE, Act.RECORD):
        granted = state == "granted"
        return _("已批准，审限已按新的届满日计算。") if granted else _("已决定不予批准，审限不变。")
    return {
        Act.ADVISE: _("意见已提交。"),
        Act.FORWARD: _("已报请上级法院。"),
        Act.WITHDRAW: _("申请已撤回。"),
        Act.TELL: _("已登记告知当事人。"),
    }[one]
