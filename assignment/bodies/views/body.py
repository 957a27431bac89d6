"""The body of a case: forming it on the facts, its members, changing, ending, telling the parties."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assignment.bodies.domain import Kind
from assignment.bodies.forms import BodyForm, ChangeForm, CorrectionForm, ReasonForm, ToldForm
from assignment.bodies.models import TrialBody
from assignment.bodies.selectors import (
    bodies_of,
    body_of,
    calls_of,
    ever_drawn,
    facts_held,
    may_form,
    name_of,
    part_words,
    sitting,
    unlawful,
)
from assignment.bodies.selectors.corrections import corrections_of, waiting_correction
from assignment.bodies.services import ask_correction, change_member, end_body, form_body, tell_parties
from assignment.bodies.views.shown import body_shown, call_shown, on_facts
from assignment.changes.models import ChangeRequest
from assignment.draws.domain import Purpose
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import get_visible
from courts.actors.domain import Right
from courts.refusals.services import Tried, try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The body of a case, or the form for one; ``look`` only shows what the facts allow."""
    case = get_visible(request.viewer, case_id)
    if request.method != "POST":
        return _page(request, case)
    form = BodyForm(request.POST, case=case, today=request.today)
    if request.POST.get("do") == "look":
        shown = BodyForm(initial=_typed(request, form), case=case, today=request.today)
        return _page(request, case, form=shown, facts=request.POST.getlist("facts"))
    act = partial(_form, form)
    tried = try_form(form, act, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
    if tried.done is None:
        return _page(request, case, form=form, tried=tried, facts=request.POST.getlist("facts"))
    messages.success(request, _("审判组织已组成。") + _following(tried.done, case))
    return redirect("body", case.pk)


def _form(form: BodyForm, *, case_id: UUID, actor: Any, **fields: Any) -> TrialBody:
    return form_body(case_id=case_id, wanted=form.wanted(), actor=actor)


def _typed(request: HttpRequest, form: BodyForm) -> dict[str, Any]:
    many = ("facts", "judges")
    return {
        name: request.POST.getlist(name) if name in many else request.POST.get(name, "")
        for name in form.fields
    }


def _following(body: TrialBody, case: Case) -> str:
    shown = body_shown(body, case, body.from_on)
    if shown["assessors_free"] or shown["members_free"]:
        return _("接着抽取其余成员。")
    return _("请在三日内告知当事人。") if body.kind == Kind.PANEL.value else ""


@login_required
@require_POST
def change(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A member leaves, another sits instead."""
    case = get_visible(request.viewer, case_id)
    form = _change_form(case, request.today, request.POST)
    tried = try_form(form, _change, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
    if tried.done is None:
        return _page(request, case, tried=tried, forms={"change": form})
    if isinstance(tried.done, ChangeRequest):
        messages.success(request, _("已提请，由院庭长按权限决定；决定之前该成员继续参加审理。"))
        return redirect("change", tried.done.pk)
    messages.success(request, _("成员已变更：席位有空缺的先抽取，确定后告知当事人。"))
    return redirect("body", case.pk)


def _change(*, member: str, successor: str, **facts: Any) -> Any:
    judge = UUID(successor) if successor else None
    return change_member(member_id=int(member), successor=judge, **facts) or True


@login_required
@require_POST
def correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The facts were ticked wrongly: ask for their correction."""
    case = get_visible(request.viewer, case_id)
    body = body_of(case)
    if body is None:
        return redirect("body", case.pk)
    form = CorrectionForm(request.POST, case=case, body=body, today=request.today, auto_id="correct-%s")
    tried = try_form(form, ask_correction, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
    if tried.done is None:
        return _page(request, case, tried=tried, forms={"correct": form})
    messages.success(request, _("已提请更正，由庭长或者院长决定。"))
    return redirect("body-correction", tried.done.pk)


@login_required
@require_POST
def end(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The body ends."""
    case = get_visible(request.viewer, case_id)
    form = ReasonForm(request.POST, auto_id="end-%s")
    return _acted(request, case, "end", form, end_body, _("已结束，可以另行组成。"))


@login_required
@require_POST
def tell(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The parties were told."""
    case = get_visible(request.viewer, case_id)
    form = ToldForm(request.POST, auto_id="tell-%s")
    return _acted(request, case, "tell", form, tell_parties, _("已登记告知当事人。"))


def _acted(request: HttpRequest, case: Case, name: str, form: BaseForm, act: Any, said: str) -> HttpResponse:
    tried = try_form(form, act, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
    if tried.done is None:
        return _page(request, case, tried=tried, forms={name: form})
    messages.success(request, said)
    return redirect("body", case.pk)


def _change_form(case: Case, today: date, data: Any = None) -> ChangeForm:
    words, language = part_words(), get_language() or "zh-hans"
    members = [
        (member, f"{name_of(member)} · {words.latest(member.part).name(language)}")
        for member in sitting(case)
    ]
    return ChangeForm(data, case=case, members=members, today=today, auto_id="change-%s")


def _facts(case: Case, body: TrialBody | None, given: list[str] | None, today: date) -> list[str]:
    """The facts that were just ticked, else those of the body, else those that the papers tell."""
    if given is not None:
        return given
    return body.facts if body else facts_held(case, today)


def _page(
    request: HttpRequest,
    case: Case,
    *,
    form: BodyForm | None = None,
    facts: list[str] | None = None,
    tried: Tried | None = None,
    forms: dict[str, BaseForm] | None = None,
) -> HttpResponse:
    body, today, given = body_of(case), request.today, forms or {}
    open_ = case.status == Status.OPEN.value
    may = open_ and may_form(request.viewer, case)
    asked = form or next(iter(given.values()), None)
    context: dict[str, Any] = {
        "case": case,
        "open": open_,
        "may": may and case.handling.handler_id is not None,
        "draws_assessors": open_ and (may or request.viewer.may(Right.KEEP_ASSESSORS, case.court_id)),
        "draws_members": open_ and (may or request.viewer.may(Right.DRAW, case.court_id)),
        "lawful": on_facts(case, _facts(case, body, facts, today), today),
        "shown": body_shown(body, case, today) if body else None,
        "before": [body_shown(one, case, today) for one in bodies_of(case) if one.to_on is not None],
        "calls": [call_shown(call) for call in calls_of(case)],
        "asked": asked,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
        "waits": waiting_correction(body) if body else None,
        "corrections": corrections_of(body) if body else [],
        "ASSESSOR": Purpose.ASSESSOR.value,
        "MEMBER": Purpose.MEMBER.value,
    }
    if context["may"] and body is None:
        held = facts_held(case, today)
        context["form"] = form or BodyForm(
            case=case, today=today, initial={"kind": "panel", "size": 3, "facts": held}
        )
    elif context["may"]:
        context["change"] = given.get("change") or _change_form(case, today)
        if given.get("end") or not ever_drawn(body) or unlawful(case, body, today):
            context["end"] = given.get("end") or ReasonForm(auto_id="end-%s")
        elif not context["waits"]:
            context["correct"] = given.get("correct") or CorrectionForm(
                case=case, body=body, today=today, auto_id="correct-%s"
            )
        context["tell"] = given.get("tell") or ToldForm(initial={"told_on": today}, auto_id="tell-%s")
    return render(request, "assignment/bodies/page.html", context, status=tried.status if tried else 200)
