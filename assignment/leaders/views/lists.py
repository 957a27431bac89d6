"""The published list of a court's leaders: in institutional order, never by rate."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assignment.leaders.domain import percent
from assignment.leaders.forms import AnswerForm
from assignment.leaders.models import ExitProposal
from assignment.leaders.selectors import (
    ORDER,
    prompt_month,
    proposal,
    proposals_of,
    standings,
    targets,
    watches,
)
from assignment.leaders.services import answer_exit
from assignment.leaders.views.shown import FIRST_YEAR, asked, standing_shown
from courts.options.selectors import option
from courts.places.models import Court
from courts.refusals.services import Tried, try_form


@login_required
@require_safe
def leader_list(request: HttpRequest) -> HttpResponse:
    """Names, posts, targets, cases and rates of a year, with how they are worked out."""
    court, courts, year = asked(request)
    return _page(request, court, courts, year)


@login_required
@require_POST
def answer(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Enter what came of a proposal."""
    row = proposal(request.viewer, proposal_id)
    form = _answering(row, request.POST)
    tried = try_form(form, answer_exit, keep=request.note_refusal, proposal_id=row.pk, actor=request.actor)
    if tried.done is None:
        return _page(request, row.court, [row.court], row.year, form=form, tried=tried)
    messages.success(request, _("处理结果已登记。"))
    return redirect(f"/leaders/?court={row.court.code}&year={row.year}")


def _answering(row: ExitProposal, data: Any = None) -> AnswerForm:
    return AnswerForm(data, auto_id=f"{row.pk}-%s")


def _page(
    request: HttpRequest,
    court: Court,
    courts: list[Court],
    year: int,
    *,
    form: AnswerForm | None = None,
    tried: Tried | None = None,
) -> HttpResponse:
    rows = [standing_shown(one) for one in standings(court, year, request.today)]
    watched = watches(request.viewer, court.pk)
    years = range(max(FIRST_YEAR, request.today.year - 4), request.today.year + 1)
    context = {
        "court_shown": court,
        "courts": courts,
        "year": year,
        "tabs": [
            {"label": str(each), "url": f"/leaders/?court={court.code}&year={each}", "current": each == year}
            for each in sorted(years, reverse=True)
        ],
        "rows": rows,
        "until": min(request.today, date(year, 12, 31)),
        "measured": sum(row["applies"] for row in rows),
        "behind": sum(row["behind"] for row in rows),
        "plain": bool(option(court.pk, "LEADER-BASE-PLAIN")),
        "month": prompt_month(court.pk),
        "rules": [
            (rule, percent(rule.low_bp), percent(rule.high_bp))
            for rule in sorted(targets().in_force(request.today), key=lambda rule: ORDER.index(rule.post))
            if court.level in rule.levels
        ],
        "watched": watched,
        "proposals": _proposals(request, court, form) if watched else [],
        "asked": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(request, "assignment/leaders/list.html", context, status=tried.status if tried else 200)


def _proposals(request: HttpRequest, court: Court, bound: AnswerForm | None) -> list[dict[str, Any]]:
    """Proposals with a field for the answer, for whoever neither proposed nor is concerned."""
    found = []
    for row in proposals_of(court.pk):
        open_ = not row.answer and request.actor.person_id not in (row.person_id, row.proposed_by_person_id)
        form = _answering(row) if open_ else None
        if bound is not None and form is not None and bound.auto_id == form.auto_id:
            form = bound
        found.append({"row": row, "form": form})
    return found
