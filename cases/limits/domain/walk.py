"""One stretch of the clock under one rule: stops lengthen it, extensions are added step by step.

Order (limit_rules 12.2): stops that begin by the due date in force stretch it, as a
union of days; then the next extension is added from that stretched date; then stops
that begin by the new date stretch again; and so on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cases.limits.domain import explain
from cases.limits.domain.explain import Step
from cases.limits.domain.grants import assign_steps
from cases.limits.domain.ledger import LedgerEntry, Stop
from cases.limits.domain.readings import RECOMMENDED, Readings
from cases.limits.domain.rule import ExtensionStep, Holiday, LimitCategory, LimitRule
from cases.limits.domain.spans import Ruler, Span
from courts.calendar.domain import WorkCalendar, YearNotConfirmed
from courts.refusals.domain import Refused


@dataclass(frozen=True)
class Phase:
    """A time under one rule, counted from ``base_on``."""

    rule: LimitRule
    base_on: date


@dataclass(frozen=True)
class Count:
    """Which days count: those after ``base_on`` that ``ruler`` counts and that are not left out.

    ``left_out`` are disjoint (start, end] in order; the last may be open (date.max).
    """

    base_on: date
    ruler: Ruler
    left_out: tuple[tuple[date, date], ...] = ()

    def used(self, day: date) -> int:
        """Counted days up to ``day``; 0 up to the base day."""
        if day <= self.base_on:
            return 0
        out = sum(self.ruler.between(start, min(end, day)) for start, end in self.left_out if start < day)
        return self.ruler.between(self.base_on, day) - out

    def day_counted(self, number: int) -> date | None:
        """The day that is the ``number``-th counted one; None while an open stop lies before it."""
        day = self.ruler.advance(self.base_on, number)
        for start, end in self.left_out:
            if start < day and end == date.max:
                return None
            if start < day:
                day = self.ruler.advance(day, self.ruler.between(start, end))
        return day


def lawful_day(due_on: date, rule: LimitRule, calendar: WorkCalendar, *, detained: bool) -> date | None:
    """The latest lawful day (民事诉讼法第八十五条第三款; 刑事诉讼法第一百零五条第四款).

    A last day on a holiday moves to the first working day after it, unless the rule
    or custody forbids it. None when that turns on a year that is not confirmed.
    """
    if rule.holiday is Holiday.NO_SHIFT or (rule.holiday is Holiday.NO_SHIFT_IN_CUSTODY and detained):
        return due_on
    try:
        return calendar.next_workday_on_or_after(due_on)
    except YearNotConfirmed:
        return None


class Walk:
    """The running state of a phase. ``due_on`` is None only where the law sets no limit."""

    def __init__(
        self,
        phase: Phase,
        category: LimitCategory,
        calendar: WorkCalendar,
        *,
        detained: bool,
        told: frozenset[LedgerEntry],
        readings: Readings = RECOMMENDED,
    ) -> None:
        self.rule = phase.rule
        self.base_on = phase.base_on
        self.category = category
        self.calendar = calendar
        self.detained = detained
        self.readings = readings
        base = phase.rule.base
        by_workdays = base is not None and base.by_workdays
        self.ruler = Ruler(calendar, by_workdays=by_workdays, days_first=readings.days_first)
        self._whole = base
        self.due_on = self.ruler.end_of(base, phase.base_on, phase.rule.month_end) if base else None
        self.steps: list[Step] = [explain.limit(phase.rule, category, phase.base_on, self.due_on)]
        self._left_out: list[tuple[date, date]] = []
        self.excluded = 0
        self.stopped_since: date | None = None
        self.extensions_used = 0
        self.taken: frozenset[LedgerEntry] = frozenset()
        self._told = told
        self._carried = 0
        self._covered_to = phase.base_on

    def run(self, stops: Iterable[Stop], extensions: Sequence[LedgerEntry]) -> None:
        """Take in the whole ledger of the phase. Raises Refused LIM-X-AFTER-DUE and the LIM-EXT rules."""
        pending = deque(sorted(stops, key=lambda stop: stop.order))
        self.taken = frozenset(extensions) | {stop.entry for stop in pending}
        self._stretch(pending)
        for number, step, entry in assign_steps(extensions, self.rule):
            self._extend(number, step, entry)
            self._stretch(pending)
        self._tell_carried()
        if pending and self.stopped_since is None:
            raise Refused(
                "LIM-X-AFTER-DUE", starts_on=pending[0].start, due_on=self.due_on, rule=self.rule.code
            )

    def lawful_on(self) -> date | None:
        """The latest lawful day; None without a limit or when it turns on a year not confirmed."""
        if self.due_on is None or (self.ruler.by_workdays and not self._years_confirmed(self.due_on)):
            return None
        if not self.readings.shifts(self.rule.category):
            return self.due_on
        return lawful_day(self.due_on, self.rule, self.calendar, detained=self.detained)

    def _years_confirmed(self, due_on: date) -> bool:
        return self.calendar.confirmed_years.issuperset(range(self.base_on.year, due_on.year + 1))

    def is_past(self, day: date) -> bool:
        """Whether ``day`` lies after the last day on which the court may lawfully act."""
        if self.due_on is None or self.stopped_since is not None:
            return False
        return day > (self.lawful_on() or self.due_on)

    @property
    def day_words(self) -> explain.Words:
        """What a counted day is called, in Chinese and English."""
        return explain.WORKING_DAYS if self.ruler.by_workdays else explain.DAYS

    def count(self) -> Count:
        return Count(self.base_on, self.ruler, tuple(self._left_out))

    def _stretch(self, pending: deque[Stop]) -> None:
        while pending and self.stopped_since is None:
            stop = pending[0]
            if self.due_on is not None and stop.start > self.due_on:
                return
            pending.popleft()
            begin = max(stop.after, self._covered_to)
            if stop.ahead:
                self.steps.append(explain.ahead(stop))
            elif stop.is_open:
                self._open(stop, begin)
            else:
                self._leave_out(stop, begin)

    def _open(self, stop: Stop, begin: date) -> None:
        self.stopped_since = stop.start
        self._left_out.append((begin, date.max))
        self._tell_carried()
        if stop.entry not in self._told:
            self.steps.append(explain.opened(stop))

    def _leave_out(self, stop: Stop, begin: date) -> None:
        days = max(0, self.ruler.between(begin, stop.end))
        again = stop.entry in self._told
        if not again:
            self._tell_carried()
        if days:
            self._left_out.append((begin, stop.end))
            self._covered_to = stop.end
            self.excluded += days
            self.due_on = self.due_on and self.ruler.advance(self.due_on, days)
        if again:
            self._carried += days
            return
        overlaps = begin > max(stop.after, self.base_on)
        self.steps.append(explain.excluded(stop, days, self.day_words, self.due_on, overlaps=overlaps))

    def _tell_carried(self) -> None:
        if self._carried:
            self.steps.append(explain.carried(self._carried, self.day_words, self.due_on))
            self._carried = 0

    def _extend(self, number: int, step: ExtensionStep, entry: LedgerEntry) -> None:
        self._check_day(entry)
        self._tell_carried()
        span = entry.span(step)
        lengthen = self._new_total if step.replaces else self._added
        self.due_on = lengthen(number, step, span)
        self.extensions_used = max(self.extensions_used, number)
        again = entry in self._told
        self.steps.append(
            explain.extended(number, step, span, entry.on, self.category, self.due_on, again=again)
        )

    def _added(self, number: int, step: ExtensionStep, span: Span) -> date:
        """The span counted from expiry, at most what the step can give."""
        after = self._lengthened(span)
        if step.span and after > self._lengthened(step.span):
            raise Refused("LIM-EXT-LONG", step=number, most_zh=step.span.zh, most_en=step.span.en)
        self._whole = self._whole and self._whole.plus(span)
        return after

    def _lengthened(self, span: Span) -> date:
        """From the expiry in force; pooled, from the base day as one length, with the days left out after."""
        assert self.due_on is not None  # a rule without a limit has no steps
        whole = self._whole.plus(span) if self._whole and self.readings.pooled else None
        if whole is None:
            return self.ruler.end_of(span, self.due_on, self.rule.month_end)
        return self.ruler.advance(self.ruler.end_of(whole, self.base_on, self.rule.month_end), self.excluded)

    def _new_total(self, number: int, step: ExtensionStep, span: Span) -> date:
        """The step's own total from the base day; days already left out stay so."""
        if step.span and span != step.span:
            raise Refused("LIM-EXT-TOTAL", step=number, total_zh=step.span.zh, total_en=step.span.en)
        after = self.ruler.end_of(span, self.base_on, self.rule.month_end)
        self._whole = span
        return self.ruler.advance(after, self.excluded)

    def _check_day(self, entry: LedgerEntry) -> None:
        if entry.on is None:
            return
        if entry.on < self.base_on:
            raise Refused("LIM-EVENT-EARLY", on=entry.on, base_on=self.base_on)
        if self.is_past(entry.on):
            raise Refused("LIM-EXT-AFTER-DUE", on=entry.on, due_on=self.due_on)
