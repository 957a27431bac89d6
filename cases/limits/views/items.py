"""What is done with an item of the ledger: confirmed or declined, ended, taken back, told to the parties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.docket.models import Case
from cases.docket.services import about, require_right
from cases.documents.selectors import papers_of
from cases.limits.forms import AnswerForm, CancelForm, EndForm, ToldForm
from cases.limits.models import LedgerItem
from cases.limits.selectors import WhatIf, item_visible, what_if
from cases.limits.selectors.ledger import entry_of
from cases.limits.selectors.papers import KIND as LEDGER
from cases.limits.services import answer_item, cancel_item, end_item, tell_parties, weigh_end
from cases.limits.views.entering import confirmed, fingerprint, weighed_words
from cases.limits.views.ledger import row_of
from courts.actors.domain import Right
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import Tried, try_form

METHODS = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(METHODS)
def answer(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Confirm an item that waits, or decline it; what confirming does to the dates is shown."""
    case, item = _item(request, item_id, Right.CONFIRM_LEDGER, _("核准审限事项"))
    form = AnswerForm(request.POST or None, item=item)
    tried = _tried(request, form, answer_item, item)
    if tried.done is not None:
        agreed = tried.done.state == LedgerItem.State.IN_FORCE
        messages.success(request, _("已核准，审限已重新计算。") if agreed else _("已不予核准，不计入审限。"))
        return redirect("case-tab", case.pk, "limit")
    weighed = _weighed(case, request, add=item) if item.state == LedgerItem.State.PROPOSED else None
    return _page(request, case, item, form, tried, title=_("核准审限事项"), button=_("提交"), weighed=weighed)


@login_required
@never_cache
@require_http_methods(METHODS)
def end(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """When an open stop ended: checked first, then saved with ``confirm``."""
    case, item = _item(request, item_id, Right.KEEP_LEDGER, _("登记审限事项"))
    form = EndForm(request.POST or None)
    save = confirmed(request.POST)
    tried = _tried(request, form, end_item if save else weigh_end, item)
    if save and tried.done is not None:
        messages.success(request, _("已登记结束，审限自次日起继续计算。"))
        return redirect("case-tab", case.pk, "limit")
    return _page(
        request,
        case,
        item,
        form,
        tried,
        title=_("登记结束"),
        button=_("试算"),
        weighed=tried.done,
        checks=True,
    )


@login_required
@never_cache
@require_http_methods(METHODS)
def cancel(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take back an item entered by mistake; what that does to the dates is shown."""
    case, item = _item(request, item_id, Right.CONFIRM_LEDGER, _("撤销审限事项"))
    form = CancelForm(request.POST or None)
    tried = _tried(request, form, cancel_item, item)
    if tried.done is not None:
        messages.success(request, _("已撤销，登记保留备查。"))
        return redirect("case-tab", case.pk, "limit")
    weighed = _weighed(case, request, drop=item) if item.state == LedgerItem.State.IN_FORCE else None
    return _page(request, case, item, form, tried, title=_("撤销审限事项"), button=_("撤销"), weighed=weighed)


@login_required
@never_cache
@require_http_methods(METHODS)
def told(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """That the parties were told of an item and its reason."""
    case, item = _item(request, item_id, Right.KEEP_LEDGER, _("登记审限事项"))
    form = ToldForm(request.POST or None, initial={"told_on": request.today})
    tried = _tried(request, form, tell_parties, item)
    if tried.done is not None:
        messages.success(request, _("已登记告知当事人。"))
        return redirect("case-tab", case.pk, "limit")
    return _page(request, case, item, form, tried, title=_("登记告知当事人"), button=_("登记"))


def _item(request: HttpRequest, item_id: UUID, right: Right, act: str) -> tuple[Case, LedgerItem]:
    """An item the viewer may see and may do this with. Raises NotVisible, Refused PEOPLE-RIGHT."""
    item = item_visible(request.viewer, item_id)
    with about(item.case):
        require_right(request.actor, right, item.court_id, act)
    return item.case, item


def _tried(request: HttpRequest, form: forms.Form, act: Callable[..., Any], item: LedgerItem) -> Tried:
    if request.method != "POST":
        return Tried()
    return try_form(form, act, keep=request.note_refusal, item_id=item.pk, actor=request.actor)


def _weighed(
    case: Case, request: HttpRequest, *, add: LedgerItem | None = None, drop: LedgerItem | None = None
) -> WhatIf | None:
    """What the dates would become; None where the act itself will be refused."""
    try:
        return what_if(case, request.today, add=entry_of(add) if add else None, drop=drop)
    except (InvalidInput, Refused):
        return None


def _page(
    request: HttpRequest,
    case: Case,
    item: LedgerItem,
    form: forms.Form,
    tried: Tried,
    *,
    title: str,
    button: str,
    weighed: WhatIf | None = None,
    checks: bool = False,
) -> HttpResponse:
    context = {
        "case": case,
        "row": row_of(item, case, request.viewer, request.today),
        "form": form,
        "tried": tried,
        "papers": papers_of(request.viewer, LEDGER, item.pk),
        "title": title,
        "button": button,
        **weighed_words(weighed),
        "checks": checks,
        "checked": fingerprint(request.POST) if checks and weighed else "",
        "changed": checks and weighed is not None and bool(request.POST.get("confirm")),
    }
    good = request.method != "POST" or (checks and weighed is not None)
    return render(request, "cases/limits/item.html", context, status=200 if good else tried.status)
