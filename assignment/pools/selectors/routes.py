"""Which pool a case goes to, and why, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assignment.pools.domain import CaseFacts, Complexity, RouteRow, choose, complexity_of, overlaps
from assignment.pools.models import Pool, PoolRoute
from assignment.pools.selectors.settings import case_type_name, complexity_rules
from cases.causes.selectors import cause_tree
from cases.docket.models import Case
from cases.docket.selectors import words
from courts.actors.domain import COURT_TIME, Right, Viewer
from courts.people.selectors import in_force
from courts.reads.selectors import Read, Rows
from courts.refusals.domain import NotVisible
from courts.trail.models import TrailEvent

COLUMNS = (
    "id",
    "pool_id",
    "tier",
    "from_on",
    "to_on",
    "type_code",
    "procedure",
    "cause_code",
    "claim_from_fen",
    "claim_to_fen",
    "complexity",
)


@dataclass(frozen=True)
class Route:
    """The route a case takes: the pool and the row that led there."""

    pool: Pool
    row: RouteRow

    @property
    def tier(self) -> int:
        return self.row.tier

    @property
    def conditions(self) -> Mapping[str, Any]:
        return self.row.conditions

    def as_row(self) -> dict[str, Any]:
        """What the snapshot keeps, integers and text only: which row of the table, and what it asks for."""
        told = {"pool": self.pool.name, "tier": self.row.tier, "since": self.row.from_on.isoformat()}
        return {"row": self.row.id, **told, **self.row.conditions}


def complexities() -> dict[str, str]:
    """The words of simple, ordinary and complex."""
    return {
        Complexity.SIMPLE.value: _("简单案件"),
        Complexity.ORDINARY.value: _("普通案件"),
        Complexity.COMPLEX.value: _("复杂案件"),
    }


def facts_of(case: Case, on: date) -> CaseFacts:
    """What the routes look at in a case."""
    return facts_from(
        type_code=case.type_code,
        procedure=case.procedure,
        cause_code=case.cause_code,
        claim_fen=case.claim_fen,
        four_category=case.four_category,
        on=on,
    )


def facts_from(
    *,
    type_code: str,
    procedure: str,
    cause_code: str,
    claim_fen: int | None,
    four_category: bool | None,
    on: date,
) -> CaseFacts:
    """The same from single values, as the form of a trial gives them."""
    complexity = complexity_of(
        complexity_rules().in_force(on),
        type_code=type_code,
        procedure=procedure,
        claim_fen=claim_fen,
        four_category=four_category,
    )
    return CaseFacts(
        type_code=type_code,
        procedure=procedure,
        causes=_path(cause_code),
        claim_fen=claim_fen,
        complexity=complexity.value,
    )


def _path(cause_code: str) -> tuple[str, ...]:
    if not cause_code or cause_code not in cause_tree():
        return (cause_code,) if cause_code else ()
    return tuple(cause.code for cause in cause_tree().path(cause_code))


def route_rows(court_id: int, type_code: str = "", on: date | None = None) -> list[RouteRow]:
    """The routes of a court; of those in force on a day, and of one type of case, only these."""
    if type_code and on is not None:
        rows = _ROUTES.rows(court_id=court_id, type_code=type_code, on=on)
    else:
        wanted = in_force(on) if on is not None else Q()
        types = Q(type_code__in=["", type_code]) if type_code else Q()
        rows = list(_routes(wanted & types, court_id))
    return [RouteRow(**dict(zip(COLUMNS, row, strict=True))) for row in rows]


def _routes(wanted: Q, court_id: int) -> Rows:
    return PoolRoute.objects.filter(wanted, court_id=court_id).order_by("pk").values_list(*COLUMNS)


_ROUTES = Read(
    lambda court_id, type_code, on: _routes(in_force(on) & Q(type_code__in=["", type_code]), court_id),
    court_id=int,
    type_code=str,
    on=date,
)


def route_row(case: Case, on: date) -> RouteRow | None:
    """The route a case takes, its pool not read yet."""
    facts = facts_of(case, on)
    return choose(route_rows(case.court_id, facts.type_code, on), facts, on)


def route_case(case: Case, on: date) -> Route | None:
    """The pool a case is drawn from, with the route that leads there; None where no pool covers it."""
    return _route(route_row(case, on))


def route_facts(court_id: int, facts: CaseFacts, on: date) -> Route | None:
    """The same for a case that need not exist."""
    return _route(choose(route_rows(court_id, facts.type_code, on), facts, on))


def _route(row: RouteRow | None) -> Route | None:
    if row is None:
        return None
    return Route(Pool.objects.select_related("division", "team").get(pk=row.pool_id), row)


def overlapping(court_id: int, on: date) -> list[tuple[RouteRow, RouteRow]]:
    """Routes between which only age decides; the one that goes first comes first."""
    return overlaps(route_rows(court_id, on=on), on, cause_tree().covers)


def administered_route(viewer: Viewer, route_id: int) -> PoolRoute:
    """A route of a court the viewer administers. Raises NotVisible otherwise."""
    found = PoolRoute.objects.select_related("pool__court").filter(pk=route_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.court_id):
        raise NotVisible(f"route {route_id}")
    return found


def drawn_on(route: PoolRoute) -> bool:
    """Whether a draw was made on a route since it began: the trail keeps the route of every draw."""
    begun = datetime.combine(route.from_on, time(), COURT_TIME)
    draws = TrailEvent.objects.filter(court_id=route.court_id, verb="draw_committed", at__gte=begun)
    said = (json.loads(body)["data"] for body in draws.values_list("payload__body", flat=True) if body)
    return any((data.get("route") or {}).get("row") == route.pk for data in said)


def served_pools(court_id: int, on: date) -> frozenset[int]:
    """The pools of a court to which a route leads on a day: cases may be drawn from them."""
    found = PoolRoute.objects.filter(in_force(on), court_id=court_id)
    return frozenset(found.values_list("pool_id", flat=True))


def said_conditions(given: Mapping[str, Any], language: str | None = None) -> list[str]:
    """Conditions in words, in the order in which people read a case: type, procedure, cause, amount, kind."""
    language = language or get_language() or "zh-hans"
    found = []
    if code := given.get("type_code"):
        found.append(f"{code} {case_type_name(code)}")
    if procedure := given.get("procedure"):
        listed = words("procedures")
        found.append(listed.latest(procedure).name(language) if procedure in listed else str(procedure))
    if cause := given.get("cause_code"):
        known = cause in cause_tree()
        name = cause_tree().by_code(cause).name(language) if known else str(cause)
        found.append(_("案由 %(cause)s") % {"cause": name})
    if claim := given.get("claim"):
        found.append(_amounts(*claim))
    if kind := given.get("complexity"):
        found.append(complexities().get(kind, str(kind)))
    return found


def _amounts(low: int | None, high: int | None) -> str:
    if high is None:
        return _("标的额 %(low)s 元以上") % {"low": _yuan(low or 0)}
    if low is None:
        return _("标的额不满 %(high)s 元") % {"high": _yuan(high)}
    return _("标的额 %(low)s 元以上不满 %(high)s 元") % {"low": _yuan(low), "high": _yuan(high)}


def _yuan(fen: int) -> str:
    whole, cents = divmod(fen, 100)
    return f"{whole:,}.{cents:02d}" if cents else f"{whole:,}"


def said_route(told: Mapping[str, Any]) -> str:
    """A route as the snapshot keeps it, in one sentence."""
    given = _(" / ").join(said_conditions(told)) or _("任何案件")
    said = {"tier": told["tier"], "given": given, "pool": told["pool"]}
    return _("按第 %(tier)d 级规则：%(given)s → %(pool)s") % said


def told_condition(key: str) -> Callable[[object, Mapping[str, Any], str], str]:
    """How one condition of a route reads in the history of settings."""

    def told(value: object, data: Mapping[str, Any], language: str) -> str:
        if key == "cause_code" and value in cause_tree():
            return cause_tree().by_code(str(value)).name(language)
        return said_conditions({key: value}, language)[0] if value else ""

    return told
