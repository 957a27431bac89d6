"""Pages of cases as a whole."""

from __future__ import annotations

from cases.register.views.acts import close, confirm, four_category, grant
from cases.register.views.case import case_page
from cases.register.views.lists import case_list, worklist

__all__ = ["case_list", "case_page", "close", "confirm", "four_category", "grant", "worklist"]
