"""Forms of a change of handler."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assignment.changes.domain import GroundRule, Origin, State

STATES: dict[State, Any] = {
    State.ADVISING: _("等庭长意见"),
    State.CHECKING: _("等监察部门核查"),
    State.DECIDING: _("等决定"),
    State.APPROVED: _("已批准，等确定新承办人"),
    State.DONE: _("已变更"),
    State.REFUSED: _("不予变更"),
    State.WITHDRAWN: _("已撤回"),
    State.LAPSED: _("已终止"),
}
ORIGINS: dict[Origin, Any] = {
    Origin.LEADER: _("领导干部干预、插手"),
    Origin.INSIDER: _("司法机关内部人员过问"),
    Origin.OTHER: _("其他人员违规接触、打听"),
}
NEEDED = {"required": _("必填。")}


class Day(forms.DateInput):
    """The browser's own day picker, always in ISO form."""

    input_type = "date"


def a_day(label: Any, help_text: Any = "") -> forms.DateField:
    """A day of legal effect."""
    wrong = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}
    return forms.DateField(
        label=label, widget=Day(format="%Y-%m-%d"), help_text=help_text, error_messages=wrong
    )


def a_text(label: Any, most: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A paragraph of at most so many characters."""
    area = forms.Textarea({"rows": 4})
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=area,
        help_text=help_text,
        error_messages=NEEDED,
    )


class SomeBarred(forms.RadioSelect):
    """Choices of which some cannot be taken now: greyed, with the reason beside them."""

    barred: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *given: Any, **options: Any) -> dict[str, Any]:
        made: dict[str, Any] = super().create_option(name, value, *given, **options)
        if str(value) in self.barred:
            made["attrs"]["disabled"] = True
        return made


class AskForm(forms.Form):
    """The ground, why, what shows it, and how the new judge is found."""

    consequences: dict[str, dict[str, Any]] = {}
    ground = forms.ChoiceField(
        label=_("变更事由"), widget=SomeBarred, error_messages={"required": _("请选择事由。")}
    )
    reason = a_text(_("理由"), 1000, _("写明具体情况，为什么不能继续由现承办法官办理。"))
    evidence = forms.CharField(
        label=_("依据材料"),
        max_length=300,
        error_messages=NEEDED,
        help_text=_("材料的名称、文号；文件在提交之后上传。"),
    )
    how = forms.ChoiceField(
        label=_("新承办法官"),
        widget=forms.RadioSelect,
        choices=[("draw", _("重新随机抽签")), ("designation", _("指定"))],
        initial="draw",
    )
    to = forms.ChoiceField(label=_("指定给"), required=False, help_text=_("只在选择「指定」时填写。"))

    def __init__(
        self,
        data: Any,
        grounds: Sequence[GroundRule],
        judges: Sequence[tuple[str, str]],
        language: str,
        lacking: Collection[str] = (),
    ) -> None:
        super().__init__(data)
        ground: Any = self.fields["ground"]
        ground.widget.barred = frozenset(lacking)
        ground.choices = [(rule.code, f"{rule.code} {rule.name(language)}") for rule in grounds]
        to: Any = self.fields["to"]
        to.choices = [("", "—"), *judges]
        self.consequences = {
            "ground": {
                rule.code: (
                    _("现在不能选择，没有登记：%(what)s") if rule.code in lacking else _("须有：%(what)s")
                )
                % {"what": rule.evidence(language)}
                for rule in grounds
            },
            "how": {
                "draw": _("批准后由立案庭对本案重新抽签，原承办法官不再参加。"),
                "designation": _("批准后直接确定；不在员额、停职、长假、达到上限或者应当回避的不能指定。"),
            },
        }

    def clean(self) -> dict[str, Any]:
        """A designation names its judge; a draw names none."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("how") == "designation" and not given.get("to"):
            self.add_error("to", _("请选择指定给谁。"))
        if given.get("how") == "draw":
            given["to"] = ""
        return given


class SaidForm(forms.Form):
    """For or against, and why."""

    agreed = forms.ChoiceField(
        label=_("意见"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    text = a_text(_("理由"), 500, _("不同意的必填。"), required=False)


class DecideForm(SaidForm):
    """The same, with the number of the committee's decision where the committee decides."""

    document = forms.CharField(
        label=_("审判委员会决定编号"), max_length=100, required=False, help_text=_("由审判委员会决定的必填。")
    )


class WithdrawForm(forms.Form):
    """Why a request is taken back."""

    reason = a_text(_("撤回的理由"), 300)


class TellForm(forms.Form):
    """Whom, how and when."""

    told_on = a_day(_("告知日"))
    told_whom = forms.CharField(
        label=_("告知对象"),
        max_length=200,
        error_messages=NEEDED,
        help_text=_("例如：原告张某、被告某公司。"),
    )
    told_how = forms.CharField(
        label=_("告知方式"),
        max_length=100,
        error_messages=NEEDED,
        help_text=_("例如：送达变更承办人通知书。"),
    )


class ReportForm(forms.Form):
    """What happened, recorded truly and in full."""

    kind = forms.ChoiceField(
        label=_("来源"),
        choices=[(one.value, words) for one, words in ORIGINS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择来源。")},
    )
    happened_on = a_day(_("发生日"))
    text = a_text(_("经过"), 2000, _("何人、何时、以何种方式、提出什么要求，如实、全面写明。"))
