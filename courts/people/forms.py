"""Forms of people, posts, the quota and delegations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from courts.actors.domain import Right, Role
from courts.people.domain import Carried, RightRule
from courts.people.models import DOCUMENT_LENGTH, REASON_LENGTH, Person, Post
from courts.people.selectors import roles
from courts.people.selectors.delegations import receivers, rights_of
from courts.people.selectors.office import STATES
from courts.places.models import Court, Division
from courts.refusals.selectors import catalogue

DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}


class DayField(forms.DateField):
    """A day as ``2026-03-14``, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=DAY_ERRORS, **kwargs)


def document_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=DOCUMENT_LENGTH,
        help_text=_("任免文件的文号。倒填日期较早的必填。"),
    )


def reason_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": REASON_LENGTH}),
    )


def _language() -> str:
    return get_language() or "zh-hans"


class DivisionChoice(forms.ModelChoiceField):
    """Open divisions of courts, in institutional order."""

    def label_from_instance(self, division: Division) -> str:
        return division.name


class PersonChoice(forms.ModelChoiceField):
    """People by name; the login tells namesakes apart."""

    def label_from_instance(self, person: Person) -> str:
        return f"{person.name}（{person.username}）"


class RightsInput(forms.CheckboxSelectMultiple):
    """Boxes of rights; those nobody may delegate are shown and cannot be ticked."""

    def __init__(self, closed: Iterable[str]) -> None:
        super().__init__()
        self.closed = frozenset(closed)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.closed:
            option["attrs"]["disabled"] = True
        return option


class PeopleFilter(forms.Form):
    """What the list shows. Words that mean nothing are ignored."""

    words = forms.CharField(label=_("姓名或登录名"), required=False, max_length=60)

    def __init__(self, *args: Any, court: Court, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"] = DivisionChoice(
            label=_("部门"),
            required=False,
            queryset=Division.objects.filter(court=court).order_by("order", "pk"),
            empty_label=_("全部部门"),
        )
        named = [(rule.code, rule.name(_language())) for rule in roles()]
        self.fields["role"] = forms.ChoiceField(
            label=_("职务"), required=False, choices=[("", _("全部职务")), *named]
        )
        words = dict(zip(STATES, (_("在任"), _("待任"), _("已离任"), _("账户停用")), strict=True))
        self.fields["state"] = forms.ChoiceField(
            label=_("状态"), required=False, choices=[("", _("全部")), *words.items()]
        )

    def wanted(self) -> dict[str, Any]:
        """The filters of ``narrowed`` that were understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PostForm(forms.Form):
    """A post in one court: as what, where in it, from when, to when, by which document."""

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(rule.code, rule.name(_language())) for rule in roles()]
        open_ones = Division.objects.filter(court=court, closed_on=None).order_by("order", "pk")
        self.fields["role"] = forms.TypedChoiceField(
            label=_("职务"), choices=[("", _("请选择")), *named], coerce=Role
        )
        self.fields["division"] = DivisionChoice(
            label=_("部门"),
            required=False,
            queryset=open_ones,
            empty_label=_("不属于部门"),
            help_text=_("庭长和法官助理必须指明部门：他们能查阅的案件以部门为限。"),
        )
        self.fields["from_on"] = DayField(label=_("任职日"), initial=today)
        self.fields["to_on"] = DayField(
            label=_("任至"), required=False, help_text=_("最后一日，当日仍有权限；未定的留空。")
        )
        self.fields["document"] = document_field(_("任职文号"))

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        begins, ends = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", say("免职日不能早于任职日。"))
        return given


class NewPersonForm(PostForm):
    """Somebody the system does not know yet, with their first post."""

    username = forms.CharField(
        label=_("登录名"), max_length=40, help_text=_("全系统唯一，建议用工号；录入后不能更改。")
    )
    name = forms.CharField(label=_("姓名"), max_length=60)
    email = forms.EmailField(label=_("电子邮箱"), required=False, help_text=_("用于接收提醒，可以不填。"))


class TransferForm(PostForm):
    """Somebody from another court, named by their exact login."""

    username = forms.CharField(
        label=_("登录名"), max_length=40, help_text=_("调入人员的登录名，须与其原法院登记的完全一致。")
    )

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        login = self.cleaned_data.pop("username", None)
        if login is not None:
            found = Person.objects.filter(username=login.strip()).first()
            if found is None:
                self.add_error("username", say("没有这个登录名；新进人员请用「录入人员」。"))
            self.cleaned_data["person"] = found
        return self.cleaned_data


class EndPostForm(forms.Form):
    """The last day of a post."""

    to_on = DayField(label=_("免职日"), help_text=_("任职的最后一日，次日起没有权限。"))
    document = document_field(_("免职文号"))


class AdmitForm(forms.Form):
    """Admission to the quota."""

    from_on = DayField(label=_("入额日"), help_text=_("自当日起可以参加随机分案。"))
    document = document_field(_("入额文号"))


class LeaveForm(forms.Form):
    """Leaving the quota."""

    on = DayField(label=_("退额日"), help_text=_("当日起不再参加随机分案。"))
    document = document_field(_("退额文号"))


class CorrectForm(forms.Form):
    """Name and e-mail address. The login never changes."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    email = forms.EmailField(label=_("电子邮箱"), required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = reason_field(_("理由"))


class DelegationForm(forms.Form):
    """Which rights of a post, to whom, from when to when, why."""

    def __init__(self, *args: Any, post: Post, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rights_of(post)
        named = [(rule.code, rule.name(_language())) for rule in rules]
        self.consequences = {"rights": {rule.code: _consequence(rule) for rule in rules}}
        self.fields["rights"] = forms.TypedMultipleChoiceField(
            label=_("权限"),
            choices=named,
            coerce=Right,
            widget=RightsInput([rule.code for rule in rules if not rule.delegable]),
            help_text=_("受托人不得转授权。"),
        )
        self.fields["to_person"] = PersonChoice(
            label=_("受托人"),
            queryset=receivers(post, today),
            empty_label=_("请选择"),
            help_text=_("本院职务合适的在任人员。"),
        )
        self.fields["from_on"] = DayField(label=_("开始日"), initial=today)
        self.fields["to_on"] = DayField(label=_("结束日"), help_text=_("必填；到期自动失效。"))
        self.fields["reason"] = reason_field(_("事由"))


def _consequence(rule: RightRule) -> str:
    if rule.refusal is not None:
        return catalogue().latest(rule.refusal.value).name(_language())
    return {
        Carried.NOTHING: say("只授予操作，不增加可以查阅的案件。"),
        Carried.COURT: say("授权期间可以查阅该职务在本院所能查阅的案件。"),
        Carried.WHOLE: say("授权期间可以查阅该职务所能查阅的全部案件。"),
    }[rule.carries]
