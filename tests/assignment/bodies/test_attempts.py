"""No seat is drawn again unseen, and the witness of a number is somebody else than who locked the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from assignment.bodies.selectors import sitting
from assignment.bodies.services import (
    Wanted,
    change_member,
    draw_seats,
    end_body,
    form_body,
    give_number,
    lock_round,
    lock_seats,
    reveal_seats,
)
from assignment.draws.domain import Purpose
from assignment.draws.models import Draw
from assignment.draws.selectors import attempts_of, check_chains
from assignment.draws.services.sweep import sweep_draws
from cases.docket.models import Case
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.models import TrailEvent
from tests.assignment.recusals.asked import close
from tests.assignment.seating import HEARING, bodied_case, by_handler
from tests.builders import DAY, CourtHouse, actor_of, instant, machine
from tests.kit.kept import each_afresh  # noqa: F401

ASSESSOR = Purpose.ASSESSOR.value


def test_a_redraw_is_the_next_attempt_and_a_lawful_panel_stands(house: CourtHouse) -> None:
    body = bodied_case(house)
    act, clerk = by_handler(body.case_id), actor_of(house.clerk)
    lock: dict[str, Any] = {
        "case_id": body.case_id,
        "purpose": ASSESSOR,
        "actor": clerk,
        "hearing_on": HEARING,
    }
    call = lock_seats(**lock)
    with pytest.raises(Refused, match="BODY-STANDS"):
        end_body(case_id=body.case_id, reason="重来", actor=act)
    give_number(call_id=call.pk, nonce="7", actor=clerk)
    while reveal_seats(call_id=call.pk, actor=clerk).closed_at is None:
        lock_round(call_id=call.pk, actor=clerk)
        give_number(call_id=call.pk, nonce="7", actor=clerk)
    with pytest.raises(Refused, match="BODY-STANDS"):
        end_body(case_id=body.case_id, reason="重来", actor=act)
    leaving = [member for member in sitting(body.case) if member.draw][-1]
    assert leaving.draw is not None
    former = leaving.draw
    change_member(case_id=body.case_id, member_id=leaving.pk, reason="患病", ground="G3", actor=act)
    lock_seats(**lock)
    again = Draw.objects.filter(purpose=ASSESSOR).latest("draw_no")
    assert (again.subject, again.attempt) == (former.subject, former.attempt + 1)
    assert again in attempts_of(former)
    shown = Client().get(f"/verify/{former.receipt}/").content.decode()
    assert f"/verify/{again.receipt}/" in shown
    Case.objects.filter(pk=body.case_id).update(procedure="summary")
    with pytest.raises(Refused, match="BODY-SEAT-OPEN"):
        end_body(case_id=body.case_id, reason="裁定转为简易程序", actor=act)
    sweep_draws(actor=machine(instant(DAY, 12)))
    assert all(report.problems == () for report in check_chains(house.court.pk, house.court.code))
    end_body(case_id=body.case_id, reason="裁定转为简易程序", actor=act)
    Case.objects.filter(pk=body.case_id).update(procedure="ordinary")
    form_body(case_id=body.case_id, wanted=Wanted(kind="panel", size=3, assessors=2), actor=act)
    lock_seats(**lock)
    assert not Draw.objects.filter(purpose=ASSESSOR, status="committed", attempt=1).exists()


def test_the_witness_is_named_and_did_not_lock_the_list(house: CourtHouse) -> None:
    body = bodied_case(house)
    clerk = actor_of(house.clerk)
    facts: dict[str, Any] = {
        "case_id": body.case_id,
        "purpose": ASSESSOR,
        "actor": clerk,
        "hearing_on": HEARING,
    }
    own: dict[str, Any] = {"nonce": "7", "source": "witness", "by": f"立案庭 {house.clerk.name}"}
    with pytest.raises(Refused, match="DRAW-WITNESS-OWN"):
        draw_seats(**facts, **own)
    assert not Draw.objects.filter(purpose=ASSESSOR).exists(), "refused before a list is locked"
    call = lock_seats(**facts)
    with pytest.raises(InvalidInput):
        give_number(call_id=call.pk, nonce="7", source="witness", actor=clerk)
    with pytest.raises(Refused, match="DRAW-WITNESS-OWN"):
        give_number(call_id=call.pk, actor=by_handler(body.case_id), **own)
    give_number(call_id=call.pk, nonce="7", source="witness", by="审管办 王某", actor=clerk)
    assert {draw.nonce_by for draw in Draw.objects.filter(purpose=ASSESSOR)} == {"审管办 王某"}


def test_a_draw_for_seats_ends_with_its_case(house: CourtHouse) -> None:
    """The locked number is revealed in its turn by the sweep, and seats nobody."""
    body = bodied_case(house)
    call = lock_seats(case_id=body.case_id, purpose=ASSESSOR, actor=actor_of(house.clerk), hearing_on=HEARING)
    close(body.case, DAY)
    call.refresh_from_db()
    assert call.closed_at is not None
    assert TrailEvent.objects.filter(case_id=body.case_id, verb="seats_ended").count() == 1
    sweep_draws(actor=machine(instant(DAY, 12)))
    assert not Draw.objects.filter(purpose=ASSESSOR).exclude(status="result").exists()
    assert len(sitting(body.case)) == 1
    assert all(report.problems == () for report in check_chains(house.court.pk, house.court.code))
