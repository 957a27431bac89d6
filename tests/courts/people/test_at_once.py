"""Two administrators at the same moment: one of them wins, and the court is never without one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courts.actors.domain import Actor, Right, Role
from courts.people.models import Delegation, Person, Post
from courts.people.services import (
    admit_to_quota,
    appoint,
    create_person,
    delegate,
    disable_person,
    end_post,
    leave_quota,
)
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.selectors import check_chain
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, person_of
from tests.kit.threads import at_once, failures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people(judges=1, calendar=False)


@pytest.fixture
def two(house: CourtHouse) -> tuple[Actor, Actor]:
    second = person_of(house.court, Role.ADMINISTRATOR, username="admin2")
    return actor_of(house.administrator), actor_of(second)


def post_of(person: Person) -> Post:
    return Post.objects.select_related("court", "person").get(person=person)


def one_wins(results: list[Any], loses: type[Exception]) -> None:
    lost = failures(results)
    assert len(lost) == len(results) - 1, results
    assert all(isinstance(error, loses) for error in lost), lost


def test_a_post_is_ended_once(house: CourtHouse, two: tuple[Actor, Actor]) -> None:
    post = post_of(house.clerk)
    one_wins(
        at_once([lambda by=by: end_post(post=post, to_on=DAY, actor=by) for by in two]),  # type: ignore[misc]
        InvalidInput,
    )
    assert check_chain(house.court.pk, house.court.code).intact


def test_two_administrators_never_end_each_other(house: CourtHouse, two: tuple[Actor, Actor]) -> None:
    people = Person.objects.filter(posts__role="administrator", posts__court=house.court)
    posts = {person.pk: post_of(person) for person in people}
    ends = [
        lambda by=by: end_post(  # type: ignore[misc]
            post=next(post for pk, post in posts.items() if pk != by.person_id), to_on=DAY, actor=by
        )
        for by in two
    ]
    one_wins(at_once(ends), Refused)


def test_two_administrators_never_disable_each_other(house: CourtHouse, two: tuple[Actor, Actor]) -> None:
    people = list(Person.objects.filter(posts__role="administrator", posts__court=house.court))
    works = [
        lambda by=by: disable_person(  # type: ignore[misc]
            person=next(person for person in people if person.pk != by.person_id), reason="调离", actor=by
        )
        for by in two
    ]
    one_wins(at_once(works), Refused)
    assert Person.objects.filter(posts__role="administrator", is_active=True).count() == 1


def test_one_ends_while_the_other_disables(house: CourtHouse, two: tuple[Actor, Actor]) -> None:
    first, second = two
    people = {
        person.pk: person
        for person in Person.objects.filter(posts__role="administrator", posts__court=house.court)
    }
    one_wins(
        at_once(
            [
                lambda: end_post(post=post_of(people[second.person_id]), to_on=DAY, actor=first),
                lambda: disable_person(person=people[first.person_id], reason="调离", actor=second),
            ]
        ),
        Refused,
    )


def test_the_same_form_sent_twice_makes_one(house: CourtHouse, two: tuple[Actor, Actor]) -> None:
    """One post, one quota term, one delegation, one person, however often it is sent at once."""
    by, court = two[0], house.court
    post = post_of(house.president)
    works = {
        "post": lambda: appoint(person=house.judge, court=court, role=Role.CLERK, from_on=DAY, actor=by),
        "quota": lambda: admit_to_quota(person=house.head, court=court, from_on=DAY, actor=by),
        "leave": lambda: leave_quota(term=house.judge.quota_terms.get(), on=DAY, actor=by),
        "person": lambda: create_person(username="f-1", name="孙敏", court=court, actor=by),
        "delegation": lambda: delegate(
            post=post,
            to_person=house.head,
            rights=[Right.DASHBOARD],
            from_on=DAY,
            to_on=DAY + timedelta(days=3),
            reason="出差",
            actor=by,
        ),
    }
    for work in works.values():
        one_wins(at_once([work, work, work]), InvalidInput)
    assert Post.objects.filter(person=house.judge, role="clerk").count() == 1
    assert Delegation.objects.count() == 1
