"""A draw as people read it: names instead of ids, chances instead of weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language

from assignment.draws.domain import Status
from assignment.draws.models import Draw
from assignment.pools.domain import roster
from assignment.pools.models import Pool
from assignment.pools.selectors import band_of, exclusion_reasons, judges_of, setting
from courts.people.models import Person

SCALES = (5, 10, 25, 50, 100)


def roster_of_pool(pool: Pool, today: date) -> list[dict[str, Any]]:
    """The roster as it would be locked now."""
    return [entry.as_row() for entry in roster(judges_of(pool, today), band_of(pool))]


def roster_shown(rows: Iterable[Mapping[str, Any]], winner: Any = None) -> dict[str, Any]:
    """Who may be drawn with which chance, and who is left out why.

    ``scale`` is the chance at which a bar is full, so that bars of one draw compare.
    """
    listed = list(rows)
    names = {
        str(person.pk): person.name for person in Person.objects.filter(pk__in=[r["id"] for r in listed])
    }
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
        "odds": round(total / row["weight"]) if row["weight"] else None,
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
    winner = draw.winner_id if draw.status == Status.RESULT.value else None
    listed = roster_shown(snapshot["roster"], winner)
    return {
        "draw": draw,
        "receipt": " ".join(draw.receipt[at : at + 4] for at in range(0, len(draw.receipt), 4)),
        "roster": listed,
        "won": next((row for row in listed["eligible"] if row["won"]), None),
        "prev_draw": snapshot["prev_draw"],
        "pool": snapshot.get("pool", ""),
        "closes_at": draw.committed_at + timedelta(minutes=setting("NONCE_WINDOW")),
    }
