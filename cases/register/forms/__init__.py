"""Forms of the register."""

from __future__ import annotations

from cases.register.forms.acts import ClosingForm, FourCategoryForm, GrantForm
from cases.register.forms.filters import ListFilter
from cases.register.forms.saving import ChangeViewForm, ExportForm, SaveViewForm

__all__ = [
    "ChangeViewForm",
    "ClosingForm",
    "ExportForm",
    "FourCategoryForm",
    "GrantForm",
    "ListFilter",
    "SaveViewForm",
]
