"""Confirming a year from the lines of its notice."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.calendar.models import CalendarDay

KINDS = {
    "放假": CalendarDay.Kind.HOLIDAY.value,
    "休": CalendarDay.Kind.HOLIDAY.value,
    "holiday": CalendarDay.Kind.HOLIDAY.value,
    "上班": CalendarDay.Kind.MAKEUP_WORKDAY.value,
    "班": CalendarDay.Kind.MAKEUP_WORKDAY.value,
    "workday": CalendarDay.Kind.MAKEUP_WORKDAY.value,
}


class YearForm(forms.Form):
    """Year, number of the notice, and its days, one a line: ``2027-02-06 放假 春节``."""

    year = forms.IntegerField(label=_("年度"), min_value=1949, max_value=2999)
    source = forms.CharField(
        label=_("依据"), max_length=120, help_text=_("国务院办公厅通知的文号，如 国办发明电〔2025〕7号。")
    )
    days = forms.CharField(
        label=_("放假与调休"),
        widget=forms.Textarea({"rows": 14, "spellcheck": "false"}),
        help_text=_("一行一天：日期、放假或上班、节日名称，用空格隔开，如 2027-02-06 放假 春节。"),
    )

    def clean_days(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), start=1):
            if not line.strip():
                continue
            parts = re.split(r"[\s,，\t]+", line.strip(), maxsplit=2)
            if len(parts) != 3 or parts[1] not in KINDS:
                wrong = {"n": number, "line": line.strip()[:40]}
                self.add_error(
                    "days", _("第 %(n)d 行“%(line)s”看不懂：应为 日期 放假（或上班） 节日名称。") % wrong
                )
                continue
            rows.append({"day": parts[0], "kind": KINDS[parts[1]], "name": parts[2]})
        return rows
