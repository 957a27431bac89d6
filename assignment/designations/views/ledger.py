"""The ledger published inside the court, with the share of cases that were not drawn."""

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

from assignment.designations.domain import State
from assignment.designations.forms import LedgerExportForm, LedgerFilter, english, read_uuid, span
from assignment.designations.selectors import grounds, own_courts, waiting_for
from assignment.designations.selectors.ledger import Share, Shares, division_names, listed, shares
from assignment.designations.views.shown import dress_all
from courts.actors.domain import Right, Viewer
from courts.exports.domain import Cell, Column
from courts.exports.selectors import MEDIA_TYPE
from courts.exports.services import ExportedFile, export
from courts.places.models import Court
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form

PATH = "/designations/"
PAGE = 50
LISTS = {"ledger": State.APPROVED.value, "waiting": State.ASKED.value, "declined": State.DECLINED.value}


@login_required
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """One court's ledger, the newest first; those that wait or were declined on tabs of their own."""
    court, form = _asked_for(request)
    wanted = form.wanted()
    which = request.GET.get("which", "")
    which = which if which in LISTS else "ledger"
    after = read_uuid(request.GET.get("after", ""))
    rows = list(
        listed(request.viewer, {**wanted, "court": court.code, "state": LISTS[which], "after": after})[
            : PAGE + 1
        ]
    )
    kept = {**{name: value for name in form.fields if (value := request.GET.get(name))}, "which": which}
    first, last = span(wanted, request.today)
    counted = shares(court.pk, first, last)
    following = urlencode({**kept, "after": rows[PAGE - 1].pk}) if len(rows) > PAGE else ""
    context = {
        "court": court,
        "rows": dress_all(rows[:PAGE], request.viewer),
        "filter": form,
        "which": which,
        "tabs": _tabs(request, which, kept),
        "narrowed": bool(wanted),
        "next_url": f"{PATH}?{following}" if following else "",
        "first_url": f"{PATH}?{urlencode(kept)}" if after else "",
        "first": first,
        "last": last,
        "shares": _figures(court, counted),
        "export_url": _export_url(request.viewer, court, kept),
    }
    return render(request, "assignment/designations/ledger.html", context)


def _asked_for(request: HttpRequest) -> tuple[Court, LedgerFilter]:
    """The court the query names, else one's own, with the filter. NotVisible for whoever has no court."""
    courts = list(Court.objects.filter(pk__in=own_courts(request.viewer)).order_by("code")[:200])
    if request.viewer.person_id is None or not courts:
        raise NotVisible(PATH)
    home = request.court if request.court in courts else courts[0]
    court = next((one for one in courts if one.code == request.GET.get("court")), home)
    named = [(one.code, one.name_en if english() and one.name_en else one.name) for one in courts]
    rooms = [(room.pk, str(room)) for room in division_names(court.pk).values()]
    data = {**request.GET.dict(), "court": court.code}
    return court, LedgerFilter(data, courts=named, grounds=grounds(), divisions=rooms)


def _tabs(request: HttpRequest, which: str, kept: dict[str, Any]) -> list[dict[str, Any]]:
    words = {"ledger": _("已批准（公布）"), "waiting": _("待批准"), "declined": _("不予批准")}
    mine = len(waiting_for(request.viewer, request.today))
    return [
        {
            "label": words[code],
            "url": f"{PATH}?{urlencode({**kept, 'which': code})}",
            "current": code == which,
            "count": mine if code == "waiting" and mine else None,
        }
        for code in words
    ]


def _figures(court: Court, counted: Shares) -> dict[str, Any]:
    """The shares by month and by division in institutional order, as the page and its chart need them."""
    rooms = division_names(court.pk)
    divisions = [(room, counted.divisions[pk]) for pk, room in rooms.items() if pk in counted.divisions]
    if None in counted.divisions:
        divisions.append((None, counted.divisions[None]))  # type: ignore[arg-type]
    return {
        "months": [(f"{month:%y-%m}", _figure(one)) for month, one in sorted(counted.months.items())],
        "divisions": [(room, _figure(one)) for room, one in divisions],
        "total": _figure(counted.total),
        "changed": counted.total.changed,
        "grounds": [
            (rule, number) for rule in grounds() if (number := counted.total.grounds.get(rule.code, 0))
        ],
    }


def _figure(one: Share) -> dict[str, Any]:
    return {
        "designated": one.designated,
        "drawn": one.drawn,
        "assigned": one.assigned,
        "rate": "—" if one.rate is None else f"{one.rate / 100:.1f}%",
    }


def _export_url(viewer: Viewer, court: Court, kept: dict[str, Any]) -> str:
    if not viewer.may(Right.EXPORT, court.pk):
        return ""
    return f"{reverse('designations-export')}?{urlencode(kept)}"


@login_required
def export_ledger(request: HttpRequest) -> HttpResponse:
    """The ledger as it is filtered, as a workbook; first what it is needed for."""
    court, narrowed = _asked_for(request)
    if not request.viewer.may(Right.EXPORT, court.pk):
        raise NotVisible("export")
    form = LedgerExportForm(request.POST or None)
    wanted = {**narrowed.wanted(), "court": court.code, "state": State.APPROVED.value}

    def act(*, reason: str) -> ExportedFile:
        return export(
            court=court,
            title=_("指定分案台账"),
            columns=_columns(),
            rows_up_to=lambda most: _cells(request.viewer, wanted, most),
            filters=_filters(wanted),
            reason=reason,
            actor=request.actor,
        )

    if request.method == "POST" and (made := run_form(form, act)):
        answer = HttpResponse(made.content, content_type=MEDIA_TYPE)
        answer.headers["Content-Disposition"] = content_disposition_header(True, made.name) or ""
        answer.headers["Cache-Control"] = "no-store"
        return answer
    context = {"form": form, "court": court, "back": f"{PATH}?{request.GET.urlencode()}"}
    return render(request, "assignment/designations/export.html", context)


def _columns() -> list[Column]:
    return [
        Column(_("案号"), 24),
        Column(_("案由"), 20),
        Column(_("事由"), 8),
        Column(_("事由名称"), 30),
        Column(_("承办法官"), 12),
        Column(_("部门"), 16),
        Column(_("依据和理由"), 50),
        Column(_("依据文号"), 20),
        Column(_("批准人"), 16),
        Column(_("决定日"), 12),
    ]


def _cells(viewer: Viewer, wanted: dict[str, Any], most: int) -> list[list[Cell]]:
    return [
        [
            row["case"],
            row["cause"],
            row["rule"].code,
            row["rule"].en if english() else row["rule"].zh,
            row["asked"].judge.name,
            str(row["asked"].division or ""),
            row["reason"],
            "" if row["hidden"] else row["asked"].document,
            row["decided_by"],
            row["asked"].ended_on,
        ]
        for row in dress_all(listed(viewer, wanted)[:most], viewer)
    ]


def _filters(wanted: dict[str, Any]) -> str:
    return "；".join(f"{name}={value}" for name, value in wanted.items() if value and name != "state")
