"""Two plans of the first demo court: the last half-year's finished, this one's at every stage."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cryptography.fernet import Fernet
from django.conf import settings

from assignment.draws.domain import NO_PREVIOUS, Purpose, anchor
from assignment.draws.models import DrawChain
from assignment.pools.selectors import setting
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.trail.services import record
from oversight.management.demo.days import Days, instant
from oversight.management.demo.staff import Staffed
from reviews.management.demo.sheets import WRONG, sheet_of
from reviews.plans.domain import last_due
from reviews.plans.models import ReviewPlan
from reviews.plans.selectors import closed_cases
from reviews.plans.services import give_number, lock_sample, make_plan, reveal_sample
from reviews.procedure import services as steps
from reviews.procedure.domain import Said
from reviews.procedure.models import Review

WEAK_ONE = 3
FINISHED_AGO, RUNNING_AGO = 85, 16
"""How many days before the end of the data the two plans were made."""


@dataclass
class Stage:
    """The court in which the plans play, and the day on which they do."""

    seed: int
    chance: Random
    staffed: Staffed
    days: Days
    day: date

    def after(self, number: int) -> None:
        """Go on so many days, to a working day, not beyond the end of the data."""
        later = min(self.day + timedelta(days=number), self.days.end)
        self.day = self.days.at_or_after(later) or self.days.working[-1]

    def acting(self, person: Person, role: Role, hour: int = 9, minute: int = 30) -> Actor:
        signed = self.staffed.signed(person, role, instant(self.day, hour, minute))
        viewer = viewer_of(person, self.day)
        return Actor(at=signed.at, label=signed.label, person_id=person.pk, post=signed.post, viewer=viewer)

    def first(self, role: Role, hour: int = 9, minute: int = 30) -> Actor:
        return self.acting(self.staffed.people[role][0], role, hour, minute)

    @property
    def office(self) -> Actor:
        return self.first(Role.TRIAL_MANAGEMENT)

    def reviewer(self, review: Review, again: bool = False) -> Actor:
        """Whoever has the review; the second reviewer is the next in the list."""
        part = "second" if again else "first"
        held = review.assignments.select_related("reviewer").get(part=part, replaced_at=None)
        return self.acting(held.reviewer, Role.REVIEWER, 14, self.chance.randrange(60))

    def judge(self, review: Review) -> Actor:
        return self.acting(review.judge, Role.JUDGE, 16, self.chance.randrange(60))


def make_reviews(seed: int, staff: list[Staffed], days: Days) -> None:
    """The part of the demo; nothing where the court has closed nothing in the periods."""
    staffed = staff[0]
    chance = Random(f"{seed} reviews {staffed.court.code}")
    stage = Stage(seed, chance, staffed, days, days.working[0])
    stage.day = days.end - timedelta(days=FINISHED_AGO)
    stage.after(0)
    half = date(stage.day.year, 1 if stage.day.month < 7 else 7, 1)
    finished = _plan(stage, _half_year_before(half), half - timedelta(days=1), "上一个半年度常规评查")
    if finished is not None:
        _finish(stage, finished)
    stage.day = days.end - timedelta(days=RUNNING_AGO)
    stage.after(0)
    running = _plan(stage, half, stage.day - timedelta(days=7), "本年度常规评查")
    if running is not None:
        _run(stage, running)


def _half_year_before(day: date) -> date:
    return day.replace(month=7, year=day.year - 1) if day.month == 1 else day.replace(month=1)


def _plan(stage: Stage, begins: date, ends: date, reason: str) -> ReviewPlan | None:
    court = stage.staffed.court
    if ends < begins or not any(not case.exclusion(()) for case in closed_cases(court.pk, begins, ends)):
        return None
    _publish_chain(stage)
    plan = make_plan(
        court=court,
        period_from=begins,
        period_to=ends,
        per_judge=1,
        strata="judge",
        due_on=last_due(stage.day, 1),
        reason=f"{stage.day.year} 年{reason}",
        actor=stage.office,
    )
    lock_sample(plan_id=plan.pk, actor=stage.first(Role.TRIAL_MANAGEMENT, 10, 2))
    digits = "".join(stage.chance.choices("0123456789", k=6))
    give_number(plan_id=plan.pk, nonce=digits, actor=stage.first(Role.PRESIDENT, 10, 9))
    reveal_sample(plan_id=plan.pk, actor=stage.first(Role.TRIAL_MANAGEMENT, 10, 12))
    return plan


def _publish_chain(stage: Stage) -> None:
    """The year's chain of review samples, from the seed, so that the same seed draws the same cases."""
    court, year, at = stage.staffed.court, stage.day.year, instant(stage.day, 8)
    if DrawChain.objects.filter(court=court, purpose=Purpose.REVIEW.value, year=year).exists():
        return
    tail = hashlib.sha256(f"demo {stage.seed} {court.code} review {year}".encode()).digest()
    length = setting("CHAIN_LENGTH")
    chain = DrawChain.objects.create(
        court=court,
        purpose=Purpose.REVIEW.value,
        year=year,
        anchor=anchor(tail, length).hex(),
        tail_cipher=Fernet(settings.COURT_FIELD_KEY).encrypt(tail),
        length=length,
        last_snapshot_hash=NO_PREVIOUS,
        published_at=at,
    )
    record(
        "draw_chain_published",
        court_id=court.pk,
        actor=stage.office,
        noun="draw_chain",
        object_id=chain.pk,
        data={"purpose": chain.purpose, "year": year, "part": 1, "anchor": chain.anchor, "length": length},
    )


