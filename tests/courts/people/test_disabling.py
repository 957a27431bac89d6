"""Accounts as people: disabled and enabled with a reason, corrected, kept where their holder serves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courts.actors.domain import Role
from courts.people.models import Person, Post
from courts.people.registry import burdens
from courts.people.selectors import latest_courts
from courts.people.services import appoint, correct_person, disable_person, enable_person, end_post
from courts.places.services import ensure_court
from courts.refusals.domain import InvalidInput
from courts.trail.models import TrailEvent
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case, machine, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

ONE = timedelta(days=1)

house = kept(lambda: court_with_people(judges=2))


def admin(house: CourtHouse) -> Any:
    return actor_of(house.administrator)


def post_of(person: Person, role: Role) -> Post:
    return Post.objects.select_related("court", "person").get(person=person, role=role.value)


def verbs(person: Person) -> list[str]:
    events = TrailEvent.objects.filter(noun="person", object_id=str(person.pk)).order_by("pk")
    return [event.verb for event in events]


def test_a_disabled_account_keeps_its_cases_and_says_how_many(house: CourtHouse) -> None:
    judge = drawn_case(house).handling.handler
    assert judge is not None
    assert [burden.count for burden in burdens(judge.pk)] == [1]
    disable_person(person=judge, reason="停职", actor=admin(house))
    judge.refresh_from_db()
    assert not judge.is_active and judge.handled.count() == 1
    with pytest.raises(InvalidInput):
        disable_person(person=judge, reason="停职", actor=admin(house))
    for reason in ("", "长" * 301):
        with pytest.raises(InvalidInput) as told:
            enable_person(person=judge, reason=reason, actor=admin(house))
        assert list(told.value.errors) == ["reason"]
    enable_person(person=judge, reason="复职", actor=admin(house))
    with pytest.raises(InvalidInput):
        enable_person(person=judge, reason="复职", actor=admin(house))
    kept = [verb for verb in verbs(judge) if verb.startswith("person_")]
    assert kept == ["person_entered", "person_disabled", "person_enabled"]


def test_details_are_corrected_with_what_stood_before(house: CourtHouse) -> None:
    correct_person(person=house.clerk, name="赵敏", email="zhao@example.cn", actor=admin(house))
    house.clerk.refresh_from_db()
    assert (house.clerk.name, house.clerk.email) == ("赵敏", "zhao@example.cn")
    number = len(verbs(house.clerk))
    correct_person(person=house.clerk, name="赵敏", email="zhao@example.cn", actor=admin(house))
    assert len(verbs(house.clerk)) == number, "nothing changed, nothing recorded"
    for changes, field in (({"name": " "}, "name"), ({"email": "x"}, "email")):
        with pytest.raises(InvalidInput) as told:
            correct_person(person=house.clerk, **{"name": "赵敏", "email": "", **changes}, actor=admin(house))
        assert list(told.value.errors) == [field]


def test_an_account_is_kept_where_its_holder_serves(house: CourtHouse) -> None:
    elsewhere = ensure_court(number_code="吉0622", actor=machine()).court
    moved = person_of(elsewhere, Role.JUDGE)
    appoint(person=moved, court=house.court, role=Role.REVIEWER, from_on=DAY, actor=admin(house))
    assert latest_courts(moved.pk, DAY) == [elsewhere, house.court]
    acts: list[Any] = [
        lambda: disable_person(person=moved, reason="x", actor=admin(house)),
        lambda: enable_person(person=moved, reason="x", actor=admin(house)),
        lambda: correct_person(person=moved, name="王", email="", actor=admin(house)),
    ]
    for act in acts:
        check_refused(act, "PEOPLE-ELSEWHERE")
    end_post(post=post_of(moved, Role.JUDGE), to_on=DAY - ONE, actor=machine())
    assert latest_courts(moved.pk, DAY) == [house.court]
    assert not disable_person(person=moved, reason="退休", actor=admin(house)).is_active


def test_ones_own_account_is_for_somebody_else(house: CourtHouse) -> None:
    person_of(house.court, Role.ADMINISTRATOR, username="admin2")
    check_refused(
        lambda: disable_person(person=house.administrator, reason="x", actor=admin(house)), "PEOPLE-SELF"
    )
    check_refused(
        lambda: disable_person(person=house.judge, reason="x", actor=actor_of(house.president)),
        "PEOPLE-RIGHT",
    )


def test_a_superuser_is_kept_on_the_machine(house: CourtHouse) -> None:
    Person.objects.filter(pk=house.clerk.pk).update(is_superuser=True)
    house.clerk.refresh_from_db()
    check_refused(
        lambda: disable_person(person=house.clerk, reason="x", actor=admin(house)), "ACCOUNT-SUPERUSER"
    )
