"""Trial limits: pure arithmetic of dates under law. See the README of this noun."""

from __future__ import annotations

from cases.limits.domain.choice import choose_rule, rules_for, usual_rule
from cases.limits.domain.clock import compute
from cases.limits.domain.explain import Step
from cases.limits.domain.lamp import Ladder, Lamp, Marks
from cases.limits.domain.ledger import (
    FIRST_DAY,
    LAST_DAY,
    MOST_ENTRIES,
    LedgerEntry,
    LedgerKind,
    LedgerShapeError,
    check_ground,
)
from cases.limits.domain.readings import RECOMMENDED, Readings
from cases.limits.domain.result import Caution, LimitResult, lamp_on, late_request
from cases.limits.domain.rule import (
    Approver,
    CaseFacts,
    Category,
    ExclusionGround,
    ExtensionStep,
    Holiday,
    LimitCategory,
    LimitLaw,
    LimitRule,
    NoLimit,
    StartEvent,
)
from cases.limits.domain.spans import MonthEnd, Span, Unit, add_months

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "MOST_ENTRIES",
    "RECOMMENDED",
    "Approver",
    "CaseFacts",
    "Category",
    "Caution",
    "ExclusionGround",
    "ExtensionStep",
    "Holiday",
    "Ladder",
    "Lamp",
    "LedgerEntry",
    "LedgerKind",
    "LedgerShapeError",
    "LimitCategory",
    "LimitLaw",
    "LimitResult",
    "LimitRule",
    "Marks",
    "MonthEnd",
    "NoLimit",
    "Readings",
    "Span",
    "StartEvent",
    "Step",
    "Unit",
    "add_months",
    "check_ground",
    "choose_rule",
    "compute",
    "lamp_on",
    "late_request",
    "rules_for",
    "usual_rule",
]
