"""What is asked of every entry in the ledger of a limit before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerKind, LedgerShapeError, LimitRule, check_ground
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors import law, ledger_of, readings_of, shape_words
from cases.limits.services.clocks import result_of
from courts.calendar.selectors import work_calendar
from courts.options.selectors import option
from courts.refusals.domain import InvalidInput, Refused

BY_HAND = (LedgerKind.EXCLUSION, LedgerKind.SUSPENSION, LedgerKind.CONVERSION, LedgerKind.RESTART)
"""Extensions come from decided requests only."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """What somebody enters: an entry of the ledger, the paper it rests on, and why."""

    entry: LedgerEntry
    document: str
    reason: str


def running_clock(case: Case) -> CaseClock:
    """The locked clock of an open case. Raises Refused LIM-LEDGER-NOT-OPEN, LIM-LEDGER-NO-CLOCK."""
    require_open(case)
    clock = CaseClock.objects.select_for_update().select_related("case").filter(case=case).first()
    if clock is None or clock.base_on is None:
        raise Refused("LIM-LEDGER-NO-CLOCK")
    return clock


def require_open(case: Case) -> None:
    """Raise Refused LIM-LEDGER-NOT-OPEN unless the case is being tried."""
    if case.status != Status.OPEN.value:
        raise Refused("LIM-LEDGER-NOT-OPEN")


def require_state(item: LedgerItem, *states: str) -> None:
    """Raise Refused LIM-LEDGER-STATE unless the item stands in one of the states."""
    if item.state not in states:
        raise Refused("LIM-LEDGER-STATE", state=item.get_state_display())


def check_entered(entered: Entered, clock: CaseClock, today: date, *, needs_document: bool = True) -> None:
    """What can be said of an entry before the law is asked: complete, on days that have come."""
    entry, errors = entered.entry, dict[str, str]()
    if entry.kind not in BY_HAND:
        errors["kind"] = _("延长审限由申请和批准产生，不能直接登记。")
    for name, day in (("starts_on", entry.starts_on), ("ends_on", entry.ends_on), ("on", entry.on)):
        if day is not None:
            errors |= wrong_day(name, day, today)
    for name, text in (("document", entered.document), ("reason", entered.reason)):
        if not text.strip() and (needs_document or name != "document"):
            errors[name] = _("必填。")
    if errors:
        raise InvalidInput(errors)
    if entry.kind in (LedgerKind.EXCLUSION, LedgerKind.SUSPENSION):
        assert entry.starts_on is not None
        check_ground(entry, rule_now(clock, entry.starts_on), law())


def rule_now(clock: CaseClock, on: date) -> LimitRule:
    """The rule in force, in the version of a day."""
    return law().rules.at_or_earliest(clock.now_rule_code, on)[0]


def wrong_day(name: str, day: date, today: date, not_before: date | None = None) -> dict[str, str]:
    """What is wrong with a day that must have come and must not lie before another; empty when nothing is."""
    if day > today:
        return {name: _("不能晚于今天。")}
    if not_before is not None and day < not_before:
        return {name: _("不能早于 %(day)s。") % {"day": not_before}}
    return {}


def try_entry(clock: CaseClock, entry: LedgerEntry, today: date) -> None:
    """Let the arithmetic say whether the entry is lawful beside what stands in the ledger."""
    ledger = (*ledger_of(clock.case_id), entry)
    try:
        result_of(clock, ledger, work_calendar(), readings_of(clock.court_id), today)
    except LedgerShapeError as error:
        raise InvalidInput({error.field: shape_words(error)}) from error


def is_backdated(entry: LedgerEntry, court_id: int, today: date) -> bool:
    """Whether the day of an entry lies further back than the court lets people enter on their own."""
    day = entry.on or entry.starts_on
    allowed = timedelta(days=int(option(court_id, "LIMIT-BACKDATE-DAYS")))
    return day is not None and day < today - allowed
