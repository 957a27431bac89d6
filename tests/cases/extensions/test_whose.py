"""Nobody speaks on their own request, however they come to it; which court decides; dates that move."""

from __future__ import annotations

from typing import Any

import pytest

from cases.docket.models import Case, CaseHandling
from cases.extensions.domain import approver_of
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import acts_now, courts_to_report, get_visible, waiting_for
from cases.extensions.services import advise, decide
from cases.limits.domain import Approver, Category, LedgerEntry, LedgerKind
from cases.limits.services import enter_item
from cases.limits.services.checking import Entered
from courts.actors.domain import Right, Role
from courts.people.models import Person, Post
from courts.people.selectors import acts_only_for, entitled, viewer_of
from courts.people.services import appoint
from courts.people.services.delegating import delegate
from courts.places.domain import CourtLevel
from tests.builders import CourtHouse, actor_of, court_with_people, machine, person_of
from tests.cases.extensions.asked import YES, advised, ask, civil_case, day, handler
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
ON = day("2025-08-25")


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return civil_case(house)


def give_to(case: Case, person: Person) -> None:
    CaseHandling.objects.filter(pk=case.pk).update(handler=person)


def let_act(house: CourtHouse, giver: Person, to: Person, right: Right, role: Role) -> Any:
    """From 20 August to the end of September."""
    on = day("2025-08-20")
    return delegate(
        post=Post.objects.get(person=giver, role=role.value, court=house.court),
        to_person=to,
        rights=[right],
        from_on=on,
        to_on=day("2025-09-30"),
        reason="出差",
        actor=actor_of(giver, on),
    )


def test_who_took_the_case_over_does_not_decide_for_it(house: CourtHouse, case: Case) -> None:
    """The request was another's, the case is now the president's own."""
    asked = advised(house, case)
    give_to(case, house.president)
    viewer = viewer_of(house.president, ON)
    assert not waiting_for(viewer, ON).exists()
    assert [one.value for one in acts_now(viewer, get_visible(viewer, asked.pk))] == ["withdraw"]
    check_refused(
        lambda: decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, ON)), "LIM-ASK-SELF"
    )


def test_a_head_who_took_the_case_over_leaves_the_opinion_to_the_president(
    house: CourtHouse, case: Case
) -> None:
    asked = ask(case)
    give_to(case, house.head)
    assert not waiting_for(viewer_of(house.head, ON), ON).exists()
    assert waiting_for(viewer_of(house.president, ON), ON).get() == asked
    check_refused(
        lambda: advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, ON)), "LIM-ASK-SELF"
    )


def test_whoever_acts_only_in_the_place_of_the_asker_decides_nothing(house: CourtHouse, case: Case) -> None:
    """The deputy's own post ended; what is left is the delegation of the very judge who asked."""
    judge = case.handling.handler
    assert judge is not None
    deputy = person_of(house.court, Role.PRESIDENT, username="deputy-1")
    appoint(
        person=judge,
        court=house.court,
        role=Role.PRESIDENT,
        division=None,
        from_on=day("2025-01-01"),
        to_on=None,
        actor=machine(),
    )
    appoint(
        person=deputy,
        court=house.court,
        role=Role.JUDGE,
        division=house.divisions["civil"],
        from_on=day("2025-01-01"),
        to_on=None,
        actor=machine(),
    )
    Post.objects.filter(person=deputy, role=Role.PRESIDENT.value).update(to_on=day("2025-08-21"))
    let_act(house, judge, deputy, Right.DECIDE_EXTENSION, Role.PRESIDENT)
    assert acts_only_for(deputy.pk, Right.DECIDE_EXTENSION, house.court.pk, ON) == {judge.pk}
    asked = ask(case)
    assert asked.state == "deciding", "one who leads the court asks past the head"
    acting = actor_of(deputy, ON)
    assert acting.viewer.may(Right.DECIDE_EXTENSION, house.court.pk)
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=acting), "LIM-ASK-SELF")
    assert decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, ON)).state == "granted"


