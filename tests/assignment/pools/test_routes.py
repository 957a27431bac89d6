"""Which pool a case goes to: tiers, conditions, dates; the order of the rows never matters."""

from __future__ import annotations

import json
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assignment.draws.models import Draw
from assignment.pools.domain import CaseFacts, Complexity, RouteRow, choose, complexity_of, overlaps
from assignment.pools.models import Pool, PoolAlert, PoolRoute
from assignment.pools.selectors import (
    complexity_rules,
    facts_of,
    overlapping,
    route_case,
    said_route,
)
from assignment.pools.services.routes import add_route, end_route
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.builders import DAY, accepted_case, actor_of, court_with_people, drawn_case, pool_of
from tests.kit.kept import each_afresh, kept  # noqa: F401

LONG_AGO = date(2020, 1, 1)
WHY = "院务会纪要第 3 号"


def row(number: int, pool: int, tier: int, **conditions: Any) -> RouteRow:
    return RouteRow(id=number, pool_id=pool, tier=tier, **{"from_on": LONG_AGO, **conditions})


def facts(**over: Any) -> CaseFacts:
    given: dict[str, Any] = {"type_code": "民初", "procedure": "ordinary", "causes": ("civ.2", "civ.2.3")}
    return CaseFacts(**{**given, **over})


def chosen(rows: list[RouteRow], **over: Any) -> int | None:
    found = choose(rows, facts(**over), DAY)
    return found.pool_id if found else None


TABLE = [
    row(1, 10, 9, type_code="民初"),
    row(2, 20, 2, type_code="民初", cause_code="civ.2"),
    row(3, 30, 2, procedure="summary"),
    row(4, 40, 1, type_code="民初", claim_from_fen=100_000, claim_to_fen=200_000),
    row(5, 50, 8, complexity="simple"),
]


@pytest.mark.parametrize(
    ("over", "pool"),
    [
        ({}, 20),  # tier 2: its cause stands under civ.2
        ({"causes": ("civ.4",)}, 10),  # only the general route is left
        ({"procedure": "summary"}, 20),  # both of tier 2 fit: two conditions go before one
        ({"procedure": "summary", "causes": ()}, 30),
        ({"claim_fen": 100_000}, 40),  # the lower end is included
        ({"claim_fen": 200_000}, 20),  # the upper is not
        ({"complexity": "simple", "causes": ()}, 50),
        ({"type_code": "刑初", "causes": ()}, None),
    ],
)
def test_the_lowest_tier_then_the_most_conditions(over: dict[str, Any], pool: int | None) -> None:
    assert chosen(TABLE, **over) == pool


def test_between_equals_the_oldest_goes_first() -> None:
    younger = row(1, 10, 3, type_code="民初", from_on=DAY)
    older = row(2, 20, 3, procedure="ordinary")
    assert chosen([younger, older]) == 20
    assert chosen([younger, row(2, 20, 3, procedure="ordinary", from_on=DAY)]) == 10


def test_only_routes_in_force() -> None:
    ended = row(1, 10, 1, to_on=DAY - timedelta(days=1))
    to_come = row(2, 20, 1, from_on=DAY + timedelta(days=1))
    assert chosen([ended, to_come]) is None
    assert chosen([row(3, 30, 1, from_on=DAY, to_on=DAY)]) == 30


routes = st.lists(
    st.builds(
        RouteRow,
        id=st.integers(1, 10**6),
        pool_id=st.integers(1, 4),
        tier=st.integers(1, 3),
        from_on=st.sampled_from([LONG_AGO, DAY, DAY + timedelta(days=1)]),
        type_code=st.sampled_from(["", "民初", "刑初"]),
        procedure=st.sampled_from(["", "ordinary", "summary"]),
        cause_code=st.sampled_from(["", "civ.2", "civ.4"]),
        claim_from_fen=st.sampled_from([None, 0, 500]),
        complexity=st.sampled_from(["", "simple"]),
    ),
    max_size=9,
    unique_by=lambda route: route.id,
)


