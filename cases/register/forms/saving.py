"""The forms around the list: keeping a view of it, taking it out as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.exports.domain import REASON_LENGTH


class SaveViewForm(forms.Form):
    """A name for the filters at hand; sharing is offered to those who may."""

    name = forms.CharField(label=_("视图名称"), max_length=20)
    shared = forms.BooleanField(label=_("本院共用"), required=False)

    def __init__(self, *args: Any, may_share: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_share:
            del self.fields["shared"]


class ChangeViewForm(SaveViewForm):
    """A view's name, whether it stands at the head of the list, whether the court shares it."""

    pinned = forms.BooleanField(label=_("放在页首"), required=False)
    field_order = ("name", "pinned", "shared")


class ExportForm(forms.Form):
    """What the file is needed for."""

    reason = forms.CharField(
        label=_("用途"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3, "maxlength": REASON_LENGTH}),
        help_text=_("写明给谁用、做什么用。用途写入文件和留痕，不可更改。"),
    )
