"""Reading limits: the law's tables, lamps of many cases at once, the whole account of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q

from cases.causes.selectors import cause_tree
from cases.docket.models import Case
from cases.docket.selectors import words
from cases.limits.domain import (
    CaseFacts,
    ExclusionGround,
    Lamp,
    LedgerEntry,
    LimitCategory,
    LimitLaw,
    LimitResult,
    LimitRule,
    NoLimit,
    choose_rule,
    compute,
    lamp_on,
)
from cases.limits.models import CaseClock
from cases.limits.selectors.ledger import known_by, ledger_of, readings_of
from cases.numbers.domain import is_under
from cases.numbers.selectors import case_types
from courts.calendar.selectors import work_calendar
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import load

NOUN = "cases/limits"


@cache
def law() -> LimitLaw:
    """Rules, grounds and categories of trial limits."""
    return LimitLaw(
        rules=load(NOUN, "limit_rules", LimitRule),
        grounds=load(NOUN, "exclusion_grounds", ExclusionGround),
        categories=load(NOUN, "limit_categories", LimitCategory),
    )


def choose_limit_rule(
    type_code: str, procedure: str, on: date, *, named: str = "", facts: CaseFacts | None = None
) -> LimitRule | None:
    """The rule of a filing; None where the law sets none. Raises Refused LIM-RULE-…"""
    try:
        return choose_rule(law().rules, type_code, procedure, on, named=named, facts=facts or CaseFacts())
    except Refused as refused:
        names = words("procedures")
        refused.params["procedure"] = names.latest(procedure) if procedure in names else procedure
        raise


def no_limits() -> RuleTable[NoLimit]:
    """The types of case for which the law sets no limit, and why."""
    return load(NOUN, "no_limits", NoLimit)


def check_limits() -> None:
    """Raise RuleError unless every type and procedure has a limit, or a row that says there is none.

    Also when a rule names a type, procedure, cause or subject that no case can have.
    """
    pairs = {(rule.code, procedure) for rule in case_types() for procedure in rule.procedures}
    rules, causes = law().rules, [cause.code for cause in cause_tree()]
    for code, procedure in sorted(pairs):
        has = any(rule.fits(code, procedure) for rule in rules)
        if has == any(row.covers(code, procedure) for row in no_limits()):
            said = "both a limit and none" if has else "neither a limit nor a row without"
            raise RuleError(f"{NOUN}: {code} in {procedure} has {said}")
    for rule in rules:
        if unknown := [code for code in rule.causes if not any(is_under(cause, (code,)) for cause in causes)]:
            raise RuleError(f"{NOUN}: {rule.code} names no cause: {', '.join(unknown)}")
    for row in (*rules, *no_limits()):
        stray = [code for code in row.type_codes if code not in case_types()]
        stray += [step.value for step in row.procedures if not _goes_with(row.type_codes, step.value)]
        if stray:
            raise RuleError(f"{NOUN}: {row.code} can govern no case: {', '.join(stray)}")


def _goes_with(type_codes: tuple[str, ...], procedure: str) -> bool:
    return any(procedure in case_types().latest(code).procedures for code in type_codes)


# Each lamp is lit from its day on, until the next more urgent one is.
_LADDER = (
    (Lamp.BLACK, "over_on"),
    (Lamp.RED, "red_on"),
    (Lamp.ORANGE, "ask_on"),
    (Lamp.YELLOW, "near_on"),
    (Lamp.BLUE, "warn_on"),
)
LAMP_COLUMNS = ("watched", "stopped_since", "due_on", *(column for _lamp, column in _LADDER))
"""What of a clock its lamp follows from."""


def lamp_of(clock: CaseClock | None, today: date) -> Lamp:
    """The lamp of one case; none for a case that is closed, unconfirmed, without a limit or not started."""
    if clock is None:
        return Lamp.NONE
    return lamp_of_row({name: getattr(clock, name) for name in LAMP_COLUMNS}, today)


def lamp_of_row(row: Mapping[str, Any], today: date) -> Lamp:
    """The same for a row of a list that has the ``LAMP_COLUMNS`` of its clock (all None without one).

    Lists compute it here: as a column of the query it costs more than all their other columns together.
    """
    if not row["watched"]:
        return Lamp.NONE
    if row["stopped_since"] is not None:
        return Lamp.STOPPED
    if row["due_on"] is None:
        return Lamp.NONE
    for lamp, column in _LADDER:
        if row[column] is not None and row[column] <= today:
            return lamp
    return Lamp.NORMAL


def lamp_is(lamp: Lamp, today: date, *, clock: str = "clock__") -> Q:
    """The same as a filter; ``clock`` is the path from the model to its clock."""
    watched = Q(**{f"{clock}watched": True})
    running = watched & Q(**{f"{clock}stopped_since": None, f"{clock}due_on__isnull": False})
    if lamp is Lamp.STOPPED:
        return watched & Q(**{f"{clock}stopped_since__isnull": False})
    if lamp is Lamp.NONE:
        return ~watched | watched & Q(**{f"{clock}stopped_since": None, f"{clock}due_on": None})
    urgent = Q()
    for step, column in _LADDER:
        reached = Q(**{f"{clock}{column}__lte": today})
        if step is lamp:
            return running & reached & urgent
        urgent &= Q(**{f"{clock}{column}": None}) | Q(**{f"{clock}{column}__gt": today})
    return running & urgent


@dataclass(frozen=True)
class CaseLimit:
    """The limit of one case with the account of how its date came about.

    ``rule`` is the one in force on ``as_of``, ``first_rule`` the one the limit began with.
    ``fault``: the ledger as it stands breaks a rule under what the court has set since;
    then there is no ``result`` and somebody has to mend it. ``stored_due_on`` is the date
    that lists and alerts use; None while the clock stands still.
    """

    rule: LimitRule
    result: LimitResult | None
    waiting_for: str
    watched: bool
    first_rule: LimitRule
    as_of: date
    entries: tuple[LedgerEntry, ...] = ()
    stored_due_on: date | None = None
    fault: Refused | None = None


def limit_of(case: Case, today: date, on: date | None = None) -> CaseLimit | None:
    """The whole account of a case's limit as of ``today``, or of ``on``; None without rule.

    A closed case's limit stands as of its closing. What began after the day of the account
    is left away, and a stop that ended after it still stands open.
    """
    clock = CaseClock.objects.filter(case=case).first()
    if clock is None:
        return None
    rule, _ = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)
    as_of = on or today
    if case.closed_on is not None:
        as_of = min(on or case.closed_on, case.closed_on)
    if clock.base_on is None:
        return CaseLimit(rule, None, clock.waiting_for, clock.watched, rule, as_of)
    entries = known_by(ledger_of(case.pk), as_of)
    try:
        result = result_with(case, clock, entries, as_of)
    except Refused as refused:
        return CaseLimit(rule, None, "", clock.watched, rule, as_of, entries, clock.due_on, refused)
    return CaseLimit(result.rule, result, "", clock.watched, rule, as_of, entries, clock.due_on)


def result_with(case: Case, clock: CaseClock, entries: Sequence[LedgerEntry], as_of: date) -> LimitResult:
    """The arithmetic of a case whose clock has its base day, with these entries in its ledger.

    Raises Refused with a LIM code, LedgerShapeError.
    """
    assert clock.base_on is not None
    rule, _ = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)
    return compute(
        rule,
        clock.base_on,
        entries,
        work_calendar(),
        law=law(),
        detained=case.detained,
        as_of=as_of,
        readings=readings_of(case.court_id),
    )


def limit_answer(result: LimitResult, as_of: date, language: str) -> dict[str, Any]:
    """The answer of the interface, the same for a case and for the calculator."""
    english = language.startswith("en")
    return {
        "rule_code": result.rule_code,
        "rule_version": result.rule_version,
        "article": result.article,
        "starts_on": result.starts_on,
        "due_on": result.due_on,
        "due_at": result.due_at,
        "warn_on": result.warn_on,
        "near_on": result.near_on,
        "latest_lawful_on": result.latest_lawful_on,
        "calendar_confirmed": result.calendar_confirmed,
        "lamp": lamp_on(result, as_of).value,
        "clock": result.clock(as_of),
        "stopped_since": result.stopped_since,
        "days_total": result.days_total,
        "days_left": result.days_left(as_of),
        "days_used": result.days_used(as_of),
        "days_excluded": result.days_excluded,
        "last_request_on": result.last_request_on,
        "explanation": [
            {
                "on": step.on,
                "text": step.en if english else step.zh,
                "article": step.article,
                "due_on": step.due_on,
            }
            for step in result.explanation
        ],
    }
