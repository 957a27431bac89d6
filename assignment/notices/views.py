"""Printing the acceptance notice, and where the pages offer it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from assignment.draws.models import Draw
from assignment.notices.domain import NoticeRule
from assignment.notices.services import print_notice
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Step, steps_from
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import RefusalRule, Refused
from courts.refusals.registry import subject
from courts.refusals.selectors import explain
from courts.rulebook.selectors import declare


@login_required
@never_cache
@require_GET
def notice_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The notice as PDF; where the server has no printer, the page to print instead."""
    try:
        printed = print_notice(case_id=case_id, site=site_of(request), actor=request.actor)
    except Refused as refused:
        if refused.code != "PAPER-NO-PRINTER":
            raise
        said = explain(refused, get_language() or "zh")
        messages.warning(request, f"{said.detail}{said.next_step}")
        return redirect("acceptance-notice-page", case_id)
    answer = HttpResponse(printed.content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(printed.name)}"
    return answer


@login_required
@never_cache
@require_GET
def notice_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The same notice as a page, to be printed from the browser."""
    printed = print_notice(case_id=case_id, site=site_of(request), actor=request.actor, as_page=True)
    return HttpResponse(printed.content)


def site_of(request: HttpRequest) -> str:
    """Where the public reaches this system: the setting, else the address this request came to."""
    return settings.PUBLIC_BASE_URL or request.build_absolute_uri("/").rstrip("/")


def steps_of_notice(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Print the notice, for those who hand it out: the filing clerks and the handling judge."""
    hands_out = viewer.may(Right.DRAW, case.court_id) or viewer.may(Right.ACCEPT, case.court_id)
    handles = viewer.person_id is not None and case.handling.handler_id == viewer.person_id
    if case.status != Status.OPEN.value or case.imported or not (hands_out or handles):
        return
    if (
        case.handling.handler_id is None
        and not Draw.objects.filter(case=case).exclude(status="void").exists()
    ):
        yield Step(_("打印受理通知书"), "print", _("锁定分案名单后打印，上面有查验码。"), order=30)
        return
    reason = _("印有抽签名单的指纹（查验码）和二维码；打印留痕。")
    url = reverse("acceptance-notice", args=[case.pk])
    yield Step(_("打印受理通知书"), "print", reason, url=url, order=30)


def plug_in() -> None:
    """What the notice plugs in, its rules and its step on the case page. Called in ready()."""
    declare("assignment/notices", "notices", NoticeRule)
    declare("assignment/notices", "refusals", RefusalRule)
    subject("assignment/notices", 31, gettext_lazy("受理通知书"))
    steps_from(steps_of_notice)
