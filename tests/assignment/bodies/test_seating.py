"""Drawing assessors and members: verifiable, seven days before, in rounds, with substitutes by order."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from assignment.assessors.models import Assessor
from assignment.assessors.selectors import candidates, cases_of_year
from assignment.bodies.domain import How, Part
from assignment.bodies.models import BodyMember, Seat, SeatDraw
from assignment.bodies.selectors import body_of, member_candidates, sitting, substitutes, vacant
from assignment.bodies.services import (
    Wanted,
    change_member,
    draw_seats,
    form_body,
    give_number,
    lock_round,
    lock_seats,
    reveal_seats,
)
from assignment.conflicts.models import Involvement
from assignment.draws.domain import Purpose, check_bundle
from assignment.draws.models import Draw
from assignment.draws.selectors import bundle_of, by_receipt, case_of, check_chains, gives_bundle, published
from assignment.draws.services.sweep import sweep_draws
from assignment.leaders.models import LeaderTerm
from assignment.pools.models import PoolMember
from assignment.recusals.models import Recusal
from cases.docket.models import Case, RelatedCase
from courts.options.services import set_option
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from tests.assignment.seating import (
    HEARING,
    assessor_of,
    assessors_drawn,
    bodied_case,
    by_handler,
    identity,
    others,
    three,
)
from tests.builders import DAY, CourtHouse, actor_of, drawn_case, instant, machine
from tests.kit.kept import each_afresh  # noqa: F401

ASSESSOR, MEMBER = Purpose.ASSESSOR.value, Purpose.MEMBER.value


def test_two_assessors_and_a_substitute_are_drawn_and_can_be_rechecked(house: CourtHouse) -> None:
    body = bodied_case(house)
    call = assessors_drawn(house, body.case_id, substitutes=1)
    assert call.closed_at is not None
    seated = [member for member in sitting(body.case) if member.part == Part.ASSESSOR.value]
    assert len(seated) == 2
    assert len({member.assessor_id for member in seated}) == 2
    assert all(member.how == How.DRAWN.value and member.draw for member in seated)
    assert len(substitutes(body)) == 1
    draws = list(Draw.objects.filter(seat_draw__seat__call=call).select_related("chain"))
    for draw in draws:
        assert check_bundle(bundle_of(draw)) == []
        assert by_receipt(draw.receipt) == draw
        assert case_of(draw) == body.case
        assert gives_bundle(draw)
    names = published(draws[0])["names"].values()
    assert set(names) == set(Assessor.objects.values_list("name", flat=True))
    reports = list(check_chains(house.court.pk, house.court.code))
    assert all(report.problems == () for report in reports)
    assert any(report.purpose == ASSESSOR and report.draws == len(draws) for report in reports)
    assert not any(vacant(body).values())


def test_step_by_step_with_a_collision_drawn_again(house: CourtHouse) -> None:
    body = bodied_case(house)
    clerk = actor_of(house.clerk)
    for number in range(40):
        call = lock_seats(
            case_id=body.case_id, purpose=ASSESSOR, actor=clerk, hearing_on=HEARING, substitutes=4
        )
        give_number(call_id=call.pk, nonce=str(number), actor=clerk)
        call = reveal_seats(call_id=call.pk, actor=clerk)
        if call.closed_at is None:
            break
        pytest.fail("six seats on a list of six without a collision is next to impossible")
    with pytest.raises(Refused, match="BODY-SEAT-STEP"):
        reveal_seats(call_id=call.pk, actor=clerk)
    left = Seat.objects.filter(call=call, assessor=None).count()
    assert left
    lock_round(call_id=call.pk, actor=clerk)
    with pytest.raises(Refused, match="BODY-SEAT-STEP"):
        lock_round(call_id=call.pk, actor=clerk)
    again = SeatDraw.objects.filter(seat__call=call, draw__attempt=2)
    assert again.count() == left
    roster = json.loads(again.first().draw.snapshot)["roster"]  # type: ignore[union-attr]
    drawn = {
        str(pk)
        for pk in Seat.objects.filter(call=call, assessor__isnull=False).values_list("assessor", flat=True)
    }
    out = {row["id"] for row in roster if row["reason"] == "ASSESSOR_SEATED"}
    assert drawn == out


def test_a_draw_left_by_its_clerk_is_finished_by_the_sweep(house: CourtHouse) -> None:
    body = bodied_case(house)
    call = lock_seats(case_id=body.case_id, purpose=ASSESSOR, actor=actor_of(house.clerk), hearing_on=HEARING)
    swept = sweep_draws(actor=machine(instant(DAY, 12)))
    assert swept == 2
    assert Seat.objects.filter(call=call, assessor__isnull=False).exists()


def test_seven_days_or_a_reason_that_is_kept(house: CourtHouse) -> None:
    body = bodied_case(house)
    soon = DAY + timedelta(days=6)
    with pytest.raises(Refused, match="ASSESSOR-LATE"):
        assessors_drawn(house, body.case_id, hearing_on=soon)
    with pytest.raises(InvalidInput):
        assessors_drawn(house, body.case_id, hearing_on=DAY - timedelta(days=1))
    with pytest.raises(InvalidInput):
        assessors_drawn(house, body.case_id, substitutes=9)
    call = assessors_drawn(house, body.case_id, hearing_on=soon, late_reason="当事人在法定期间内申请")
    assert call.late_reason == "当事人在法定期间内申请"


def test_a_professional_list_and_too_few_on_it(house: CourtHouse) -> None:
    body = bodied_case(house)
    with pytest.raises(Refused, match="ASSESSOR-FEW"):
        assessors_drawn(house, body.case_id, specialty="medical", substitutes=1)
    with pytest.raises(Refused, match="ASSESSOR-FEW"):
        assessors_drawn(house, body.case_id, specialty="building")
    assessors_drawn(house, body.case_id, specialty="medical")
    seated = [member.assessor for member in sitting(body.case) if member.assessor]
    assert all("medical" in one.specialties for one in seated)
    snapshot = json.loads(Draw.objects.filter(purpose=ASSESSOR).latest("draw_no").snapshot)
    reasons = [row["reason"] for row in snapshot["roster"]]
    assert reasons.count("ASSESSOR_SPECIALTY") == 4
    assert snapshot["pool"] == "人民陪审员名册（医疗卫生）"


def test_the_ceiling_of_the_year(house: CourtHouse) -> None:
    set_option(
        court_id=house.court.pk,
        code="ASSESSOR-CEILING",
        value=1,
        reason="试行",
        actor=actor_of(house.administrator),
    )
    first = bodied_case(house)
    assessors_drawn(house, first.case_id)
    sat = {member.assessor_id for member in sitting(first.case) if member.assessor_id}
    assert cases_of_year(sat, DAY.year) == dict.fromkeys(sat, 1)
    second = bodied_case(house)
    listed = {judge.id: judge.reason for judge in candidates(second.case, DAY)}
    assert {pk for pk, reason in listed.items() if reason == "ASSESSOR_CEILING"} == {str(pk) for pk in sat}
    assessors_drawn(house, second.case_id)
    now = {member.assessor_id for member in sitting(second.case) if member.assessor_id}
    assert not now & sat


def test_a_party_and_whoever_sat_in_an_earlier_procedure_is_left_out(house: CourtHouse) -> None:
    earlier = bodied_case(house)
    assessors_drawn(house, earlier.case_id)
    party, recused = assessor_of(house, 70), assessor_of(house, 72)
    sat = {str(member.assessor_id) for member in sitting(earlier.case) if member.assessor_id}
    parties = [
        {"role": "plaintiff", "kind": "person", "name": "甲", "id_number": identity(70)},
        {"role": "defendant", "kind": "organisation", "name": "抚松县某公司"},
    ]
    body = bodied_case(house, parties=parties)
    mediator = assessor_of(house, 71)
    Involvement.objects.create(
        case=body.case,
        court=house.court,
        part="mediator",
        name=mediator.name,
        id_digest=mediator.id_digest,
        entered_at=instant(),
        entered_by="test",
    )
    Recusal.objects.create(
        case=body.case,
        court=house.court,
        state="granted",
        part="assessor",
        name=recused.name,
        asked="party",
        grounds=["R1"],
        statement="与原告系同村近邻并有经济往来",
        asked_on=DAY,
        due_on=DAY,
        decider="presiding",
        decider_rule="x",
        entered_at=instant(),
        entered_by="test",
        decided_on=DAY,
        decided_by="test",
    )
    RelatedCase.objects.create(case=body.case, other=earlier.case, court=house.court)
    assert not {"FORMER_PANEL"} & {judge.reason for judge in candidates(body.case, DAY)}, "a case of a series"
    Case.objects.filter(pk=body.case_id).update(procedure="retrial")
    body.case.refresh_from_db()
    reasons = {judge.id: judge.reason for judge in candidates(body.case, DAY)}
    assert reasons[str(party.pk)] == "CONFLICT"
    assert reasons[str(mediator.pk)] == "ASSESSOR_BARRED"
    assert reasons[str(recused.pk)] == "RECUSED"
    assert {pk for pk, reason in reasons.items() if reason == "FORMER_PANEL"} == sat


def test_who_draws_and_when(house: CourtHouse) -> None:
    body = bodied_case(house)
    for person in (house.president, house.head):
        with pytest.raises(Refused, match="PEOPLE-RIGHT"):
            lock_seats(case_id=body.case_id, purpose=ASSESSOR, actor=actor_of(person), hearing_on=HEARING)
    with pytest.raises(NotVisible):
        lock_seats(
            case_id=body.case_id, purpose=ASSESSOR, actor=actor_of(house.upper_clerk), hearing_on=HEARING
        )
    act = by_handler(body.case_id)
    lock_seats(case_id=body.case_id, purpose=ASSESSOR, actor=act, hearing_on=HEARING)
    with pytest.raises(Refused, match="BODY-SEAT-OPEN"):
        lock_seats(case_id=body.case_id, purpose=ASSESSOR, actor=act, hearing_on=HEARING)
    with pytest.raises(Refused, match="BODY-SEATS-FULL"):
        lock_seats(case_id=body.case_id, purpose=MEMBER, actor=act)


def test_members_are_drawn_from_the_pool_with_the_same_chance(house: CourtHouse) -> None:
    body = bodied_case(house, Wanted(kind="panel", size=5))
    call = draw_seats(case_id=body.case_id, purpose=MEMBER, nonce="7", actor=actor_of(house.clerk))
    members = sitting(body.case)
    assert call.closed_at is not None
    assert len({member.person_id for member in members}) == 5
    assert [member.part for member in members].count(Part.PRESIDING.value) == 1
    first = Draw.objects.filter(seat_draw__seat__call=call).earliest("draw_no")
    roster = json.loads(first.snapshot)["roster"]
    handler = str(body.case.handling.handler_id)
    assert [row["reason"] for row in roster if row["id"] == handler] == ["BODY_SEATED"]
    assert {row["weight"] for row in roster if row["eligible"]} == {1}


def test_whoever_reached_the_ceiling_by_another_draw_leaves_the_seat(house: CourtHouse) -> None:
    """Two lists locked at the same time: who is drawn from the first has no place left in the second."""
    set_option(
        court_id=house.court.pk,
        code="ASSESSOR-CEILING",
        value=1,
        reason="试行",
        actor=actor_of(house.administrator),
    )
    one, other = Wanted(kind="panel", size=3, assessors=2), Wanted(kind="panel", size=3, assessors=1)
    clerk, calls = actor_of(house.clerk), []
    for wanted, number in ((one, "1"), (other, "2")):
        body = bodied_case(house, wanted, nonce=number)
        calls.append(lock_seats(case_id=body.case_id, purpose=ASSESSOR, actor=clerk, hearing_on=HEARING))
    for call in calls:
        give_number(call_id=call.pk, nonce="0", actor=clerk)
        reveal_seats(call_id=call.pk, actor=clerk)
    sat = BodyMember.objects.filter(part="assessor").values_list("assessor_id", flat=True)
    assert len(set(sat)) == len(sat), "nobody sits in two cases of a year whose ceiling is one"


def test_a_leader_may_sit_in_a_series_that_he_may_not_handle(house: CourtHouse) -> None:
    body = bodied_case(house, Wanted(kind="panel", size=3))
    Case.objects.filter(pk=body.case_id).update(series_key="物业2026")
    body.case.refresh_from_db()
    other = next(judge for judge in house.judges if judge.pk != body.case.handling.handler_id)
    LeaderTerm.objects.create(court=house.court, person=other, title="副院长", from_on=DAY)
    listed = {judge.id: judge.reason for judge in member_candidates(body.case, DAY)[0]}
    assert listed[str(other.pk)] == ""


def test_a_sealed_case_stands_under_its_sealed_name(house: CourtHouse) -> None:
    body = bodied_case(house, Wanted(kind="panel", size=3, assessors=1), criminal=True, sealed="juvenile")
    act = by_handler(body.case_id)
    draw_seats(case_id=body.case_id, purpose=ASSESSOR, actor=act, hearing_on=HEARING)
    draw = Draw.objects.filter(purpose=ASSESSOR).latest("draw_no")
    number = Case.objects.values_list("number", flat=True).get(pk=body.case_id)
    assert str(number) not in draw.snapshot
    assert draw.subject.startswith("不公开案件")
    assert body_of(body.case) == body


def test_whoever_came_to_sit_after_the_list_was_locked_is_not_seated_twice(house: CourtHouse) -> None:
    case = drawn_case(house)
    first, second = others(house, case)
    wanted = three(house, case, judges=[first.pk])
    body = form_body(case_id=case.pk, wanted=wanted, actor=by_handler(case))
    PoolMember.objects.exclude(judge=second).update(to_on=DAY - timedelta(days=1))
    call = lock_seats(case_id=case.pk, purpose=MEMBER, actor=actor_of(house.clerk))
    leaving = body.members.get(person=first)
    act = by_handler(case)
    change_member(case_id=case.pk, member_id=leaving.pk, reason="换人", actor=act, successor=second.pk)
    give_number(call_id=call.pk, nonce="1", actor=actor_of(house.clerk))
    revealed = reveal_seats(call_id=call.pk, actor=actor_of(house.clerk))
    assert revealed.closed_at is None, "the only one on the list sits already: a further round"
    assert [member.person for member in sitting(case)].count(second) == 1
    assert not any(seat.filled for seat in call.seats.all())
