"""What the cases of a load test are, and their limits, computed once for cases that are alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.limits.models import CaseClock
from cases.limits.services import clock_for
from cases.numbers.selectors import case_types
from courts.calendar.domain import SATURDAY, WorkCalendar, YearNotConfirmed

OVER_PERCENT = 4
"""Open cases are up to so many percent older than their limit allows."""
CLOSED_YEARS = 2
CLOCK = tuple(
    field.attname for field in CaseClock._meta.fields if field.attname not in ("case_id", "court_id")
)


@dataclass(frozen=True)
class Kind:
    """Cases of one type and procedure: their share in percent and the days their limit has."""

    type_code: str
    procedure: str
    share: int
    days: int
    causes: tuple[str, ...]
    roles: tuple[str, str]


_LOANS = ("民间借贷纠纷", "离婚纠纷", "买卖合同纠纷", "劳务合同纠纷", "物业服务合同纠纷")
_WORKS = ("建设工程施工合同纠纷", "股权转让纠纷", "金融借款合同纠纷", "房屋租赁合同纠纷")
_PARTIES = ("plaintiff", "defendant")
KINDS = (
    Kind("民初", "summary", 35, 92, _LOANS, _PARTIES),
    Kind("民初", "ordinary", 40, 183, _WORKS, _PARTIES),
    Kind("执", "", 20, 183, ("民事判决、裁定、调解书执行",), ("applicant", "respondent")),
    Kind("行初", "ordinary", 5, 183, ("行政拘留", "罚款"), _PARTIES),
)


@dataclass(frozen=True)
class Part:
    """Cases that are alike: of a kind, filed on one day, all open or all closed; ``share`` of all such."""

    kind: Kind
    category: str
    procedure: str
    filed_on: date
    closed: bool
    share: float
    clock: tuple[Any, ...]


def parts(until: date, closed: bool, calendar: WorkCalendar) -> list[Part]:
    """Everything that may be drawn for an open (or a closed) case; the shares sum up to one.

    Open cases are of any age up to their limit and a little over, so that every night
    about two in a hundred cross a line; closed ones were filed in the last two years.
    """
    found: list[Part] = []
    for kind in KINDS:
        days = 365 * CLOSED_YEARS if closed else kind.days * (100 + OVER_PERCENT) // 100
        latest = until - timedelta(days=14) if closed else until
        found += _spread(kind, until - timedelta(days=days), latest, closed, calendar)
    return found


def _spread(kind: Kind, first: date, last: date, closed: bool, calendar: WorkCalendar) -> Iterator[Part]:
    span = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    days = [day for day in span if _works(day, calendar)]
    for day in days:
        yield _part(kind, day, closed, kind.share / 100 / len(days), calendar)


def _part(kind: Kind, day: date, closed: bool, share: float, calendar: WorkCalendar) -> Part:
    rule = case_types().latest(kind.type_code)
    procedure = kind.procedure or rule.procedures[0]
    case = Case(
        type_code=kind.type_code,
        category=rule.category.value,
        procedure=procedure,
        filed_on=day,
        received_on=day,
        status=Status.CLOSED.value if closed else Status.OPEN.value,
    )
    clock = clock_for(case, calendar)
    if clock is None:
        raise LookupError(f"{kind.type_code} has no limit")
    values = tuple(getattr(clock, name) for name in CLOCK)
    return Part(kind, rule.category.value, procedure, day, closed, share, values)


def _works(day: date, calendar: WorkCalendar) -> bool:
    try:
        return calendar.is_workday(day)
    except YearNotConfirmed:
        return day.weekday() < SATURDAY
