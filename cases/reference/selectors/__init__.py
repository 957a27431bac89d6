"""The tables of the law as they are looked up: rows with what belongs to them."""

from __future__ import annotations

from cases.reference.selectors.causes import (
    CauseAccount,
    CauseRow,
    account_of,
    branch,
    cause_lists,
    outline,
    searched,
)
from cases.reference.selectors.rules import (
    Course,
    case_type_rows,
    courses,
    disposal_rows,
    fitting,
    limit_rows,
)

__all__ = [
    "CauseAccount",
    "CauseRow",
    "Course",
    "account_of",
    "branch",
    "case_type_rows",
    "cause_lists",
    "courses",
    "disposal_rows",
    "fitting",
    "limit_rows",
    "outline",
    "searched",
]
