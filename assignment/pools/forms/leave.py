"""Forms of leave, secondment and suspension."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assignment.pools.forms.fields import DayField, ReasonField, people_choices, quota_judges
from assignment.pools.models import Absence
from courts.people.selectors import members
from courts.places.models import Court


class LeaveForm(forms.Form):
    """Who is away, why in kind, from when to when, and who approved it."""

    judge = forms.ChoiceField(label=_("法官"), error_messages={"required": _("请选择法官。")})
    kind = forms.ChoiceField(label=_("类别"), choices=Absence.Kind.choices)
    from_on = DayField(label=_("起日"), help_text=_("当日起不参加抽签。"))
    to_on = DayField(label=_("止日"), help_text=_("最后一日；次日起恢复参加抽签。"))
    approver = forms.ChoiceField(label=_("批准人"), error_messages={"required": _("请选择批准人。")})
    reason = ReasonField(_("写批准文号或者请假条编号；不写病情等个人隐私。"))

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judges = quota_judges(court.pk, today)
        people = list(members(court.pk, today))
        above = list(members(court.parent_id, today)) if court.parent_id else []
        self.fields["judge"].choices = [("", _("请选择")), *people_choices(judges)]
        groups: list[Any] = [("", _("请选择")), (court.name, people_choices(people))]
        if court.parent is not None and above:
            groups.append((court.parent.name, people_choices(above)))
        self.fields["approver"].choices = groups


class LeaveEndForm(forms.Form):
    """Another last day."""

    to_on = DayField(label=_("止日"), help_text=_("提前返岗的，填返岗的前一日。"))
    reason = ReasonField(_("写批准文号或者销假记录；不写病情等个人隐私。"))
    seen = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, absence: Absence, **kwargs: Any) -> None:
        initial = {"to_on": absence.to_on, "seen": absence.to_on.isoformat()}
        super().__init__(*args, **kwargs, initial=initial)


class CancelForm(LeaveEndForm):
    """Why leave that has not begun is taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["to_on"]
