"""Other leaders of a court by date, kept by its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.leaders.forms import EndLeaderForm, LeaderForm
from assignment.leaders.models import LeaderTerm
from assignment.leaders.services import end_leader, enter_leader
from courts.actors.domain import Right
from courts.places.selectors import chosen_court
from courts.refusals.services import Tried, try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def other_leaders(request: HttpRequest) -> HttpResponse:
    """Who is a vice president or committee member from when to when."""
    allowed = request.viewer.courts_with(Right.ADMINISTER)
    court, courts = chosen_court(allowed, request.GET.get("court", ""), getattr(request.court, "pk", None))
    found = LeaderTerm.objects.filter(court=court).select_related("person")
    rows = list(found.order_by("to_on", "from_on", "pk"))
    open_ = [(row.pk, f"{row.person.name} {row.title}") for row in rows if row.to_on is None]
    act, data = request.POST.get("act"), request.POST or None
    form = LeaderForm(data if act == "enter" else None, court_id=court.pk, today=request.today)
    end = EndLeaderForm(data if act == "end" else None, terms=open_, today=request.today, auto_id="end-%s")
    tried = Tried()
    if request.method == "POST":
        keep = {"keep": request.note_refusal, "actor": request.actor}
        tried = (
            try_form(end, end_leader, **keep)
            if act == "end"
            else try_form(form, enter_leader, court_id=court.pk, **keep)
        )
        if tried.done is not None:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect(f"{request.path}?court={court.code}")
    asked = end if act == "end" else form
    context = {
        "court_shown": court,
        "courts": courts,
        "rows": rows,
        "form": form,
        "end": end if open_ else None,
        "asked": asked,
        "refusal": tried.refusal,
        "incident": tried.number,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/leaders/office.html", context, status=status)