def test_who_may_exercise_a_right_by_day(house: CourtHouse) -> None:
    """Holders, and those they let act for them: from day to day, while both serve and are enabled."""
    other = house.divisions["criminal"]
    deputy = person_of(house.court, Role.DIVISION_HEAD, division=other, username="deputy-1")
    given = let_act(house, house.head, deputy, Right.ADVISE_EXTENSION, Role.DIVISION_HEAD)

    def able(on: str) -> set[str]:
        found = entitled(
            Role.DIVISION_HEAD,
            Right.ADVISE_EXTENSION,
            house.court.pk,
            day(on),
            house.divisions["civil"].pk,
        )
        return set(found.values_list("username", flat=True))

    both = {house.head.username, "deputy-1"}
    assert [able(on) for on in ("2025-08-19", "2025-08-20", "2025-10-01")] == [
        {house.head.username},
        both,
        {house.head.username},
    ]
    assert not entitled(Role.DIVISION_HEAD, Right.DECIDE_EXTENSION, house.court.pk, ON).exists()
    Person.objects.filter(pk=deputy.pk).update(is_active=False)
    assert able("2025-08-25") == {house.head.username}
    Person.objects.filter(pk=deputy.pk).update(is_active=True)
    Post.objects.filter(person=deputy).update(to_on=day("2025-08-22"))
    assert able("2025-08-25") == {house.head.username}, "without a post in the court nobody acts there"
    Post.objects.filter(person=deputy).update(to_on=None)
    type(given).objects.filter(pk=given.pk).update(revoked_on=ON)
    assert able("2025-08-25") == {house.head.username} and able("2025-08-24") == both


@pytest.mark.parametrize(
    ("category", "level", "decides"),
    [
        (Category.ADMINISTRATIVE, CourtLevel.BASIC, Approver.HIGH_COURT),
        (Category.ADMINISTRATIVE, CourtLevel.HIGH, Approver.SUPREME_COURT),
        (Category.CRIMINAL, CourtLevel.HIGH, Approver.HIGH_COURT),
    ],
)
def test_of_a_high_courts_own_administrative_case_the_supreme_court_decides(
    category: Category, level: CourtLevel, decides: Approver
) -> None:
    """行政诉讼法第八十一条、第八十八条; in criminal appeals the High Court decides on its own."""
    assert approver_of(Approver.HIGH_COURT, category, level) is decides
    assert approver_of(Approver.OWN_PRESIDENT, category, level) is Approver.OWN_PRESIDENT


def test_a_basic_courts_administrative_request_is_reported_to_the_intermediate_court(
    house: CourtHouse, case: Case
) -> None:
    """法释〔2018〕1号第五十条第三款: straight to the High Court, with a copy one court up."""
    asked = ExtensionRequest.objects.get(pk=ask(case).pk)
    asked.rule_code, asked.approver, asked.state = "ADM1_ORD", "high_court", "deciding"
    asked.deciding_court = house.upper.parent
    assert courts_to_report(asked) == [house.upper]
    asked.state = "granted"
    assert courts_to_report(asked) == []
    asked.approver = "high_court_record"
    assert courts_to_report(asked) == [house.upper.parent]


def test_the_last_day_for_deciding_follows_the_ledger(house: CourtHouse, case: Case) -> None:
    """Four days of examination entered while it waits: due on 18 September, to be decided by the 13th."""
    asked = advised(house, case)
    entry = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day("2025-08-21"), ends_on=ON)
    entered = Entered(entry=entry, document="委托鉴定书", reason="鉴定")
    enter_item(case_id=case.pk, entered=entered, actor=handler(case, ON))
    done = decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, day("2025-09-13")))
    assert (done.due_on, done.decide_by) == (day("2025-09-18"), day("2025-09-13"))
    assert not done.is_decided_late
    done.refresh_from_db()
    assert done.decide_by == day("2025-09-13")
