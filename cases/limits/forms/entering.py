"""What people type to move a limit."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from cases.docket.selectors import words
from cases.limits.domain import ExclusionGround, LedgerEntry, LedgerKind, LimitRule
from cases.limits.domain.ledger import SUSPENSION_GROUND
from cases.limits.domain.rule import Effect
from cases.limits.forms.fields import OpenChoice, day_field, reason_field
from cases.limits.models import LedgerItem
from cases.limits.selectors import law
from cases.limits.services.checking import Entered

OTHER = "other"
LONGEST = 120


def lawful_grounds(rule: LimitRule, on: date) -> list[ExclusionGround]:
    """The grounds of the closed list that may stop a limit under ``rule``; a suspension has its own page."""
    return [
        ground
        for ground in law().grounds.in_force(on)
        if ground.admits(rule) and ground.code.startswith("X") and ground.code != SUSPENSION_GROUND
    ]


def restart_grounds(rule: LimitRule, on: date) -> list[ExclusionGround]:
    """The events on which a limit under ``rule`` starts again."""
    return [
        ground
        for ground in law().grounds.in_force(on)
        if ground.admits(rule) and ground.effect is Effect.RESTARTS and not ground.code.startswith("X")
    ]


def ground_words(ground: ExclusionGround, rule: LimitRule, language: str) -> str:
    """What follows from a ground: its cap, how long such an event usually takes, what still counts."""
    english = language.startswith("en")
    told = []
    if ground.effect is Effect.RESTARTS:
        told.append(say("结束后重新计算审限"))
    if ground.cap is not None:
        most = ground.cap.en if english else ground.cap.zh
        said = say("至多扣除%(most)s，其后计入") if ground.cut_at_cap else say("不得超过%(most)s")
        told.append(said % {"most": most})
    if ground.max_times:
        told.append(ngettext("至多 %(n)d 次", "至多 %(n)d 次", ground.max_times) % {"n": ground.max_times})
    if ground.usual_days:
        told.append(ngettext("通常 %(n)d 日", "通常 %(n)d 日", ground.usual_days) % {"n": ground.usual_days})
    if counted := ground.counted_first(rule):
        told.append(ngettext("前 %(n)d 日仍计入", "前 %(n)d 日仍计入", counted) % {"n": counted})
    sentence = (", " if english else "，").join(told)
    note = (ground.note_en if english else ground.note_zh).rstrip("。.")
    between = ". " if english else "。"
    return between.join(part for part in (sentence, note, ground.article) if part)


class LedgerForm(forms.Form):
    """What every entry needs: the paper it rests on, and why. ``rule`` is the limit now in force."""

    kind: ClassVar[LedgerKind]
    layout: ClassVar[dict[str, int]] = {"starts_on": 6, "ends_on": 6, "on": 6}

    def __init__(self, *args: Any, rule: LimitRule, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule, self.today = rule, today
        self.language = get_language() or "zh-hans"
        self.consequences: dict[str, dict[str, str]] = {}
        self.fields["document"] = forms.CharField(
            label=_("依据文书"),
            max_length=200,
            error_messages={"required": _("请写明依据的文书及其文号。")},
            help_text=_("裁定书、委托书、公告等的名称和文号。"),
        )
        missing, why = _("请写明理由，理由须向当事人公开。"), _("须向当事人公开（法释〔2019〕4号第七条）。")
        self.fields["reason"] = reason_field(_("理由"), missing, why, most=500)

    def rows(self) -> list[tuple[Any, int]]:
        """The fields with their widths, in order."""
        return [(field, self.layout.get(field.name, 12)) for field in self.visible_fields()]

    def entry(self) -> LedgerEntry:
        """What was typed, in the words of the arithmetic. Raises LedgerShapeError."""
        given = self.cleaned_data
        return LedgerEntry(
            kind=self.kind,
            ground=self._ground(),
            starts_on=given.get("starts_on"),
            ends_on=given.get("ends_on"),
            to_rule=given.get("to_rule", ""),
            on=given.get("on"),
        )

    def entered(self) -> Entered:
        """The entry with its paper and reason. Raises LedgerShapeError."""
        given = self.cleaned_data
        return Entered(entry=self.entry(), document=given["document"], reason=given["reason"])

    def _ground(self) -> str:
        chosen = str(self.cleaned_data.get("ground", ""))
        return str(self.cleaned_data.get("other_ground", "")) if chosen == OTHER else chosen

    def _offer(self, name: str, rows: list[ExclusionGround]) -> None:
        self.fields[name].choices = [(row.code, f"{row.code} {row.name(self.language)}") for row in rows]
        self.consequences[name] = {row.code: ground_words(row, self.rule, self.language) for row in rows}


class ExclusionForm(LedgerForm):
    """Time not counted, on a ground of the closed list (法释〔2000〕29号第九条)."""

    kind = LedgerKind.EXCLUSION
    ground = OpenChoice(
        label=_("事由"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择事由。")},
        help_text=_("只列依法可用于本案的事由；清单是封闭的。"),
    )
    other_ground = forms.CharField(
        label=_("清单外的事由"),
        required=False,
        max_length=LONGEST,
        help_text=_("只在选“清单外的事由”时填写。"),
    )
    starts_on = day_field(_("开始日"), _("事件发生之日，当日仍计入审限。"))
    ends_on = day_field(_("结束日"), _("不计入的最后一日；尚未结束的留空，审限停止计算。"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("ground", lawful_grounds(self.rule, self.today))
        self.fields["ground"].choices += [(OTHER, say("清单外的事由"))]
        self.consequences["ground"][OTHER] = say(
            "工作繁忙、休假、节假日、内部请示等都不能扣除，提交将被拦截并留痕。"
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("ground") == OTHER and not given.get("other_ground"):
            self.add_error("other_ground", say("请写明是什么事由。"))
        return given


class SuspensionForm(LedgerForm):
    """A suspension (中止): the clock stands still from the ruling to the resumption."""

    kind = LedgerKind.SUSPENSION
    starts_on = day_field(_("中止之日"), _("中止裁定之日，当日仍计入审限。"))
    ends_on = day_field(_("恢复之日"), _("尚未恢复的留空，恢复时再登记。"), required=False)


class ConversionForm(LedgerForm):
    """A change of procedure, to one of those the rule in force allows."""

    kind = LedgerKind.CONVERSION
    to_rule = OpenChoice(
        label=_("转为"), widget=forms.RadioSelect, error_messages={"required": _("请选择转入的程序。")}
    )
    on = day_field(_("裁定或者决定之日"), _("须在现审限届满前。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = words("procedures")
        targets = [law().rules.latest(code) for code in self.rule.converts_to]
        self.fields["to_rule"].choices = [(row.code, row.name(self.language)) for row in targets]
        self.consequences["to_rule"] = {row.code: self._follows(row, names) for row in targets}

    def _follows(self, row: LimitRule, names: Any) -> str:
        english = self.language.startswith("en")
        told = (
            [say("审限 %(length)s") % {"length": row.base.en if english else row.base.zh}] if row.base else []
        )
        if row.procedures:
            told.append(
                say("案件程序改为“%(name)s”")
                % {"name": names.latest(row.procedures[0].value).name(self.language)}
            )
        return (". " if english else "。").join([*told, law().category(row).conversion_article])


class RestartForm(LedgerForm):
    """A limit that starts again: it counts only once somebody else has confirmed it."""

    kind = LedgerKind.RESTART
    ground = OpenChoice(
        label=_("事由"), widget=forms.RadioSelect, error_messages={"required": _("请选择事由。")}
    )
    on = day_field(_("重新起算之日"), _("收到案件或者材料之日，当日不计。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer("ground", restart_grounds(self.rule, self.today))


FORMS: dict[str, type[LedgerForm]] = {
    form.kind.value: form for form in (ExclusionForm, SuspensionForm, ConversionForm, RestartForm)
}
"""The form of each kind that is entered by hand."""


class AnswerForm(forms.Form):
    """Whether an item that waits is confirmed."""

    agreed = forms.TypedChoiceField(
        label=_("是否核准"),
        choices=[("yes", _("核准")), ("no", _("不予核准"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是否核准。")},
    )
    answer = forms.CharField(
        label=_("意见"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("不予核准的，须写明理由。"),
    )
    consequences: ClassVar[dict[str, dict[str, Any]]] = {
        "agreed": {"yes": _("自核准起生效，届满日随之变动"), "no": _("不影响审限，登记仍保留备查")}
    }

    def __init__(self, *args: Any, item: LedgerItem, **options: Any) -> None:
        super().__init__(*args, **options)
        if not item.document:
            self.fields["document"] = forms.CharField(
                label=_("依据文书"),
                required=False,
                max_length=200,
                help_text=_("登记时没有写明文书的，核准前补上。"),
            )


class EndForm(forms.Form):
    """When a stop ended, and by what paper the clock runs again."""

    ends_on = day_field(_("结束日"), _("不计入的最后一日，自次日起继续计算。"))
    document = forms.CharField(
        label=_("恢复的依据"),
        max_length=200,
        error_messages={"required": _("请填写恢复计算所依据的文书或者材料。")},
        help_text=_("例如：鉴定意见书、恢复审理通知书。"),
    )


class CancelForm(forms.Form):
    """Why an item entered by mistake is taken back."""

    reason = reason_field(_("撤销理由"), _("请写明撤销的理由。"), _("登记本身保留备查，撤销及理由留痕。"))


class ToldForm(forms.Form):
    """When and how the parties were told (法释〔2019〕4号第七条)."""

    told_on = day_field(_("告知日"))
    told_how = forms.CharField(
        label=_("告知方式"),
        max_length=100,
        error_messages={"required": _("请写明以何种方式告知何人。")},
        help_text=_("例如：书面通知双方，电子送达回执在卷。"),
    )
