"""The trial limit counted on the fingers: one day after another, straight from the law.

Deliberately slow and simple, and it shares nothing with the engine but the rows of the
rule files and the words of an entry. The calendar is walked a day at a time; a day
counts unless some stop that had begun by then covers it; where the days of the limit
are used up the next extension is added; where none is left that is the due date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.cases.limits.naive_entries import FOREVER, Away, Book, Change, Unlawful
from tests.cases.limits.naive_months import Days, Length, end_of, length_of, spans_together

ONE = timedelta(days=1)


@dataclass
class Run:
    """What walking one phase found. ``length`` is how many days count in all."""

    due: date | None
    length: int | None
    stands_since: date | None
    taken: list[Away] = field(default_factory=list)
    last_step: int = 0
    faults: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Answer:
    """The dates of the phase that runs last."""

    rule: str
    base_on: date
    due_on: date | None
    lawful_on: date | None
    warn_on: date | None
    last_request_on: date | None
    stopped_since: date | None
    total: int | None
    excluded: int
    next_step: int | None
    used: tuple[int, ...]


def count(
    rule: Any,
    base_on: date,
    entries: Sequence[Any],
    *,
    law: Any,
    days: Days,
    detained: bool,
    readings: Any,
    on: Sequence[date] = (),
    as_of: date | None = None,
) -> Answer | set[str]:
    """The answer, or the codes of everything unlawful that was seen before the count had to stop.

    ``used`` are the counted days on each day of ``on``. ``as_of``: the day the limit is told of.
    """
    try:
        book = Book(rule, base_on, entries, law, days, readings, as_of)
        for number, (now, start) in enumerate(book.phases):
            walker = Walker(now, start, book.steps_in(number), days, readings, detained)
            run = walker.run(book.stops_in(number))
            faults = run.faults | (_late(walker, run, book.changes[number]) if book.ends(number) else set())
            if faults:
                return faults
    except Unlawful as unlawful:
        return set(unlawful.codes)
    return walker.answer(run, on)


def _late(walker: Walker, run: Run, change: Change) -> set[str]:
    """A conversion is ruled before the limit ends; what led to a restart began before it ended."""
    faults = set()
    running_out = None if run.stands_since else run.due
    if change.is_conversion and running_out and change.on > walker.lawful(running_out):
        faults.add("LIM-CONVERT-LATE")
    if change.began is not None and change.began < walker.start:
        faults.add("LIM-EVENT-EARLY")
    if change.began is not None and run.due and change.began > run.due:
        faults.add("LIM-X-AFTER-DUE")
    return faults


class Walker:
    """Walks the calendar under one rule from one base day."""

    def __init__(
        self, rule: Any, start: date, granted: Sequence[Any], days: Days, readings: Any, detained: bool
    ) -> None:
        self.rule, self.start, self.days, self.readings = rule, start, days, readings
        self.detained = detained
        self.granted = list(granted)
        self.criminal_months = rule.month_end.value == "criminal"
        self.by_workdays = bool(rule.base and rule.base.workdays)

    def run(self, stops: list[Away]) -> Run:
        """The whole phase. While an open stop stands, its length is what it is without that stop."""
        run = self._walk(stops, check_days=True)
        if run.stands_since is None:
            run.taken = [stop for stop in stops if not stop.is_open]
            return run
        standing = min(
            (stop for stop in stops if stop.is_open and not stop.ahead), key=lambda stop: stop.order
        )
        taken = [stop for stop in stops if not stop.is_open and stop.begins <= standing.begins]
        without = self._walk(taken, check_days=False)
        return Run(
            due=without.due,
            length=without.length,
            stands_since=standing.begins,
            taken=[*taken, standing],
            last_step=without.last_step,
            faults=run.faults | without.faults,
        )

    def _walk(self, stops: list[Away], *, check_days: bool) -> Run:
        base = self.rule.base
        if base is None:
            standing = [stop.begins for stop in stops if stop.is_open and not stop.ahead]
            return Run(None, None, min(standing, default=None))
        if base.days_before:
            due = self.start - timedelta(days=base.days_before)
            return Run(due, None, None, faults={"LIM-X-AFTER-DUE"} if stops else set())
        whole = length_of(base)
        length = base.workdays or (self._end(whole, self.start) - self.start).days
        day, counted, run = self.start, 0, Run(None, None, None)
        waiting = list(self.granted)
        while True:
            after = self._next(day)
            if counted < length:
                covering = [stop for stop in stops if stop.covers(after)]
            else:
                covering = [stop for stop in stops if stop.begins <= day and stop.covers(after)]
            if any(stop.is_open for stop in covering):
                run.stands_since = after
                return run
            if covering or counted < length:
                day, counted = after, counted + (not covering)
            elif waiting:
                number, step, entry = waiting.pop(0)
                run.faults |= self._faults_of(entry, step, day, whole, check_days=check_days)
                length, whole = self._longer(length, whole, step, entry, day)
                run.last_step = max(run.last_step, number)
            else:
                break
        if any(stop.begins > day for stop in stops):
            run.faults.add("LIM-X-AFTER-DUE")
        run.due, run.length = day, length
        return run

    def _next(self, day: date) -> date:
        """The next day that can count at all."""
        day += ONE
        while self.by_workdays and not self.days.works(day):
            day += ONE
        return day

    def _end(self, whole: Length, start: date) -> date:
        first = self.readings.days_first and bool(whole.halves)
        return end_of(whole, start, criminal=self.criminal_months, days_first=first)

    def _longer(self, length: int, whole: Length, step: Any, entry: Any, due: date) -> tuple[int, Length]:
        """How many days count once ``entry`` has been granted on ``step`` to a limit that ends on ``due``."""
        span = length_of(entry, step)
        if step.replaces:
            return (self._end(span, self.start) - self.start).days, span
        both = spans_together(whole, span)
        if self.readings.pooled and not self.by_workdays:
            return (self._end(both, self.start) - self.start).days, both
        return length + (self._end(span, due) - due).days, both

    def _faults_of(self, entry: Any, step: Any, due: date, whole: Length, *, check_days: bool) -> set[str]:
        faults = set()
        if check_days and entry.on is not None and entry.on < self.start:
            faults.add("LIM-EVENT-EARLY")
        if check_days and entry.on is not None and entry.on > self.lawful(due):
            faults.add("LIM-EXT-AFTER-DUE")
        if step.span is None:
            return faults
        said, most = length_of(entry, step), length_of(step.span)
        if step.replaces:
            return faults | ({"LIM-EXT-TOTAL"} if said != most else set())
        ends = [self._longer(0, whole, step, one, due)[0] for one in (entry, _full(step))]
        return faults | ({"LIM-EXT-LONG"} if ends[0] > ends[1] else set())

    def lawful(self, due: date) -> date:
        return self._lawful(due) or due

    def _lawful(self, due: date) -> date | None:
        """Past holidays to a working day; nothing moves in custody; None where a year is not confirmed."""
        category, holiday = self.rule.category.value, self.rule.holiday.value
        years = range(self.start.year, due.year + 1)
        if self.by_workdays and not all(year in self.days.years for year in years):
            return None
        if category in ("administrative", "non_litigation"):
            moves = self.readings.shift_administrative
        else:
            moves = category == "criminal" or self.readings.shift_civil
        if not moves or holiday == "no_shift" or (holiday == "no_shift_in_custody" and self.detained):
            return due
        while due.year in self.days.years:
            if self.days.works(due):
                return due
            due += ONE
        return None

    def answer(self, run: Run, on: Sequence[date]) -> Answer:
        due = None if run.stands_since else run.due
        steps = self.rule.extensions
        number = run.last_step + 1 if run.last_step < len(steps) else None
        if number is None and steps and steps[-1].repeatable:
            number = len(steps)
        before = self.rule.request_days_before
        asks = due and before is not None and number and steps[number - 1].approver.value != "statute"
        return Answer(
            rule=self.rule.code,
            base_on=self.start,
            due_on=due,
            lawful_on=self._lawful(due) if due else None,
            warn_on=self._warned(run),
            last_request_on=due - timedelta(days=before) if asks else None,
            stopped_since=run.stands_since,
            total=run.length,
            excluded=self._left_out(run),
            next_step=number,
            used=tuple(self._used(run, day) for day in on),
        )

    def _warned(self, run: Run) -> date | None:
        """The first day on which counted days × 3 > T × 2."""
        if run.length is None:
            return None
        day, counted = self.start, 0
        while not self._enough(counted, run.length):
            day = self._next(day)
            covering = [stop for stop in run.taken if stop.covers(day)]
            if any(stop.is_open for stop in covering):
                return None
            counted += not covering
        return day

    def _enough(self, counted: int, length: int) -> bool:
        if self.readings.warn_at_two_thirds:
            return counted * 3 >= length * 2
        return counted * 3 > length * 2

    def _used(self, run: Run, until: date) -> int:
        day, counted = self._next(self.start), 0
        while day <= until:
            counted += not any(stop.covers(day) for stop in run.taken)
            day = self._next(day)
        return counted

    def _left_out(self, run: Run) -> int:
        """Each day once, however many stops cover it."""
        out = {day for stop in run.taken if not stop.is_open for day in stop.days() if day > self.start}
        return sum(1 for day in out if not self.by_workdays or self.days.works(day))


@dataclass(frozen=True)
class _Full:
    value: None = None
    unit: None = None


def _full(step: Any) -> _Full:
    """An extension that says no length: all that its step gives."""
    return _Full()


__all__ = ["FOREVER", "Answer", "Days", "count"]
