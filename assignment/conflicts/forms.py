"""Relatives, agents, other roles, former staff, and the answer to a name that agrees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assignment.conflicts.models import FIRM_LENGTH, NAME_LENGTH
from assignment.conflicts.selectors import relations, words
from cases.parties.models import Party
from courts.people.models import Person

EMPTY = ("", "—")


def _named(rows: Iterable[Any]) -> list[tuple[str, str]]:
    english = (get_language() or "zh").startswith("en")
    return [(rule.code, rule.en if english else rule.zh) for rule in rows]


class NameField(forms.CharField):
    """A person's name."""

    def __init__(self, **options: Any) -> None:
        wrong = {"required": _("请填写姓名。")}
        super().__init__(label=_("姓名"), max_length=NAME_LENGTH, error_messages=wrong, **options)


class IdField(forms.CharField):
    """An identity number, checked by its last digit; kept encrypted."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("公民身份号码"),
            required=False,
            max_length=30,
            widget=forms.TextInput({"autocomplete": "off", "class": "mono"}),
            help_text=_("填写后按号码核对，不会与同名的人混淆；加密保存。"),
            **options,
        )


class RelativeForm(forms.Form):
    """A near relative and, for a lawyer, the firm."""

    relation = forms.ChoiceField(label=_("关系"), error_messages={"required": _("请从列表中选择关系。")})
    name = NameField()
    id_number = IdField()
    firm = forms.CharField(
        label=_("律师事务所"),
        required=False,
        max_length=FIRM_LENGTH,
        help_text=_("在律师事务所执业或者设立律师事务所的填写全称（法官法第二十四条）。"),
    )
    partner = forms.BooleanField(label=_("是合伙人或者设立人"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["relation"].choices = [EMPTY, *_named(relations())]  # type: ignore[attr-defined]


class KeptRelativeForm(RelativeForm):
    """The same, entered from personnel papers for somebody of the court."""

    person_id = forms.ChoiceField(label=_("人员"), error_messages={"required": _("请选择人员。")})
    field_order = ("person_id", "relation", "name", "id_number", "firm", "partner")

    def __init__(self, *args: Any, people: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(str(one.pk), one.name) for one in people]
        self.fields["person_id"].choices = [EMPTY, *listed]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Why an entry no longer holds."""

    reason = forms.CharField(label=_("理由"), max_length=300, error_messages={"required": _("请写明理由。")})


class ConfirmForm(forms.Form):
    """Whether a declaration ends."""

    agreed = forms.ChoiceField(
        label=_("是否结束"),
        choices=[("yes", _("确认结束")), ("no", _("不同意，申报继续有效"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    text = forms.CharField(label=_("理由"), max_length=300, required=False, help_text=_("不同意的必填。"))


class AgentForm(forms.Form):
    """Who represents a party."""

    party = forms.ChoiceField(label=_("被代理人"), required=False)
    kind = forms.ChoiceField(label=_("身份"), error_messages={"required": _("请从列表中选择身份。")})
    name = NameField()
    id_number = IdField()
    firm = forms.CharField(
        label=_("律师事务所"), required=False, max_length=FIRM_LENGTH, help_text=_("律师必填，写全称。")
    )
    reason = forms.CharField(
        label=_("核对说明"),
        required=False,
        max_length=300,
        help_text=_("与离任人员或者近亲属同名的，写明核对情况后可以继续。"),
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(str(party.pk), party.name) for party in parties]
        self.fields["party"].choices = [EMPTY, *listed]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [EMPTY, *_named(words("agent_kinds"))]  # type: ignore[attr-defined]

    def clean_party(self) -> Any:
        """Nothing chosen is no party."""
        return self.cleaned_data["party"] or None


class InvolvementForm(forms.Form):
    """Who had another part in the matter."""

    part = forms.ChoiceField(label=_("身份"), error_messages={"required": _("请从列表中选择身份。")})
    person = forms.ChoiceField(
        label=_("本院人员"), required=False, help_text=_("是本院人员的，从列表中选择；不是的，填写姓名。")
    )
    name = forms.CharField(label=_("姓名"), max_length=NAME_LENGTH, required=False)
    note_text = forms.CharField(label=_("说明"), max_length=300, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(str(one.pk), one.name) for one in people]
        self.fields["person"].choices = [EMPTY, *listed]  # type: ignore[attr-defined]
        self.fields["part"].choices = [EMPTY, *_named(words("parts"))]  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        """Nothing chosen is somebody from outside."""
        return self.cleaned_data["person"] or None


class FormerForm(forms.Form):
    """Who left the court, and when."""

    name = NameField()
    id_number = IdField()
    post = forms.CharField(label=_("原职务"), max_length=60, required=False)
    left_on = forms.DateField(
        label=_("离任日"),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": _("请填写离任日。"), "invalid": _("请填写 YYYY-MM-DD 形式的日期。")},
    )


class FlagForm(forms.Form):
    """Whether what agrees is a ground for recusal."""

    conflict = forms.ChoiceField(
        label=_("核对结果"),
        widget=forms.RadioSelect,
        choices=[("yes", _("应当回避")), ("no", _("不须回避"))],
        error_messages={"required": _("请选择应当回避或者不须回避。")},
    )
    reason = forms.CharField(
        label=_("核对情况"), max_length=300, error_messages={"required": _("请写明核对的情况。")}
    )
    consequences = {
        "conflict": {
            "yes": _("是同一人，或者该近亲属所在的律师事务所办理本案：该法官不参加抽签。"),
            "no": _("不是同一人，也没有其他应当回避的情形：该法官照常参加抽签。"),
        },
    }

    def clean_conflict(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["conflict"] == "yes")