@settings(max_examples=60)
@given(routes, st.randoms(), st.sampled_from([None, 100, 900]))
def test_the_order_of_the_rows_never_matters(rows: list[RouteRow], shuffle: Any, claim: int | None) -> None:
    asked = facts(claim_fen=claim)
    found = choose(rows, asked, DAY)
    again = list(rows)
    shuffle.shuffle(again)
    assert choose(again, asked, DAY) == found
    fitting = [one for one in rows if one.in_force(DAY) and one.fits(asked)]
    assert (found is None) == (not fitting)
    if found is not None:
        assert found.tier == min(one.tier for one in fitting)
        alike = [one for one in fitting if one.tier == found.tier]
        assert len(found.conditions) == max(len(one.conditions) for one in alike)


def under(above: str, code: str) -> bool:
    return code == above or code.startswith(above + ".")


def test_overlaps_are_pairs_that_only_age_decides() -> None:
    rows = [
        row(1, 10, 2, cause_code="civ.2"),
        row(2, 20, 2, cause_code="civ.2.3", from_on=DAY),
        row(3, 30, 2, cause_code="civ.4"),
        row(4, 40, 3, cause_code="civ.2"),
        row(5, 50, 2, cause_code="civ.2", type_code="民初"),
        row(6, 10, 2, procedure="summary"),
        row(7, 60, 2, complexity="simple", to_on=LONG_AGO),
    ]
    found = [(one.id, other.id) for one, other in overlaps(rows, DAY, under)]
    assert found == [(1, 2), (3, 6), (6, 2)]
    spans = [
        row(1, 10, 2, claim_to_fen=100),
        row(2, 20, 2, claim_from_fen=100),
        row(3, 30, 2, claim_to_fen=50),
    ]
    assert [(one.id, other.id) for one, other in overlaps(spans, DAY, under)] == [(1, 3)]


@pytest.mark.parametrize(
    ("code", "given", "level"),
    [
        ("COMPLEX_FOUR", {"four_category": True, "procedure": "summary"}, "complex"),
        ("COMPLEX_RETRIAL", {"procedure": "retrial"}, "complex"),
        ("COMPLEX_CLAIM", {"claim_fen": 5_000_000_000}, "complex"),
        ("SIMPLE_PROCEDURE", {"procedure": "small_claims", "claim_fen": 4_999_999_999}, "simple"),
        ("SIMPLE_SPECIAL", {"procedure": "payment_order"}, "simple"),
        ("", {"four_category": False}, "ordinary"),
    ],
)
def test_simple_and_complex_by_the_rule_table(code: str, given: dict[str, Any], level: str) -> None:
    asked = {"type_code": "民初", "procedure": "ordinary", "claim_fen": None, "four_category": None, **given}
    assert complexity_of(complexity_rules().in_force(DAY), **asked) is Complexity(level)
    assert not code or complexity_rules().latest(code).level == level


def make() -> Any:
    people = court_with_people(judges=3)
    family = pool_of(people.court, "执", people.judges[:1], people.civil)
    family.routes.all().delete()
    Pool.objects.filter(pk=family.pk).update(name="家事合议庭池")
    return SimpleNamespace(people=people, general=people.pools["民初"], family=Pool.objects.get(pk=family.pk))


house = kept(make)


def route(house: Any, **over: Any) -> PoolRoute:
    wish = {"pool_id": house.family.pk, "tier": 2, "from_on": DAY, "reason": WHY, **over}
    return add_route(actor=actor_of(house.people.administrator), **wish)


DIVORCE = {"cause": "离婚纠纷", "procedure": "ordinary", "claim_amount": None}


def test_a_case_of_a_specialised_panel_goes_to_its_pool(house: Any) -> None:
    divorce, loan = accepted_case(house.people, **DIVORCE), accepted_case(house.people)
    heading = facts_of(divorce, DAY).causes[0]
    made = route(house, type_code="民初", cause_code=heading)
    found, other = route_case(divorce, DAY), route_case(loan, DAY)
    assert found and other and (found.pool, other.pool) == (house.family, house.general)
    assert found.as_row() == {
        "row": made.pk,
        "since": str(DAY),
        "pool": "家事合议庭池",
        "tier": 2,
        "type_code": "民初",
        "cause_code": heading,
    }
    assert said_route(found.as_row()).startswith("按第 2 级规则：民初")
    assert said_route(found.as_row()).endswith("→ 家事合议庭池")
    end_route(route_id=made.pk, to_on=DAY, reason=WHY, actor=actor_of(house.people.administrator))
    after = route_case(divorce, DAY + timedelta(days=1))
    assert after and after.pool == house.general and route_case(divorce, DAY) is not None