def _reviews(plan: ReviewPlan) -> list[Review]:
    """The reviews of a plan, judges in the order of their logins."""
    found = Review.objects.filter(plan=plan).select_related("judge", "case")
    return sorted(found, key=lambda review: (len(review.judge.username), review.judge.username))


def _begin(stage: Stage, review: Review) -> None:
    steps.start(review_id=review.pk, actor=stage.reviewer(review))


def _opine(stage: Stage, review: Review, *, again: bool = False, weak: bool = False) -> None:
    who = stage.reviewer(review, again)
    steps.start(review_id=review.pk, actor=who)
    typed = {} if again else sheet_of(stage.chance, review.case.category, weak=weak)
    comment = "程序合法，事实清楚，适用法律正确。" if not typed else "总体合格，扣分各项已注明位置。"
    steps.save_sheet(review_id=review.pk, typed=typed, comment=comment, actor=who)
    steps.submit_opinion(review_id=review.pk, actor=who)


def _tell(stage: Stage, review: Review) -> None:
    steps.tell(review_id=review.pk, actor=stage.office)


def _object(stage: Stage, review: Review) -> None:
    text = "扣分项所指事实在判决书说理部分已经回应，请复评。"
    steps.say(review_id=review.pk, said=Said.OBJECTION, text=text, actor=stage.judge(review))


def _accept(stage: Stage, review: Review) -> None:
    steps.say(review_id=review.pk, said=Said.ACCEPTANCE, text="", actor=stage.judge(review))


def _second(stage: Stage, review: Review) -> None:
    """Assign the second reviewer: the first of the list who has not reviewed the case."""
    held = set(review.assignments.values_list("reviewer_id", flat=True))
    other = next(one for one in stage.staffed.people[Role.REVIEWER] if one.pk not in held)
    steps.assign(review_id=review.pk, reviewer_id=other.pk, actor=stage.office)


def _final(stage: Stage, review: Review, note: str = "") -> None:
    steps.finalise(review_id=review.pk, note_text=note, actor=stage.office)


def _finish(stage: Stage, plan: ReviewPlan) -> None:
    """Every review of the plan to its end, one after an objection."""
    stage.after(1)
    steps.assign_proposed(plan_id=plan.pk, actor=stage.office)
    reviews = _reviews(plan)
    stage.after(12)
    for number, review in enumerate(reviews):
        _opine(stage, review, weak=number == WEAK_ONE)
    stage.after(3)
    for review in reviews:
        _tell(stage, review)
    stage.after(4)
    for number, review in enumerate(reviews):
        (_object if number == 1 else _accept)(stage, review)
    stage.after(5)
    for review in reviews[1:2]:
        _second(stage, review)
    stage.after(9)
    for review in reviews[1:2]:
        _opine(stage, review, again=True)
    stage.after(4)
    for number, review in enumerate(reviews):
        _final(stage, review, "复评认为异议成立，按复评意见定级。" if number == 1 else "")


Act = Callable[[Stage, Review], None]
COURSE: tuple[tuple[Act, ...], ...] = (
    (_begin, _opine, _tell),
    (_begin, _opine, _tell, _object, _second),
    (_begin,),
    (_begin, _opine),
    (),
    (_begin, _opine, _tell, _accept),
    (_begin, _opine, _tell, _object),
    (_begin, _opine, _tell, _accept, _final),
    (_begin, _opine),
    (_begin,),
)
"""How far the reviews of the running plan have come, judge by judge; the last two are not assigned yet."""


def _run(stage: Stage, plan: ReviewPlan) -> None:
    reviews = _reviews(plan)
    begun = reviews[: max(1, len(reviews) - 2)]
    stage.after(1)
    pool = stage.staffed.people[Role.REVIEWER]
    for number, review in enumerate(begun):
        person = pool[number % len(pool)]
        steps.assign(review_id=review.pk, reviewer_id=person.pk, actor=stage.office)
    for turn in range(max(len(course) for course in COURSE)):
        stage.after(2)
        for number, review in enumerate(begun):
            course = COURSE[number % len(COURSE)]
            if turn < len(course):
                course[turn](stage, review)
    _leave(stage, begun)


def _leave(stage: Stage, begun: list[Review]) -> None:
    """What lies half done: a sheet with an entry that lacks its place, a reviewer who asks to be replaced."""
    for review in begun[2:3]:
        who = stage.reviewer(review)
        typed = {
            **sheet_of(stage.chance, review.case.category),
            **WRONG[review.case.category == "enforcement"],
        }
        steps.save_sheet(review_id=review.pk, typed=typed, comment="", actor=who)
    for review in begun[4:5]:
        reason = "与本案被告系亲属关系，应当回避。"
        steps.ask_replacement(review_id=review.pk, reason=reason, actor=stage.reviewer(review))
