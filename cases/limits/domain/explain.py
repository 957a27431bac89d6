"""How a date came about: one sentence a step, in Chinese and English, with its article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cases.limits.domain.ledger import LedgerKind, Stop, Turn
from cases.limits.domain.rule import (
    Approver,
    Conversion,
    ExclusionGround,
    ExtensionStep,
    LimitCategory,
    LimitRule,
    StartEvent,
)
from cases.limits.domain.spans import Span, counted

STARTS = {
    StartEvent.FILING: ("立案", "filed"),
    StartEvent.ACCEPTANCE: ("受理", "accepted"),
    StartEvent.RECEIPT: ("收到材料", "papers received"),
    StartEvent.PETITION: ("收到上诉状", "petition of appeal received"),
    StartEvent.CORRECTION: ("收到补正材料", "corrected papers received"),
    StartEvent.DECISION: ("作出决定", "decision made"),
    StartEvent.NOTICE_END: ("公告期满", "public notice ended"),
    StartEvent.HEARING: ("听证或异议期满", "hearing held or time for objection ended"),
    StartEvent.ELECTION: ("选举日", "election day"),
}
APPROVERS = {
    Approver.OWN_PRESIDENT: ("本院院长批准", "by the court's president"),
    Approver.NEXT_HIGHER_COURT: ("上一级法院批准", "by the next higher court"),
    Approver.HIGH_COURT: ("高级法院批准", "by the High Court"),
    Approver.HIGH_COURT_RECORD: ("层报高级法院备案", "on record with the High Court"),
    Approver.SUPREME_COURT: ("最高人民法院批准", "by the Supreme People's Court"),
    Approver.STATUTE: ("依法", "by statute"),
}
WEEKDAYS_ZH = "一二三四五六日"
Words = tuple[str, str]
DAYS: Words = ("日", "day")
WORKING_DAYS: Words = ("个工作日", "working day")


@dataclass(frozen=True)
class Step:
    """One step: the day of its event, the sentence, the article, the running due date after it."""

    on: date | None
    zh: str
    en: str
    article: str = ""
    due_on: date | None = None


def start(rule: LimitRule, category: LimitCategory, base_on: date) -> Step:
    """The base day, which is not counted."""
    zh, en = STARTS[rule.starts_from]
    if rule.base and rule.base.days_before:
        zh, en = f"{base_on} 为{zh}，审限由此倒算。", f"{base_on}: {en}; counted backwards."
        return Step(base_on, zh, en, rule.article)
    first = base_on + timedelta(days=1)
    return Step(
        base_on,
        f"{base_on} {zh}，当日不计，自次日 {first} 起算。",
        f"{base_on}: {en}; that day is not counted, the limit runs from {first}.",
        category.start_article,
    )


def limit(rule: LimitRule, category: LimitCategory, base_on: date, due_on: date | None) -> Step:
    """The statutory length; where a month has no such day the article on month ends is cited too."""
    if rule.base is None or due_on is None:
        return Step(base_on, f"{rule.zh}：法律未定审限。", f"{rule.en}: the law sets no limit.", rule.article)
    article = rule.article
    if rule.base.months and due_on.day != base_on.day:
        article = f"{article}；{category.month_article}"
    return Step(
        base_on,
        f"{rule.zh}，审限{rule.base.zh}，至 {due_on} 届满。",
        f"{rule.en}: {rule.base.en}, ending on {due_on}.",
        article,
        due_on,
    )


def excluded(stop: Stop, days: int, unit: Words, due_on: date | None, *, overlaps: bool) -> Step:
    """A closed stop and the days it adds; days shared with an earlier stop are not added twice."""
    zh, en = _ground(stop)
    first, last = stop.entry.starts_on or stop.start, stop.entry.ends_on or stop.end
    why = ("", "")
    if first < stop.start:
        counting = (stop.start - first).days
        why = (f"前 {counting} 日仍计入，", f"the first {counted(counting, 'day')} still count, ")
    elif stop.cut_from is not None and stop.cut_from < (stop.entry.ends_on or date.max):
        why = (
            f"至多扣除至 {stop.cut_from}，超出部分计入，",
            f"left out to {stop.cut_from} at most, the rest counts, ",
        )
    elif overlaps:
        why = ("与前项重叠的不重复扣除，", "days shared with an item above are not taken twice, ")
    return Step(
        first,
        f"{zh}：{first} 至 {last}，{why[0]}扣除 {days} {unit[0]}。",
        f"{en}: {first} to {last}, {why[1]}{counted(days, unit[1])} left out.",
        stop.ground.article if stop.ground else "",
        due_on,
    )


def opened(stop: Stop) -> Step:
    zh, en = _ground(stop)
    return Step(
        stop.entry.starts_on,
        f"{zh}：自 {stop.start} 起停表，事由消除前不计算届满日。",
        f"{en}: the clock has stood still since {stop.start}; no due date until it ends.",
        stop.ground.article if stop.ground else "",
    )


def ahead(stop: Stop) -> Step:
    """An open stop whose first day has not come."""
    zh, en = _ground(stop)
    return Step(
        stop.entry.starts_on,
        f"{zh}：至 {stop.start} 仍计入审限；届时事由未消除的，自该日起停表。",
        f"{en}: days count up to {stop.start}; unless it has ended, the clock stands still from then.",
        stop.ground.article if stop.ground else "",
    )


def carried(days: int, unit: Words, due_on: date | None) -> Step:
    return Step(
        None,
        f"此前已扣除的 {days} {unit[0]}继续有效。",
        f"The {counted(days, unit[1])} left out before remain so.",
        "",
        due_on,
    )


def extended(
    number: int,
    step: ExtensionStep,
    span: Span,
    on: date | None,
    category: LimitCategory,
    due_on: date,
    *,
    again: bool,
) -> Step:
    """An extension; ``again`` when it was told before and outlives a change of procedure."""
    zh, en = APPROVERS[step.approver]
    if again:
        zh, en = (
            f"此前第 {number} 次延长{span.zh}继续有效",
            f"Extension {number} of {span.en} remains in force",
        )
    elif step.replaces:
        zh, en = f"{zh}，总审限改为{span.zh}", f"The total becomes {span.en} {en}"
    else:
        zh = f"第 {number} 次延长（{zh}）{span.zh}，自原届满日起算"
        en = f"Extension {number} ({en}): {span.en} from expiry"
    zh, en = f"{zh}，至 {due_on} 届满。", f"{en}, ending on {due_on}."
    return Step(on, zh, en, category.extension_article, due_on)


@dataclass(frozen=True)
class After:
    """What holds after a conversion or restart."""

    rule: LimitRule
    base_on: date
    ground: ExclusionGround | None


def turned(turn: Turn, after: After, category: LimitCategory) -> Step:
    """A conversion or restart, and from which day the limit is counted now."""
    if turn.kind is LedgerKind.RESTART:
        zh = f"{after.ground.zh}（{after.ground.code}），" if after.ground else ""
        en = f"{after.ground.en} ({after.ground.code}): the" if after.ground else "The"
        return Step(
            turn.on,
            f"{zh}{turn.on} 起重新计算审限，当日不计。",
            f"{en} limit starts again on {turn.on}, that day not counted.",
            after.ground.article if after.ground else category.restart_article,
        )
    zh, en = f"仍自 {after.base_on} 连续计算", f"still counted from {after.base_on}"
    if category.conversion is Conversion.RESTARTS:
        zh = "自决定之日重新计算，当日不计"
        en = "the limit starts again at the decision, that day not counted"
    return Step(
        turn.on,
        f"{turn.on} 转为{after.rule.zh}，{zh}。",
        f"Converted on {turn.on} to {after.rule.en}; {en}.",
        category.conversion_article,
    )


def holiday(
    due_on: date, lawful_on: date | None, category: LimitCategory, *, custody: bool, unmoved: bool = False
) -> Step:
    """The last day: kept in custody or by the court's reading, moved over a holiday, or not yet known."""
    article = category.holiday_article
    if custody:
        article = category.custody_article
        zh = f"被告人在押，届满日 {due_on} 遇节假日不顺延。"
        en = f"In custody: {due_on} does not move for a holiday."
    elif unmoved:
        zh = f"本院设置：审限届满日遇节假日不顺延，最迟 {due_on}。"
        en = f"This court's reading: a holiday does not move its own limit; {due_on} is the last day."
    elif lawful_on is None:
        zh = f"有关年度的假日表尚未确认，届满日暂按 {due_on} 计，不作节假日顺延判断。"
        en = f"The working calendar is not confirmed: {due_on} stands for now, unmoved by any holiday."
    elif lawful_on == due_on:
        zh = f"{due_on} 为工作日，不涉及顺延。"
        en = f"{due_on} is a working day and does not move."
    else:
        weekday = WEEKDAYS_ZH[due_on.weekday()]
        zh = f"{due_on}（星期{weekday}）为休息日，依法最迟至 {lawful_on}；预警仍按 {due_on}。"
        en = f"{due_on} ({due_on:%A}) is a day off: lawful until {lawful_on}; warnings keep to {due_on}."
    return Step(due_on, zh, en, article, lawful_on or due_on)


