"""The account of a limit on paper: a page to print, and a PDF."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.docket.selectors import get_visible
from cases.limits.forms import AsOfForm
from cases.limits.services import print_account
from cases.limits.services.printing import Printed
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.selectors import explain


@login_required
@never_cache
@require_GET
def account_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The account as PDF; where the server has no printer, the page to print instead."""
    try:
        printed = _print(request, case_id)
    except Refused as refused:
        if refused.code != "PAPER-NO-PRINTER":
            raise
        said = explain(refused, get_language() or "zh")
        messages.warning(request, f"{said.detail}{said.next_step}")
        return redirect("limit-paper-page", case_id)
    if printed is None:
        return _back(request, case_id)
    answer = HttpResponse(printed.content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(printed.name)}"
    return answer


@login_required
@never_cache
@require_GET
def account_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The same account as a page, to be printed from the browser."""
    printed = _print(request, case_id, as_page=True)
    return _back(request, case_id) if printed is None else HttpResponse(printed.content)


def _print(request: HttpRequest, case_id: UUID, *, as_page: bool = False) -> Printed | None:
    """The paper; None when the day asked for is none."""
    form = AsOfForm(request.GET)
    get_visible(request.viewer, case_id)
    if not form.is_valid():
        return None
    try:
        return print_account(
            case_id=case_id,
            on=form.cleaned_data["on"],
            language=get_language() or "zh-hans",
            actor=request.actor,
            as_page=as_page,
        )
    except InvalidInput:
        return None


def _back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """To the account, which says what is wrong with the day."""
    answer = redirect("case-tab", case_id, "limit")
    answer["Location"] += f"?on={quote(request.GET.get('on', ''))}"
    return answer
