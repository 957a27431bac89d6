"""Pages of reference: the four tables, each row under its code."""

from __future__ import annotations

from cases.reference.views.causes import cause, causes
from cases.reference.views.index import index
from cases.reference.views.limits import limit_rule, limit_rules
from cases.reference.views.types import case_type, case_type_list, disposal, disposal_list

__all__ = [
    "case_type",
    "case_type_list",
    "cause",
    "causes",
    "disposal",
    "disposal_list",
    "index",
    "limit_rule",
    "limit_rules",
]
