"""The course of a review: every lawful sequence works, every other is refused and changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from courts.refusals.domain import Refused
from reviews.procedure.domain import (
    TOLD,
    TRANSITIONS,
    Candidate,
    CaseTies,
    Said,
    Status,
    advance,
    by_preference,
    check_closed,
    check_may_end,
    check_may_say,
    conflicts,
    objection_until,
    review_due,
)
from reviews.procedure.selectors import conflict_rules, status_words

DAY = date(2026, 3, 10)
WORDS = {
    *("drawn", "assigned", "in_review", "first_opinion"),
    *("told_to_judge", "objection", "re_review", "final"),
}


def test_every_state_has_its_word_and_its_steps() -> None:
    assert {row.code for row in status_words()} == WORDS == {status.value for status in Status}
    assert set(TRANSITIONS) == set(Status)
    assert TRANSITIONS[Status.FINAL] == frozenset()


@pytest.mark.parametrize("current", list(Status))
@pytest.mark.parametrize("wanted", list(Status))
def test_a_step_is_taken_or_refused(current: Status, wanted: Status) -> None:
    if wanted in TRANSITIONS[current]:
        assert advance(current, wanted) is wanted
        return
    with pytest.raises(Refused) as told:
        advance(current, wanted)
    assert told.value.code == ("REVIEW-FINAL" if current is Status.FINAL else "REVIEW-STEP")


def test_an_open_case_is_not_reviewed() -> None:
    check_closed(closed=True, case="（2026）吉0621民初1号")
    with pytest.raises(Refused) as told:
        check_closed(closed=False, case="（2026）吉0621民初1号")
    assert told.value.code == "REVIEW-CASE-OPEN"


HANDLER, CLERK, FIRST = uuid4(), uuid4(), uuid4()
TIES = CaseTies(handler=HANDLER, division=3, body=frozenset({CLERK}), reviewed=frozenset({FIRST}))


@pytest.mark.parametrize(
    ("candidate", "found"),
    [
        (Candidate(person=uuid4(), name="甲", divisions=frozenset({7})), ()),
        (Candidate(person=HANDLER, name="乙", divisions=frozenset({3})), ("HANDLER", "SAME-DIVISION")),
        (Candidate(person=CLERK, name="丙"), ("BODY",)),
        (Candidate(person=uuid4(), name="丁", divisions=frozenset({3, 7})), ("SAME-DIVISION",)),
        (Candidate(person=FIRST, name="戊"), ("REVIEWED-BEFORE",)),
    ],
)
def test_who_may_not_review(candidate: Candidate, found: tuple[str, ...]) -> None:
    assert conflicts(candidate, TIES) == found
    assert set(found) <= {row.code for row in conflict_rules()}


def test_the_free_and_least_loaded_stand_first() -> None:
    rows = [
        Candidate(person=uuid4(), name="乙", load=2),
        Candidate(person=uuid4(), name="丙", load=0, conflicts=("BODY",)),
        Candidate(person=uuid4(), name="丁", load=1),
        Candidate(person=uuid4(), name="甲", load=1),
    ]
    assert [row.name for row in by_preference(rows)] == ["丁", "甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("assigned", "plan", "due"),
    [
        (date(2026, 3, 10), None, date(2026, 4, 10)),
        (date(2026, 1, 31), None, date(2026, 2, 28)),
        (date(2026, 3, 10), date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 3, 10), date(2026, 3, 9), date(2026, 4, 10)),
    ],
)
def test_a_review_is_due_a_month_from_its_assignment(assigned: date, plan: date | None, due: date) -> None:
    assert review_due(assigned, 1, plan) == due


def test_the_day_of_telling_is_not_counted() -> None:
    assert objection_until(date(2026, 3, 10), 10) == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("said", "before", "status", "after_days", "code"),
    [
        (Said.OBJECTION, [], Status.TOLD_TO_JUDGE, 10, ""),
        (Said.OBJECTION, [Said.STATEMENT], Status.TOLD_TO_JUDGE, 0, ""),
        (Said.OBJECTION, [], Status.TOLD_TO_JUDGE, 11, "REVIEW-OBJECTION-LATE"),
        (Said.OBJECTION, [Said.ACCEPTANCE], Status.TOLD_TO_JUDGE, 1, "REVIEW-SAID"),
        (Said.OBJECTION, [], Status.RE_REVIEW, 1, "REVIEW-SAID"),
        (Said.ACCEPTANCE, [], Status.TOLD_TO_JUDGE, 30, ""),
        (Said.ACCEPTANCE, [Said.OBJECTION], Status.OBJECTION, 1, "REVIEW-SAID"),
        (Said.STATEMENT, [Said.OBJECTION], Status.RE_REVIEW, 30, ""),
        (Said.STATEMENT, [], Status.FINAL, 1, "REVIEW-FINAL"),
    ],
)
def test_what_a_judge_may_still_say(
    said: Said, before: list[Said], status: Status, after_days: int, code: str
) -> None:
    def act() -> None:
        today = DAY + timedelta(days=after_days)
        until = objection_until(DAY, 10)
        check_may_say(status=status, said=said, before=before, until=until, today=today)

    if not code:
        act()
        return
    with pytest.raises(Refused) as told:
        act()
    assert told.value.code == code


class Course(RuleBasedStateMachine):
    """Steps in any order: those the rules allow move on, the others are refused and move nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.status = Status.DRAWN
        self.today, self.until = DAY, DAY
        self.said: list[Said] = []
        self.second_done = False
        self.was_final = False

    def take(self, to: Status) -> bool:
        try:
            self.status = advance(self.status, to)
        except Refused as refused:
            assert refused.code in ("REVIEW-STEP", "REVIEW-FINAL")
            return False
        return True

    @rule(days=st.integers(0, 8))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(to=st.sampled_from([Status.ASSIGNED, Status.IN_REVIEW, Status.FIRST_OPINION]))
    def first_part(self, to: Status) -> None:
        self.take(to)

    @rule()
    def tell(self) -> None:
        if self.take(Status.TOLD_TO_JUDGE):
            self.until = objection_until(self.today, 10)

    @precondition(lambda self: self.status in TOLD)
    @rule(said=st.sampled_from(list(Said)))
    def say(self, said: Said) -> None:
        try:
            check_may_say(status=self.status, said=said, before=self.said, until=self.until, today=self.today)
        except Refused as refused:
            assert refused.code in ("REVIEW-FINAL", "REVIEW-SAID", "REVIEW-OBJECTION-LATE")
            return
        self.said.append(said)
        if said is Said.OBJECTION:
            assert self.take(Status.OBJECTION)

    @rule()
    def second_part(self) -> None:
        if self.take(Status.RE_REVIEW):
            self.second_done = False

    @precondition(lambda self: self.status is Status.RE_REVIEW)
    @rule()
    def second_opinion(self) -> None:
        self.second_done = True

    @rule()
    def end(self) -> None:
        accepted = Said.ACCEPTANCE in self.said
        try:
            check_may_end(
                status=self.status,
                accepted=accepted,
                until=self.until,
                today=self.today,
                reopened_done=self.second_done,
            )
        except Refused as refused:
            assert refused.code in ("REVIEW-STEP", "REVIEW-FINAL", "REVIEW-TERM-RUNS", "REVIEW-NO-SECOND")
            return
        assert self.take(Status.FINAL)
        assert accepted or self.today > self.until or self.second_done

    @invariant()
    def what_is_final_stays(self) -> None:
        assert not self.was_final or self.status is Status.FINAL
        self.was_final = self.status is Status.FINAL

    @invariant()
    def an_answer_stands_once(self) -> None:
        assert sum(one is not Said.STATEMENT for one in self.said) <= 1


Course.TestCase.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
TestCourse = Course.TestCase
