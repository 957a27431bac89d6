"""Forms of teams and the people in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from assignment.teams.models import Team, TeamMember
from cases.causes.selectors import cause_tree
from courts.people.models import Person
from courts.people.selectors import members, quota_judge_ids
from courts.places.models import Court, Division
from courts.refusals.services import REASON_LENGTH

DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget, error_messages=DAY_ERRORS)


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("理由"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写明依据，如党组会纪要、双向选择结果；理由留痕，不可修改。"),
    )


class CausesField(forms.CharField):
    """Causes or headings above them, one a line, by name or code; their value is a list of codes."""

    def __init__(self) -> None:
        super().__init__(
            label=_("专业范围"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("一行一个案由，名称或者代码，包括其下的各案由；不分专业的留空。"),
        )

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in super().to_python(value).splitlines() if line.strip()]
        codes, unknown = [], []
        for line in lines:
            found = line if line in cause_tree() else getattr(cause_tree().find(line), "code", None)
            (codes if found else unknown).append(found or line)
        if unknown:
            raise forms.ValidationError(say("没有这些案由：%(codes)s。") % {"codes": say("、").join(unknown)})
        return codes


def cause_lines(team: Team) -> str:
    """The causes of a team, one a line, as the form takes them: by name in Chinese, else by code."""
    if (get_language() or "zh-hans").startswith("en"):
        return "\n".join(team.causes)
    return "\n".join(cause_tree().by_code(code).zh if code in cause_tree() else code for code in team.causes)


class TeamForm(forms.Form):
    """What a team is called, where it stands, what it tries and how it is made up."""

    name = forms.CharField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=Team.Kind.choices)
    division = forms.ModelChoiceField(
        label=_("部门"), queryset=Division.objects.none(), required=False, empty_label=_("不属于某一部门")
    )
    formation = forms.CharField(
        label=_("编成"),
        max_length=12,
        initial="1+1+1",
        help_text=_("法官+法官助理+书记员，如 1+1+1、3+3+3；1+N 为一名法官带若干辅助人员。"),
    )
    causes = CausesField()
    reason = _reason()

    def __init__(self, *args: Any, court: Court, team: Team | None = None, **kwargs: Any) -> None:
        if team is not None:
            kwargs["initial"] = {
                "name": team.name,
                "kind": team.kind,
                "division": team.division_id,
                "formation": team.formation,
                "causes": cause_lines(team),
            }
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.filter(court=court, closed_on=None)


class NewTeamForm(TeamForm):
    """A team with its first judges."""

    judges = forms.MultipleChoiceField(
        label=_("法官"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("至少一名员额法官。"),
    )
    from_on = _day(_("成立日"), _("不能早于今天。"))
    field_order = ("name", "kind", "division", "formation", "causes", "judges", "from_on", "reason")

    def __init__(self, *args: Any, court: Court, today: date, **kwargs: Any) -> None:
        super().__init__(*args, court=court, **kwargs)
        self.fields["from_on"].initial = today
        judges = Person.objects.filter(pk__in=quota_judge_ids(court.pk, today)).order_by("name", "username")
        self.fields["judges"].choices = [(str(judge.pk), judge.name) for judge in judges]


class JoinForm(forms.Form):
    """Somebody joins; an assessor by name."""

    part = forms.ChoiceField(label=_("分工"), choices=TeamMember.Part.choices)
    person = forms.ChoiceField(label=_("人员"), required=False)
    name = forms.CharField(
        label=_("人民陪审员姓名"), required=False, max_length=60, help_text=_("只有人民陪审员填写姓名。")
    )
    from_on = _day(_("加入日"), _("不能早于今天。"))
    reason = _reason()

    def __init__(self, *args: Any, team: Team, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = max(today, team.from_on)
        people = [(str(person.pk), person.name) for person in members(team.court_id, today)]
        self.fields["person"].choices = [("", _("请选择")), *people]


class LeaveTeamForm(forms.Form):
    """The last day in the team."""

    to_on = _day(_("最后一日"), _("当日仍在团队，次日起离开。"))
    reason = _reason()


class RotationForm(forms.Form):
    """The day on which the people were changed."""

    on = _day(_("轮换日"), _("人员轮换到位之日；下次轮换自此计算。"))
    reason = _reason()


class EndTeamForm(forms.Form):
    """The last day of a team."""

    to_on = _day(_("撤销日"), _("最后一日；分案池的成员保留，另行调整。"))
    reason = _reason()
