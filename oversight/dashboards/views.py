"""The first screen of presidents and of trial management: figures that all open their cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courts.places.models import Court
from courts.templatetags.ui import LAMPS, share
from oversight.alerts import selectors as alerts
from oversight.alerts.models import Alert
from oversight.dashboards import selectors
from oversight.dashboards.domain import Frame

NEWEST_ALERTS = 4


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Figures of one court read whole: ``court`` is its six-digit code, else the viewer's own."""
    court = selectors.chosen_court(request.viewer, request.GET.get("court", ""), request.court)
    frame = Frame(request.today)
    cases = selectors.of_court(request.viewer, court)
    totals = selectors.totals(cases, frame)
    links = Links(court, frame)
    context = {
        "shown_court": court,
        "courts": selectors.courts_to_choose(request.viewer),
        "frame": frame,
        "data_at": request.actor.at,
        "kpis": _tiles(totals, links),
        "months": _months(cases, totals, links),
        "pending_change": totals["pending"] - totals["pending_last"],
        "totals": totals,
        "attention": _attention(request, court),
        **_divisions(cases, links),
        **_ages(cases, totals["pending"], links),
        "below": _below(request, court, frame),
    }
    return render(request, "oversight/dashboards/dashboard.html", context)


@dataclass(frozen=True)
class Links:
    """Addresses of the lists behind the figures of a court, in the filters of the case list."""

    court: Court
    frame: Frame

    def cases(self, **wanted: Any) -> str:
        query = {
            "court": self.court.code,
            **{name: value for name, value in wanted.items() if value is not None},
        }
        return f"/cases/?{urlencode(query)}"

    def pending(self, **wanted: Any) -> str:
        return self.cases(status="open", **wanted)

    def filed(self, first: date | None, last: date, **wanted: Any) -> str:
        return self.cases(filed_from=first, filed_to=last, **wanted)

    def closed(self, first: date, last: date) -> str:
        return self.cases(closed_from=first, closed_to=last)


def _tiles(totals: dict[str, Any], links: Links) -> list[dict[str, Any]]:
    return [*_limit_tiles(totals, links), *_flow_tiles(totals, links)]


def _limit_tiles(totals: dict[str, Any], links: Links) -> list[dict[str, Any]]:
    pending, since = totals["pending"], totals["stopped_since"]
    longest = _("最长 %(n)d 日") % {"n": (links.frame.today - since).days} if since else _("没有停表的案件")
    return [
        _tile(_("超审限未结"), "lamp-black", totals["over"], pending, links.pending(lamp="black"))
        | {"tone": "black", "last": _same_day(totals["over_last"])},
        _tile(_("临近审限"), "lamp-yellow", totals["near"], pending, links.pending(near=1))
        | {"tone": "yellow", "last": _same_day(totals["near_last"])},
        _tile(_("停表"), "lamp-stopped", totals["stopped"], pending, links.pending(lamp="stopped"))
        | {"tone": "stopped", "last": longest},
    ]


def _flow_tiles(totals: dict[str, Any], links: Links) -> list[dict[str, Any]]:
    """Filed, closed and pending, each of what there was to handle: carried over and newly filed."""
    frame = links.frame
    handled = totals["carried"] + totals["filed"]
    return [
        _tile(_("本年新收"), "inbox", totals["filed"], handled, links.filed(frame.start, frame.today))
        | {"last": _same_period(totals["filed_last"])},
        _tile(_("本年结案"), "check", totals["closed"], handled, links.closed(frame.start, frame.today))
        | {"last": _same_period(totals["closed_last"])},
        _tile(_("未结"), "folder", totals["pending"], handled, links.pending())
        | {"last": _same_day(totals["pending_last"])},
    ]


def _tile(label: str, icon: str, value: int, base: int, url: str) -> dict[str, Any]:
    return {
        "label": label,
        "icon": icon,
        "value": f"{value:,}",
        "number": value,
        "unit": _("件"),
        "base": share(value, base),
        "url": url,
    }


def _same_day(number: int) -> str:
    return _("去年同日 %(n)s") % {"n": f"{number:,}"}


def _same_period(number: int) -> str:
    return _("去年同期 %(n)s") % {"n": f"{number:,}"}


