"""The monitor of draws: distributions and drill-down by name, for those who watch a court's draws."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assignment.draws.registry import watch_draws
from assignment.fairness import selectors
from assignment.fairness.domain import (
    Band,
    Tally,
    Verdict,
    banded,
    chi_square,
    critical_value,
    normal_share,
    verdict_of,
)
from assignment.fairness.domain.measures import MILLION
from assignment.fairness.forms import SpanForm
from assignment.fairness.selectors import PoolLoads, Span
from assignment.fairness.services import keep_end, keep_roster
from assignment.pools.domain import median_load
from assignment.pools.selectors import exclusion_reasons, numbers_of, open_alerts, said_alert
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry, nav_entry
from courts.places.selectors import chosen_court
from courts.rulebook.selectors import declare


def plug_in() -> None:
    """What the monitor plugs in: its rules, the rosters it keeps, and its page. Called in ready()."""
    declare("assignment/fairness", "bands", Band)
    watch_draws(keep_roster, keep_end)
    nav_entry(NavEntry("oversight", 14, gettext_lazy("分案监测"), "/draws/monitor/", "scale", _watches))


def _watches(viewer: Viewer) -> bool:
    return viewer.may_anywhere(Right.MONITOR_DRAWS)


@login_required
@require_safe
def monitor(request: HttpRequest) -> HttpResponse:
    """How the draws of a court came out in a period: what was expected, what came, who was left out."""
    wanted = selectors.watched_courts(request.viewer)
    court, courts = chosen_court(wanted, request.GET.get("court", ""), getattr(request.court, "pk", None))
    form = SpanForm(request.GET, court_id=court.pk, today=request.today)
    first, last, pool = form.chosen()
    span = Span(court.pk, first, last, pool.pk if pool else None)
    loads = [_load_shown(load) for load in selectors.loads_of_pools(span, request.today)]
    found = selectors.tallies(span)
    people = selectors.named([tally.judge for tally in found], court.pk, request.today)
    again, hidden = selectors.drawn_again(span, request.viewer)
    context: dict[str, Any] = {
        "court_shown": court,
        "courts": courts,
        "form": form,
        "span": span,
        "pool": pool,
        "totals": selectors.totals(span),
        "months": selectors.by_month(span),
        "hours": numbers_of(court.pk).change_hours,
        "loads": loads,
        "beyond": sum(not load["within"] for load in loads),
        "alerts": [said_alert(alert) for alert in open_alerts([court.pk])],
        "again": again,
        "hidden": hidden,
        **_luck(found, people),
        **_left_out(found, people, selectors.exclusions(span)),
        "in_words": _in_words(found),
    }
    return render(request, "assignment/fairness/monitor.html", context)


def _luck(found: list[Tally], people: list[tuple[str, str, str]]) -> dict[str, Any]:
    language, listed = get_language() or "zh-hans", selectors.bands()
    counted = sum(1 for tally in found if tally.variance)
    bands = [
        {"name": band.name(language), "judges": number, "expected": f"{counted * normal_share(band):.1f}"}
        for band, number in zip(listed, banded(found, listed), strict=True)
    ]
    by_judge = {tally.judge: tally for tally in found}
    judges = [_judge_shown(name, division, by_judge[judge]) for judge, name, division in people]
    return {"bands": bands if counted else [], "judges": judges}


def _judge_shown(name: str, division: str, tally: Tally) -> dict[str, Any]:
    expected, spread = tally.expected / MILLION, (tally.variance / MILLION) ** 0.5
    return {
        "name": name,
        "division": division,
        "tally": tally,
        "expected": f"{expected:.1f}",
        "low": max(0, round(expected - 2 * spread)),
        "high": round(expected + 2 * spread),
    }


def _left_out(
    found: list[Tally], people: list[tuple[str, str, str]], excluded: dict[str, dict[str, int]]
) -> dict[str, Any]:
    """How often judges were left out, by reason and by judge; of how many times they stood in a roster."""
    language, table = get_language() or "zh-hans", exclusion_reasons()
    listed = {tally.judge: tally.listed for tally in found}
    codes = sorted({code for reasons in excluded.values() for code in reasons})
    heads = {code: table.latest(code).name(language) if code in table else code for code in codes}
    entries = sum(listed.values())
    times = {code: sum(reasons.get(code, 0) for reasons in excluded.values()) for code in codes}
    by_reason = [
        {
            "name": heads[code],
            "times": times[code],
            "judges": sum(code in reasons for reasons in excluded.values()),
            "rate": _percent(times[code], entries),
        }
        for code in codes
    ]
    by_judge = [
        {
            "name": name,
            "division": division,
            "listed": listed[judge],
            "out": sum(excluded[judge].values()),
            "rate": _percent(sum(excluded[judge].values()), listed[judge]),
            "cells": [excluded[judge].get(code, 0) for code in codes],
        }
        for judge, name, division in people
        if judge in excluded
    ]
    out = sum(times.values())
    return {
        "reasons": by_reason,
        "reason_heads": [heads[code] for code in codes],
        "left_out": by_judge,
        "entries": entries,
        "out": out,
        "out_rate": _percent(out, entries),
    }


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.2f}%" if whole else "—"


def _load_shown(load: PoolLoads) -> dict[str, Any]:
    """The open loads of a pool in standard cases, and whether they lie within its band."""
    figures = {
        "low": load.loads[0],
        "median": median_load(load.loads),
        "high": load.loads[-1],
        "band": load.band,
    }
    spread = load.loads[-1] - load.loads[0]
    shown = {name: f"{value / 100:.2f}" for name, value in {**figures, "spread": spread}.items()}
    return {"pool": load.pool, "judges": len(load.loads), "within": spread <= load.band, **shown}


def _in_words(found: list[Tally]) -> dict[str, Any]:
    """The chi-square as people read it."""
    statistic, freedom = chi_square(found)
    verdict = verdict_of(found)
    word, tone, icon = {
        Verdict.TOO_FEW: (_("抽签太少，不作检验"), "none", "clock"),
        Verdict.WITHIN: (_("与随机相符"), "done", "check"),
        Verdict.UNUSUAL: (_("少见"), "info", "warn"),
        Verdict.CONSPICUOUS: (_("需要核查"), "brass", "warn"),
    }[verdict]
    short, said = {
        Verdict.TOO_FEW: (
            _("平均每名法官应得不到 5 件"),
            _("抽签还太少，看不出规律；每一次抽签仍可单独复核。"),
        ),
        Verdict.WITHIN: (
            _("差别在偶然的正常范围内"),
            _("法官实际抽中的次数，与历次名单给的机会合起来应得的次数相符：差别在偶然的正常范围之内。"),
        ),
        Verdict.UNUSUAL: (
            _("凭偶然，二十次中约有一次"),
            _(
                "实抽与应得的差别，凭偶然二十次中约有一次会这么大。一次不说明问题；"
                "下一季度仍如此的，请审判管理办公室逐案核对名单和权重。"
            ),
        ),
        Verdict.CONSPICUOUS: (
            _("凭偶然，一百次中不到一次"),
            _(
                "实抽与应得的差别，凭偶然一百次中不到一次会这么大：请用核验程序重算全部抽签，"
                "并核对抽签前的名单变动。"
            ),
        ),
    }[verdict]
    return {
        "verdict": verdict.value,
        "word": word,
        "tone": tone,
        "icon": icon,
        "short": short,
        "said": said,
        "statistic": f"{statistic:.1f}",
        "freedom": freedom,
        "critical": f"{critical_value(freedom):.1f}",
    }
