"""Adding a document, and taking one back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.refusals.services import REASON_LENGTH

ACCEPTED = ".pdf,.docx,.png,.jpg,.jpeg"


class UploadForm(forms.Form):
    """A file and what it is. What sort of file it is, the service finds out itself."""

    title = forms.CharField(
        label=_("材料名称"),
        max_length=120,
        required=False,
        help_text=_("例如：延长审限审批表。不填则用文件名。"),
    )
    file = forms.FileField(
        label=_("文件"),
        allow_empty_file=True,
        error_messages={"required": _("请选择文件。"), "invalid": _("请选择文件。")},
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )


class WithdrawForm(forms.Form):
    """Why a document is taken back."""

    reason = forms.CharField(
        label=_("撤回的理由"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("请写明撤回的理由。")},
        widget=forms.Textarea({"rows": 3}),
        help_text=_("例如：传错案件、扫描不全。"),
    )
