"""Facts ticked wrongly on a body with drawn seats: corrected by two, whoever was drawn stays."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.bodies.models import BodyCorrection, TrialBody
from assignment.bodies.selectors import free_orders, sitting, unlawful, vacant
from assignment.bodies.selectors.corrections import corrections_waiting
from assignment.bodies.services import (
    Wanted,
    ask_correction,
    decide_correction,
    form_body,
    lock_seats,
    withdraw_correction,
)
from assignment.changes.models import InterferenceReport
from assignment.draws.domain import Purpose
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.assignment.seating import HEARING, assessors_drawn, bodied_case, by_handler, three
from tests.builders import DAY, CourtHouse, actor_of, drawn_case, instant
from tests.kit.clients import as_
from tests.kit.kept import each_afresh  # noqa: F401

WHY = {"reason": "漏勾公益诉讼，起诉状已写明。", "evidence": "起诉状"}


def ask(body: TrialBody, **over: Any) -> BodyCorrection:
    given = {"facts": ["public_suit"], "kind": "panel", "size": 7, "assessors": 4, **WHY, **over}
    return ask_correction(case_id=body.case_id, actor=by_handler(body.case_id), **given)


def decide(asked: BodyCorrection, who: Any, agreed: bool = True, text: str = "") -> BodyCorrection:
    return decide_correction(correction_id=asked.pk, agreed=agreed, text=text, actor=actor_of(who))


def test_the_drawn_assessors_stay_and_only_new_seats_are_drawn(house: CourtHouse) -> None:
    body = bodied_case(house)
    assessors_drawn(house, body.case_id)
    before = {one.assessor_id for one in sitting(body.case) if one.assessor_id}
    with pytest.raises(InvalidInput):
        ask(body, facts=[])
    with pytest.raises(Refused, match="BODY-SIZE"):
        ask(body, size=3, assessors=2)
    asked = ask(body)
    with pytest.raises(Refused, match="BODY-CORRECTION-OPEN"):
        ask(body)
    with pytest.raises(NotVisible):
        decide(asked, house.administrator)
    with pytest.raises(Refused, match="BODY-CORRECTION-SELF"):
        decide_correction(correction_id=asked.pk, agreed=True, text="", actor=by_handler(body.case_id))
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        decide(asked, house.clerk)
    assert [one.pk for one in corrections_waiting(actor_of(house.head).viewer)] == [asked.pk]
    decide(asked, house.head)
    body.refresh_from_db()
    assert (body.size, body.assessors, body.rule, body.facts) == (7, 4, "CIV-PUBLIC", ["public_suit"])
    assert {one.assessor_id for one in sitting(body.case) if one.assessor_id} == before
    assert vacant(body) == {Purpose.MEMBER: 2, Purpose.ASSESSOR: 2}
    assert free_orders(body, Purpose.ASSESSOR, 2) == [3, 4], "the seats drawn keep their numbers"
    assert unlawful(body.case, body, DAY) is None
    with pytest.raises(Refused, match="BODY-CORRECTION-STATE"):
        decide(asked, house.president)
    verbs = list(TrailEvent.objects.filter(case_id=body.case_id).values_list("verb", flat=True))
    assert {"body_correction_asked", "body_correction_decided", "body_corrected"} <= set(verbs)


def test_where_seats_fall_away_those_drawn_last_leave(house: CourtHouse) -> None:
    body = bodied_case(house)
    assessors_drawn(house, body.case_id)
    seats = [one.assessor_id for one in sorted(sitting(body.case), key=_order) if one.assessor_id]
    decide(ask(body, facts=["new_or_hard"], size=3, assessors=1), house.president)
    body.refresh_from_db()
    assert [one.assessor_id for one in sitting(body.case) if one.assessor_id] == seats[:1]
    assert (body.rule, vacant(body)[Purpose.MEMBER]) == ("CIV-42", 1)


def _order(member: Any) -> int:
    return int(member.draw.seat_draw.seat.order) if member.draw else 0


def test_not_while_a_list_is_locked_and_not_against_a_protected_judge(house: CourtHouse) -> None:
    body = bodied_case(house)
    lock_seats(case_id=body.case_id, purpose="assessor", actor=actor_of(house.clerk), hearing_on=HEARING)
    with pytest.raises(Refused, match="BODY-SEAT-OPEN"):
        decide(ask(body), house.head)
    case = drawn_case(house)
    other = form_body(case_id=case.pk, wanted=three(house, case), actor=by_handler(case))
    judge = sitting(case)[-1].person
    assert judge is not None
    InterferenceReport.objects.create(
        court=house.court,
        case=case,
        judge=judge,
        kind="leader",
        happened_on=DAY,
        reported_on=DAY,
        reported_at=instant(DAY),
        text_cipher=b"x",
    )
    wanted = {"facts": ["new_or_hard"], "size": 3, "assessors": 2}
    asked = ask(other, **wanted)
    with pytest.raises(Refused, match="BODY-CORRECTION-LEVEL"):
        decide(asked, house.head)
    with pytest.raises(Refused, match="CHANGE-PROTECTED") as apart:
        decide(asked, house.president)
    assert "case_id" not in apart.value.params, "kept with the court, not on the case"


def test_refused_and_taken_back_nothing_changes(house: CourtHouse) -> None:
    body = bodied_case(house, Wanted(kind="panel", size=3, assessors=2))
    asked = ask(body)
    with pytest.raises(InvalidInput):
        decide(asked, house.head, agreed=False)
    assert decide(asked, house.head, agreed=False, text="不是公益诉讼").state == "refused"
    again = ask(body)
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        withdraw_correction(correction_id=again.pk, actor=actor_of(house.head))
    act = by_handler(body.case_id)
    assert withdraw_correction(correction_id=again.pk, actor=act).state == "withdrawn"
    body.refresh_from_db()
    assert (body.size, body.facts) == (3, [])


def test_the_pages_of_a_correction(house: CourtHouse) -> None:
    body = bodied_case(house)
    assessors_drawn(house, body.case_id)
    judge = body.case.handling.handler
    assert judge is not None
    page = as_(judge).get(f"/cases/{body.case_id}/body/").content.decode()
    assert "提请更正" in page
    given = {"facts": ["public_suit"], "kind": "panel", "size": "7", "assessors": "4", **WHY}
    wrong = as_(judge).post(f"/cases/{body.case_id}/body/correct/", {**given, "evidence": ""})
    assert wrong.status_code == 400
    sent = as_(judge).post(f"/cases/{body.case_id}/body/correct/", given)
    assert sent.status_code == 302
    shown = as_(house.head).get(sent["Location"]).content.decode()
    assert "确认决定" in shown and "没有勾选" in shown
    done = as_(house.head).post(sent["Location"], {"do": "decide", "agreed": "yes", "text": ""})
    assert done.status_code == 302
    body.refresh_from_db()
    assert body.size == 7
