"""Reading plans: who sees them, the closed cases they sample, where the sampling stands, who is covered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assignment.draws.domain import Status
from cases.docket.domain import Seal
from cases.docket.domain import Status as CaseStatus
from cases.docket.models import Case, CaseHandling
from courts.actors.domain import Right, Viewer
from courts.options.selectors import option
from courts.people.models import Person, QuotaTerm
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import fingerprint, load
from oversight.rollups.selectors import closers
from reviews.plans.domain import ClosedCase, Exclusion, PlanKind, Stage, Strata, Stratum, strata_of
from reviews.plans.models import ReviewPlan, Sample

NOUN = "reviews/plans"


def kinds() -> RuleTable[PlanKind]:
    """The kinds of plans."""
    return load(NOUN, "kinds", PlanKind)


def exclusions() -> RuleTable[Exclusion]:
    """Why a closed case is not drawn."""
    return load(NOUN, "exclusions", Exclusion)


def rule_set() -> str:
    """Names the exact rules a sample was drawn under."""
    return f"{NOUN}@{fingerprint(NOUN)}"


def months_to_review(court_id: int) -> int:
    """The court's time to review in months."""
    return int(option(court_id, "REVIEW-MONTHS"))


def watching_courts(user: Viewer) -> frozenset[int]:
    """Courts whose plans and reviews a viewer reads whole: the planning office and overseers.

    An API client with the scope ``reviews:read`` reads those of the courts it sees.
    """
    if user.person_id is None:
        return user.read_courts if "reviews:read" in user.scopes else frozenset()
    return user.courts_with(Right.REVIEW_PLAN) | user.courts_with(Right.REVIEW_OVERSEE)


def visible(user: Viewer) -> QuerySet[ReviewPlan]:
    """The plans of the courts a viewer watches."""
    return ReviewPlan.objects.filter(court_id__in=watching_courts(user))


def get_visible(user: Viewer, plan_id: UUID | str) -> ReviewPlan:
    """One visible plan with its court. Raises NotVisible (404) otherwise."""
    try:
        wanted = UUID(str(plan_id))
    except ValueError:
        raise NotVisible(str(plan_id)) from None
    found = visible(user).select_related("court").filter(pk=wanted).first()
    if found is None:
        raise NotVisible(str(plan_id))
    return found


def visible_draws(user: Viewer) -> Q:
    """Which sample draws a viewer sees: those of the plans they see."""
    return Q(pk__in=Sample.objects.filter(plan__in=visible(user)).values("draw_id"))


def closed_cases(court_id: int, period_from: date, period_to: date) -> list[ClosedCase]:
    """Every case the court closed in the period, with its handler: the whole population.

    Not only what a viewer may read: a sample is honest only over all of it.
    """
    rows = Case.objects.filter(
        court_id=court_id,
        status=CaseStatus.CLOSED.value,
        closed_on__range=(period_from, period_to),
        handling__handler__isnull=False,
    ).values_list("pk", "handling__handler_id", "category", "sealed", "imported", "open_confirmed")
    return [
        ClosedCase(pk, judge, category, sealed != Seal.NONE.value, imported and not confirmed)
        for pk, judge, category, sealed, imported, confirmed in rows
    ]


def population(plan: ReviewPlan) -> list[ClosedCase]:
    """The closed cases of a plan's period."""
    return closed_cases(plan.court_id, plan.period_from, plan.period_to)


def strata(plan: ReviewPlan, cases: Iterable[ClosedCase]) -> list[Stratum]:
    """The strata of a plan over its population."""
    return strata_of(cases, Strata(plan.strata))


def samples_of(plan: ReviewPlan) -> list[Sample]:
    """What was sampled, judges by name, rounds in order."""
    rows = Sample.objects.filter(plan=plan).select_related("judge", "draw__chain", "case")
    return list(rows.order_by("judge__name", "judge_id", "category", "round"))


def drawn_in(plan: ReviewPlan) -> set[UUID]:
    """The cases a plan has drawn."""
    drawn = Sample.objects.filter(plan=plan, case__isnull=False)
    return {case_id for case_id in drawn.values_list("case_id", flat=True) if case_id is not None}


