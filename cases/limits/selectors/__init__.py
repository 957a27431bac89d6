"""Reading limits: the law, lamps of many cases, the whole account of one, and the calculator."""

from __future__ import annotations

from cases.limits.selectors.preview import preview
from cases.limits.selectors.reading import (
    LAMP_COLUMNS,
    CaseLimit,
    check_limits,
    choose_limit_rule,
    lamp_is,
    lamp_of,
    lamp_of_row,
    law,
    limit_answer,
    limit_of,
    no_limits,
)

__all__ = [
    "LAMP_COLUMNS",
    "CaseLimit",
    "check_limits",
    "choose_limit_rule",
    "lamp_is",
    "lamp_of",
    "lamp_of_row",
    "law",
    "limit_answer",
    "limit_of",
    "no_limits",
    "preview",
]
