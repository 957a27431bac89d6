"""Reading limits: the law's tables, lamps of many cases at once, the whole account of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Q, Value, When
from django.db.models.expressions import Combinable

from cases.docket.models import Case
from cases.limits.domain import (
    ExclusionGround,
    Lamp,
    LimitCategory,
    LimitLaw,
    LimitResult,
    LimitRule,
    Marks,
    choose_rule,
    compute,
    lamp_on,
)
from cases.limits.models import CaseClock
from courts.calendar.selectors import work_calendar
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


def choose_limit_rule(type_code: str, procedure: str, on: date, *, named: str = "") -> LimitRule | None:
    """The rule of a filing; None where the law sets none. Raises Refused LIM-RULE-…"""
    return choose_rule(law().rules, type_code, procedure, on, named=named)


# Each lamp is lit from its day on, until the next more urgent one is.
_LADDER = (
    (Lamp.BLACK, "over_on"),
    (Lamp.RED, "red_on"),
    (Lamp.ORANGE, "ask_on"),
    (Lamp.YELLOW, "near_on"),
    (Lamp.BLUE, "warn_on"),
)


def lamp_of(clock: CaseClock | None, today: date) -> Lamp:
    """The lamp of one case; none for a case that is closed, unconfirmed, without a limit or not started."""
    if clock is None or not clock.watched:
        return Lamp.NONE
    if clock.stopped_since is not None:
        return Lamp.STOPPED
    if clock.due_on is None:
        return Lamp.NONE
    return Marks(
        warn_on=clock.warn_on,
        near_on=clock.near_on,
        ask_on=clock.ask_on,
        red_on=clock.red_on,
        over_on=clock.over_on,
    ).lamp(today)


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


def lamp_column(today: date, *, clock: str = "clock__") -> Combinable:
    """The same as a column of a list."""
    cases = [
        When(lamp_is(lamp, today, clock=clock), then=Value(lamp.value))
        for lamp in Lamp
        if lamp is not Lamp.NONE
    ]
    return Choice(*cases, default=Value(Lamp.NONE.value), output_field=CharField())


@dataclass(frozen=True)
class CaseLimit:
    """The limit of one case with the account of how its date came about."""

    rule: LimitRule
    result: LimitResult | None
    waiting_for: str
    watched: bool


def limit_of(case: Case, today: date) -> CaseLimit | None:
    """The whole account of a case's limit as of ``today`` (once closed: as of closing); None without rule."""
    clock = CaseClock.objects.filter(case=case).first()
    if clock is None:
        return None
    rule, _ = law().rules.at_or_earliest(clock.rule_code, clock.rule_version)
    if clock.base_on is None:
        return CaseLimit(rule, None, clock.waiting_for, clock.watched)
    as_of = case.closed_on or today
    result = compute(rule, clock.base_on, (), work_calendar(), law=law(), detained=case.detained, as_of=as_of)
    return CaseLimit(rule, result, "", clock.watched)


def limit_answer(result: LimitResult, as_of: date, language: str) -> dict[str, Any]:
    """The answer of the interface, the same for a case and for the calculator."""
    english = language.startswith("en")
    return {
        "rule_code": result.rule_code,
        "rule_version": result.rule_version,
        "article": result.article,
        "starts_on": result.starts_on,
        "due_on": result.due_on,
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
