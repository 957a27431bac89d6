"""Writing clocks: started by acceptance, stopped by closing, recomputed when the calendar changes."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import CaseEvent, emit
from cases.docket.services import note
from cases.limits.domain import LimitResult, LimitRule, StartEvent, compute
from cases.limits.models import CaseClock
from cases.limits.selectors import choose_limit_rule, law
from courts.actors.domain import Actor
from courts.calendar.domain import WorkCalendar
from courts.calendar.registry import Weight
from courts.calendar.selectors import work_calendar
from courts.trail.services import recorded

WEIGHED = 5000
"""A preview looks at no more cases than these."""
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


def base_day(rule: LimitRule, case: Case) -> date | None:
    """The uncounted base day; None while the event that starts the clock has not happened."""
    if rule.starts_from is StartEvent.RECEIPT:
        return case.received_on
    if rule.starts_from in (StartEvent.FILING, StartEvent.ACCEPTANCE, StartEvent.DECISION):
        return case.filed_on
    return None


def clock_for(case: Case, calendar: WorkCalendar) -> CaseClock | None:
    """The unsaved clock of an accepted case: rule version by the day of filing, dates by the calendar.

    None where the law sets no rule for the type of case. Raises Refused LIM-RULE-…
    when nothing decides among several rules.
    """
    if case.filed_on is None:
        return None
    rule = choose_limit_rule(case.type_code, case.procedure, case.filed_on, named=case.limit_rule)
    if rule is None:
        return None
    base_on = base_day(rule, case)
    clock = CaseClock(
        case=case,
        court_id=case.court_id,
        rule_code=rule.code,
        rule_version=rule.valid_from,
        rule_before_earliest=case.filed_on < rule.valid_from,
        base_on=base_on,
        waiting_for="" if base_on else rule.starts_from.value,
        watched=case.status == Status.OPEN.value and case.open_confirmed,
    )
    if base_on is not None:
        _set_dates(clock, compute(rule, base_on, (), calendar, law=law(), detained=case.detained))
    return clock


def _set_dates(clock: CaseClock, result: LimitResult) -> None:
    for name in DATES:
        setattr(clock, name, getattr(result, name))


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


def recompute_for_year(year: int, *, actor: Actor) -> int:
    """Recompute the open cases whose dates turn on a year's calendar. Returns how many moved.

    Each date that moved is on the trail with the year as its reason.
    """
    calendar = work_calendar()
    moved = 0
    for clock in _touched(year).order_by("court_id", "case_id").iterator(chunk_size=500):
        moved += _recompute(clock, calendar, year, actor)
    return moved


def weigh_year(year: int, calendar: WorkCalendar) -> Weight:
    """How many open cases' dates a year's calendar would move, of the first ``WEIGHED``. Saves nothing."""
    clocks = list(_touched(year).order_by("court_id", "case_id")[: WEIGHED + 1])
    return Weight(sum(_moves(clock, calendar) for clock in clocks[:WEIGHED]), len(clocks) > WEIGHED)


def _touched(year: int) -> QuerySet[CaseClock]:
    """The clocks of open cases that may turn on a year's calendar, with their cases."""
    return CaseClock.objects.filter(
        Q(due_on__year=year)
        | Q(latest_lawful_on__year=year)
        | Q(calendar_confirmed=False)
        | Q(rule_code__in=_in_workdays(), base_on__year__lte=year, due_on__year__gte=year),
        case__status=Status.OPEN.value,
        base_on__isnull=False,
    ).select_related("case")


def _in_workdays() -> list[str]:
    """Rules counted in working days: every year their count passes through may move them."""
    return [rule.code for rule in law().rules if rule.base is not None and rule.base.workdays]


def _moves(clock: CaseClock, calendar: WorkCalendar) -> bool:
    """Whether a calendar gives other dates; they stand on the clock, unsaved, afterwards."""
    before = {name: getattr(clock, name) for name in DATES}
    rule, _ = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)
    if clock.base_on is None:
        return False
    _set_dates(clock, compute(rule, clock.base_on, (), calendar, law=law(), detained=clock.case.detained))
    return before != {name: getattr(clock, name) for name in DATES}


def _recompute(clock: CaseClock, calendar: WorkCalendar, year: int, actor: Actor) -> bool:
    before = {name: getattr(clock, name) for name in DATES}
    if not _moves(clock, calendar):
        return False
    after = {name: getattr(clock, name) for name in DATES}
    with recorded():
        clock.save(update_fields=list(DATES))
        changed = {name: [before[name], after[name]] for name in DATES if before[name] != after[name]}
        note("clock_recomputed", clock.case, actor, reason=f"calendar {year}", changed=changed)
        emit(CaseEvent.CLOCK_CHANGED, clock.case, actor)
    return True
