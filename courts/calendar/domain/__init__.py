"""Working days, and the State Council's notice that announces them."""

from __future__ import annotations

from courts.calendar.domain.days import (
    ONE_DAY,
    SATURDAY,
    CalendarYearRule,
    HolidaySpan,
    WorkCalendar,
    YearNotConfirmed,
    build_calendar,
)
from courts.calendar.domain.flow import paragraphs
from courts.calendar.domain.notice import HOLIDAY, MAKEUP, Fault, Notice, NoticeDay, read_notice

__all__ = [
    "HOLIDAY",
    "MAKEUP",
    "ONE_DAY",
    "SATURDAY",
    "CalendarYearRule",
    "Fault",
    "HolidaySpan",
    "Notice",
    "NoticeDay",
    "WorkCalendar",
    "YearNotConfirmed",
    "build_calendar",
    "paragraphs",
    "read_notice",
]
