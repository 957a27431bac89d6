"""Trial bodies, assessors and leaders in the world of the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from assignment.bodies.models import BodyMember, SeatDraw
from assignment.bodies.services import (
    Wanted,
    ask_correction,
    change_member,
    draw_seats,
    form_body,
    lock_seats,
)
from assignment.leaders.services import enter_leader
from courts.people.services import admit_to_quota
from tests.assignment.seating import assessor_of
from tests.builders import SINCE, CourtHouse, actor_of, drawn_case, machine, today


def bodies(house: CourtHouse, cases: dict[str, Any], things: dict[str, Any]) -> None:
    """A list, a panel with a substitute who stepped in, one whose list is locked, a leader behind."""
    now, hearing = timezone.now(), today() + timedelta(days=20)
    clerk = actor_of(house.clerk, now)
    for number in range(1, 5):
        things["assessor"] = assessor_of(
            house,
            number,
            from_on=date(today().year, 1, 1),
            to_on=date(today().year + 4, 12, 31),
            actor=clerk,
            tags=["medical"] if number == 1 else [],
        )
    seats: dict[str, Any] = {"purpose": "assessor", "actor": clerk, "hearing_on": hearing}
    for step, nonce in (("bodied", "77777771"), ("seating", "77777772")):
        case = drawn_case(house, on=today(), nonce=nonce)
        cases[step] = case
        judge = actor_of(case.handling.handler, now)
        wanted = Wanted(kind="panel", size=3, assessors=2, facts=["wide_attention"])
        form_body(case_id=case.pk, wanted=wanted, actor=judge)
    draw_seats(case_id=cases["bodied"].pk, nonce="5", substitutes=1, **seats)
    leaving = BodyMember.objects.filter(case=cases["bodied"], part="assessor").earliest("pk")
    judge = actor_of(cases["bodied"].handling.handler, now)
    change_member(case_id=cases["bodied"].pk, member_id=leaving.pk, reason="患病", ground="G3", actor=judge)
    things["seat_draw"] = SeatDraw.objects.earliest("pk").draw
    things["seat_call"] = lock_seats(case_id=cases["seating"].pk, **seats)
    panel = drawn_case(house, on=today(), nonce="77777773")
    cases["panel"] = panel
    judge = actor_of(panel.handling.handler, now)
    other = next(one for one in house.judges if one.pk != panel.handling.handler_id)
    wanted = Wanted(kind="panel", size=3, judges=[other.pk], reason="专业合议庭固定成员")
    form_body(case_id=panel.pk, wanted=wanted, actor=judge)
    member = BodyMember.objects.get(case=panel, person=other)
    things["seat_change"] = change_member(
        case_id=panel.pk,
        member_id=member.pk,
        reason="另有专项审判任务，不能参加本案审理。",
        ground="G8",
        evidence="院务会纪要第3号",
        actor=judge,
    )
    things["correction"] = ask_correction(
        case_id=cases["seating"].pk,
        facts=["wide_attention", "public_suit"],
        kind="panel",
        size=7,
        assessors=4,
        reason="漏勾公益诉讼。",
        evidence="起诉状",
        actor=actor_of(cases["seating"].handling.handler, now),
    )
    admit_to_quota(person=house.head, court=house.court, from_on=SINCE, actor=machine())
    things["leader"] = house.head
    enter_leader(
        court_id=house.court.pk,
        person=house.judges[-1],
        title="副院长",
        from_on=date(today().year, 1, 1),
        reason="任免文件",
        actor=actor_of(house.administrator, now),
    )
