"""Making a pool, and changing what it is called, where it belongs and how wide its band is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from assignment.pools.domain import WIDEST_BAND
from assignment.pools.models import Pool
from assignment.pools.selectors import administered_pool, lawful_types
from assignment.pools.services.rosters import lock_pool
from courts.actors.domain import Actor, Right
from courts.places.models import Court, Division
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded


def make_pool(
    *,
    court_id: int,
    type_code: str,
    name: str,
    reason: str,
    actor: Actor,
    division: Division | None = None,
    band: int | None = None,
) -> Pool:
    """Make the pool of a type of case: one a court and type.

    Raises InvalidInput (``type_code`` not lawful at the court's level or covered already, ``name``,
    ``division``, ``band``, ``reason``), Refused PEOPLE-RIGHT.
    """
    if not actor.viewer.may(Right.ADMINISTER, court_id):
        raise Refused("PEOPLE-RIGHT", act=_("建立分案池"), court_id=court_id)
    with recorded():
        court = Court.objects.select_for_update(no_key=True).get(pk=court_id)
        errors = _wrong(court, name, division, band) | wrong_reason(reason)
        if type_code not in {rule.code for rule in lawful_types(court.level, actor.today)}:
            errors["type_code"] = _("本院审级不办理这类案件，或者没有这个类型代字。")
        elif Pool.objects.filter(court=court, type_code=type_code).exists():
            errors["type_code"] = _("本院已有这类案件的分案池。")
        if errors:
            raise InvalidInput(errors)
        pool = Pool.objects.create(
            court=court, type_code=type_code, name=name.strip(), division=division, band=band
        )
        note("pool_made", pool, actor, type_code=type_code, reason=reason.strip(), **_facts(pool))
    return pool


def change_pool(
    *,
    pool_id: int,
    name: str,
    reason: str,
    actor: Actor,
    division: Division | None = None,
    band: int | None = None,
    seen: str | None = None,
) -> Pool:
    """Change name, division and band (None: the court's own option). The type of case never changes.

    Raises NotVisible, InvalidInput (``name``, ``division``, ``band``, ``reason``), Refused POOL-MOVED.
    """
    with recorded():
        pool = lock_pool(administered_pool(actor.viewer, pool_id))
        if seen is not None and seen != pool_mark(pool):
            raise Refused("POOL-MOVED", what=pool.name, court_id=pool.court_id)
        errors = _wrong(pool.court, name, division, band) | wrong_reason(reason)
        if errors:
            raise InvalidInput(errors)
        before = _facts(pool)
        pool.name, pool.division, pool.band = name.strip(), division, band
        after = _facts(pool)
        if before == after:
            raise InvalidInput({"name": _("没有改动。")})
        pool.save(update_fields=["name", "division", "band"])
        changed = {"before": before, "after": after, "reason": reason.strip()}
        note("pool_changed", pool, actor, **changed)
    return pool


def pool_mark(pool: Pool) -> str:
    """What a form was opened on, so that a change meanwhile is noticed."""
    return f"{pool.name}|{pool.division_id}|{pool.band}"


def _wrong(court: Court, name: str, division: Division | None, band: int | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not 0 < len(name.strip()) <= 60:
        errors["name"] = _("名称须为 1 至 60 个字。")
    if division is not None and (division.court_id != court.pk or division.closed_on is not None):
        errors["division"] = _("请选择本院现有的部门。")
    if band is not None and not 0 <= band <= WIDEST_BAND:
        errors["band"] = _("须为 0 至 %(most)d 的整数。") % {"most": WIDEST_BAND}
    return errors


def _facts(pool: Pool) -> dict[str, Any]:
    return {
        "pool": pool.name,
        "division": pool.division.name if pool.division else None,
        "band": pool.band,
    }


def note(verb: str, of: Pool, actor: Actor, **data: Any) -> None:
    """Record what was done to a pool, on its court's trail."""
    record(
        verb,
        court_id=of.court_id,
        actor=actor,
        noun="pool",
        object_id=of.pk,
        data=data,
    )
