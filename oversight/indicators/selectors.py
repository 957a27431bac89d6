"""Values of the indicators, from the roll-ups, by court, type of case, division, judge and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from courts.actors.domain import Right, Viewer
from courts.people.models import Person
from courts.places.models import Court, Division
from courts.places.selectors import court_by_code, court_ids_below
from courts.refusals.domain import InvalidInput, NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from oversight.indicators.domain import IndicatorRule, Measured
from oversight.indicators.registry import sources
from oversight.rollups import selectors as rollups
from oversight.rollups.domain import ONE_DAY, Flow, month_start, next_month, percentile
from oversight.rollups.selectors import Key, Scope, scope_of

NOUN = "oversight/indicators"
GROUPS = ("court", "case_type", "division", "judge", "month")
LONGEST_DAYS = 1100
MOST_ROWS = 5000
OVER_MONTHS = 12


def catalogue() -> RuleTable[IndicatorRule]:
    """Every indicator; the offered ones only once somebody offers them."""
    return load(NOUN, "indicators", IndicatorRule)


def known_codes() -> list[str]:
    """The codes that can be asked for now."""
    return [rule.code for rule in catalogue() if not rule.offered or rule.code in sources()]


def may_read(user: Viewer) -> frozenset[int]:
    """The courts whose indicators a viewer reads: a client's own and below; a person's by the dashboards."""
    if user.person_id is None:
        return user.read_courts
    whole = user.courts_with(Right.DASHBOARD) & user.read_courts
    for court_id in sorted(whole):
        whole |= court_ids_below(court_id) & user.read_courts
    return whole


@dataclass(frozen=True)
class Question:
    """What is asked: of which courts and days, which codes, grouped by what."""

    courts: tuple[Court, ...]
    first: date
    last: date
    codes: tuple[str, ...]
    groups: tuple[str, ...]


def read_question(
    user: Viewer,
    *,
    court: str,
    first: date,
    last: date,
    codes: Sequence[str],
    groups: Sequence[str],
    own_court: int | None,
    today: date,
) -> Question:
    """Check a question. ``court`` is a code, blank for all the viewer reads; ``own_court`` the caller's own.

    Judges are told apart only within the caller's own court, never across courts.
    Raises InvalidInput (``court``, ``from``, ``to``, ``codes``, ``group_by``) and
    NotVisible (404) for a court the viewer does not read.
    """
    errors = _errors(first, last, codes, groups, today)
    readable = may_read(user)
    found = court_by_code(court) if court else None
    if court and found is None:
        errors["court"] = _("没有代码为 %(code)s 的法院。") % {"code": court}
    if "judge" in groups and (found is None or found.pk != own_court):
        errors["group_by"] = _("按法官分组只限本院：请在 court 写明本院代码。")
    if errors:
        raise InvalidInput(errors)
    if not readable or (found is not None and found.pk not in readable):
        raise NotVisible(court or "indicators")
    courts = [found] if found is not None else Court.objects.filter(pk__in=readable).order_by("code")
    return Question(tuple(courts), first, last, tuple(codes or known_codes()), tuple(groups))


def _errors(
    first: date, last: date, codes: Sequence[str], groups: Sequence[str], today: date
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if last > today:
        errors["to"] = _("截止日不能晚于今天。")
    elif not 0 <= (last - first).days <= LONGEST_DAYS:
        errors["from"] = _("起始日须不晚于截止日，期间不超过 %(n)d 日。") % {"n": LONGEST_DAYS}
    if unknown := [code for code in codes if code not in known_codes()]:
        errors["codes"] = _("没有这些指标：%(codes)s。") % {"codes": "、".join(unknown)}
    if unknown := [name for name in groups if name not in GROUPS]:
        errors["group_by"] = _("只能按下列项目分组：%(known)s。") % {"known": "、".join(GROUPS)}
    return errors


@dataclass
class _Cell:
    """What one group of a question comes to."""

    flow: Flow = field(default_factory=Flow)
    stood: dict[str, int] = field(default_factory=lambda: {"pending": 0, "over": 0, "near": 0})
    old: int = 0
    days: dict[int, int] = field(default_factory=dict)

    def measured(self, code: str) -> Measured:
        """The value of a code."""
        flow, pending = self.flow, self.stood["pending"]
        handled = pending + flow.closed
        return {
            "FILED": Measured(flow.filed),
            "CLOSED": Measured(flow.closed),
            "PENDING": Measured(pending),
            "C01": Measured(flow.closed, handled),
            "C02": Measured(flow.closed, flow.filed),
            "E01": Measured(flow.in_time, flow.timed),
            "C22": Measured(self.stood["over"], pending),
            "NEAR": Measured(self.stood["near"], pending),
            "E02": Measured(self.old, pending),
            "E05": Measured(sum(day * n for day, n in self.days.items()), sum(self.days.values())),
            "MEDIAN": Measured(percentile(self.days, 50), sum(self.days.values())),
            "P90": Measured(percentile(self.days, 90), sum(self.days.values())),
            "C30": Measured(flow.drawn, flow.assigned),
        }[code]


def values(user: Viewer, asked: Question) -> list[dict[str, Any]]:
    """A row for each group and code, groups in institutional order or by name: never by a value.

    Raises InvalidInput (``group_by``) when there would be more than ``MOST_ROWS``.
    """
    keys = [name for name in asked.groups if name != "month"]
    scope = scope_of(user, [court.pk for court in asked.courts])
    rows: list[dict[str, Any]] = []
    offered, codes = sources(), [code for code in asked.codes if code not in sources()]
    for month, first, last in _spans(asked):
        cells = _cells(scope, first, last, keys)
        named = _Names(keys, cells, asked.courts)
        for key in named.ordered():
            place = named.place(key) | ({"month": month} if month else {})
            rows += [_row(code, cells[key].measured(code), place) for code in codes]
        rows += _offered(user, asked, offered, first, last, month)
        if len(rows) > MOST_ROWS:
            raise InvalidInput(
                {"group_by": _("结果超过 %(n)d 行：请缩短期间、减少指标或分组。") % {"n": MOST_ROWS}}
            )
    return rows


def _offered(
    user: Viewer, asked: Question, offered: dict[str, Any], first: date, last: date, month: str | None
) -> list[dict[str, Any]]:
    """Offered indicators are of whole courts: told only where the question is grouped by no less."""
    if set(asked.groups) - {"court", "month"} or (len(asked.courts) > 1 and "court" not in asked.groups):
        return []
    rows = []
    for code in (code for code in asked.codes if code in offered):
        for court in asked.courts:
            found = offered[code](user, court.pk, first, last)
            if found is not None:
                place: dict[str, Any] = {"court": court.code} if "court" in asked.groups else {}
                rows.append(_row(code, found, place | ({"month": month} if month else {})))
    return rows


def _row(code: str, found: Measured, place: dict[str, Any]) -> dict[str, Any]:
    rule = catalogue().latest(code)
    return {
        **dict.fromkeys(GROUPS),
        **place,
        "code": code,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "value": found.value(rule.unit),
        "unit": rule.unit.value,
    }


def _spans(asked: Question) -> Iterable[tuple[str | None, date, date]]:
    """The period, or its months, each with what it is called."""
    if "month" not in asked.groups:
        yield None, asked.first, asked.last
        return
    first = asked.first
    while first <= asked.last:
        yield first.strftime("%Y-%m"), first, min(asked.last, next_month(first) - ONE_DAY)
        first = next_month(month_start(first))


def _cells(scope: Scope, first: date, last: date, keys: Sequence[str]) -> dict[Key, _Cell]:
    cells: dict[Key, _Cell] = defaultdict(_Cell)
    for key, flow in rollups.flows(scope, first, last, *keys).items():
        cells[key].flow = flow
    for key, stood in rollups.standing(scope, last, *keys).items():
        cells[key].stood = stood
    for key, number in rollups.older_than(scope, last, OVER_MONTHS, *keys).items():
        cells[key].old = number
    for key, days in rollups.times_taken(scope, first, last, *keys).items():
        cells[key].days = days
    if not keys:
        cells[()]  # of nothing there is still a row of zeros
    return cells


class _Names:
    """The names of the groups, and their order: courts and divisions as institutions, people by name."""

    def __init__(self, keys: Sequence[str], cells: dict[Key, _Cell], courts: Iterable[Court]) -> None:
        self.keys, self.cells = keys, cells
        self.courts = {court.pk: court for court in courts}
        wanted = {name: {key[place] for key in cells} for place, name in enumerate(keys)}
        divisions = Division.objects.filter(pk__in=wanted.get("division", set()) - {None})
        self.divisions = {row.pk: row for row in divisions}
        people = Person.objects.filter(pk__in=wanted.get("judge", set()) - {None})
        self.people = dict(people.values_list("pk", "name"))

    def ordered(self) -> list[Key]:
        """The groups in their order; what belongs to nobody comes last."""
        return sorted(
            self.cells, key=lambda key: [self._rank(*pair) for pair in zip(self.keys, key, strict=True)]
        )

    def _rank(self, name: str, value: Any) -> tuple[Any, ...]:
        if value is None:
            return (1,)
        if name == "court":
            return (0, self.courts[value].code)
        if name == "division":
            return (0, self.divisions[value].order, value)
        if name == "judge":
            return (0, self.people.get(value, ""), str(value))
        return (0, value)

    def place(self, key: Key) -> dict[str, Any]:
        """The group as the interface says it."""
        found: dict[str, Any] = {}
        for name, value in zip(self.keys, key, strict=True):
            if value is None or name == "case_type":
                found[name] = value
            elif name == "court":
                found[name] = self.courts[value].code
            elif name == "division":
                found[name] = {"id": value, "name": self.divisions[value].name}
            else:
                found[name] = {"id": str(value), "name": self.people.get(value, "")}
        return found
