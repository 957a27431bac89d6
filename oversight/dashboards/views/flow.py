"""How cases come and go: by month, the time they took, and how evenly the draws fell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oversight.dashboards import selectors
from oversight.dashboards.domain import TimeBand
from oversight.dashboards.selectors import Totals
from oversight.dashboards.views.links import Links
from oversight.dashboards.views.tiles import percent
from oversight.rollups.domain import percentile
from oversight.rollups.selectors import Scope

FEW = 12
"""More months than this carry their year in their name."""


def months(found: Totals, links: Links) -> list[dict[str, Any]]:
    """The months of the period beside last year's, with the lists they open."""
    frame = links.frame
    several = frame.first.year != frame.last.year
    rows = []
    for row in selectors.by_month(found):
        first, last = frame.month_days(row.month)
        name = _("%(month)d月") % {"month": row.month.month}
        rows.append(
            {
                "figures": row,
                "name": row.month.strftime("%Y-%m") if several else name,
                "partial": frame.running and last == frame.today,
                "filed_url": links.filed(first, last),
                "closed_url": links.closed(first, last),
                "pending_url": links.cases(pending_on=last),
                "given": _share(row.now.given, row.now.assigned),
                "given_last": _share(row.last.given, row.last.assigned),
                "given_url": links.filed(first, last, assigned="given"),
            }
        )
    return rows


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "—"


def times(scope: Scope, links: Links) -> dict[str, Any]:
    """Days from filing to closing: the bands this period and last year, median and P90 by type of case."""
    frame = links.frame
    by_type = selectors.times(scope, frame, "case_type")
    now = _merged(by_type.values())
    last = _merged(selectors.times(scope, frame.year_before, "case_type").values())
    language = get_language() or "zh"
    bands = [
        {
            "name": band.name(language),
            "now": _within(now, band),
            "last": _within(last, band),
            "rate": percent(_within(now, band), sum(now.values())),
            "url": links.closed(took_from=band.from_days, took_to=band.to_days),
        }
        for band in selectors.time_bands()
    ]
    types = [
        {"name": key[0], **_middle(days), "url": links.closed(case_type=key[0])}
        for key, days in sorted(by_type.items())
    ]
    return {
        "time_bands": bands,
        "time_types": types,
        "time_all": _middle(now) | {"url": links.closed()},
        "time_last": _middle(last),
    }


def _merged(parts: Any) -> dict[int, int]:
    total: dict[int, int] = {}
    for days in parts:
        for value, number in days.items():
            total[value] = total.get(value, 0) + number
    return total


def _within(days: dict[int, int], band: TimeBand) -> int:
    return sum(number for value, number in days.items() if band.holds(value))


def _middle(days: dict[int, int]) -> dict[str, Any]:
    """Number of cases, median and 90th percentile in days; a dash of nothing."""
    median, late = percentile(days, 50), percentile(days, 90)
    return {
        "n": sum(days.values()),
        "median": "—" if median is None else median,
        "p90": "—" if late is None else late,
    }


def luck(scope: Scope, links: Links) -> dict[str, Any]:
    """The draws of the period's filings beside what the chances in their rosters expect."""
    found = selectors.luck(scope, links.frame)
    language = get_language() or "zh"
    bands = [
        {
            "name": band.name(language),
            "judges": sum(band.holds(row.deviation) for row in found),
            "expected": f"{len(found) * band.chance / 1000:.1f}",
            "names": _("、").join(row.name for row in found if band.holds(row.deviation)),
        }
        for band in selectors.luck_bands()
    ]
    judges = [
        {
            "name": row.name,
            "draws": row.chance.draws,
            "expected": f"{row.chance.expected:.1f}",
            "low": max(0, round(row.chance.expected - 2 * row.chance.variance**0.5)),
            "high": round(row.chance.expected + 2 * row.chance.variance**0.5),
            "drawn": row.chance.drawn,
            "url": links.filed(drawn_to=row.judge),
        }
        for row in found
    ]
    return {"luck_bands": bands if found else [], "luck_judges": judges}
