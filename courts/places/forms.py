"""Forms of courts and divisions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.places.models import Division

NAME_LENGTH = 60


class CourtNameForm(forms.Form):
    """The settled name of a court."""

    name = forms.CharField(label=_("名称"), max_length=80)
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)


class DivisionForm(forms.Form):
    """A new division; it stands last until it is moved."""

    name = forms.CharField(label=_("名称"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *Division.Kind.choices])


class RenameForm(forms.Form):
    """Another name for a division."""

    name = forms.CharField(label=_("新名称"), max_length=NAME_LENGTH)


class CloseForm(forms.Form):
    """The first day on which a division is no more."""

    closed_on = forms.DateField(
        label=_("撤销日"),
        error_messages={
            "required": _("请填写日期。"),
            "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。"),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("自当日起撤销；当日及以后不能有人员任职，也不能有未结案件。"),
    )
