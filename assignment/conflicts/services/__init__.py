"""Declaring, entering, answering; and what stands in the way of a draw."""

from __future__ import annotations

from assignment.conflicts.services.answering import answer_flag, check_flags
from assignment.conflicts.services.entering import (
    end_entry,
    end_former,
    enter_agent,
    enter_former,
    enter_involvement,
)
from assignment.conflicts.services.relatives import confirm_end, declare_relative, end_relative

__all__ = [
    "answer_flag",
    "check_flags",
    "confirm_end",
    "declare_relative",
    "end_entry",
    "end_former",
    "end_relative",
    "enter_agent",
    "enter_former",
    "enter_involvement",
]
