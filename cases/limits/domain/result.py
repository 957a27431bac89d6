"""The answer of the arithmetic, and its lamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone

from cases.limits.domain import explain
from cases.limits.domain.explain import Step
from cases.limits.domain.lamp import Lamp, Marks, marks
from cases.limits.domain.rule import Holiday, LimitRule
from cases.limits.domain.walk import Count, Walk

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True)
class Caution:
    """A warning (level ``warn`` in the catalogue): the dates stand, the user should know."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class LimitResult:
    """The answer. Days are calendar days, or working days when the limit is in working days.

    ``starts_on`` is the uncounted base day of the limit now running. While the clock
    is stopped there is no due date and no mark but a warning already passed.
    ``latest_lawful_on`` is None, and ``calendar_confirmed`` false, when it turns on a
    year whose calendar is not confirmed; ``due_on`` is never moved by a holiday.
    ``days_total`` is T: from base to due without the days left out.
    """

    rule: LimitRule
    starts_on: date
    starts_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    latest_lawful_on: date | None
    calendar_confirmed: bool
    last_request_on: date | None
    stopped_since: date | None
    days_total: int | None
    days_excluded: int
    next_step: int | None
    before_earliest: bool
    marks: Marks
    cautions: tuple[Caution, ...]
    explanation: tuple[Step, ...]
    count: Count = field(repr=False)

    @property
    def rule_code(self) -> str:
        return self.rule.code

    @property
    def rule_version(self) -> date:
        return self.rule.valid_from

    @property
    def article(self) -> str:
        return self.rule.article

    @property
    def warn_on(self) -> date | None:
        return self.marks.warn_on

    @property
    def near_on(self) -> date | None:
        return self.marks.near_on

    @property
    def ask_on(self) -> date | None:
        return self.marks.ask_on

    @property
    def red_on(self) -> date | None:
        return self.marks.red_on

    @property
    def over_on(self) -> date | None:
        """The first day on which the case is over its limit."""
        return self.marks.over_on

    def days_used(self, as_of: date) -> int:
        """Counted days up to ``as_of``; 0 up to the base day; goes on counting past the due date."""
        return self.count.used(as_of)

    def days_left(self, as_of: date) -> int | None:
        """Days from ``as_of`` to the due date, negative once past; what was left when the clock stopped."""
        if self.stopped_since is not None and self.days_total is not None:
            return self.days_total - self.count.used(self.stopped_since)
        return None if self.due_on is None else self.count.ruler.between(as_of, self.due_on)

    def lamp(self, as_of: date) -> Lamp:
        return lamp_on(self, as_of)

    def clock(self, as_of: date) -> str:
        """``none`` without a limit, ``stopped``, else ``running``."""
        if self.rule.base is None:
            return "none"
        return "stopped" if self.stopped_since and self.stopped_since <= as_of else "running"


def lamp_on(result: LimitResult, as_of: date, *, at: datetime | None = None) -> Lamp:
    """The lamp of ``as_of``. ``at``, the instant, tells within the last day of a limit in hours."""
    clock = result.clock(as_of)
    if clock == "none":
        return Lamp.NONE
    if clock == "stopped":
        return Lamp.STOPPED
    if at is not None and result.due_at is not None and at > result.due_at:
        return Lamp.BLACK
    return result.marks.lamp(as_of)


def late_request(result: LimitResult, asked_on: date) -> Caution | None:
    """Asking for an extension after the last day for it: allowed only with a reason (limit_rules 5)."""
    if result.last_request_on is None or asked_on <= result.last_request_on:
        return None
    return Caution("LIM-EXT-REQUEST-LATE", {"asked_on": asked_on, "last_on": result.last_request_on})


