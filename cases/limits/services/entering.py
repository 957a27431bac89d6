"""Entering the ledger of a limit: what stops, changes or restarts the clock, by whom and on what paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.models import Case
from cases.docket.services import about, lock_case, note, require_right
from cases.limits.domain import LedgerKind, check_ground
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors import law
from cases.limits.selectors.ledger import entry_of
from cases.limits.services.checking import (
    Entered,
    check_entered,
    is_backdated,
    require_open,
    require_state,
    rule_now,
    running_clock,
    try_entry,
    wrong_day,
)
from cases.limits.services.clocks import refresh_clock
from courts.actors.domain import Actor, Right
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.services import recorded

__all__ = [
    "Entered",
    "answer_item",
    "cancel_item",
    "check_end",
    "end_item",
    "enter_item",
    "lock_item",
    "put_extension",
    "tell_parties",
]

State = LedgerItem.State


def enter_item(*, case_id: UUID | str, entered: Entered, actor: Actor) -> LedgerItem:
    """Enter a stop, a conversion or a restart of an open case's limit (法释〔2000〕29号第九条).

    It counts at once. What lies further back than the court allows, every restart, and all
    that another system sends (its document may follow with the answer) waits for somebody
    else to confirm it and does not count till then. A conversion changes the procedure of the
    case. Raises InvalidInput (``kind``, ``starts_on``, ``ends_on``, ``on``, ``document``,
    ``reason``); Refused PEOPLE-RIGHT, LIM-LEDGER-NOT-OPEN,
    LIM-LEDGER-NO-CLOCK, and the LIM codes of the arithmetic.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.KEEP_LEDGER, case.court_id, _("登记审限事项"))
            clock = running_clock(case)
            check_entered(entered, clock, actor.today, needs_document=not actor.client)
            try_entry(clock, entered.entry, actor.today)
            waits = is_backdated(entered.entry, case.court_id, actor.today)
            restart = entered.entry.kind is LedgerKind.RESTART
            state = State.PROPOSED if waits or restart or actor.client else State.IN_FORCE
            item = _save(case, entered, state, waits, actor)
            note("ledger_entered", case, actor, item=item.pk, **_facts(item))
            if state is State.IN_FORCE:
                _take_effect(case, item, actor)
    return item


def answer_item(
    *, item_id: UUID | str, agreed: bool, answer: str, actor: Actor, document: str = ""
) -> LedgerItem:
    """Confirm an item that waits, or decline it; never by whoever entered it.

    ``document`` names the paper of an item that came without one. Raises NotVisible; InvalidInput
    ``answer`` when declined without saying why; Refused PEOPLE-RIGHT, LIM-LEDGER-STATE,
    LIM-LEDGER-SELF, and the LIM codes of the arithmetic.
    """
    with recorded():
        case, item = lock_item(actor, item_id)
        with about(case):
            require_right(actor, Right.CONFIRM_LEDGER, case.court_id, _("核准审限事项"))
            require_state(item, State.PROPOSED)
            if _entered_it(actor, item):
                raise Refused("LIM-LEDGER-SELF", entered_by=item.entered_by)
            if not agreed and not answer.strip():
                raise InvalidInput({"answer": _("请写明不予核准的理由。")})
            item.state = State.IN_FORCE if agreed else State.DECLINED
            item.document = item.document or document.strip()[:200]
            _answer(item, answer, actor)
            note("ledger_answered", case, actor, item=item.pk, agreed=agreed, answer=answer.strip())
            if agreed:
                require_open(case)
                _take_effect(case, item, actor)
    return item


def end_item(*, item_id: UUID | str, ends_on: date, document: str, actor: Actor) -> LedgerItem:
    """Say when an open stop ended, and by what paper: the clock runs again from the next day.

    Raises NotVisible; InvalidInput ``ends_on``, ``document``; Refused PEOPLE-RIGHT,
    LIM-LEDGER-STATE, LIM-LEDGER-ENDED, and the LIM codes of the arithmetic (LIM-X-CAP …).
    """
    with recorded():
        case, item = lock_item(actor, item_id)
        with about(case):
            check_end(case, item, ends_on, document, actor)
            item.ends_on, item.end_document = ends_on, document.strip()[:200]
            item.save(update_fields=["ends_on", "end_document"])
            note("ledger_ended", case, actor, item=item.pk, ends_on=ends_on, document=item.end_document)
            if item.state == State.IN_FORCE:
                refresh_clock(case, reason=f"ledger {item.pk}", actor=actor)
    return item


def check_end(case: Case, item: LedgerItem, ends_on: date, document: str, actor: Actor) -> None:
    """What ``end_item`` asks before it writes. Raises what it raises."""
    require_right(actor, Right.KEEP_LEDGER, case.court_id, _("登记审限事项"))
    require_open(case)
    require_state(item, State.IN_FORCE, State.PROPOSED)
    if item.ends_on is not None or item.starts_on is None:
        raise Refused("LIM-LEDGER-ENDED", ends_on=item.ends_on or "—")
    errors = wrong_day("ends_on", ends_on, actor.today, not_before=item.starts_on)
    if not document.strip():
        errors["document"] = _("请填写恢复计算所依据的文书或者材料。")
    if errors:
        raise InvalidInput(errors)
    clock = CaseClock.objects.select_related("case").get(case=case)
    ended = replace(entry_of(item), ends_on=ends_on)
    check_ground(ended, rule_now(clock, item.starts_on), law())


