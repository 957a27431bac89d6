"""One designation: what was asked, on what evidence, who decides it, and the viewer's own act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assignment.designations import services
from assignment.designations.forms import ApproveForm, DeclineForm, WithdrawForm
from assignment.designations.models import Designation
from assignment.designations.selectors import deciders, get_visible, may_decide, may_withdraw, readable
from assignment.designations.selectors.papers import KIND, reads_papers
from assignment.designations.views.shown import dress
from cases.documents.selectors import papers_of
from courts.refusals.services import Tried, try_form

FORMS: dict[str, type[Any]] = {"approve": ApproveForm, "decline": DeclineForm, "withdraw": WithdrawForm}
ACTS: dict[str, Callable[..., Any]] = {
    "approve": services.approve,
    "decline": services.decline,
    "withdraw": services.withdraw,
}


@login_required
@require_safe
def designation_page(request: HttpRequest, designation_id: UUID) -> HttpResponse:
    """The designation with its course, its evidence and the viewer's own act, if there is one."""
    asked = get_visible(request.viewer, designation_id)
    return render(request, "assignment/designations/one.html", _content(request, asked))


@login_required
@require_POST
def act(request: HttpRequest, designation_id: UUID, name: str) -> HttpResponse:
    """Approve, decline or withdraw; then the page again."""
    if name not in ACTS:
        raise Http404(name)
    asked = get_visible(request.viewer, designation_id)
    form = FORMS[name](request.POST)
    tried = try_form(
        form, ACTS[name], keep=request.note_refusal, designation_id=asked.pk, actor=request.actor
    )
    if tried.done is None:
        content = _content(request, get_visible(request.viewer, designation_id), (name, form, tried))
        return render(request, "assignment/designations/one.html", content, status=tried.status)
    done = {
        "approve": _("已批准，案件已确定承办法官。"),
        "decline": _("已决定不予批准，案件改为随机分案。"),
        "withdraw": _("已撤回。"),
    }
    messages.success(request, done[name])
    return redirect("designation", asked.pk)


def _content(
    request: HttpRequest, asked: Designation, tried: tuple[str, Any, Tried] | None = None
) -> dict[str, Any]:
    failed, form, outcome = tried or ("", None, None)
    read = readable(request.viewer, [asked])
    row = dress(asked, asked.case_id in read)
    shows = not asked.by_law and reads_papers(request.viewer, asked)
    return {
        "row": row,
        "reads_followed": asked.follows_id in read,
        "asked": asked,
        "acts": [_act(name, asked, form if name == failed else None) for name in _mine(request, asked)],
        "form": form,
        "refusal": outcome.refusal if outcome else None,
        "incident": outcome.number if outcome else "",
        "papers": papers_of(request.viewer, KIND, asked.pk) if shows else None,
        "deciders": list(deciders(asked, request.today).order_by("name")) if asked.is_waiting else [],
    }


def _mine(request: HttpRequest, asked: Designation) -> list[str]:
    if may_decide(request.viewer, asked, request.today):
        return ["approve", "decline"]
    return ["withdraw"] if may_withdraw(request.viewer, asked) else []


def _act(name: str, asked: Designation, form: Any) -> dict[str, Any]:
    titles = {
        "approve": (_("批准"), _("批准，由该法官承办"), "check"),
        "decline": (_("不予批准"), _("不予批准"), "block"),
        "withdraw": (_("撤回提请"), _("撤回"), "back"),
    }
    title, button, icon = titles[name]
    return {
        "code": name,
        "title": title,
        "button": button,
        "icon": icon,
        "form": form or FORMS[name](),
        "url": reverse("designation-act", args=[asked.pk, name]),
    }
