"""Recusals in a drawn civil case, and what waits for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from assignment.recusals.models import Recusal
from assignment.recusals.services import NewRecusal, ask_recusal, decide_recusal
from cases.docket.models import Case
from cases.docket.selectors import endings
from cases.docket.services import close_case
from cases.nodes.services import record_node
from courts.people.models import Person
from tests.assignment.changes.asked import LATER, by, handler
from tests.builders import CourtHouse, actor_of

WHY = "承办法官与被告系同胞兄弟。"
NO = "没有证据证明。"


def ask(house: CourtHouse, case: Case, who: Person | None = None, **over: Any) -> Recusal:
    """The plaintiff's, entered by the assistant, against the handler, unless told otherwise."""
    facts = {
        "part": "judge",
        "asked": "party",
        "grounds": ["R01"],
        "statement": WHY,
        "person": handler(case).pk if case.handling.handler_id else None,
        "party": case.parties.order_by("order").first().pk,
        **over,
    }
    return ask_recusal(case_id=case.pk, new=NewRecusal(**facts), actor=by(who or house.assistant))


def decided(house: CourtHouse, case: Case, agreed: bool = False, **over: Any) -> Recusal:
    asked = ask(house, case, **over)
    return decide_recusal(recusal_id=asked.pk, agreed=agreed, reason=NO, actor=by(house.president))


def close(case: Case, on: date = LATER) -> None:
    disposal = endings(case.type_code, case.procedure, on)[0].rule.code
    close_case(case_id=case.pk, closed_on=on, disposal=disposal, actor=actor_of(handler(case), on))


def node(house: CourtHouse, case: Case, name: str, who: Person | None = None, on: date = LATER) -> None:
    actor = by(who or handler(case))
    record_node(case_id=case.pk, node=name, occurred_on=on, detail="到庭", actor=actor)
