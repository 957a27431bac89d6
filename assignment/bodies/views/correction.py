"""A request to correct the facts of a body: what it was, what it would be, and the decision of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
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

from assignment.bodies.domain import Correction, Kind
from assignment.bodies.forms import DecideForm
from assignment.bodies.models import BodyCorrection
from assignment.bodies.selectors import fact_rules
from assignment.bodies.selectors.corrections import corrections_waiting, get_correction, is_own, leads
from assignment.bodies.services import decide_correction, withdraw_correction
from assignment.changes.selectors.reading import is_masked
from cases.docket.models import Case
from cases.docket.registry import WorkItem
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Viewer
from courts.refusals.services import try_form

MOST = 40
TONES = {
    Correction.WAITING.value: ("brass", "clock"),
    Correction.AGREED.value: ("done", "check"),
    Correction.REFUSED.value: ("none", "block"),
    Correction.WITHDRAWN.value: ("none", "back"),
    Correction.LAPSED.value: ("none", "block"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correction_page(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """The request, and for head or president the decision; whoever asked may take it back."""
    asked = get_correction(request.viewer, correction_id)
    form, tried = None, None
    waits = asked.state == Correction.WAITING.value
    if waits and leads(request.viewer, asked) and not is_own(request.viewer, asked):
        form = DecideForm(request.POST if request.POST.get("do") == "decide" else None)
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        withdraw_correction(correction_id=asked.pk, actor=request.actor)
        messages.success(request, _("申请已撤回。"))
        return redirect("body-correction", asked.pk)
    if request.method == "POST":
        given = form or DecideForm(request.POST)
        facts = {"correction_id": asked.pk, "actor": request.actor}
        tried = try_form(given, _decide, keep=request.note_refusal, **facts)
        if tried.done is not None:
            agreed = tried.done.state == Correction.AGREED.value
            said = _("已更正，席位有空缺的先抽取，确定后告知当事人。") if agreed else _("已决定不予更正。")
            messages.success(request, said)
            return redirect("body-correction", asked.pk)
    reads = visible_cases(request.viewer).filter(pk=asked.case_id).exists()
    context = {
        "asked": asked,
        "case": _named(asked.case, reads),
        "reads_case": reads,
        "state": state_said(asked),
        "before": _composition(asked.before),
        "after": _composition(
            {"kind": asked.kind, "size": asked.size, "assessors": asked.assessors, "facts": asked.facts}
        ),
        "form": form,
        "mine": waits and request.viewer.person_id == asked.asked_by_person_id,
        "refusal": tried.refusal if tried else None,
        "incident": tried.number if tried else "",
    }
    status = tried.status if tried else 200
    return render(request, "assignment/bodies/correction.html", context, status=status)


def _decide(*, agreed: str, **facts: Any) -> BodyCorrection:
    return decide_correction(agreed=agreed == "yes", **facts)


def _named(case: Case, reads: bool) -> Any:
    return _("不公开案件") if is_masked(case, reads) else case


def state_said(asked: BodyCorrection) -> dict[str, str]:
    """Where a request is, with colour and icon."""
    words = {
        Correction.WAITING.value: _("等决定"),
        Correction.AGREED.value: _("已更正"),
        Correction.REFUSED.value: _("不予更正"),
        Correction.WITHDRAWN.value: _("已撤回"),
        Correction.LAPSED.value: _("已终止"),
    }
    tone, icon = TONES[asked.state]
    return {"word": words[asked.state], "tone": tone, "icon": icon}


def _composition(told: Mapping[str, Any]) -> dict[str, Any]:
    """A composition in words, with the facts it rests on."""
    language, known = get_language() or "zh-hans", {rule.code: rule for rule in fact_rules()}
    said = _("审判员一人独任")
    if told["kind"] == Kind.PANEL.value:
        numbers = {"size": told["size"], "numbers": told["assessors"]}
        said = _("%(size)s 人合议庭，其中人民陪审员 %(numbers)s 人") % numbers
    return {"said": said, "facts": [known[code].name(language) for code in told["facts"] if code in known]}


def corrections_to_decide(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For heads and presidents: corrections of facts to decide on."""
    for asked in corrections_waiting(viewer)[:MOST]:
        reads = visible_cases(viewer).filter(pk=asked.case_id).exists()
        yield WorkItem(
            title=_("决定是否更正审判组织的事实"),
            basis=_("提请人以外的人决定·吉高法〔2019〕2号(四)"),
            url=reverse("body-correction", args=[asked.pk]),
            action=_("决定"),
            due_on=None,
            case_label=str(_named(asked.case, reads)),
            case_url=reverse("case", args=[asked.case_id]) if reads else "",
            case_detail=asked.asked_by,
            kind="body",
            case_id=asked.case_id,
        )


def count_corrections(viewer: Viewer, today: date) -> int:
    """As many as ``corrections_to_decide`` shows."""
    return len(corrections_waiting(viewer)[:MOST])
