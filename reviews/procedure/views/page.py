"""One review, as its judge, its reviewer, the planning office or an overseer sees it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cases.docket.models import Case, CaseText
from cases.docket.selectors import disposals
from cases.docket.selectors import words as case_words
from cases.limits.models import CaseClock
from cases.nodes.selectors import nodes, timeline
from cases.parties.selectors import parties_of
from cases.parties.selectors import words as party_words
from reviews.plans.selectors import kinds
from reviews.procedure.domain import Part, Said, Status
from reviews.procedure.forms import AnswerForm, FinalForm, ReplaceForm
from reviews.procedure.models import Assignment, Review, Statement
from reviews.procedure.selectors import (
    Seat,
    active,
    candidates,
    conflict_rules,
    get_visible,
    opinions,
    seat_of,
    status_words,
)
from reviews.procedure.views.shown import sheet_shown

ASSIGNABLE = (Status.DRAWN, Status.ASSIGNED, Status.IN_REVIEW, Status.OBJECTION, Status.RE_REVIEW)


@login_required
@require_safe
def review_page(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One review with what this viewer may do."""
    return show(request, get_visible(request.viewer, review_id))


def show(request: HttpRequest, review: Review, status: int = 200, **over: Any) -> HttpResponse:
    """The page of a review; ``over`` are forms or a refusal that take the place of the plain ones."""
    seat = seat_of(request.viewer, review)
    running = active(review)
    context = {
        "review": review,
        "seat": seat,
        "kind": kinds().latest(review.plan.kind),
        "status_rule": status_words().latest(review.status),
        "days_left": _days_left(review, running, request.today),
        "running": running if seat.names_reviewers or seat.reviewing else None,
        "file": _file(review.case),
        "opinions": _opinions(review, seat),
        "statements": _statements(review, seat),
        **_reviewing(seat),
        **_office(review, seat, running, request.today),
        **_judge(review, seat, request.today),
        **over,
    }
    return render(request, "reviews/procedure/review.html", context, status=status)


def _days_left(review: Review, running: Assignment | None, today: date) -> int | None:
    if running is None or running.done_at is not None or review.status == Status.FINAL.value:
        return None
    return (running.due_on - today).days


def _file(case: Case) -> dict[str, Any]:
    """What the reviewer reads beside the sheet: facts, parties, time line, the limit."""
    language = get_language() or "zh"
    roles = party_words("roles")
    text = CaseText.objects.filter(case=case).values_list("facts", flat=True).first()
    return {
        "case": case,
        "procedure": case_words("procedures").latest(case.procedure),
        "disposal": disposals().latest(case.disposal) if case.disposal else None,
        "facts": text or "",
        "parties": [(roles.latest(party.role).name(language), party.name) for party in parties_of(case)],
        "clock": CaseClock.objects.filter(case=case).first(),
        "timeline": [
            {"on": event.occurred_on, "text": nodes().latest(event.node).name(language), "note": event.detail}
            for event in timeline(case)
        ],
    }


def _opinions(review: Review, seat: Seat) -> list[dict[str, Any]]:
    """The opinions this viewer may read: the judge reads the second one only when all is final."""
    given = opinions(review)
    if seat.reviewing and not seat.names_reviewers:
        given = [opinion for opinion in given if opinion.assignment.pk == seat.reviewing.pk]
    if seat.judge and review.status != Status.FINAL.value:
        given = [opinion for opinion in given if opinion.assignment.part == Part.FIRST.value]
    return [
        {
            "assignment": opinion.assignment,
            "second": opinion.assignment.part == Part.SECOND.value,
            "shown": sheet_shown(opinion.assignment.sheet),
            "reviewer": opinion.assignment.reviewer.name if seat.names_reviewers else "",
        }
        for opinion in given
    ]


def _statements(review: Review, seat: Seat) -> list[Statement]:
    """What the judge said: not for the first reviewer, whose opinion it answers."""
    second = seat.reviewing is not None and seat.reviewing.part == Part.SECOND.value
    if not (seat.judge or seat.names_reviewers or second):
        return []
    return list(review.statements.order_by("at", "pk"))


def _reviewing(seat: Seat) -> dict[str, Any]:
    mine = seat.reviewing
    if mine is None or mine.done_at is not None:
        return {}
    begun = mine.started_at is not None
    return {
        "mine": mine,
        "begun": begun,
        "shown": sheet_shown(mine.sheet) if begun else None,
        "replace_form": ReplaceForm(),
    }


def _office(review: Review, seat: Seat, running: Assignment | None, today: date) -> dict[str, Any]:
    if not seat.office or seat.judge:
        return {}
    status = Status(review.status)
    second_done = bool(running and running.part == Part.SECOND.value and running.done_at)
    assignable = status in ASSIGNABLE and not second_done
    answered = review.statements.exclude(said=Said.STATEMENT.value).values_list("said", flat=True).first()
    over = review.objection_until is not None and review.objection_until < today
    ready = status is Status.TOLD_TO_JUDGE and (answered == Said.ACCEPTANCE.value or over)
    return {
        "may_assign": assignable,
        "candidates": _candidates(review, today) if assignable else [],
        "may_tell": status is Status.FIRST_OPINION,
        "term_runs": status is Status.TOLD_TO_JUDGE and not ready,
        "final_form": FinalForm() if ready or second_done else None,
    }


def _candidates(review: Review, today: date) -> list[dict[str, Any]]:
    return [
        {"candidate": one, "conflicts": [conflict_rules().latest(code) for code in one.conflicts]}
        for one in candidates(review, today)
    ]


def _judge(review: Review, seat: Seat, today: date) -> dict[str, Any]:
    if not seat.judge or review.status == Status.FINAL.value:
        return {}
    answered = review.statements.exclude(said=Said.STATEMENT.value).exists()
    open_ = review.status == Status.TOLD_TO_JUDGE.value and not answered
    left = (review.objection_until - today).days if review.objection_until else 0
    return {"answer_form": AnswerForm(), "answer_open": open_, "answer_left": left}
