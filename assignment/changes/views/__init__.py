"""The pages of changes of handler, and of interference that judges record."""

from assignment.changes.views.acting import act
from assignment.changes.views.asking import ask
from assignment.changes.views.lists import change_list
from assignment.changes.views.one import change_page, notice_page, notice_pdf
from assignment.changes.views.reports import report, report_list, report_page

__all__ = [
    "act",
    "ask",
    "change_list",
    "change_page",
    "notice_page",
    "notice_pdf",
    "report",
    "report_list",
    "report_page",
]