def test_what_matched_stands_in_the_snapshot_and_on_the_trail(house: Any) -> None:
    made = route(house, type_code="民初", procedure="ordinary")
    drawn = drawn_case(house.people, **DIVORCE)
    draw = Draw.objects.get(case=drawn)
    said = json.loads(draw.snapshot)["route"]
    given = {"pool": "家事合议庭池", "tier": 2, "type_code": "民初", "procedure": "ordinary"}
    assert said == {"row": made.pk, "since": str(DAY), **given}
    event = TrailEvent.objects.select_related("payload").get(verb="draw_committed", case_id=drawn.pk)
    assert json.loads(event.payload.body)["data"]["route"] == said
    assert drawn.handling.handler == house.people.judges[0]
    assert PoolAlert.objects.filter(pool=house.family, kind="changed").exists(), "led here just before"


def test_the_route_of_a_sealed_case_is_on_its_trail_only(house: Any) -> None:
    """The snapshot goes to the public: cause and amount would tell what the case is."""
    made = route(house, type_code="民初", procedure="ordinary")
    drawn = drawn_case(house.people, sealed="privacy", **DIVORCE)
    snapshot = json.loads(Draw.objects.get(case=drawn).snapshot)
    assert "route" not in snapshot and snapshot["pool"] == "家事合议庭池"
    event = TrailEvent.objects.select_related("payload").get(verb="draw_committed", case_id=drawn.pk)
    assert json.loads(event.payload.body)["data"]["route"]["row"] == made.pk
    ending = {"route_id": made.pk, "reason": WHY, "actor": actor_of(house.people.administrator)}
    with pytest.raises(InvalidInput) as invalid:
        end_route(to_on=DAY - timedelta(days=1), **ending)
    assert list(invalid.value.errors) == ["to_on"], "a draw was made on it today"
    assert end_route(to_on=DAY, **ending) == made and PoolRoute.objects.get(pk=made.pk).to_on == DAY


def test_one_pool_for_several_types(house: Any) -> None:
    route(house, tier=9, type_code="执")
    route(house, tier=9, type_code="执恢")
    assert house.family.routes.count() == 2


def test_the_same_conditions_lead_to_one_pool(house: Any) -> None:
    route(house, type_code="民初")
    with pytest.raises(Refused, match="ROUTE-TAKEN") as refused:
        route(house, pool_id=house.general.pk, type_code="民初")
    assert refused.value.params["pool"] == "家事合议庭池"
    assert "民初" in refused.value.params["given"]
    route(house, pool_id=house.general.pk, tier=3, type_code="民初")


def test_overlapping_routes_of_a_court(house: Any) -> None:
    route(house, type_code="民初")
    assert overlapping(house.people.court.pk, DAY) == []
    route(house, pool_id=house.general.pk, procedure="summary")
    ((one, other),) = overlapping(house.people.court.pk, DAY)
    assert (one.pool_id, other.pool_id) == (house.family.pk, house.general.pk)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"tier": 0}, "tier"),
        ({"tier": 10}, "tier"),
        ({"type_code": "民终"}, "type_code"),
        ({"procedure": "nonsense"}, "procedure"),
        ({"cause_code": "civ.none"}, "cause_code"),
        ({"complexity": "hard"}, "complexity"),
        ({"claim_from_fen": 5, "claim_to_fen": 5}, "claim_to_fen"),
        ({"claim_from_fen": -1}, "claim_from_fen"),
        ({"from_on": DAY - timedelta(days=1)}, "from_on"),
        ({"reason": " "}, "reason"),
    ],
)
def test_a_route_that_cannot_be(house: Any, wish: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        route(house, **wish)
    assert list(invalid.value.errors) == [field]


def test_nobody_but_the_courts_administrator(house: Any) -> None:
    made = route(house)
    for person in (house.people.president, house.people.clerk):
        with pytest.raises(NotVisible):
            end_route(route_id=made.pk, to_on=DAY, reason=WHY, actor=actor_of(person))
    with pytest.raises(InvalidInput):
        end_route(
            route_id=made.pk,
            to_on=DAY - timedelta(days=2),
            reason=WHY,
            actor=actor_of(house.people.administrator),
        )
    before = DAY - timedelta(days=1)
    gone = end_route(route_id=made.pk, to_on=before, reason=WHY, actor=actor_of(house.people.administrator))
    assert gone is None and not PoolRoute.objects.filter(pk=made.pk).exists()
