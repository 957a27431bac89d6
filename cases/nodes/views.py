"""Node entry."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.docket.domain import Status
from cases.docket.selectors import get_visible
from cases.docket.services import about, require_right
from cases.nodes.forms import NodeForm
from cases.nodes.selectors import nodes, timeline
from cases.nodes.services import record_node
from courts.actors.domain import Right
from courts.refusals.domain import Refused
from courts.refusals.services import Tried, try_form

LATEST = 8


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Enter what happened at a node; afterwards back to the case."""
    case = get_visible(request.viewer, case_id)
    with about(case):
        require_right(request.actor, Right.RECORD_NODE, case.court_id, _("录入节点"))
        if case.status not in (Status.OPEN.value, Status.CLOSED.value):
            raise Refused("NODE-NOT-OPEN", node=_("节点"))
    form = NodeForm(request.POST or None, initial={"occurred_on": request.today})
    tried = Tried()
    if request.method == "POST":
        tried = try_form(form, record_node, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
        if tried.done is not None:
            messages.success(request, _("已录入：%(day)s。") % {"day": tried.done.occurred_on})
            return redirect("case", case.pk)
    latest = [
        {"on": event.occurred_on, "text": nodes().latest(event.node), "note": event.detail}
        for event in reversed(timeline(case)[-LATEST:])
    ]
    context = {
        "case": case,
        "form": form,
        "latest": latest,
        "refusal": tried.refusal,
        "incident": tried.number,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "cases/nodes/record.html", context, status=status)
