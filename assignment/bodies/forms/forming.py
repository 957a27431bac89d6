"""Forms of trial bodies and of the draws for their seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from assignment.assessors.selectors import specialties
from assignment.bodies.domain import Kind
from assignment.bodies.models import BodyMember
from assignment.bodies.selectors import as_sitting, facts_for
from assignment.bodies.services.forming import Wanted
from assignment.bodies.services.seating import MOST_SUBSTITUTES
from assignment.changes.domain import GroundRule
from assignment.changes.selectors import grounds
from cases.docket.models import Case
from courts.people.models import Person
from courts.people.selectors import quota_judge_ids
from courts.refusals.services import REASON_LENGTH

SIZES = (3, 5, 7)


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day of legal effect."""
    said = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, error_messages=said, widget=picker)


def reason_field(help_text: Any = "") -> forms.CharField:
    """Why, in a few lines."""
    lines = forms.Textarea(attrs={"rows": 2})
    said = {"required": _("请写明理由。")}
    return forms.CharField(
        label=_("理由"), help_text=help_text, max_length=REASON_LENGTH, widget=lines, error_messages=said
    )


def judges_to_choose(case: Case, today: Any) -> list[tuple[str, str]]:
    """The court's quota judges but the handling one, by name; presidents and heads are marked."""
    ids = quota_judge_ids(case.court_id, today) - {case.handling.handler_id}
    judges = list(Person.objects.filter(pk__in=ids).order_by("name", "username"))
    marks = {one.id: one for one in as_sitting(case.court_id, judges, today)}
    names = [judge.name for judge in judges]
    found = []
    for judge in judges:
        mark, name = marks[str(judge.pk)], judge.name
        if names.count(name) > 1:
            name = f"{name}（{judge.username}）"
        title = say("院长") if mark.president else say("庭长") if mark.head else ""
        found.append((str(judge.pk), f"{name} {title}".strip()))
    return found


