"""Writing clocks: started by acceptance, stopped by closing, computed anew when anything moves them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import CaseEvent, emit
from cases.docket.services import note
from cases.limits.domain import LedgerEntry, LimitResult, LimitRule, Readings, StartEvent, compute
from cases.limits.models import CaseClock
from cases.limits.selectors import choose_limit_rule, law, ledger_of, readings_of
from courts.actors.domain import Actor
from courts.calendar.domain import WorkCalendar
from courts.calendar.selectors import work_calendar

Moved = dict[str, list[object]]

DATES = (
    "due_on",
    "warn_on",
    "near_on",
    "ask_on",
    "red_on",
    "over_on",
    "last_request_on",
    "latest_lawful_on",
    "calendar_confirmed",
    "stopped_since",
    "days_total",
    "days_excluded",
)
MOVING = (*DATES, "now_rule_code", "base_on", "waiting_for")
"""What may be another one when a clock is computed anew."""
AT_FILING = (StartEvent.FILING, StartEvent.ACCEPTANCE, StartEvent.DECISION)


def base_day(rule: LimitRule, case: Case, readings: Readings) -> date | None:
    """The uncounted base day; None while the event that starts the clock has not happened.

    Administrative appeals run from receipt of the petition (行政诉讼法第八十八条); a court
    may count from filing, as systems commonly do. Where the law counts from a decision the
    day of filing stands in until the day of the decision is entered (``set_start``).
    """
    if rule.starts_from is StartEvent.PETITION:
        return case.received_on if readings.appeal_from_receipt else case.filed_on
    if rule.starts_from is StartEvent.RECEIPT:
        return case.received_on
    return case.filed_on if rule.starts_from in AT_FILING else None


def clock_for(case: Case, calendar: WorkCalendar, readings: Readings | None = None) -> CaseClock | None:
    """The unsaved clock of an accepted case: rule version by the day of filing, dates by the calendar.

    None where the law sets no rule for the type of case. Raises Refused LIM-RULE-…
    when nothing decides among several rules.
    """
    if case.filed_on is None:
        return None
    rule = choose_limit_rule(case.type_code, case.procedure, case.filed_on, named=case.limit_rule)
    if rule is None:
        return None
    readings = readings_of(case.court_id) if readings is None else readings
    base_on = base_day(rule, case, readings)
    clock = CaseClock(
        case=case,
        court_id=case.court_id,
        rule_code=rule.code,
        now_rule_code=rule.code,
        rule_version=rule.valid_from,
        rule_before_earliest=case.filed_on < rule.valid_from,
        base_on=base_on,
        waiting_for="" if base_on else rule.starts_from.value,
        watched=case.status == Status.OPEN.value and case.open_confirmed,
    )
    if base_on is not None:
        set_dates(clock, result_of(clock, (), calendar, readings, case.filed_on))
    return clock


def result_of(
    clock: CaseClock,
    ledger: tuple[LedgerEntry, ...],
    calendar: WorkCalendar,
    readings: Readings,
    today: date,
) -> LimitResult:
    """The arithmetic of a clock that has its base day, as it stands on ``today``.

    Raises Refused with a LIM code, LedgerShapeError.
    """
    assert clock.base_on is not None
    rule, _earliest = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)
    return compute(
        rule,
        clock.base_on,
        ledger,
        calendar,
        law=law(),
        detained=clock.case.detained,
        as_of=today,
        readings=readings,
    )


def set_dates(clock: CaseClock, result: LimitResult) -> None:
    """Write what the arithmetic found on the clock, unsaved."""
    for name in DATES:
        setattr(clock, name, getattr(result, name))
    clock.now_rule_code = result.rule_code


def moved(clock: CaseClock, result: LimitResult, before: Mapping[str, object] | None = None) -> Moved:
    """Put other dates on the clock, unsaved: name -> [before, after] of what is different.

    ``before``: what stood on it (``standing``), where its start was already changed.
    """
    old = standing(clock) if before is None else before
    set_dates(clock, result)
    return {name: [old[name], now] for name, now in standing(clock).items() if old[name] != now}


def standing(clock: CaseClock) -> dict[str, object]:
    """What stands on a clock and may move."""
    return {name: getattr(clock, name) for name in MOVING}


def rebase(clock: CaseClock, readings: Readings) -> None:
    """Start an administrative appeal where its court now reads that it starts, unsaved."""
    rule, _earliest = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)
    if rule.starts_from is StartEvent.PETITION:
        clock.base_on = base_day(rule, clock.case, readings)


def start_clock(case: Case, actor: Actor) -> None:
    """Start the limit of a case that was just accepted, in the same transaction."""
    clock = clock_for(case, work_calendar())
    if clock is None:
        return
    clock.save(force_insert=True)
    note("clock_started", case, actor, rule=clock.rule_code, base_on=clock.base_on, due_on=clock.due_on)


def stop_watching(case: Case, actor: Actor) -> None:
    """A closed case raises no alert any more."""
    CaseClock.objects.filter(case=case).update(watched=False)


def watch(case: Case, actor: Actor) -> None:
    """An imported case confirmed as open raises alerts from now on."""
    CaseClock.objects.filter(case=case).update(watched=True)


def refresh_clock(case: Case, *, reason: str, actor: Actor) -> Moved:
    """Compute a case's clock anew from its ledger, inside the running transaction.

    Returns what moved; the trail has it with its reason. Raises Refused with a LIM code
    when the ledger as it now stands breaks a rule.
    """
    clock = CaseClock.objects.select_for_update().select_related("case").filter(case=case).first()
    if clock is None or clock.base_on is None:
        return {}
    ledger, readings = ledger_of(case.pk), readings_of(case.court_id)
    result = result_of(clock, ledger, work_calendar(), readings, actor.today)
    changed = moved(clock, result)
    if changed:
        save_moved(clock, changed, reason=reason, actor=actor)
    return changed


def save_moved(clock: CaseClock, changed: Moved, *, reason: str, actor: Actor) -> None:
    """Save a clock whose dates are others now; the trail says from what to what, and why."""
    clock.save(update_fields=list(MOVING))
    note("clock_recomputed", clock.case, actor, reason=reason, changed=changed)
    emit(CaseEvent.CLOCK_CHANGED, clock.case, actor)
