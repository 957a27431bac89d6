"""The decision on a filing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.docket.models import Case
from cases.intake.forms.filing import DayInput
from cases.intake.selectors import lawful_grounds

DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}


class AcceptForm(forms.Form):
    """The day of acceptance: its year is the year of the number, its morrow the first day of the limit."""

    accepted_on = forms.DateField(
        label=_("立案日"),
        error_messages=DAY_ERRORS,
        widget=DayInput(format="%Y-%m-%d"),
        help_text=_("作出立案决定之日，不得晚于今天；案号按此日的年度编立，审限从次日起算。"),
    )


class RefuseForm(forms.Form):
    """A ground of the list, with the reason in the court's own words."""

    ground = forms.ChoiceField(
        label=_("不予立案的法定事由"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项法定事由。")},
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=2000,
        error_messages={"required": _("请写明不予立案的理由。")},
        widget=forms.Textarea({"rows": 4}),
        help_text=_("写明事实和适用的条款，将写入裁定或决定并告知当事人。"),
    )
    refused_on = forms.DateField(
        label=_("决定日"), widget=DayInput(format="%Y-%m-%d"), error_messages=DAY_ERRORS
    )

    def __init__(self, *args: Any, case: Case, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        english = (get_language() or "zh").startswith("en")
        lawful = lawful_grounds(case.category, case.type_code, today)
        self.fields["ground"].choices = [
            (rule.code, f"{rule.en} ({rule.article})" if english else f"{rule.zh}（{rule.article}）")
            for rule in lawful
        ]
        self.consequences = {
            "ground": {rule.code: rule.remedy_en if english else rule.remedy_zh for rule in lawful}
        }
