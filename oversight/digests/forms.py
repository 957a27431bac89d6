"""The form of one's own choice of mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MailForm(forms.Form):
    """Whether the digest comes by mail, and in which language."""

    by_mail = forms.BooleanField(label=_("工作日 07:30 把每日提要发到我的邮箱"), required=False)
    language = forms.ChoiceField(label=_("邮件语言"), choices=[("zh-hans", "中文"), ("en", "English")])
