"""One request for a change: every step taken on it, the viewer's own act, the notice for the parties."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assignment.changes.domain import Act, State
from assignment.changes.forms import DecideForm, SaidForm, TellForm, WithdrawForm
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import acts_now, for_committee, get_visible, hearing_again, late_days
from assignment.changes.selectors.papers import KIND
from assignment.changes.services.printing import print_notice
from assignment.changes.views.shown import course, decides_said, dress
from cases.docket.selectors import visible as visible_cases
from cases.documents.selectors import papers_of
from cases.parties.selectors import parties_of, words
from courts.actors.domain import Right
from courts.refusals.domain import Refused
from courts.refusals.selectors import explain
from courts.refusals.services import Tried

FORMS: dict[Act, type[Any]] = {
    Act.ADVISE: SaidForm,
    Act.CHECK: SaidForm,
    Act.DECIDE: DecideForm,
    Act.WITHDRAW: WithdrawForm,
    Act.TELL: TellForm,
}


@login_required
@require_safe
def change_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The request with its course, its documents and the viewer's own act, if there is one."""
    asked = get_visible(request.viewer, request_id)
    return render(request, "assignment/changes/one.html", page_content(request, asked))


def page_content(
    request: HttpRequest, asked: ChangeRequest, tried: tuple[Act, Any, Tried] | None = None
) -> dict[str, Any]:
    """What the page shows; ``tried`` is an act that failed, with its form as it was filled in."""
    failed, form, outcome = tried or (None, None, None)
    acts = [
        _act(one, asked, request, form if one is failed else None)
        for one in acts_now(request.viewer, asked, request.today)
    ]
    reads = visible_cases(request.viewer).filter(pk=asked.case_id).exists()
    return {
        "row": dress(asked, request.viewer, request.today, reads),
        "asked": asked,
        "reads_case": reads,
        "course": course(asked, request.viewer, request.today),
        "acts": acts,
        "form": form,
        "refusal": outcome.refusal if outcome else None,
        "incident": outcome.number if outcome else "",
        "hearing_again": hearing_again(asked.case, changing=asked.is_live),
        "late_days": late_days(asked.court_id),
        "done": asked.state == State.DONE.value and asked.member is None,
        "decides": decides_said(asked, request.viewer, request.today),
        "draws": asked.state == State.APPROVED.value and request.viewer.may(Right.DRAW, asked.court_id),
        "papers": papers_of(request.viewer, KIND, asked.pk),
    }


def _act(one: Act, asked: ChangeRequest, request: HttpRequest, form: Any) -> dict[str, Any]:
    title, button, note = _words()[one]
    if one is Act.DECIDE and asked.member is not None:
        note = _("同意的，该成员自今日起退出，席位重新抽取或者由指定的法官接替")
    made = form or FORMS[one](initial=_initial(one, asked, request))
    if "document" in made.fields and not for_committee(asked, request.today):
        del made.fields["document"]
    return {
        "code": one.value,
        "title": title,
        "button": button,
        "note": note,
        "url": reverse("change-act", args=[asked.pk, one.value]),
        "form": made,
        "quiet": one is Act.WITHDRAW,
    }


def _initial(one: Act, asked: ChangeRequest, request: HttpRequest) -> dict[str, Any]:
    """Every party is told, today unless changed."""
    if one is not Act.TELL:
        return {}
    roles, language = words("roles"), get_language() or "zh"
    told = [f"{roles.latest(party.role).name(language)} {party.name}" for party in parties_of(asked.case)]
    return {"told_on": request.today, "told_whom": "、".join(told)[:200]}


def _words() -> dict[Act, tuple[str, str, str]]:
    return {
        Act.ADVISE: (_("提出意见"), _("提交意见"), _("同意或者不同意，都转请决定")),
        Act.CHECK: (_("核查"), _("提交核查意见"), _("同意变更，或者因对记录干预的法官不利而不同意")),
        Act.DECIDE: (_("作出决定"), _("确认决定"), _("同意的，原承办法官办理到新承办法官确定为止")),
        Act.WITHDRAW: (_("撤回申请"), _("撤回"), _("决定之前可以撤回")),
        Act.TELL: (_("登记告知当事人"), _("登记"), _("民事诉讼法第一百三十一条；吉高法〔2019〕2号（四）")),
    }


@login_required
@never_cache
@require_safe
def notice_pdf(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The notice of the change as PDF; where the server has no printer, the page to print instead."""
    try:
        printed = print_notice(request_id=request_id, site=_site(request), actor=request.actor)
    except Refused as refused:
        if refused.code != "PAPER-NO-PRINTER":
            raise
        said = explain(refused, get_language() or "zh")
        messages.warning(request, f"{said.detail}{said.next_step}")
        return redirect("change-notice-page", request_id)
    answer = HttpResponse(printed.content, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(printed.name)}"
    return answer


@login_required
@never_cache
@require_safe
def notice_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The same notice as a page, to be printed from the browser."""
    printed = print_notice(request_id=request_id, site=_site(request), actor=request.actor, as_page=True)
    return HttpResponse(printed.content)


def _site(request: HttpRequest) -> str:
    return settings.PUBLIC_BASE_URL or request.build_absolute_uri("/").rstrip("/")
