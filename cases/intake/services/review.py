"""Acceptance and refusal of a filing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import CaseEvent, check_guards, emit
from cases.docket.services import about, lock_case, note, require_right, require_step
from cases.intake.domain import review_ends_on
from cases.intake.selectors import lawful_grounds, refusal_grounds, review_term
from cases.numbers.services import allocate
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded


def accept_case(*, case_id: UUID | str, accepted_on: date, actor: Actor) -> Case:
    """Accept a filing: it gets its lawful number and its limit starts, in one transaction.

    The number's year is the year of acceptance. Acceptance after the review term
    is not refused but kept on the trail (rule INTAKE-LATE). Raises InvalidInput
    for a day in the future or before receipt; Refused PEOPLE-RIGHT, CASE-STEP,
    INTAKE-COURT-CLOSED.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.ACCEPT, case.court_id, _("立案"))
            require_step(case, Status.OPEN)
        _check_day("accepted_on", accepted_on, case, actor)
        with about(case):
            _check_court_open(case, accepted_on)
            check_guards(CaseEvent.ACCEPTED, case, actor)
            number = allocate(case.court, year=accepted_on.year, type_code=case.type_code)
        case.status, case.filed_on, case.number = Status.OPEN.value, accepted_on, number.format()
        case.number_year, case.number_special = number.year, number.special
        case.number_serial, case.number_suffix = number.serial, number.suffix
        case.save(
            update_fields=[
                "status",
                "filed_on",
                "number",
                "number_year",
                "number_special",
                "number_serial",
                "number_suffix",
            ]
        )
        note("case_accepted", case, actor, number=case.number, filed_on=accepted_on)
        _warn_when_late(case, accepted_on, actor)
        emit(CaseEvent.ACCEPTED, case, actor)
    return case


def refuse_case(*, case_id: UUID | str, ground: str, reason: str, refused_on: date, actor: Actor) -> Case:
    """Refuse a filing on a ground of the list, with a written reason; the party's remedy follows from it.

    Raises InvalidInput (unknown ground, no reason, day in the future or before
    receipt); Refused PEOPLE-RIGHT, CASE-STEP, INTAKE-GROUND.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.ACCEPT, case.court_id, _("不予立案"))
            require_step(case, Status.REFUSED)
        _check_day("refused_on", refused_on, case, actor)
        _check_ground(case, ground, reason, refused_on)
        case.status, case.refused_on = Status.REFUSED.value, refused_on
        case.refusal_ground, case.refusal_reason = ground, reason.strip()
        case.save(update_fields=["status", "refused_on", "refusal_ground", "refusal_reason"])
        note("case_refused", case, actor, ground=ground, reason=reason.strip(), refused_on=refused_on)
        emit(CaseEvent.REFUSED, case, actor)
    return case


def _check_day(field: str, day: date, case: Case, actor: Actor) -> None:
    if day > actor.today:
        raise InvalidInput({field: _("日期不能晚于今天（%(today)s）。") % {"today": actor.today}})
    if day < case.received_on:
        raise InvalidInput({field: _("日期不能早于收案日（%(day)s）。") % {"day": case.received_on}})


def _check_court_open(case: Case, on: date) -> None:
    closed_on = case.court.closed_on
    if closed_on is not None and closed_on <= on:
        raise Refused("INTAKE-COURT-CLOSED", court=case.court.name, closed_on=closed_on)


def _check_ground(case: Case, ground: str, reason: str, on: date) -> None:
    if ground not in refusal_grounds():
        raise InvalidInput({"ground": _("没有这种不予立案事由：%(code)s。") % {"code": ground}})
    if not reason.strip():
        raise InvalidInput({"reason": _("请写明不予立案的理由。")})
    lawful = lawful_grounds(case.category, case.type_code, on)
    if ground not in {rule.code for rule in lawful}:
        rule = refusal_grounds().latest(ground)
        with about(case):
            raise Refused("INTAKE-GROUND", ground=rule, lawful=lawful, type_code=case.type_code)


def _warn_when_late(case: Case, accepted_on: date, actor: Actor) -> None:
    last_day = review_ends_on(case.received_on, review_term(case.category).days)
    if accepted_on > last_day:
        note(
            "warned",
            case,
            actor,
            rule="INTAKE-LATE",
            received_on=case.received_on,
            last_day=last_day,
            accepted_on=accepted_on,
        )
