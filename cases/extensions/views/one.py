"""One request: every step taken on it, and the act that is the viewer's now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.documents.selectors import papers_of
from cases.extensions.domain import Act
from cases.extensions.forms import DecideForm, RecordForm, SaidForm, TellForm, WithdrawForm
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import acts_now, due_after, follow_clock, get_visible, reads_case
from cases.extensions.selectors.papers import KIND
from cases.extensions.views.shown import course, court_words, dress
from cases.limits.domain import Unit
from cases.limits.selectors import law
from courts.refusals.services import Tried

FORMS: dict[Act, type[Any]] = {
    Act.ADVISE: SaidForm,
    Act.FORWARD: SaidForm,
    Act.DECIDE: DecideForm,
    Act.RECORD: RecordForm,
    Act.WITHDRAW: WithdrawForm,
    Act.TELL: TellForm,
}


@login_required
@require_safe
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The request with its course, its documents and the viewer's own act, if there is one."""
    asked = get_visible(request.viewer, request_id)
    return render(request, "cases/extensions/one.html", page_content(request, asked))


def page_content(
    request: HttpRequest, asked: ExtensionRequest, tried: tuple[Act, Any, Tried] | None = None
) -> dict[str, Any]:
    """What the page shows; ``tried`` is an act that failed, with its form as it was filled in."""
    reads = reads_case(request.viewer, follow_clock(asked))
    new_due_on = None
    if asked.is_live:
        new_due_on = due_after(asked.case, asked.step, asked.value, Unit(asked.unit), request.today)
    rule, _early = law().rules.at_or_earliest(asked.rule_code, asked.asked_on)
    failed, form, outcome = tried or (None, None, None)
    acts = [
        _act(one, asked, form if one is failed else None, new_due_on)
        for one in acts_now(request.viewer, asked)
    ]
    return {
        "row": dress(asked, request.today),
        "asked": asked,
        "reads_case": reads,
        "rule": rule,
        "category": law().category(rule),
        "course": course(asked),
        "acts": acts,
        "form": form,
        "refusal": outcome.refusal if outcome else None,
        "incident": outcome.number if outcome else "",
        "new_due_on": new_due_on,
        "papers": papers_of(request.viewer, KIND, asked.pk),
    }


def _act(one: Act, asked: ExtensionRequest, form: Any, new_due_on: Any) -> dict[str, Any]:
    return {
        "code": one.value,
        "title": _titles(asked)[one],
        "button": _buttons()[one],
        "note": _notes(asked)[one],
        "url": reverse("extension-act", args=[asked.pk, one.value]),
        "form": form or _form(one, asked, new_due_on),
        "quiet": one is Act.WITHDRAW,
    }


def _form(one: Act, asked: ExtensionRequest, new_due_on: Any) -> Any:
    follows = {}
    if one in (Act.DECIDE, Act.RECORD) and new_due_on:
        said = {"old": asked.due_on, "new": new_due_on}
        follows = {"yes": _("届满日由 %(old)s 变为 %(new)s。") % said, "no": _("届满日不变。")}
    elif one in (Act.ADVISE, Act.FORWARD):
        follows = {"yes": _go_on(one, asked), "no": _go_on(one, asked)}
    form = FORMS[one]
    return form(follows=follows) if issubclass(form, SaidForm) else form()


def _go_on(one: Act, asked: ExtensionRequest) -> str:
    """Where an opinion leads, for or against."""
    if one is Act.FORWARD:
        return _("转请%(who)s决定。") % {"who": court_words(asked.deciding_court)}
    if asked.deciding_court_id == asked.court_id:
        return _("转请本院院长决定。")
    return _("转请本院院长报请上级法院。")


def _titles(asked: ExtensionRequest) -> dict[Act, str]:
    return {
        Act.ADVISE: _("提出意见"),
        Act.FORWARD: _("报请上级法院"),
        Act.DECIDE: _("作出决定"),
        Act.RECORD: _("登记上级法院的批复"),
        Act.WITHDRAW: _("撤回申请"),
        Act.TELL: _("登记告知当事人"),
    }


def _buttons() -> dict[Act, str]:
    return {
        Act.ADVISE: _("提交意见"),
        Act.FORWARD: _("报请"),
        Act.DECIDE: _("确认决定"),
        Act.RECORD: _("登记批复"),
        Act.WITHDRAW: _("撤回"),
        Act.TELL: _("登记"),
    }


def _notes(asked: ExtensionRequest) -> dict[Act, str]:
    by = _("最迟 %(day)s 决定") % {"day": asked.decide_by} if asked.decide_by else ""
    return {
        Act.ADVISE: by,
        Act.FORWARD: by,
        Act.DECIDE: by,
        Act.RECORD: _("凭书面批复登记"),
        Act.WITHDRAW: _("决定之前可以撤回"),
        Act.TELL: _("法释〔2019〕4号第七条"),
    }
