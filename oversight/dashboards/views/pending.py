"""What is pending: lamps by division or by judge, and age."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.limits.domain import Lamp
from courts.templatetags.ui import LAMPS
from oversight.dashboards import selectors
from oversight.dashboards.views.links import Links
from oversight.rollups.domain import percentile
from oversight.rollups.selectors import Scope

ORDER = (
    Lamp.NORMAL,
    Lamp.BLUE,
    Lamp.YELLOW,
    Lamp.ORANGE,
    Lamp.RED,
    Lamp.BLACK,
    Lamp.STOPPED,
    Lamp.NONE,
)
OVER_A_YEAR = "M12"


def by_division(rows: list[dict[str, Any]], links: Links) -> dict[str, Any]:
    """Lamps by division (rows of ``selectors.by_division``); cases of no division last."""
    return lamp_table(
        [
            {
                "name": row["name"] or _("未分案"),
                "lamps": row["lamps"],
                "where": {"division": row["division"]} if row["division"] else {"unassigned": 1},
            }
            for row in rows
        ],
        links,
    )


def lamp_table(rows: list[dict[str, Any]], links: Links) -> dict[str, Any]:
    """A table of lamps: ``rows`` have name, lamps and the filter that finds their cases (``where``)."""
    sums = {lamp.value: sum(row["lamps"].get(lamp.value, 0) for row in rows) for lamp in ORDER}
    sums["total"] = sum(row["lamps"].get("total", 0) for row in rows)
    shown = [lamp for lamp in ORDER if lamp is not Lamp.NONE or sums["none"]]
    return {
        "lamp_heads": [_head(lamp) for lamp in shown],
        "lamp_rows": [
            {
                **row,
                "cells": [
                    {
                        "n": row["lamps"].get(lamp.value, 0),
                        "url": row.get("links", links).open(lamp=lamp.value, **row["where"]),
                    }
                    for lamp in shown
                ],
                "total": row["lamps"].get("total", 0),
                "url": row.get("links", links).open(**row["where"]),
            }
            for row in rows
        ],
        "lamp_sums": [{"n": sums[lamp.value], "url": links.open(lamp=lamp.value)} for lamp in shown],
        "lamp_sums_by_code": sums,
        "open_url": links.open(),
    }


def _head(lamp: Lamp) -> dict[str, Any]:
    tone = "" if lamp in (Lamp.NORMAL, Lamp.NONE) else lamp.value
    return {"code": lamp.value, "word": LAMPS[lamp.value], "tone": tone}


def by_judge(scope: Scope, links: Links) -> dict[str, Any]:
    """The judges of a division by name: lamps, what came and went, and the range in which they lie."""
    rows = selectors.by_judge(scope, links.frame)
    table = lamp_table(
        [{"name": row["name"], "lamps": row["lamps"], "where": {"handler": row["judge"]}} for row in rows],
        links,
    )
    judges = [
        {
            "name": row["name"],
            "filed": {"n": row["flow"].filed, "url": links.filed(handler=row["judge"])},
            "closed": {"n": row["flow"].closed, "url": links.closed(handler=row["judge"])},
            "open": {"n": row["lamps"].get("total", 0), "url": links.open(handler=row["judge"])},
            "median": percentile(row["days"], 50),
            "p90": percentile(row["days"], 90),
        }
        for row in rows
    ]
    return {**table, "judges": judges, "judge_range": _range(judges)}


def _range(judges: list[dict[str, Any]]) -> dict[str, str]:
    """The least and the most of each column over the judges: where one lies, not who is first."""
    found = {}
    for name in ("filed", "closed", "open", "median", "p90"):
        values = [row[name]["n"] if isinstance(row[name], dict) else row[name] for row in judges]
        known = [value for value in values if value is not None]
        found[name] = f"{min(known):,}–{max(known):,}" if known else "—"
    return found


def ages(scope: Scope, links: Links) -> dict[str, Any]:
    """Pending cases by age, at the end of the period and a year before."""
    language = get_language() or "zh"
    found = selectors.by_age(scope, links.frame)
    pending = sum(age.now for age in found)
    rows = []
    for age in found:
        first, latest = age.band.filed(links.frame.last)
        rows.append(_age(age.band.name(language), age.now, age.last, pending, links.aged(first, latest)))
    codes = [age.band.code for age in found]
    old = found[codes.index(OVER_A_YEAR) :]
    _first, latest = found[codes.index(OVER_A_YEAR)].band.filed(links.frame.last)
    year = _age(
        _("超 12 个月"),
        sum(age.now for age in old),
        sum(age.last for age in old),
        pending,
        links.aged(None, latest),
    )
    return {"ages": rows, "age_sum": year}


def _age(name: str, now: int, last: int, pending: int, url: str) -> dict[str, Any]:
    return {
        "name": name,
        "now": now,
        "last": last,
        "change": now - last,
        "rate": f"{100 * now / pending:.1f}%" if pending else "—",
        "url": url,
    }
