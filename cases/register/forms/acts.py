"""The forms of what can be done with a case."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.docket.domain import Ending
from cases.docket.models import Case
from cases.docket.selectors import endings, words
from cases.register.forms.fields import DayInput
from courts.people.selectors import members


class ClosingForm(forms.Form):
    """The day of the event that ends the case, and how it ended."""

    closed_on = forms.DateField(
        label=_("结案日"),
        widget=DayInput(),
        help_text=_("按所选结案方式下写明的那一天，例如宣判之日；不是录入之日。"),
    )
    disposal = forms.ChoiceField(
        label=_("结案方式"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一种结案方式。")},
        help_text=_("只列本类案件在本程序中依法可用的结案方式。"),
    )

    def __init__(self, *args: Any, case: Case, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.language = get_language() or "zh-hans"
        self.endings = endings(case.type_code, case.procedure, today)
        named = [(ending.rule.code, ending.rule.name(self.language)) for ending in self.endings]
        self.fields["disposal"].choices = named
        self.consequences = {"disposal": {ending.rule.code: self._told(ending) for ending in self.endings}}

    def _told(self, ending: Ending) -> str:
        """The article, the day that counts as the closing date, and whether the matter goes on."""
        day = words("closing_events").latest(ending.rule.event).name(self.language)
        told = [ending.article, _("结案日：%(day)s") % {"day": day}]
        if not ending.rule.ends:
            told.append(_("本院报结，事情没有终结"))
        return (". " if self.language.startswith("en") else "。").join(str(part) for part in told)

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The radio buttons under the names of their groups, in order."""
        found: dict[str, list[Any]] = {}
        for ending, option in zip(self.endings, self["disposal"], strict=True):
            title = words("disposal_groups").latest(ending.rule.group).name(self.language)
            found.setdefault(title, []).append(option)
        return list(found.items())


class FourCategoryForm(forms.Form):
    """The four-category question, asked when the filing did not answer it."""

    answer = forms.TypedChoiceField(
        label=_("本案是否可能属于四类案件？"),
        choices=[("yes", _("可能属于")), ("no", _("不属于"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=_("依据"), required=False, max_length=300, help_text=_("答复可能属于的，须写明依据。")
    )
    consequences: ClassVar[dict[str, dict[str, Any]]] = {
        "answer": {"yes": _("由庭长确认后进入四类案件监督"), "no": _("答复留痕，日后可依程序另行报告")}
    }


class GrantForm(forms.Form):
    """Who may read a sealed case, and why."""

    person_id = forms.ChoiceField(label=_("授权给"))
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, case: Case, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        people = [(str(person.pk), person.name) for person in members(case.court_id, today)]
        self.fields["person_id"].choices = [("", "—"), *people]