def cancel_item(*, item_id: UUID | str, reason: str, actor: Actor) -> LedgerItem:
    """Take back an item entered by mistake; it stays to be read, with who took it back and why.

    An extension that was decided and a conversion that was ruled are not mistakes of entry:
    LIM-LEDGER-DECIDED. Raises NotVisible; InvalidInput ``reason``; Refused PEOPLE-RIGHT,
    LIM-LEDGER-STATE, and the LIM codes of the arithmetic when what follows rests on it.
    """
    with recorded():
        case, item = lock_item(actor, item_id)
        with about(case):
            require_right(actor, Right.CONFIRM_LEDGER, case.court_id, _("撤销审限事项"))
            require_open(case)
            require_state(item, State.IN_FORCE, State.PROPOSED)
            if item.kind in (LedgerKind.EXTENSION.value, LedgerKind.CONVERSION.value):
                raise Refused("LIM-LEDGER-DECIDED", document=item.document)
            if not reason.strip():
                raise InvalidInput({"reason": _("请写明撤销的理由。")})
            item.state = State.CANCELLED
            _answer(item, reason, actor)
            note("ledger_cancelled", case, actor, item=item.pk, reason=reason.strip())
            refresh_clock(case, reason=f"ledger {item.pk}", actor=actor)
    return item


def tell_parties(*, item_id: UUID | str, told_on: date, told_how: str, actor: Actor) -> LedgerItem:
    """Note that the parties were told of an item and its reason (法释〔2019〕4号第七条), once.

    Raises NotVisible; InvalidInput ``told_on``, ``told_how``; Refused PEOPLE-RIGHT,
    LIM-LEDGER-STATE, LIM-LEDGER-TOLD.
    """
    with recorded():
        case, item = lock_item(actor, item_id)
        with about(case):
            require_right(actor, Right.KEEP_LEDGER, case.court_id, _("登记审限事项"))
            require_state(item, State.IN_FORCE)
            if item.told_on is not None:
                raise Refused("LIM-LEDGER-TOLD", told_on=item.told_on)
            first = item.decided_on or item.starts_on
            errors = wrong_day("told_on", told_on, actor.today, not_before=first)
            if not told_how.strip():
                errors["told_how"] = _("请写明以何种方式告知何人。")
            if errors:
                raise InvalidInput(errors)
            item.told_on, item.told_how = told_on, told_how.strip()[:100]
            item.save(update_fields=["told_on", "told_how"])
            note("ledger_told", case, actor, item=item.pk, told_on=told_on, told_how=item.told_how)
    return item


def put_extension(case: Case, entered: Entered, *, answered_by: Actor) -> LedgerItem:
    """Put a decided extension in the ledger, inside the transaction that decides it. Raises Refused LIM-…"""
    try_entry(running_clock(case), entered.entry, answered_by.today)
    item = _save(case, entered, State.IN_FORCE, False, answered_by)
    note("ledger_entered", case, answered_by, item=item.pk, **_facts(item))
    _take_effect(case, item, answered_by)
    return item


def _entered_it(actor: Actor, item: LedgerItem) -> bool:
    """Whether the item is the actor's own; what is neither a person nor a client answers nothing."""
    if actor.client:
        return actor.client == item.entered_by_client
    return actor.person_id is None or actor.person_id == item.entered_by_person_id


def _save(case: Case, entered: Entered, state: str, backdated: bool, actor: Actor) -> LedgerItem:
    entry = entered.entry
    return LedgerItem.objects.create(
        case=case,
        court_id=case.court_id,
        state=state,
        kind=entry.kind.value,
        ground=entry.ground_code,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        value=entry.value,
        unit=entry.unit.value if entry.unit else "",
        step=entry.step,
        to_rule=entry.to_rule,
        decided_on=entry.on,
        document=entered.document.strip()[:200],
        reason=entered.reason.strip()[:500],
        backdated=backdated,
        entered_at=actor.at,
        entered_by=actor.label[:160],
        entered_by_person_id=actor.person_id,
        entered_by_client=actor.client[:100],
    )


def _take_effect(case: Case, item: LedgerItem, actor: Actor) -> None:
    """The dates follow; a conversion changes the procedure of the case too."""
    refresh_clock(case, reason=f"ledger {item.pk}", actor=actor)
    if item.kind != LedgerKind.CONVERSION.value:
        return
    rule = law().rules.latest(item.to_rule)
    procedure = rule.procedures[0].value if rule.procedures else case.procedure
    if procedure != case.procedure:
        before, case.procedure = case.procedure, procedure
        case.save(update_fields=["procedure"])
        note("procedure_changed", case, actor, before=before, after=procedure, on=item.decided_on)


def lock_item(actor: Actor, item_id: UUID | str) -> tuple[Case, LedgerItem]:
    """An item of a visible case, both locked. Raises NotVisible."""
    found = LedgerItem.objects.filter(pk=item_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotVisible(f"ledger item {item_id}")
    case = lock_case(actor, found)
    return case, LedgerItem.objects.select_for_update(of=("self",)).get(pk=item_id)


def _answer(item: LedgerItem, answer: str, actor: Actor) -> None:
    item.answered_at, item.answered_by = actor.at, actor.label[:160]
    item.answered_by_person_id, item.answer = actor.person_id, answer.strip()[:300]
    item.answered_by_client = actor.client[:100]
    answered = ("answered_at", "answered_by", "answered_by_person", "answered_by_client", "answer")
    item.save(update_fields=["state", "document", *answered])


def _facts(item: LedgerItem) -> dict[str, Any]:
    """What the trail keeps of an item."""
    names = ("state", "kind", "ground", "starts_on", "ends_on", "step", "to_rule", "decided_on", "document")
    return {name: value for name in names if (value := getattr(item, name)) not in ("", None)}
