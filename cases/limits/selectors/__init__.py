"""Reading limits: the law, lamps of many cases, the whole account of one, and the calculator."""

from __future__ import annotations

from cases.limits.selectors.preview import preview
from cases.limits.selectors.reading import (
    CaseLimit,
    choose_limit_rule,
    lamp_column,
    lamp_is,
    lamp_of,
    law,
    limit_answer,
    limit_of,
)

__all__ = [
    "CaseLimit",
    "choose_limit_rule",
    "lamp_column",
    "lamp_is",
    "lamp_of",
    "law",
    "limit_answer",
    "limit_of",
    "preview",
]
