"""Advising on a request for more time, forwarding it, deciding it; never by whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.models import Case
from cases.docket.services import about, note, require_right
from cases.extensions.domain import State, after_advice, approval_number
from cases.extensions.models import ExtensionRequest
from cases.extensions.services.telling import lock_request, post_moved
from cases.limits.domain import Approver, LedgerEntry, LedgerKind, Unit
from cases.limits.models import CaseClock
from cases.limits.services import put_extension, tell_parties
from cases.limits.services.checking import Entered
from courts.actors.domain import Actor, Right
from courts.people.selectors import acts_only_for
from courts.places.domain import CourtLevel
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Said:
    """An opinion or a decision: for or against, with its reasons; against needs some."""

    agreed: bool
    text: str = ""


def advise(*, request_id: UUID | str, said: Said, actor: Actor) -> ExtensionRequest:
    """The division head's opinion; for or against, it goes on to whoever decides.

    Raises NotVisible; InvalidInput ``text``; Refused PEOPLE-RIGHT, LIM-ASK-SELF, LIM-ASK-STATE.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            require_right(actor, Right.ADVISE_EXTENSION, case.court_id, _("对延长审限提出意见"))
            _take_part(asked, said, actor, State.ADVISING, Right.ADVISE_EXTENSION)
            asked.advised_at, asked.advised_by, asked.advised_by_person_id = _signed(actor)
            asked.advice_for, asked.advice = said.agreed, said.text.strip()
            asked.state = after_advice(Approver(asked.approver), CourtLevel(case.court.level)).value
            asked.save()
            note("extension_advised", case, actor, request=asked.pk, agreed=said.agreed, said=asked.advice)
            post_moved(asked, actor)
    return asked


def forward(*, request_id: UUID | str, said: Said, actor: Actor) -> ExtensionRequest:
    """The own president's opinion on what an upper court will decide. Raises as ``advise``."""
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            require_right(actor, Right.DECIDE_EXTENSION, case.court_id, _("报请上级法院批准延长审限"))
            _take_part(asked, said, actor, State.FORWARDING, Right.DECIDE_EXTENSION)
            asked.forwarded_at, asked.forwarded_by, asked.forwarded_by_person_id = _signed(actor)
            asked.forward_for, asked.forward = said.agreed, said.text.strip()
            asked.state = State.DECIDING.value
            asked.save()
            note("extension_forwarded", case, actor, request=asked.pk, agreed=said.agreed, said=asked.forward)
            post_moved(asked, actor)
    return asked


def decide(*, request_id: UUID | str, said: Said, actor: Actor, document: str = "") -> ExtensionRequest:
    """Grant or refuse, by a president of the court that decides (or a client of it), today.

    Granted, the extension stands in the ledger and the dates follow; after the day for deciding
    the request says so. Without ``document`` the decision is cited by the system's own number.
    Raises NotVisible; InvalidInput (``text``, ``document``); Refused PEOPLE-RIGHT, LIM-ASK-SELF,
    LIM-ASK-STATE, LIM-ASK-ELSEWHERE, LIM-ASK-RULE, LIM-EXT-AFTER-DUE and the LIM codes of the arithmetic.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            if asked.deciding_court is None:
                raise Refused("LIM-ASK-ELSEWHERE")
            require_right(actor, Right.DECIDE_EXTENSION, asked.deciding_court.pk, _("批准延长审限"))
            _take_part(asked, said, actor, State.DECIDING, Right.DECIDE_EXTENSION)
            asked.decided_by_person_id, asked.decided_by_client = actor.person_id, actor.client[:100]
            number = approval_number(asked.deciding_court.number_code, asked.asked_on, asked.pk.hex)
            _decide(case, asked, said, document.strip() or number, actor.today, actor)
    return asked


def record_upper_decision(
    *, request_id: UUID | str, said: Said, document: str, decided_on: date, actor: Actor
) -> ExtensionRequest:
    """Enter from its paper what a court outside this system decided.

    Raises NotVisible; InvalidInput (``text``, ``document``, ``decided_on``); Refused
    PEOPLE-RIGHT, LIM-ASK-STATE, LIM-ASK-HERE, and as ``decide``.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            require_right(actor, Right.KEEP_LEDGER, case.court_id, _("登记上级法院的批复"))
            if asked.deciding_court is not None:
                raise Refused("LIM-ASK-HERE", court=asked.deciding_court.name)
            _require_state(asked, State.DECIDING)
            _check_said(said)
            errors = {}
            if not asked.asked_on <= decided_on <= actor.today:
                errors["decided_on"] = _("应在申请日和今天之间。")
            if not document.strip():
                errors["document"] = _("请填写决定书或者批复的文号。")
            if errors:
                raise InvalidInput(errors)
            _decide(case, asked, said, document, decided_on, actor)
    return asked


