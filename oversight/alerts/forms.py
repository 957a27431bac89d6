"""Forms of the list of alerts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.actors.domain import Viewer
from courts.places.models import Court
from oversight.alerts.domain import NOTE_LENGTH
from oversight.alerts.models import Alert


class AlertFilter(forms.Form):
    """What the list shows. Words that mean nothing are ignored: the list then shows what waits."""

    ANY = "any"

    case = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [*Alert.Status.choices, (self.ANY, _("全部"))]
        self.fields["status"] = forms.ChoiceField(label=_("状态"), required=False, choices=states)
        courts = Court.objects.filter(pk__in=viewer.read_courts).order_by("code")
        named = [(court.code, court.name) for court in courts]
        if len(named) > 1:
            choices = [("", _("全部法院")), *named]
            self.fields["court"] = forms.ChoiceField(label=_("法院"), required=False, choices=choices)

    def wanted(self) -> dict[str, Any]:
        """The filters of ``narrowed``; open alerts when no status is chosen, all of them for one case."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        status = chosen.pop("status", "" if chosen.get("case") else Alert.Status.OPEN.value)
        return chosen if status == self.ANY else {**chosen, "status": status}


class AcknowledgeForm(forms.Form):
    """What is being done about the alert."""

    note = forms.CharField(
        label=_("处理说明"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": NOTE_LENGTH}),
    )
