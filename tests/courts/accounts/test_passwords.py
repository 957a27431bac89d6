"""Changing a password, and temporary ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from courts.accounts.models import PersonSession
from courts.accounts.selectors import account_court, key_hash, may_manage
from courts.accounts.services import end_sessions, issue_temporary_password
from courts.accounts.services.passwords import change_password
from courts.accounts.services.sessions import open_session
from courts.actors.domain import Role
from courts.people.models import Person
from courts.people.registry import accounts
from courts.people.services import appoint, create_person
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.models import TrailEvent
from tests.builders import DAY, PASSWORD, actor_of, court_with_people, instant, machine, person_of
from tests.kit.kept import each_afresh, kept
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(court_with_people)
__all__ = ["each_afresh"]

NEW = "吉林冬天下大雪2026"


def session(person: Person, key: str) -> PersonSession:
    return open_session(person=person, key=key, address="10.1.2.3", agent="", at=instant())


def test_a_change_ends_the_other_sessions_and_is_on_the_trail_without_any_secret(house: Any) -> None:
    person = house.clerk
    here, there = session(person, "here"), session(person, "there")
    assert change_password(person=person, new_password=NEW, actor=actor_of(person), session_key="here") == 1
    person.refresh_from_db()
    assert person.check_password(NEW) and not person.must_change_password
    assert person.password_changed_at == instant()
    assert PersonSession.objects.get(pk=here.pk).ended_at is None
    assert PersonSession.objects.get(pk=there.pk).ended_by == "password_changed"
    event = TrailEvent.objects.get(verb="password_changed", object_id=str(person.pk))
    assert event.court_id == house.court.pk
    assert NEW not in event.payload.body and person.password not in event.payload.body


@pytest.mark.parametrize(
    ("new", "said"),
    [("short", "8"), ("password", "常见"), ("1234567890123", "数字"), (PASSWORD, "不能与原密码相同")],
)
def test_a_poor_password_is_not_taken(house: Any, new: str, said: str) -> None:
    with pytest.raises(InvalidInput) as told:
        change_password(person=house.clerk, new_password=new, actor=actor_of(house.clerk))
    assert said in "".join(told.value.errors["new_password"])
    house.clerk.refresh_from_db()
    assert house.clerk.check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(house: Any) -> None:
    with pytest.raises(NotVisible):
        change_password(person=house.clerk, new_password=NEW, actor=actor_of(house.administrator))


def test_a_temporary_password_is_random_readable_and_must_be_changed(house: Any) -> None:
    person, actor = house.clerk, actor_of(house.administrator)
    open_one = session(person, "somewhere")
    first = issue_temporary_password(person=person, actor=actor, reason="忘记密码")
    second = issue_temporary_password(person=person, actor=actor, reason="忘记密码")
    assert first != second and len(second) == 19 and second.count("-") == 3
    assert not set(second) & set("il1o0IOL")
    person.refresh_from_db()
    assert person.check_password(second) and person.must_change_password
    assert PersonSession.objects.get(pk=open_one.pk).ended_by == "by_administrator"
    bodies = [event.payload.body for event in TrailEvent.objects.filter(verb="temporary_password_issued")]
    assert len(bodies) == 2 and not [body for body in bodies if first in body or second in body]
    change_password(person=person, new_password=NEW, actor=actor_of(person))
    assert not Person.objects.get(pk=person.pk).must_change_password


def test_a_new_person_gets_theirs_through_the_registry(house: Any) -> None:
    actor = actor_of(house.administrator)
    person = create_person(username="newcomer", name="新来的", court=house.court, actor=actor)
    assert not person.has_usable_password()
    password = accounts().issue_temporary_password(person=person, actor=actor, reason="首次开通")
    assert Person.objects.get(pk=person.pk).check_password(password)


def test_only_the_administrator_of_the_court_that_keeps_the_account(house: Any) -> None:
    elsewhere = person_of(house.upper, Role.ADMINISTRATOR)
    for stranger in (house.president, house.head, elsewhere):
        check_refused(
            lambda who=stranger: issue_temporary_password(  # type: ignore[misc]
                person=house.clerk, actor=actor_of(who), reason="试试"
            ),
            "PEOPLE-RIGHT",
        )
    assert may_manage(actor_of(house.administrator).viewer, house.clerk, DAY)
    assert not may_manage(actor_of(elsewhere).viewer, house.clerk, DAY)


def test_an_appointment_by_another_court_does_not_take_the_account_over(house: Any) -> None:
    elsewhere = person_of(house.upper, Role.ADMINISTRATOR)
    appoint(
        person=house.clerk,
        court=house.upper,
        role=Role.CLERK,
        from_on=date(2018, 1, 1),
        actor=machine(),
    )
    assert account_court(house.clerk.pk, DAY) == house.court.pk
    check_refused(
        lambda: end_sessions(person=house.clerk, actor=actor_of(elsewhere), reason="试试"), "PEOPLE-RIGHT"
    )


def test_after_a_transfer_the_new_court_keeps_the_account(house: Any) -> None:
    leaving = person_of(house.court, Role.CLERK, username="leaving", to_on=date(2026, 1, 31))
    assert account_court(leaving.pk, DAY) == house.court.pk, "the last court, while there is no other"
    appoint(person=leaving, court=house.upper, role=Role.CLERK, from_on=date(2026, 2, 1), actor=machine())
    assert account_court(leaving.pk, DAY) == house.upper.pk


def test_not_on_ones_own_account_and_not_on_a_superusers(house: Any) -> None:
    actor = actor_of(house.administrator)
    check_refused(
        lambda: issue_temporary_password(person=house.administrator, actor=actor, reason="自己"),
        "ACCOUNT-SELF",
    )
    Person.objects.filter(pk=house.clerk.pk).update(is_superuser=True)
    root = Person.objects.get(pk=house.clerk.pk)
    check_refused(
        lambda: issue_temporary_password(person=root, actor=actor, reason="试试"), "ACCOUNT-SUPERUSER"
    )


def test_ending_sessions_needs_a_reason_and_counts(house: Any) -> None:
    session(house.clerk, "one")
    session(house.clerk, "two")
    actor = actor_of(house.administrator)
    with pytest.raises(InvalidInput, match="理由"):
        end_sessions(person=house.clerk, actor=actor, reason="")
    with pytest.raises(InvalidInput, match="200"):
        end_sessions(person=house.clerk, actor=actor, reason="长" * 201)
    assert end_sessions(person=house.clerk, actor=actor, reason="电脑遗失") == 2
    assert end_sessions(person=house.clerk, actor=actor, reason="电脑遗失") == 0
    event = TrailEvent.objects.filter(verb="sessions_ended").order_by("seq").first()
    assert event is not None and "电脑遗失" in event.payload.body


def test_only_the_hash_of_a_key_is_kept(house: Any) -> None:
    row = session(house.clerk, "the-key")
    assert row.key_hash == key_hash("the-key") and "the-key" not in str(vars(row))
