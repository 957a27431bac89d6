"""Printing the notice of a change; what was printed, by whom, stands on the trail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from assignment.changes.domain import State
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import get_visible, grounds, hearing_again
from assignment.draws.domain import Status as DrawStatus
from assignment.draws.selectors import draws_of
from assignment.notices.domain import formal_date, plain_date
from assignment.notices.selectors import check_of
from assignment.notices.services import Printed, print_paper
from cases.docket.selectors import get_visible as get_visible_case
from cases.docket.services import about
from cases.parties.selectors import parties_of
from courts.actors.domain import Actor
from courts.refusals.domain import Refused

TEMPLATE = "assignment/changes/notice.html"
TITLE = "变更承办法官通知书"


def print_notice(*, request_id: UUID | str, site: str, actor: Actor, as_page: bool = False) -> Printed:
    """The notice to the parties that another judge handles their case, as PDF or as a page.

    Raises NotVisible; Refused CHANGE-STATE before the new judge is fixed, PAPER-NO-PRINTER (PDF only).
    """
    asked = get_visible(actor.viewer, request_id)
    get_visible_case(actor.viewer, asked.case_id)
    with about(asked.case):
        if asked.state != State.DONE.value or asked.new_judge is None or asked.fixed_on is None:
            raise Refused("CHANGE-STATE", asked_on=asked.asked_on)
        facts = {**_facts(asked, site), "dated": formal_date(actor.today)}
        return print_paper(TEMPLATE, facts, title=TITLE, actor=actor, as_page=as_page)


def _facts(asked: ChangeRequest, site: str) -> dict[str, Any]:
    """What stands on the paper: what the ground lets the parties be told, never its particulars."""
    rule, _early = grounds().at_or_earliest(asked.ground, asked.rule_version)
    assert asked.fixed_on is not None and asked.new_judge is not None  # print_notice
    handling = asked.case.handling
    stays = handling.handler_id == asked.new_judge_id
    return {
        "title": TITLE,
        "case": asked.case,
        "court": asked.case.court,
        "to": "、".join(party.name for party in parties_of(asked.case)),
        "old": asked.from_judge.name,
        "new": asked.new_judge.name,
        "division": handling.division.name if stays and handling.division else "",
        "ground": rule.told_zh,
        "fixed": plain_date(asked.fixed_on),
        "hearing_again": hearing_again(asked.case),
        "check": _check(asked, site),
    }


def _check(asked: ChangeRequest, site: str) -> dict[str, Any] | None:
    """The receipt of the draw that found the new judge, where one did."""
    drawn = next(iter(draws_of(asked.case)), None)
    if drawn is None or drawn.status != DrawStatus.RESULT.value or drawn.winner_id != asked.new_judge_id:
        return None
    return check_of(asked.case, drawn, site)
