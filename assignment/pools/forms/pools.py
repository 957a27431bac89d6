"""Forms of pools and their members."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assignment.pools.domain import FULL_SHARE, WIDEST_BAND
from assignment.pools.forms.fields import ApproverField, DayField, ReasonField, people_choices, quota_judges
from assignment.pools.models import Pool, PoolMember
from assignment.pools.selectors import lawful_types
from assignment.pools.services.making import general_routes, pool_mark
from assignment.pools.services.members import HIGHEST_CEILING, member_mark
from assignment.teams.models import Team
from courts.places.models import Court, Division

APPROVED_ZERO = _("份额为 0 的必填：不参加抽签与休假一样须经批准。")


class PoolForm(forms.Form):
    """Name, division, team and band of a pool."""

    name = forms.CharField(label=_("名称"), max_length=60)
    division = forms.ModelChoiceField(
        label=_("部门"), queryset=Division.objects.none(), required=False, empty_label=_("不属于某一部门")
    )
    team = forms.ModelChoiceField(
        label=_("审判团队"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("不随团队，成员另定"),
        help_text=_("选定后，成员就是团队的法官。"),
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
                "team": pool.team_id,
                "band": pool.band,
                "seen": pool_mark(pool),
            }
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.filter(court=court, closed_on=None)
        self.fields["team"].queryset = Team.objects.filter(court=court, to_on=None).order_by("name")


class NewPoolForm(PoolForm):
    """A pool: of a type of case that has none yet, or one that only routes lead to."""

    type_code = forms.ChoiceField(
        label=_("案件类型"),
        required=False,
        help_text=_("该类案件凡不合其他规则的，都进入此池；留空的，只按另加的规则进入。"),
    )
    field_order = ("type_code", "name", "division", "team", "band", "reason")

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, court=court, **kwargs)
        del self.fields["seen"]
        covered = set(general_routes(court.pk).values_list("type_code", flat=True))
        language = get_language() or "zh-hans"
        free = [rule for rule in lawful_types(court.level, today) if rule.code not in covered]
        self.fields["type_code"].choices = [
            ("", _("只按规则进入")),
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


class CeilingField(forms.IntegerField):
    """The open load in hundredths at which a judge is drawn no more."""

    def __init__(self) -> None:
        super().__init__(
            label=_("负荷上限"),
            required=False,
            min_value=1,
            max_value=HIGHEST_CEILING,
            widget=forms.NumberInput(attrs={"class": "num"}),
            help_text=_("百分之一标准案件，达到后不再抽中；留空用本院选项。"),
        )


class MemberForm(forms.Form):
    """A judge joins from a day on."""

    judge = forms.ChoiceField(label=_("法官"), error_messages={"required": _("请选择法官。")})
    share = ShareField()
    ceiling = CeilingField()
    from_on = DayField(label=_("入池日"), help_text=_("当日起参加抽签，不能早于今天。"))
    approver = ApproverField(required=False, help_text=APPROVED_ZERO)
    reason = ReasonField()

    def __init__(self, *args: Any, pool: Pool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, initial={"share": FULL_SHARE, "from_on": today})
        approver: Any = self.fields["approver"]
        approver.offer(pool.court, today)
        inside = pool.members.filter(to_on=None).values_list("judge_id", flat=True)
        outside = [judge for judge in quota_judges(pool.court_id, today) if judge.pk not in set(inside)]
        self.fields["judge"].choices = [("", _("请选择")), *people_choices(outside)]


class ShareForm(forms.Form):
    """Another share from a day on."""

    share = ShareField()
    from_on = DayField(label=_("自何日起"), help_text=_("此前各日仍为原份额。"))
    approver = ApproverField(required=False, help_text=APPROVED_ZERO)
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: PoolMember, today: date, **kwargs: Any) -> None:
        begins = max(member.from_on, today)
        initial = {"share": member.share, "from_on": begins, "seen": member_mark(member)}
        super().__init__(*args, **kwargs, initial=initial)
        approver: Any = self.fields["approver"]
        approver.offer(member.pool.court, today)


class CeilingForm(forms.Form):
    """Another ceiling from now on."""

    ceiling = CeilingField()
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: PoolMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, initial={"ceiling": member.ceiling, "seen": member_mark(member)})


class EndForm(forms.Form):
    """The last day in the pool."""

    to_on = DayField(label=_("最后一日"), help_text=_("当日仍在池，次日起不再参加抽签。"))
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: PoolMember, today: date, **kwargs: Any) -> None:
        initial = {"to_on": member.to_on or today, "seen": member_mark(member)}
        super().__init__(*args, **kwargs, initial=initial)
