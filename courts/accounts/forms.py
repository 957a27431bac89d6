"""Forms of logins and accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from courts.accounts.domain import REASON_LENGTH
from courts.people.selectors import posts_of

LONGEST_PASSWORD = 128


class LoginForm(AuthenticationForm):
    """Login and password. Whoever holds no post today is told so, after the right password only."""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not user.is_superuser and not posts_of(user.pk, timezone.localdate()):
            raise forms.ValidationError(
                _("您今日没有在任职务，不能登录。任职日期有误的，请联系本院系统管理员。"), code="no_post"
            )


def _password(label: Any, *, new: bool, help_text: Any = "") -> forms.CharField:
    complete = "new-password" if new else "current-password"
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": complete}),
    )


def _password_help() -> str:
    """What a new password must be, by the validators of the settings."""
    lengths = [getattr(row, "min_length", 0) for row in password_validation.get_default_password_validators()]
    return say("至少 %(n)d 个字符；不能全是数字，不能是常见的密码，不能与登录名、姓名相近。") % {
        "n": max(lengths, default=0)
    }


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old_password = _password(_("原密码"), new=False)
    new_password = _password(_("新密码"), new=True)
    repeated = _password(_("再输一遍新密码"), new=True)

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["new_password"].help_text = _password_help()

    def clean_old_password(self) -> str:
        """Checked through the same door as a login, so guessing here is counted and locked there too."""
        given = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.request.user.username, password=given) is None:
            raise forms.ValidationError(_("原密码不对。"), code="wrong")
        return str(given)

    def clean_repeated(self) -> str:
        again = self.cleaned_data["repeated"]
        if again != self.cleaned_data.get("new_password", again):
            raise forms.ValidationError(_("两次输入的新密码不一致。"), code="differ")
        return str(again)


class CodeForm(forms.Form):
    """A time code; at login also a recovery code."""

    code = forms.CharField(
        label=_("动态口令"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )


class VerifyForm(CodeForm):
    """The code of a login: no numeric keyboard, for a recovery code has letters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("动态口令或恢复码")
        self.fields["code"].widget.attrs |= {"inputmode": "text", "autofocus": True}


class ReasonForm(forms.Form):
    """Why an administrator acts on somebody's account; kept on the trail."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"maxlength": REASON_LENGTH}),
    )