def conclude(
    walk: Walk,
    steps: Sequence[Step],
    cautions: tuple[Caution, ...],
    *,
    base_at: datetime | None,
    as_of: date | None,
) -> LimitResult:
    """Turn the state reached by the last phase into the answer."""
    total = _total(walk)
    number, asked = _next_step(walk)
    due_on = None if walk.stopped_since else walk.due_on
    lawful_on = walk.lawful_on() if due_on else None
    days_before = walk.rule.request_days_before if asked else None
    ask_by = due_on - timedelta(days=days_before) if due_on and days_before is not None else None
    result = LimitResult(
        rule=walk.rule,
        starts_on=walk.base_on,
        starts_at=base_at,
        due_on=due_on,
        due_at=_due_at(walk, base_at) if due_on else None,
        latest_lawful_on=lawful_on,
        calendar_confirmed=due_on is None or lawful_on is not None,
        last_request_on=ask_by,
        stopped_since=walk.stopped_since,
        days_total=total,
        days_excluded=walk.excluded,
        next_step=number,
        before_earliest=walk.base_on < walk.rule.valid_from,
        marks=_marks(walk, total, due_on, lawful_on, ask_by),
        cautions=cautions,
        explanation=tuple(steps),
        count=walk.count(),
    )
    return replace(result, explanation=(*steps, *_closing_steps(result, walk, as_of)))


def _marks(
    walk: Walk,
    total: int | None,
    due_on: date | None,
    lawful_on: date | None,
    ask_by: date | None,
) -> Marks:
    """While the clock is stopped only the two-thirds day remains, if it came before the stop."""
    warn_on = walk.count().day_counted(walk.readings.warn_day(total)) if total else None
    if due_on is None:
        return Marks(warn_on=warn_on)
    return marks(
        walk.readings.ladder,
        total=total,
        due_on=due_on,
        lawful_on=lawful_on or due_on,
        warn_on=warn_on,
        ask_by=ask_by,
        not_before=walk.base_on if walk.base_on < due_on else date.min,
    )


def _total(walk: Walk) -> int | None:
    """T: from base to due without the days left out; None without a limit or when counted backwards."""
    if walk.due_on is None or walk.due_on <= walk.base_on:
        return None
    return walk.ruler.between(walk.base_on, walk.due_on) - walk.excluded


def _next_step(walk: Walk) -> tuple[int | None, bool]:
    """The next extension the law still allows, and whether somebody must be asked for it."""
    steps = walk.rule.extensions
    if walk.extensions_used < len(steps):
        number = walk.extensions_used + 1
    elif steps and steps[-1].repeatable:
        number = len(steps)
    else:
        return None, False
    return number, steps[number - 1].is_asked_for


def _due_at(walk: Walk, base_at: datetime | None) -> datetime | None:
    """The instant a limit in hours ends, in China's time."""
    base = walk.rule.base
    if base_at is None or base is None or not base.hours:
        return None
    if base_at.tzinfo is None:
        raise ValueError("base_at must be an aware instant")
    return base_at.astimezone(CHINA) + timedelta(hours=base.hours, days=walk.excluded)


def _closing_steps(result: LimitResult, walk: Walk, as_of: date | None) -> list[Step]:
    """Two thirds, last day for asking, holiday, earliest version, today."""
    rule, due_on, found = result.rule, result.due_on, list[Step]()
    if result.warn_on and result.days_total:
        found.append(explain.warning(result.warn_on, due_on, result.days_total, walk.day_words))
    if result.last_request_on and due_on and rule.request_days_before is not None:
        last_on, days = result.last_request_on, rule.request_days_before
        found.append(explain.last_request(last_on, days, walk.category, due_on, as_of))
    if due_on and rule.holiday is not Holiday.NO_SHIFT:
        custody = walk.detained and rule.holiday is Holiday.NO_SHIFT_IN_CUSTODY
        unmoved = not walk.readings.shifts(rule.category)
        found.append(
            explain.holiday(due_on, result.latest_lawful_on, walk.category, custody=custody, unmoved=unmoved)
        )
    if result.before_earliest:
        found.append(explain.earliest(rule))
    if as_of and rule.base:
        used, left = result.days_used(as_of), result.days_left(as_of)
        found.append(explain.today(as_of, used, result.days_total, left, due_on, walk.day_words))
    return found
