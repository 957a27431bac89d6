"""What the tables of the law are narrowed by. Words that mean nothing are ignored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 60
FIRST_DAY = date(1949, 10, 1)


class TableFilter(forms.Form):
    """A part of a name, and the day whose law is asked for; today when none is given."""

    word = forms.CharField(
        label=_("名称、代码或条文"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "size": 22, "autocomplete": "off"}),
    )
    on = forms.DateField(
        label=_("该日有效"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ended = forms.BooleanField(label=_("含已废止"), required=False)
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, query: Any, *, today: date) -> None:
        named = {name: query[name] for name in query}
        super().__init__({**named, "on": named.get("on") or today.isoformat()}, auto_id="f-%s")
        self.today = today

    def narrow_by(self, name: str, label: Any, every: Any, choices: list[tuple[str, Any]]) -> None:
        """Offer a choice between the words and the day."""
        field = forms.ChoiceField(label=label, required=False, choices=[("", every), *choices])
        self.fields[name] = field
        self.order_fields(["word", name, "on", "ended", "page"])

    def said(self, name: str) -> Any:
        """What was asked, empty where it means nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    @property
    def day(self) -> date:
        """The day asked for; today for none, and for one that is no day of this law."""
        asked = self.said("on")
        return asked if asked and asked >= FIRST_DAY else self.today

    @property
    def in_force(self) -> bool:
        """Whether the table is narrowed at all."""
        return (
            any(self.said(name) for name in self.fields if name not in ("on", "page"))
            or self.day != self.today
        )
