"""What people type to say from which day a limit runs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.limits.forms.fields import day_field, reason_field


class StartForm(forms.Form):
    """The day of the event, the paper that shows it, and for a correction why."""

    def __init__(self, *args: Any, event: str, again: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"] = day_field(_("起算日：%(event)s") % {"event": event}, _("当日不计，自次日起算。"))
        self.fields["document"] = forms.CharField(
            label=_("依据文书或者材料"),
            max_length=200,
            error_messages={"required": _("请写明该事件所依据的文书或者材料。")},
        )
        label, missing = _("更正的理由") if again else _("情况说明"), _("更正已登记的起算日，请写明理由。")
        self.fields["reason"] = reason_field(label, missing)
        self.fields["reason"].required = again
