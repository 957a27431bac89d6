"""What of the history is shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courts.history.selectors import Wanted, subjects


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, chosen or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


class HistoryFilter(forms.Form):
    """Subject, thing, person and days. Words that mean nothing are said at their field."""

    noun = forms.ChoiceField(label=_("事项"), required=False)
    object = forms.CharField(label=_("对象编号"), required=False, max_length=40)
    who = forms.CharField(label=_("办理人"), required=False, max_length=60)
    since = day_field(_("起"), required=False)
    until = day_field(_("止"), required=False)
    court = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        self.fields["noun"].choices = [
            ("", _("全部事项")),
            *((subject.code, subject.name(language)) for subject in subjects()),
        ]

    def wanted(self, before_id: int | None) -> Wanted:
        """The filters that can be read."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            noun=chosen.get("noun", ""),
            object_id=chosen.get("object", ""),
            who=chosen.get("who", ""),
            since=chosen.get("since"),
            until=chosen.get("until"),
            before_id=before_id,
        )
