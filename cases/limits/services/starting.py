"""The day a limit starts, where that is neither the filing nor the receipt of the case: entered by hand."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.docket.models import Case
from cases.docket.services import about, lock_case, note, require_right
from cases.limits.domain import LimitRule, StartEvent
from cases.limits.domain.explain import STARTS
from cases.limits.models import CaseClock
from cases.limits.selectors import law, ledger_of, readings_of
from cases.limits.services.checking import require_open
from cases.limits.services.clocks import moved, result_of, save_moved, standing
from courts.actors.domain import Actor, Right
from courts.calendar.selectors import work_calendar
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

ENTERED = frozenset(
    {
        StartEvent.DECISION,
        StartEvent.NOTICE_END,
        StartEvent.HEARING,
        StartEvent.CORRECTION,
        StartEvent.ELECTION,
    }
)
"""Events that no other page enters. A decision may precede the filing that follows from it."""
DECIDED_BEFORE = timedelta(days=60)
ELECTION_WITHIN = timedelta(days=366)


def starts_by_hand(rule: LimitRule) -> bool:
    """Whether the day this limit starts is entered by hand."""
    return rule.base is not None and rule.starts_from in ENTERED


def is_entered(clock: CaseClock, rule: LimitRule) -> bool:
    """Whether somebody has entered it; a day of filing that stands in for a decision is not an entry."""
    if clock.base_on is None:
        return False
    return rule.starts_from is not StartEvent.DECISION or clock.base_on != clock.case.filed_on


def set_start(*, case_id: UUID | str, on: date, document: str, reason: str, actor: Actor) -> CaseClock:
    """Enter the day of the event from which a limit runs, or correct it; the dates follow.

    A first entry is for whoever keeps the ledger; a correction is for whoever confirms it,
    and says why. Raises InvalidInput (``on``, ``document``, ``reason``); Refused PEOPLE-RIGHT,
    LIM-LEDGER-NOT-OPEN, LIM-START-FIXED, and the LIM codes of the arithmetic when what stands
    in the ledger does not go with the day.
    """
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_open(case)
            found = CaseClock.objects.select_for_update(of=("self",)).select_related("case")
            clock = found.filter(case=case).first()
            rule = _rule(clock)
            if clock is None or rule is None or not starts_by_hand(rule):
                raise Refused("LIM-START-FIXED", **_event_words(rule))
            again = is_entered(clock, rule)
            right = Right.CONFIRM_LEDGER if again else Right.KEEP_LEDGER
            require_right(actor, right, case.court_id, _("更正审限起算日") if again else _("登记审限起算日"))
            _check(case, rule, on, document, reason, again=again, today=actor.today)
            before = standing(clock)
            clock.base_on, clock.waiting_for = on, ""
            ledger, readings = ledger_of(case.pk), readings_of(case.court_id)
            result = result_of(clock, ledger, work_calendar(), readings, actor.today)
            changed = moved(clock, result, before)
            note(
                "limit_start_set",
                case,
                actor,
                rule=rule.code,
                base_on=on,
                before=before["base_on"],
                document=document.strip(),
                reason=reason.strip(),
            )
            if changed:
                save_moved(clock, changed, reason="start", actor=actor)
    return clock


def _rule(clock: CaseClock | None) -> LimitRule | None:
    if clock is None:
        return None
    return law().rules.at_or_earliest(clock.rule_code, clock.rule_version)[0]


def _event_words(rule: LimitRule | None) -> dict[str, str]:
    zh, en = STARTS[rule.starts_from if rule else StartEvent.FILING]
    return {"event_zh": zh, "event_en": en}


def _check(
    case: Case, rule: LimitRule, on: date, document: str, reason: str, *, again: bool, today: date
) -> None:
    assert case.filed_on is not None  # an open case has it
    first, last = case.filed_on, today
    if rule.starts_from is StartEvent.DECISION:
        first = case.filed_on - DECIDED_BEFORE
    if rule.starts_from is StartEvent.ELECTION:
        first, last = case.filed_on + timedelta(days=1), today + ELECTION_WITHIN
    errors = {}
    if not first <= on <= last:
        errors["on"] = _("应在 %(first)s 至 %(last)s 之间。") % {"first": first, "last": last}
    if not document.strip():
        errors["document"] = _("请写明该事件所依据的文书或者材料。")
    if again and not reason.strip():
        errors["reason"] = _("更正已登记的起算日，请写明理由。")
    if errors:
        raise InvalidInput(errors)


def event_word(rule: LimitRule) -> str:
    """The event a limit runs from, in the language of the page."""
    zh, en = STARTS[rule.starts_from]
    return en if (get_language() or "zh").startswith("en") else zh
