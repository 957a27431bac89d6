"""A court whose closed cases are reviewed: its reviewers, its closed cases, and reviews brought to a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from cases.docket.models import Case
from cases.docket.services import close_case, set_handler
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.trail.services import recorded
from reviews.plans.models import ReviewPlan, Sample
from reviews.plans.services import give_number, lock_sample, make_plan, reveal_sample
from reviews.procedure.domain import Said
from reviews.procedure.models import Assignment, Review
from reviews.procedure.services import assign, finalise, save_sheet, say, start, submit_opinion, tell
from tests.builders import (
    DAY,
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    instant,
    machine,
    person_of,
)
from tests.kit.recalled import recalled

FLAW = {"Q32": {"score": "3", "place": "判决书第 7 页", "reason": "质量抗辩只列未答"}}
"""One point off for reasoning, with its place and reason: 99 points, qualified or better."""


@dataclass
class Bench:
    """A court with two reviewers and closed cases; everything happens on ``day`` unless told otherwise."""

    house: CourtHouse
    reviewers: tuple[Person, ...]
    day: date = DAY
    closed: list[Case] = field(default_factory=list)

    def at(self, hour: int = 9, minute: int = 0) -> datetime:
        return instant(self.day, hour, minute)

    @property
    def office(self) -> Actor:
        return actor_of(self.house.trial_management, self.at())

    @property
    def president(self) -> Actor:
        return actor_of(self.house.president, self.at())

    def close(self, judge: Person, on: date | None = None, **over: Any) -> Case:
        """A case of the judge, closed."""
        day = on or self.day
        case = accepted_case(self.house, on=day, **over)
        with recorded():
            set_handler(case, judge=judge, division_id=self.house.civil.pk, on=day, actor=machine())
        case = close_case(
            case_id=case.pk, closed_on=day, disposal="judgment", actor=actor_of(judge, instant(day, 16))
        )
        self.closed.append(case)
        return case

    def plan(self, **over: Any) -> ReviewPlan:
        """A plan over the month up to the day, made by the trial management office."""
        given: dict[str, Any] = {
            "court": self.house.court,
            "period_from": self.day - timedelta(days=30),
            "period_to": self.day,
            "per_judge": 1,
            "strata": "judge",
            "due_on": self.day + timedelta(days=28),
            "reason": "上半年常规评查",
            "actor": self.office,
        }
        return make_plan(**{**given, **over})

    def draw(self, plan: ReviewPlan, nonce: str = "2026") -> list[Sample]:
        """A whole round: locked by the office, the number given by the president, revealed."""
        lock_sample(plan_id=plan.pk, actor=self.office)
        give_number(plan_id=plan.pk, nonce=nonce, actor=self.president)
        return reveal_sample(plan_id=plan.pk, actor=self.office)

    def reviews(self, judges: Iterable[Person] | None = None) -> list[Review]:
        """One drawn review for each judge (all of the house), each with one closed case."""
        chosen = list(judges) if judges is not None else list(self.house.judges)

        def build() -> tuple[list[Review], list[Case]]:
            for judge in chosen:
                self.close(judge)
            plan = self.plan()
            self.draw(plan)
            return list(Review.objects.filter(plan=plan).order_by("judge__username")), self.closed

        found, self.closed = recalled(("reviews", self.day, *(judge.pk for judge in chosen)), build)
        return found

    def review(self) -> Review:
        """The drawn review of the first judge's case."""
        return self.reviews([self.house.judge])[0]

    def of(self, person: Person, on: date | None = None) -> Actor:
        return actor_of(person, instant(on or self.day, 10))

    def assigned(self, review: Review, reviewer: Person | None = None) -> Assignment:
        chosen = reviewer or self.reviewers[0]
        return assign(review_id=review.pk, reviewer_id=chosen.pk, actor=self.office)

    def begun(self, review: Review, reviewer: Person | None = None) -> Assignment:
        self.assigned(review, reviewer)
        return start(review_id=review.pk, actor=self.of(reviewer or self.reviewers[0]))

    def opined(
        self, review: Review, typed: dict[str, Any] | None = None, reviewer: Person | None = None
    ) -> Review:
        """A review with its first opinion; ``typed`` is the sheet."""
        who = self.of(reviewer or self.reviewers[0])

        def build() -> Review:
            self.begun(review, reviewer)
            save_sheet(review_id=review.pk, typed=FLAW if typed is None else typed, comment="", actor=who)
            return submit_opinion(review_id=review.pk, actor=who)

        return recalled(("opined", review.pk, repr(typed), who.person_id), build)

    def told(self, review: Review, typed: dict[str, Any] | None = None) -> Review:
        def build() -> Review:
            self.opined(review, typed)
            return tell(review_id=review.pk, actor=self.office)

        return recalled(("told", review.pk, repr(typed)), build)

    def objected(self, review: Review, text: str = "第 32 项不应扣分，判决书第 8 页已回应。") -> Review:
        def build() -> Review:
            self.told(review)
            say(review_id=review.pk, said=Said.OBJECTION, text=text, actor=self.of(review.judge))
            return Review.objects.get(pk=review.pk)

        return recalled(("objected", review.pk, text), build)

    def reviewed_again(self, review: Review, typed: dict[str, Any] | None = None) -> Review:
        def build() -> Review:
            self.objected(review)
            self.assigned(review, self.reviewers[1])
            who = self.of(self.reviewers[1])
            start(review_id=review.pk, actor=who)
            save_sheet(review_id=review.pk, typed=typed or {}, comment="", actor=who)
            return submit_opinion(review_id=review.pk, actor=who)

        return recalled(("reviewed again", review.pk, repr(typed)), build)

    def final(self, review: Review) -> Review:
        def build() -> Review:
            self.told(review)
            say(review_id=review.pk, said=Said.ACCEPTANCE, text="", actor=self.of(review.judge))
            return finalise(review_id=review.pk, note_text="", actor=self.office)

        return recalled(("final", review.pk), build)

    def stored(self, pk: UUID) -> Review:
        return Review.objects.select_related("judge", "case", "plan", "court").get(pk=pk)


def bench(*, judges: int = 3, reviewers: int = 2, day: date = DAY) -> Bench:
    """A court with so many judges and reviewers; the reviewers sit in the trial management office."""

    def build() -> Bench:
        house = court_with_people(judges=judges)
        office, court = house.divisions["trial_management"], house.court
        people = tuple(
            person_of(court, Role.REVIEWER, division=office, username=f"{court.code}-reviewer{number}")
            for number in range(1, reviewers + 1)
        )
        return Bench(house, people, day)

    return recalled(("bench", judges, reviewers, day), build)
