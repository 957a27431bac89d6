"""Fields of the forms of limits, and the day of an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY_ERRORS = {
    "required": _("请填写日期。"),
    "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。"),
}


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class OpenChoice(forms.ChoiceField):
    """A list that offers what is lawful; what else is sent goes on to the rule that refuses it."""

    def valid_value(self, value: Any) -> bool:
        return True


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day as people pick it."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, error_messages=DAY_ERRORS, widget=DayInput()
    )


def reason_field(label: Any, missing: Any, help_text: Any = "", most: int = 300) -> forms.CharField:
    """A few sentences that an act needs."""
    area = forms.Textarea({"rows": 2})
    return forms.CharField(
        label=label, max_length=most, widget=area, error_messages={"required": missing}, help_text=help_text
    )


class AsOfForm(forms.Form):
    """The day an account is told as of."""

    on = day_field(_("截至"), required=False)
