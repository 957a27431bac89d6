"""One leader: month by month, the kinds of cases, those to be looked at, and a proposal after the year."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assignment.leaders.forms import ProposeForm
from assignment.leaders.selectors import Standing, proposals_of, standings, watches
from assignment.leaders.services import propose_exit
from assignment.leaders.views.shown import asked, month_shown, standing_shown
from cases.docket.models import Case
from cases.docket.selectors import visible
from courts.places.models import Court
from courts.refusals.domain import NotVisible
from courts.refusals.services import Tried, try_form

MOST = 100


@login_required
@require_safe
def leader_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The figures of one leader in a year."""
    court, _courts, year = asked(request)
    return _page(request, court, year, _of(court, year, request, person_id))


def _of(court: Court, year: int, request: HttpRequest, person_id: UUID) -> list[Standing]:
    found = standings(court, year, request.today, person_id)
    if not found:
        raise NotVisible(str(person_id))
    return found


@login_required
@require_POST
def propose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note for the political department that the target was not met."""
    court, _courts, year = asked(request)
    found = _of(court, year, request, person_id)
    form = ProposeForm(request.POST)
    facts = {"court_id": court.pk, "person_id": person_id, "year": year, "actor": request.actor}
    tried = try_form(form, propose_exit, keep=request.note_refusal, **facts)
    if tried.done is None:
        return _page(request, court, year, found, form=form, tried=tried)
    messages.success(request, _("建议已记入政治部门待办；不自动退额。"))
    return redirect(f"/leaders/?court={court.code}&year={year}")


def _page(
    request: HttpRequest,
    court: Court,
    year: int,
    found: list[Standing],
    *,
    form: ProposeForm | None = None,
    tried: Tried | None = None,
) -> HttpResponse:
    watched = watches(request.viewer, court.pk)
    person = found[0].leader.person_id
    noted = [row for row in proposals_of(court.pk) if row.person_id == person and row.year == year]
    past = year < request.today.year and any(one.behind for one in found)
    own = request.actor.person_id == person
    flagged = _flagged(request, found) if watched or own else None
    context: dict[str, Any] = {
        "court_shown": court,
        "year": year,
        "shown": [
            {
                **standing_shown(one),
                "months": [month_shown(number, tally) for number, tally in enumerate(one.months, start=1)],
            }
            for one in found
        ],
        "name": found[0].leader.name,
        "flagged": flagged,
        "cases_url": f"/cases/?court={court.code}&handler={person}&{_closed(year)}",
        "form": form or (ProposeForm() if watched and past and not own and not noted else None),
        "noted": noted if watched else [],
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(request, "assignment/leaders/one.html", context, status=tried.status if tried else 200)


def _closed(year: int) -> str:
    return f"closed_from={year}-01-01&closed_to={year}-12-31"


def _flagged(request: HttpRequest, found: list[Standing]) -> dict[str, Any]:
    """Cases without any act of the leader, those the viewer sees; how many more there are."""
    ids = {pk for one in found for pk in one.nominal}
    rows = list(
        Case.objects.filter(pk__in=visible(request.viewer).filter(pk__in=ids)).order_by("-closed_on", "-id")[
            :MOST
        ]
    )
    return {"rows": rows, "total": len(ids)}
