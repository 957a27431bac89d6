"""What comes before a draw, in the world of the pages: related cases, conflicts, designations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from assignment.conflicts.services import (
    answer_flag,
    declare_relative,
    end_relative,
    enter_agent,
    enter_former,
    enter_involvement,
)
from assignment.designations.services import approve, ask_designation, decline
from assignment.related.services import decline_related
from tests.builders import CourtHouse, accepted_case, actor_of, drawn_case, strangers, today

REASON = "当事人使用朝鲜语，需要通晓朝鲜语的法官审理。"


def checked(house: CourtHouse, cases: dict[str, Any], things: dict[str, Any]) -> None:
    """A case with related cases of which one is answered, one with names to look at, three designations."""
    day, now = today(), timezone.now()
    clerk, judge = actor_of(house.clerk, now), actor_of(house.judge, now)
    both = strangers(
        {"role": "plaintiff", "kind": "person", "name": "孙某甲"},
        {"role": "defendant", "kind": "person", "name": "孙某乙"},
    )
    old = drawn_case(house, on=day, nonce="88888881", parties=both)
    declined = accepted_case(house, on=day, parties=both)
    decline_related(case_id=declined.pk, reason="两案争议不同，分别审理更为适宜。", actor=clerk)
    cases |= {"related": accepted_case(house, on=day, parties=both), "declined": declined, "followed": old}
    things["relative"] = declare_relative(
        person_id=house.judge.pk, relation="in_law", name="周某", actor=judge, firm="吉林某律师事务所"
    )
    things["relative_ending"] = declare_relative(
        person_id=house.judges[1].pk,
        relation="in_law",
        name="褚某",
        actor=actor_of(house.judges[1], timezone.now()),
    )
    end_relative(
        relative_id=things["relative_ending"].pk,
        reason="已解除姻亲关系，户籍材料另附。",
        actor=actor_of(house.judges[1], timezone.now()),
    )
    named = [{"role": "plaintiff", "kind": "person", "name": "周某"}, both[1]]
    flagged = accepted_case(house, on=day, parties=named)
    cases["flagged"] = flagged
    things["agent"] = enter_agent(
        case_id=flagged.pk, name="吴律师", kind="lawyer", firm="吉林另一律师事务所", actor=clerk
    )
    enter_involvement(case_id=flagged.pk, name="", person=house.judges[1].pk, part="mediator", actor=clerk)
    answered = accepted_case(house, on=day, parties=named)
    cases["answered"] = answered
    answer_flag(
        case_id=answered.pk,
        judge_id=house.judge.pk,
        key=f"relative:{things['relative'].pk}",
        conflict=True,
        reason="确系本人姻亲。",
        actor=judge,
    )
    office = actor_of(house.administrator, now)
    left = date(day.year - 1, 6, 30)
    things["former"] = enter_former(court=house.court, name="魏某", left_on=left, actor=office, post="书记员")
    _designations(house, things)


def _designations(house: CourtHouse, things: dict[str, Any]) -> None:
    now = timezone.now()
    clerk, head = actor_of(house.clerk, now), actor_of(house.head, now)

    def ask(**over: Any) -> Any:
        case = accepted_case(house, on=today(), **over)
        judge = house.judges[1].pk
        return ask_designation(case_id=case.pk, judge=judge, ground="D08", reason=REASON, actor=clerk)

    things["designated"] = approve(designation_id=ask().pk, actor=head, answer="同意。")
    things["sealed_designation"] = approve(designation_id=ask(sealed="privacy").pk, actor=head)
    things["declined_designation"] = decline(designation_id=ask().pk, answer="随机分案。", actor=head)
    things["asked_designation"] = ask()
