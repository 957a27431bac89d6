"""The question to the limit calculator as people fill it in; what is wrong with it, the calculator says."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from cases.limits.domain import LedgerKind, LimitRule, Unit
from cases.limits.forms.fields import DayInput
from cases.limits.selectors import KINDS, law

LONGEST = 60
DETAINED = "on"
FIELDS: dict[str, tuple[str, ...]] = {
    LedgerKind.EXCLUSION.value: ("ground", "starts_on", "ends_on"),
    LedgerKind.SUSPENSION.value: ("starts_on", "ends_on"),
    LedgerKind.EXTENSION.value: ("value", "unit", "step", "on"),
    LedgerKind.CONVERSION.value: ("to_rule", "on"),
    LedgerKind.RESTART.value: ("ground", "on"),
}
"""What each kind of row asks."""
ROWS = tuple(FIELDS)
UNITS = (("", "—"), (Unit.MONTHS.value, _("个月")), (Unit.DAYS.value, _("日")))


def _text(label: Any, help_text: Any = "", widget: forms.Widget | None = None) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, help_text=help_text, widget=widget
    )


class QuestionForm(forms.Form):
    """The rule, the day it starts, the day of the answer."""

    find = _text(_("查找规则"), _("名称、代码或者条文里的几个字；留空列出全部。"))
    rule_code = forms.CharField(label=_("审限规则"), required=False, widget=forms.Select)
    starts_on = _text(_("起算之日"), _("立案、受理等之日，当日不计。"), DayInput())
    starts_at = _text(
        _("起算时刻"), _("以小时计的期限，填到分钟。"), forms.DateTimeInput({"type": "datetime-local"})
    )
    as_of = _text(_("截至"), _("留空为今天。"), DayInput())
    detained = forms.BooleanField(
        label=_("被告人在押"), required=False, help_text=_("刑事案件在押的，末日遇节假日不顺延。")
    )

    def __init__(self, *args: Any, rule: LimitRule | None, **options: Any) -> None:
        super().__init__(*args, **options)
        by_hours = rule is not None and rule.base is not None and bool(rule.base.hours)
        del self.fields["starts_on" if by_hours else "starts_at"]
        searched = str(self.data.get("find", "")) if self.is_bound else ""
        self.fields["rule_code"].widget.choices = rules_offered(searched, keep=rule.code if rule else "")

    def question(self) -> dict[str, Any]:
        """What was typed, in the words of the interface; what is blank is left out."""
        names = [name for name in ("rule_code", "starts_on", "starts_at", "as_of") if name in self.fields]
        given = {name: str(self.data.get(name, "")).strip() for name in names}
        asked: dict[str, Any] = {name: value for name, value in given.items() if value}
        return {**asked, "detained": self.data.get("detained") == DETAINED}

    def day(self, name: str) -> date | None:
        """A day that was typed; None where it is blank or none."""
        try:
            return parse_date(str(self.data.get(name, "")))
        except ValueError:
            return None


class RowForm(forms.Form):
    """One row of the ledger; ``number`` is its own in the address, ``anchor`` its place on the page."""

    names: ClassVar[dict[str, Any]] = {
        "ground": _("事由"),
        "starts_on": _("开始日"),
        "ends_on": _("结束日"),
        "value": _("长度"),
        "unit": _("单位"),
        "step": _("第几次"),
        "to_rule": _("转为"),
        "on": _("决定之日"),
    }

    def __init__(self, *args: Any, kind: str, number: int, rule: LimitRule | None, **options: Any) -> None:
        super().__init__(*args, prefix=f"l{number}", **options)
        self.row_kind, self.number, self.anchor = kind, number, f"row-{number}"
        self.row_name, self.width = KINDS[kind], 12 // max(len(FIELDS[kind]), 2)
        for name in FIELDS[kind]:
            self.fields[name] = _text(self.names[name], widget=self._widget(name, rule))
        if "ends_on" in self.fields:
            self.fields["ends_on"].help_text = say("仍在停表的留空")
        if "value" in self.fields:
            self.fields["value"].help_text = say("留空为法定长度")
        if "step" in self.fields:
            self.fields["step"].help_text = say("留空为下一次")
        if not self.is_bound:
            self.fields[FIELDS[kind][0]].widget.attrs["autofocus"] = True

    def _widget(self, name: str, rule: LimitRule | None) -> forms.Widget:
        if name in ("starts_on", "ends_on", "on"):
            return DayInput()
        if name == "unit":
            return forms.Select(choices=UNITS)
        if name == "ground":
            return forms.Select(choices=self._kept(name, grounds_offered(rule, self.row_kind)))
        if name == "to_rule":
            return forms.Select(choices=self._kept(name, conversions_offered(rule)))
        return forms.TextInput({"inputmode": "decimal" if name == "value" else "numeric"})

    def _kept(self, name: str, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What is offered, and what was sent all the same, so that nothing typed is lost."""
        sent = str(self.data.get(f"{self.prefix}-{name}", ""))
        return offered if sent in dict(offered) else [*offered, (sent, sent)]

    def entry(self) -> dict[str, Any]:
        """The row in the words of the interface; what is blank is left out."""
        given = {name: str(self.data.get(f"{self.prefix}-{name}", "")).strip() for name in self.fields}
        entry: dict[str, Any] = {
            "kind": self.row_kind,
            **{name: value for name, value in given.items() if value},
        }
        step = entry.get("step", "")
        if step.isascii() and step.isdigit():
            entry["step"] = int(step)
        return entry


def rules_offered(searched: str, keep: str = "") -> list[tuple[Any, Any]]:
    """Every rule by category for a select, narrowed by words; ``keep`` stays whatever is searched."""
    language, words = get_language() or "zh-hans", searched.casefold().split()
    groups: list[tuple[Any, Any]] = [("", say("请选择"))]
    for category in law().categories:
        rows = [
            (rule.code, f"{rule.name(language)} {rule.code}")
            for rule in law().rules
            if rule.category.value == category.code and (rule.code == keep or _mentions(rule, words))
        ]
        if rows:
            groups.append((category.name(language), rows))
    return groups


def _mentions(rule: LimitRule, words: list[str]) -> bool:
    types = " ".join(rule.type_codes)
    whole = f"{rule.code} {rule.zh} {rule.en} {rule.article} {types}".casefold()
    return all(word in whole for word in words)


def grounds_offered(rule: LimitRule | None, kind: str) -> list[tuple[str, str]]:
    """The grounds of the closed list that the rule admits; all of them while no rule is chosen."""
    language = get_language() or "zh-hans"
    restart = kind == LedgerKind.RESTART.value
    return [("", say("未写明"))] + [
        (row.code, f"{row.code} {row.name(language)}")
        for row in law().grounds
        if (rule is None or row.admits(rule)) and (row.code[0] == "R") is restart
    ]


def conversions_offered(rule: LimitRule | None) -> list[tuple[str, str]]:
    """The rules a limit may be converted to, step after step."""
    language = get_language() or "zh-hans"
    reached: list[str] = []
    ahead = list(rule.converts_to) if rule else []
    while ahead:
        code = ahead.pop(0)
        if code not in reached:
            reached.append(code)
            ahead += law().rules.latest(code).converts_to
    return [("", "—")] + [(code, law().rules.latest(code).name(language)) for code in reached]
