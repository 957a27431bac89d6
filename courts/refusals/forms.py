"""What the catalogue of refusals is narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.refusals.domain import Level
from courts.refusals.registry import subjects

LONGEST = 100
LEVELS = {Level.REFUSE: _("拦截"), Level.WARN: _("风险提示")}


class CatalogueFilter(forms.Form):
    """Words, a level and a matter; what means nothing is ignored."""

    text = forms.CharField(
        label=_("规则号、内容或条文"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "size": 26, "autocomplete": "off"}),
    )
    noun = forms.ChoiceField(label=_("事项"), required=False)
    level = forms.ChoiceField(label=_("后果"), required=False)

    def __init__(self, query: Any) -> None:
        super().__init__(query, auto_id="f-%s")
        choice: Any = self.fields["noun"]
        choice.choices = [("", _("全部")), *subjects()]
        choice = self.fields["level"]
        choice.choices = [("", _("全部")), *((level.value, word) for level, word in LEVELS.items())]

    def said(self) -> dict[str, str]:
        """What was asked, empty where nothing or nothing that means anything was."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}
