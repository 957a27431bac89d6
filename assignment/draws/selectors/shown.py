"""A draw as people read it: names instead of ids, chances instead of weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language

from assignment.draws.domain import Status, canonical_json, in_groups
from assignment.draws.models import Draw
from assignment.draws.selectors.reading import drawn_id, names_of
from assignment.pools.domain import compare_rosters
from assignment.pools.selectors import exclusion_reasons, said_route, setting

SCALES = (5, 10, 25, 50, 100)
LOOKED_BACK = 40
"""So many draws of a chain are looked through for the last one of a pool."""


def roster_shown(rows: Iterable[Mapping[str, Any]], winner: Any = None) -> dict[str, Any]:
    """Who may be drawn with which chance, and who is left out why.

    ``scale`` is the chance at which a bar is full, so that bars of one draw compare.
    """
    listed = list(rows)
    names = names_of(row["id"] for row in listed)
    eligible = [row for row in listed if row["eligible"]]
    total = sum(row["weight"] for row in eligible)
    shown = [_chance(row, names, total, str(winner or "")) for row in eligible]
    most = max((row["percent"] for row in shown), default=0.0)
    scale = next((step for step in SCALES if most <= step), 100)
    for row in shown:
        row["bar"] = f"{100 * row['percent'] / scale:.1f}%"
    return {
        "eligible": shown,
        "excluded": [_exclusion(row, names) for row in listed if not row["eligible"]],
        "able": sum(row["weight"] > 0 for row in eligible),
        "total": total,
        "total_said": f"{total:,}",
        "scale": scale,
        "size": len(listed),
    }


def _chance(row: Mapping[str, Any], names: Mapping[str, str], total: int, winner: str) -> dict[str, Any]:
    percent = 100 * row["weight"] / total if total else 0.0
    return {
        "id": row["id"],
        "name": names.get(row["id"], row["id"]),
        "weight": row["weight"],
        "weight_said": f"{row['weight']:,}",
        "load": f"{row.get('load', 0) / 100:.2f}",
        "share": row.get("share", 100),
        "back": row.get("reentry_load", 0) > row.get("load", 0),
        "percent": percent,
        "chance": f"{percent:.1f}%",
        "odds": round(total / row["weight"]) if 0 < 2 * row["weight"] <= total else None,
        "won": row["id"] == winner,
    }


def _exclusion(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    known = row["reason"] in exclusion_reasons()
    rule = exclusion_reasons().latest(row["reason"]) if known else None
    return {
        "name": names.get(row["id"], row["id"]),
        "code": row["reason"],
        "reason": rule.name(get_language() or "zh") if rule else row["reason"],
        "approver": row.get("excluded_by", ""),
    }


def draw_shown(draw: Draw) -> dict[str, Any]:
    """One draw with its roster and its receipt in groups of four."""
    snapshot = json.loads(draw.snapshot)
    winner = drawn_id(draw) if draw.status == Status.RESULT.value else None
    listed = roster_shown(snapshot["roster"], winner)
    return {
        "draw": draw,
        "receipt": in_groups(draw.receipt),
        "roster": listed,
        "won": next((row for row in listed["eligible"] if row["won"]), None),
        "prev_draw": snapshot["prev_draw"],
        "pool": snapshot.get("pool", ""),
        "route": said_route(snapshot["route"]) if "route" in snapshot else "",
        "closes_at": closes_at(draw),
    }


def changed_since(draw: Draw) -> dict[str, Any] | None:
    """What differs from the roster of the last draw of the same pool; None for the first one of late."""
    after = json.loads(draw.snapshot)
    number, before = _last_of_pool(draw, after.get("pool"))
    if before is None:
        return None
    change = compare_rosters(before["roster"], after["roster"])
    names = names_of(row["id"] for row in (*before["roster"], *after["roster"]))
    why = {row["id"]: _exclusion(row, names) for row in after["roster"] if not row["eligible"]}
    return {
        "draw_no": number,
        "any": bool(change),
        "joined": [names.get(pk, pk) for pk in change.joined],
        "left": [names.get(pk, pk) for pk in change.left],
        "excluded": [why[pk] for pk in change.newly_excluded],
        "readmitted": [names.get(pk, pk) for pk in change.readmitted],
    }


def _last_of_pool(draw: Draw, pool: object) -> tuple[int, dict[str, Any] | None]:
    """Number and snapshot of the last draw of the pool among those looked back on.

    The database looks for the pool in the canonical text, so that no other snapshot is fetched.
    """
    back = Draw.objects.filter(
        chain_id=draw.chain_id, draw_no__lt=draw.draw_no, draw_no__gte=draw.draw_no - LOOKED_BACK
    )
    named = canonical_json({"pool": pool}).decode()[1:-1]
    rows = back.filter(snapshot__contains=named).order_by("-draw_no").values_list("draw_no", "snapshot")
    found = ((number, json.loads(text)) for number, text in rows[:1])
    return next((one for one in found if one[1].get("pool") == pool), (0, None))


def closes_at(draw: Draw) -> datetime:
    """Until when a number may be given."""
    return draw.committed_at + timedelta(minutes=setting("NONCE_WINDOW"))
