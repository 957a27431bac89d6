"""Divisions: set up, renamed, put in order, closed only when nobody and nothing is left in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courts.actors.domain import Role
from courts.people.services import appoint, end_post
from courts.places.models import Court, Division
from courts.places.registry import holdings
from courts.places.selectors import administered, divisions_of, get_administered
from courts.places.services import (
    add_division,
    close_division,
    confirm_name,
    ensure_court,
    move_division,
    rename_division,
)
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.models import TrailEvent
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

ONE = timedelta(days=1)

house = kept(lambda: court_with_people(judges=1))


def admin(house: CourtHouse) -> Any:
    return actor_of(house.administrator)


def names(house: CourtHouse) -> list[str]:
    return [division.name for division in divisions_of(house.court)]


def test_a_division_is_set_up_at_the_end_and_moved(house: CourtHouse) -> None:
    made = add_division(court=house.court, name=" 执行局 ", kind="enforcement", actor=admin(house))
    assert names(house)[-1] == "执行局" == made.name
    before = names(house)
    move_division(division=made, up=True, actor=admin(house))
    assert names(house) == [*before[:-2], "执行局", before[-2]]
    move_division(division=made, up=False, actor=admin(house))
    move_division(division=made, up=False, actor=admin(house))
    assert names(house) == before, "the last stays last"
    first = divisions_of(house.court)[0]
    move_division(division=first, up=True, actor=admin(house))
    assert names(house) == before, "the first stays first"
    assert sorted(row.order for row in divisions_of(house.court)) == list(range(1, len(before) + 1))


def test_a_name_is_borne_by_one_division_of_the_court(house: CourtHouse) -> None:
    for name in ("立案庭", " ", "长" * 61):
        with pytest.raises(InvalidInput) as told:
            rename_division(division=house.civil, name=name, actor=admin(house))
        assert list(told.value.errors) == ["name"]
    assert rename_division(division=house.civil, name="民事审判庭", actor=admin(house)).name == "民事审判庭"
    renamed = rename_division(division=house.civil, name="民事审判第一庭", actor=admin(house))
    event = TrailEvent.objects.filter(noun="division", object_id=str(renamed.pk)).latest("pk")
    assert event.verb == "division_renamed"
    assert '"before":{"division":"民事审判庭"}' in event.payload.body


def test_only_the_administrator_of_the_court_may(house: CourtHouse) -> None:
    for stranger in (house.president, house.upper_president):
        acts: list[Any] = [
            lambda by=stranger: add_division(
                court=house.court, name="新庭", kind="civil", actor=actor_of(by)
            ),
            lambda by=stranger: rename_division(division=house.civil, name="新庭", actor=actor_of(by)),
            lambda by=stranger: move_division(division=house.civil, up=True, actor=actor_of(by)),
            lambda by=stranger: close_division(division=house.civil, closed_on=DAY, actor=actor_of(by)),
            lambda by=stranger: confirm_name(court=house.court, name="新", name_en="", actor=actor_of(by)),
        ]
        for act in acts:
            check_refused(act, "PEOPLE-RIGHT")


def test_a_division_with_people_or_open_cases_stays(house: CourtHouse) -> None:
    case = drawn_case(house)
    room = case.handling.division
    assert room == house.civil
    refused = check_refused(
        lambda: close_division(division=room, closed_on=DAY, actor=admin(house)), "PLACES-DIVISION-HELD"
    )
    assert len(holdings(room, DAY)) == 2 and refused.params["division"] == room.name
    for person in (house.judge, house.head, house.assistant):
        end_post(post=person.posts.get(), to_on=DAY, actor=admin(house))
    assert len(holdings(room, DAY + ONE)) == 1, "the case is still there"
    check_refused(
        lambda: close_division(division=room, closed_on=DAY + ONE, actor=admin(house)),
        "PLACES-DIVISION-HELD",
    )


def test_an_empty_division_is_closed_from_a_day_on(house: CourtHouse) -> None:
    room = house.divisions["criminal"]
    appoint(
        person=house.judge,
        court=house.court,
        division=room,
        role=Role.CLERK,
        from_on=DAY,
        to_on=DAY + 9 * ONE,
        actor=admin(house),
    )
    held = {"division": room, "actor": admin(house)}
    check_refused(lambda: close_division(**held, closed_on=DAY + 9 * ONE), "PLACES-DIVISION-HELD")
    assert close_division(**held, closed_on=DAY + 10 * ONE).closed_on == DAY + 10 * ONE
    with pytest.raises(InvalidInput) as told:
        close_division(**held, closed_on=DAY + 11 * ONE)
    assert list(told.value.errors) == ["closed_on"]


def test_a_name_not_yet_known_is_settled(house: CourtHouse) -> None:
    Court.objects.filter(pk=house.court.pk).update(name_confirmed=False)
    for changes, field in (
        ({"name": " "}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"name_en": "x" * 121}, "name_en"),
    ):
        with pytest.raises(InvalidInput) as told:
            confirm_name(court=house.court, **{"name": "新名", "name_en": "", **changes}, actor=admin(house))
        assert list(told.value.errors) == [field]
    settled = confirm_name(
        court=house.court,
        name="抚松县人民法院",
        name_en="Fusong County People's Court",
        actor=admin(house),
    )
    assert settled.name_confirmed and settled.name_en.startswith("Fusong")


def test_administered_courts_are_those_of_the_post(house: CourtHouse) -> None:
    assert list(administered(admin(house).viewer)) == [house.court]
    with pytest.raises(NotVisible):
        get_administered(admin(house).viewer, house.upper.code)
    elsewhere = ensure_court(number_code="吉0622", actor=machine()).court
    appoint(
        person=house.administrator,
        court=elsewhere,
        role=Role.ADMINISTRATOR,
        from_on=DAY,
        actor=machine(),
    )
    assert set(administered(admin(house).viewer)) == {house.court, elsewhere}
    assert Division.objects.filter(court=elsewhere).count() == 0
