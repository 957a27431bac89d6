"""The search for cases that belong with one: at filing, and again at the moment of the draw.

A handful of index scans of the court's own cases, each bounded: by name and by identity number of
every party (the newest ``MOST``), by what the facts refer to, by series. What is found is compared
in the domain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import disposals
from cases.parties.domain import CLAIMING, PartyRole
from cases.parties.models import Party
from cases.relations.domain import (
    Known,
    LinkKind,
    Reference,
    Refers,
    Side,
    Who,
    kinds_of,
    of_group,
    strongest,
)
from cases.relations.models import CaseReference
from cases.relations.selectors.hints import link_kinds
from courts.options.selectors import option

MOST = 300
NEITHER = frozenset({PartyRole.THIRD_PARTY.value, PartyRole.VICTIM.value})
FIRST_ONLY = frozenset({"series", "group"})
"""Kinds of which the first case tried says where the others go."""
ROWS = (
    "id",
    "number",
    "type_code",
    "cause_name",
    "received_on",
    "closed_on",
    "status",
    "disposal",
    "series_key",
    "sealed",
    "handling__handler_id",
    "handling__handler__name",
)
WITHDRAWAL = "withdrawal"

_FIND = """
WITH mine AS (
    SELECT DISTINCT name, id_digest FROM cases_party WHERE case_id = %(case)s AND role <> 'prosecutor'
), said AS (
    SELECT kind, value FROM cases_casereference WHERE case_id = %(case)s
)
SELECT found.case_id FROM mine, LATERAL (
    SELECT case_id FROM cases_party
    WHERE court_id = %(court)s AND name = mine.name AND role <> 'prosecutor' AND case_id <> %(case)s
    ORDER BY case_id DESC LIMIT %(most)s
) AS found
UNION SELECT found.case_id FROM mine, LATERAL (
    SELECT case_id FROM cases_party
    WHERE mine.id_digest <> '' AND court_id = %(court)s AND id_digest = mine.id_digest AND id_digest <> ''
        AND case_id <> %(case)s
    ORDER BY case_id DESC LIMIT %(most)s
) AS found
UNION SELECT found.case_id FROM said, LATERAL (
    SELECT case_id FROM cases_casereference
    WHERE court_id = %(court)s AND value = said.value AND case_id <> %(case)s
    ORDER BY case_id DESC LIMIT %(most)s
) AS found
UNION (
    SELECT id FROM cases_case
    WHERE %(series)s <> '' AND court_id = %(court)s AND series_key = %(series)s AND series_key <> ''
        AND id <> %(case)s
    ORDER BY id LIMIT %(most)s
)
UNION SELECT named.id FROM said JOIN cases_case AS named ON named.number = said.value
WHERE said.kind = 'judgment' AND named.court_id = %(court)s
"""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A case that belongs with another, in every way found; ``rule`` is that of the strongest.

    ``must_answer``: it has a judge, is open or was decided lately, and the way asks for an answer.
    """

    case_id: UUID
    number: str
    sealed: str
    status: str
    closed_on: date | None
    cause: str
    received_on: date
    handler_id: UUID | None
    handler: str
    kinds: tuple[str, ...]
    rule: LinkKind
    must_answer: bool


def search(case: Case, on: date) -> list[Hit]:
    """Cases of the court that belong with this one, the strongest first; nothing is written.

    吉高法〔2019〕2号(四). Of a series or group only the first case that has a judge is told.
    """
    found = list(_candidates(case))
    if not found:
        return []
    rules = {rule.code: rule for rule in link_kinds().in_force(on)}
    others = _known_rows([_row_of(case), *found])
    mine = others[case.pk]
    kinds = {row["id"]: kinds_of(mine, others[row["id"]]) & rules.keys() for row in found}
    for member in _group(case, mine, found, others):
        kinds[member] |= {"group"} & rules.keys()
    hits = [_hit(row, kinds[row["id"]], rules, on) for row in found if kinds[row["id"]]]
    kept = [hit for hit in hits if _recent(hit, on)]
    return sorted(_first_only(kept), key=lambda hit: (not hit.must_answer, hit.rule.order, hit.case_id))


