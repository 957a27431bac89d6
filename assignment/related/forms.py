"""Taking one of the related cases, or saying why none is followed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from assignment.related.domain import LONGEST

DECLINE = "decline"


class AnswerForm(forms.Form):
    """One of the cases by its id, or ``decline`` with the reason."""

    answer = forms.ChoiceField(
        label=_("怎样办理"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择随哪一件办理，或者不随。")},
    )
    reason = forms.CharField(
        label=_("不随的理由"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("选择“不随”的必填，十个字以上；记入留痕。"),
    )

    def __init__(self, data: Any, *, choices: Iterable[tuple[str, str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        listed = list(choices)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            *((code, label) for code, label, _note in listed),
            (DECLINE, say("不随，随机分案")),
        ]
        told = {code: note for code, _label, note in listed}
        self.consequences = {"answer": {**told, DECLINE: say("写明理由后锁定名单、抽签。")}}
