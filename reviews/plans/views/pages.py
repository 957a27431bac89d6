"""Reading plans: the overview of a court, one plan with its sample, one sample draw to be checked."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assignment.draws.domain import Status
from assignment.draws.selectors import unfinished_before
from assignment.pools.selectors import setting
from cases.docket.models import Case
from courts.actors.domain import Right, Role
from courts.places.models import Court
from courts.refusals.domain import NotVisible
from reviews.plans.domain import Stage
from reviews.plans.forms import NumberForm
from reviews.plans.models import ReviewPlan, Sample
from reviews.plans.registry import court_panels, plan_panels
from reviews.plans.selectors import (
    court_coverage,
    coverage_of,
    exclusions,
    get_visible,
    kinds,
    samples_of,
    stage_of,
    visible,
    wanted_next,
    watching_courts,
)

MOST = 40


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The plans of a court and what this year's reviews cover; who does not watch is led to the own part."""
    courts = list(Court.objects.filter(pk__in=watching_courts(request.viewer)).order_by("code"))
    if not courts:
        return _own_part(request)
    court = _chosen(request, courts)
    year = (date(request.today.year, 1, 1), request.today)
    plans = list(visible(request.viewer).filter(court=court).order_by("-pk")[:MOST])
    context = {
        "courts": courts,
        "shown_court": court,
        "plans": [_plan_row(plan) for plan in plans],
        "coverage": court_coverage(court.pk, *year),
        "from": year[0],
        "may_plan": request.viewer.may(Right.REVIEW_PLAN, court.pk),
        "panels": [(panel.template, panel.content(court, *year)) for panel in court_panels()],
    }
    return render(request, "reviews/plans/overview.html", context)


def _own_part(request: HttpRequest) -> HttpResponse:
    if request.viewer.may_anywhere(Right.REVIEW):
        return redirect("review-queue")
    if Role.JUDGE in request.viewer.roles:
        return redirect("reviews-mine")
    raise NotVisible("reviews")


def _chosen(request: HttpRequest, courts: list[Court]) -> Court:
    wanted = request.GET.get("court") or (request.court.code if request.court else "")
    return next((court for court in courts if court.code == wanted), courts[0])


def _plan_row(plan: ReviewPlan) -> dict[str, Any]:
    samples = samples_of(plan)
    return {
        "plan": plan,
        "kind": kinds().latest(plan.kind),
        "stage": stage_of(samples).value,
        "drawn": sum(sample.case_id is not None for sample in samples),
        "coverage": coverage_of(plan),
    }


@login_required
@require_safe
def plan_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One plan: its sample step by step, who is covered, and what follows."""
    return show_plan(request, get_visible(request.viewer, plan_id))


def show_plan(request: HttpRequest, plan: ReviewPlan, form: NumberForm | None = None) -> HttpResponse:
    """The plan's page; with the form of a number that could not be read, as 400."""
    samples = samples_of(plan)
    stage, wanted = stage_of(samples), wanted_next(plan)
    viewer = request.viewer
    overseer = viewer.may(Right.REVIEW_OVERSEE, plan.court_id)
    context = {
        "plan": plan,
        "kind": kinds().latest(plan.kind),
        "stage": stage.value,
        "steps": _steps(stage, bool(samples)),
        "samples": [_sample_row(sample) for sample in samples],
        "wanted": [] if stage in (Stage.LOCKED, Stage.GIVEN) else _wanted_rows(plan, wanted),
        "coverage": coverage_of(plan),
        "pending": stage is not Stage.DRAWN,
        "may_plan": viewer.may(Right.REVIEW_PLAN, plan.court_id),
        "may_witness": overseer
        and not viewer.may(Right.REVIEW_PLAN, plan.court_id)
        and plan.locked_by_id != viewer.person_id,
        "overseer": overseer,
        "form": form or NumberForm(),
        "closes_at": _closes_at(samples),
        "blocked_by": _blocked_by(samples),
        "panels": [(p.template, p.content(plan, viewer, request.today)) for p in plan_panels()],
    }
    return render(request, "reviews/plans/plan.html", context, status=400 if form else 200)


def _closes_at(samples: list[Sample]) -> Any:
    locked = [s.draw.committed_at for s in samples if s.draw.status == Status.COMMITTED.value]
    return min(locked) + timedelta(minutes=setting("NONCE_WINDOW")) if locked else None


def _blocked_by(samples: list[Sample]) -> list[int]:
    """Earlier draws of the chain, of another plan, that still wait for their number."""
    given = [s.draw for s in samples if s.draw.status == Status.NONCE_FIXED.value]
    return sorted(number for number, _state in unfinished_before(given[0])) if given else []


def _steps(stage: Stage, begun: bool) -> list[dict[str, Any]]:
    order = [Stage.PLANNED, Stage.LOCKED, Stage.GIVEN, Stage.DRAWN]
    rows = [
        (_("锁定名单"), _("每名法官的已结案件全部封存")),
        (_("见证人报数"), _("院长或者监察室，1 至 32 位数字")),
        (_("揭示结果"), _("公布密数，任何人可复核")),
    ]
    reached = order.index(stage)
    states = ["done" if n < reached else "current" if n == reached else "todo" for n in range(len(rows))]
    return [
        {"label": label, "note": note, "state": state}
        for (label, note), state in zip(rows, states, strict=True)
    ]


def _sample_row(sample: Sample) -> dict[str, Any]:
    roster = json.loads(sample.draw.snapshot)["roster"]
    left_out = Counter(row["reason"] for row in roster if not row["eligible"])
    return {
        "sample": sample,
        "draw": sample.draw,
        "size": len(roster),
        "eligible": sum(row["eligible"] for row in roster),
        "left_out": [(exclusions().latest(code), number) for code, number in sorted(left_out.items())],
    }


def _wanted_rows(plan: ReviewPlan, wanted: list[Any]) -> list[dict[str, Any]]:
    names = dict(
        Case.objects.filter(pk__in=[want.stratum.cases[0].id for want in wanted]).values_list(
            "handling__handler_id", "handling__handler__name"
        )
    )
    rows = [
        {
            "name": names.get(want.stratum.judge, ""),
            "category": want.stratum.category,
            "size": len(want.stratum.cases),
            "eligible": want.stratum.eligible(()),
        }
        for want in wanted
    ]
    return sorted(rows, key=lambda row: (row["name"], row["category"]))


@login_required
@require_safe
def sample_draw(request: HttpRequest, plan_id: UUID, draw_id: UUID) -> HttpResponse:
    """One draw of the sample, with its roster, re-computed in this browser."""
    plan = get_visible(request.viewer, plan_id)
    found = Sample.objects.filter(plan=plan, draw_id=draw_id).select_related("judge", "draw__chain", "case")
    sample = found.first()
    if sample is None:
        raise NotVisible(str(draw_id))
    snapshot = json.loads(sample.draw.snapshot)
    drawable = [row for row in snapshot["roster"] if row["eligible"]]
    numbers = Case.objects.filter(pk__in=[row["id"] for row in drawable]).in_bulk()
    by_id = {str(pk): case for pk, case in numbers.items()}
    context = {
        **_sample_row(sample),
        "plan": plan,
        "snapshot": snapshot,
        "receipt": " ".join(sample.draw.receipt[at : at + 4] for at in range(0, 16, 4)),
        "cases": [by_id[row["id"]] for row in drawable if row["id"] in by_id],
        "chance": f"{100 / len(drawable):.1f}%" if drawable else "",
    }
    return render(request, "reviews/plans/draw.html", context)
