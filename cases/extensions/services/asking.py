"""Asking for more time: the handler's part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.models import Case
from cases.docket.services import about, lock_case, note, require_right
from cases.extensions.domain import LIVE, State, first_state
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import Askable, askable, live_request
from cases.extensions.services.telling import lock_request, post_moved
from cases.limits.domain import LedgerEntry, LedgerKind, Span, Unit
from cases.limits.models import LedgerItem
from cases.limits.selectors import limit_of
from cases.limits.services import put_extension
from cases.limits.services.checking import Entered
from courts.actors.domain import Actor, Right
from courts.places.domain import CourtLevel
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

LONGEST_REASON = 1000
LONGEST_SAID = 500


def ask_extension(
    *,
    case_id: UUID | str,
    reason: str,
    actor: Actor,
    value: Decimal | int | None = None,
    unit: str = "",
    late_reason: str = "",
) -> ExtensionRequest:
    """Ask for the next extension of a case's limit, by its handler, in writing and in time.

    ``value`` is no more than the step gives, in its unit; where the law sets no figure it is
    required, in months. An API client asks in the handler's name. Raises InvalidInput (``reason``,
    ``value``, ``unit``, ``late_reason``); Refused PEOPLE-RIGHT, LIM-ASK-UNASSIGNED, LIM-ASK-NOT-HANDLER,
    LIM-ASK-ALREADY, LIM-EXT-NONE, LIM-ASK-STOPPED, LIM-EXT-AFTER-DUE, LIM-EXT-LONG, and
    LIM-ASK-LATE when the last day for asking has passed without a reason.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            wanted = _may_ask(case, actor)
            length = _length(wanted, value, unit)
            _check_words(reason, late_reason)
            if wanted.late and not late_reason.strip():
                raise Refused("LIM-ASK-LATE", last_on=wanted.last_request_on, asked_on=actor.today)
            asked = _create(case, wanted, length, reason, late_reason if wanted.late else "", actor)
            note(
                "extension_asked",
                case,
                actor,
                request=asked.pk,
                step=asked.step,
                approver=asked.approver,
                length=f"{asked.value} {asked.unit}",
                due_on=asked.due_on,
                reason=asked.reason,
                late_reason=asked.late_reason,
            )
            post_moved(asked, actor)
    return asked


def may_ask(*, case: Case, actor: Actor) -> Askable:
    """What the actor may ask for now in a case they see; raises what ``ask_extension`` would refuse."""
    with about(case):
        return _may_ask(case, actor)


def _may_ask(case: Case, actor: Actor) -> Askable:
    _require_handler(case, actor)
    if (live := live_request(case.pk)) is not None:
        raise Refused("LIM-ASK-ALREADY", asked_on=live.asked_on)
    return _askable(case, actor.today)


def _check_words(reason: str, late_reason: str) -> None:
    errors = {}
    if not reason.strip():
        errors["reason"] = _("请写明不能如期结案的具体情况和理由。")
    for name, text, most in (
        ("reason", reason, LONGEST_REASON),
        ("late_reason", late_reason, LONGEST_SAID),
    ):
        if len(text.strip()) > most:
            errors[name] = _("不得超过 %(n)d 字。") % {"n": most}
    if errors:
        raise InvalidInput(errors)


def withdraw(*, request_id: UUID | str, reason: str, actor: Actor) -> ExtensionRequest:
    """Take a request back before it is decided, by whoever asked or handles the case now.

    Raises NotVisible; InvalidInput ``reason``; Refused LIM-ASK-NOT-HANDLER, LIM-ASK-DECIDED.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            if actor.person_id not in {asked.asked_by_person_id, case.handling.handler_id} - {None}:
                raise Refused("LIM-ASK-NOT-HANDLER", handler=asked.asked_by_person.name)
            if not asked.is_live:
                raise Refused("LIM-ASK-DECIDED", ended_on=asked.ended_on)
            if not reason.strip():
                raise InvalidInput({"reason": _("请写明撤回的理由。")})
            if len(reason.strip()) > LONGEST_SAID:
                raise InvalidInput({"reason": _("不得超过 %(n)d 字。") % {"n": LONGEST_SAID}})
            _withdrawn(case, asked, reason, actor)
            post_moved(asked, actor)
    return asked


def on_closed(case: Case, actor: Actor) -> None:
    """A case that closes needs no more time: what is still asked for falls away."""
    live = [state.value for state in LIVE]
    for asked in ExtensionRequest.objects.select_for_update(of=("self",)).filter(case=case, state__in=live):
        _withdrawn(case, asked, "案件已结 Case closed", actor)


def _withdrawn(case: Case, asked: ExtensionRequest, reason: str, actor: Actor) -> None:
    asked.state, asked.withdraw_reason = State.WITHDRAWN.value, reason.strip()
    asked.withdrawn_at, asked.withdrawn_by = actor.at, actor.label[:160]
    asked.save(update_fields=["state", "withdraw_reason", "withdrawn_at", "withdrawn_by"])
    note("extension_withdrawn", case, actor, request=asked.pk, reason=asked.withdraw_reason)


def take_statutory(*, case_id: UUID | str, reason: str, document: str, actor: Actor) -> LedgerItem:
    """Take the longer limit that the law itself grants (至迟不得超过…), by the handler, with the reason.

    Nobody is asked (刑事诉讼法第二百零八条第一款、第二百二十条、第二百二十五条). Raises InvalidInput
    (``reason``, ``document``); Refused PEOPLE-RIGHT, LIM-ASK-NOT-HANDLER, LIM-ASK-STATUTE,
    LIM-ASK-STOPPED and the LIM codes of the arithmetic.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            _require_handler(case, actor)
            limit = limit_of(case, actor.today)
            result = limit.result if limit else None
            if result is None or result.next_step is None:
                raise Refused("LIM-ASK-STATUTE")
            step = result.rule.extensions[result.next_step - 1]
            if step.is_asked_for or step.span is None:
                raise Refused("LIM-ASK-STATUTE")
            errors = {
                name: _("必填。")
                for name, text in (("reason", reason), ("document", document))
                if not text.strip()
            }
            if errors:
                raise InvalidInput(errors)
            entry = LedgerEntry(
                kind=LedgerKind.EXTENSION,
                value=step.span.value,
                unit=step.span.unit,
                step=result.next_step,
                on=actor.today,
            )
            return put_extension(
                case, Entered(entry=entry, document=document, reason=reason), answered_by=actor
            )


