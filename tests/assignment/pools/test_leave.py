"""Leave and suspension: dated, approved by somebody else, never twice at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assignment.pools.models import Absence
from assignment.pools.selectors import absences_of, changes_before, judges_of, open_cases_of
from assignment.pools.services.leave import cancel_leave, change_leave, enter_leave
from courts.actors.domain import Role
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.builders import DAY, actor_of, court_with_people, drawn_case, instant, person_of
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=3, types=("民初",)))
WHY = "请假条第8号"


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def enter(house: Any, **over: Any) -> Absence:
    given = {
        "court_id": house.court.pk,
        "judge": house.judges[0].pk,
        "kind": "leave",
        "from_on": DAY,
        "to_on": after(7),
        "approver": house.president.pk,
        "reason": WHY,
        "actor": actor_of(house.administrator),
        **over,
    }
    return enter_leave(**given)


def excluded(house: Any, on: date) -> list[str]:
    return [judge.excluded for judge in judges_of(house.pool, on) if judge.excluded]


def test_on_leave_nobody_is_drawn_and_the_day_after_again(house: Any) -> None:
    absence = enter(house, from_on=after(1))
    assert absence.approved_by == house.president.name
    states = [excluded(house, after(day)) for day in (0, 1, 7, 8)]
    assert states == [[], ["LEAVE"], ["LEAVE"], []]
    event = TrailEvent.objects.select_related("payload").get(verb="leave_entered")
    assert (event.noun, event.object_id) == ("absence", str(absence.pk)) and WHY in event.payload.body
    at = instant(DAY, 23)
    assert [entry.noun for entry in changes_before(house.pool, at, timedelta(hours=24))] == ["absence"]


def test_a_suspension_shows_as_one(house: Any) -> None:
    enter(house, kind="suspended")
    assert excluded(house, DAY) == ["SUSPENDED"]


def test_the_court_above_may_have_approved(house: Any) -> None:
    assert enter(house, approver=house.upper_president.pk).approved_by == house.upper_president.name


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"to_on": DAY - timedelta(days=1), "from_on": DAY}, "to_on"),
        ({"from_on": DAY - timedelta(days=9), "to_on": DAY - timedelta(days=1)}, "to_on"),
        ({"to_on": DAY + timedelta(days=1200)}, "to_on"),
        ({"kind": "holiday"}, "kind"),
        ({"judge": "nobody"}, "judge"),
        ({"approver": "nobody"}, "approver"),
        ({"approver": "01900000-0000-7000-8000-000000000009"}, "approver"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_cannot_be_entered_names_its_field(house: Any, over: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        enter(house, **over)
    assert list(invalid.value.errors) == [field]
    assert not Absence.objects.exists()


def test_only_quota_judges_are_on_the_list(house: Any) -> None:
    with pytest.raises(InvalidInput) as invalid:
        enter(house, judge=house.clerk.pk)
    assert list(invalid.value.errors) == ["judge"]


def test_nobody_approves_their_own(house: Any) -> None:
    check_refused(lambda: enter(house, approver=house.judges[0].pk), "LEAVE-APPROVER")


@pytest.mark.parametrize(("begins", "ends"), [(0, 7), (7, 9), (3, 4), (-2, 0), (-5, 20)])
def test_a_day_that_is_covered_is_not_entered_again(house: Any, begins: int, ends: int) -> None:
    enter(house)
    refused = check_refused(
        lambda: enter(house, from_on=after(begins), to_on=after(ends), kind="suspended"), "LEAVE-OVERLAP"
    )
    assert (refused.params["from_on"], refused.params["to_on"]) == (DAY, after(7))
    enter(house, from_on=after(8), to_on=after(9))
    enter(house, judge=house.judges[1].pk)
    assert Absence.objects.count() == 3


def test_shorter_longer_and_back_early(house: Any) -> None:
    absence = enter(house)
    given = {"absence_id": absence.pk, "reason": WHY}
    change_leave(to_on=after(3), actor=actor_of(house.administrator, after(1)), seen=after(7), **given)
    assert excluded(house, after(4)) == []
    longer = {"to_on": after(12), "actor": actor_of(house.administrator, after(2)), **given}
    with pytest.raises(InvalidInput) as unapproved:
        change_leave(**longer)
    assert list(unapproved.value.errors) == ["approver"], "a longer absence is approved like a new one"
    check_refused(lambda: change_leave(approver=absence.judge_id, **longer), "LEAVE-APPROVER")
    assert change_leave(approver=house.upper_president.pk, **longer).approved_by == house.upper_president.name
    assert excluded(house, after(12)) == ["LEAVE"]
    change_leave(to_on=after(4), actor=actor_of(house.administrator, after(5)), **given)
    assert excluded(house, after(5)) == [], "back on the fifth day: the last day is the fourth"
    bodies = TrailEvent.objects.filter(verb="leave_changed").order_by("id")
    assert [
        f'"to_on":"{day}"' in event.payload.body
        for event, day in zip(bodies, (after(3), after(12), after(4)), strict=True)
    ] == [True] * 3


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to_on": DAY - timedelta(days=1)}, "to_on"),
        ({"to_on": DAY + timedelta(days=7)}, "to_on"),
        ({"to_on": DAY + timedelta(days=1200), "approver": "president"}, "to_on"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_last_day_that_does_not_fit_names_its_field(house: Any, change: dict[str, Any], field: str) -> None:
    absence = enter(house)
    if "approver" in change:
        change["approver"] = house.president.pk
    with pytest.raises(InvalidInput) as invalid:
        change_leave(
            **{"absence_id": absence.pk, "to_on": after(3), "reason": WHY, **change},
            actor=actor_of(house.administrator),
        )
    assert list(invalid.value.errors) == [field]


def test_a_longer_leave_meets_the_next_one(house: Any) -> None:
    absence = enter(house)
    enter(house, from_on=after(10), to_on=after(12))
    check_refused(
        lambda: change_leave(
            absence_id=absence.pk,
            to_on=after(10),
            reason=WHY,
            approver=house.president.pk,
            actor=actor_of(house.administrator),
        ),
        "LEAVE-OVERLAP",
    )


def test_what_has_ended_stays(house: Any) -> None:
    absence = enter(house)
    late = actor_of(house.administrator, after(8))
    given = {"absence_id": absence.pk, "reason": WHY, "actor": late}
    check_refused(lambda: change_leave(to_on=after(20), **given), "LEAVE-ENDED")
    check_refused(lambda: cancel_leave(**given), "LEAVE-ENDED")


def test_only_what_has_not_begun_is_taken_back(house: Any) -> None:
    begun, to_come = enter(house), enter(house, from_on=after(20), to_on=after(21))
    actor = actor_of(house.administrator)
    check_refused(lambda: cancel_leave(absence_id=begun.pk, reason=WHY, actor=actor), "LEAVE-BEGUN")
    with pytest.raises(InvalidInput):
        cancel_leave(absence_id=to_come.pk, reason="", actor=actor)
    cancel_leave(absence_id=to_come.pk, reason=WHY, actor=actor, seen=after(21))
    assert absences_of(house.court.pk, DAY) == [begun]
    assert TrailEvent.objects.get(verb="leave_cancelled").object_id == str(to_come.pk)


def test_a_change_meanwhile_is_not_overwritten(house: Any) -> None:
    absence = enter(house, from_on=after(3))
    actor = actor_of(house.administrator)
    change_leave(absence_id=absence.pk, to_on=after(5), reason=WHY, actor=actor, seen=after(7))
    for act, more in ((change_leave, {"to_on": after(6)}), (cancel_leave, {})):
        check_refused(
            lambda act=act, more=more: act(
                absence_id=absence.pk, reason=WHY, actor=actor, seen=after(7), **more
            ),
            "POOL-MOVED",
        )


def test_others_see_nothing_of_it(house: Any) -> None:
    absence = enter(house)
    elsewhere = person_of(house.upper, Role.ADMINISTRATOR)
    for who in (house.clerk, house.judges[0], house.president, elsewhere):
        with pytest.raises(NotVisible):
            change_leave(absence_id=absence.pk, to_on=after(1), reason=WHY, actor=actor_of(who))
        with pytest.raises(Refused) as refused:
            enter(house, actor=actor_of(who))
        assert refused.value.code == "PEOPLE-RIGHT"


def test_open_cases_are_counted_for_the_effect(house: Any) -> None:
    case = drawn_case(house)
    handler = case.handling.handler
    assert handler is not None and open_cases_of([handler.pk]) == {handler.pk: 1}
