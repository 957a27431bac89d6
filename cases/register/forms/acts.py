"""The forms of what can be done with a case."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.docket.models import Case
from cases.docket.selectors import disposals
from cases.register.forms.fields import DayInput
from courts.people.selectors import members


class ClosingForm(forms.Form):
    """The day of the event that ends the case, and how it ended."""

    closed_on = forms.DateField(
        label=_("结案日"),
        widget=DayInput(),
        help_text=_("宣判之日，或裁定、调解书送达最后一名当事人之日；不是录入之日。"),
    )
    disposal = forms.ChoiceField(label=_("结案方式"))

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        language = get_language() or "zh-hans"
        lawful = [rule for rule in disposals() if case.category in rule.categories]
        self.fields["disposal"].choices = [("", "—")] + [(r.code, r.name(language)) for r in lawful]


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
