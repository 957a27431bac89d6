"""The filters of the case list."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.docket.models import Case
from cases.docket.selectors import disposals, words
from cases.limits.domain import Lamp
from cases.numbers.selectors import case_types
from courts.people.models import Person
from courts.people.selectors import members
from courts.places.models import Court, Division
from courts.templatetags.ui import LAMPS


def _named(section: str) -> list[tuple[str, str]]:
    language = get_language() or "zh-hans"
    return [(rule.code, rule.name(language)) for rule in words(section)]


def status_choices() -> list[tuple[str, str]]:
    return [("", str(_("全部状态"))), *_named("statuses")]


def lamp_choices() -> list[tuple[str, str]]:
    return [("", str(_("全部")))] + [(lamp.value, str(LAMPS[lamp.value])) for lamp in Lamp]


def type_choices() -> list[tuple[str, str]]:
    return [("", str(_("全部类型")))] + [(rule.code, rule.code) for rule in case_types()]


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class ListFilter(forms.Form):
    """Every filter of the list; names are those of the interface for other systems."""

    q = forms.CharField(label=_("搜索"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("状态"), required=False, choices=status_choices)
    case_type = forms.ChoiceField(label=_("类型"), required=False, choices=type_choices)
    lamp = forms.TypedChoiceField(
        label=_("审限灯"), required=False, choices=lamp_choices, coerce=Lamp, empty_value=None
    )
    filed_from = forms.DateField(label=_("立案起"), required=False, widget=DayInput())
    filed_to = forms.DateField(label=_("立案止"), required=False, widget=DayInput())
    court = forms.CharField(required=False, widget=forms.HiddenInput, max_length=6)
    division = forms.IntegerField(required=False, widget=forms.HiddenInput)
    handler = forms.UUIDField(required=False, widget=forms.HiddenInput)
    cause = forms.CharField(required=False, widget=forms.HiddenInput, max_length=120)
    party = forms.CharField(required=False, widget=forms.HiddenInput, max_length=120)
    closed_from = forms.DateField(required=False, widget=forms.HiddenInput)
    closed_to = forms.DateField(required=False, widget=forms.HiddenInput)
    due_before = forms.DateField(required=False, widget=forms.HiddenInput)
    pending_on = forms.DateField(required=False, widget=forms.HiddenInput)
    near = forms.BooleanField(required=False, widget=forms.HiddenInput)
    unassigned = forms.BooleanField(required=False, widget=forms.HiddenInput)
    imported = forms.BooleanField(required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        label=_("排序"),
        required=False,
        choices=[("latest", _("最近登记在前")), ("due", _("最先届满在前"))],
    )

    def hidden_in_force(self) -> list[tuple[str, str]]:
        """Filters that came with a link, named for the reader so that none works unseen."""
        labels = {
            "court": _("法院"),
            "division": _("部门"),
            "handler": _("承办"),
            "cause": _("案由"),
            "party": _("当事人"),
            "closed_from": _("结案起"),
            "closed_to": _("结案止"),
            "due_before": _("届满早于"),
            "pending_on": _("当日未结"),
            "near": _("临近审限"),
            "unassigned": _("未分部门"),
            "imported": _("待核实的导入案件"),
        }
        values = self.cleaned_data
        return [
            (str(label), _value(name, values[name])) for name, label in labels.items() if values.get(name)
        ]


def _value(name: str, value: Any) -> str:
    """A hidden filter's value as people know it: names of divisions, people and courts, nothing for a yes."""
    if value is True:
        return ""
    known = {"division": Division.objects, "handler": Person.objects, "court": Court.objects}
    if name not in known:
        return str(value)
    by_code = {"code": value} if name == "court" else {"pk": value}
    found = known[name].filter(**by_code).values_list("name", flat=True).first()
    return str(found or value)


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
