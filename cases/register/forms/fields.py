"""Fields of the register's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say

from courts.templatetags.amounts import parse_amount

YES_NO = {"yes": True, "no": False}


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class AmountInFen(forms.CharField):
    """An amount of yuan as people type it (12.5万); its value is fen."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_amount(text)
        except ValueError:
            raise forms.ValidationError(say("认不出这个金额。可输入 1,234.56、12.5万 或全角数字。")) from None


def day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput())


def hidden_day() -> forms.DateField:
    return forms.DateField(required=False, widget=forms.HiddenInput)


def hidden_mark() -> forms.BooleanField:
    return forms.BooleanField(required=False, widget=forms.HiddenInput)
