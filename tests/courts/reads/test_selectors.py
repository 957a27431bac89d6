"""A read that is worded once gives what the queryset gives, for whatever values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Q

from courts.people.models import QuotaTerm
from courts.people.selectors import in_force
from courts.places.models import Court
from courts.reads.selectors import Read, Rows, among
from tests.builders import court_with_people

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def terms() -> list[QuotaTerm]:
    houses = [court_with_people(code) for code in ("吉0621", "吉0622")]
    QuotaTerm.objects.all().delete()
    return [
        QuotaTerm.objects.create(
            person=houses[place % 2].judges[place // 2],
            court=houses[place % 2].court,
            from_on=date(2020 + place, 1, 1),
        )
        for place in range(4)
    ]


def in_court(court_id: int, on: date) -> Rows:
    return QuotaTerm.objects.filter(in_force(on), court_id=court_id).order_by("pk").values_list("person_id")


def of_people(people: list[UUID], court_id: int) -> Rows:
    return QuotaTerm.objects.filter(court_id=court_id, person_id__in=among(people)).order_by("pk")


def test_each_call_is_filled_with_its_own_values(terms: list[QuotaTerm]) -> None:
    read = Read(in_court, court_id=int, on=date)
    for on in (DAY, date(2021, 6, 1), date(2019, 1, 1)):
        for term in terms:
            assert read.rows(court_id=term.court_id, on=on) == list(in_court(term.court_id, on))
    assert read.any(court_id=terms[0].court_id, on=DAY)
    assert not read.any(court_id=terms[0].court_id, on=date(2019, 1, 1))


def test_objects_and_lists(terms: list[QuotaTerm]) -> None:
    read = Read(of_people, people=list, court_id=int)
    people, court_id = [term.person_id for term in terms[:3]], terms[0].court_id
    assert read.all(people=people, court_id=court_id) == [terms[0], terms[2]]
    assert read.first(people=people[1:], court_id=court_id).from_on == date(2022, 1, 1)
    assert read.first(people=[], court_id=court_id) is None


def test_a_constant_is_never_taken_for_a_value(terms: list[QuotaTerm]) -> None:
    """31,100 and 31,200 are what the first value is marked with."""

    def odd(court_id: int) -> Rows:
        constants = Q(court_id=31_100) | Q(court_id=31_200)
        return QuotaTerm.objects.filter(constants | Q(court_id=court_id)).values_list("court_id")

    read, court_id = Read(odd, court_id=int), terms[0].court_id
    assert read.rows(court_id=court_id) == [(court_id,), (court_id,)]
    assert read.rows(court_id=0) == []


def test_a_value_the_query_does_not_use_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in the query: on"):
        Read(lambda court_id, on: Court.objects.filter(pk=court_id), court_id=int, on=date).rows(
            court_id=1, on=DAY
        )


def test_a_row_is_locked(terms: list[QuotaTerm], django_assert_num_queries: Callable[..., Any]) -> None:
    read = Read(lambda court: Court.objects.select_for_update(no_key=True).filter(pk=court), court=int)
    with transaction.atomic(), django_assert_num_queries(1) as asked:
        assert read.all(court=terms[0].court_id) == [terms[0].court]
    assert "FOR NO KEY UPDATE" in asked[0]["sql"]
    assert connection.in_atomic_block