def warning(warn_on: date, due_on: date | None, total: int, unit: Words) -> Step:
    return Step(
        warn_on,
        f"{warn_on} 起已计天数超过 {total} {unit[0]}的三分之二。",
        f"From {warn_on} more than two thirds of {counted(total, unit[1])} are used.",
        "",
        due_on,
    )


def last_request(
    on: date, days: int, category: LimitCategory, due_on: date, as_of: date | None = None
) -> Step:
    """The last day for asking for an extension; said as past once ``as_of`` is after it."""
    zh = f"需要延长的，最迟 {on} 提出（届满 {days} 日前）。"
    en = f"An extension must be asked for by {on}, {days} days before expiry."
    if as_of is not None and as_of > on:
        zh = f"申请延长已于 {on} 截止（届满 {days} 日前），此后提出的为逾期申请。"
        en = f"The time for asking for an extension ended on {on}, {days} days before expiry."
    return Step(on, zh, en, category.extension_article, due_on)


def earliest(rule: LimitRule) -> Step:
    return Step(
        rule.valid_from,
        f"起算日早于所收录的最早版本（{rule.valid_from} 施行），按该版本计算。",
        f"The base day precedes the earliest version held ({rule.valid_from}), which is used.",
        rule.article,
    )


def today(
    as_of: date, used: int, total: int | None, left: int | None, due_on: date | None, unit: Words
) -> Step:
    word = unit[0]
    zh, en = f"截至 {as_of} 已计 {used} {word}", f"By {as_of}: {counted(used, unit[1])} used"
    if total is not None:
        zh, en = f"{zh}，共 {total} {word}", f"{en} of {total}"
    if left is not None and left < 0:
        zh, en = f"{zh}，已逾 {-left} {word}", f"{en}, {counted(-left, unit[1])} past"
    elif left is not None:
        zh, en = f"{zh}，剩余 {left} {word}", f"{en}, {left} left"
    return Step(as_of, f"{zh}。", f"{en}.", "", due_on)


def _ground(stop: Stop) -> tuple[str, str]:
    if stop.ground is None:
        return "扣除（未写明事由）", "Left out (no ground named)"
    return f"{stop.ground.zh}（{stop.ground.code}）", f"{stop.ground.en} ({stop.ground.code})"
