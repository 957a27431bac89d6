"""Pages of the calendar of limits."""

from cases.agenda.views.feed import feed_file, feed_page
from cases.agenda.views.months import day_page, month_page

__all__ = ["day_page", "feed_file", "feed_page", "month_page"]
