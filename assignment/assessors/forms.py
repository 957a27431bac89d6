"""Forms of the list of assessors."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assignment.assessors.domain import years_after
from assignment.assessors.models import Assessor
from assignment.assessors.selectors import figure, specialties
from courts.refusals.services import REASON_LENGTH

DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day with the browser's own picker, in ISO form."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=widget, error_messages=DAY_ERRORS
    )


def reason_field(help_text: Any = "") -> forms.CharField:
    """Why; kept on the trail."""
    return forms.CharField(
        label=_("理由"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=help_text or _("理由留痕，不可修改。"),
        error_messages={"required": _("请写明理由。")},
    )


def tags_field() -> forms.MultipleChoiceField:
    """The professional lists, chosen on the form's making."""
    return forms.MultipleChoiceField(
        label=_("专业"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("具有专业知识的，列入专业名册；没有的不选。"),
    )


def _tags() -> list[tuple[str, str]]:
    language = get_language() or "zh-hans"
    return [(rule.code, rule.name(language)) for rule in specialties()]


class AssessorForm(forms.Form):
    """A new assessor with the term of the appointment."""

    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("请填写姓名。")})
    id_number = forms.CharField(
        label=_("公民身份号码"),
        max_length=24,
        widget=forms.TextInput(attrs={"class": "mono", "autocomplete": "off"}),
        help_text=_("加密保存，只显示部分；用于核对年龄、连任和回避。"),
        error_messages={"required": _("请填写公民身份号码。")},
    )
    source = forms.ChoiceField(label=_("产生方式"), choices=Assessor.Source.choices)
    from_on = day_field(_("任期起"))
    to_on = day_field(_("任期止"), _("任期五年，当日为最后一日。"))
    document = forms.CharField(label=_("任命文号"), max_length=60, required=False)
    tags = tags_field()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        last = years_after(today, figure("TERM_YEARS")).toordinal() - 1
        super().__init__(*args, initial={"from_on": today, "to_on": date.fromordinal(last)}, **kwargs)
        self.fields["tags"].choices = _tags()


class TagsForm(forms.Form):
    """The professional lists that an assessor is on."""

    tags = tags_field()
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].choices = _tags()


class SuspendForm(forms.Form):
    """Why an assessor is not drawn for a while, or is again."""

    reason = reason_field()


class EndForm(forms.Form):
    """The last day of a term that ends before its time."""

    to_on = day_field(_("最后一日"), _("次日起不再抽取；已抽中的案件继续参审。"))
    reason = reason_field()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"to_on": today}, **kwargs)
