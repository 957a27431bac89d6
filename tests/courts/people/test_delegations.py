"""Delegations: what may be delegated, to whom, for how long, what it lets one read, and how it ends."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.docket.selectors import visible
from courts.actors.domain import Actor, Reach, Right, Role, Viewer
from courts.people.domain import Carried, HeldDelegation, HeldPost, delegated_scope
from courts.people.models import Delegation, Person, Post
from courts.people.selectors import viewer_of
from courts.people.selectors.delegations import state_of
from courts.people.selectors.delegations import visible as visible_delegations
from courts.people.services import appoint, delegate, end_post, revoke_delegation
from courts.refusals.domain import InvalidInput
from courts.trail.models import TrailEvent
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case, machine, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

FROM, TO = DAY, DAY + timedelta(days=6)
ONE = timedelta(days=1)

house = kept(lambda: court_with_people(judges=2))


def post_of(person: Person) -> Post:
    return Post.objects.select_related("court", "person").get(person=person)


def given(house: CourtHouse, **changes: Any) -> Delegation:
    """Trial management lets the division head confirm imports and acknowledge alerts for a week."""
    asked: dict[str, Any] = {
        "post": post_of(house.trial_management),
        "to_person": house.head,
        "rights": [Right.CONFIRM_IMPORT, Right.ACKNOWLEDGE],
        "from_on": FROM,
        "to_on": TO,
        "reason": "外出学习",
        "actor": actor_of(house.trial_management),
        **changes,
    }
    return delegate(**asked)


def wrong(house: CourtHouse, **changes: Any) -> list[str]:
    """The fields at which a delegation is refused as malformed."""
    with pytest.raises(InvalidInput) as told:
        given(house, **changes)
    return list(told.value.errors)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(FROM - ONE, False), (FROM, True), (TO, True), (TO + ONE, False)],
    ids=["the day before", "the first day", "the last", "the day after"],
)
def test_delegated_rights_begin_and_end_by_date(house: CourtHouse, day: date, holds: bool) -> None:
    given(house)
    viewer = viewer_of(house.head, day)
    assert viewer.may(Right.CONFIRM_IMPORT, house.court.pk) is holds
    assert (house.court.pk in viewer.read_courts) is holds
    assert viewer.roles == {Role.DIVISION_HEAD}, "a delegation gives nobody a post"
    assert viewer.may(Right.ACKNOWLEDGE, house.court.pk), "their own right stays"


def test_the_reading_of_the_post_goes_along_only_as_far_as_the_right_needs(house: CourtHouse) -> None:
    """Alerts are acknowledged in the court itself; the dashboard covers the courts below as well."""
    case = drawn_case(house)
    upper, room = house.upper, house.upper.divisions.create(name="办公室", kind="office", order=1)
    deputy = person_of(upper, Role.DIVISION_HEAD, division=room)
    given(
        house,
        post=post_of(house.upper_president),
        to_person=deputy,
        rights=[Right.ACKNOWLEDGE],
        actor=actor_of(house.upper_president),
    )
    assert viewer_of(deputy, DAY).read_courts == {upper.pk}
    assert not visible(viewer_of(deputy, DAY)).filter(pk=case.pk).exists()
    given(
        house,
        post=post_of(house.upper_president),
        to_person=deputy,
        rights=[Right.DASHBOARD],
        actor=actor_of(house.upper_president),
    )
    assert viewer_of(deputy, DAY).read_courts == {upper.pk, house.court.pk}
    assert visible(viewer_of(deputy, DAY)).filter(pk=case.pk).exists()


def test_scope_of_delegations_is_plain_arithmetic() -> None:
    reach = {Role.PRESIDENT: Reach.COURT_AND_BELOW, Role.DIVISION_HEAD: Reach.DIVISION, Role.JUDGE: Reach.OWN}
    carries = {Right.DASHBOARD: Carried.WHOLE, Right.ACKNOWLEDGE: Carried.COURT}
    below = {1: frozenset({2, 3})}

    def scope(role: Role, *rights: Right) -> Any:
        held = HeldDelegation(HeldPost(role, 1, 10), frozenset(rights))
        return delegated_scope([held], reach, carries, below)

    assert scope(Role.PRESIDENT, Right.DASHBOARD) == ({1, 2, 3}, set())
    assert scope(Role.PRESIDENT, Right.ACKNOWLEDGE) == ({1}, set())
    assert scope(Role.PRESIDENT, Right.FILE) == (set(), set())
    assert scope(Role.DIVISION_HEAD, Right.ACKNOWLEDGE) == (set(), {10})
    assert scope(Role.JUDGE, Right.ACKNOWLEDGE) == (set(), set())


def test_a_right_that_carries_nothing_opens_no_case(house: CourtHouse) -> None:
    case = drawn_case(house)
    other = person_of(house.court, Role.ASSISTANT, division=house.divisions["filing"], username="assistant9")
    clerk = post_of(house.clerk)
    given(house, post=clerk, to_person=other, rights=[Right.FILE], actor=actor_of(house.clerk))
    viewer = viewer_of(other, DAY)
    assert viewer.may(Right.FILE, house.court.pk)
    assert not visible(viewer).filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("who", "right", "code"),
    [
        ("judge", Right.CLOSE, "PEOPLE-DELEGATE-HANDLER"),
        ("judge", Right.GRANT, "PEOPLE-DELEGATE-HANDLER"),
        ("administrator", Right.ADMINISTER, "PEOPLE-DELEGATE-ADMINISTER"),
        ("reviewer", Right.REVIEW, "PEOPLE-DELEGATE-REVIEW"),
    ],
)
def test_some_powers_are_never_delegated(house: CourtHouse, who: str, right: Right, code: str) -> None:
    """让审理者裁判: what the handling judge decides nobody decides for them."""
    holder = person_of(house.court, Role.REVIEWER) if who == "reviewer" else getattr(house, who)
    act: dict[str, Any] = {"post": post_of(holder), "rights": [right], "actor": actor_of(holder)}
    check_refused(lambda: given(house, **act), code)
    assert not Delegation.objects.exists()


def test_the_table_itself_keeps_decisions_out(house: CourtHouse) -> None:
    row = {
        "court": house.court,
        "from_post": post_of(house.judge),
        "to_person": house.head,
        "from_on": FROM,
        "to_on": TO,
        "reason": "x",
        "entered_at": actor_of(house.judge).at,
        "entered_by": "x",
    }
    for rights in (["close"], ["file", "grant"], ["administer"], []):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.create(rights=rights, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(rights=["file"], **{**row, "to_on": FROM - ONE})


def test_what_was_delegated_is_not_passed_on(house: CourtHouse) -> None:
    given(house)
    act = {"post": post_of(house.head), "to_person": house.clerk, "rights": [Right.CONFIRM_IMPORT]}
    check_refused(lambda: given(house, **act, actor=actor_of(house.head)), "PEOPLE-DELEGATE-CHAIN")


def test_only_the_holder_or_the_administrator_delegates(house: CourtHouse) -> None:
    for stranger in (house.clerk, house.president, house.upper_president):
        check_refused(lambda by=stranger: given(house, actor=actor_of(by)), "PEOPLE-RIGHT")
    assert given(house, actor=actor_of(house.administrator)).entered_by == house.administrator.name


def test_an_administrator_enters_no_delegation_to_themselves(house: CourtHouse) -> None:
    appoint(person=house.administrator, court=house.court, role=Role.CLERK, from_on=FROM, actor=machine())
    act = {"to_person": house.administrator, "actor": actor_of(house.administrator)}
    check_refused(lambda: given(house, **act), "PEOPLE-SELF")


def test_malformed_wishes_are_named_by_field(house: CourtHouse) -> None:
    assert wrong(house, from_on=DAY - ONE) == ["from_on"], "a delegation has no effect on what is past"
    assert wrong(house, to_on=FROM - ONE) == ["to_on"]
    assert wrong(house, reason="  ") == ["reason"]
    assert wrong(house, reason="长" * 301) == ["reason"]
    assert wrong(house, rights=[]) == ["rights"]
    assert wrong(house, rights=[Right.FILE]) == ["rights"], "the post has not this right"
    assert wrong(house, to_person=house.trial_management) == ["to_person"]
    assert wrong(house, to_person=house.upper_president) == ["to_person"], "of another court"
    assert wrong(house, to_person=house.discipline) == ["to_person"], "their post does not fit"
    assert wrong(house, to_person=person_of(house.court, None)) == ["to_person"]
    Person.objects.filter(pk=house.head.pk).update(is_active=False)
    assert wrong(house) == ["to_person"], "disabled since"


def test_it_never_outlasts_the_post_it_comes_from(house: CourtHouse) -> None:
    end_post(post=post_of(house.trial_management), to_on=TO, actor=machine())
    assert wrong(house, to_on=TO + ONE) == ["to_on"]
    made = given(house)
    end_post(post=post_of(house.trial_management), to_on=TO - ONE, actor=machine())
    assert viewer_of(house.head, TO - ONE).may(Right.CONFIRM_IMPORT, house.court.pk)
    assert not viewer_of(house.head, TO).may(Right.CONFIRM_IMPORT, house.court.pk)
    made.refresh_from_db()
    assert state_of(Delegation.objects.select_related("from_post").get(pk=made.pk), TO) == "ended"


def test_a_post_to_come_is_delegated_from_its_first_day(house: CourtHouse) -> None:
    later = DAY + timedelta(days=30)
    deputy = person_of(house.court, Role.TRIAL_MANAGEMENT, username="office2", from_on=later)
    act = {"post": post_of(deputy), "actor": actor_of(house.administrator)}
    assert wrong(house, **act) == ["from_on"]
    made = given(house, **act, from_on=later, to_on=later)
    assert state_of(made, DAY) == "future"


def test_who_holds_the_right_already_needs_no_delegation(house: CourtHouse) -> None:
    other = person_of(house.court, Role.TRIAL_MANAGEMENT, username="office2")
    assert wrong(house, to_person=other) == ["rights"]
    second = person_of(house.court, Role.CLERK, username="clerk2")
    clerk = {"post": post_of(house.clerk), "to_person": second, "actor": actor_of(house.clerk)}
    assert wrong(house, **clerk, rights=[Right.FILE]) == ["rights"]


def test_the_same_right_is_not_delegated_twice_for_one_day(house: CourtHouse) -> None:
    made = given(house)
    assert wrong(house, from_on=TO, to_on=TO + ONE) == ["rights"]
    assert given(house, from_on=TO + ONE, to_on=TO + ONE).pk
    revoke_delegation(delegation=made, reason="提前返回", actor=actor_of(house.trial_management))
    assert given(house, from_on=FROM, to_on=TO).pk


def test_revoking_takes_the_right_away_the_same_day(house: CourtHouse) -> None:
    made = given(house)
    for stranger in (house.head, house.clerk):
        act = {"delegation": made, "reason": "不必", "actor": actor_of(stranger)}
        check_refused(lambda a=act: revoke_delegation(**a), "PEOPLE-RIGHT")
    with pytest.raises(InvalidInput) as told:
        revoke_delegation(delegation=made, reason=" ", actor=actor_of(house.trial_management))
    assert list(told.value.errors) == ["reason"]
    over = revoke_delegation(delegation=made, reason="提前返回", actor=actor_of(house.administrator))
    assert (over.revoked_on, state_of(over, DAY)) == (DAY, "revoked")
    assert not viewer_of(house.head, DAY).may(Right.CONFIRM_IMPORT, house.court.pk)
    with pytest.raises(InvalidInput):
        revoke_delegation(delegation=made, reason="再撤一次", actor=actor_of(house.trial_management))
    verbs = TrailEvent.objects.filter(noun="delegation", object_id=str(made.pk)).order_by("seq")
    assert [event.verb for event in verbs] == ["delegation_given", "delegation_revoked"]


def test_it_sleeps_while_its_giver_is_disabled_or_its_receiver_has_no_post(house: CourtHouse) -> None:
    given(house)
    Person.objects.filter(pk=house.trial_management.pk).update(is_active=False)
    assert not viewer_of(house.head, DAY).may(Right.CONFIRM_IMPORT, house.court.pk)
    Person.objects.filter(pk=house.trial_management.pk).update(is_active=True)
    assert viewer_of(house.head, DAY).may(Right.CONFIRM_IMPORT, house.court.pk)
    end_post(post=post_of(house.head), to_on=DAY, actor=machine())
    assert viewer_of(house.head, DAY + ONE) == Viewer(house.head.pk)


def test_delegations_are_seen_by_their_two_sides_and_the_administrator(house: CourtHouse) -> None:
    given(house)
    seen = {
        name: visible_delegations(viewer_of(getattr(house, name), DAY)).exists()
        for name in ("trial_management", "head", "administrator", "clerk", "upper_president", "discipline")
    }
    assert seen == {
        "trial_management": True,
        "head": True,
        "administrator": True,
        "clerk": False,
        "upper_president": False,
        "discipline": False,
    }
    assert not visible_delegations(Viewer(None)).exists()


def test_the_trail_names_both_sides(house: CourtHouse) -> None:
    made = given(house)
    body = TrailEvent.objects.get(noun="delegation", object_id=str(made.pk)).payload.body
    data = json.loads(body)["data"]
    assert (data["from_person"], data["to_person"]) == (house.trial_management.name, house.head.name)
    assert (data["role"], data["rights"]) == ("trial_management", ["confirm_import", "acknowledge"])


def test_the_machine_signs_delegations_too(house: CourtHouse) -> None:
    actor = Actor(at=actor_of(house.clerk).at, label="命令行 ops", viewer=machine().viewer)
    assert given(house, actor=actor).entered_by == "命令行 ops"
