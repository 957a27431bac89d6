"""Which days a dashboard is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from courts.exports.domain import REASON_LENGTH, Table
from oversight.dashboards.domain import LONGEST_MONTHS, Frame, Period, frame_of


class MonthField(forms.CharField):
    """A month as ``YYYY-MM``; its first day."""

    widget = forms.TextInput(
        attrs={"type": "month", "placeholder": "2026-03", "pattern": "[0-9]{4}-[0-9]{2}"}
    )

    def to_python(self, value: Any) -> date | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            found = parse_date(f"{text}-01") if len(text) == len("2026-03") else None
        except ValueError:
            found = None
        if found is None:
            raise forms.ValidationError(_("须为 YYYY-MM 形式的月份。"))
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m") if isinstance(value, date) else value


class PeriodForm(forms.Form):
    """This month, this year, last year, or whole months of one's own; this year unless told."""

    period = forms.ChoiceField(
        label=_("期间"),
        required=False,
        choices=[
            (Period.YEAR.value, _("今年")),
            (Period.MONTH.value, _("本月")),
            (Period.LAST_YEAR.value, _("去年")),
            (Period.CUSTOM.value, _("自选月份")),
        ],
    )
    first = MonthField(label=_("自选起始月"), required=False)
    last = MonthField(label=_("自选截止月"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.frame = frame_of(Period.YEAR, today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        period = Period(given.get("period") or Period.YEAR.value)
        months = None
        if given.get("first") or given.get("last"):
            months = (given.get("first") or given["last"], given.get("last") or given["first"])
        try:
            self.frame: Frame = frame_of(period, self.today, months)
        except ValueError:
            self.add_error(
                "first",
                _("自选月份须从早到晚、不晚于本月，最多 %(n)d 个月。") % {"n": LONGEST_MONTHS},
            )
        return given


class ExportForm(forms.Form):
    """Which table of the dashboard, and what the file is needed for."""

    table = forms.ChoiceField(label=_("表格"))
    reason = forms.CharField(
        label=_("用途"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3, "maxlength": REASON_LENGTH}),
        help_text=_("写明给谁用、做什么用。用途写入文件和留痕，不可更改。"),
    )

    def __init__(self, *args: Any, tables: Mapping[str, Table], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["table"].choices = [(code, table.title) for code, table in tables.items()]
