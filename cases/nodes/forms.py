"""Entering a node."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.nodes.selectors import nodes


def node_choices() -> list[tuple[str, Any]]:
    """The nodes that people enter, in the order in which a case passes them."""
    language = get_language() or "zh"
    by_hand = sorted((rule for rule in nodes() if rule.entered_by_hand), key=lambda rule: rule.order)
    return [("", _("请选择")), *((rule.code, rule.name(language)) for rule in by_hand)]


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"


class NodeForm(forms.Form):
    """What happened, on which day, in a sentence."""

    node = forms.ChoiceField(
        label=_("节点"), choices=node_choices, error_messages={"required": _("请选择节点。")}
    )
    occurred_on = forms.DateField(
        label=_("发生日"),
        error_messages={
            "required": _("请填写日期。"),
            "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。"),
        },
        widget=DayInput(format="%Y-%m-%d"),
        help_text=_("实际发生之日，不是录入之日；不得晚于今天。"),
    )
    detail = forms.CharField(
        label=_("内容"),
        max_length=500,
        error_messages={"required": _("请写明发生了什么。")},
        widget=forms.Textarea({"rows": 3}),
        help_text=_("例如：向被告直接送达起诉状副本，本人签收。"),
    )
