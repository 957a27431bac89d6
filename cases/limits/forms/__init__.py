"""What people type to move a limit, to ask for its account, and to calculate one."""

from __future__ import annotations

from cases.limits.forms.calculating import ROWS, QuestionForm, RowForm
from cases.limits.forms.entering import (
    FORMS,
    AnswerForm,
    CancelForm,
    EndForm,
    LedgerForm,
    ToldForm,
)
from cases.limits.forms.fields import AsOfForm

__all__ = [
    "FORMS",
    "ROWS",
    "AnswerForm",
    "AsOfForm",
    "CancelForm",
    "EndForm",
    "LedgerForm",
    "QuestionForm",
    "RowForm",
    "ToldForm",
]