def stage_of(samples: Iterable[Sample]) -> Stage:
    """Where the sampling stands, by the draws of its samples."""
    states = {sample.draw.status for sample in samples}
    if Status.COMMITTED.value in states:
        return Stage.LOCKED
    if Status.NONCE_FIXED.value in states:
        return Stage.GIVEN
    return Stage.DRAWN if states else Stage.PLANNED


@dataclass(frozen=True)
class Wanted:
    """A stratum that still lacks a sampled case; ``sample`` is its row where its draw was made void."""

    stratum: Stratum
    round: int
    sample: Sample | None = None


def wanted_next(plan: ReviewPlan) -> list[Wanted]:
    """What the next round draws: one case of each stratum that lacks one and has one left."""
    drawn = drawn_in(plan)
    have: dict[tuple[UUID, str], list[Sample]] = defaultdict(list)
    for sample in samples_of(plan):
        have[sample.judge_id, sample.category].append(sample)
    found = []
    for stratum in strata(plan, population(plan)):
        samples = have[stratum.judge, stratum.category]
        void = next((sample for sample in samples if sample.draw.status == Status.VOID.value), None)
        if stratum.eligible(drawn) and (void or len(samples) < plan.per_judge):
            found.append(Wanted(stratum, void.round if void else len(samples) + 1, void))
    return found


@dataclass(frozen=True)
class Uncovered:
    """A judge with a closed case and none sampled. ``drawable`` is how many of them could be drawn."""

    judge: Person
    closed: int
    drawable: int


@dataclass(frozen=True)
class Coverage:
    """Of the quota judges with a closed case in a period, how many have one sampled, and who has none."""

    judges: int
    uncovered: tuple[Uncovered, ...]

    @property
    def covered(self) -> int:
        return self.judges - len(self.uncovered)


def coverage_of(plan: ReviewPlan) -> Coverage:
    """Whether a plan covers every quota judge with a closed case of its period."""
    sampled = Sample.objects.filter(plan=plan, case__isnull=False).values_list("judge_id", flat=True)
    return _coverage(plan.court_id, plan.period_from, plan.period_to, set(sampled))


def court_coverage(court_id: int, period_from: date, period_to: date) -> Coverage:
    """The same for a court: cases closed in the period and sampled by whatever plan."""
    return _coverage(court_id, period_from, period_to, _sampled(court_id, period_from, period_to))


def judges_covered(court_id: int, period_from: date, period_to: date) -> tuple[int, int]:
    """Of ``court_coverage`` two numbers, from the roll-ups: judges covered, and judges with a closed case."""
    judges = closers(court_id, period_from, period_to) & _within_quota(court_id, period_from, period_to)
    return len(judges & _sampled(court_id, period_from, period_to)), len(judges)


def _sampled(court_id: int, period_from: date, period_to: date) -> set[UUID]:
    found = Sample.objects.filter(court_id=court_id, case__closed_on__range=(period_from, period_to))
    return set(found.values_list("judge_id", flat=True))


def _within_quota(court_id: int, period_from: date, period_to: date) -> set[UUID]:
    """The judges within the quota on a day of the period."""
    terms = QuotaTerm.objects.filter(court_id=court_id, from_on__lte=period_to)
    within = terms.filter(Q(to_on=None) | Q(to_on__gte=period_from))
    return set(within.values_list("person_id", flat=True))


def _coverage(court_id: int, period_from: date, period_to: date, sampled: set[UUID]) -> Coverage:
    quota = _within_quota(court_id, period_from, period_to)
    closed = CaseHandling.objects.filter(
        court_id=court_id,
        handler__in=quota,
        case__status=CaseStatus.CLOSED.value,
        case__closed_on__range=(period_from, period_to),
    )
    drawable = Q(case__sealed=Seal.NONE.value) & ~Q(case__imported=True, case__open_confirmed=False)
    counted = closed.values_list("handler").annotate(
        closed=Count("pk"), drawable=Count("pk", filter=drawable)
    )
    numbers = {judge: (number, free) for judge, number, free in counted if judge is not None}
    missing = Person.objects.filter(pk__in=numbers.keys() - sampled).order_by("name", "pk")
    return Coverage(len(numbers), tuple(Uncovered(judge, *numbers[judge.pk]) for judge in missing))