def tell_of_extension(
    *, request_id: UUID | str, told_on: date, told_how: str, actor: Actor
) -> ExtensionRequest:
    """Note that the parties were told of a granted extension and its reason (法释〔2019〕4号第七条).

    Raises NotVisible; InvalidInput (``told_on``, ``told_how``); Refused LIM-ASK-STATE while it is
    not granted, PEOPLE-RIGHT, LIM-LEDGER-TOLD.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            if asked.item_id is None:
                raise Refused("LIM-ASK-STATE", asked_on=asked.asked_on)
        asked.item = tell_parties(item_id=asked.item_id, told_on=told_on, told_how=told_how, actor=actor)
    return asked


def _decide(case: Case, asked: ExtensionRequest, said: Said, document: str, on: date, actor: Actor) -> None:
    asked.state = (State.GRANTED if said.agreed else State.REFUSED).value
    asked.decided_at, asked.decided_on, asked.decided_by = actor.at, on, actor.label[:160]
    asked.decision, asked.document = said.text.strip(), document.strip()[:200]
    note(
        "extension_decided",
        case,
        actor,
        request=asked.pk,
        agreed=said.agreed,
        on=on,
        late=asked.is_decided_late,
        document=asked.document,
        said=asked.decision,
    )
    if said.agreed:
        _require_same_rule(case, asked)
        value = int(asked.value) if asked.value == asked.value.to_integral_value() else asked.value
        entry = LedgerEntry(
            kind=LedgerKind.EXTENSION, value=value, unit=Unit(asked.unit), step=asked.step, on=on
        )
        entered = Entered(entry=entry, document=asked.document, reason=asked.reason[:LONGEST])
        asked.item = put_extension(case, entered, answered_by=actor)
    asked.save()
    post_moved(asked, actor)


def _require_same_rule(case: Case, asked: ExtensionRequest) -> None:
    """The step is one of the rule then in force; after a conversion there is another. LIM-ASK-RULE."""
    now = CaseClock.objects.filter(case=case).values_list("now_rule_code", flat=True).first()
    if now != asked.rule_code:
        raise Refused("LIM-ASK-RULE", asked_on=asked.asked_on, before=asked.rule_code, now=now or "—")


def _take_part(asked: ExtensionRequest, said: Said, actor: Actor, state: State, right: Right) -> None:
    _require_state(asked, state)
    if _is_own(asked, actor, right):
        handler = asked.case.handling.handler
        raise Refused("LIM-ASK-SELF", asked_by=asked.asked_by, handler=handler.name if handler else "—")
    _check_said(said)


def _is_own(asked: ExtensionRequest, actor: Actor, right: Right) -> bool:
    """Whether the actor asked, handles the case now, or speaks only in the place of one who does."""
    if actor.client:
        return actor.client == asked.sent_by_client
    own = {asked.asked_by_person_id, asked.case.handling.handler_id}
    if actor.person_id is None or actor.person_id in own:
        return True
    speaks_in = asked.deciding_court_id if asked.state == State.DECIDING.value else asked.court_id
    assert speaks_in is not None  # decide
    behind = acts_only_for(actor.person_id, right, speaks_in, actor.today)
    return bool(behind) and behind <= own


def _check_said(said: Said) -> None:
    if not said.agreed and not said.text.strip():
        raise InvalidInput({"text": _("不同意的，请写明理由。")})
    if len(said.text.strip()) > LONGEST:
        raise InvalidInput({"text": _("不得超过 %(n)d 字。") % {"n": LONGEST}})


def _require_state(asked: ExtensionRequest, state: State) -> None:
    if asked.state != state.value:
        raise Refused("LIM-ASK-STATE", asked_on=asked.asked_on)


def _signed(actor: Actor) -> tuple[datetime, str, UUID | None]:
    return actor.at, actor.label[:160], actor.person_id
