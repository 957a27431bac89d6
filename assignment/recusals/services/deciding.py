"""Deciding a recusal, reconsidering a refusal once, telling the party."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.changes.selectors import is_cleared
from assignment.changes.services import open_after_recusal
from assignment.recusals.domain import AskedBy, Decider, State
from assignment.recusals.models import Recusal
from assignment.recusals.selectors import decider_rules, decides, grounds, waiting_of
from assignment.recusals.selectors.reading import (
    for_committee,
    has_entered,
    is_guarded,
    may_check,
    records,
)
from assignment.recusals.services.locking import lock_recusal, post_moved, require_state
from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.services import about, note
from courts.actors.domain import Actor, Right
from courts.reads.selectors import Read, Rows
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded

LONGEST = 1000
LONGEST_SAID = 100
LONGEST_CHECK = 500


def decide_recusal(
    *, recusal_id: UUID | str, agreed: bool, reason: str, actor: Actor, document: str = ""
) -> Recusal:
    """Grant or decline, by whom the law names.

    Granted for the handler, the change of handler is open at once. Raises NotVisible; InvalidInput
    ``reason``; Refused RECUSAL-STATE, RECUSAL-SELF, RECUSAL-ENTERED, RECUSAL-DECIDER, RECUSAL-COMMITTEE,
    RECUSAL-PENDING while their own recusal waits, and CHANGE-PROTECTED for what the court itself wants of
    a protected judge while the discipline office has not agreed (RECUSAL-STATE to whom that is not told).
    """
    with recorded():
        case, recusal = lock_recusal(actor, recusal_id)
        with about(case):
            require_state(recusal, State.WAITING)
            _check(recusal, reason, document, actor)
        if agreed:
            _require_consent(recusal, actor)
        with about(case):
            recusal.decided_at, recusal.decided_on = actor.at, actor.today
            recusal.decided_by, recusal.decided_by_person_id = actor.label[:160], actor.person_id
            recusal.decided_by_client = actor.client[:100]
            recusal.decision, recusal.document = reason.strip(), document.strip()[:100]
            if for_committee(recusal, actor.today):
                recusal.decider_rule = _rule_now(recusal, actor.today)
                recusal.decider = Decider.COMMITTEE.value
            recusal.state = (State.GRANTED if agreed else State.DECLINED).value
            _settle(case, recusal, "recusal_decided", agreed, reason, actor)
    return recusal


def reconsider(
    *, recusal_id: UUID | str, agreed: bool, reason: str, actor: Actor, document: str = ""
) -> Recusal:
    """Decide on the reconsideration: ``agreed`` grants the recusal after all, else the refusal stands.

    Raises as ``decide_recusal``.
    """
    with recorded():
        case, recusal = lock_recusal(actor, recusal_id)
        with about(case):
            require_state(recusal, State.REVIEWING)
            _check(recusal, reason, document, actor)
            recusal.review_at, recusal.review_on = actor.at, actor.today
            recusal.review_by, recusal.review_by_person_id = actor.label[:160], actor.person_id
            recusal.review, recusal.review_document = reason.strip(), document.strip()[:100]
            recusal.state = (State.GRANTED if agreed else State.UPHELD).value
            _settle(case, recusal, "recusal_reviewed", agreed, reason, actor)
    return recusal


def check_recusal(*, recusal_id: UUID | str, agreed: bool, reason: str, actor: Actor) -> Recusal:
    """The discipline office's check, before a judge who recorded interference leaves at the court's own wish.

    Whoever the judge is in the case, handler or member of the panel. Kept on the recusal and on the trail of
    the court, not on the case. Raises NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT,
    RECUSAL-STATE.
    """
    with recorded():
        _case, recusal = lock_recusal(actor, recusal_id)
        court = {"court_id": recusal.court_id}
        if not actor.viewer.may(Right.CHECK_CHANGE, recusal.court_id):
            raise Refused("PEOPLE-RIGHT", act=_("核查依职权回避"), **court)
        if not may_check(actor.viewer, recusal, actor.today):
            raise Refused("RECUSAL-STATE", asked_on=recusal.asked_on, **court)
        if (not agreed and not reason.strip()) or len(reason.strip()) > LONGEST_CHECK:
            raise InvalidInput(
                {"reason": _("不同意的，请写明理由，不超过 %(n)d 字。") % {"n": LONGEST_CHECK}}
            )
        recusal.checked_at, recusal.checked_by = actor.at, actor.label[:160]
        recusal.checked_by_person_id = actor.person_id
        recusal.check_for, recusal.check_text = agreed, reason.strip()
        recusal.save()
        told = {"agreed": agreed, "said": recusal.check_text}
        record(
            "recusal_checked",
            court_id=recusal.court_id,
            actor=actor,
            noun="recusal",
            object_id=recusal.pk,
            data=told,
        )
        post_moved(recusal, actor)
    return recusal


def _rule_now(recusal: Recusal, on: date) -> str:
    """The row by which it is decided now."""
    by_law = recusal.decider == Decider.COMMITTEE.value or not for_committee(recusal, on)
    return recusal.decider_rule if by_law else "DECIDE-NO-OTHER"


def _check(recusal: Recusal, reason: str, document: str, actor: Actor) -> None:
    if actor.person_id is not None and actor.person_id == recusal.person_id:
        raise Refused("RECUSAL-SELF", name=recusal.name)
    if has_entered(actor.viewer, recusal) or (
        actor.client and actor.client[:100] == recusal.entered_by_client
    ):
        raise Refused("RECUSAL-ENTERED", name=recusal.name, by=recusal.entered_by)
    if not decides(actor.viewer, recusal, actor.today):
        rule = decider_rules().latest(_rule_now(recusal, actor.today))
        raise Refused("RECUSAL-DECIDER", name=recusal.name, rule=rule)
    for other in waiting_of(recusal.case):
        if actor.person_id is not None and actor.person_id == other.person_id:
            raise Refused("RECUSAL-PENDING", name=other.name, asked_on=other.asked_on, due_on=other.due_on)
    if for_committee(recusal, actor.today) and not document.strip():
        raise Refused("RECUSAL-COMMITTEE")
    if not reason.strip() or len(reason.strip()) > LONGEST:
        raise InvalidInput({"reason": _("请写明理由，不超过 %(n)d 字。") % {"n": LONGEST}})


def _require_consent(recusal: Recusal, actor: Actor) -> None:
    """A protected judge leaves at the court's own wish only after the discipline office's check.

    Kept on the trail of the court, not on the case; who may not know of the check learns that it waits.
    """
    if recusal.person_id is None or not is_guarded(recusal, actor.today):
        return
    if recusal.check_for or is_cleared(recusal.case_id, recusal.person_id):
        return
    told = actor.person_id is not None and actor.viewer.may(Right.DECIDE_CHANGE, recusal.court_id)
    if told:
        raise Refused("CHANGE-PROTECTED", court_id=recusal.court_id)
    raise Refused("RECUSAL-STATE", asked_on=recusal.asked_on, court_id=recusal.court_id)


def _settle(case: Case, recusal: Recusal, verb: str, agreed: bool, reason: str, actor: Actor) -> None:
    recusal.save()
    note(verb, case, actor, name=recusal.name, agreed=agreed, said=reason.strip(), late=_late(recusal))
    post_moved(recusal, actor)
    handles = recusal.person_id is not None and recusal.person_id == case.handling.handler_id
    if agreed and handles and case.status == Status.OPEN.value:
        _open_change(case, recusal, actor)


def on_assigned(case: Case, actor: Actor) -> None:
    """A judge drawn from a roster locked before the judge's recusal was granted is changed at once."""
    handler = case.handling.handler_id
    if handler is not None and (recusal := _GRANTED.first(case=case.pk, person=handler)) is not None:
        _open_change(case, recusal, actor)


