"""Forms of routes: a new one, its last day, and which pool a case would go to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from assignment.pools.domain.routes import FIRST_TIER, LAST_TIER
from assignment.pools.forms.fields import DayField, ReasonField
from assignment.pools.selectors import complexities, lawful_types
from cases.causes.selectors import cause_tree
from cases.docket.selectors import words
from courts.places.models import Court
from courts.templatetags.amounts import parse_amount

ANY = ("", _("不限"))


class FenField(forms.CharField):
    """An amount of yuan as people type it (12.5万); its value is fen."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=_("单位为元，可写 12.5万；留空不限。"),
            widget=forms.TextInput(attrs={"class": "num", "inputmode": "decimal"}),
        )

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_amount(text)
        except ValueError:
            raise forms.ValidationError(say("认不出这个金额。可输入 1,234.56、12.5万 或全角数字。")) from None


class CauseField(forms.CharField):
    """A cause or a heading above causes, by name or code; its value is the code."""

    def __init__(self) -> None:
        super().__init__(
            label=_("案由"),
            required=False,
            max_length=120,
            help_text=_("写名称或者代码，如“婚姻家庭纠纷”；包括其下的各案由。留空不限。"),
        )

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return ""
        if text in cause_tree():
            return text
        found = cause_tree().find(text)
        if found is None:
            raise forms.ValidationError(say("没有这个案由，请写全名或者代码。"))
        return found.code


def type_choices(court: Court, today: date) -> list[tuple[str, Any]]:
    """The types of case a court may register."""
    language = get_language() or "zh-hans"
    return [(rule.code, f"{rule.code}　{rule.name(language)}") for rule in lawful_types(court.level, today)]


def procedure_choices() -> list[tuple[str, Any]]:
    """Every procedure."""
    language = get_language() or "zh-hans"
    return [(rule.code, rule.name(language)) for rule in words("procedures")]


class RouteForm(forms.Form):
    """Which cases go to a pool; every condition but the tier may stay empty."""

    tier = forms.IntegerField(
        label=_("级"),
        min_value=FIRST_TIER,
        max_value=LAST_TIER,
        initial=LAST_TIER - 1,
        help_text=_("1 级最先，9 级最后；同级中条件多的在先。"),
        widget=forms.NumberInput(attrs={"class": "num"}),
    )
    type_code = forms.ChoiceField(label=_("案件类型"), required=False)
    procedure = forms.ChoiceField(label=_("程序"), required=False)
    cause_code = CauseField()
    claim_from_fen = FenField(_("标的额起（含）"))
    claim_to_fen = FenField(_("标的额止（不含）"))
    complexity = forms.ChoiceField(label=_("繁简"), required=False)
    from_on = DayField(label=_("起日"), help_text=_("不能早于今天。"))
    reason = ReasonField()

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today
        self.fields["type_code"].choices = [ANY, *type_choices(court, today)]
        self.fields["procedure"].choices = [ANY, *procedure_choices()]
        self.fields["complexity"].choices = [ANY, *complexities().items()]


class RouteEndForm(forms.Form):
    """The last day of a route."""

    to_on = DayField(label=_("止日"), help_text=_("最后一日；填昨天的，自今天起不再适用。"))
    reason = ReasonField()


class TrialForm(forms.Form):
    """A case that need not exist: to which pool would it go?"""

    type_code = forms.ChoiceField(label=_("案件类型"))
    procedure = forms.ChoiceField(label=_("程序"))
    cause_code = CauseField()
    claim_fen = FenField(_("标的额"))
    four_category = forms.BooleanField(label=_("可能属于四类案件"), required=False)

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type_code"].choices = type_choices(court, today)
        self.fields["procedure"].choices = procedure_choices()
        self.fields["cause_code"].help_text = _("写名称或者代码，如“离婚纠纷”。")
        self.fields["claim_fen"].help_text = _("单位为元，可写 12.5万；没有的留空。")


class AlertForm(forms.Form):
    """What was found when a change before draws was looked at."""

    note = forms.CharField(
        label=_("核查情况"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明变动的原因、依据和核查结论；留痕，不可修改。"),
    )
