"""Forms of a recusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assignment.recusals.domain import AskedBy, GroundRule, Part, State, Stopped

STATES: dict[State, Any] = {
    State.WAITING: _("等决定"),
    State.GRANTED: _("准予回避"),
    State.DECLINED: _("驳回"),
    State.REVIEWING: _("复议中"),
    State.UPHELD: _("复议维持驳回"),
    State.WITHDRAWN: _("已撤回"),
}
PARTS: dict[Part, Any] = {
    Part.JUDGE: _("审判人员（含庭长、副院长）"),
    Part.PRESIDENT: _("院长"),
    Part.ASSESSOR: _("人民陪审员"),
    Part.ASSISTANT: _("法官助理"),
    Part.CLERK: _("书记员"),
    Part.INTERPRETER: _("翻译人员"),
    Part.EXPERT: _("鉴定人"),
    Part.INSPECTOR: _("勘验人"),
}
ASKED: dict[AskedBy, Any] = {
    AskedBy.PARTY: _("当事人申请"),
    AskedBy.SELF: _("本人自行回避"),
    AskedBy.EX_OFFICIO: _("院长依职权"),
}
MATTERS: dict[Stopped, Any] = {
    Stopped.HEARING: _("开庭"),
    Stopped.DELIBERATION: _("合议"),
    Stopped.PRONOUNCEMENT: _("宣判"),
    Stopped.ENFORCEMENT: _("执行"),
    Stopped.DRAW: _("分案"),
}
NEEDED = {"required": _("必填。")}
CHOOSE = {"required": _("请选择。")}


def _options(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(one.value, said) for one, said in words.items()]


class DayBox(forms.DateInput):
    """A day by the browser's picker."""

    input_type = "date"


class PlainDay(forms.DateField):
    """A day of legal effect, in ISO form."""

    widget = DayBox(format="%Y-%m-%d")
    default_error_messages = {
        "required": _("请填写日期。"),
        "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。"),
    }


class Paragraph(forms.CharField):
    """A text of some lines."""

    widget = forms.Textarea({"rows": 4})
    default_error_messages = NEEDED


class AskForm(forms.Form):
    """Who is to withdraw, who wants it, on which grounds."""

    asked = forms.ChoiceField(
        label=_("由谁提出"),
        choices=_options(ASKED),
        widget=forms.RadioSelect,
        initial=AskedBy.PARTY.value,
        error_messages=CHOOSE,
    )
    party = forms.ChoiceField(label=_("申请的当事人"), required=False, help_text=_("当事人申请的必选。"))
    part = forms.ChoiceField(label=_("被申请回避的人员"), choices=_options(PARTS), error_messages=CHOOSE)
    person = forms.ChoiceField(label=_("本院人员"), required=False)
    name = forms.CharField(
        label=_("院外人员姓名"),
        max_length=80,
        required=False,
        help_text=_("陪审员、翻译、鉴定人、勘验人填写姓名。"),
    )
    grounds = forms.MultipleChoiceField(
        label=_("回避事由"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择事由。")},
    )
    statement = Paragraph(label=_("事实和理由"), max_length=2000)
    asked_on = PlainDay(label=_("提出之日"), help_text=_("口头提出的，以笔录记载之日为准；三日内决定。"))
    before_debate_ended = forms.BooleanField(label=_("在法庭辩论终结前提出"), required=False, initial=True)

    def __init__(
        self,
        data: Any,
        *,
        parties: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        grounds: Sequence[GroundRule],
        language: str,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        fields["party"].choices = [("", "—"), *parties]
        fields["person"].choices = [("", "—"), *people]
        fields["grounds"].choices = [(rule.code, f"{rule.code} {rule.name(language)}") for rule in grounds]


class DecideForm(forms.Form):
    """Granted or not, and why."""

    agreed = forms.ChoiceField(
        label=_("决定"),
        choices=[("yes", _("准予回避")), ("no", _("驳回申请"))],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    reason = Paragraph(label=_("理由"), max_length=1000)
    document = forms.CharField(
        label=_("审判委员会决定编号"), max_length=100, required=False, help_text=_("由审判委员会决定的必填。")
    )


class CheckForm(forms.Form):
    """Whether the office agrees that the judge leave."""

    agreed = forms.ChoiceField(
        label=_("核查意见"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("不同意的必填。"),
    )


class ReviewForm(forms.Form):
    """What the party says against the refusal."""

    reason = Paragraph(label=_("复议理由"), max_length=1000)
    asked_on = PlainDay(label=_("申请复议之日"))


class UrgentForm(forms.Form):
    """What goes on today, and why it cannot wait."""

    matter = forms.ChoiceField(
        label=_("紧急事项"), choices=_options(MATTERS), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    reason = Paragraph(label=_("不能等待的理由"), max_length=300)


class TellForm(forms.Form):
    """When and how the party was told."""

    told_on = PlainDay(label=_("告知日"))
    told_how = forms.CharField(
        label=_("告知方式"), max_length=100, error_messages=NEEDED, help_text=_("例如：口头告知并记入笔录。")
    )


class WithdrawForm(forms.Form):
    """Why a request is taken back."""

    reason = Paragraph(label=_("撤回的理由"), max_length=300)
