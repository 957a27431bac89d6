"""Finding cases and building the rows of a list, for page, REST and export alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import narrowed, visible
from cases.limits.domain import Lamp
from cases.limits.selectors import lamp_column, lamp_is
from cases.parties.models import Party
from courts.actors.domain import Viewer

ROW = (
    "id",
    "number",
    "type_code",
    "category",
    "procedure",
    "cause_name",
    "cause_code",
    "title",
    "status",
    "received_on",
    "filed_on",
    "closed_on",
    "sealed",
    "imported",
    "open_confirmed",
)
JOINED = {
    "court_code": F("court__code"),
    "court_number_code": F("court__number_code"),
    "court_name": F("court__name"),
    "handler_id": F("handling__handler_id"),
    "handler_name": F("handling__handler__name"),
    "division_name": F("handling__division__name"),
    "due_on": F("clock__due_on"),
    "latest_lawful_on": F("clock__latest_lawful_on"),
    "stopped_since": F("clock__stopped_since"),
}
LATEST, BY_DUE = "latest", "due"


@dataclass(frozen=True)
class Page:
    """A page of rows; ``after`` is the key from which the next page starts, None on the last."""

    rows: list[dict[str, Any]]
    after: str | None


def find(user: Viewer, wanted: Mapping[str, Any], today: date) -> QuerySet[Case]:
    """Visible cases that fit the filters. ``lamp`` is a Lamp, ``due_before`` a date (exclusive).

    ``near`` (truthy) finds running cases in the yellow, orange or red step;
    ``pending_on`` a day on which the case was filed and not yet closed.
    """
    cases = narrowed(visible(user), dict(wanted))
    if isinstance(lamp := wanted.get("lamp"), Lamp):
        cases = cases.filter(lamp_is(lamp, today))
    if wanted.get("near"):
        near = Q()
        for step in (Lamp.YELLOW, Lamp.ORANGE, Lamp.RED):
            near |= lamp_is(step, today)
        cases = cases.filter(near)
    if wanted.get("unassigned"):
        cases = cases.filter(handling__division=None)
    if wanted.get("imported"):
        cases = cases.filter(imported=True, open_confirmed=False, status=Status.OPEN.value)
    if day := wanted.get("due_before"):
        cases = cases.filter(clock__due_on__lt=day, clock__watched=True)
    if day := wanted.get("pending_on"):
        cases = cases.filter(filed_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    return cases


def rows(cases: QuerySet[Case], today: date, *, order: str = LATEST, after: str = "", size: int = 50) -> Page:
    """One page of a list, keyset-paged, with the parties of its cases in one further query."""
    found = cases.annotate(lamp=lamp_column(today)).values(*ROW, "lamp", **JOINED)
    found = _by_due(found, after) if order == BY_DUE else _latest(found, after)
    page = list(found[: size + 1])
    following = _key(page[size - 1], order) if len(page) > size else None
    return Page(with_parties(page[:size]), following)


def _latest(found: Any, after: str) -> Any:
    return (found.filter(pk__lt=_uuid(after)) if _uuid(after) else found).order_by("-id")


def _by_due(found: Any, after: str) -> Any:
    found = found.filter(clock__due_on__isnull=False).order_by("clock__due_on", "id")
    day, _, key = after.partition("_")
    try:
        since = date.fromisoformat(day)
    except ValueError:
        return found
    if (pk := _uuid(key)) is None:
        return found
    return found.filter(Q(clock__due_on__gt=since) | Q(clock__due_on=since, pk__gt=pk))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _key(row: Mapping[str, Any], order: str) -> str:
    return f"{row['due_on']}_{row['id']}" if order == BY_DUE else str(row["id"])


def with_parties(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to each row its ``parties`` as (role, name), in their order."""
    listed = list(found)
    names: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    parties = Party.objects.filter(case_id__in=[row["id"] for row in listed]).order_by("case_id", "order")
    for case_id, role, name in parties.values_list("case_id", "role", "name"):
        names[case_id].append((role, name))
    for row in listed:
        row["parties"] = names.get(row["id"], [])
    return listed
