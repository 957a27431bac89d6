"""The standing of a leader in words and figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assignment.leaders.domain import Tally, percent, wanted_hundredths
from assignment.leaders.selectors import Standing, courts_shown
from courts.people.selectors import roles
from courts.places.models import Court
from courts.places.selectors import chosen_court

FIRST_YEAR = 2019


def asked(request: HttpRequest) -> tuple[Court, list[Court], int]:
    """The court and year of the page. Raises NotVisible for a court the viewer may not see."""
    court, courts = chosen_court(
        courts_shown(request.viewer, request.today),
        request.GET.get("court", ""),
        getattr(request.court, "pk", None),
    )
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdecimal() and len(given) == 4 else request.today.year
    return court, courts, min(max(year, FIRST_YEAR), request.today.year)


def number(hundredths: int) -> str:
    """4250 -> ``42.50``."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def standing_shown(one: Standing) -> dict[str, Any]:
    """One leader: post, target, what was closed, the rate, and what stands beside it."""
    tally, target = one.tally, one.target
    wanted = wanted_hundredths(one.target_bp, tally.days, tally.base_cases, tally.base_days)
    low, high = (target.low_bp, target.high_bp) if target else (0, 0)
    return {
        "one": one,
        "leader": one.leader,
        "title": title_of(one),
        "division": one.leader.division,
        "applies": target is not None,
        "target": percent(one.target_bp),
        "range": f"{percent(low)}–{percent(high)}" if low != high else percent(low),
        "article": target.article if target else "",
        "base": target.base if target else "",
        "cases": tally.cases,
        "average": number(tally.average),
        "wanted": number(wanted),
        "rate": percent(tally.rate),
        "known": tally.rate is not None,
        "behind": one.behind,
        "days": tally.days,
        "simple": one.simple,
        "series": one.series,
        "nominal": len(one.nominal),
        "url": f"/leaders/{one.leader.person_id}/",
    }


def title_of(one: Standing) -> str:
    """The title in words: that of the term, else that of the post."""
    if one.leader.title:
        return one.leader.title
    table = roles()
    known = one.leader.post in table
    return table.latest(one.leader.post).name(get_language() or "zh-hans") if known else _("其他院领导")


def month_shown(month: int, tally: Tally) -> dict[str, Any]:
    """One month of a leader."""
    return {
        "month": month,
        "cases": tally.cases,
        "days": tally.days,
        "average": number(tally.average),
        "rate": percent(tally.rate),
    }
