"""The ledger of a case as the arithmetic wants it, and as people read it; the readings of a court."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import get_visible, visible
from cases.limits.domain import Ladder, LedgerEntry, LedgerKind, Readings, Unit
from cases.limits.models import LedgerItem
from courts.actors.domain import Right, Viewer
from courts.options.selectors import own_values, values_of
from courts.refusals.domain import NotVisible

OPTIONS = {
    "LIMIT-INTERVAL": "both_ends",
    "LIMIT-EXTENSION": "pooled",
    "LIMIT-HALF-MONTH": "days_first",
    "LIMIT-WARN": "warn_at_two_thirds",
    "LIMIT-SHIFT-CIVIL": "shift_civil",
    "LIMIT-SHIFT-ADMINISTRATIVE": "shift_administrative",
    "LIMIT-X13-EXCESS": "whole_file_reading",
    "LIMIT-APPEAL-START": "appeal_from_receipt",
}
MEANS = {
    "both_ends": "both_ends",
    "pooled": "pooled",
    "days_first": "days_first",
    "warn_at_two_thirds": "with",
    "whole_file_reading": "left_out",
    "appeal_from_receipt": "receipt",
}
"""Which choice of an option is the reading's "yes"; options that are yes or no say so themselves."""
STOPS = (LedgerKind.EXCLUSION, LedgerKind.SUSPENSION)
LADDER = {
    "LIMIT-NEAR-DAYS": "near_days",
    "LIMIT-NEAR-SHARE": "short_share",
    "LIMIT-NEAR-BRIEF-DAYS": "brief_near_days",
    "LIMIT-ASK-LEAD-DAYS": "ask_lead_days",
    "LIMIT-RED-DAYS": "red_days",
}


def readings_of(court_id: int) -> Readings:
    """How a court reads what the law leaves open, and its thresholds."""
    return _readings(values_of(court_id, (*OPTIONS, *LADDER)))


def readings_by_court() -> dict[int, Readings]:
    """The readings of every court that set any; the others follow the recommended ones."""
    given: dict[int, dict[str, Any]] = defaultdict(dict)
    for code in (*OPTIONS, *LADDER):
        for court_id, value in own_values(code).items():
            given[court_id][code] = value
    return {court_id: _readings(values) for court_id, values in given.items()}


def _readings(values: dict[str, Any]) -> Readings:
    words: dict[str, Any] = {}
    for code, name in OPTIONS.items():
        if code in values:
            words[name] = values[code] == MEANS[name] if name in MEANS else values[code]
    steps = {name: values[code] for code, name in LADDER.items() if code in values}
    return Readings(**words, ladder=Ladder(**steps))


def entry_of(item: LedgerItem) -> LedgerEntry:
    """An item in the words of the arithmetic."""
    value = item.value
    if value is not None and value == value.to_integral_value():
        value = int(value)  # type: ignore[assignment]
    return LedgerEntry(
        kind=LedgerKind(item.kind),
        ground=item.ground,
        starts_on=item.starts_on,
        ends_on=item.ends_on,
        value=value,
        unit=Unit(item.unit) if item.unit else None,
        step=item.step,
        to_rule=item.to_rule,
        on=item.decided_on,
    )


def items_of(case: Case) -> QuerySet[LedgerItem]:
    """Everything ever entered in the ledger of a case, oldest first."""
    return LedgerItem.objects.filter(case=case).order_by("pk")


def item_visible(user: Viewer, item_id: UUID | str) -> LedgerItem:
    """One item of a case the viewer reads, with that case. Raises NotVisible."""
    item = LedgerItem.objects.filter(pk=item_id).first()
    if item is None:
        raise NotVisible(f"ledger item {item_id}")
    item.case = get_visible(user, item.case_id)
    return item


def items_waiting(user: Viewer) -> QuerySet[LedgerItem]:
    """Items that wait for the viewer to confirm them, the oldest first; never the viewer's own."""
    courts = user.courts_with(Right.CONFIRM_LEDGER)
    return (
        LedgerItem.objects.filter(court__in=courts, state=LedgerItem.State.PROPOSED)
        .filter(case__in=visible(user), case__status=Status.OPEN.value)
        .exclude(entered_by_person=user.person_id)
        .select_related("case")
        .order_by("pk")
    )


def items_to_tell(user: Viewer) -> QuerySet[LedgerItem]:
    """Items in force on the viewer's own open cases whose parties were not told yet."""
    if user.person_id is None:
        return LedgerItem.objects.none()
    mine = Case.objects.filter(handling__handler=user.person_id, status=Status.OPEN.value)
    return (
        LedgerItem.objects.filter(case__in=mine, state=LedgerItem.State.IN_FORCE, told_on=None)
        .select_related("case")
        .order_by("pk")
    )


def known_by(entries: Iterable[LedgerEntry], day: date) -> tuple[LedgerEntry, ...]:
    """The entries as they stood on a day: begun or decided by then; a stop that ended later is still open."""
    found = []
    for entry in entries:
        turned = entry.on or entry.ends_on or entry.starts_on
        began = entry.starts_on if entry.kind in STOPS else turned
        if began is not None and began > day:
            continue
        if entry.kind in STOPS and entry.ends_on is not None and entry.ends_on > day:
            entry = replace(entry, ends_on=None)
        found.append(entry)
    return tuple(found)


def ledger_of(case_id: UUID) -> tuple[LedgerEntry, ...]:
    """What counts in the limit of a case."""
    return entries_of([case_id])[case_id]


def entries_of(case_ids: Iterable[UUID]) -> dict[UUID, tuple[LedgerEntry, ...]]:
    """What counts in the limits of many cases; () for a case with nothing entered."""
    found: dict[UUID, list[LedgerEntry]] = {case_id: [] for case_id in case_ids}
    items = LedgerItem.objects.filter(case_id__in=found, state=LedgerItem.State.IN_FORCE).order_by("pk")
    for item in items:
        found[item.case_id].append(entry_of(item))
    return {case_id: tuple(entries) for case_id, entries in found.items()}
