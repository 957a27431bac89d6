"""Making and changing API clients."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courts.clients.models import ApiClient
from courts.clients.services import client_mark
from courts.refusals.services import REASON_LENGTH


def reason_field() -> forms.CharField:
    """Why; kept on the trail."""
    help_text = _("写明用途或者依据，如对接系统名称、批准文号；理由留痕，不可修改。")
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=_("理由"), max_length=REASON_LENGTH, widget=widget, help_text=help_text)


class ScopesField(forms.MultipleChoiceField):
    """What a client may do, each in plain words."""

    def __init__(self) -> None:
        super().__init__(
            label=_("权限范围"),
            choices=lambda: [(code, words) for code, words in settings.SCOPES.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("请至少给出一个权限范围。")},
        )


SCOPE_EFFECTS = {code: code for code in settings.SCOPES}
"""The code that the other system asks for, under the plain words."""


class NewClientForm(forms.Form):
    """Name, scopes and reason; the court is that of the page."""

    name = forms.CharField(
        label=_("客户端名称"), max_length=100, help_text=_("对接系统的名称，如 本院网上立案系统。")
    )
    scopes = ScopesField()
    reason = reason_field()
    consequences = {"scopes": SCOPE_EFFECTS}

    def clean_scopes(self) -> str:
        return " ".join(self.cleaned_data["scopes"])


class ActForm(forms.Form):
    """The reason of an act on a client, and what the page was opened on."""

    reason = reason_field()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, client: ApiClient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", client_mark(client))


class ScopesForm(ActForm):
    """Other scopes."""

    scopes = ScopesField()
    consequences = {"scopes": SCOPE_EFFECTS}
    field_order = ("scopes", "reason", "seen")

    def __init__(self, *args: Any, client: ApiClient, **kwargs: Any) -> None:
        super().__init__(*args, client=client, **kwargs)
        self.initial["scopes"] = client.allowed_scopes.split()


class DisableForm(ActForm):
    """The day from which the client may call no more."""

    disabled_on = forms.DateField(
        label=_("停用日"),
        help_text=_("当日起不能再调用，不能早于今天。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")},
    )
    field_order = ("disabled_on", "reason", "seen")

    def __init__(self, *args: Any, client: ApiClient, today: date, **kwargs: Any) -> None:
        super().__init__(*args, client=client, **kwargs)
        self.initial["disabled_on"] = client.disabled_on or today
