"""The forms of custody: it begins, it ends, an entry is taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.custody.domain import ACCUSED_LENGTH, DOCUMENT_LENGTH, REASON_LENGTH
from cases.custody.selectors import endings

DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"


def _endings() -> list[tuple[str, Any]]:
    language = get_language() or "zh"
    listed = sorted(endings(), key=lambda rule: rule.order)
    return [("", _("请选择")), *((rule.code, rule.name(language)) for rule in listed)]


class BeginForm(forms.Form):
    """Who is held, since when, by what paper. One accused alone is not named."""

    since = forms.DateField(
        label=_("羁押之日"),
        error_messages=DAY_ERRORS,
        widget=DayInput(format="%Y-%m-%d"),
        help_text=_("被采取拘留、逮捕而实际羁押之日，含侦查、起诉阶段；不得晚于今天。"),
    )
    accused = forms.ChoiceField(label=_("被告人"), required=False)
    document = forms.CharField(
        label=_("依据文书"),
        required=False,
        max_length=DOCUMENT_LENGTH,
        help_text=_("例如：逮捕证、换押证的文号。"),
    )

    def __init__(self, *args: Any, accused: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        if len(accused) > 1:
            named = [(name[:ACCUSED_LENGTH], name) for name in accused]
            self.fields["accused"].choices = [("", _("请选择")), *named]
            self.fields["accused"].required = True
        else:
            del self.fields["accused"]


class EndForm(forms.Form):
    """On which day and how custody ended."""

    on = forms.DateField(label=_("解除之日"), error_messages=DAY_ERRORS, widget=DayInput(format="%Y-%m-%d"))
    ending = forms.ChoiceField(
        label=_("解除情形"), choices=_endings, error_messages={"required": _("请选择解除的情形。")}
    )
    document = forms.CharField(
        label=_("解除的依据"),
        max_length=DOCUMENT_LENGTH,
        error_messages={"required": _("请填写解除所依据的文书。")},
        help_text=_("例如：取保候审决定书、释放证明书的文号。"),
    )


class CancelForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(
        label=_("撤销的理由"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("请写明撤销的理由。")},
        widget=forms.Textarea({"rows": 2}),
    )
