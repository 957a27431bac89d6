"""Who is told of trial bodies and of the caseload of leaders: once each, through the outbox."""

from __future__ import annotations

from datetime import date

from assignment.bodies.services import Wanted, form_body
from assignment.leaders.services import prompt_behind
from cases.docket.models import Case, CaseHandling
from courts.outbox.services import sweep
from courts.people.services import admit_to_quota
from oversight.notices.models import Notice
from tests.assignment.seating import by_handler
from tests.builders import SINCE, CourtHouse, accepted_case, court_with_people, drawn_case, instant, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(lambda: court_with_people(judges=4))
LATE = date(2026, 10, 12)


def test_a_designated_member_is_told_and_the_handling_judge_is_not(house: CourtHouse) -> None:
    case = drawn_case(house)
    other = next(judge for judge in house.judges if judge.pk != case.handling.handler_id)
    wanted = Wanted(kind="panel", size=3, judges=[other.pk], reason="专业合议庭")
    form_body(case_id=case.pk, wanted=wanted, actor=by_handler(case))
    sweep(at=instant(LATE))
    told = Notice.objects.filter(kind="body_seated")
    assert [row.person_id for row in told] == [other.pk]


def test_a_leader_behind_and_trial_management_once_a_month(house: CourtHouse) -> None:
    admit_to_quota(person=house.head, court=house.court, from_on=SINCE, actor=machine())
    case = accepted_case(house)
    CaseHandling.objects.filter(pk=case.pk).update(handler=house.judge, assigned_on=case.filed_on)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=case.filed_on, disposal="判决")
    for _night in range(2):
        prompt_behind(LATE, instant(LATE))
        sweep(at=instant(LATE, 12))
    assert [row.person_id for row in Notice.objects.filter(kind="leader_behind")] == [house.head.pk]
    noted = Notice.objects.filter(kind="leader_behind_noted")
    assert [row.person_id for row in noted] == [house.trial_management.pk]