class Composition(forms.Form):
    """One judge or a panel, of how many, with how many assessors."""

    kind = forms.ChoiceField(
        label=_("组成形式"),
        choices=[(Kind.SOLE.value, _("独任")), (Kind.PANEL.value, _("合议庭"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择独任或者合议庭。")},
    )
    size = forms.TypedChoiceField(
        label=_("人数"), coerce=int, required=False, empty_value=3, choices=[(n, str(n)) for n in SIZES]
    )
    assessors = forms.TypedChoiceField(
        label=_("其中人民陪审员"),
        coerce=int,
        required=False,
        empty_value=0,
        choices=[(n, str(n)) for n in range(5)],
        help_text=_("从名册随机抽取，不得挑选。"),
    )


class BodyForm(Composition):
    """What is to try a case, on which facts."""

    facts = forms.MultipleChoiceField(
        label=_("案件事实"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("系统数据里没有的，由承办法官如实勾选；依法的组成随之确定，勾选留痕。"),
    )
    judges = forms.MultipleChoiceField(
        label=_("指定的法官成员"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("不选的席位由分案池随机抽取；指定的须写明理由。承办法官当然是成员。"),
    )
    presiding = forms.ChoiceField(
        label=_("审判长"), required=False, help_text=_("院长、庭长参加的，由其担任；不选的由承办法官担任。")
    )
    reason = forms.CharField(
        label=_("指定成员的理由"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, case: Case, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        asked, judges = facts_for(case, today), judges_to_choose(case, today)
        self.fields["facts"].choices = [(rule.code, rule.name(language)) for rule in asked]
        self.consequences = {"facts": {rule.code: rule.article for rule in asked}}
        self.fields["judges"].choices = judges
        handler = case.handling.handler
        own = [(str(handler.pk), say("%(name)s（承办）") % {"name": handler.name})] if handler else []
        self.fields["presiding"].choices = [("", say("按规定确定")), *own, *judges]

    def wanted(self) -> Wanted:
        """The body asked for."""
        data, panel = self.cleaned_data, self.cleaned_data["kind"] == Kind.PANEL.value
        return Wanted(
            kind=data["kind"],
            size=data["size"] if panel else 1,
            assessors=data["assessors"] if panel else 0,
            facts=data["facts"],
            judges=data["judges"] if panel else (),
            presiding=data["presiding"] or None if panel else None,
            reason=data["reason"],
        )


class ReasonForm(forms.Form):
    """Why a body ends."""

    reason = reason_field(_("如裁定转为普通程序；结束后可以另行组成。"))


class ChangeForm(forms.Form):
    """Who leaves, why, and who sits instead."""

    member = forms.ChoiceField(label=_("退出的成员"), error_messages={"required": _("请选择成员。")})
    successor = forms.ChoiceField(
        label=_("接替的法官"),
        required=False,
        help_text=_("不选的：法官席位另行抽取，人民陪审员由候补依次递补。"),
    )
    ground = forms.ChoiceField(
        label=_("变更事由"), required=False, help_text=_("抽取确定的成员必选，写入案件留痕。")
    )
    reason = reason_field()
    evidence = forms.CharField(
        label=_("依据材料"),
        required=False,
        max_length=300,
        help_text=_("须由院庭长决定的必填：抽取确定的法官、G8 和受保护的法官。"),
    )

    def __init__(
        self, *args: Any, case: Case, members: list[tuple[BodyMember, str]], today: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        there = {str(member.person_id) for member, _name in members}
        leaving = [(str(member.pk), name) for member, name in members if not member.handles]
        self.fields["member"].choices = [("", say("请选择")), *leaving]
        rest = [one for one in judges_to_choose(case, today) if one[0] not in there]
        self.fields["successor"].choices = [("", say("抽取或者候补递补")), *rest]
        language = get_language() or "zh-hans"
        fit = [rule for rule in grounds().in_force(today) if case.four_category or not rule.marked]
        needs = {rule.code: _said(rule, language) for rule in fit}
        listed = [(rule.code, f"{rule.code} {rule.name(language)} · {needs[rule.code]}") for rule in fit]
        self.fields["ground"].choices = [("", say("请选择")), *listed]


def _said(rule: GroundRule, language: str) -> str:
    """What a ground asks for."""
    return say("须有：%(what)s") % {"what": rule.evidence(language)}


class ToldForm(forms.Form):
    """That the parties were told."""

    told_on = day_field(_("告知日"))
    how = forms.CharField(
        label=_("告知方式"), max_length=120, help_text=_("如送达通知书、当庭告知；写明送达回证。")
    )


class NumberForm(forms.Form):
    """The digits called out, once for all seats, and who called them."""

    nonce = forms.CharField(
        label=_("所报的数"),
        max_length=64,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "mono"}),
        help_text=_("1 至 32 位数字，当场想定并说出，用于本轮各席。"),
        error_messages={"required": _("请输入所报的数；没有人报数的，按「没有人报数」。")},
    )
    source = forms.ChoiceField(
        label=_("报数人"),
        choices=[("party", _("当事人")), ("witness", _("见证部门"))],
        initial="party",
        widget=forms.RadioSelect,
    )
    by = forms.CharField(
        label=_("见证人"),
        max_length=160,
        required=False,
        help_text=_("见证部门报数的，写明姓名和部门，例如：审管办 王某。"),
    )


class SeatsForm(forms.Form):
    """A draw of assessors: for which hearing, from which list, how many substitutes."""

    hearing_on = day_field(_("开庭日"), _("一般在开庭七日前抽取。"))
    specialty = forms.ChoiceField(label=_("专业名册"), required=False)
    substitutes = forms.TypedChoiceField(
        label=_("候补"),
        coerce=int,
        required=False,
        empty_value=0,
        choices=[(n, str(n)) for n in range(MOST_SUBSTITUTES + 1)],
        help_text=_("按抽中的顺序递补。"),
    )
    late_reason = forms.CharField(
        label=_("不足七日的理由"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("距开庭不足七日的必填。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        listed = [(rule.code, rule.name(language)) for rule in specialties()]
        self.fields["specialty"].choices = [("", say("不限")), *listed]