def _granted(case: UUID, person: UUID) -> Rows:
    granted = Recusal.objects.filter(case_id=case, person_id=person, state=State.GRANTED.value)
    return granted.order_by("-pk")


_GRANTED = Read(_granted, case=UUID, person=UUID)


def _open_change(case: Case, recusal: Recusal, actor: Actor) -> None:
    names = "；".join(grounds().latest(code).zh for code in recusal.grounds)
    again = recusal.review_on is not None
    open_after_recusal(
        case=case,
        origin=recusal.pk,
        reason=f"准予回避：{names}",
        evidence=f"{recusal.review_on or recusal.decided_on} 准予回避的决定",
        decided_by=recusal.review_by if again else recusal.decided_by,
        decider=recusal.review_by_person_id if again else recusal.decided_by_person_id,
        actor=actor,
    )


def _late(recusal: Recusal) -> bool:
    if recusal.review_on is not None and recusal.review_due_on is not None:
        return recusal.review_on > recusal.review_due_on
    return recusal.is_decided_late


def tell_party(*, recusal_id: UUID | str, told_on: date, told_how: str, actor: Actor) -> Recusal:
    """Note that the party was told of the decision; after a reconsideration, of that one.

    Raises NotVisible; InvalidInput (``told_on``, ``told_how``); Refused RECUSAL-WHO, RECUSAL-STATE.
    """
    with recorded():
        case, recusal = lock_recusal(actor, recusal_id)
        with about(case):
            if not records(actor.viewer, recusal):
                raise Refused("RECUSAL-WHO")
            again = recusal.review_on is not None and recusal.review_told_on is None
            first = recusal.decided_on is not None and recusal.told_on is None
            if recusal.asked != AskedBy.PARTY.value or not (again or first):
                raise Refused("RECUSAL-STATE", asked_on=recusal.asked_on)
            since = recusal.review_on if again else recusal.decided_on
            errors = {}
            if since is not None and not since <= told_on <= actor.today:
                errors["told_on"] = _("应在决定日和今天之间。")
            if not told_how.strip() or len(told_how.strip()) > LONGEST_SAID:
                errors["told_how"] = _("请写明怎样告知，不超过 %(n)d 字。") % {"n": LONGEST_SAID}
            if errors:
                raise InvalidInput(errors)
            if again:
                recusal.review_told_on, recusal.review_told_how = told_on, told_how.strip()
                if recusal.told_on is None:
                    recusal.told_on, recusal.told_how = told_on, told_how.strip()
            else:
                recusal.told_on, recusal.told_how = told_on, told_how.strip()
            recusal.save()
            note("recusal_told", case, actor, name=recusal.name, on=told_on, told_how=told_how.strip())
    return recusal
