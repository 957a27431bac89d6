"""``/dashboard/``: one address, and the post decides which first screen it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courts.actors.domain import Right, Role
from courts.exports.selectors import MEDIA_TYPE
from courts.exports.services import ExportedFile, export
from courts.places.models import Court
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form
from oversight.dashboards.domain import Face
from oversight.dashboards.forms import ExportForm, PeriodForm
from oversight.dashboards.registry import Desk, panels
from oversight.dashboards.selectors import Choices, choices_of, desk_of
from oversight.dashboards.views import faces, sheets
from oversight.rollups.services import refresh

CONTENT = {
    Face.COURT: faces.of_court,
    Face.DIVISION: faces.of_division,
    Face.MANAGEMENT: faces.of_management,
    Face.BELOW: faces.of_courts_below,
}


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Figures of one court or division: ``face``, ``court``, ``division`` and the period choose which."""
    desk, context = shown(request)
    return render(request, f"oversight/dashboards/{desk.face.value}.html", context)


@login_required
def export_tables(request: HttpRequest) -> HttpResponse:
    """One of the tables of the dashboard that the query names, as a workbook; first what it is needed for."""
    desk, context = shown(request)
    holder = _register_of(request, desk)
    tables = sheets.tables_of(context)
    form = ExportForm(request.POST or None, tables=tables)

    def act(*, table: str, reason: str) -> ExportedFile:
        sheet = tables[table]
        return export(
            court=holder,
            title=f"{_heading(desk)} {sheet.title}",
            columns=sheet.columns,
            rows_up_to=lambda most: list(sheet.rows)[:most],
            filters=sheets.words(desk),
            reason=reason,
            actor=request.actor,
        )

    if request.method == "POST" and (made := run_form(form, act)):
        answer = HttpResponse(made.content, content_type=MEDIA_TYPE)
        answer.headers["Content-Disposition"] = content_disposition_header(True, made.name) or ""
        answer.headers["Cache-Control"] = "no-store"
        return answer
    page = {
        "form": form,
        "desk": desk,
        "words": sheets.words(desk),
        "back": f"{reverse('dashboard')}?{request.GET.urlencode()}",
    }
    return render(request, "oversight/dashboards/export.html", page)


def _register_of(request: HttpRequest, desk: Desk) -> Court:
    """The court whose register enters the file: the desk's own, else one's own. NotVisible without."""
    for court in (desk.court, request.court):
        if court and request.viewer.may(Right.EXPORT, court.pk):
            return court
    raise NotVisible("export")


def shown(request: HttpRequest) -> tuple[Desk, dict[str, Any]]:
    """The dashboard a request asks for, with what its page shows.

    What changed since the figures were last summed up is summed up first, so every
    number is exact as of the moment shown. Raises NotVisible (404).
    """
    choices = choices_of(request.viewer)
    if not choices.faces(None):
        raise NotVisible("dashboard")
    form = PeriodForm(request.GET, today=request.today)
    form.is_valid()
    desk = desk_of(
        choices,
        form.frame,
        face=request.GET.get("face", ""),
        court=request.GET.get("court", ""),
        division=request.GET.get("division", ""),
        home=request.court,
    )
    refresh(court_ids=[court.pk for court in choices.courts] + [desk.court.pk])
    exports = request.viewer.may_anywhere(Right.EXPORT)
    return desk, {
        "desk": desk,
        "frame": desk.frame,
        "heading": _heading(desk),
        "tabs": _tabs(choices, desk, _period(request)),
        "choices": choices,
        "form": form,
        "data_at": request.actor.at,
        "more": panels(desk),
        "export_url": f"{reverse('dashboard-export')}?{request.GET.urlencode()}" if exports else "",
        **CONTENT[desk.face](desk, choices),
    }


def _heading(desk: Desk) -> str:
    president = Role.PRESIDENT in desk.user.roles
    return {
        Face.COURT: _("院长驾驶舱") if president else _("全院驾驶舱"),
        Face.DIVISION: _("庭长驾驶舱"),
        Face.MANAGEMENT: _("审管看板"),
        Face.BELOW: _("下级法院态势"),
    }[desk.face]


def _period(request: HttpRequest) -> dict[str, str]:
    """The chosen period, carried from face to face."""
    return {name: value for name in ("period", "first", "last") if (value := request.GET.get(name))}


def _tabs(choices: Choices, desk: Desk, period: dict[str, str]) -> list[dict[str, Any]]:
    """A switch among the faces and divisions the viewer has; nothing where there is one only."""
    labels = {Face.COURT: _("全院"), Face.MANAGEMENT: _("审判管理"), Face.BELOW: _("下级法院")}
    court = desk.court if desk.division is None else None
    found = [
        {
            "label": labels[face],
            "url": _address(face, period, court=court.code if court else ""),
            "current": desk.face is face,
        }
        for face in choices.faces(court)
        if face in labels
    ]
    found += [
        {
            "label": division.name,
            "url": _address(Face.DIVISION, period, division=str(division.pk)),
            "current": desk.division == division,
        }
        for division in choices.divisions
    ]
    return found if len(found) > 1 else []


def _address(face: Face, period: dict[str, str], **where: str) -> str:
    named = {name: value for name, value in where.items() if value}
    return f"/dashboard/?{urlencode({'face': face.value, **named, **period})}"
