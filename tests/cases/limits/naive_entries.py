"""The entries of a ledger read the naive way: sets of days, changes of rule, extensions one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.cases.limits.naive_months import Days, end_of, length_of

FOREVER = date.max
ONE = timedelta(days=1)
SHORT = {"summary", "small_claims"}


class Unlawful(Exception):
    """The count cannot go on: the codes of what is wrong."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__()
        self.codes = set(codes)


@dataclass(frozen=True)
class Away:
    """A stop: it begins on a day and covers the days from ``first`` to ``last``, FOREVER while it is open.

    One ``ahead`` is open, but on the day it is told of it has not begun: it covers nothing yet.
    """

    begins: date
    first: date
    last: date
    ground: str
    kind: str
    ahead: bool = False

    @property
    def is_open(self) -> bool:
        return self.last == FOREVER

    @property
    def order(self) -> tuple[date, str, str]:
        return self.begins, self.ground, self.kind

    def covers(self, day: date) -> bool:
        return not self.ahead and self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += ONE

    def from_day(self, base_on: date) -> Away:
        """What of it lies after a new base day."""
        if self.begins >= base_on:
            return self
        last = max(self.last, base_on)
        return Away(base_on, max(self.first, base_on + ONE), last, self.ground, self.kind, self.ahead)


@dataclass(frozen=True)
class Change:
    """A conversion or a restart on a day; ``began`` the day of the event that led to a restart."""

    on: date
    kind: str
    to_rule: str = ""
    ground: str = ""
    began: date | None = None

    @property
    def is_conversion(self) -> bool:
        return self.kind == "conversion"


