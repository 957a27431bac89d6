"""Leading figures: a number with its base, last year, and the list it opens."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from courts.templatetags.ui import cases_unit, share
from oversight.dashboards.registry import Figure
from oversight.dashboards.selectors import Totals
from oversight.dashboards.views.links import Links

NEAR = ("yellow", "orange", "red")


def tile(label: Any, icon: str, value: int, base: int | None, url: str, **more: Any) -> dict[str, Any]:
    """A tile that counts cases; ``base`` is what they are a part of."""
    return {
        "label": label,
        "icon": icon,
        "value": f"{value:,}",
        "number": value,
        "unit": cases_unit(value),
        "base": share(value, base) if base is not None else "",
        "url": url if value else "",
        **more,
    }


def rate(
    label: Any, icon: str, part: int, whole: int, url: str, note: Any = "", **more: Any
) -> dict[str, Any]:
    """A tile that leads with a rate; its list is that of the part. ``note`` says what the whole is."""
    return {
        "label": label,
        "icon": icon,
        "value": f"{100 * part / whole:.2f}" if whole else "—",
        "unit": "%" if whole else "",
        "base": format_html("<b>{}</b> / {} {}", f"{part:,}", f"{whole:,}", note),
        "url": url if part else "",
        **more,
    }


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "—"


def same_day(number: int) -> str:
    return _("去年同日 %(n)s") % {"n": f"{number:,}"}


def same_period(number: Any) -> str:
    return _("去年同期 %(n)s") % {"n": f"{number:,}" if isinstance(number, int) else number}


def urgent(found: Totals, lamps: dict[str, int], links: Links) -> list[dict[str, Any]]:
    """As of today: over and near the limit, stopped, and what may be a four-category case."""
    pending, today = lamps["total"], links.frame.today
    near = sum(lamps[lamp] for lamp in NEAR)
    since = found.today["stopped_first"]
    longest = _("最长 %(n)d 日") % {"n": (today - since).days} if since else _("没有停表的案件")
    over_last, near_last = found.last.stood["over"], found.last.stood["near"]
    compared = links.frame.running
    return [
        tile(_("超审限未结"), "lamp-black", lamps["black"], pending, links.open(lamp="black"))
        | {"tone": "black", "last": same_day(over_last) if compared else ""},
        tile(_("临近审限"), "lamp-yellow", near, pending, links.open(near=1))
        | {"tone": "yellow", "last": same_day(near_last) if compared else ""},
        tile(_("停表"), "lamp-stopped", lamps["stopped"], pending, links.open(lamp="stopped"))
        | {"tone": "stopped", "last": longest},
        tile(_("可能属四类案件"), "flag", found.today["four_yes"], pending, links.open(four_answer="yes"))
        | {"last": _("待答复 %(n)s") % {"n": f"{found.today['four_open']:,}"}},
    ]


def moving(found: Totals, links: Links) -> list[dict[str, Any]]:
    """Of the period: filed, closed, pending at its end, and the share that was not given out by a draw."""
    now, last = found.now, found.last
    pending, pending_last = now.stood["pending"], last.stood["pending"]
    random = now.flow
    return [
        tile(_("新收"), "inbox", now.flow.filed, now.handled, links.filed())
        | {"last": same_period(last.flow.filed)},
        tile(_("结案"), "check", now.flow.closed, now.handled, links.closed())
        | {"last": same_period(last.flow.closed)},
        tile(_("未结"), "folder", pending, now.handled, links.pending()) | {"last": same_day(pending_last)},
        rate(
            _("非随机分案"),
            "dice",
            random.given,
            random.assigned,
            links.filed(assigned="given"),
            note=_("已分案"),
            last=same_period(percent(last.flow.given, last.flow.assigned)),
        ),
    ]


def offered(figure: Figure) -> dict[str, Any]:
    """A figure that another noun offered, as a tile."""
    more = {"last": figure.last, "tone": figure.tone}
    if figure.percent and figure.whole is not None:
        return rate(figure.label, figure.icon, figure.part, figure.whole, figure.url, **more)
    return tile(figure.label, figure.icon, figure.part, figure.whole, figure.url, **more)


def measures(found: Totals, links: Links) -> list[dict[str, Any]]:
    """Indicators for looking at one's own health, each with base and last year: no target, no ranking."""
    now, last = found.now.flow, found.last.flow
    return [
        _measure(
            _("审限内结案"),
            (now.in_time, now.timed),
            (last.in_time, last.timed),
            links.closed(in_limit="yes"),
        ),
        _measure(
            _("超审限结案"), (now.late, now.timed), (last.late, last.timed), links.closed(in_limit="no")
        ),
        _measure(
            _("结案率"),
            (now.closed, found.now.handled),
            (last.closed, found.last.handled),
            links.closed(),
        ),
        _measure(_("结收比"), (now.closed, now.filed), (last.closed, last.filed), links.closed()),
        _measure(
            _("随机分案"),
            (now.drawn, now.assigned),
            (last.drawn, last.assigned),
            links.filed(assigned="drawn"),
        ),
    ]


def _measure(label: str, now: tuple[int, int], last: tuple[int, int], url: str) -> dict[str, Any]:
    return {
        "label": label,
        "rate": percent(*now),
        "part": now[0],
        "whole": f"{now[1]:,}",
        "url": url,
        "last": percent(*last),
        "last_base": f"{last[0]:,} / {last[1]:,}",
    }
