"""The queue of filings under review, acceptance and refusal."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import get_visible, words
from cases.docket.services import about, require_right, require_step
from cases.intake.domain import review_ends_on
from cases.intake.forms import AcceptForm, RefuseForm, case_type_of
from cases.intake.selectors import open_drafts, review_term, waiting
from cases.intake.services.review import accept_case, refuse_case
from cases.intake.views.parts import limit_preview
from cases.parties.models import Party
from cases.parties.selectors import parties_of
from cases.parties.selectors import words as party_words
from courts.actors.domain import Right
from courts.refusals.domain import NotVisible, Refused
from courts.refusals.selectors import explain
from courts.refusals.services import run_form

MOST = 200
MOST_DRAFTS = 50


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Filings that wait for a decision, the last day of their review first, and the viewer's drafts."""
    viewer = request.viewer
    if not viewer.may_anywhere(Right.ACCEPT) and not viewer.may_anywhere(Right.FILE):
        raise NotVisible("intake")
    found = list(waiting(viewer).select_related("court", "entered_by")[: MOST + 1])
    rows = sorted((_row(case, request.today) for case in found[:MOST]), key=lambda row: row["last_day"])
    _add_parties(rows)
    context = {
        "rows": rows,
        "more": len(found) > MOST,
        "drafts": [_draft_row(draft) for draft in open_drafts(viewer)[:MOST_DRAFTS]],
        "may_file": viewer.may_anywhere(Right.FILE),
        "late": sum(row["days_left"] < 0 for row in rows),
        "show_court": len({row["case"].court_id for row in rows}) > 1,
    }
    return render(request, "cases/intake/queue.html", context)


def _row(case: Case, today: date) -> dict[str, Any]:
    last_day = review_ends_on(case.received_on, review_term(case.category).days)
    return {
        "case": case,
        "last_day": last_day,
        "days_left": (last_day - today).days,
        "channel": words("channels").latest(case.channel),
        "parties": [],
    }


def _add_parties(rows: list[dict[str, Any]]) -> None:
    by_case = {row["case"].pk: row["parties"] for row in rows}
    for party in Party.objects.filter(case_id__in=list(by_case)).order_by("order"):
        by_case[party.case_id].append(party.name)


def _draft_row(draft: Any) -> dict[str, Any]:
    raw = draft.data
    chosen = case_type_of(raw.get("case_type"))
    return {
        "draft": draft,
        "name": str(draft.pk)[-6:].upper(),
        "kind": chosen.code if chosen else "",
        "cause": raw.get("cause") or "",
        "parties": [row.get("name") for row in raw.get("parties") or [] if row.get("name")],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Acceptance: the day of the decision; number and limit follow from it."""
    case = _under_review(request, case_id, Status.OPEN, _("立案"))
    form = AcceptForm(request.POST or None, initial={"accepted_on": request.today})
    if request.method == "POST" and (
        done := run_form(form, accept_case, case_id=case.pk, actor=request.actor)
    ):
        messages.success(request, _("已立案，案号 %(number)s。下一步：随机分案。") % {"number": done.number})
        return redirect("case", case.pk)
    context = {**_decision(request, case, form), "preview": _limit_if_accepted(case, request.today)}
    if context["days_left"] < 0:
        late = Refused(
            "INTAKE-LATE",
            received_on=case.received_on,
            last_day=context["last_day"],
            accepted_on=request.today,
        )
        context["warning"] = explain(late, get_language() or "zh")
    return render(request, "cases/intake/accept.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Refusal on a ground of the list; the party's remedy stands beside each ground."""
    case = _under_review(request, case_id, Status.REFUSED, _("不予立案"))
    form = RefuseForm(
        request.POST or None, case=case, today=request.today, initial={"refused_on": request.today}
    )
    if request.method == "POST" and run_form(form, refuse_case, case_id=case.pk, actor=request.actor):
        messages.success(request, _("已决定不予立案，请告知当事人理由与救济途径。"))
        return redirect("case", case.pk)
    context = _decision(request, case, form)
    return render(request, "cases/intake/refuse.html", context, status=400 if form.errors else 200)


def _under_review(request: HttpRequest, case_id: UUID, wanted: Status, act: str) -> Case:
    """A visible filing that the viewer may decide on now. Raises NotVisible, PEOPLE-RIGHT, CASE-STEP."""
    case = get_visible(request.viewer, case_id)
    with about(case):
        require_right(request.actor, Right.ACCEPT, case.court_id, act)
        require_step(case, wanted)
    return case


def _limit_if_accepted(case: Case, today: date) -> dict[str, Any] | None:
    filed = {"case_type": case.type_code, "procedure": case.procedure, "limit_rule": case.limit_rule}
    filed |= {"received_on": case.received_on.isoformat(), "detained": case.detained}
    return limit_preview({**filed, "cause": case.cause_code}, case.court, today)


def _decision(request: HttpRequest, case: Case, form: Any) -> dict[str, Any]:
    term = review_term(case.category)
    roles, language = party_words("roles"), get_language() or "zh"
    parties = parties_of(case)
    last_day = review_ends_on(case.received_on, term.days)
    return {
        "case": case,
        "form": form,
        "term": term,
        "last_day": last_day,
        "days_left": (last_day - request.today).days,
        "parties": [(roles.latest(party.role).name(language), party.name) for party in parties],
        "procedure_rule": words("procedures").latest(case.procedure),
        "channel_rule": words("channels").latest(case.channel),
        "type_rule": case_type_of(case.type_code),
    }
