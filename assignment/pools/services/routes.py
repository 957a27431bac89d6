"""The table of routes: which cases reach which pool, by date. What draws were made on never changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assignment.pools.domain import Complexity
from assignment.pools.domain.routes import FIRST_TIER, LAST_TIER
from assignment.pools.models import Pool, PoolRoute
from assignment.pools.selectors import (
    administered_pool,
    administered_route,
    drawn_on,
    lawful_types,
    said_conditions,
)
from assignment.pools.services.alerts import pool_moved
from assignment.pools.services.rosters import lock_pool, note
from assignment.teams.models import Team
from assignment.teams.selectors import specialty, tries
from cases.causes.selectors import cause_tree
from cases.docket.domain import Procedure
from courts.actors.domain import Actor
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What a case must be to take a route; empty: any. Amounts in fen."""

    type_code: str = ""
    procedure: str = ""
    cause_code: str = ""
    claim_from_fen: int | None = None
    claim_to_fen: int | None = None
    complexity: str = ""


def add_route(
    *, pool_id: int, tier: int, from_on: date, reason: str, actor: Actor, **conditions: Any
) -> PoolRoute:
    """Cases with these conditions go to a pool from a day on, today at the earliest.

    Raises NotVisible; InvalidInput (``tier``, ``from_on``, ``reason`` or a condition);
    Refused ROUTE-TAKEN where the same conditions lead to a pool in this tier already, ROUTE-SPECIALTY
    where the pool is a specialised team's and the cause is none of the team's.
    """
    wish = Conditions(**conditions)
    with recorded():
        pool = lock_pool(administered_pool(actor.viewer, pool_id))
        errors = _wrong(wish, pool, actor.today) | wrong_reason(reason)
        if not FIRST_TIER <= tier <= LAST_TIER:
            errors["tier"] = _("级数为 1 至 9，1 级最先。")
        if from_on < actor.today:
            errors["from_on"] = _("不能早于今天：此前的抽签已按当时的规则进行。")
        if errors:
            raise InvalidInput(errors)
        check_within(pool, pool.team, [wish.cause_code])
        try:
            with transaction.atomic():
                route = PoolRoute.objects.create(
                    pool=pool, court_id=pool.court_id, tier=tier, from_on=from_on, **asdict(wish)
                )
        except IntegrityError:
            raise Refused("ROUTE-TAKEN", tier=tier, **_taken_by(pool, tier, wish)) from None
        note("pool_route_added", pool, actor, pool=pool.name, reason=reason.strip(), **_told(route))
        pool_moved(pool, actor)
    return route


def end_route(*, route_id: int, to_on: date, reason: str, actor: Actor) -> PoolRoute | None:
    """A route ends; ``to_on`` is its last day, yesterday at the earliest (it then holds no more today).

    A route whose last day lies before its first is taken out again: None. Not one that draws were made on.
    Raises NotVisible; InvalidInput (``to_on``, ``reason``).
    """
    with recorded():
        pool = lock_pool(administered_route(actor.viewer, route_id).pool)
        route = administered_route(actor.viewer, route_id)
        errors = wrong_reason(reason)
        if to_on < actor.today - timedelta(days=1):
            errors["to_on"] = _("不能早于昨天：此前的抽签已按当时的规则进行。")
        elif route.to_on is not None and route.to_on <= to_on:
            errors["to_on"] = _("不能晚于已定的止日 %(day)s。") % {"day": route.to_on}
        elif to_on < route.from_on <= actor.today and drawn_on(route):
            errors["to_on"] = _("今天已有案件按这条规则抽签，止日最早为今天。")
        if errors:
            raise InvalidInput(errors)
        told = {**_told(route), "to_on": to_on}
        note("pool_route_ended", pool, actor, pool=pool.name, reason=reason.strip(), **told)
        if to_on < route.from_on:
            route.delete()
        else:
            route.to_on = to_on
            route.save(update_fields=["to_on"])
        pool_moved(pool, actor)
    return None if to_on < route.from_on else route


def check_within(pool: Pool, team: Team | None, causes: Iterable[str]) -> None:
    """Routes to a specialised team's pool ask for causes of the team. Raises Refused ROUTE-SPECIALTY."""
    if team is not None and not all(tries(team, cause) for cause in causes):
        told = {"team": team.name, "pool": pool.name, "court_id": pool.court_id}
        raise Refused("ROUTE-SPECIALTY", causes=specialty(team), **told)


def _wrong(wish: Conditions, pool: Pool, on: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    if wish.type_code and wish.type_code not in {rule.code for rule in lawful_types(pool.court.level, on)}:
        errors["type_code"] = _("本院审级不办理这类案件，或者没有这个类型代字。")
    if wish.procedure and wish.procedure not in {member.value for member in Procedure}:
        errors["procedure"] = _("没有这种程序。")
    if wish.cause_code and wish.cause_code not in cause_tree():
        errors["cause_code"] = _("没有这个案由。")
    if wish.complexity and wish.complexity not in {member.value for member in Complexity}:
        errors["complexity"] = _("请选择简单、普通或者复杂。")
    low, high = wish.claim_from_fen, wish.claim_to_fen
    if low is not None and low < 0:
        errors["claim_from_fen"] = _("金额不能小于零。")
    if high is not None and high <= (low or 0):
        errors["claim_to_fen"] = _("须大于起点金额。")
    return errors


def _told(route: PoolRoute) -> dict[str, Any]:
    given = {name: value for name, value in asdict(_conditions(route)).items() if value not in ("", None)}
    return {"route": route.pk, "tier": route.tier, "from_on": route.from_on, **given}


def _conditions(route: PoolRoute) -> Conditions:
    return Conditions(**{name: getattr(route, name) for name in Conditions.__dataclass_fields__})


def _taken_by(pool: Pool, tier: int, wish: Conditions) -> dict[str, Any]:
    same = PoolRoute.objects.filter(court_id=pool.court_id, tier=tier, to_on=None, **asdict(wish))
    found = same.select_related("pool").first()
    given: dict[str, Any] = asdict(wish)
    if wish.claim_from_fen is not None or wish.claim_to_fen is not None:
        given["claim"] = [wish.claim_from_fen, wish.claim_to_fen]
    said = _(" / ").join(said_conditions(given)) or _("任何案件")
    return {"pool": found.pool.name if found else "", "given": said, "court_id": pool.court_id}
