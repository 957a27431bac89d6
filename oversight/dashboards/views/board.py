"""What waits for somebody: alerts by level and by how long, cases without a judge, the data, the night."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oversight.alerts import selectors as alerts
from oversight.alerts.domain import AlertLevel, Kind
from oversight.alerts.models import Alert
from oversight.dashboards import selectors
from oversight.dashboards.domain import TimeBand
from oversight.dashboards.registry import Desk
from oversight.dashboards.selectors import Totals
from oversight.dashboards.views.links import Links
from oversight.dashboards.views.tiles import NEAR, same_day, tile
from oversight.nightly.selectors import latest_run
from oversight.rollups import selectors as rollups
from oversight.rollups.selectors import Scope

NEWEST_ALERTS = 4
TO_DRAW_WITHIN = 3
"""Days within which an accepted case is given out (吉高法〔2019〕2号（四））."""


def _waiting(scope: Scope) -> QuerySet[Alert]:
    """The open alerts of a desk's cases, each case at its most urgent."""
    return alerts.leading(selectors.alerts_of(scope).filter(status=Alert.Status.OPEN.value))


def _alerts_url(desk: Desk, **wanted: Any) -> str:
    query = {"court": desk.court.code, "status": Alert.Status.OPEN.value, **wanted}
    if desk.division is not None:
        query["division"] = desk.division.pk
    return f"/alerts/?{urlencode({name: value for name, value in query.items() if value is not None})}"


def attention(desk: Desk, scope: Scope) -> list[dict[str, Any]]:
    """Open alerts by level, with the cases that end first."""
    language = get_language() or "zh"
    waiting = _waiting(scope)
    counts = alerts.counts_by_level(waiting)
    return [
        {
            "rule": rule,
            "name": rule.name(language),
            "action": rule.action(language),
            "count": counts[rule.code],
            "url": _alerts_url(desk, level=rule.code),
            "first": alerts.rows(alerts.by_urgency(waiting.filter(level=rule.code))[:NEWEST_ALERTS]),
        }
        for rule in alerts.levels()
        if counts[rule.code]
    ]


def alerts_by_wait(desk: Desk, scope: Scope) -> dict[str, Any]:
    """Open alerts by level and by the days since their line was crossed."""
    language, today = get_language() or "zh", desk.frame.today
    bands = selectors.wait_bands()
    counts = {
        (level, day): number
        for level, day, number in _waiting(scope)
        .order_by()
        .values_list("level", "raised_on")
        .annotate(n=Count("pk"))
    }
    held = {level for level, _day in counts}
    listed = [rule for rule in alerts.levels() if rule.kind is Kind.LIMIT or rule.code in held]
    rows = [_wait_row(desk, rule, bands, counts, language) for rule in listed]
    return {
        "wait_heads": [band.name(language) for band in bands],
        "wait_rows": rows,
        "wait_total": sum(counts.values()),
        "wait_today": today,
    }


def _wait_row(
    desk: Desk,
    rule: AlertLevel,
    bands: list[TimeBand],
    counts: dict[tuple[str, date], int],
    language: str,
) -> dict[str, Any]:
    today = desk.frame.today
    mine = {day: number for (level, day), number in counts.items() if level == rule.code}
    cells = []
    for band in bands:
        first = today - timedelta(days=band.to_days) if band.to_days is not None else None
        last = today - timedelta(days=band.from_days)
        number = sum(n for day, n in mine.items() if band.holds((today - day).days))
        url = _alerts_url(desk, level=rule.code, raised_from=first, raised_to=last)
        cells.append({"n": number, "url": url})
    return {
        "rule": rule,
        "name": rule.name(language),
        "action": rule.action(language),
        "cells": cells,
        "total": sum(mine.values()),
        "url": _alerts_url(desk, level=rule.code),
    }


def tiles(desk: Desk, found: Totals, lamps: dict[str, int], links: Links) -> list[dict[str, Any]]:
    """The leading figures of trial management: over, near, stopped, without a judge, imports, unanswered."""
    total, docket, today = lamps["total"], found.today, desk.frame.today
    near = sum(lamps[lamp] for lamp in NEAR)
    oldest = docket["unassigned_first"]
    waited = _("最早 %(day)s 立案") % {"day": oldest} if oldest else _("没有待分案的案件")
    stopped = docket["stopped_first"]
    longest = _("最长 %(n)d 日") % {"n": (today - stopped).days} if stopped else _("没有停表的案件")
    return [
        tile(_("超审限未结"), "lamp-black", lamps["black"], total, links.open(lamp="black"))
        | {"tone": "black", "last": same_day(found.last.stood["over"]) if links.frame.running else ""},
        tile(_("临近审限"), "lamp-yellow", near, total, links.open(near=1))
        | {"tone": "yellow", "last": same_day(found.last.stood["near"]) if links.frame.running else ""},
        tile(_("停表"), "lamp-stopped", lamps["stopped"], total, links.open(lamp="stopped"))
        | {"tone": "stopped", "last": longest},
        tile(_("待分案"), "dice", docket["unassigned"], total, links.open(to_assign=1)) | {"last": waited},
        tile(_("待核实的导入案件"), "upload", docket["imports"], total, links.open(imported=1))
        | {"last": _("核实前不生成预警")},
        tile(
            _("四类案件待答复"),
            "flag",
            docket["four_open"],
            total,
            links.open(four_answer="none", confirmed=1),
        )
        | {"last": _("可能属四类 %(n)s") % {"n": f"{docket['four_yes']:,}"}},
    ]


def lasting(desk: Desk, scope: Scope, total: int) -> list[dict[str, Any]]:
    """Cases on the lists of supervision now: long pending, prolonged custody, hidden over-limit."""
    standing = alerts.leading(selectors.alerts_of(scope).exclude(status=Alert.Status.CLOSED.value))
    counts = alerts.counts_by_kind(standing)
    found = []
    for kind, label, icon, note in (
        (Kind.PENDING, _("长期未结"), "history", _("按日历时间，不扣除")),
        (Kind.CUSTODY, _("久押不决"), "lock", _("自首次羁押之日起")),
        (Kind.HIDDEN, _("隐性超审限"), "lamp-stopped", _("停表的事由看来已结束")),
    ):
        url = _alerts_url(desk, status="standing", kind=kind.value)
        found.append(tile(label, icon, counts[kind.value], total, url) | {"last": note})
    return found


def unassigned(scope: Scope, links: Links) -> dict[str, Any]:
    """Accepted cases without a judge: within the days for giving them out, and past them."""
    today = links.frame.today
    since = today - timedelta(days=TO_DRAW_WITHIN)
    days = rollups.unassigned_by_day(scope)
    late = sum(number for day, number in days.items() if day < since)
    fresh = sum(days.values()) - late
    return {
        "within": {"n": fresh, "url": links.open(to_assign=1, filed_from=since)},
        "late": {"n": late, "url": links.open(to_assign=1, filed_to=since - timedelta(days=1))},
        "days": TO_DRAW_WITHIN,
    }


def quality(found: Totals, links: Links) -> list[dict[str, Any]]:
    """What in the data keeps figures and alerts from being whole, and who puts it right."""
    docket = found.today
    return [
        {
            "name": _("导入后未核实是否未结"),
            "n": docket["imports"],
            "url": links.open(imported=1),
            "act": _("逐案核实；核实前审限灯和预警不计"),
        },
        {
            "name": _("没有运行中的审限"),
            "n": docket["no_limit"],
            "url": links.open(lamp="none", confirmed=1),
            "act": _("无法定审限的除外；其余核对程序和审限规则"),
        },
        {
            "name": _("四类案件问题未答复"),
            "n": docket["four_open"],
            "url": links.open(four_answer="none", confirmed=1),
            "act": _("由立案人员在案件页答复"),
        },
    ]


def dispatch(divisions: list[dict[str, Any]], scope: Scope, links: Links) -> dict[str, Any]:
    """The weekly dispatch (周调度) by division: over, due in seven days, near, stopped."""
    today = links.frame.today
    soon = rollups.last_days(scope, today, today + timedelta(days=6), "division")
    rows = []
    for row in divisions:
        where = {"division": row["division"]} if row["division"] else {"unassigned": 1}
        lamps = row["lamps"]
        rows.append(
            {
                "name": row["name"] or _("未分案"),
                "over": {"n": lamps["black"], "url": links.open(lamp="black", **where)},
                "soon": {
                    "n": soon.get((row["division"],), 0),
                    "url": links.open(ends_from=today, ends_to=today + timedelta(days=6), **where),
                },
                "near": {
                    "n": sum(lamps[lamp] for lamp in NEAR),
                    "url": links.open(near=1, **where),
                },
                "stopped": {"n": lamps["stopped"], "url": links.open(lamp="stopped", **where)},
                "total": {"n": lamps["total"], "url": links.open(**where)},
            }
        )
    return {"dispatch": rows, "dispatch_until": today + timedelta(days=6)}


def night() -> dict[str, Any] | None:
    """The latest nightly run: its date, whether it is done, what went wrong."""
    run = latest_run()
    if run is None:
        return None
    return {
        "day": run.business_date,
        "finished_at": run.finished_at,
        "failed": bool(run.error),
        "error": run.error,
    }
