"""Giving numbers: gapless and unique in each series, whatever happens at the same time."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Any

import pytest
from django.db import transaction
from uuid_utils.compat import uuid7

from cases.docket.models import Case, CaseHandling, CaseText
from cases.intake.services.review import accept_case
from cases.numbers.domain import CaseNumber
from cases.numbers.selectors import case_types
from cases.numbers.services import allocate, counter_value, move_counter
from courts.places.services import ensure_court
from courts.refusals.domain import Refused
from courts.trail.selectors import check_chain
from courts.trail.services import recorded
from tests.builders import DAY, accepted_case, actor_of, court_with_people, filed_case, machine
from tests.kit.threads import at_once, failures

THREADS, EACH = 8, 10


def copies(case: Case, number: int) -> list[Any]:
    """More filings just like one."""
    made = [Case(**{**values_of(case), "id": uuid7()}) for _ in range(number)]
    Case.objects.bulk_create(made)
    CaseHandling.objects.bulk_create(CaseHandling(case=copy, court_id=copy.court_id) for copy in made)
    CaseText.objects.bulk_create(CaseText(case=copy, court_id=copy.court_id) for copy in made)
    return [copy.pk for copy in made]


def values_of(case: Case) -> dict[str, Any]:
    return {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}


class Undone(Exception):
    """Thrown by a test to roll back."""


@pytest.fixture
def fusong(db: None) -> Any:
    return ensure_court(number_code="吉0621", actor=machine()).court


def given(court: Any, *, year: int = 2026, code: str = "民初", times: int = 1) -> list[int]:
    with transaction.atomic():
        return [allocate(court, year=year, type_code=code).serial for _ in range(times)]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_accept_eighty_cases_without_gap_or_double() -> None:
    house = court_with_people()
    clerk = actor_of(house.clerk)

    cases = iter(copies(filed_case(house), THREADS * EACH))
    shares = [[next(cases) for _ in range(EACH)] for _ in range(THREADS)]

    def work(share: list[Any]) -> list[int]:
        done = [accept_case(case_id=case_id, accepted_on=DAY, actor=clerk) for case_id in share]
        return [case.number_serial or 0 for case in done]

    answers = at_once([lambda s=share: work(s) for share in shares])
    assert failures(answers) == []
    assert sorted(chain.from_iterable(answers)) == list(range(1, THREADS * EACH + 1))
    numbers = set(Case.objects.filter(status="open").values_list("number", flat=True))
    assert numbers == {f"（2026）吉0621民初{serial}号" for serial in range(1, THREADS * EACH + 1)}
    assert check_chain(house.court.pk, house.court.code).intact


@pytest.mark.django_db(transaction=True)
def test_acceptances_that_fail_at_the_same_time_leave_no_gap() -> None:
    """Every second acceptance is undone after it had its number: the number goes to another case."""
    house = court_with_people()
    clerk = actor_of(house.clerk)
    cases = copies(filed_case(house), 39)

    def accept(case_id: Any, undo: bool) -> None:
        with recorded():
            accept_case(case_id=case_id, accepted_on=DAY, actor=clerk)
            if undo:
                raise Undone

    answers = at_once([lambda c=c, i=i: accept(c, bool(i % 2)) for i, c in enumerate(cases)])
    assert [type(answer) for answer in failures(answers)] == [Undone] * 19
    kept = Case.objects.filter(status="open").order_by("number_serial")
    assert list(kept.values_list("number_serial", flat=True)) == list(range(1, 21))
    assert Case.objects.filter(pk__in=cases, status="received", number=None).count() == 19
    assert check_chain(house.court.pk, house.court.code).intact


@pytest.mark.django_db
def test_a_rollback_gives_the_number_back() -> None:
    house = court_with_people()
    assert accepted_case(house).number == "（2026）吉0621民初1号"
    case = filed_case(house)
    with pytest.raises(Undone), recorded():
        assert accept_case(case_id=case.pk, accepted_on=DAY, actor=actor_of(house.clerk)).number_serial == 2
        raise Undone
    case.refresh_from_db()
    assert (case.status, case.number, case.filed_on) == ("received", None, None)
    assert counter_value(house.court, year=2026, type_code="民初") == 1
    assert accepted_case(house).number == "（2026）吉0621民初2号"


def test_court_year_and_code_each_have_a_series_of_their_own(fusong: Any) -> None:
    baishan = ensure_court(number_code="吉06", actor=machine()).court
    assert given(fusong, times=3) == [1, 2, 3]
    assert given(fusong, year=2027) == [1]
    assert given(fusong, code="刑初") == [1]
    assert given(baishan) == [1]
    assert given(fusong) == [4]
    assert [counter_value(fusong, year=year, type_code="民初") for year in (2025, 2026, 2027)] == [0, 4, 1]


def test_a_special_code_has_a_series_of_its_own(fusong: Any) -> None:
    """法〔2015〕137号: the special code stands before the type code and is part of the series."""
    given(fusong, times=2)
    with transaction.atomic():
        number = allocate(fusong, year=2026, type_code="民初", special="知")
    assert (number.serial, number.special) == (1, "知")
    assert given(fusong) == [3]


def test_the_number_is_written_in_full(fusong: Any) -> None:
    with transaction.atomic():
        number = allocate(fusong, year=2026, type_code="执保")
    assert number == CaseNumber(2026, "吉0621", "", "执保", 1, "")
    assert number.format() == "（2026）吉0621执保1号"


def test_reviews_of_death_sentences_are_numbered_at_random(db: None) -> None:
    """刑核 numbers are eight random digits, so that nobody can count the cases."""
    supreme = ensure_court(number_code="最高法", actor=machine()).court
    serials = given(supreme, code="刑核", times=50)
    assert all(10_000_000 <= serial <= 99_999_999 for serial in serials)
    assert len(set(serials)) == 50
    assert sorted(serials) != serials, "in order they would tell how many there are"
    assert counter_value(supreme, year=2026, type_code="刑核") == 0
    move_counter(supreme, CaseNumber(2026, "最高法", "", "刑核", 12345678, ""))
    assert counter_value(supreme, year=2026, type_code="刑核") == 0


@pytest.mark.parametrize(("code", "court_code"), [("刑核", "吉0621"), ("民终", "吉0621"), ("执", "最高法")])
def test_a_code_unlawful_at_the_level_is_refused_and_uses_no_number(
    db: None, code: str, court_code: str
) -> None:
    court = ensure_court(number_code=court_code, actor=machine()).court
    assert court.level not in case_types().latest(code).levels
    with pytest.raises(Refused) as refused:
        given(court, code=code)
    assert refused.value.code == "NUM-LEVEL"
    assert refused.value.params["court"] == court.name
    assert counter_value(court, year=2026, type_code=code) == 0


@pytest.mark.parametrize(
    ("moves", "following"), [([41], 42), ([41, 7], 42), ([7, 41], 42), ([1], 6), ([5], 6), ([6], 7)]
)
def test_a_counter_moves_on_after_numbers_given_elsewhere_and_never_back(
    fusong: Any, moves: list[int], following: int
) -> None:
    given(fusong, times=5)
    for serial in moves:
        move_counter(fusong, CaseNumber(2026, "吉0621", "", "民初", serial, ""))
    assert given(fusong) == [following]


def test_a_counter_may_begin_with_a_number_given_elsewhere(fusong: Any) -> None:
    move_counter(fusong, CaseNumber(2024, "吉0621", "", "民初", 123, ""))
    assert given(fusong, year=2024) == [124]
    assert given(fusong, year=2025) == [1]


@pytest.mark.django_db(transaction=True)
def test_numbers_given_and_moved_at_once_never_meet() -> None:
    court = ensure_court(number_code="吉0621", actor=machine()).court

    def move(serial: int) -> list[int]:
        with transaction.atomic():
            move_counter(court, CaseNumber(2026, "吉0621", "", "民初", serial, ""))
        return []

    acts = [lambda: given(court, times=10)] * 4 + [lambda n=n: move(n) for n in (15, 30)]
    answers = at_once(acts)
    assert failures(answers) == []
    serials = list(chain.from_iterable(answers))
    assert len(set(serials)) == 40
    assert counter_value(court, year=2026, type_code="民初") == max(serials) >= 40


@pytest.mark.django_db
def test_the_year_is_that_of_acceptance() -> None:
    house = court_with_people()
    late = date(2025, 12, 31)
    case = filed_case(house, on=late)
    again = filed_case(house, on=late)
    done = accept_case(case_id=case.pk, accepted_on=date(2026, 1, 2), actor=actor_of(house.clerk, DAY))
    same_year = accept_case(case_id=again.pk, accepted_on=late, actor=actor_of(house.clerk, late))
    assert (done.number, same_year.number) == ("（2026）吉0621民初1号", "（2025）吉0621民初1号")