def _candidates(case: Case) -> Iterable[dict[str, Any]]:
    wanted: dict[str, Any] = {
        "case": case.pk,
        "court": case.court_id,
        "most": MOST,
        "series": case.series_key,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, wanted)
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return []
    rows = Case.objects.filter(pk__in=ids).exclude(pk=case.pk)
    return list(rows.exclude(status=Status.REFUSED.value).order_by("pk").values(*ROWS))


def _row_of(case: Case) -> dict[str, Any]:
    return {
        "id": case.pk,
        "number": case.number,
        "type_code": case.type_code,
        "cause_name": case.cause_name,
        "received_on": case.received_on,
        "disposal": case.disposal,
        "series_key": case.series_key,
    }


def _known_rows(rows: list[dict[str, Any]]) -> dict[UUID, Known]:
    """What is compared of cases, with what their texts refer to as it was kept at the filing."""
    named: dict[UUID, set[Reference]] = defaultdict(set)
    kept = CaseReference.objects.filter(case__in=[row["id"] for row in rows])
    for case_id, kind, value in kept.values_list("case_id", "kind", "value"):
        named[case_id].add(Reference(Refers(kind), value))
    return _compared(rows, {case_id: frozenset(found) for case_id, found in named.items()})


def _compared(rows: list[dict[str, Any]], named: dict[UUID, frozenset[Reference]]) -> dict[UUID, Known]:
    parties: dict[UUID, set[Who]] = defaultdict(set)
    prosecuted: set[UUID] = set()
    found = Party.objects.filter(case__in=[row["id"] for row in rows])
    for case_id, role, name, digest in found.values_list("case_id", "role", "name", "id_digest"):
        if role == PartyRole.PROSECUTOR.value:
            prosecuted.add(case_id)
        else:
            parties[case_id].add(Who(name, digest, _side(role)))
    return {
        row["id"]: Known(
            type_code=row["type_code"],
            cause=row["cause_name"],
            received_on=row["received_on"],
            parties=frozenset(parties[row["id"]]),
            references=named.get(row["id"], frozenset()),
            series_key=row["series_key"],
            number=row["number"] or "",
            prosecuted=row["id"] in prosecuted,
            withdrawn=_withdrawn(row["disposal"]),
        )
        for row in rows
    }


def _side(role: str) -> Side:
    if role in NEITHER:
        return Side.NEITHER
    return Side.CLAIMING if PartyRole(role) in CLAIMING else Side.RESPONDING


def _withdrawn(disposal: str) -> bool:
    return bool(disposal) and disposal in disposals() and disposals().latest(disposal).group == WITHDRAWAL


def _group(case: Case, mine: Known, found: list[dict[str, Any]], others: dict[UUID, Known]) -> Iterable[UUID]:
    """The other cases of a batch that has reached the court's number; nobody where it has not."""
    days, count = int(option(case.court_id, "GROUP-DAYS")), int(option(case.court_id, "GROUP-COUNT"))
    members = [row["id"] for row in found if of_group(mine, others[row["id"]], days)]
    return members if len(members) + 1 >= count else []


def _hit(row: dict[str, Any], kinds: Collection[str], rules: dict[str, LinkKind], on: date) -> Hit:
    asked = [kind for kind in kinds if rules[kind].must_answer and _within(row["closed_on"], rules[kind], on)]
    return Hit(
        case_id=row["id"],
        number=row["number"] or "",
        sealed=row["sealed"],
        status=row["status"],
        closed_on=row["closed_on"],
        cause=row["cause_name"],
        received_on=row["received_on"],
        handler_id=row["handling__handler_id"],
        handler=row["handling__handler__name"] or "",
        kinds=tuple(sorted(kinds, key=lambda kind: rules[kind].order)),
        rule=strongest(asked or kinds, rules),
        must_answer=bool(asked) and row["handling__handler_id"] is not None,
    )


def _within(closed_on: date | None, rule: LinkKind, on: date) -> bool:
    return closed_on is None or closed_on >= on - timedelta(days=rule.within_days)


def _recent(hit: Hit, on: date) -> bool:
    return hit.must_answer or _within(hit.closed_on, hit.rule, on)


def _first_only(hits: list[Hit]) -> Iterable[Hit]:
    """Where every further case only says the same, the first that asks for an answer stands for all."""
    seen: set[str] = set()
    for hit in sorted(hits, key=lambda hit: hit.case_id):
        code = hit.rule.code
        if hit.must_answer and code in FIRST_ONLY:
            if code in seen:
                continue
            seen.add(code)
        yield hit
