"""The arithmetic of a score sheet: deductions, totals, grades. Points are integers in tenths of a point.

Nobody types a total or a grade: both follow from the deductions. A deduction has
its place in the file and its rule or reason, or it does not count and cannot be
submitted. A veto item makes the case unqualified whatever its total.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from courts.rulebook.domain import Rule

FULL = 1000
TENTH = 10
TEXT_LENGTH = 200
_SCORE = re.compile(r"[0-9]{1,3}(\.[0-9])?")
_FULL_WIDTH = {
    ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．", "0123456789.", strict=True)
}


@dataclass(frozen=True, kw_only=True)
class SheetRule(Rule):
    """A sheet. ``categories`` are the categories of cases it is for; none: all that have no other."""

    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StageRule(Rule):
    """A stage of a sheet; ``substance`` marks the one in which no excellent case has a deduction."""

    sheet: str
    order: int
    substance: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemRule(Rule):
    """An item: ``maximum`` points, ``least`` deduction, ``step`` by which it grows, all in tenths.

    ``veto_*`` says what makes the case unqualified by itself; empty where nothing does.
    Raises ValueError on amounts that do not fit together.
    """

    sheet: str
    stage: str
    number: int
    maximum: int
    least: int
    step: int
    veto_zh: str = ""
    veto_en: str = ""

    def __post_init__(self) -> None:
        whole = self.step > 0 and (self.maximum - self.least) % self.step == 0
        if not 0 < self.least <= self.maximum or not whole:
            raise ValueError(f"maximum {self.maximum}, least {self.least} and step {self.step} do not fit")

    @property
    def vetoes(self) -> bool:
        return bool(self.veto_zh)

    def allows(self, amount: int) -> bool:
        """Whether so many tenths may be taken off."""
        return self.least <= amount <= self.maximum and (amount - self.least) % self.step == 0


@dataclass(frozen=True, kw_only=True)
class GradeRule(Rule):
    """A grade, the best first. ``line`` is the court's option for its lowest total; empty: the last."""

    order: int
    line: str = ""
    clean_substance: bool = False


class Flaw(Enum):
    """What is wrong with an entry: unreadable, not lawful for the item, or incomplete."""

    NUMBER = "number"
    AMOUNT = "amount"
    PLACE = "place"
    GROUND = "ground"


@dataclass(frozen=True)
class Entry:
    """What was taken off for one item, where in the file, by which rule and why."""

    item: str
    amount: int
    veto: bool = False
    place: str = ""
    rule: str = ""
    reason: str = ""

    def flaws(self) -> list[Flaw]:
        """What the entry still lacks before it counts."""
        missing = [] if self.place else [Flaw.PLACE]
        return missing if self.rule or self.reason else [*missing, Flaw.GROUND]


@dataclass(frozen=True)
class Reading:
    """A sheet as it was typed: the entries that could be read, and what is wrong by item."""

    entries: tuple[Entry, ...]
    flaws: dict[str, tuple[Flaw, ...]]

    def counted(self) -> tuple[Entry, ...]:
        """The entries that count: complete and lawful."""
        return tuple(entry for entry in self.entries if entry.item not in self.flaws)

    def with_flaw(self, *wanted: Flaw) -> list[str]:
        """The items that have one of these flaws, in the order of the sheet."""
        return [item for item, flaws in self.flaws.items() if set(flaws) & set(wanted)]


@dataclass(frozen=True)
class Result:
    """What follows from the entries. ``lines`` are the grade lines used, in whole points, by grade."""

    total: int
    grade: str
    vetoes: tuple[str, ...]
    substance: bool
    lines: dict[str, int]


def points(tenths: int) -> str:
    """Tenths as people read them: 965 -> 96.5, 80 -> 8."""
    whole, rest = divmod(abs(tenths), TENTH)
    text = f"{whole}.{rest}" if rest else str(whole)
    return f"−{text}" if tenths < 0 else text


def tenths_of(text: str) -> int | None:
    """What was typed as points, in tenths; full-width digits too. None where it is no number."""
    plain = text.strip().translate(_FULL_WIDTH)
    if not _SCORE.fullmatch(plain):
        return None
    whole, _point, rest = plain.partition(".")
    return int(whole) * TENTH + int(rest or 0)


def read(items: Sequence[ItemRule], typed: Mapping[str, Any]) -> Reading:
    """Read a sheet: by item the points left (``score``), ``veto``, ``place``, ``rule``, ``reason``.

    A blank score, or the full one, takes nothing off; a veto takes all.
    """
    entries, flaws = [], {}
    for item in items:
        row = typed.get(item.code)
        found = _read_item(item, row) if isinstance(row, Mapping) else None
        if found is None:
            continue
        entry, wrong = found
        if entry is not None:
            entries.append(entry)
        if wrong:
            flaws[item.code] = tuple(wrong)
    return Reading(tuple(entries), flaws)


def _read_item(item: ItemRule, row: Mapping[str, Any]) -> tuple[Entry | None, list[Flaw]] | None:
    veto = item.vetoes and bool(row.get("veto"))
    typed = str(row.get("score") or "")
    left = 0 if veto else tenths_of(typed) if typed.strip() else item.maximum
    if left is None:
        return None, [Flaw.NUMBER]
    if left == item.maximum:
        return None
    place, rule, reason = (str(row.get(name) or "").strip()[:TEXT_LENGTH] for name in _WORDS)
    entry = Entry(item.code, item.maximum - left, veto, place, rule, reason)
    amount = [] if item.allows(entry.amount) else [Flaw.AMOUNT]
    return entry, [*amount, *entry.flaws()]


_WORDS = ("place", "rule", "reason")


def evaluate(
    entries: Iterable[Entry],
    *,
    substance: Iterable[str],
    grades: Sequence[GradeRule],
    lines: Mapping[str, int],
) -> Result:
    """Total and grade of the entries. ``substance`` are the items of substance, ``lines`` by grade in points.

    The best grade whose line the total reaches; a deduction in substance bars the grades
    that ask for none; a veto gives the last.
    """
    listed = list(entries)
    total = FULL - sum(entry.amount for entry in listed)
    vetoes = tuple(entry.item for entry in listed if entry.veto)
    touched = bool({entry.item for entry in listed} & set(substance))
    ordered = sorted(grades, key=lambda grade: grade.order)
    open_ = [
        grade
        for grade in ordered
        if total >= lines.get(grade.code, 0) * TENTH and not (touched and grade.clean_substance)
    ]
    grade = ordered[-1] if vetoes else (open_ or ordered[-1:])[0]
    return Result(total, grade.code, vetoes, touched, dict(lines))