class Book:
    """A ledger sorted out: the phases with their base days, and what belongs to each.

    Raises Unlawful with everything that is wrong about the entries themselves.
    """

    def __init__(
        self,
        rule: Any,
        base_on: date,
        entries: Sequence[Any],
        law: Any,
        days: Days,
        readings: Any,
        as_of: date | None = None,
    ) -> None:
        self.entries, self.law, self.days, self.readings = entries, law, days, readings
        self.base_on = base_on
        self.changes = sorted(self._changes(), key=lambda one: (one.on, one.kind, one.to_rule))
        self.phases = self._phases(rule)
        self.stops, self.told = self._stops(None), self._stops(as_of)
        self.granted = [entry for entry in entries if entry.kind.value == "extension"]

    def ends(self, number: int) -> bool:
        """Whether a change ends the phase."""
        return number < len(self.changes)

    def _ground(self, code: str, on: date) -> Any:
        return self.law.ground(code, on)

    def _restarts(self, entry: Any) -> bool:
        """An ended interval whose ground starts the limit again on return (补充侦查)."""
        if entry.kind.value not in ("exclusion", "suspension") or entry.ends_on is None:
            return False
        ground = self._ground(_code(entry), entry.starts_on)
        return ground is not None and ground.effect.value == "restarts"

    def _changes(self) -> list[Change]:
        found, times = [], Counter[str]()
        for entry in self.entries:
            kind = entry.kind.value
            on = entry.on or entry.ends_on or entry.starts_on
            began = None if entry.starts_on == on else entry.starts_on
            if kind == "conversion":
                found.append(Change(on, kind, entry.to_rule))
            elif kind == "restart" or self._restarts(entry):
                found.append(Change(on, "restart", entry.to_rule, _code(entry), began))
                times[_code(entry)] += 1
        for code, often in times.items():
            ground = self._ground(code, self.base_on)
            if ground is not None and ground.max_times and often > ground.max_times:
                raise Unlawful(["LIM-X-TIMES"])
        return found

    def _phases(self, rule: Any) -> list[tuple[Any, date]]:
        phases = [(rule, self.base_on)]
        for change in self.changes:
            now, base_on = phases[-1]
            faults = set()
            if change.on < base_on:
                faults.add("LIM-EVENT-EARLY")
            if _leads_elsewhere(change, now) and change.to_rule not in now.converts_to:
                known = change.to_rule in self.law.rules
                faults.add("LIM-CONVERT-NOT-ALLOWED" if known else "LIM-PREVIEW-RULE")
            if change.ground:
                faults |= self._not_admitted(change.ground, change.on, now)
                ground = self._ground(change.ground, change.on)
                if ground is not None and ground.effect.value != "restarts":
                    faults.add("LIM-RESTART-GROUND")
            if faults:
                raise Unlawful(faults)
            phases.append(self._after(change, now, base_on))
        return phases

    def _after(self, change: Change, now: Any, base_on: date) -> tuple[Any, date]:
        """Civil conversions count on from filing; criminal ones, and restarts, from the day itself."""
        if not _leads_elsewhere(change, now):
            return now, change.on
        anew = now.category.value == "criminal" or not change.is_conversion
        start = change.on if anew else base_on
        return self.law.rule(change.to_rule, start)[0], start

    def _not_admitted(self, code: str, on: date, rule: Any) -> set[str]:
        ground = self._ground(code, on)
        if ground is None:
            return {"LIM-X-00"}
        if ground.rules:
            fits = rule.code in ground.rules
        else:
            fits = not ground.categories or rule.category in ground.categories
        return set() if fits else {"LIM-X-CATEGORY"}

    def _stops(self, as_of: date | None) -> list[Away]:
        """As they stand in the end, or on the day they are told of."""
        found, faults = [], set[str]()
        for entry in self.entries:
            if entry.kind.value not in ("exclusion", "suspension") or self._restarts(entry):
                continue
            if entry.starts_on < self.base_on:
                faults.add("LIM-EVENT-EARLY")
                continue
            rule = self.phases[sum(change.on <= entry.starts_on for change in self.changes)][0]
            code = _code(entry)
            wrong = self._not_admitted(code, entry.starts_on, rule) if code else set()
            faults |= wrong
            if wrong:
                continue
            ground = self._ground(code, entry.starts_on) if code else None
            if ground is not None and self._too_long(entry, ground, rule):
                faults.add("LIM-X-CAP")
            found.append(self._away(entry, ground, rule, as_of))
        if faults:
            raise Unlawful(faults)
        return found

    def _cap(self, entry: Any, ground: Any, rule: Any) -> date | None:
        if ground.cap is None:
            return None
        criminal = rule.month_end.value == "criminal"
        return end_of(length_of(ground.cap), entry.starts_on, criminal=criminal)

    def _too_long(self, entry: Any, ground: Any, rule: Any) -> bool:
        cap = self._cap(entry, ground, rule)
        return bool(cap and entry.ends_on and entry.ends_on > cap and not ground.cut_at_cap)

    def _away(self, entry: Any, ground: Any, rule: Any, as_of: date | None) -> Away:
        """The day a stop begins still counts; of court mediation the first 15 days (7) count too."""
        begins, last = entry.starts_on, entry.ends_on or self._restarted_after(entry.starts_on)
        if ground is not None and ground.counted_days:
            short = SHORT & {procedure.value for procedure in rule.procedures}
            still = timedelta(days=ground.counted_days_summary if short else ground.counted_days)
            if last <= begins + still:
                return Away(begins, begins + ONE, begins, _code(entry), entry.kind.value)
            begins += still
        if ground is not None and ground.cut_at_cap and not self.readings.whole_file_reading:
            cap = self._cap(entry, ground, rule) or last
            if last != FOREVER or as_of is None or as_of > cap:
                last = min(last, cap)
        both = self.readings.both_ends and begins > self.base_on
        first = begins if both else begins + ONE
        ahead = last == FOREVER and as_of is not None and begins > as_of
        return Away(begins, first, last, _code(entry), entry.kind.value, ahead)

    def _restarted_after(self, day: date) -> date:
        """A restart ends whatever stands still; else it goes on."""
        later = [change.on for change in self.changes if not change.is_conversion and change.on >= day]
        return min(later, default=FOREVER)

    def stops_in(self, number: int) -> list[Away]:
        """Stops that begin before the phase ends; of those from before its base day, what lies after."""
        _rule, base_on = self.phases[number]
        until = self.changes[number].on if self.ends(number) else FOREVER
        found = [stop for stop in (self.stops if self.ends(number) else self.told) if stop.begins < until]
        if number:
            found = [stop for stop in found if stop.last > base_on]
        return [stop.from_day(base_on) for stop in found]

    def steps_in(self, number: int) -> list[tuple[int, Any, Any]]:
        """The extensions of a phase with their steps, lowest first. Raises Unlawful LIM-EXT-…"""
        rule = self.phases[number][0]
        return _ladder(rule, [entry for part in self._going_on(number) for entry in self._decided_in(part)])

    def _going_on(self, number: int) -> list[int]:
        """The phase, and those before it whose limit simply goes on (独任转合议)."""
        parts = [number]
        while number and self._same(number - 1, number):
            number -= 1
            parts.insert(0, number)
        return parts

    def _same(self, one: int, other: int) -> bool:
        (before, base), (after, later) = self.phases[one], self.phases[other]
        return base == later and (before.base, before.extensions) == (after.base, after.extensions)

    def _decided_in(self, number: int) -> list[Any]:
        found = []
        for entry in self.granted:
            phase = len(self.changes)
            if entry.on is not None:
                phase = sum(change.on < entry.on for change in self.changes)
            if phase == number:
                found.append(entry)
        return found


def _code(entry: Any) -> str:
    return entry.ground or ("X06" if entry.kind.value == "suspension" else "")


def _leads_elsewhere(change: Change, now: Any) -> bool:
    return change.is_conversion or change.to_rule not in ("", now.code)


def _ladder(rule: Any, granted: list[Any]) -> list[tuple[int, Any, Any]]:
    """Named steps as named; the others take the next free step by the day of their decision."""
    steps, taken = rule.extensions, dict[int, list[Any]]()
    for entry in sorted(granted, key=lambda one: (one.step is None, one.on or FOREVER)):
        number = entry.step or 1
        while entry.step is None and number in taken and number <= len(steps):
            number += 1
        if entry.step is None and number > len(steps) and steps and steps[-1].repeatable:
            number = len(steps)
        taken.setdefault(number, []).append(entry)
    faults = set()
    for number, entries in taken.items():
        if number > len(steps):
            faults.add("LIM-EXT-NONE")
        elif len(entries) > 1 and not steps[number - 1].repeatable:
            faults.add("LIM-EXT-USED")
        if number > 1 and number - 1 not in taken:
            faults.add("LIM-EXT-ORDER")
        if number <= len(steps) and any(one.value is None for one in entries) and not steps[number - 1].span:
            faults.add("SHAPE")
    if faults:
        raise Unlawful(faults)
    return [
        (number, steps[number - 1], entry)
        for number in sorted(taken)
        for entry in sorted(taken[number], key=lambda one: one.on or FOREVER)
    ]
