"""What happens to a case itself: assignment noted, closing, reading granted, imports confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm

from cases.docket.domain import Seal, Status, check_step
from cases.docket.models import Case
from cases.docket.registry import CaseEvent, check_guards, emit
from cases.docket.selectors import disposals, endings, get_visible, words
from courts.actors.domain import Actor, Right
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded


@contextmanager
def about(case: Case) -> Iterator[None]:
    """Add the case to every refusal raised inside, so that the attempt is kept on it."""
    try:
        yield
    except Refused as refused:
        refused.params.setdefault("case_id", case.pk)
        refused.params.setdefault("court_id", case.court_id)
        raise


def lock_case(actor: Actor, case_id: UUID | str) -> Case:
    """A visible case, its row locked; rows that only point at it may still be written. Raises NotVisible."""
    seen = get_visible(actor.viewer, case_id)
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=seen.pk)
    if case.court_id == seen.court_id:
        case.court = seen.court  # what else hangs on the case may have changed before it was locked
    return case


def require_right(actor: Actor, right: Right, court_id: int, act: str) -> None:
    """Raise Refused PEOPLE-RIGHT unless a post of the actor (or the client's scope) allows the act."""
    if not actor.viewer.may(right, court_id):
        raise Refused("PEOPLE-RIGHT", act=act, court_id=court_id)


def require_step(case: Case, wanted: Status) -> None:
    """Raise Refused CASE-STEP, in the words of the statuses, unless the case may take this step now."""
    try:
        check_step(Status(case.status), wanted)
    except Refused as refused:
        statuses = words("statuses")
        refused.params |= {"current": statuses.latest(case.status), "wanted": statuses.latest(wanted.value)}
        raise


def note(verb: str, case: Case, actor: Actor, **data: Any) -> None:
    """Record a business event of a case on its court's trail."""
    record(
        verb, court_id=case.court_id, actor=actor, noun="case", object_id=case.pk, case_id=case.pk, data=data
    )


def set_handler(case: Case, *, judge: Person, division_id: int | None, on: date, actor: Actor) -> None:
    """Note the judge a lawful assignment gave the case to; called by the assigning service only."""
    handling = case.handling
    handling.handler, handling.division_id, handling.assigned_on = judge, division_id, on
    handling.save(update_fields=["handler", "division", "assigned_on"])
    note("case_assigned", case, actor, judge=judge.pk, name=judge.name, assigned_on=on)
    emit(CaseEvent.ASSIGNED, case, actor)


def close_case(*, case_id: UUID | str, closed_on: date, disposal: str, actor: Actor) -> Case:
    """Close a case by its handler, on the day of the event (pronouncement or last service).

    Raises InvalidInput for a day in the future or before acceptance and for an
    unknown disposal; Refused CASE-CLOSE-UNASSIGNED, CASE-CLOSE-NOT-HANDLER,
    CASE-DISPOSAL, CASE-STEP, PEOPLE-RIGHT for an API client, and whatever a guard raises.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            _check_closing(case, closed_on, disposal, actor)
            check_guards(CaseEvent.CLOSED, case, actor)
            case.status, case.closed_on, case.disposal = Status.CLOSED.value, closed_on, disposal
            case.save(update_fields=["status", "closed_on", "disposal"])
            note("case_closed", case, actor, closed_on=closed_on, disposal=disposal)
            emit(CaseEvent.CLOSED, case, actor)
    return case


def _check_closing(case: Case, closed_on: date, disposal: str, actor: Actor) -> None:
    handler = case.handling.handler
    require_step(case, Status.CLOSED)
    if handler is None:
        raise Refused("CASE-CLOSE-UNASSIGNED")
    if actor.person_id != handler.pk:
        raise Refused("CASE-CLOSE-NOT-HANDLER", handler=handler.name)
    require_right(actor, Right.CLOSE, case.court_id, _("报结"))
    if disposal not in disposals():
        raise InvalidInput({"disposal": _("没有这种结案方式：%(code)s。") % {"code": disposal}})
    lawful = [ending.rule for ending in endings(case.type_code, case.procedure, closed_on)]
    if disposal not in {rule.code for rule in lawful}:
        said = {"type_code": case.type_code, "procedure": words("procedures").latest(case.procedure)}
        raise Refused("CASE-DISPOSAL", disposal=disposals().latest(disposal), lawful=lawful, **said)
    if closed_on > actor.today:
        raise InvalidInput({"closed_on": _("结案日不能晚于今天。")})
    if case.filed_on is None or closed_on < case.filed_on:
        raise InvalidInput({"closed_on": _("结案日不能早于立案日。")})


def grant_reading(*, case_id: UUID | str, person_id: UUID, reason: str, actor: Actor) -> None:
    """Let a member of the court read a sealed case; only its handler may, with a reason.

    Raises InvalidInput without a reason or for an unknown person; Refused CASE-GRANT-NOT-BODY.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            if case.handling.handler_id is None or case.handling.handler_id != actor.person_id:
                raise Refused("CASE-GRANT-NOT-BODY")
        if case.sealed == Seal.NONE.value:
            raise InvalidInput({"person": _("本案未设不公开，无需授权。")})
        if not reason.strip():
            raise InvalidInput({"reason": _("请写明授权理由。")})
        person = Person.objects.filter(pk=person_id, is_active=True).first()
        if person is None:
            raise InvalidInput({"person": _("没有这位人员。")})
        assign_perm("read_sealed", person, case)
        note("sealed_case_granted", case, actor, person=person.pk, name=person.name, reason=reason.strip())


def answer_four_category(*, case_id: UUID | str, answer: bool, basis: str, actor: Actor) -> Case:
    """Answer for a filing whether it may be a four-category case (法发〔2021〕30号 art 2).

    Asked of the filing clerk when the filing came in unanswered. Raises InvalidInput
    for a yes without its basis, Refused PEOPLE-RIGHT, CASE-FOUR-ANSWERED.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.ACCEPT, case.court_id, _("四类案件识别"))
            if case.four_category is not None:
                raise Refused("CASE-FOUR-ANSWERED")
        if answer and not basis.strip():
            raise InvalidInput({"basis": _("请写明可能属于四类案件的依据。")})
        case.four_category = answer
        case.save(update_fields=["four_category"])
        note("four_category_answered", case, actor, answer=answer, basis=basis.strip())
        emit(CaseEvent.FOUR_CATEGORY_ANSWERED, case, actor)
    return case


def confirm_open(*, case_id: UUID | str, actor: Actor) -> Case:
    """Confirm that an imported case is still open: from now on its limit raises alerts."""
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.CONFIRM_IMPORT, case.court_id, _("确认导入案件未结"))
            if case.status != Status.OPEN.value:
                require_step(case, Status.OPEN)
        if not case.open_confirmed:
            case.open_confirmed = True
            case.save(update_fields=["open_confirmed"])
            note("case_confirmed_open", case, actor)
            emit(CaseEvent.CONFIRMED_OPEN, case, actor)
    return case
