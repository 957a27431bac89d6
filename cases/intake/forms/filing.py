"""The forms of the filing page. They show a draft and what the use case found wrong with it.

Nothing is validated here: the same reading that serves every other channel names
the errors, and the forms only put them at their fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from cases.intake.forms import choices
from cases.intake.forms.posted import MOST_PARTIES, PREFIX
from cases.numbers.domain import CaseType
from courts.places.models import Court

Errors = Mapping[str, list[str]]
_AT_PARTY = re.compile(r"parties\[(\d+)\]\.(\w+)")
QUIET = {"autocomplete": "off", "spellcheck": "false"}


class DayInput(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"


class ShownForm(forms.Form):
    """A bound form whose errors are given to it."""

    use_required_attribute = False

    def __init__(self, *args: Any, found: Errors | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = found or {}

    def full_clean(self) -> None:
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}
        for name, said in self.found.items():
            for message in said:
                self.add_error(name if name in self.fields else None, message)


class SourceForm(ShownForm):
    """Where the papers come from, what case they make, under which cause."""

    channel = forms.ChoiceField(label=_("来源"), choices=choices.channel_choices)
    received_on = forms.CharField(label=_("收到起诉材料日"), widget=DayInput())
    case_type = forms.ChoiceField(label=_("案件类型"))
    procedure = forms.ChoiceField(label=_("程序"))
    limit_rule = forms.ChoiceField(label=_("适用的审限"), required=False)
    detained = forms.BooleanField(label=_("被告人在押"), required=False)
    detained_since = forms.CharField(
        label=_("首次羁押日"),
        required=False,
        widget=DayInput(),
        help_text=_("在押的填写，据此计算久押不决；不知道的可以以后补登。"),
    )
    cause = forms.CharField(
        label=_("案由"),
        widget=forms.TextInput(
            {
                **QUIET,
                "data-cause-picker": "",
                "data-with": "case_type received_on",
                "data-url": reverse_lazy("causes-json"),
            }
        ),
        help_text=_("输入名称的几个字，用上下键选择，回车确认。"),
    )
    sealed = forms.ChoiceField(label=_("不公开"), required=False, choices=choices.seal_choices)

    def __init__(self, *args: Any, court: Court, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = choices.case_type_of(self.data.get("case_type"))
        self.fields["case_type"].choices = choices.type_choices(court, day)
        self.fields["procedure"].choices = choices.procedure_choices(chosen, court)
        self._offer_rules(chosen, court, day)
        if chosen is None or chosen.category != "criminal":
            del self.fields["detained"]
            del self.fields["detained_since"]

    def _offer_rules(self, chosen: CaseType | None, court: Court, day: date) -> None:
        """The limit is asked for only where several may govern the case; what is offered, by name."""
        usual, found = choices.limit_choices(chosen, self.data, court, day) if chosen else (None, [])
        if len(found) < 2:
            del self.fields["limit_rule"]
            return
        field = self.fields["limit_rule"]
        field.choices = choices.rule_choices(usual, found)
        field.required = usual is None


class PartyForm(ShownForm):
    """One party."""

    role = forms.ChoiceField(label=_("诉讼地位"))
    kind = forms.ChoiceField(label=_("类别"), choices=choices.kind_choices)
    name = forms.CharField(label=_("姓名或名称"), widget=forms.TextInput(QUIET))
    id_type = forms.ChoiceField(label=_("证件类型"), required=False, choices=choices.id_type_choices)
    id_number = forms.CharField(label=_("证件号码"), required=False, widget=forms.TextInput(QUIET))
    phone = forms.CharField(
        label=_("送达电话"), required=False, widget=forms.TextInput({**QUIET, "inputmode": "tel"})
    )
    address = forms.CharField(label=_("住址与送达地址"), required=False, widget=forms.TextInput(QUIET))
    DELETE = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, case_type: CaseType | None, row_number: int = 0, swap: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = choices.role_choices(case_type)
        if swap:
            for name in ("role", "kind"):
                self.fields[name].widget.attrs["hx-swap-oob"] = "true"
        self.row_title = f"{_('当事人')} {row_number}"


class _PartyRows(forms.BaseFormSet):
    """The rows of parties, bound to the draft."""

    def __init__(self, *args: Any, found: Errors, **options: Any) -> None:
        self.found = found
        self.at_row: dict[int, dict[str, list[str]]] = {}
        for name, said in found.items():
            if place := _AT_PARTY.fullmatch(name):
                self.at_row.setdefault(int(place[1]), {})[place[2]] = said
        super().__init__(*args, **options)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        given = super().get_form_kwargs(index)
        if index is None:
            return given
        return {**given, "found": self.at_row.get(index), "row_number": index + 1}

    def full_clean(self) -> None:
        self._errors = [form.errors for form in self.forms]
        self._non_form_errors = self.error_class(self.found.get("parties", []))


PartyFormSet = forms.formset_factory(
    PartyForm, formset=_PartyRows, extra=0, max_num=MOST_PARTIES, absolute_max=MOST_PARTIES
)


class ClaimForm(ShownForm):
    """What is asked for, what the case belongs with, and the question that must be answered."""

    facts = forms.CharField(
        label=_("诉讼请求、事实与理由"),
        required=False,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false"}),
    )
    claim_amount = forms.CharField(
        label=_("标的额"),
        required=False,
        widget=forms.TextInput({**QUIET, "class": "num", "data-amount": ""}),
        help_text=_("单位为元，可输入 1,234.56、12.5万 或全角数字；没有标的额的留空。"),
    )
    title = forms.CharField(
        label=_("备注名"),
        required=False,
        widget=forms.TextInput(QUIET),
        help_text=_("便于检索，可不填。"),
    )
    related_numbers = forms.CharField(
        label=_("其他关联案件的案号"),
        required=False,
        widget=forms.TextInput(QUIET),
        help_text=_("多个案号用空格隔开。"),
    )
    four_category = forms.ChoiceField(
        label=_("本案是否可能属于四类案件"),
        widget=forms.RadioSelect,
        choices=[("yes", _("可能属于，标记为疑似")), ("no", _("不属于"))],
    )
    consequences = {
        "four_category": {
            "yes": _("推送庭长确认；确认后须由合议庭审理。"),
            "no": _("按一般案件办理；审理中发现属于的，随时可以标记。"),
        }
    }


class FilingForms:
    """The whole page: three parts in the order of the page, bound to one draft."""

    def __init__(
        self,
        raw: Mapping[str, Any],
        *,
        court: Court,
        day: date,
        found: Errors | None = None,
        swap: bool = False,
    ) -> None:
        self.raw, found = raw, dict(found or {})
        chosen = choices.case_type_of(raw.get("case_type"))
        source = set(SourceForm.base_fields)
        named = {name for name in found if _AT_PARTY.fullmatch(name)} | {"parties"}
        of_source = {name: said for name, said in found.items() if name in source}
        rest = {name: said for name, said in found.items() if name not in source | named}
        values = {**raw, "four_category": {True: "yes", False: "no"}.get(raw.get("four_category"), "")}
        lawful = [code for code, _name in choices.procedure_choices(chosen, court)]
        if values.get("procedure") not in lawful:
            values["procedure"] = lawful[0]
        self.source = SourceForm(values, found=of_source, court=court, day=day)
        self.claim = ClaimForm(values, found=rest)
        self.parties = PartyFormSet(
            self._rows(raw, chosen),
            prefix=PREFIX,
            found=found,
            form_kwargs={"case_type": chosen, "swap": swap},
        )

    @staticmethod
    def _rows(raw: Mapping[str, Any], chosen: CaseType | None) -> dict[str, Any]:
        rows = raw.get("parties") or [
            {"role": role, "kind": choices.default_kind(role)} for role in choices.default_roles(chosen)
        ]
        data = {f"{PREFIX}-TOTAL_FORMS": len(rows), f"{PREFIX}-INITIAL_FORMS": 0}
        data |= {f"{PREFIX}-MIN_NUM_FORMS": 0, f"{PREFIX}-MAX_NUM_FORMS": MOST_PARTIES}
        for number, row in enumerate(rows):
            data |= {f"{PREFIX}-{number}-{name}": value for name, value in row.items()}
        return data

    @property
    def problem_count(self) -> int:
        """How many messages stand on the page."""
        forms_of_all = [self.source, self.claim, *self.parties.forms]
        return sum(len(said) for form in forms_of_all for said in form.errors.values()) + len(
            self.parties.non_form_errors()
        )