def _months(cases: Any, totals: dict[str, Any], links: Links) -> list[dict[str, Any]]:
    frame = links.frame
    found = []
    for row in selectors.by_month(cases, frame, totals["carried"], totals["carried_last"]):
        first, last = frame.month_days(row.month)
        found.append(
            {
                "figures": row,
                "name": _("%(month)d月") % {"month": row.month},
                "partial": last == frame.today and row.month == frame.today.month,
                "filed_url": links.filed(first, last),
                "closed_url": links.closed(first, last),
                "pending_url": links.cases(pending_on=last),
            }
        )
    return found


def _divisions(cases: Any, links: Links) -> dict[str, Any]:
    rows = selectors.by_division(cases, links.frame.today)
    sums = selectors.added(rows)
    shown = [lamp for lamp in selectors.LAMPS if lamp.value != "none" or sums["none"]]
    heads = [
        {
            "code": lamp.value,
            "word": LAMPS[lamp.value],
            "tone": "" if lamp.value in ("normal", "none") else lamp.value,
        }
        for lamp in shown
    ]
    body = []
    for row in rows:
        where = {"division": row["division"]} if row["division"] else {"unassigned": 1}
        cells = [
            {"n": row["lamps"][lamp.value], "url": links.pending(lamp=lamp.value, **where)} for lamp in shown
        ]
        body.append(
            {
                "name": row["name"] or _("未分案"),
                "cells": cells,
                "total": row["total"],
                "url": links.pending(**where),
            }
        )
    return {
        "lamp_heads": heads,
        "divisions": body,
        "lamp_sums": [{"n": sums[lamp.value], "url": links.pending(lamp=lamp.value)} for lamp in shown],
        "pending_url": links.pending(),
    }


def _ages(cases: Any, pending: int, links: Links) -> dict[str, Any]:
    language = get_language() or "zh"
    rows = []
    for age in selectors.by_age(cases, links.frame):
        first, latest = age.band.filed(links.frame.today)
        rows.append(
            {
                "name": age.band.name(language),
                "now": age.now,
                "last": age.last,
                "change": age.now - age.last,
                "rate": f"{100 * age.now / pending:.1f}%" if pending else "—",
                "url": links.filed(first, latest, status="open"),
            }
        )
    return {"ages": rows}


def _attention(request: HttpRequest, court: Court) -> list[dict[str, Any]]:
    """Open alerts of the court by level, with the cases that end first."""
    language = get_language() or "zh"
    waiting = _open_alerts(request, court)
    counts = alerts.counts_by_level(waiting)
    return [
        {
            "rule": rule,
            "name": rule.name(language),
            "action": rule.action(language),
            "count": counts[rule.code],
            "url": f"/alerts/?{urlencode({'court': court.code, 'level': rule.code, 'status': 'open'})}",
            "first": alerts.rows(alerts.by_urgency(waiting.filter(level=rule.code))[:NEWEST_ALERTS]),
        }
        for rule in alerts.levels()
        if counts[rule.code]
    ]


def _open_alerts(request: HttpRequest, court: Court) -> Any:
    """The open alerts of one court that the viewer may know of."""
    wanted = {"court": court.code, "status": Alert.Status.OPEN.value}
    return alerts.leading(alerts.narrowed(alerts.visible(request.viewer), wanted))


def _below(request: HttpRequest, court: Court, frame: Frame) -> list[dict[str, Any]]:
    rows = []
    for row in selectors.courts_below(request.viewer, court, frame):
        links = Links(row["court"], frame)
        handled = row["carried"] + row["filed"]
        rows.append(
            {
                "court": row["court"],
                "url": f"/dashboard/?{urlencode({'court': row['court'].code})}",
                "filed": {"n": row["filed"], "url": links.filed(frame.start, frame.today)},
                "closed": {"n": row["closed"], "url": links.closed(frame.start, frame.today)},
                "pending": {"n": row["pending"], "url": links.pending()},
                "closing_rate": share(row["closed"], handled),
                "over": {"n": row["over"], "url": links.pending(lamp="black")},
                "over_rate": share(row["over"], row["pending"]),
                "near": {"n": row["near"], "url": links.pending(near=1)},
                "near_rate": share(row["near"], row["pending"]),
            }
        )
    return rows
