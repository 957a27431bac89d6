"""Making a pool, and changing what it is called, where it belongs, whose it is and how wide its band is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assignment.pools.domain import WIDEST_BAND
from assignment.pools.domain.routes import LAST_TIER
from assignment.pools.models import Pool, PoolRoute
from assignment.pools.selectors import administered_pool, lawful_types
from assignment.pools.services.alerts import pool_moved
from assignment.pools.services.following import take_team
from assignment.pools.services.rosters import lock_pool, note
from assignment.pools.services.routes import check_within
from assignment.teams.models import Team
from courts.actors.domain import Actor, Right
from courts.places.models import Court, Division
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import recorded


def make_pool(
    *,
    court_id: int,
    name: str,
    reason: str,
    actor: Actor,
    type_code: str = "",
    division: Division | None = None,
    team: Team | None = None,
    band: int | None = None,
) -> Pool:
    """Make a pool; with a type of case, every such case that no earlier tier takes comes to it.

    The members of a team's pool are the judges of the team. Raises InvalidInput (``type_code`` not lawful at
    the court's level or covered already, ``name``, ``division``, ``team``, ``band``, ``reason``), Refused
    PEOPLE-RIGHT, ROUTE-SPECIALTY.
    """
    if not actor.viewer.may(Right.ADMINISTER, court_id):
        raise Refused("PEOPLE-RIGHT", act=_("建立分案池"), court_id=court_id)
    with recorded():
        court = Court.objects.select_for_update(no_key=True).get(pk=court_id)
        errors = _wrong(court, name, division, team, band) | wrong_reason(reason)
        if not errors and _taken(court, name):
            errors["name"] = _("本院已有同名的分案池。")
        if type_code and type_code not in {rule.code for rule in lawful_types(court.level, actor.today)}:
            errors["type_code"] = _("本院审级不办理这类案件，或者没有这个类型代字。")
        elif type_code and general_routes(court.pk).filter(type_code=type_code).exists():
            errors["type_code"] = _("本院已有这类案件的分案池。")
        if errors:
            raise InvalidInput(errors)
        if type_code:
            check_within(Pool(court=court, name=name.strip()), team, [""])
        pool = Pool.objects.create(court=court, name=name.strip(), division=division, team=team, band=band)
        note("pool_made", pool, actor, type_code=type_code, reason=reason.strip(), **_facts(pool))
        if type_code:
            PoolRoute.objects.create(
                pool=pool, court=court, tier=LAST_TIER, type_code=type_code, from_on=actor.today
            )
            pool_moved(pool, actor)
        if team is not None:
            take_team(pool, actor)
    return pool


def general_routes(court_id: int) -> QuerySet[PoolRoute]:
    """The routes of the last tier that ask for nothing but the type of case and have no end."""
    plain = PoolRoute.objects.filter(procedure="", cause_code="", complexity="", to_on=None)
    return plain.filter(court_id=court_id, tier=LAST_TIER, claim_from_fen=None, claim_to_fen=None)


def change_pool(
    *,
    pool_id: int,
    name: str,
    reason: str,
    actor: Actor,
    division: Division | None = None,
    team: Team | None = None,
    band: int | None = None,
    seen: str | None = None,
) -> Pool:
    """Change name, division, team and band (None: the court's own option).

    A pool given to a team loses, from tomorrow, whoever is not a judge of it. Raises NotVisible, InvalidInput
    (``name``, ``division``, ``team``, ``band``, ``reason``), Refused POOL-MOVED, ROUTE-SPECIALTY.
    """
    with recorded():
        found = administered_pool(actor.viewer, pool_id)
        Court.objects.select_for_update(no_key=True).get(pk=found.court_id)
        pool = lock_pool(found)
        if seen is not None and seen != pool_mark(pool):
            raise Refused("POOL-MOVED", what=pool.name, court_id=pool.court_id)
        errors = _wrong(pool.court, name, division, team, band) | wrong_reason(reason)
        if not errors and _taken(pool.court, name, but=pool.pk):
            errors["name"] = _("本院已有同名的分案池。")
        if errors:
            raise InvalidInput(errors)
        lasting = pool.routes.filter(Q(to_on=None) | Q(to_on__gte=actor.today))
        check_within(pool, team, lasting.values_list("cause_code", flat=True))
        before, had = _facts(pool), pool.team_id
        pool.name, pool.division, pool.team, pool.band = name.strip(), division, team, band
        after = _facts(pool)
        if before == after:
            raise InvalidInput({"name": _("没有改动。")})
        pool.save(update_fields=["name", "division", "team", "band"])
        changed = {"before": before, "after": after, "reason": reason.strip()}
        note("pool_changed", pool, actor, **changed)
        if team is not None and team.pk != had:
            take_team(pool, actor)
        elif before["band"] != after["band"]:
            pool_moved(pool, actor)
    return pool


def _taken(court: Court, name: str, but: int = 0) -> bool:
    """Whether a pool of the court has the name: snapshots name pools, so one name is one pool."""
    return Pool.objects.filter(court=court, name=name.strip()).exclude(pk=but).exists()


def pool_mark(pool: Pool) -> str:
    """What a form was opened on, so that a change meanwhile is noticed."""
    return f"{pool.name}|{pool.division_id}|{pool.team_id}|{pool.band}"


def _wrong(
    court: Court, name: str, division: Division | None, team: Team | None, band: int | None
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not 0 < len(name.strip()) <= 60:
        errors["name"] = _("名称须为 1 至 60 个字。")
    if division is not None and (division.court_id != court.pk or division.closed_on is not None):
        errors["division"] = _("请选择本院现有的部门。")
    if team is not None and (team.court_id != court.pk or team.to_on is not None):
        errors["team"] = _("请选择本院现有的审判团队。")
    if band is not None and not 0 <= band <= WIDEST_BAND:
        errors["band"] = _("须为 0 至 %(most)d 的整数。") % {"most": WIDEST_BAND}
    return errors


def _facts(pool: Pool) -> dict[str, Any]:
    return {
        "pool": pool.name,
        "division": pool.division.name if pool.division else None,
        "team": pool.team.name if pool.team else None,
        "band": pool.band,
    }
