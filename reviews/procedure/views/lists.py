"""The reviewer's queue and a judge's own results."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courts.actors.domain import Right, Role
from courts.refusals.domain import NotVisible
from reviews.procedure.domain import Status
from reviews.procedure.models import Assignment, Review
from reviews.procedure.selectors import assigned_to, own_results, status_words
from reviews.sheets.domain import points
from reviews.sheets.selectors import grades

MOST = 200


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What is assigned to the viewer: what waits, the first due first, and what is done."""
    if not request.viewer.may_anywhere(Right.REVIEW):
        raise NotVisible("review queue")
    rows = list(assigned_to(request.viewer)[:MOST])
    context = {
        "waiting": [_queued(row, request.today) for row in rows if row.done_at is None],
        "done": [_queued(row, request.today) for row in rows if row.done_at is not None],
    }
    return render(request, "reviews/procedure/queue.html", context)


def _queued(row: Assignment, today: date) -> dict[str, Any]:
    return {
        "assignment": row,
        "review": row.review,
        "status": status_words().latest(row.review.status),
        "days_left": (row.due_on - today).days if row.done_at is None else None,
        "total": points(row.sheet.total) if row.sheet.total is not None else "",
        "grade": grades().latest(row.sheet.grade) if row.sheet.grade else None,
    }


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The results of the viewer's own cases, once told."""
    if Role.JUDGE not in request.viewer.roles and not own_results(request.viewer).exists():
        raise NotVisible("own reviews")
    rows = list(own_results(request.viewer)[:MOST])
    context = {"rows": [_own(row, request.today) for row in rows]}
    return render(request, "reviews/procedure/mine.html", context)


def _own(review: Review, today: date) -> dict[str, Any]:
    waits = (
        review.status == Status.TOLD_TO_JUDGE.value
        and not review.statements.exclude(said="statement").exists()
    )
    return {
        "review": review,
        "status": status_words().latest(review.status),
        "days_left": (review.objection_until - today).days if waits and review.objection_until else None,
        "total": points(review.total) if review.total is not None else "",
        "grade": grades().latest(review.grade) if review.grade else None,
    }
