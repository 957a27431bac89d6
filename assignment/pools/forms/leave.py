"""Forms of leave, secondment and suspension."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assignment.pools.forms.fields import (
    ApproverField,
    DayField,
    ReasonField,
    people_choices,
    quota_judges,
)
from assignment.pools.models import Absence
from courts.places.models import Court


class LeaveForm(forms.Form):
    """Who is away, why in kind, from when to when, and who approved it."""

    judge = forms.ChoiceField(label=_("法官"), error_messages={"required": _("请选择法官。")})
    kind = forms.ChoiceField(label=_("类别"), choices=Absence.Kind.choices)
    from_on = DayField(label=_("起日"), help_text=_("当日起不参加抽签。"))
    to_on = DayField(label=_("止日"), help_text=_("最后一日；次日起恢复参加抽签。"))
    approver = ApproverField()
    reason = ReasonField(_("写批准文号或者请假条编号；不写病情等个人隐私。"))

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judges = quota_judges(court.pk, today)
        self.fields["judge"].choices = [("", _("请选择")), *people_choices(judges)]
        approver: Any = self.fields["approver"]
        approver.offer(court, today)


class LeaveEndForm(forms.Form):
    """Another last day."""

    to_on = DayField(label=_("止日"), help_text=_("提前返岗的，填返岗的前一日。"))
    approver = ApproverField(required=False, help_text=_("止日延后的必填，与新登记的休假一样须经批准。"))
    reason = ReasonField(_("写批准文号或者销假记录；不写病情等个人隐私。"))
    seen = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, absence: Absence, today: date, **kwargs: Any) -> None:
        initial = {"to_on": absence.to_on, "seen": absence.to_on.isoformat()}
        super().__init__(*args, **kwargs, initial=initial)
        approver: Any = self.fields["approver"]
        approver.offer(absence.court, today)


class CancelForm(LeaveEndForm):
    """Why leave that has not begun is taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["to_on"], self.fields["approver"]
