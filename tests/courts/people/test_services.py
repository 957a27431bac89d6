"""Entering people, posts and the quota: by whom, with what errors, on which trail."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from courts.actors.domain import Right, Role
from courts.people.models import Person, Post, QuotaTerm
from courts.people.services import (
    admit_to_quota,
    appoint,
    command_actor,
    create_person,
    end_post,
    leave_quota,
)
from courts.places.models import Court, Division
from courts.places.services import add_division, ensure_court
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.models import TrailEvent
from tests.builders import DAY, PASSWORD, SINCE, actor_of, instant, machine, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def court() -> Court:
    return ensure_court(number_code="吉0621", actor=machine()).court


@pytest.fixture
def room(court: Court) -> Division:
    return add_division(court=court, name="民事审判庭", kind="civil", order=3, actor=machine())


def verbs(court: Court) -> list[str]:
    events = TrailEvent.objects.filter(court_id=court.pk).order_by("seq")
    return list(events.values_list("verb", flat=True))


def test_a_person_is_entered_and_can_log_in(court: Court) -> None:
    person = create_person(username=" wang ", name=" 王敏 ", court=court, actor=machine(), password=PASSWORD)
    assert (person.username, person.name) == ("wang", "王敏")
    assert person.check_password(PASSWORD)
    assert verbs(court)[-1] == "person_entered"
    silent = create_person(username="li", name="李敏", court=court, actor=machine())
    assert not silent.has_usable_password()


@pytest.mark.parametrize(
    ("username", "name", "field"),
    [
        ("", "王敏", "username"),
        ("  ", "王敏", "username"),
        ("x" * 41, "王敏", "username"),
        ("taken", "王敏", "username"),
        ("wang", "", "name"),
        ("wang", "王" * 61, "name"),
    ],
)
def test_what_cannot_be_entered_is_named_by_field(court: Court, username: str, name: str, field: str) -> None:
    create_person(username="taken", name="赵敏", court=court, actor=machine())
    with pytest.raises(InvalidInput) as told:
        create_person(username=username, name=name, court=court, actor=machine())
    assert list(told.value.errors) == [field]
    assert Person.objects.count() == 1 and verbs(court).count("person_entered") == 1


def test_only_the_administrator_of_the_court_may(court: Court, room: Division) -> None:
    other = ensure_court(number_code="吉0622", actor=machine()).court
    stranger = actor_of(person_of(other, Role.ADMINISTRATOR))
    president = actor_of(person_of(court, Role.PRESIDENT))
    person = person_of(court, None)
    post = appoint(person=person, court=court, role=Role.JUDGE, from_on=SINCE, actor=machine())
    term = admit_to_quota(person=person, court=court, from_on=SINCE, actor=machine())
    before = TrailEvent.objects.count()
    for actor in (stranger, president):
        acts: list[Any] = [
            lambda a=actor: create_person(username="x", name="x", court=court, actor=a),
            lambda a=actor: appoint(person=person, court=court, role=Role.CLERK, from_on=DAY, actor=a),
            lambda a=actor: end_post(post=post, to_on=DAY, actor=a),
            lambda a=actor: admit_to_quota(person=person, court=court, from_on=DAY, actor=a),
            lambda a=actor: leave_quota(term=term, on=DAY, actor=a),
        ]
        for act in acts:
            with pytest.raises(Refused) as told:
                act()
            assert (told.value.code, told.value.params["court_id"]) == ("PEOPLE-RIGHT", court.pk)
    assert TrailEvent.objects.count() == before
    own = actor_of(person_of(court, Role.ADMINISTRATOR))
    assert appoint(person=person, court=court, role=Role.CLERK, from_on=DAY, actor=own).pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": Role.DIVISION_HEAD}, "division"),
        ({"role": Role.ASSISTANT}, "division"),
        ({"to_on": date(2026, 3, 9)}, "to_on"),
        ({"division": "elsewhere"}, "division"),
        ({"role": Role.CLERK}, "role"),
        ({"role": Role.CLERK, "from_on": date(2026, 2, 1), "to_on": DAY}, "role"),
    ],
)
def test_a_post_that_cannot_be_given_is_named_by_field(
    court: Court, changes: dict[str, Any], field: str
) -> None:
    other = ensure_court(number_code="吉0622", actor=machine()).court
    if "division" in changes:
        changes = {"division": add_division(court=other, name="x", kind="civil", order=1, actor=machine())}
    clerk = person_of(court, Role.CLERK, from_on=DAY)
    given: dict[str, Any] = {"role": Role.JUDGE, "from_on": DAY, **changes}
    with pytest.raises(InvalidInput) as told:
        appoint(person=clerk, court=court, actor=machine(), **given)
    assert list(told.value.errors) == [field]
    assert Post.objects.filter(person=clerk).count() == 1


def test_a_post_may_be_held_again_after_its_end(court: Court) -> None:
    clerk = person_of(court, Role.CLERK, from_on=SINCE)
    end_post(post=clerk.posts.get(), to_on=date(2026, 2, 28), actor=machine())
    with pytest.raises(InvalidInput):
        appoint(person=clerk, court=court, role=Role.CLERK, from_on=date(2026, 2, 28), actor=machine())
    appoint(person=clerk, court=court, role=Role.CLERK, from_on=date(2026, 3, 1), actor=machine())
    assert verbs(court)[-3:] == ["post_given", "post_ended", "post_given"]
    with pytest.raises(InvalidInput):
        end_post(post=clerk.posts.latest("from_on"), to_on=date(2026, 2, 1), actor=machine())


def test_nobody_is_in_two_quotas_at_once(court: Court) -> None:
    other = ensure_court(number_code="吉0622", actor=machine()).court
    judge = person_of(court, Role.JUDGE)
    term = admit_to_quota(person=judge, court=court, from_on=SINCE, actor=machine())
    with pytest.raises(InvalidInput):
        admit_to_quota(person=judge, court=other, from_on=DAY, actor=machine())
    with pytest.raises(InvalidInput):
        leave_quota(term=term, on=SINCE, actor=machine())
    leave_quota(term=term, on=DAY, actor=machine())
    admit_to_quota(person=judge, court=other, from_on=DAY, actor=machine())
    assert QuotaTerm.objects.filter(person=judge).count() == 2


def test_the_table_itself_refuses_what_no_service_would_write(court: Court) -> None:
    person = person_of(court, None)
    rows = [
        {"role": "clerk", "from_on": DAY, "to_on": SINCE},
        {"role": "emperor", "from_on": DAY},
        {"role": "division_head", "from_on": DAY},
    ]
    for row in rows:
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.create(person=person, court=court, **row)


def test_the_account_of_a_command_signs_for_it(court: Court) -> None:
    actor = command_actor(user="ops", at=instant(), courts=[court.pk])
    assert (actor.label, actor.person_id) == ("命令行 ops", None)
    assert all(actor.viewer.may(right, court.pk) for right in Right)
    assert not command_actor(user="ops", at=instant()).viewer.may_anywhere(Right.FILE)
