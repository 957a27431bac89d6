"""Ending an entry, one page for all: whose it is, why, and back to the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.conflicts.forms import EndForm
from assignment.conflicts.selectors import get_entry, get_former, own_or_kept
from assignment.conflicts.services import end_entry, end_former, end_relative
from courts.refusals.services import try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_my_relative(request: HttpRequest, relative_id: UUID) -> HttpResponse:
    """End a declaration, one's own or one the office keeps."""
    row = own_or_kept(request.viewer, relative_id)
    back = reverse("my-relatives" if row.person_id == request.viewer.person_id else "relatives")
    said = _("已提出，另一人确认后结束；在此之前申报继续有效。")
    return _page(request, row, end_relative, {"relative_id": row.pk}, (_("近亲属申报"), back), said)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_former_staff(request: HttpRequest, former_id: UUID) -> HttpResponse:
    """Take a wrong entry off the list of former staff."""
    row = get_former(request.viewer, former_id)
    return _page(request, row, end_former, {"former_id": row.pk}, (_("离任人员"), reverse("former-staff")))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_of_case(request: HttpRequest, kind: str, entry_id: UUID) -> HttpResponse:
    """An agent no longer acts, or an entry of a case was wrong."""
    row = get_entry(request.viewer, kind, entry_id)
    back = (_("代理人与其他角色"), reverse("case-agents", args=[row.case_id]))
    return _page(request, row, end_entry, {"kind": kind, "entry_id": row.pk}, back)


def _page(
    request: HttpRequest,
    row: Any,
    act: Callable[..., Any],
    facts: dict[str, Any],
    back: tuple[str, str],
    said: str = "",
) -> HttpResponse:
    form, tried = EndForm(request.POST or None), None
    if request.method == "POST":
        tried = try_form(form, act, keep=request.note_refusal, actor=request.actor, **facts)
        if tried.done is not None:
            messages.success(request, said or _("已结束，此前的核对不受影响。"))
            return redirect(back[1])
    context = {
        "row": row,
        "form": form,
        "waits": getattr(row, "end_asked_at", None),
        "list": back[0],
        "back": back[1],
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(request, "assignment/conflicts/end.html", context, status=tried.status if tried else 200)
