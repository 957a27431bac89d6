"""What the handler of a case may ask for now, or take by statute, and what it would lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from cases.docket.models import Case
from cases.extensions.domain import LEVELS, State, approver_of, decide_by, decided_at_home
from cases.extensions.models import WAITING, ExtensionRequest
from cases.limits.domain import (
    Approver,
    Category,
    ExtensionStep,
    LedgerEntry,
    LedgerKind,
    LedgerShapeError,
    LimitCategory,
    LimitRule,
    Span,
    Unit,
    compute,
)
from cases.limits.models import CaseClock
from cases.limits.selectors import CaseLimit, law, ledger_of, limit_of, readings_of
from courts.actors.domain import Viewer
from courts.calendar.selectors import work_calendar
from courts.places.domain import CourtLevel
from courts.places.models import Court
from courts.refusals.domain import Refused


@dataclass(frozen=True)
class Askable:
    """What the handler of a case may ask for today, and by when."""

    rule: LimitRule
    category: LimitCategory
    number: int
    step: ExtensionStep
    approver: Approver
    due_on: date
    last_request_on: date | None
    decide_by: date | None
    deciding_court: Court | None
    late: bool


@dataclass(frozen=True)
class Statutory:
    """A longer limit that the law itself grants, and where it would end."""

    rule: LimitRule
    number: int
    span: Span
    due_on: date
    new_due_on: date | None


def askable(case: Case, today: date) -> Askable | None:
    """The next extension somebody must be asked for; None without one, or while no date is set."""
    limit = limit_of(case, today)
    return None if limit is None else askable_of(limit, case, today)


def askable_of(limit: CaseLimit, case: Case, today: date) -> Askable | None:
    """The same for a limit already read."""
    result = limit.result
    if result is None or result.due_on is None or result.next_step is None:
        return None
    number = result.next_step
    steps = result.rule.extensions
    # What the law itself grants is taken, not asked for.
    while number <= len(steps) and not steps[number - 1].is_asked_for:
        number += 1
    if number > len(steps) or number > result.next_step:
        return None
    step, category = steps[number - 1], law().category(result.rule)
    approver = approver_of(step.approver, result.rule.category, CourtLevel(case.court.level))
    return Askable(
        rule=result.rule,
        category=category,
        number=number,
        step=step,
        approver=approver,
        due_on=result.due_on,
        last_request_on=result.last_request_on,
        decide_by=decide_by(result.due_on, category),
        deciding_court=deciding_court(case.court, approver),
        late=result.last_request_on is not None and today > result.last_request_on,
    )


def statutory_of(case: Case, today: date) -> Statutory | None:
    """The longer limit that the law grants without asking anybody; None where the next step is another."""
    limit = limit_of(case, today)
    result = limit.result if limit else None
    if result is None or result.next_step is None or result.due_on is None:
        return None
    step = result.rule.extensions[result.next_step - 1]
    if step.is_asked_for or step.span is None:
        return None
    new_due_on = due_after(case, result.next_step, step.span.value, step.span.unit, today)
    return Statutory(result.rule, result.next_step, step.span, result.due_on, new_due_on)


def due_after(case: Case, step: int, value: Decimal, unit: Unit, today: date) -> date | None:
    """The due date once an extension is granted today; None where the law does not allow it."""
    clock = CaseClock.objects.filter(case=case).first()
    if clock is None or clock.base_on is None:
        return None
    whole = int(value) if value == value.to_integral_value() else value
    entry = LedgerEntry(kind=LedgerKind.EXTENSION, value=whole, unit=unit, step=step, on=today)
    rule, _earliest = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)
    try:
        result = compute(
            rule,
            clock.base_on,
            (*ledger_of(case.pk), entry),
            work_calendar(),
            law=law(),
            detained=case.detained,
            as_of=today,
            readings=readings_of(case.court_id),
        )
    except (Refused, LedgerShapeError):
        return None
    return result.due_on


def length_of(value: Decimal, unit: str) -> Span:
    """A length asked for, in the law's words."""
    return Span.of(value, Unit(unit))


def deciding_court(court: Court, approver: Approver) -> Court | None:
    """The court that decides; None where it does not use this system."""
    if decided_at_home(approver, CourtLevel(court.level)):
        return court
    wanted, above = LEVELS.get(approver), court.parent
    while above is not None and wanted is not None and above.level != wanted.value:
        above = above.parent
    return above


def courts_to_report(asked: ExtensionRequest) -> list[Court]:
    """Courts with which a request is put on file.

    What a basic court asks of the High Court in an administrative case it reports to the intermediate
    court (法释〔2018〕1号第五十条第三款); what the own president grants with 层报备案, to the High Court.
    """
    above = asked.court.parent
    if above is None:
        return []
    if asked.approver == Approver.HIGH_COURT_RECORD.value and asked.state == State.GRANTED.value:
        high = deciding_court(asked.court, Approver.HIGH_COURT)
        return [high] if high is not None else []
    rule, _early = law().rules.at_or_earliest(asked.rule_code, asked.asked_on)
    direct = asked.approver == Approver.HIGH_COURT.value and rule.category is Category.ADMINISTRATIVE
    if direct and asked.state == State.DECIDING.value and above.pk != asked.deciding_court_id:
        return [above]
    return []


def clocks_to_ask(user: Viewer, today: date) -> QuerySet[CaseClock]:
    """Clocks of the viewer's own cases whose last day for asking is near or past, with nothing asked."""
    if user.person_id is None:
        return CaseClock.objects.none()
    live = ExtensionRequest.objects.filter(state__in=WAITING).values("case")
    return (
        CaseClock.objects.filter(
            case__handling__handler=user.person_id, watched=True, ask_on__lte=today, over_on__gt=today
        )
        .exclude(case__in=live)
        .select_related("case")
        .order_by("last_request_on", "case_id")
    )


def count_to_ask(user: Viewer, today: date) -> int:
    return clocks_to_ask(user, today).count()
