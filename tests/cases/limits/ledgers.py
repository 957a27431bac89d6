"""Random ledgers, lawful more often than not: what the engine and the naive count are given alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cases.limits.domain import (
    ExclusionGround,
    LedgerEntry,
    LedgerKind,
    LimitLaw,
    LimitRule,
    Readings,
    Unit,
)

FIRST, LAST = date(2023, 1, 1), date(2026, 10, 31)
MONTH = 30
SWITCHES = (
    "both_ends",
    "pooled",
    "days_first",
    "warn_at_two_thirds",
    "whole_file_reading",
)
SHIFTS = ("shift_civil", "shift_administrative")
TIMED = ("X08", "X13")
"""Grounds under which a day turns an open stop: days that still count, a longest time."""


@dataclass(frozen=True)
class Drawn:
    """One question to both."""

    rule: LimitRule
    base_on: date
    detained: bool
    readings: Readings
    entries: tuple[LedgerEntry, ...]
    on: tuple[date, ...]
    as_of: date | None


class Draw:
    """Draws from one seed: in turn every rule of the law, and one of those to which most can happen."""

    def __init__(self, law: LimitLaw, seed: int) -> None:
        self.law = law
        self.random = Random(seed)
        self.rules = sorted(rule.code for rule in law.rules)
        self.rich = sorted(rule.code for rule in law.rules if rule.converts_to or len(rule.extensions) > 1)
        self.grounds = sorted(ground.code for ground in law.grounds)

    def one(self, number: int) -> Drawn:
        random = self.random
        base_on = FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
        if random.random() < 0.15:  # month ends are where the readings differ
            base_on = base_on.replace(day=1) - timedelta(days=1)
        code = self.rules[number // 2 % len(self.rules)] if number % 2 else random.choice(self.rich)
        rule, _earliest = self.law.rule(code, base_on)
        entries = self._entries(rule, base_on)
        random.shuffle(entries)
        on = tuple(base_on + timedelta(days=random.randrange(-5, 500)) for _ in range(2))
        held, readings = random.random() < 0.5, self._readings()
        as_of = random.choice((None, base_on + timedelta(days=random.randrange(120))))
        return Drawn(rule, base_on, held, readings, tuple(entries), on, as_of)

    def _readings(self) -> Readings:
        """Recommended mostly; else any mixture of the others."""
        if self.random.random() < 0.6:
            return Readings()
        given = {name: self.random.random() < 0.5 for name in (*SWITCHES, *SHIFTS)}
        return Readings(**given)  # type: ignore[arg-type]

    def _entries(self, rule: LimitRule, base_on: date) -> list[LedgerEntry]:
        random = self.random
        rough = self._rough_days(rule)
        changes = self._changes(rule, base_on, rough)
        stops = [
            self._stop(rule, changes, base_on, rough) for _ in range(random.choice((0, 0, 1, 1, 2, 2, 3, 4)))
        ]
        grants = self._extensions(rule, changes, base_on, rough, sum(_length(stop) for stop in stops))
        return [*changes, *stops, *grants]

    def _rough_days(self, rule: LimitRule) -> int:
        """About how long the limit is, so that most events fall inside it."""
        base = rule.base
        if base is None:
            return 200
        days = base.months * MONTH + base.half_months * 15 + base.days + base.hours // 24
        return max(2, days + base.workdays * 7 // 5)

    def _day(self, base_on: date, rough: int, late: float = 0.04) -> date:
        """A day inside the limit; now and then just past it, or before it began."""
        chance = self.random.random()
        if chance > 0.95:
            return base_on + timedelta(days=rough + self.random.randrange(6))
        if chance < late:
            return base_on + timedelta(days=rough + self.random.randrange(-2, 60))
        if chance < late + 0.02:
            return base_on - timedelta(days=self.random.randrange(1, 9))
        return base_on + timedelta(days=self.random.randrange(rough + 1))

    def _stop(self, rule: LimitRule, changes: list[LedgerEntry], base_on: date, rough: int) -> LedgerEntry:
        random = self.random
        ground = self._ground(rule)
        starts_on = self._day(base_on, rough)
        limit = 9 if ground == "X11" else 28 if ground == "X10" else 70
        ends_on = starts_on + timedelta(days=random.choice((0, 1, random.randrange(limit), limit, limit)))
        if random.random() < 0.04:
            ends_on += timedelta(days=random.randrange(40))
        kind = LedgerKind.SUSPENSION if random.random() < 0.15 else LedgerKind.EXCLUSION
        return LedgerEntry(
            kind=kind,
            ground="" if kind is LedgerKind.SUSPENSION or random.random() < 0.03 else ground,
            starts_on=starts_on,
            ends_on=None if random.random() < (0.4 if ground in TIMED else 0.08) else ends_on,
        )

    def _ground(self, rule: LimitRule) -> str:
        """Mostly one that fits; X12 rarely, since it turns the whole limit."""
        random = self.random
        if random.random() < 0.03:
            return random.choice((*self.grounds, "X99", "HOLIDAY"))
        fitting = [code for code in self.grounds if self._fits(code, rule)]
        return "X13" if "X13" in fitting and random.random() < 0.3 else random.choice(fitting)

    def _fits(self, code: str, rule: LimitRule) -> bool:
        ground: ExclusionGround = self.law.grounds.latest(code)
        return ground.admits(rule) and (ground.effect.value == "excludes" or self.random.random() < 0.15)

    def _changes(self, rule: LimitRule, base_on: date, rough: int) -> list[LedgerEntry]:
        random = self.random
        found: list[LedgerEntry] = []
        chance = 0.5 if rule.converts_to else 0.03
        if random.random() < chance:
            to_rule = random.choice(rule.converts_to) if rule.converts_to else random.choice(self.rules)
            on = self._day(base_on, max(1, rough - 1))
            found.append(LedgerEntry(kind=LedgerKind.CONVERSION, to_rule=to_rule, on=on))
        if random.random() < 0.04 and self.law.grounds.latest("X12").admits(rule):
            for turn in range(3):
                starts_on = base_on + timedelta(days=5 + turn)
                found.append(LedgerEntry(kind=LedgerKind.RESTART, ground="X12", on=starts_on))
        if random.random() < 0.06:
            on = self._day(base_on, rough + 20)
            starts_on = on - timedelta(days=random.randrange(40)) if random.random() < 0.5 else None
            ground = random.choice(("", "", "R02", "R02", "R01", "X12", "R03", "R04", "X01", "X98"))
            to_rule = random.choice(("", "", "", rule.code, *rule.converts_to))
            found.append(
                LedgerEntry(
                    kind=LedgerKind.RESTART, ground=ground, on=on, starts_on=starts_on, to_rule=to_rule
                )
            )
        return found

    def _extensions(
        self, rule: LimitRule, changes: list[LedgerEntry], base_on: date, rough: int, stopped: int
    ) -> list[LedgerEntry]:
        """Decided while the limit ran; now and then one too many, too long, twice or out of order."""
        random = self.random
        last = self.law.rules.latest(changes[-1].to_rule) if changes and changes[-1].to_rule else rule
        count = random.choice((0, 0, 1, 1, 2)) if last.extensions else int(random.random() < 0.04)
        found, day = [], base_on
        dated = not changes and random.random() < 0.7
        for number in range(count):
            step = last.extensions[min(number, len(last.extensions) - 1)] if last.extensions else None
            value, unit = None, None
            if step is None or step.span is None or random.random() < 0.4:
                value, unit = random.choice(((1, Unit.MONTHS), (20, Unit.DAYS), (2, Unit.MONTHS)))
            if step is not None and step.replaces and random.random() < 0.6:
                value, unit = None, None
            day = day + timedelta(days=random.randrange(1, max(2, rough - 1)))
            named = number + 1 if random.random() < 0.3 else None
            if random.random() < 0.08:
                named = random.randrange(1, 3)
            if random.random() < 0.08:
                day += timedelta(days=rough)
            found.append(
                LedgerEntry(
                    kind=LedgerKind.EXTENSION,
                    value=value,
                    unit=unit,
                    step=named,
                    on=day if dated else None,
                )
            )
        if changes and rule.extensions and random.random() < 0.3:
            before = (changes[0].on or base_on) - base_on
            on = base_on + timedelta(days=random.randrange(max(1, before.days + 1)))
            found.append(LedgerEntry(kind=LedgerKind.EXTENSION, on=on, value=1, unit=Unit.MONTHS))
            return found[-1:]
        # Two undated ones could be put on their steps in two ways; the law does not say which.
        return found if dated or len({(one.value, one.unit) for one in found}) < 2 else found[:1]


def _length(stop: LedgerEntry) -> int:
    return (stop.ends_on - stop.starts_on).days if stop.starts_on and stop.ends_on else 0
