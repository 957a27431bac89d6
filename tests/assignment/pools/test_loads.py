"""What a case weighs, and that what is kept of it is what would be computed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from assignment.pools import domain
from assignment.pools.domain import LoadFacts
from assignment.pools.models import CaseLoad
from assignment.pools.selectors import load_by, load_factors, load_of, open_loads
from assignment.pools.services.loads import check_nightly, keep_load, recompute_loads
from cases.docket.models import Case
from cases.docket.services import close_case
from tests.builders import DAY, accepted_case, actor_of, court_with_people, drawn_case, instant, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401

YUAN = 100


@pytest.mark.parametrize(
    ("code", "facts", "load"),
    [
        ("", {}, 100),
        ("WEIGHT_SUMMARY", {"procedure": "summary"}, 70),
        ("WEIGHT_SMALL", {"procedure": "small_claims"}, 40),
        ("WEIGHT_EXPEDITED", {"type_code": "刑初", "procedure": "expedited"}, 48),
        ("WEIGHT_CLAIM_1", {"claim_fen": 10_000_000 * YUAN}, 120),
        ("WEIGHT_CLAIM_2", {"claim_fen": 100_000_000 * YUAN}, 150),
        ("", {"claim_fen": 9_999_999 * YUAN}, 100),
        ("WEIGHT_PARTIES_1", {"parties": 10}, 130),
        ("WEIGHT_PARTIES_2", {"parties": 30}, 160),
        ("WEIGHT_FOUR", {"four_category": True}, 150),
        (
            "WEIGHT_FOUR",
            {"four_category": True, "procedure": "summary", "parties": 12},
            136,
        ),  # 100×.7×1.3×1.5
    ],
)
def test_the_load_by_the_rule_table(code: str, facts: dict[str, Any], load: int) -> None:
    given = {"type_code": "民初", "procedure": "ordinary", **facts}
    assert load_by(LoadFacts(**given)) == load
    assert not code or code in load_factors()


def test_a_factor_counts_once_for_its_dimension_and_rounds_once() -> None:
    factors = list(load_factors())
    facts = LoadFacts(type_code="民初", procedure="summary", four_category=True)
    assert domain.load_of(3, facts, factors) == 3  # 3 × 0.7 × 1.5 = 3.15, not 2 × 1.5
    assert domain.load_of(3, facts, [*factors, *factors]) == 3
    assert domain.load_of(1, LoadFacts(type_code="民初", procedure="small_claims"), factors) == 1


def make() -> Any:
    people = court_with_people(judges=2, types=("民初",))
    return SimpleNamespace(people=people, judges=people.judges)


house = kept(make)


def loads(house: Any) -> dict[Any, int]:
    return open_loads(house.people.court.pk, [judge.pk for judge in house.judges])


def test_the_events_of_a_case_keep_its_load(house: Any) -> None:
    accepted_case(house.people)
    assert CaseLoad.objects.count() == 0
    drawn = drawn_case(house.people)
    judge = drawn.handling.handler
    assert loads(house) == {judge.pk: 100} and load_of(drawn) == 100
    Case.objects.filter(pk=drawn.pk).update(procedure="summary")
    keep_load(Case.objects.get(pk=drawn.pk), machine())
    assert loads(house) == {judge.pk: 70}
    close_case(case_id=drawn.pk, closed_on=DAY, disposal="judgment", actor=actor_of(judge))
    assert CaseLoad.objects.count() == 0


def test_the_full_check_finds_nothing_and_puts_right_what_was_written_past_the_events(house: Any) -> None:
    drawn = [drawn_case(house.people) for _ in range(3)]
    court = house.people.court.pk
    before = loads(house)
    assert recompute_loads([court]) == 0
    CaseLoad.objects.filter(pk=drawn[0].pk).update(hundredths=7)
    CaseLoad.objects.filter(pk=drawn[1].pk).delete()
    undrawn = accepted_case(house.people)
    CaseLoad.objects.create(case=undrawn, court_id=court, judge=house.judges[0], hundredths=50)
    assert recompute_loads([court]) == 3
    assert loads(house) == before
    CaseLoad.objects.all().delete()
    check_nightly(DAY, instant())
    assert loads(house) == {}, "only on Sundays"
    check_nightly(date(2026, 3, 15), instant())
    assert loads(house) == before


def test_judges_of_other_courts_and_without_cases_are_absent(house: Any) -> None:
    drawn_case(house.people)
    assert open_loads(house.people.upper.pk, [judge.pk for judge in house.judges]) == {}
