"""Forms about leaders: proposals to leave the quota and their answers; other leaders by date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from courts.people.models import Person
from courts.people.selectors import members
from courts.refusals.services import REASON_LENGTH


def day_field(label: Any) -> forms.DateField:
    """The first or last day of a post."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。"), "required": _("请填写日期。")},
    )


def reason_field(help_text: Any) -> forms.CharField:
    """Why; kept on the trail."""
    area = forms.Textarea(attrs={"rows": 2})
    said = {"required": _("请写明理由。")}
    return forms.CharField(
        label=_("理由"), max_length=REASON_LENGTH, widget=area, help_text=help_text, error_messages=said
    )


class ProposeForm(forms.Form):
    """Why an exit from the quota is proposed."""

    reason = reason_field(_("写明未达标准的情况和本人说明；只是建议，不自动退额。"))


class AnswerForm(forms.Form):
    """What the political department did."""

    answer = forms.CharField(
        label=_("处理结果"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明处理结果。")},
    )


class LeaderForm(forms.Form):
    """A leader whose post the roles do not name."""

    person = forms.ModelChoiceField(
        label=_("人员"),
        queryset=Person.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择人员。")},
    )
    title = forms.CharField(
        label=_("职务"),
        max_length=30,
        help_text=_("如副院长、审判委员会专职委员。"),
        error_messages={"required": _("请写明职务。")},
    )
    from_on = day_field(_("任职日"))
    reason = reason_field(_("写明任免文号。"))

    def __init__(self, *args: Any, court_id: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"from_on": today}, **kwargs)
        self.fields["person"].queryset = members(court_id, today)


class EndLeaderForm(forms.Form):
    """The last day of another leader's post."""

    term_id = forms.TypedChoiceField(
        label=_("人员"), coerce=int, error_messages={"required": _("请选择人员。")}
    )
    to_on = day_field(_("免职日"))
    reason = reason_field(_("写明任免文号。"))

    def __init__(self, *args: Any, terms: list[tuple[int, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"to_on": today}, **kwargs)
        self.fields["term_id"].choices = [("", say("请选择")), *terms]
