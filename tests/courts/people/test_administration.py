"""Administering people: who may not be left out, how far back, what one may not do for oneself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from courts.actors.domain import Right, Role
from courts.options.services import set_option
from courts.people.domain import first_gap
from courts.people.models import Person, Post
from courts.people.selectors import viewer_of
from courts.people.services import (
    admit_to_quota,
    appoint,
    create_person,
    delegate,
    disable_person,
    end_post,
    enter_person,
    leave_quota,
    withdraw_post,
)
from courts.places.models import Court
from courts.refusals.domain import InvalidInput
from courts.trail.models import TrailEvent
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, machine, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

ONE = timedelta(days=1)
LONG_AGO = DAY - timedelta(days=32)

house = kept(lambda: court_with_people(judges=2))


def admin(house: CourtHouse) -> Any:
    return actor_of(house.administrator)


def post_of(person: Person, role: Role) -> Post:
    return Post.objects.select_related("court", "person").get(person=person, role=role.value)


def verbs(person: Person) -> list[str]:
    events = TrailEvent.objects.filter(noun="person", object_id=str(person.pk)).order_by("pk")
    return [event.verb for event in events]


def test_a_new_person_comes_with_a_post_and_a_password_to_change(house: CourtHouse) -> None:
    made = enter_person(
        username="f-007",
        name="孙敏",
        email="sun@example.cn",
        court=house.court,
        role=Role.ASSISTANT,
        division=house.civil,
        from_on=DAY,
        to_on=None,
        document="抚法〔2026〕7号",
        actor=admin(house),
    )
    made.person.refresh_from_db()
    assert made.person.check_password(made.password) and made.person.must_change_password
    assert (made.post.document, made.person.email) == ("抚法〔2026〕7号", "sun@example.cn")
    assert viewer_of(made.person, DAY).read_divisions == {house.civil.pk}
    assert verbs(made.person) == ["person_entered", "post_given", "temporary_password_issued"]


def test_nothing_is_entered_when_the_post_cannot_be_given(house: CourtHouse) -> None:
    asked: dict[str, Any] = {
        "username": "f-008",
        "name": "孙敏",
        "email": "",
        "court": house.court,
        "role": Role.ASSISTANT,
        "division": None,
        "from_on": DAY,
        "to_on": None,
        "document": "",
        "actor": admin(house),
    }
    with pytest.raises(InvalidInput) as told:
        enter_person(**asked)
    assert list(told.value.errors) == ["division"]
    assert not Person.objects.filter(username="f-008").exists()


@pytest.mark.parametrize("email", ["sun", "sun@", "@example.cn"])
def test_an_address_that_is_none_is_refused(house: CourtHouse, email: str) -> None:
    with pytest.raises(InvalidInput) as told:
        create_person(username="f-009", name="孙敏", email=email, court=house.court, actor=admin(house))
    assert list(told.value.errors) == ["email"]


def test_far_back_needs_the_document(house: CourtHouse) -> None:
    """31 days by default; with the number of the document any day."""
    new = {"person": house.judge, "court": house.court, "role": Role.CLERK, "actor": admin(house)}
    refused = check_refused(lambda: appoint(**new, from_on=LONG_AGO), "PEOPLE-BACKDATED")
    assert refused.params["days"] == 31
    assert appoint(**new, from_on=LONG_AGO + ONE, to_on=LONG_AGO + ONE).pk
    assert appoint(**new, from_on=date(2020, 1, 1), to_on=date(2020, 2, 1), document="抚法〔2020〕1号").pk
    clerk = post_of(house.clerk, Role.CLERK)
    check_refused(lambda: end_post(post=clerk, to_on=LONG_AGO, actor=admin(house)), "PEOPLE-BACKDATED")
    term = house.judge.quota_terms.get()
    check_refused(lambda: leave_quota(term=term, on=LONG_AGO, actor=admin(house)), "PEOPLE-BACKDATED")
    quota = {"person": house.head, "court": house.court, "actor": admin(house)}
    check_refused(lambda: admit_to_quota(**quota, from_on=LONG_AGO), "PEOPLE-BACKDATED")
    assert admit_to_quota(**quota, from_on=LONG_AGO, document="吉高法〔2026〕2号").document


def test_a_court_may_set_how_far_back(house: CourtHouse) -> None:
    set_option(
        court_id=house.court.pk,
        code="PEOPLE-BACKDATE-DAYS",
        value=0,
        reason="当日登记",
        actor=admin(house),
    )
    new = {"person": house.judge, "court": house.court, "role": Role.CLERK, "actor": admin(house)}
    check_refused(lambda: appoint(**new, from_on=DAY - ONE), "PEOPLE-BACKDATED")
    assert appoint(**new, from_on=DAY).pk


def test_a_number_too_long_is_no_document(house: CourtHouse) -> None:
    new = {"person": house.judge, "court": house.court, "role": Role.CLERK, "actor": admin(house)}
    with pytest.raises(InvalidInput) as told:
        appoint(**new, from_on=LONG_AGO, document="号" * 61)
    assert list(told.value.errors) == ["document"]


def test_nobody_gives_themselves_rights_over_cases(house: CourtHouse) -> None:
    oneself: dict[str, Any] = {"person": house.administrator, "court": house.court, "actor": admin(house)}
    for role in (Role.CLERK, Role.JUDGE, Role.PRESIDENT, Role.REVIEWER):
        check_refused(lambda r=role: appoint(**oneself, role=r, from_on=DAY), "PEOPLE-SELF")
    check_refused(lambda: admit_to_quota(**oneself, from_on=DAY), "PEOPLE-SELF")
    second = person_of(house.court, Role.ADMINISTRATOR, username="admin2")
    by_second = {**oneself, "actor": actor_of(second)}
    assert appoint(**by_second, role=Role.CLERK, from_on=DAY).pk


def test_the_last_administrator_stays(house: CourtHouse) -> None:
    own = post_of(house.administrator, Role.ADMINISTRATOR)
    refused = check_refused(
        lambda: end_post(post=own, to_on=DAY, actor=admin(house)), "PEOPLE-LAST-ADMINISTRATOR"
    )
    assert refused.params["day"] == DAY + ONE
    check_refused(
        lambda: disable_person(person=house.administrator, reason="调离", actor=machine()),
        "PEOPLE-LAST-ADMINISTRATOR",
    )
    successor = person_of(house.court, Role.ADMINISTRATOR, username="admin2", from_on=DAY + 3 * ONE)
    check_refused(
        lambda: end_post(post=own, to_on=DAY + ONE, actor=admin(house)), "PEOPLE-LAST-ADMINISTRATOR"
    )
    end_post(post=own, to_on=DAY + 2 * ONE, actor=admin(house))
    check_refused(
        lambda: withdraw_post(post=post_of(successor, Role.ADMINISTRATOR), reason="误登", actor=admin(house)),
        "PEOPLE-LAST-ADMINISTRATOR",
    )


def test_a_gap_is_the_first_day_nobody_covers() -> None:
    day = date(2026, 3, 10)
    assert first_gap([], day) == day
    assert first_gap([(date(2019, 1, 1), None)], day) is None
    assert first_gap([(date(2019, 1, 1), day)], day) == day + ONE
    assert first_gap([(day + 2 * ONE, None), (date(2019, 1, 1), day)], day) == day + ONE
    assert first_gap([(day + ONE, None), (date(2019, 1, 1), day)], day) is None
    assert first_gap([(date(2019, 1, 1), date(2019, 2, 1))], day) == day


def test_an_end_once_set_only_moves_forward(house: CourtHouse) -> None:
    clerk = post_of(house.clerk, Role.CLERK)
    end_post(post=clerk, to_on=DAY + 5 * ONE, document="抚法〔2026〕9号", actor=admin(house))
    for day in (DAY + 5 * ONE, DAY + 6 * ONE):
        with pytest.raises(InvalidInput) as told:
            end_post(post=clerk, to_on=day, actor=admin(house))
        assert list(told.value.errors) == ["to_on"]
    assert end_post(post=clerk, to_on=DAY, actor=admin(house)).to_on == DAY


def test_only_a_post_to_come_is_taken_back(house: CourtHouse) -> None:
    clerk = post_of(house.clerk, Role.CLERK)
    with pytest.raises(InvalidInput):
        withdraw_post(post=clerk, reason="误登", actor=admin(house))
    new = {"person": house.judge, "court": house.court, "role": Role.PRESIDENT}
    post = appoint(**new, from_on=DAY + ONE, actor=admin(house))
    with pytest.raises(InvalidInput) as told:
        withdraw_post(post=post, reason="", actor=admin(house))
    assert list(told.value.errors) == ["reason"]
    withdraw_post(post=post, reason="任命撤回", actor=admin(house))
    assert not Post.objects.filter(person=house.judge, role="president").exists()
    assert verbs(house.judge)[-1] == "post_withdrawn"
    again = appoint(**new, from_on=DAY + ONE, actor=admin(house))
    delegate(
        post=again,
        to_person=house.head,
        rights=[Right.DASHBOARD],
        from_on=DAY + ONE,
        to_on=DAY + ONE,
        reason="出差",
        actor=admin(house),
    )
    with pytest.raises(InvalidInput):
        withdraw_post(post=again, reason="误登", actor=admin(house))


def test_no_post_outlasts_its_division_or_court(house: CourtHouse) -> None:
    room = house.divisions["criminal"]
    type(room).objects.filter(pk=room.pk).update(closed_on=DAY + 5 * ONE)
    room.refresh_from_db()
    new = {"person": house.judge, "court": house.court, "role": Role.DIVISION_HEAD, "division": room}
    for to_on in (None, DAY + 5 * ONE):
        with pytest.raises(InvalidInput) as told:
            appoint(**new, from_on=DAY, to_on=to_on, actor=admin(house))
        assert list(told.value.errors) == ["division"]
    assert appoint(**new, from_on=DAY, to_on=DAY + 4 * ONE, actor=admin(house)).pk
    Court.objects.filter(pk=house.court.pk).update(closed_on=DAY)
    house.court.refresh_from_db()
    with pytest.raises(InvalidInput) as told:
        appoint(person=house.judge, court=house.court, role=Role.CLERK, from_on=DAY, actor=admin(house))
    assert list(told.value.errors) == ["court"]
    Court.objects.filter(pk=house.court.pk).update(closed_on=None)
    house.court.refresh_from_db()


def test_an_end_of_the_quota_once_set_only_moves_forward(house: CourtHouse) -> None:
    term = house.judge.quota_terms.get()
    leave_quota(term=term, on=DAY + 5 * ONE, actor=admin(house))
    with pytest.raises(InvalidInput) as told:
        leave_quota(term=term, on=DAY + 5 * ONE, actor=admin(house))
    assert list(told.value.errors) == ["on"]
    assert leave_quota(term=term, on=DAY, actor=admin(house)).to_on == DAY - ONE
