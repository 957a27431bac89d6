"""Ending a declaration for good: by another than whoever asked and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.conflicts.forms import ConfirmForm
from assignment.conflicts.selectors import end_to_confirm, ends_waiting, relations
from assignment.conflicts.services import confirm_end
from cases.docket.registry import WorkItem
from courts.actors.domain import Viewer
from courts.refusals.services import try_form

MOST = 40


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_end_page(request: HttpRequest, relative_id: UUID) -> HttpResponse:
    """Whose relative it is, who asked and why; confirm it, or leave the declaration in force."""
    row = end_to_confirm(request.viewer, relative_id)
    own = request.viewer.person_id in (row.person_id, row.end_asked_person_id)
    open_ = row.ended_on is None and row.end_asked_at is not None
    form, tried = ConfirmForm(request.POST or None), None
    if request.method == "POST":
        facts = {"relative_id": row.pk, "actor": request.actor}
        tried = try_form(form, _confirm, keep=request.note_refusal, **facts)
        if tried.done is not None:
            ended = tried.done.ended_on is not None
            messages.success(request, _("已确认结束。") if ended else _("申报继续有效。"))
            return redirect("worklist")
    context = {
        "row": row,
        "relation": relations().latest(row.relation),
        "open": open_,
        "own": own,
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(
        request, "assignment/conflicts/confirm.html", context, status=tried.status if tried else 200
    )


def _confirm(*, agreed: str, **facts: Any) -> Any:
    return confirm_end(agreed=agreed == "yes", **facts)


def ends_to_confirm(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For administrator and discipline office: declarations that somebody wants to end."""
    for row in ends_waiting(viewer)[:MOST]:
        yield WorkItem(
            title=_("确认结束近亲属申报"),
            basis=_("另一人确认后才结束·法官法第二十四条"),
            url=reverse("relative-confirm", args=[row.pk]),
            action=_("确认"),
            due_on=None,
            case_label=row.person.name,
            case_detail="",
            kind="relative_end",
        )


def count_ends(viewer: Viewer, today: date) -> int:
    """As many as ``ends_to_confirm`` shows."""
    return ends_waiting(viewer)[:MOST].count()
