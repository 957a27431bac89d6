"""Answering the related cases of one that is to be drawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assignment.related.forms import DECLINE, AnswerForm
from assignment.related.selectors import (
    answers_of,
    find_case,
    judge_obstacle,
    mine_to_answer,
    searched,
    seen_of,
)
from assignment.related.services import decline_related, take_related
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from cases.relations.selectors import Hit
from courts.refusals.selectors import explain
from courts.refusals.services import try_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The related cases found now, each with what follows from taking it; sealed ones without a number."""
    case = find_case(request.viewer, case_id, request.today)
    reads = visible_cases(request.viewer).filter(pk=case.pk).exists()
    found = searched(case, request.viewer, request.today)
    hits = mine_to_answer(found, request.viewer, case)
    form = AnswerForm(request.POST or None, choices=[_choice(case, hit, found.seen, request) for hit in hits])
    tried = None
    if request.method == "POST":
        tried = try_form(form, _act, keep=request.note_refusal, case_id=case.pk, actor=request.actor)
        if tried.done is not None:
            messages.success(request, tried.done)
            return redirect("draw" if reads else "worklist", *([case.pk] if reads else []))
    context = {
        "case": case,
        "reads": reads,
        "name": case.number if reads or case.sealed == Seal.NONE.value else _("不公开案件"),
        "form": form,
        "hits": hits,
        "others": len(found.open) - len(hits),
        "answers": found.answers if reads else (),
        "seen": found.seen,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    return render(request, "assignment/related/page.html", context, status=tried.status if tried else 200)


def _act(*, answer: str, reason: str, case_id: UUID, actor: Any) -> str:
    if answer == DECLINE:
        decline_related(case_id=case_id, reason=reason, actor=actor)
        return _("已记录不随的理由，可以抽签。")
    done = take_related(case_id=case_id, other_id=answer, actor=actor)
    return _("案件随关联案件，由 %(name)s 承办。") % {"name": done.judge.name}


def _choice(case: Case, hit: Hit, seen: frozenset[UUID], request: HttpRequest) -> tuple[str, str, str]:
    name = hit.number if hit.case_id in seen else _("不公开案件")
    said = {"name": name, "judge": hit.handler}
    label = _("随 %(name)s，由 %(judge)s 承办") % said
    why = judge_obstacle(case, hit, request.today)
    if why is not None:
        return str(hit.case_id), label, explain(why, get_language() or "zh").detail
    return (
        str(hit.case_id),
        label,
        "·".join(filter(None, [_kind(hit), _facts(hit) if hit.case_id in seen else ""])),
    )


def _kind(hit: Hit) -> str:
    english = (get_language() or "zh").startswith("en")
    return f"{hit.rule.en if english else hit.rule.zh}（{hit.rule.article}）"


def _facts(hit: Hit) -> str:
    ended = _("%(day)s 结案") % {"day": hit.closed_on} if hit.closed_on else _("未结")
    return f"{hit.cause}·{ended}"


def answered(case: Case, viewer: Any) -> dict[str, Any] | None:
    """What was answered before the draw, for as long as the case is kept."""
    answers = list(answers_of(case))
    return {"answers": answers, "seen": seen_of(answers, viewer)} if answers else None


def before_draw(case: Case, viewer: Any, today: Any) -> dict[str, Any] | None:
    """The part of the draw page: what was found and answered; nothing where there is neither."""
    found = searched(case, viewer, today)
    if not found.open and not found.hints and not found.answers:
        return None
    mine = mine_to_answer(found, viewer, case)
    return {
        "open": found.shown,
        "hidden": len(found.hidden),
        "hints": found.hints,
        "answers": found.answers,
        "seen": found.seen,
        "url": reverse("related", args=[case.pk]) if mine else "",
    }
