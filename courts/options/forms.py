"""Setting one option, or giving it its default again."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courts.options.domain import OptionKind, OptionRule, Value
from courts.options.selectors import OptionState
from courts.refusals.services import REASON_LENGTH


class OptionForm(forms.Form):
    """A value, the reason, and what the court had when the page was opened."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写明依据，如审委会决定、院务会纪要；理由留痕，不可修改。"),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    field_order = ("value", "reason", "seen")

    def __init__(self, *args: Any, state: OptionState, **kwargs: Any) -> None:
        kwargs["initial"] = {"value": _text(state.value), "seen": json.dumps(state.value)}
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(state.rule)
        self.order_fields(self.field_order)

    def clean_seen(self) -> Value | None:
        try:
            value = json.loads(self.cleaned_data["seen"])
        except ValueError:
            return None
        return value if isinstance(value, (int, str)) else None


class ResetForm(OptionForm):
    """The reason for going back to the default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["value"]


def value_field(rule: OptionRule) -> forms.Field:
    """The control that fits an option: a number within its bounds, or a choice."""
    language = get_language() or "zh-hans"
    if rule.kind is OptionKind.INTEGER:
        bounds = _("%(least)s 至 %(most)s %(unit)s") % {
            "least": rule.minimum,
            "most": rule.maximum,
            "unit": rule.unit(language),
        }
        widget = forms.NumberInput(attrs={"min": rule.minimum, "max": rule.maximum, "class": "num"})
        return forms.CharField(label=_("取值"), widget=widget, help_text=bounds.strip())
    if rule.kind is OptionKind.BOOLEAN:
        choices = [("true", _("是")), ("false", _("否"))]
    else:
        choices = [(choice.code, rule.choice_name(choice.code, language)) for choice in rule.choices]
    return forms.ChoiceField(label=_("取值"), choices=choices, widget=forms.RadioSelect)


def _text(value: Value) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)
