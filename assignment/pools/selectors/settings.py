"""The rules of pools and the numbers a court may set for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from assignment.pools.domain import ComplexityRule, ExclusionReason, LoadFactor, PoolSetting
from assignment.pools.models import Absence, Pool
from cases.numbers.domain import CaseType
from cases.numbers.selectors import case_types
from courts.options.selectors import option, values_of
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import fingerprint, load

NOUN = "assignment/pools"


def exclusion_reasons() -> RuleTable[ExclusionReason]:
    """Why a judge may be left out of a draw."""
    return load(NOUN, "exclusion_reasons", ExclusionReason)


def setting(code: str) -> int:
    """A number of the draw's protocol, the same in every court: NONCE_WINDOW, CHAIN_LENGTH."""
    settings: RuleTable[PoolSetting] = load(NOUN, "settings", PoolSetting)
    return settings.latest(code).value


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What a court has set for its pools: band and ceiling in hundredths, ``least`` judges, hours, days."""

    band: int
    least: int
    change_hours: int
    reentry_days: int
    ceiling: int | None
    long_leave: int

    def band_of(self, pool: Pool) -> int:
        """How far above the lowest load a judge may be drawn: the pool's own, else the court's."""
        return self.band if pool.band is None else pool.band


CODES = {
    "band": "POOL-BAND",
    "least": "POOL-MIN",
    "change_hours": "POOL-CHANGE-HOURS",
    "reentry_days": "POOL-REENTRY-DAYS",
    "ceiling": "POOL-CEILING",
    "long_leave": "LONG-LEAVE-DAYS",
}


WEIGHING_OPTIONS = tuple(code for code in CODES.values() if code.startswith("POOL-"))
"""What changes who may be drawn, or what is told of it, in every pool of the court."""


def numbers_of(court_id: int) -> Numbers:
    """The court's numbers in one read; a ceiling of 0 sets none."""
    found = values_of(court_id, CODES.values())
    given = {name: int(found[code]) for name, code in CODES.items()}
    ceiling = given.pop("ceiling") or None
    return Numbers(ceiling=ceiling, **given)


def band_of(pool: Pool) -> int:
    """How far above the lowest load a judge may be drawn, in hundredths: the pool's own, else the court's."""
    return int(option(pool.court_id, "POOL-BAND")) if pool.band is None else pool.band


def pool_minimum(court_id: int) -> int:
    """Below this number of eligible judges people are warned."""
    return int(option(court_id, "POOL-MIN"))


def reentry_days(court_id: int) -> int:
    """How long after leave the median of the day of return counts."""
    return int(option(court_id, "POOL-REENTRY-DAYS"))


def rule_set() -> str:
    """Names the exact rules a draw was made under: the fingerprint of the rule file."""
    return f"{NOUN}@{fingerprint(NOUN)}"


def long_leave_days(court_id: int) -> int:
    """Leave longer than this is long leave."""
    return int(option(court_id, "LONG-LEAVE-DAYS"))


def court_ceiling(court_id: int) -> int | None:
    """The open load in hundredths at which a judge is drawn no more; None where the court sets none."""
    return int(option(court_id, "POOL-CEILING")) or None


def complexity_rules() -> RuleTable[ComplexityRule]:
    """What makes a case simple or complex."""
    return load(NOUN, "complexity", ComplexityRule)


def load_factors() -> RuleTable[LoadFactor]:
    """What makes a case weigh more or less than its type's coefficient."""
    return load(NOUN, "load_factors", LoadFactor)


def lawful_types(level: str, on: date) -> list[CaseType]:
    """The types of case that a court of this level may register on a day, by code."""
    return [rule for rule in case_types().in_force(on) if level in rule.levels]


def absence_kind(kind: str) -> ExclusionReason:
    """The public wording of leave or suspension."""
    return exclusion_reasons().latest(kind.upper())


def told_kind(value: object, data: Mapping[str, Any], language: str) -> str:
    """The kind of an absence on the trail, in words."""
    return str(Absence.Kind(value).label) if value in Absence.Kind.values else str(value)


def case_type_name(code: str) -> str:
    """What a type code stands for; the code itself where it is listed no more."""
    known = code in case_types()
    return case_types().latest(code).name(get_language() or "zh-hans") if known else code
