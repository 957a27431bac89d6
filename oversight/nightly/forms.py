"""Asking for a night, and another time of day for a periodic task."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.refusals.services import REASON_LENGTH
from oversight.nightly.selectors import TaskShown


class NightForm(forms.Form):
    """The business date to run."""

    business_date = forms.DateField(
        label=_("业务日"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("此前遗漏的日期一并补做；已完成的日期不重复。"),
        error_messages={"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, initial={"business_date": today})


class TimeForm(forms.Form):
    """Hour and minute of the court's day."""

    hour = forms.IntegerField(
        label=_("时"), min_value=0, max_value=23, widget=forms.NumberInput({"class": "num"})
    )
    minute = forms.IntegerField(
        label=_("分"), min_value=0, max_value=59, widget=forms.NumberInput({"class": "num"})
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("变更对各院一并生效，下一次即按新时刻开始；理由留痕。"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: TaskShown, **kwargs: Any) -> None:
        hour, minute = row.clock.split(":")
        initial = {"hour": int(hour), "minute": int(minute), "seen": row.clock}
        super().__init__(*args, **kwargs, initial=initial)
