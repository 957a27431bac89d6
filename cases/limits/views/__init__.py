"""Pages of limits: the account of a case, its ledger, the calculator."""

from __future__ import annotations

from cases.limits.views.calculator import calculator
from cases.limits.views.entering import enter
from cases.limits.views.items import answer, cancel, end, told
from cases.limits.views.papers import account_page, account_pdf
from cases.limits.views.starting import start

__all__ = ["account_page", "account_pdf", "answer", "calculator", "cancel", "end", "enter", "start", "told"]
