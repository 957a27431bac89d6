"""The courts below a court, by rates with their bases, in the order of their codes: never a ranking."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language

from courts.places.models import Court
from courts.places.selectors import court_ids_below
from courts.templatetags.ui import share
from oversight.dashboards import selectors
from oversight.dashboards.registry import Desk
from oversight.dashboards.selectors import Choices
from oversight.dashboards.views.links import Links
from oversight.dashboards.views.pending import lamp_table
from oversight.dashboards.views.tiles import NEAR, percent
from oversight.rollups.selectors import scope_of


def courts(desk: Desk, choices: Choices) -> dict[str, Any]:
    """The courts that have any case, each with its own figures and the way to its dashboard."""
    under = court_ids_below(desk.court.pk)
    listed = [court for court in choices.courts if court.pk in under]
    scope = scope_of(desk.user, [court.pk for court in listed])
    found = selectors.by_court(scope, listed, desk.frame)
    busy = [row for row in found if row["part"].handled or row["lamps"].get("total")]
    lamps = lamp_table(
        [
            {"name": _name(row["court"]), "lamps": row["lamps"], "where": {}, "links": _links(row, desk)}
            for row in busy
        ],
        Links.of(desk),
    )
    return {**lamps, "below": [_row(row, desk) for row in busy], "courts_quiet": len(found) - len(busy)}


def _links(row: dict[str, Any], desk: Desk) -> Links:
    return Links(row["court"], desk.frame)


def _name(court: Court) -> str:
    english = (get_language() or "zh").startswith("en")
    return court.name_en if english and court.name_en else court.name


def _row(row: dict[str, Any], desk: Desk) -> dict[str, Any]:
    links, part, lamps, last = _links(row, desk), row["part"], row["lamps"], row["last"]
    flow, total = part.flow, lamps.get("total", 0)
    near = sum(lamps.get(lamp, 0) for lamp in NEAR)
    over = lamps.get("black", 0)
    return {
        "court": row["court"],
        "url": f"/dashboard/?{urlencode({'face': 'court', 'court': row['court'].code})}",
        "filed": {"n": flow.filed, "url": links.filed(), "last": last.filed},
        "closed": {"n": flow.closed, "url": links.closed(), "last": last.closed},
        "pending": {"n": part.stood["pending"], "url": links.pending()},
        "closing_rate": share(flow.closed, part.handled),
        "in_time": {"n": flow.in_time, "url": links.closed(in_limit="yes"), "of": flow.timed},
        "in_time_rate": percent(flow.in_time, flow.timed),
        "over": {"n": over, "url": links.open(lamp="black"), "of": total},
        "over_rate": percent(over, total),
        "near": {"n": near, "url": links.open(near=1), "of": total},
        "near_rate": percent(near, total),
        "given": {"n": flow.given, "url": links.filed(assigned="given"), "of": flow.assigned},
        "given_rate": percent(flow.given, flow.assigned),
    }
