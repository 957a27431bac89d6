"""Forming a body: who may, what is refused, what follows the handling judge, who reads the case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assignment.bodies.domain import How, Part
from assignment.bodies.models import BodyMember
from assignment.bodies.selectors import (
    body_answer,
    body_of,
    facts_held,
    may_form,
    presiding_of,
    sitting,
)
from assignment.bodies.services import (
    Wanted,
    change_member,
    end_body,
    form_body,
)
from assignment.conflicts.models import Relative
from assignment.pools.models import Absence, PoolMember
from cases.docket.models import Case
from cases.docket.selectors import get_visible, visible
from cases.docket.services import set_handler
from cases.parties.services import digest
from courts.actors.domain import Role
from courts.people.selectors import viewer_of
from courts.people.services import admit_to_quota, appoint
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.services import recorded
from tests.assignment.seating import bodied_case, by_handler, identity, others, three
from tests.builders import (
    DAY,
    SINCE,
    CourtHouse,
    accepted_case,
    actor_of,
    drawn_case,
    instant,
    machine,
    person_of,
)
from tests.kit.kept import each_afresh  # noqa: F401

PANEL = Wanted(kind="panel", size=3)


def test_a_panel_of_designated_judges(house: CourtHouse) -> None:
    case = drawn_case(house)
    body = form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))
    members = sitting(case)
    assert [member.part for member in members] == [Part.PRESIDING, Part.JUDGE, Part.JUDGE]
    assert members[0].person_id == case.handling.handler_id
    assert members[0].handles
    assert {member.how for member in members[1:]} == {How.DESIGNATED.value}
    answer = body_answer(case)
    assert answer is not None
    assert (answer["rule"], answer["complete"]) == ("CIV-PANEL", True)
    assert body.formed_by == case.handling.handler.name
    assert presiding_of(case) == case.handling.handler_id


def test_members_read_the_case_and_its_sealed_papers(house: CourtHouse) -> None:
    case = drawn_case(house, criminal=True, sealed="juvenile")
    one, other, outside = others(house, case, 3)
    wanted = Wanted(kind="panel", size=3, judges=[one.pk, other.pk], reason="少年审判合议庭")
    form_body(case_id=case.pk, wanted=wanted, actor=by_handler(case))
    assert get_visible(viewer_of(one, DAY), case.pk) == case
    assert case in visible(viewer_of(other, DAY))
    for stranger in (outside, house.head, house.president, house.clerk):
        with pytest.raises(NotVisible):
            get_visible(viewer_of(stranger, DAY), case.pk)
    leaving = BodyMember.objects.get(case=case, person=one)
    change_member(case_id=case.pk, member_id=leaving.pk, reason="工作调动", actor=by_handler(case))
    with pytest.raises(NotVisible):
        get_visible(viewer_of(one, DAY), case.pk)


def test_refused_when_unlawful(house: CourtHouse) -> None:
    case = drawn_case(house)
    act = by_handler(case)
    for wanted, code in (
        (Wanted(kind="sole"), "BODY-SOLE"),
        (Wanted(kind="panel", size=4), "BODY-EVEN"),
        (Wanted(kind="panel", size=9), "BODY-SIZE"),
        (Wanted(kind="panel", size=7, assessors=2), "BODY-MIX"),
        (Wanted(kind="panel", size=3, facts=["group_dispute"]), "BODY-ASSESSORS-MUST"),
        (Wanted(kind="panel", size=3, assessors=1, facts=["no_hearing"]), "BODY-ASSESSORS-BARRED"),
        (Wanted(kind="panel", size=3, assessors=1, chosen=["陪审员1"]), "BODY-HAND-PICKED"),
        (three(house, case, judges=[house.head.pk]), "BODY-NOT-JUDGE"),
    ):
        with pytest.raises(Refused) as refused:
            form_body(case_id=case.pk, wanted=wanted, actor=act)
        assert refused.value.code == code
    with pytest.raises(InvalidInput):
        form_body(case_id=case.pk, wanted=three(house, case, reason=""), actor=act)
    with pytest.raises(InvalidInput):
        form_body(case_id=case.pk, wanted=Wanted(kind="panel", size=3, facts=["made_up"]), actor=act)
    assert body_of(case) is None


def test_one_body_a_case_and_only_for_an_open_case_with_a_judge(house: CourtHouse) -> None:
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        form_body(case_id=accepted_case(house).pk, wanted=PANEL, actor=actor_of(house.president))
    body = bodied_case(house)
    with pytest.raises(Refused, match="BODY-EXISTS"):
        form_body(case_id=body.case_id, wanted=PANEL, actor=by_handler(body.case_id))
    end_body(case_id=body.case_id, reason="转为其他程序", actor=by_handler(body.case_id))
    with pytest.raises(Refused, match="BODY-NONE"):
        end_body(case_id=body.case_id, reason="再次", actor=by_handler(body.case_id))
    Case.objects.filter(pk=body.case_id).update(status="closed", closed_on=DAY, disposal="判决")
    with pytest.raises(Refused, match="BODY-NOT-OPEN"):
        form_body(case_id=body.case_id, wanted=PANEL, actor=by_handler(body.case_id))


def test_only_the_handling_judge_head_or_president_forms_it(house: CourtHouse) -> None:
    case = drawn_case(house)
    stranger = others(house, case, 1)[0]
    with pytest.raises(NotVisible):
        form_body(case_id=case.pk, wanted=PANEL, actor=actor_of(stranger))
    for person in (house.clerk, house.trial_management):
        with pytest.raises(Refused, match="PEOPLE-RIGHT"):
            form_body(case_id=case.pk, wanted=PANEL, actor=actor_of(person))
    room = next(one for one in house.divisions.values() if one != house.civil)
    other = person_of(house.court, Role.DIVISION_HEAD, division=room, username="other-head")
    assert not may_form(viewer_of(other, DAY), case), "the head of another division"
    assert not may_form(viewer_of(house.president, DAY), case)
    form_body(case_id=case.pk, wanted=three(house, case), actor=actor_of(house.head))


@pytest.mark.parametrize(
    ("kind", "days", "away"),
    [("suspended", 3, True), ("seconded", 3, True), ("leave", 90, True), ("leave", 3, False)],
)
def test_whoever_is_away_is_not_designated(house: CourtHouse, kind: str, days: int, away: bool) -> None:
    case = drawn_case(house)
    other = others(house, case, 1)[0]
    Absence.objects.create(
        judge=other,
        court=house.court,
        kind=kind,
        from_on=DAY - timedelta(days=1),
        to_on=DAY + timedelta(days=days),
        approved_by=house.president.name,
    )
    if away:
        with pytest.raises(Refused, match="BODY-AWAY"):
            form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))
    else:
        form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))


def test_a_head_who_sits_presides(house: CourtHouse) -> None:
    admit_to_quota(person=house.head, court=house.court, from_on=SINCE, actor=machine())
    case = drawn_case(house)
    judges = [house.head.pk, others(house, case, 1)[0].pk]
    wanted = Wanted(
        kind="panel", size=3, judges=judges, reason="重大案件", presiding=case.handling.handler_id
    )
    with pytest.raises(Refused, match="BODY-PRESIDING"):
        form_body(case_id=case.pk, wanted=wanted, actor=by_handler(case))
    lawful = Wanted(kind="panel", size=3, judges=judges, reason="重大案件")
    form_body(case_id=case.pk, wanted=lawful, actor=by_handler(case))
    assert presiding_of(case) == house.head.pk


def test_the_procedure_of_one_judge_makes_its_body_by_itself(house: CourtHouse) -> None:
    case = drawn_case(house, procedure="summary")
    body = body_of(case)
    assert body is not None
    assert (body.kind, body.rule) == ("sole", "CIV-SUMMARY")
    assert [member.part for member in sitting(case)] == [Part.SOLE.value]
    assert body_of(drawn_case(house)) is None
    marked = accepted_case(house, procedure="summary")
    Case.objects.filter(pk=marked.pk).update(four_category=True)
    back = accepted_case(house, procedure="summary", facts="经上级法院裁定发回重审。")
    assert facts_held(back, DAY) == ["remanded"]
    for waiting in (marked, back):
        case = Case.objects.select_related("court", "handling").get(pk=waiting.pk)
        with recorded():
            set_handler(case, judge=house.judge, division_id=None, on=DAY, actor=machine())
        assert body_of(case) is None, "asked of the judge where something speaks for a panel"


def test_whoever_is_barred_does_not_sit(house: CourtHouse) -> None:
    number = identity(80)
    parties = [
        {"role": "plaintiff", "kind": "person", "name": "隋某", "id_number": number},
        {"role": "defendant", "kind": "organisation", "name": "抚松县某木业公司"},
    ]
    case = drawn_case(house, parties=parties)
    other = others(house, case, 1)[0]
    Relative.objects.create(
        person=other,
        court=house.court,
        relation="spouse",
        name="隋某",
        id_digest=digest(number),
        entered_at=instant(),
        entered_by=other.name,
    )
    with pytest.raises(Refused, match="BODY-BARRED"):
        form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))


def test_a_head_appointed_later_may_form_it(house: CourtHouse) -> None:
    case = drawn_case(house)
    deputy = others(house, case, 1)[0]
    appoint(
        person=deputy,
        court=house.court,
        role=Role.DIVISION_HEAD,
        division=house.civil,
        from_on=SINCE,
        to_on=None,
        actor=machine(),
    )
    assert PoolMember.objects.filter(judge=deputy).exists()
    form_body(case_id=case.pk, wanted=PANEL, actor=actor_of(deputy))
