"""Pages of cases as a whole."""

from __future__ import annotations

from cases.register.views.acts import close, confirm, four_category, grant
from cases.register.views.case import case_page
from cases.register.views.cases import case_list, suggest
from cases.register.views.lists import worklist
from cases.register.views.saving import change, export_page, remove, save, views_page

__all__ = [
    "case_list",
    "case_page",
    "change",
    "close",
    "confirm",
    "export_page",
    "four_category",
    "grant",
    "remove",
    "save",
    "suggest",
    "views_page",
    "worklist",
]
