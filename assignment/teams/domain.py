"""Trial teams: the formula of a team (1+1+1, 3+3+3, 1+N), who is in it when, and when it is due to rotate."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from courts.refusals.domain import Refused

ONE_DAY = timedelta(days=1)
_FORMULA = re.compile(r"[1-9][0-9]?(\+([0-9]{1,2}|N)){1,2}")


@dataclass(frozen=True)
class Formation:
    """How a team is made up: judges, assistants, clerks; None: any number, at least one (N)."""

    judges: int
    assistants: int | None
    clerks: int | None
    together: bool = False
    """1+N: assistants and clerks are counted together."""

    def met_by(self, judges: int, assistants: int, clerks: int) -> bool:
        """Whether so many people meet the formula; more than it asks for is no fault."""
        if judges < self.judges:
            return False
        if self.together:
            return assistants + clerks >= (1 if self.assistants is None else self.assistants)
        return assistants >= _least(self.assistants) and clerks >= _least(self.clerks)


def _least(wanted: int | None) -> int:
    return 1 if wanted is None else wanted


def read_formation(text: str) -> Formation | None:
    """A formula as people write it, full-width signs and blanks as meant; None where it is none."""
    plain = plain_formation(text)
    if not _FORMULA.fullmatch(plain):
        return None
    judges, *others = plain.split("+")
    wanted = [None if part == "N" else int(part) for part in others]
    if len(wanted) == 1:
        return Formation(int(judges), wanted[0], None, together=True)
    return Formation(int(judges), wanted[0], wanted[1])


def plain_formation(text: str) -> str:
    """The formula in plain signs: 1＋n -> 1+N."""
    half = text.strip().upper().replace("＋", "+").replace("Ｎ", "N").replace(" ", "")
    return half.translate({0xFF10 + digit: 0x30 + digit for digit in range(10)})


@dataclass(frozen=True)
class Term:
    """A span of days; ``to_on`` is the last day, None: open."""

    from_on: date
    to_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)

    def meets(self, other: Term) -> bool:
        """Whether the two have a day in common."""
        return (self.to_on is None or other.from_on <= self.to_on) and (
            other.to_on is None or self.from_on <= other.to_on
        )


def check_judges(team: str, judges: Iterable[Term], on: date) -> None:
    """A team has a judge on a day and ever after. Raises Refused TEAM-NO-JUDGE with the first day without."""
    listed = list(judges)
    day: date | None = on
    while day is not None:
        holding = [term for term in listed if term.holds(day)]
        if not holding:
            raise Refused("TEAM-NO-JUDGE", team=team, day=day)
        ends = [term.to_on for term in holding]
        day = None if None in ends else max(end for end in ends if end) + ONE_DAY


def outside(causes: Collection[str], cause_code: str, covers: Callable[[str, str], bool]) -> bool:
    """Whether a cause lies outside a specialty; a team without one tries everything.

    ``covers(above, code)`` says whether a cause is, or stands under, another.
    """
    return bool(causes) and not (cause_code and any(covers(cause, cause_code) for cause in causes))


def rotation_due(rotated_on: date, years: int) -> date:
    """The day on which a fixed panel should have changed its people (法释〔2010〕1号 art 2).

    29 February rotates on 28 February.
    """
    try:
        return rotated_on.replace(year=rotated_on.year + years)
    except ValueError:
        return rotated_on.replace(year=rotated_on.year + years, day=28)
