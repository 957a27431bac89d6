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
from cases.limits.selectors import LAMP_COLUMNS, lamp_is, lamp_of_row
from cases.parties.models import Party
from cases.register.registry import narrowings
from cases.search.selectors import Query, hits, matching, party_query, read_query, scope_of
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
    "latest_lawful_on": F("clock__latest_lawful_on"),
    "days_total": F("clock__days_total"),
    **{name: F(f"clock__{name}") for name in LAMP_COLUMNS},
}
BEST, LATEST, BY_DUE, BY_FILING = "best", "latest", "due", "filed"
"""Orders of a list: by where the words were found, by registration, by due day, by day of acceptance."""


@dataclass(frozen=True)
class Page:
    """A page of rows; ``after`` is the key from which the next page starts, None on the last.

    ``total`` is known where finding the page has counted all, None elsewhere.
    """

    rows: list[dict[str, Any]]
    after: str | None
    total: int | None = None


def find(user: Viewer, wanted: Mapping[str, Any], today: date) -> QuerySet[Case]:
    """Visible cases that fit the filters, ``q`` and ``party`` among them. ``lamp`` is a Lamp.

    ``due_before`` is a date (exclusive), ``mine`` (truthy) the cases one handles; ``near``
    (truthy) finds running cases in the yellow, orange or red step; ``pending_on`` a day
    on which the case was filed and not yet closed.
    """
    cases = _filtered(user, wanted, today)
    for query in _queries(wanted):
        cases = matching(scope_of(user, cases, narrowed=_is_narrowed(wanted)), query)
    return cases


def listed(
    user: Viewer, wanted: Mapping[str, Any], today: date, *, order: str = "", after: str = "", size: int = 50
) -> Page:
    """A page of the list. Without an order: the best hits first for words, else the latest first."""
    queries = _queries(wanted)
    if not queries or order not in ("", BEST):
        cases = find(user, wanted, today)
        return rows(cases, today, order=order if order in _ORDERS else LATEST, after=after, size=size)
    cases = _filtered(user, wanted, today)
    for query in queries[1:]:
        cases = matching(scope_of(user, cases, narrowed=True), query)
    scope = scope_of(user, cases, narrowed=_is_narrowed(wanted) or len(queries) > 1)
    found = hits(scope, queries[0], after=after, size=size)
    page = rows(cases.filter(pk__in=found.ids), today, size=size).rows if found.ids else []
    place = {pk: at for at, pk in enumerate(found.ids)}
    page.sort(key=lambda row: place[row["id"]])
    return Page(page, found.after or None, found.total)


def _is_narrowed(wanted: Mapping[str, Any]) -> bool:
    """Whether anything but words chooses the cases."""
    words = {"q", "party", "order"}
    return any(value not in (None, "", False) for name, value in wanted.items() if name not in words)


def _queries(wanted: Mapping[str, Any]) -> list[Query]:
    """What is searched for; the first decides the order."""
    found = [read_query(wanted["q"])] if wanted.get("q") else []
    return found + ([party_query(wanted["party"])] if wanted.get("party") else [])


def _filtered(user: Viewer, wanted: Mapping[str, Any], today: date) -> QuerySet[Case]:
    cases = _by_clock(narrowed(visible(user), dict(wanted)), wanted, today)
    if wanted.get("mine"):
        cases = cases.filter(handling__handler_id=user.person_id)
    if wanted.get("unassigned"):
        cases = cases.filter(handling__division=None)
    if wanted.get("imported"):
        cases = cases.filter(imported=True, open_confirmed=False, status=Status.OPEN.value)
    if day := wanted.get("pending_on"):
        cases = cases.filter(filed_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    for name, entry in narrowings().items():
        if wanted.get(name) not in (None, ""):
            cases = entry.narrow(cases, wanted[name])
    return cases


def _by_clock(cases: QuerySet[Case], wanted: Mapping[str, Any], today: date) -> QuerySet[Case]:
    if isinstance(lamp := wanted.get("lamp"), Lamp):
        cases = cases.filter(lamp_is(lamp, today))
    if wanted.get("near"):
        near = Q()
        for step in (Lamp.YELLOW, Lamp.ORANGE, Lamp.RED):
            near |= lamp_is(step, today)
        cases = cases.filter(near)
    if day := wanted.get("due_before"):
        cases = cases.filter(clock__due_on__lt=day, clock__watched=True)
    return cases


def rows(cases: QuerySet[Case], today: date, *, order: str = LATEST, after: str = "", size: int = 50) -> Page:
    """One page of a list, keyset-paged, with the parties of its cases in one further query."""
    page = list(_ORDERS[order](cases.values(*ROW, **JOINED), after)[: size + 1])
    for row in page:
        row["lamp"] = lamp_of_row(row, today).value
    following = _key(page[size - 1], order) if len(page) > size else None
    return Page(with_parties(page[:size]), following)


def _latest(found: Any, after: str) -> Any:
    return (found.filter(pk__lt=_uuid(after)) if _uuid(after) else found).order_by("-id")


def _by_due(found: Any, after: str) -> Any:
    """Running clocks only, as the index has them: those of closed cases wait for nothing."""
    found = found.filter(clock__due_on__isnull=False, clock__watched=True).order_by("clock__due_on", "id")
    since, pk = _day_and_case(after)
    if since is None:
        return found
    beyond = Q(clock__due_on__gt=since) | Q(clock__due_on=since, pk__gt=pk)
    return found.filter(beyond, clock__due_on__gte=since)


def _by_filing(found: Any, after: str) -> Any:
    found = found.filter(filed_on__isnull=False).order_by("-filed_on", "-id")
    since, pk = _day_and_case(after)
    if since is None:
        return found
    return found.filter(Q(filed_on__lt=since) | Q(filed_on=since, pk__lt=pk), filed_on__lte=since)


_ORDERS = {LATEST: _latest, BY_DUE: _by_due, BY_FILING: _by_filing}
_DAYS = {BY_DUE: "due_on", BY_FILING: "filed_on"}


def _day_and_case(after: str) -> tuple[date | None, UUID | None]:
    day, _, key = after.partition("_")
    pk = _uuid(key)
    try:
        return (date.fromisoformat(day), pk) if pk else (None, None)
    except ValueError:
        return None, None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _key(row: Mapping[str, Any], order: str) -> str:
    return f"{row[_DAYS[order]]}_{row['id']}" if order in _DAYS else str(row["id"])


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
