"""Making a plan and drawing its sample: lock the lists, take the witness's number, reveal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from assignment.draws.domain import Purpose, Status
from assignment.draws.models import Draw
from assignment.draws.registry import Kind
from assignment.draws.services import Subject, commit_samples, ensure_chain, fix_samples, settle_samples
from cases.docket.services import require_right
from courts.actors.domain import Actor, Right
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded
from reviews.plans.domain import EQUAL_CHANCES, Stage, Strata, check_due
from reviews.plans.models import ReviewPlan, Sample
from reviews.plans.registry import tell_drawn
from reviews.plans.selectors import (
    Wanted,
    closed_cases,
    drawn_in,
    get_visible,
    months_to_review,
    rule_set,
    samples_of,
    stage_of,
    visible_draws,
    wanted_next,
)

ROUTINE = "RV1"
MOST_A_STRATUM = 10
REASON_LENGTH = 300


def make_plan(
    *,
    court: Court,
    period_from: date,
    period_to: date,
    per_judge: int,
    strata: str,
    due_on: date,
    reason: str,
    actor: Actor,
) -> ReviewPlan:
    """A routine random plan over the cases closed in a period.

    Raises InvalidInput for fields that cannot be meant; Refused PEOPLE-RIGHT,
    REVIEW-PLAN-DUE, REVIEW-PLAN-EMPTY.
    """
    require_right(actor, Right.REVIEW_PLAN, court.pk, _("制定评查计划"))
    _check_fields(period_from, period_to, per_judge, strata, reason, actor.today)
    _check_lawful(court, period_from, period_to, due_on, actor.today)
    with recorded():
        Court.objects.select_for_update(no_key=True).get(pk=court.pk)
        year = actor.today.year
        last = ReviewPlan.objects.filter(court=court, year=year).aggregate(last=Max("serial"))["last"] or 0
        plan = ReviewPlan.objects.create(
            court=court,
            year=year,
            serial=last + 1,
            kind=ROUTINE,
            period_from=period_from,
            period_to=period_to,
            per_judge=per_judge,
            strata=strata,
            due_on=due_on,
            reason=reason.strip(),
            made_at=actor.at,
            made_by=actor.label,
        )
        _note(
            "review_planned",
            plan,
            actor,
            period_from=period_from,
            period_to=period_to,
            per_judge=per_judge,
            strata=strata,
            due_on=due_on,
            reason=plan.reason,
        )
    return plan


def _check_fields(
    period_from: date, period_to: date, per_judge: int, strata: str, reason: str, today: date
) -> None:
    errors: dict[str, str] = {}
    if period_to < period_from:
        errors["period_to"] = _("结案止不能早于结案起。")
    elif period_to > today:
        errors["period_to"] = _("结案止不能晚于今天。")
    if not 1 <= per_judge <= MOST_A_STRATUM:
        errors["per_judge"] = _("每层件数须为 1 至 %(most)d。") % {"most": MOST_A_STRATUM}
    if strata not in [one.value for one in Strata]:
        errors["strata"] = _("没有这种分层。")
    if not reason.strip() or len(reason.strip()) > REASON_LENGTH:
        errors["reason"] = _("请写明事由，不超过 %(n)d 字。") % {"n": REASON_LENGTH}
    if errors:
        raise InvalidInput(errors)


def _check_lawful(court: Court, period_from: date, period_to: date, due_on: date, today: date) -> None:
    with _in_court(court.pk):
        check_due(due_on, today, months_to_review(court.pk))
    cases = closed_cases(court.pk, period_from, period_to)
    if not any(not case.exclusion(()) for case in cases):
        dates = {"period_from": period_from.isoformat(), "period_to": period_to.isoformat()}
        raise Refused("REVIEW-PLAN-EMPTY", court_id=court.pk, **dates)


def lock_sample(*, plan_id: UUID | str, actor: Actor) -> list[Draw]:
    """Commit the lists of the next round: every stratum that lacks a case, all before anything is random.

    Raises NotVisible; Refused PEOPLE-RIGHT, REVIEW-SAMPLE-OPEN, REVIEW-SAMPLE-DONE.
    """
    plan = get_visible(actor.viewer, plan_id)
    require_right(actor, Right.REVIEW_PLAN, plan.court_id, _("评查抽样"))
    chain = ensure_chain(plan.court, year=actor.today.year, actor=actor, purpose=Purpose.REVIEW)
    with recorded(), _in_court(get_visible(actor.viewer, plan_id).court_id):
        plan = _lock(actor, plan_id)
        if stage_of(samples_of(plan)) in (Stage.LOCKED, Stage.GIVEN):
            raise Refused("REVIEW-SAMPLE-OPEN")
        wanted = wanted_next(plan)
        if not wanted:
            raise Refused("REVIEW-SAMPLE-DONE")
        draws = commit_samples(_subjects(plan, wanted), chain=chain, actor=actor)
        for want, draw in zip(wanted, draws, strict=True):
            _keep_sample(plan, want, draw)
        plan.locked_by_id = actor.person_id
        plan.save(update_fields=["locked_by"])
        _note("review_sample_locked", plan, actor, draws=[draw.draw_no for draw in draws])
    return draws


def _subjects(plan: ReviewPlan, wanted: list[Wanted]) -> list[Subject]:
    drawn = drawn_in(plan)
    return [
        Subject(
            name=(name := _subject_name(plan, want)),
            court=plan.court,
            pool=plan.label,
            rule_set=rule_set(),
            band=EQUAL_CHANCES,
            roster=want.stratum.roster(drawn),
            attempt=Draw.objects.filter(court=plan.court, subject=name).count() + 1,
        )
        for want in wanted
    ]


def _subject_name(plan: ReviewPlan, want: Wanted) -> str:
    parts = [plan.label, str(want.stratum.judge), want.stratum.category, str(want.round)]
    return "/".join(part for part in parts if part)


def _keep_sample(plan: ReviewPlan, want: Wanted, draw: Draw) -> None:
    if want.sample is not None:
        want.sample.draw = draw
        want.sample.save(update_fields=["draw"])
        return
    Sample.objects.create(
        plan=plan,
        court=plan.court,
        judge_id=want.stratum.judge,
        category=want.stratum.category,
        round=want.round,
        draw=draw,
    )


def give_number(*, plan_id: UUID | str, nonce: str, actor: Actor) -> ReviewPlan:
    """Fix the witness's digits for every draw of the round; empty where there is no witness.

    Digits are given by an overseer outside the planning office (a second department);
    that nobody gave any may also be noted by the planning office. Raises NotVisible;
    Refused REVIEW-WITNESS, REVIEW-SAMPLE-NOT-LOCKED, DRAW-NONCE-FORMAT, DRAW-NONCE-LATE.
    """
    with recorded(), _in_court(get_visible(actor.viewer, plan_id).court_id):
        plan = _lock(actor, plan_id)
        overseer = actor.viewer.may(Right.REVIEW_OVERSEE, plan.court_id)
        planner = actor.viewer.may(Right.REVIEW_PLAN, plan.court_id)
        if nonce.strip() and (not overseer or planner or plan.locked_by_id == actor.person_id):
            raise Refused("REVIEW-WITNESS")
        if not overseer:
            require_right(actor, Right.REVIEW_PLAN, plan.court_id, _("评查抽样"))
        draws = _draws_in(plan, Status.COMMITTED)
        fix_samples(draws, nonce=nonce, actor=actor, source="witness")
        _note("review_number_given", plan, actor, given=bool(nonce.strip()))
    return plan


def reveal_sample(*, plan_id: UUID | str, actor: Actor) -> list[Sample]:
    """Reveal every draw of the round, in order; each drawn case becomes a review.

    Raises NotVisible; Refused PEOPLE-RIGHT, REVIEW-SAMPLE-NOT-LOCKED, DRAW-NONCE-OPEN, DRAW-ORDER.
    """
    with recorded(), _in_court(get_visible(actor.viewer, plan_id).court_id):
        plan = _lock(actor, plan_id)
        if not actor.viewer.may(Right.REVIEW_OVERSEE, plan.court_id):
            require_right(actor, Right.REVIEW_PLAN, plan.court_id, _("评查抽样"))
        if any(sample.draw.status == Status.COMMITTED.value for sample in samples_of(plan)):
            raise Refused("DRAW-NONCE-OPEN")
        settle_samples(_draws_in(plan, Status.NONCE_FIXED), actor=actor)
    return samples_of(plan)


def _draws_in(plan: ReviewPlan, status: Status) -> list[Draw]:
    draws = [sample.draw for sample in samples_of(plan) if sample.draw.status == status.value]
    if not draws:
        raise Refused("REVIEW-SAMPLE-NOT-LOCKED")
    return draws


def sample_draws() -> Kind:
    """Sample draws: seen with their plan, locked with it, and giving the sample its case."""
    return Kind(Purpose.REVIEW, visible_draws, _lock_plan_of, _take_case)


def _lock_plan_of(draw: Draw) -> None:
    plan_id = Sample.objects.filter(draw=draw).values_list("plan_id", flat=True).get()
    ReviewPlan.objects.select_for_update(no_key=True).get(pk=plan_id)


def _take_case(draw: Draw, actor: Actor) -> None:
    sample = Sample.objects.select_related("plan", "judge").get(draw=draw)
    sample.case_id = UUID(draw.picked)
    sample.save(update_fields=["case"])
    tell_drawn(sample, actor)


@contextmanager
def _in_court(court_id: int) -> Iterator[None]:
    """Add the court to every refusal raised inside, so that the attempt is kept on its trail."""
    try:
        yield
    except Refused as refused:
        refused.params.setdefault("court_id", court_id)
        raise


def _lock(actor: Actor, plan_id: UUID | str) -> ReviewPlan:
    """A visible plan, its row locked. Raises NotVisible."""
    plan = get_visible(actor.viewer, plan_id)
    ReviewPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    plan.refresh_from_db(fields=["locked_by"])
    return plan


def _note(verb: str, plan: ReviewPlan, actor: Actor, **data: object) -> None:
    record(
        verb,
        court_id=plan.court_id,
        actor=actor,
        noun="review_plan",
        object_id=plan.pk,
        data={"plan": plan.label, **data},
    )