def _require_handler(case: Case, actor: Actor) -> None:
    """The handler, or a client of the court in the handler's name."""
    handler = case.handling.handler
    if handler is None:
        raise Refused("LIM-ASK-UNASSIGNED")
    if not actor.client and handler.pk != actor.person_id:
        raise Refused("LIM-ASK-NOT-HANDLER", handler=handler.name)
    require_right(actor, Right.ASK_EXTENSION, case.court_id, _("申请延长审限"))


def _askable(case: Case, today: date) -> Askable:
    limit = limit_of(case, today)
    if limit is None or limit.result is None or limit.result.rule.base is None:
        raise Refused("LIM-LEDGER-NO-CLOCK")
    result = limit.result
    if result.stopped_since is not None:
        raise Refused("LIM-ASK-STOPPED", since=result.stopped_since)
    last = result.latest_lawful_on or result.due_on
    if last is not None and today > last:
        raise Refused("LIM-EXT-AFTER-DUE", on=today, due_on=last)
    found = askable(case, today)
    if found is None:
        rule, number = result.rule, result.next_step
        statutory = number is not None and not rule.extensions[number - 1].is_asked_for
        if number is not None and statutory and number < len(rule.extensions):
            # The law grants this step by itself; the next one is asked for after it was taken.
            raise Refused("LIM-EXT-ORDER", step=number + 1, before=number)
        raise Refused("LIM-EXT-NONE", rule=rule.code, rule_zh=rule.zh, rule_en=rule.en)
    return found


def _length(wanted: Askable, value: Decimal | int | None, unit: str) -> tuple[Decimal, Unit]:
    """How much is asked for. Raises InvalidInput, Refused LIM-EXT-LONG."""
    span = wanted.step.span
    of_step = span.unit if span else Unit.MONTHS
    if unit and unit != of_step.value:
        raise InvalidInput({"unit": _("本次延长以 %(unit)s 计。") % {"unit": of_step.value}})
    if value is None or (span is not None and wanted.step.replaces):
        if span is None:
            raise InvalidInput({"value": _("法律未定延长期限，请填写申请延长几个月。")})
        return span.value, of_step
    try:
        asked = Span.of(value, of_step)
    except ValueError:
        raise InvalidInput({"value": _("期限应为正整数。")}) from None
    if span is not None and asked.value > span.value:
        raise Refused("LIM-EXT-LONG", step=wanted.number, most_zh=span.zh, most_en=span.en)
    return asked.value, of_step


def _create(
    case: Case, wanted: Askable, length: tuple[Decimal, Unit], reason: str, late_reason: str, actor: Actor
) -> ExtensionRequest:
    handler = case.handling.handler
    assert handler is not None  # _require_handler
    approver, level = wanted.approver, CourtLevel(case.court.level)
    leader = not actor.client and actor.viewer.may(Right.ADVISE_EXTENSION, case.court_id)
    state = first_state(approver, level, asked_by_leader=leader, by_client=bool(actor.client))
    return ExtensionRequest.objects.create(
        case=case,
        court_id=case.court_id,
        deciding_court=wanted.deciding_court,
        state=state.value,
        rule_code=wanted.rule.code,
        step=wanted.number,
        approver=approver.value,
        value=length[0],
        unit=length[1].value,
        reason=reason.strip(),
        due_on=wanted.due_on,
        last_request_on=wanted.last_request_on,
        decide_by=wanted.decide_by,
        late_reason=late_reason.strip(),
        asked_at=actor.at,
        asked_on=actor.today,
        asked_by=actor.label[:160],
        asked_by_person=handler,
        sent_by_client=actor.client[:100],
    )
