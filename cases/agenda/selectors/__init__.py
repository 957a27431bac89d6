"""Reading the calendar of limits."""

from cases.agenda.selectors.days import Dated, Reminders, kinds_of_limits
from cases.agenda.selectors.feeds import Reader, calendar_file, feed_of, reader_of
from cases.agenda.selectors.months import (
    DAY_MOST,
    Mark,
    Scope,
    counts,
    marks,
    on_day,
    scope_of,
    scopes,
    special,
)

__all__ = [
    "DAY_MOST",
    "Dated",
    "Mark",
    "Reader",
    "Reminders",
    "Scope",
    "calendar_file",
    "counts",
    "feed_of",
    "kinds_of_limits",
    "marks",
    "on_day",
    "reader_of",
    "scope_of",
    "scopes",
    "special",
]
