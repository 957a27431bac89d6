"""Keeping the list: entering, suspending, ending; who may, what is refused, what is on the trail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assignment.assessors.models import Assessor
from assignment.assessors.selectors import list_facts, on_list, visible
from assignment.assessors.services import end_term, suspend_assessor
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.assignment.seating import assessor_of, identity
from tests.builders import DAY, CourtHouse, actor_of
from tests.kit.kept import each_afresh  # noqa: F401


def test_the_number_is_kept_encrypted_and_found_again(house: CourtHouse) -> None:
    made = assessor_of(house, 50)
    assert made.id_masked.startswith("2206211980")
    assert "*" in made.id_masked
    assert identity(50).encode() not in bytes(made.id_cipher)
    assert TrailEvent.objects.filter(verb="assessor_entered", object_id=str(made.pk)).exists()
    again = {"from_on": date(2030, 1, 1), "to_on": date(2034, 12, 31)}
    assert assessor_of(house, 50, **again).renewed
    assert list_facts(house.court.pk, date(2031, 1, 1)).renewed == 1


def test_what_may_not_be_entered(house: CourtHouse) -> None:
    with pytest.raises(Refused, match="ASSESSOR-TWICE"):
        assessor_of(house, 1)
    with pytest.raises(Refused, match="ASSESSOR-AGE"):
        assessor_of(house, 51, id_number=identity(51, "20010101"))
    with pytest.raises(Refused, match="ASSESSOR-TERM"):
        assessor_of(house, 52, to_on=date(2030, 1, 1))
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        assessor_of(house, 53, actor=actor_of(house.judge))
    above = {"court_id": house.upper.pk, "actor": actor_of(house.upper_clerk)}
    with pytest.raises(Refused, match="ASSESSOR-COURT"):
        assessor_of(house, 55, **above)
    elsewhere = assessor_of(house, 56)
    Assessor.objects.filter(pk=elsewhere.pk).update(court=house.upper)
    with pytest.raises(Refused, match="ASSESSOR-TWICE"):
        assessor_of(house, 56)
    with pytest.raises(InvalidInput) as wrong:
        assessor_of(house, 54, name=" ", id_number="123", tags=["cooking"], source="picked")
    assert set(wrong.value.errors) == {"name", "id_number", "tags", "source"}


def test_suspended_and_ended_with_before_and_after(house: CourtHouse) -> None:
    row, clerk = Assessor.objects.earliest("pk"), actor_of(house.clerk)
    suspend_assessor(assessor_id=row.pk, suspended=True, reason="长期出差", actor=clerk)
    assert Assessor.objects.get(pk=row.pk).suspended
    end_term(assessor_id=row.pk, to_on=DAY, reason="本人辞去", actor=clerk)
    assert row not in on_list(house.court, DAY + timedelta(days=1))
    assert row in on_list(house.court, DAY)
    with pytest.raises(Refused, match="ASSESSOR-ENDED"):
        end_term(
            assessor_id=row.pk, to_on=DAY, reason="再次", actor=actor_of(house.clerk, DAY + timedelta(days=1))
        )
    with pytest.raises(InvalidInput):
        suspend_assessor(assessor_id=row.pk, suspended=False, reason=" ", actor=clerk)


def test_only_those_of_the_court_see_the_list(house: CourtHouse) -> None:
    row = Assessor.objects.earliest("pk")
    assert visible(viewer_of(house.clerk, DAY)).count() == 6
    assert visible(viewer_of(house.president, DAY)).count() == 6
    assert not visible(viewer_of(house.judge, DAY)).exists()
    with pytest.raises(NotVisible):
        suspend_assessor(assessor_id=row.pk, suspended=True, reason="无", actor=actor_of(house.judge))
    with pytest.raises(NotVisible):
        end_term(assessor_id="nothing", to_on=DAY, reason="无", actor=actor_of(house.clerk))


def test_a_court_above_draws_from_the_lists_below(house: CourtHouse) -> None:
    assert len(on_list(house.upper, DAY)) == 6
    assert not Assessor.objects.filter(court=house.upper).exists()
