"""Recording interference, and reading the records: the judge, the discipline office, the president."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assignment.changes.domain import Origin
from assignment.changes.forms import ORIGINS, ReportForm
from assignment.changes.selectors import protected_until, read_report, reports_seen, text_of
from assignment.changes.services import report_interference
from assignment.changes.views.offers import reads_reports
from cases.docket.selectors import get_visible
from courts.options.selectors import option
from courts.refusals.domain import NotVisible
from courts.refusals.services import try_form

PATH = "/interference/"
MOST = 200


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form of the handling judge; whoever else opens it finds nothing."""
    case = get_visible(request.viewer, case_id)
    if case.handling.handler_id is None or case.handling.handler_id != request.viewer.person_id:
        raise NotVisible(f"interference {case_id}")
    form = ReportForm(request.POST or None)
    tried = None
    if request.method == "POST":
        tried = try_form(
            form, report_interference, keep=request.note_refusal, case_id=case.pk, actor=request.actor
        )
        if tried.done is not None:
            messages.success(request, _("已记录，并报送监察部门。限您和本院、上级法院的监察部门、院长查看。"))
            return redirect("interference-report", tried.done.pk)
    context = {
        "case": case,
        "form": form,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        "days": int(option(case.court_id, "PROTECT-DAYS")),
    }
    return render(request, "assignment/changes/report.html", context, status=tried.status if tried else 200)


@login_required
@never_cache
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The records the viewer may read, the newest first."""
    if not reads_reports(request.viewer):
        raise NotVisible(PATH)
    found = reports_seen(request.viewer)[:MOST]
    rows = [{"report": one, "kind": ORIGINS[Origin(one.kind)]} for one in found]
    elsewhere = any(one.court != request.court for one in found)
    return render(request, "assignment/changes/reports.html", {"rows": rows, "elsewhere": elsewhere})


@login_required
@never_cache
@require_safe
def report_page(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One record with its text."""
    found = read_report(request.viewer, report_id)
    context = {
        "report": found,
        "kind": ORIGINS[Origin(found.kind)],
        "text": text_of(found),
        "protected_until": protected_until(found.judge_id, found.court_id, request.today),
    }
    return render(request, "assignment/changes/report_one.html", context)
