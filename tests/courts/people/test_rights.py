"""Rights follow posts by date; what a post lets its holder read and do stands in the roles table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.docket.selectors import visible
from courts.actors.domain import Reach, Right, Role, Viewer
from courts.people.domain import HeldPost, reading_scope
from courts.people.models import Person
from courts.people.selectors import (
    holders,
    home_court,
    members,
    posts_of,
    quota_judge_ids,
    roles,
    viewer_of,
)
from courts.people.services import admit_to_quota, appoint, leave_quota
from courts.places.models import Court
from courts.places.services import ensure_court
from tests.builders import DAY, CourtHouse, court_with_people, drawn_case, machine, person_of

FROM, TO = date(2026, 3, 2), date(2026, 3, 20)
ONE = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people(judges=2, calendar=False)


@pytest.fixture
def court() -> Court:
    return ensure_court(number_code="吉0621", actor=machine()).court


@pytest.mark.parametrize(
    ("day", "holds"),
    [(FROM - ONE, False), (FROM, True), (FROM + ONE, True), (TO - ONE, True), (TO, True), (TO + ONE, False)],
    ids=["the day before", "the first day", "the second", "the last but one", "the last", "the day after"],
)
def test_rights_begin_with_the_first_day_and_end_with_the_last(court: Court, day: date, holds: bool) -> None:
    clerk = person_of(court, Role.CLERK, from_on=FROM, to_on=TO)
    viewer = viewer_of(clerk, day)
    assert viewer.may(Right.FILE, court.pk) is holds
    assert viewer.read_courts == ({court.pk} if holds else set())
    assert viewer.roles == ({Role.CLERK} if holds else set())
    assert bool(posts_of(clerk.pk, day)) is holds
    assert holders(Role.CLERK, court.pk, day).filter(pk=clerk.pk).exists() is holds
    assert members(court.pk, day).filter(pk=clerk.pk).exists() is holds
    assert (home_court(clerk.pk, day) == court) is holds


def test_a_post_without_an_end_goes_on(court: Court) -> None:
    clerk = person_of(court, Role.CLERK, from_on=FROM)
    assert viewer_of(clerk, date(2099, 12, 31)).may(Right.FILE, court.pk)


RIGHTS: dict[Role, set[Right]] = {
    Role.CLERK: {
        Right.FILE,
        Right.ACCEPT,
        Right.DRAW,
        Right.RECORD_NODE,
        Right.KEEP_LEDGER,
        Right.DESIGNATE,
        Right.KEEP_ASSESSORS,
        Right.ENTER_COMMITTEE,
    },
    Role.JUDGE: {
        Right.RECORD_NODE,
        Right.KEEP_LEDGER,
        Right.ASK_EXTENSION,
        Right.CLOSE,
        Right.GRANT,
        Right.ASK_CHANGE,
        Right.DECIDE_RECUSAL,
        Right.FORM_BODY,
    },
    Role.ASSISTANT: {Right.RECORD_NODE, Right.KEEP_LEDGER},
    Role.DIVISION_HEAD: {
        Right.DASHBOARD,
        Right.ACKNOWLEDGE,
        Right.CONFIRM_LEDGER,
        Right.ADVISE_EXTENSION,
        Right.EXPORT,
        Right.APPROVE_DESIGNATION,
        Right.ASK_CHANGE,
        Right.ADVISE_CHANGE,
        Right.FORM_BODY,
    },
    Role.PRESIDENT: {
        Right.DASHBOARD,
        Right.ACKNOWLEDGE,
        Right.CONFIRM_LEDGER,
        Right.ADVISE_EXTENSION,
        Right.DECIDE_EXTENSION,
        Right.REVIEW_OVERSEE,
        Right.READ_HISTORY,
        Right.EXPORT,
        Right.APPROVE_DESIGNATION,
        Right.DECIDE_CHANGE,
        Right.DECIDE_RECUSAL,
        Right.VOID_DRAW,
        Right.MONITOR_DRAWS,
    },
    Role.TRIAL_MANAGEMENT: {
        Right.DASHBOARD,
        Right.ACKNOWLEDGE,
        Right.CONFIRM_IMPORT,
        Right.CONFIRM_CALENDAR,
        Right.REVIEW_PLAN,
        Right.EXPORT,
        Right.SHARE_VIEWS,
        Right.ASK_CHANGE,
        Right.VOID_DRAW,
        Right.KEEP_ASSESSORS,
        Right.ENTER_COMMITTEE,
        Right.MONITOR_DRAWS,
    },
    Role.DISCIPLINE: {Right.REVIEW_OVERSEE, Right.READ_HISTORY, Right.CHECK_CHANGE, Right.MONITOR_DRAWS},
    Role.REVIEWER: {Right.REVIEW},
    Role.ADMINISTRATOR: {Right.ADMINISTER, Right.CONFIRM_CALENDAR, Right.READ_HISTORY},
}
REACH: dict[Role, Reach] = {
    Role.CLERK: Reach.COURT,
    Role.JUDGE: Reach.OWN,
    Role.ASSISTANT: Reach.DIVISION,
    Role.DIVISION_HEAD: Reach.DIVISION,
    Role.PRESIDENT: Reach.COURT_AND_BELOW,
    Role.TRIAL_MANAGEMENT: Reach.COURT_AND_BELOW,
    Role.DISCIPLINE: Reach.COURT,
    Role.REVIEWER: Reach.COURT,
    Role.ADMINISTRATOR: Reach.NONE,
}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_each_post_allows_its_acts_in_its_own_court_and_reads_its_reach(
    house: CourtHouse, role: Role
) -> None:
    """Seen from the intermediate court, with a basic court below and a division of its own."""
    upper, below = house.upper, house.court
    room = house.upper.divisions.create(name="民事审判第一庭", kind="civil", order=1)
    viewer = viewer_of(person_of(upper, role, division=room, username="p"), DAY)
    assert viewer.court_rights == {(upper.pk, right) for right in RIGHTS[role]}
    courts = {
        Reach.COURT: {upper.pk},
        Reach.COURT_AND_BELOW: {upper.pk, below.pk},
    }.get(REACH[role], set())
    assert viewer.read_courts == courts
    assert viewer.read_divisions == ({room.pk} if REACH[role] is Reach.DIVISION else set())


def test_the_table_knows_every_role_and_orders_them_without_ties() -> None:
    assert {rule.code for rule in roles()} == {role.value for role in Role}
    assert len({rule.order for rule in roles()}) == len(Role)


def test_courts_below_are_read_at_any_depth_and_never_those_above(house: CourtHouse) -> None:
    high = house.upper.parent
    assert high is not None
    highest = viewer_of(person_of(high, Role.PRESIDENT), DAY)
    assert {high.pk, house.upper.pk, house.court.pk} <= highest.read_courts
    assert viewer_of(house.president, DAY).read_courts == {house.court.pk}


def test_posts_add_up(house: CourtHouse) -> None:
    """A judge who is also head of a division, and clerk in another court: each post brings its own."""
    other = ensure_court(number_code="吉0622", actor=machine()).court
    judge, room = house.judge, house.civil
    appoint(
        person=judge,
        court=house.court,
        role=Role.DIVISION_HEAD,
        division=room,
        from_on=FROM,
        actor=machine(),
    )
    appoint(person=judge, court=other, role=Role.CLERK, from_on=FROM, to_on=TO, actor=machine())
    viewer = viewer_of(judge, DAY)
    assert (viewer.read_courts, viewer.read_divisions) == ({other.pk}, {room.pk})
    assert viewer.courts_with(Right.FILE) == {other.pk}
    assert viewer.courts_with(Right.CLOSE) == {house.court.pk}
    assert [post.role for post in posts_of(judge.pk, DAY)] == ["clerk", "judge", "division_head"]
    assert viewer_of(judge, TO + ONE).read_courts == set()


def test_a_disabled_person_sees_and_does_nothing(house: CourtHouse) -> None:
    case = drawn_case(court_with_people("吉0622", judges=1))
    judge = case.handling.handler
    assert judge is not None
    assert visible(viewer_of(judge, DAY)).filter(pk=case.pk).exists()
    Person.objects.filter(pk=judge.pk).update(is_active=False)
    judge.refresh_from_db()
    assert viewer_of(judge, DAY) == Viewer(None)
    assert not visible(viewer_of(judge, DAY)).exists()
    assert not holders(Role.JUDGE, case.court_id, DAY).exists()
    assert judge.pk not in quota_judge_ids(case.court_id, DAY)
    assert judge not in members(case.court_id, DAY)


def test_somebody_without_a_post_sees_nothing(court: Court) -> None:
    person = person_of(court, None)
    assert viewer_of(person, DAY) == Viewer(person.pk)
    assert home_court(person.pk, DAY) is None


@pytest.mark.parametrize(
    ("day", "within"), [(FROM - ONE, False), (FROM, True), (TO - ONE, True), (TO, False)]
)
def test_the_quota_counts_from_its_first_day_up_to_the_day_of_leaving(
    court: Court, day: date, within: bool
) -> None:
    judge = person_of(court, Role.JUDGE)
    term = admit_to_quota(person=judge, court=court, from_on=FROM, actor=machine())
    leave_quota(term=term, on=TO, actor=machine())
    assert (judge.pk in quota_judge_ids(court.pk, day)) is within


def test_holders_may_be_asked_for_a_division(house: CourtHouse) -> None:
    assert list(holders(Role.DIVISION_HEAD, house.court.pk, DAY, house.civil.pk)) == [house.head]
    filing = house.divisions["filing"]
    assert not holders(Role.DIVISION_HEAD, house.court.pk, DAY, filing.pk).exists()


def test_reading_scope_is_plain_arithmetic() -> None:
    reach = {Role.PRESIDENT: Reach.COURT_AND_BELOW, Role.CLERK: Reach.COURT, Role.ASSISTANT: Reach.DIVISION}
    below = {1: frozenset({2, 3})}
    posts = [HeldPost(Role.PRESIDENT, 1, None), HeldPost(Role.CLERK, 9, 90), HeldPost(Role.ASSISTANT, 8, 80)]
    assert reading_scope(posts, reach, below) == ({1, 2, 3, 9}, {80})
    assert reading_scope([HeldPost(Role.ASSISTANT, 8, None)], reach, below) == (set(), set())
    assert reading_scope([], reach, below) == (set(), set())
