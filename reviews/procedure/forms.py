"""Forms of a review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.procedure.services.assigning import REASON_LENGTH
from reviews.procedure.services.deciding import NOTE_LENGTH, TEXT_LENGTH
from reviews.sheets.domain import ItemRule
from reviews.sheets.services import FIELDS


class ReplaceForm(forms.Form):
    """Why a reviewer must be replaced."""

    reason = forms.CharField(
        label=_("回避事由"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("如：与当事人有亲属关系。由审判管理办公室另行分派。"),
    )


class AnswerForm(forms.Form):
    """What the judge says to the result."""

    said = forms.ChoiceField(
        label=_("您的意见"),
        widget=forms.RadioSelect,
        choices=[("acceptance", _("没有异议")), ("objection", _("提出异议")), ("statement", _("只作陈述"))],
    )
    text = forms.CharField(
        label=_("内容"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("陈述和异议须写明内容，指明不同意的评分项和理由。"),
    )
    consequences = {
        "said": {
            "acceptance": _("即可定级，之后不能再提异议"),
            "objection": _("由另一名评查员复评，只能提一次"),
            "statement": _("随评查留存，可以多次，不影响异议期"),
        }
    }


class FinalForm(forms.Form):
    """What is said when the result is made final."""

    note_text = forms.CharField(
        label=_("定级说明"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("总分和等次由评分表得出，不能另填。承办法官提出过异议的，须写明处理意见。"),
    )


def typed_sheet(posted: Mapping[str, Any], items: tuple[ItemRule, ...]) -> dict[str, dict[str, str]]:
    """A sheet as the page posts it: by item the typed fields (``score-Q1`` …)."""
    return {
        item.code: {name: str(posted.get(f"{name}-{item.code}", "")) for name in FIELDS} for item in items
    }
