"""Whatever happens to cases and in whatever order: increments equal a rebuild, and both equal the cases."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.docket.models import Case
from cases.docket.registry import CaseEvent, emit
from cases.docket.services import close_case, confirm_open
from courts.calendar.services import confirm_year
from courts.people.selectors import viewer_of
from oversight.rollups.services import rebuild, refresh
from tests.builders import (
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    instant,
    machine,
)
from tests.oversight.rollups.test_rollups import check_against_cases, contents

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = date(2026, 6, 1)
STEPS = ("accept", "accept_sealed", "draw", "close", "imported", "confirm", "stop", "calendar", "refresh")


class _Undo(Exception):
    pass


class Story:
    """Cases of one court going their ways, a few days at a time."""

    def __init__(self, house: CourtHouse, seed: int) -> None:
        self.house, self.chance, self.day = house, Random(seed), START

    def play(self, step: str) -> None:
        self.day += timedelta(days=self.chance.randrange(4))
        getattr(self, step)()

    def accept(self) -> None:
        accepted_case(self.house, on=self.day, four_category=self.chance.choice([True, False]))

    def accept_sealed(self) -> None:
        accepted_case(self.house, on=self.day, criminal=True, sealed="juvenile")

    def draw(self) -> None:
        drawn_case(self.house, on=self.day, nonce=f"{self.chance.randrange(10**8):08d}")

    def close(self) -> None:
        case = self._one(status="open", handling__handler__isnull=False)
        if case is not None:
            judge = case.handling.handler
            day = max(self.day, case.filed_on)
            disposal = "judgment"
            close_case(case_id=case.pk, closed_on=day, disposal=disposal, actor=actor_of(judge, day))

    def _one(self, **wanted: object) -> Case | None:
        found = Case.objects.filter(court=self.house.court, **wanted).order_by("pk")
        return self.chance.choice(list(found)) if found else None

    def imported(self) -> None:
        case = accepted_case(self.house, on=self.day - timedelta(days=self.chance.randrange(300)))
        case.imported, case.open_confirmed = True, False
        case.save(update_fields=["imported", "open_confirmed"])
        type(case.clock).objects.filter(pk=case.pk).update(watched=False)
        emit(CaseEvent.CLOCK_CHANGED, case, machine())

    def confirm(self) -> None:
        case = self._one(status="open", open_confirmed=False)
        if case is not None:
            confirm_open(case_id=case.pk, actor=actor_of(self.house.trial_management, self.day))

    def stop(self) -> None:
        case = self._one(status="open")
        if case is not None:
            stopped = {"stopped_since": self.day, "due_on": None, "over_on": None}
            type(case.clock).objects.filter(pk=case.pk).update(**stopped)
            emit(CaseEvent.CLOCK_CHANGED, case, machine(instant(self.day)))

    def calendar(self) -> None:
        holiday = date(2027, 1, 1) + timedelta(days=self.chance.randrange(5))
        notice = [{"day": holiday, "kind": "holiday", "name": "元旦"}]
        told = {"source": f"通知{holiday}", "reason": "更正通知"}
        confirm_year(year=2027, days=notice, actor=machine(instant(self.day)), **told)

    def refresh(self) -> None:
        refresh()


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=14), seed=st.integers(0, 10**6))
def test_increments_equal_a_rebuild_and_the_cases(house: CourtHouse, steps: list[str], seed: int) -> None:
    try:
        with transaction.atomic():
            story = Story(house, seed)
            for step in steps:
                story.play(step)
            refresh()
            step_by_step = contents()
            rebuild()
            assert contents() == step_by_step
            for person in (house.president, house.trial_management, house.clerk):
                check_against_cases(house, viewer_of(person, story.day), story.day)
            raise _Undo
    except _Undo:
        pass
