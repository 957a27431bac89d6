"""Forms of a request for more time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.extensions.domain import State
from cases.extensions.selectors import LISTS, Askable
from cases.limits.domain import Unit

UNITS = {
    Unit.MONTHS: _("个月"),
    Unit.HALF_MONTHS: _("个半月"),
    Unit.DAYS: _("日"),
    Unit.WORKDAYS: _("个工作日"),
    Unit.HOURS: _("小时"),
}
STATES: dict[State, Any] = {
    State.ADVISING: _("等庭长意见"),
    State.FORWARDING: _("等本院院长报请"),
    State.DECIDING: _("等决定"),
    State.GRANTED: _("已批准"),
    State.REFUSED: _("不予批准"),
    State.WITHDRAWN: _("已撤回"),
}


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day of legal effect."""
    return forms.DateField(
        label=label,
        required=required,
        widget=DayInput(format="%Y-%m-%d"),
        help_text=help_text,
        error_messages={
            "required": _("请填写日期。"),
            "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。"),
        },
    )


def text_field(label: Any, most: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A paragraph of at most so many characters."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea({"rows": 4}),
        help_text=help_text,
        error_messages={"required": _("必填。")},
    )


class AskForm(forms.Form):
    """How long, and why. The reason for being late is asked only when one is late."""

    value = forms.DecimalField(
        label=_("申请延长多久"),
        max_digits=6,
        decimal_places=1,
        min_value=0,
        error_messages={"invalid": _("请填写一个数。"), "required": _("请填写申请延长多久。")},
        widget=forms.NumberInput({"inputmode": "decimal", "step": "any"}),
    )
    reason = text_field(
        _("理由"),
        1000,
        _("写明不能如期结案的具体情况：已经做了什么、还要做什么、预计何时审结。"),
    )

    def __init__(self, data: Any, wanted: Askable) -> None:
        span = wanted.step.span
        super().__init__(data, initial={"value": f"{span.value.normalize():f}"} if span else None)
        field = self.fields["value"]
        unit = UNITS[span.unit if span else Unit.MONTHS]
        if span is None:
            field.help_text = _("法律未定上限，以%(unit)s计。") % {"unit": unit}
        elif wanted.step.replaces:
            del self.fields["value"]
        else:
            length = {"value": f"{span.value.normalize():f}", "unit": unit}
            field.help_text = _("本次至多 %(value)s %(unit)s，可以少于此数。") % length
        if wanted.late:
            self.fields["late_reason"] = text_field(
                _("逾期申请的理由"),
                500,
                _("已过最后申请日。逾期申请报审判管理办公室和庭长知悉，不当然延长审限。"),
            )


class StatutoryForm(forms.Form):
    """Taking the longer limit that the law itself grants."""

    reason = text_field(_("理由"), 500, _("写明属于法律规定的哪种情形。"))
    document = forms.CharField(
        label=_("依据文书"),
        max_length=200,
        error_messages={"required": _("必填。")},
        help_text=_("载明延长情形的文书或者审批表的文号。"),
    )


class SaidForm(forms.Form):
    """For or against, and why."""

    consequences: dict[str, dict[str, Any]] = {}
    agreed = forms.ChoiceField(
        label=_("意见"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    text = text_field(_("理由"), 500, _("不同意的必填。"), required=False)

    def __init__(self, data: Any = None, *, prefix: str | None = None, follows: Any = None) -> None:
        super().__init__(data, prefix=prefix)
        self.consequences = {"agreed": follows or {}}


class DecisionForm(SaidForm):
    """What a decision says, whoever made it."""

    agreed = forms.ChoiceField(
        label=_("决定"),
        choices=[("yes", _("予以批准")), ("no", _("不予批准"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    text = text_field(_("理由"), 500, _("不予批准的必填。"), required=False)


class DecideForm(DecisionForm):
    """The decision of the court that decides."""

    document = forms.CharField(
        label=_("决定书文号"),
        max_length=200,
        required=False,
        help_text=_("另有决定书的填写文号；没有的，以系统审批编号为准。"),
    )
    field_order = ["agreed", "text", "document"]


class RecordForm(DecisionForm):
    """The written answer of a court outside this system."""

    document = forms.CharField(label=_("批复文号"), max_length=200, error_messages={"required": _("必填。")})
    decided_on = day_field(_("决定日"), _("批复上的日期，不是登记之日。"))
    field_order = ["agreed", "document", "decided_on", "text"]


class WithdrawForm(forms.Form):
    """Why a request is taken back."""

    reason = text_field(_("撤回的理由"), 500)


class TellForm(forms.Form):
    """When and how the parties were told."""

    told_on = day_field(_("告知日"))
    told_how = forms.CharField(
        label=_("方式和对象"),
        max_length=100,
        error_messages={"required": _("必填。")},
        help_text=_("例如：向双方当事人送达通知书。"),
    )


class ListFilter(forms.Form):
    """What the list is narrowed by; what means nothing is ignored."""

    state = forms.ChoiceField(label=_("状态"), required=False)
    court = forms.ChoiceField(label=_("法院"), required=False)
    from_on = day_field(_("申请日起"), required=False)
    to_on = day_field(_("申请日止"), required=False)
    late = forms.BooleanField(label=_("只看逾期申请"), required=False)

    def __init__(self, query: Any, courts: list[tuple[str, str]]) -> None:
        super().__init__(query, auto_id="f-%s")
        self.which = query.get("which") if query.get("which") in LISTS else ""
        state: Any = self.fields["state"]
        state.choices = [("", _("全部")), *((one.value, words) for one, words in STATES.items())]
        court: Any = self.fields["court"]
        court.choices = [("", _("全部")), *courts]
        if len(courts) < 2:
            del self.fields["court"]

    def wanted(self) -> dict[str, Any]:
        """The filters as ``selectors.listed`` wants them."""
        self.is_valid()
        read = self.cleaned_data
        names = {"state": "state", "court": "court", "from_on": "from", "to_on": "to", "late": "late"}
        return {names[name]: value for name, value in read.items() if value}
