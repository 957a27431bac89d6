"""Words of the rule tables that stand in no rule file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from cases.causes.domain import CauseCategory
from cases.docket.domain import Outcome
from cases.limits.domain import ExtensionStep, Holiday, LimitRule, MonthEnd, Span
from cases.limits.domain.explain import APPROVERS, STARTS
from cases.numbers.domain import Group

LISTS: dict[CauseCategory, Any] = {
    CauseCategory.CIVIL: _("民事案由"),
    CauseCategory.CRIMINAL: _("刑事罪名"),
    CauseCategory.ADMINISTRATIVE: _("行政案由"),
    CauseCategory.COMPENSATION: _("国家赔偿"),
    CauseCategory.ENFORCEMENT: _("执行"),
    CauseCategory.RELIEF: _("司法救助"),
    CauseCategory.SANCTION: _("司法制裁"),
    CauseCategory.JUDICIAL_ASSISTANCE: _("司法协助"),
    CauseCategory.PRESERVATION: _("非诉保全"),
}
GROUPS: dict[Group, Any] = {
    Group.JURISDICTION: _("管辖案件"),
    Group.CRIMINAL: _("刑事案件"),
    Group.CIVIL: _("民事案件"),
    Group.ADMINISTRATIVE: _("行政案件"),
    Group.COMPENSATION_RELIEF: _("国家赔偿与司法救助案件"),
    Group.REGIONAL_ASSISTANCE: _("区际司法协助案件"),
    Group.INTERNATIONAL_ASSISTANCE: _("国际司法协助案件"),
    Group.SANCTION: _("司法制裁案件"),
    Group.PRESERVATION: _("非诉保全审查案件"),
    Group.ENFORCEMENT: _("执行类案件"),
    Group.INSOLVENCY: _("强制清算与破产案件"),
    Group.PRACTICE: _("实务使用的其他代字"),
}
HOLIDAYS: dict[Holiday, Any] = {
    Holiday.SHIFT: _("末日遇法定休假日的，顺延至休假日后的第一日"),
    Holiday.NO_SHIFT_IN_CUSTODY: _("末日遇节假日顺延；被告人在押的不顺延"),
    Holiday.NO_SHIFT: _("不因节假日顺延"),
    Holiday.NONE: _("没有届满日"),
}
MONTH_ENDS: dict[MonthEnd, Any] = {
    MonthEnd.CIVIL: _("届满月没有对应日的，为该月最后一日"),
    MonthEnd.CRIMINAL: _("起算日是月末的，届满日也是月末；届满月没有对应日的，为该月最后一日"),
}
OUTCOMES: dict[Outcome, Any] = {
    Outcome.CHANGED: _("计为改判"),
    Outcome.REMANDED: _("计为发回"),
    Outcome.ORDERED: _("计为指令审理"),
    Outcome.RETRIAL: _("启动再审"),
}


def english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "zh").startswith("en")


def span_words(span: Span | None) -> str:
    """``6个月``, in English ``6 months``; empty for none."""
    if span is None:
        return ""
    return span.en if english() else span.zh


def start_words(rule: LimitRule) -> str:
    """From what day the limit runs."""
    zh, en = STARTS[rule.starts_from]
    if rule.base and rule.base.days_before:
        return say("以%(event)s倒算") % {"event": en if english() else zh}
    return say("%(event)s，当日不计") % {"event": en if english() else zh}


def step_words(step: ExtensionStep) -> str:
    """One extension: what it gives, who grants it, whether again."""
    zh, en = APPROVERS[step.approver]
    facts = {"length": span_words(step.span), "who": en if english() else zh}
    if step.replaces:
        text = say("总期限%(length)s，%(who)s") % facts
    elif step.span is None:
        text = say("法律未定上限，%(who)s") % facts
    else:
        text = say("延长%(length)s，%(who)s") % facts
    return say("%(step)s，可再次") % {"step": text} if step.repeatable else text
