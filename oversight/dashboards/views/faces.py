"""What each first screen shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from oversight.dashboards import selectors
from oversight.dashboards.registry import Desk, figures
from oversight.dashboards.selectors import Choices
from oversight.dashboards.views import below, board, flow, pending, tiles
from oversight.dashboards.views.links import Links
from oversight.rollups.selectors import Scope, scope_of


def _scope(desk: Desk) -> Scope:
    return scope_of(desk.user, [desk.court.pk], desk.division.pk if desk.division else None)


def of_court(desk: Desk, choices: Choices) -> dict[str, Any]:
    """A court: what wants attention first, then how cases come and go, and how they were given out."""
    scope, links = _scope(desk), Links.of(desk)
    found = selectors.totals(scope, desk.frame)
    lamps = pending.by_division(selectors.by_division(scope, desk.frame.today), links)
    return {
        "kpis": [*tiles.urgent(found, lamps["lamp_sums_by_code"], links), *tiles.moving(found, links)]
        + board.lasting(desk, scope, lamps["lamp_sums_by_code"]["total"])
        + [tiles.offered(figure) for figure in figures(desk)],
        "measures": tiles.measures(found, links),
        "months": flow.months(found, links),
        "totals": found,
        **lamps,
        **pending.ages(scope, links),
        **flow.times(scope, links),
        **flow.luck(scope, links),
        "attention": board.attention(desk, scope),
        "court_choices": choices.courts,
    }


def of_division(desk: Desk, _choices: Choices) -> dict[str, Any]:
    """A division: every number counts this division only; its judges by name, with the range they lie in."""
    scope, links = _scope(desk), Links.of(desk)
    found = selectors.totals(scope, desk.frame)
    judges = pending.by_judge(scope, links)
    return {
        "kpis": [*tiles.urgent(found, judges["lamp_sums_by_code"], links), *tiles.moving(found, links)]
        + board.lasting(desk, scope, judges["lamp_sums_by_code"]["total"])
        + [tiles.offered(figure) for figure in figures(desk)],
        "measures": tiles.measures(found, links),
        "months": flow.months(found, links),
        "totals": found,
        **judges,
        **pending.ages(scope, links),
        **flow.times(scope, links),
        "attention": board.attention(desk, scope),
    }


def of_management(desk: Desk, choices: Choices) -> dict[str, Any]:
    """Trial management: what waits for somebody, and the weekly dispatch by division."""
    scope, links = _scope(desk), Links.of(desk)
    found = selectors.totals(scope, desk.frame)
    divisions = selectors.by_division(scope, desk.frame.today)
    lamps = pending.by_division(divisions, links)
    return {
        "kpis": [*board.tiles(desk, found, lamps["lamp_sums_by_code"], links)]
        + board.lasting(desk, scope, lamps["lamp_sums_by_code"]["total"])
        + [tiles.offered(figure) for figure in figures(desk)],
        "measures": tiles.measures(found, links),
        "totals": found,
        **lamps,
        **board.alerts_by_wait(desk, scope),
        **board.dispatch(divisions, scope, links),
        "unassigned": board.unassigned(scope, links),
        "quality": board.quality(found, links),
        "night": board.night(),
        "court_choices": choices.courts,
    }


def of_courts_below(desk: Desk, choices: Choices) -> dict[str, Any]:
    """The courts below, side by side by rates with their bases, in institutional order."""
    return {
        **below.courts(desk, choices),
        "court_choices": [court for court in choices.courts if court.pk in choices.above],
        "own_url": f"/dashboard/?{urlencode({'court': desk.court.code})}",
    }
