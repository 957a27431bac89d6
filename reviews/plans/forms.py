"""Forms of plans: making one, and the witness's number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.options.selectors import option
from courts.places.models import Court
from reviews.plans.domain import last_due
from reviews.plans.models import ReviewPlan
from reviews.plans.selectors import months_to_review
from reviews.plans.services import MOST_A_STRATUM, REASON_LENGTH


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class PlanForm(forms.Form):
    """A routine random plan."""

    period_from = forms.DateField(label=_("结案起"), widget=DayInput())
    period_to = forms.DateField(
        label=_("结案止"), widget=DayInput(), help_text=_("抽取这一期间内结案的案件；未结案件不评查。")
    )
    strata = forms.ChoiceField(
        label=_("抽取范围"),
        widget=forms.RadioSelect,
        choices=ReviewPlan.Strata.choices,
        initial=ReviewPlan.Strata.JUDGE,
    )
    consequences = {
        "strata": {
            "judge": _("每名有结案的法官各抽，覆盖所有法官"),
            "judge_category": _("民事、刑事、行政、执行等类别各抽，样本更多"),
        }
    }
    per_judge = forms.IntegerField(
        label=_("每层件数"), min_value=1, max_value=MOST_A_STRATUM, widget=forms.NumberInput({"class": "num"})
    )
    due_on = forms.DateField(
        label=_("初评完成日"), widget=DayInput(), help_text=_("评查应当在一个月内完成。")
    )
    reason = forms.CharField(
        label=_("事由"), max_length=REASON_LENGTH, help_text=_("如：2026 年上半年常规评查。")
    )


def first_values(court: Court, today: date) -> dict[str, Any]:
    """What a new plan begins with: the last finished half-year, the court's own size, a month's time."""
    begins = date(today.year, 1 if today.month > 6 else 7, 1)
    if today.month <= 6:
        begins = begins.replace(year=today.year - 1)
    ends = date(today.year, 7 if today.month > 6 else 1, 1) - timedelta(days=1)
    return {
        "period_from": begins,
        "period_to": ends,
        "strata": ReviewPlan.Strata.JUDGE,
        "per_judge": option(court.pk, "REVIEW-PER-JUDGE"),
        "due_on": last_due(today, months_to_review(court.pk)),
    }


class NumberForm(forms.Form):
    """The digits the witness gives for a round."""

    nonce = forms.CharField(
        label=_("见证人所报的数"),
        max_length=64,
        error_messages={"required": _("请输入所报的数；没有人报数的，按「没有人报数」。")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "mono"}),
        help_text=_("1 至 32 位数字，由见证人当场想定。报数前没有人能知道结果，报数后不能更改。"),
    )
