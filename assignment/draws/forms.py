"""What is typed at a draw and about one: the number called out, the receipt code."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from assignment.draws.domain import read_receipt

LONGEST = 32
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class NonceForm(forms.Form):
    """1 to 32 digits and who gave them. Nobody giving one is a button of its own, not an empty box."""

    nonce = forms.CharField(
        label=_("所报的数"),
        max_length=64,
        error_messages={"required": _("请输入所报的数；没有人报数的，按「没有人报数」。")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "mono"}),
        help_text=_("1 至 32 位数字，由当事人当场想定并说出。报数前没有人能知道结果，报数后不能更改。"),
    )
    source = forms.ChoiceField(
        label=_("报数人"),
        widget=forms.RadioSelect,
        choices=[("party", _("当事人")), ("witness", _("见证部门"))],
        initial="party",
    )
    by = forms.CharField(
        label=_("见证人"),
        max_length=160,
        required=False,
        help_text=_("见证部门报数的，写明姓名和部门，例如：审管办 王某。"),
    )
    consequences = {
        "source": {
            "party": _("当事人或者其代理人在场报数。"),
            "witness": _("当事人没有到场，由立案庭以外的部门见证报数。"),
        }
    }

    def clean_nonce(self) -> str:
        """Digits as meant, full-width ones too."""
        nonce = self.cleaned_data["nonce"].strip().translate(FULL_WIDTH)
        if not (nonce.isascii() and nonce.isdigit() and len(nonce) <= LONGEST):
            raise forms.ValidationError(say("报数只能是 1 至 32 位数字，请重新输入。"))
        return nonce


class ReceiptForm(forms.Form):
    """The receipt code of an acceptance notice, typed as it stands there."""

    receipt = forms.CharField(
        label=_("查验码"),
        max_length=80,
        error_messages={"required": _("请输入查验码，印在受理通知书下方。")},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false", "class": "code mono"}
        ),
    )

    def clean_receipt(self) -> str:
        """The code without blanks, in lower case; full-width characters are read as meant."""
        receipt = read_receipt(self.cleaned_data["receipt"])
        if receipt is None:
            raise forms.ValidationError(
                say("查验码是 16 位，只有数字 0 至 9 和字母 a 至 f。请对照受理通知书重新输入。")
            )
        return receipt


class VoidForm(forms.Form):
    """Why a draw should be made void; the party reads it."""

    reason = forms.CharField(
        label=_("作废的理由"),
        max_length=300,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("请写明理由。")},
        help_text=_("写明差错是什么。理由公开给当事人，不写个人情况。"),
    )


class VoidAnswerForm(forms.Form):
    """The other approver's answer."""

    agreed = forms.ChoiceField(
        label=_("意见"),
        choices=[("yes", _("批准作废")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    answer = forms.CharField(
        label=_("理由"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("不同意的必填。"),
    )
    consequences = {
        "agreed": {
            "yes": _("号码用掉，密数公布，没有人抽中；本案可以重新抽签，当事人看得到每一次。"),
            "no": _("抽签照常完成。"),
        }
    }


class BatchNonceForm(NonceForm):
    """One number for several cases, called out by a witness."""

    source = forms.ChoiceField(
        label=_("报数人"),
        widget=forms.RadioSelect,
        choices=[("witness", _("见证部门")), ("party", _("当事人"))],
        initial="witness",
    )
