"""Agents and other roles of a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assignment.conflicts.forms import AgentForm, InvolvementForm
from assignment.conflicts.selectors import against_handler, agents_of, involved_in, words
from assignment.conflicts.services import enter_agent, enter_involvement
from assignment.pools.selectors import exclusion_reasons
from cases.docket.models import Case
from cases.docket.registry import Tab
from cases.docket.selectors import get_visible
from cases.parties.selectors import parties_of
from courts.actors.domain import Right, Viewer
from courts.people.selectors import members
from courts.refusals.services import try_form

SERVICES: dict[str, Any] = {"agent": enter_agent, "involvement": enter_involvement}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agents(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who represents the parties, who had another part; entered by the clerk or the trial team."""
    case = get_visible(request.viewer, case_id)
    which = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, case, which)
    tried = None
    if which in SERVICES:
        tried = try_form(
            forms[which], SERVICES[which], keep=request.note_refusal, case_id=case.pk, actor=request.actor
        )
        if tried.done is not None:
            messages.success(request, _("已登记。"))
            return redirect("case-agents", case.pk)
    context = {
        "case": case,
        "may": request.viewer.may(Right.RECORD_NODE, case.court_id),
        "agent_form": forms["agent"],
        "involvement_form": forms["involvement"],
        "form": forms.get(which),
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        **_rows(case),
    }
    return render(request, "assignment/conflicts/agents.html", context, status=tried.status if tried else 200)


def _forms(request: HttpRequest, case: Case, which: str) -> dict[str, Any]:
    data = {name: request.POST if which == name else None for name in SERVICES}
    return {
        "agent": AgentForm(data["agent"], parties=parties_of(case)),
        "involvement": InvolvementForm(
            data["involvement"], people=members(case.court_id, request.today), prefix=None
        ),
    }


def _rows(case: Case) -> dict[str, Any]:
    kinds, parts = words("agent_kinds"), words("parts")
    return {
        "agents": [{"one": one, "kind": kinds.latest(one.kind)} for one in agents_of(case)],
        "involved": [{"one": one, "part": parts.latest(one.part)} for one in involved_in(case)],
    }


def panel() -> Tab:
    """Agents and other roles, beside whatever tab is open."""
    return Tab(
        "agents", 18, gettext_lazy("代理人与其他角色"), "assignment/conflicts/of_case.html", of_case_content
    )


def of_case_content(case: Case, viewer: Viewer, today: Any) -> dict[str, Any]:
    """Agents and other roles; and whether one of them stands against the judge who has the case by now."""
    shown = _rows(case)
    against, names = against_handler(case, today) if shown["agents"] or shown["involved"] else ([], 0)
    return {
        "case": case,
        "may": viewer.may(Right.RECORD_NODE, case.court_id),
        "against": [exclusion_reasons().latest(code.value) for code in against],
        "names": names,
        "mine": viewer.person_id is not None and viewer.person_id == case.handling.handler_id,
        **shown,
    }
