"""Forms of pools, their members, and leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assignment.pools.domain import FULL_SHARE, WIDEST_BAND
from assignment.pools.models import Absence, Pool, PoolMember
from assignment.pools.selectors import lawful_types, pools_of
from assignment.pools.services.making import pool_mark
from assignment.pools.services.members import member_mark
from courts.people.models import Person
from courts.people.selectors import members, quota_judge_ids
from courts.places.models import Court, Division
from courts.refusals.services import REASON_LENGTH

DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}


class DayField(forms.DateField):
    """A day, with the browser's own picker, always in ISO form."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=DAY_ERRORS, **kwargs)


class ReasonField(forms.CharField):
    """Why; kept on the trail."""

    def __init__(self, help_text: Any = "") -> None:
        super().__init__(
            label=_("理由"),
            max_length=REASON_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=help_text or _("写明依据，如会议纪要、任免文号；理由留痕，不可修改。"),
        )


def people_choices(people: list[Person]) -> list[tuple[str, str]]:
    """Names to choose from; people of one name are told apart by their login."""
    names = [person.name for person in people]
    return [
        (
            str(person.pk),
            f"{person.name}（{person.username}）" if names.count(person.name) > 1 else person.name,
        )
        for person in people
    ]


def quota_judges(court_id: int, on: date) -> list[Person]:
    """The quota judges of a court, by name."""
    return list(Person.objects.filter(pk__in=quota_judge_ids(court_id, on)).order_by("name", "username"))


class PoolForm(forms.Form):
    """Name, division and band of a pool."""

    name = forms.CharField(label=_("名称"), max_length=60)
    division = forms.ModelChoiceField(
        label=_("部门"), queryset=Division.objects.none(), required=False, empty_label=_("不属于某一部门")
    )
    band = forms.IntegerField(
        label=_("负荷带宽"),
        required=False,
        min_value=0,
        max_value=WIDEST_BAND,
        help_text=_("百分之一标准案件，500 即 5 件；留空用本院选项。"),
        widget=forms.NumberInput(attrs={"class": "num"}),
    )
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, court: Court, pool: Pool | None = None, **kwargs: Any) -> None:
        if pool is not None:
            kwargs["initial"] = {
                "name": pool.name,
                "division": pool.division_id,
                "band": pool.band,
                "seen": pool_mark(pool),
            }
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.filter(court=court, closed_on=None)


class NewPoolForm(PoolForm):
    """A pool for a type of case that has none yet."""

    type_code = forms.ChoiceField(label=_("案件类型"), error_messages={"required": _("请选择案件类型。")})
    field_order = ("type_code", "name", "division", "band", "reason")

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, court=court, **kwargs)
        del self.fields["seen"]
        covered = {pool.type_code for pool in pools_of(court.pk)}
        language = get_language() or "zh-hans"
        free = [rule for rule in lawful_types(court.level, today) if rule.code not in covered]
        self.fields["type_code"].choices = [
            ("", _("请选择")),
            *((rule.code, f"{rule.code}　{rule.name(language)}") for rule in free),
        ]


class ShareField(forms.IntegerField):
    """A capacity share in percent."""

    def __init__(self) -> None:
        widget = forms.NumberInput(attrs={"class": "num"})
        help_text = _("百分比，0 至 100；0 表示在池而不被抽中。")
        super().__init__(
            label=_("办案份额(%)"), min_value=0, max_value=FULL_SHARE, widget=widget, help_text=help_text
        )


class MemberForm(forms.Form):
    """A judge joins from a day on."""

    judge = forms.ChoiceField(label=_("法官"), error_messages={"required": _("请选择法官。")})
    share = ShareField()
    from_on = DayField(label=_("入池日"), help_text=_("当日起参加抽签，不能早于今天。"))
    reason = ReasonField()

    def __init__(self, *args: Any, pool: Pool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, initial={"share": FULL_SHARE, "from_on": today})
        inside = pool.members.filter(to_on=None).values_list("judge_id", flat=True)
        outside = [judge for judge in quota_judges(pool.court_id, today) if judge.pk not in set(inside)]
        self.fields["judge"].choices = [("", _("请选择")), *people_choices(outside)]


class ShareForm(forms.Form):
    """Another share from a day on."""

    share = ShareField()
    from_on = DayField(label=_("自何日起"), help_text=_("此前各日仍为原份额。"))
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: PoolMember, today: date, **kwargs: Any) -> None:
        begins = max(member.from_on, today)
        initial = {"share": member.share, "from_on": begins, "seen": member_mark(member)}
        super().__init__(*args, **kwargs, initial=initial)


class EndForm(forms.Form):
    """The last day in the pool."""

    to_on = DayField(label=_("最后一日"), help_text=_("当日仍在池，次日起不再参加抽签。"))
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: PoolMember, today: date, **kwargs: Any) -> None:
        initial = {"to_on": member.to_on or today, "seen": member_mark(member)}
        super().__init__(*args, **kwargs, initial=initial)


class LeaveForm(forms.Form):
    """Who is away, why in kind, from when to when, and who approved it."""

    judge = forms.ChoiceField(label=_("法官"), error_messages={"required": _("请选择法官。")})
    kind = forms.ChoiceField(label=_("类别"), choices=Absence.Kind.choices)
    from_on = DayField(label=_("起日"), help_text=_("当日起不参加抽签。"))
    to_on = DayField(label=_("止日"), help_text=_("最后一日；次日起恢复参加抽签。"))
    approver = forms.ChoiceField(label=_("批准人"), error_messages={"required": _("请选择批准人。")})
    reason = ReasonField(_("写批准文号或者请假条编号；不写病情等个人隐私。"))

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judges = quota_judges(court.pk, today)
        people = list(members(court.pk, today))
        above = list(members(court.parent_id, today)) if court.parent_id else []
        self.fields["judge"].choices = [("", _("请选择")), *people_choices(judges)]
        groups: list[Any] = [("", _("请选择")), (court.name, people_choices(people))]
        if court.parent is not None and above:
            groups.append((court.parent.name, people_choices(above)))
        self.fields["approver"].choices = groups


class LeaveEndForm(forms.Form):
    """Another last day."""

    to_on = DayField(label=_("止日"), help_text=_("提前返岗的，填返岗的前一日。"))
    reason = ReasonField(_("写批准文号或者销假记录；不写病情等个人隐私。"))
    seen = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, absence: Absence, **kwargs: Any) -> None:
        initial = {"to_on": absence.to_on, "seen": absence.to_on.isoformat()}
        super().__init__(*args, **kwargs, initial=initial)


class CancelForm(LeaveEndForm):
    """Why leave that has not begun is taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["to_on"]
