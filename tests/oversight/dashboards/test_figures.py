"""Figures against a court counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from courts.people.selectors import viewer_of
from oversight.dashboards import selectors
from oversight.dashboards.domain import Period, frame_of
from oversight.rollups.selectors import Scope, scope_of
from oversight.rollups.services import refresh
from tests.oversight.known import TODAY, Known

FRAME = frame_of(Period.YEAR, TODAY)


def scope(known: Known, person: Any, division: Any = None) -> Scope:
    refresh()
    return scope_of(viewer_of(person, TODAY), [known.court.pk], division.pk if division else None)


def test_the_leading_figures_by_hand(known: Known) -> None:
    """The sealed case and the other court's are in none of them."""
    found = selectors.totals(scope(known, known.president), FRAME)
    assert (found.now.flow.filed, found.now.flow.closed, found.now.carried) == (9, 2, 2)
    assert (found.last.flow.filed, found.last.flow.closed, found.last.carried) == (2, 1, 1)
    assert (found.now.stood["pending"], found.now.handled) == (9, 11)
    assert found.last.stood == {"pending": 2, "over": 1, "near": 0}
    assert found.now.stood == {"pending": 9, "over": 2, "near": 2}
    assert (found.now.flow.given, found.now.flow.drawn) == (8, 0)
    assert (found.now.flow.timed, found.now.flow.late) == (2, 0)
    assert found.today == {
        "total": 9,
        "stopped": 1,
        "stopped_first": date(2025, 8, 1),
        "unassigned": 1,
        "unassigned_first": date(2025, 8, 20),
        "imports": 1,
        "no_limit": 0,
        "four_yes": 1,
        "four_open": 7,
    }


def test_the_figures_of_a_division_count_that_division_only(known: Known) -> None:
    found = selectors.totals(scope(known, known.head, known.civil), FRAME)
    assert (found.now.flow.filed, found.now.flow.closed, found.now.stood["pending"]) == (6, 2, 5)
    assert found.now.stood["over"] == 1
    assert found.today["unassigned"] == 0
    judges = selectors.by_judge(scope(known, known.head, known.civil), FRAME)
    assert [row["name"] for row in judges] == [known.judge.name]
    assert judges[0]["flow"].filed == 6
    assert judges[0]["days"] == {52: 1, 61: 1}


def test_the_months_add_up_to_what_is_pending(known: Known) -> None:
    found = selectors.totals(scope(known, known.president), FRAME)
    months = selectors.by_month(found)
    assert [(row.now.filed, row.now.closed) for row in months] == [
        (1, 1), (0, 0), (2, 1), (2, 0), (2, 0), (0, 0), (0, 0), (2, 0), (0, 0),
    ]  # fmt: skip
    assert [row.pending for row in months] == [2, 2, 3, 5, 7, 7, 7, 9, 9]
    assert months[-1].pending == found.now.stood["pending"]
    assert months[-1].pending_last == found.last.stood["pending"]
    assert sum(row.now.filed for row in months) == found.now.flow.filed


def test_lamps_by_division_in_institutional_order(known: Known) -> None:
    rows = selectors.by_division(scope(known, known.president), TODAY)
    assert [(row["name"], row["lamps"]["total"]) for row in rows] == [
        ("民事审判庭", 5),
        ("行政审判庭", 2),
        ("", 2),
    ]
    civil, administrative, nobody = (
        {lamp: n for lamp, n in row["lamps"].items() if n and lamp != "total"} for row in rows
    )
    assert civil == {"normal": 1, "yellow": 1, "red": 1, "black": 1, "stopped": 1}
    assert administrative == {"blue": 1, "black": 1}
    assert nobody == {"normal": 1, "none": 1}


def test_ages_by_hand(known: Known) -> None:
    ages = selectors.by_age(scope(known, known.president), FRAME)
    assert {age.band.code: (age.now, age.last) for age in ages} == {
        "M0": (2, 0),
        "M3": (4, 0),
        "M6": (2, 2),
        "M12": (0, 0),
        "M18": (1, 0),
        "M24": (0, 0),
        "M36": (0, 0),
    }


def test_a_past_period_stands_at_its_end(known: Known) -> None:
    frame = frame_of(Period.LAST_YEAR, TODAY)
    found = selectors.totals(scope(known, known.president), frame)
    assert (found.now.flow.filed, found.now.flow.closed, found.now.stood["pending"]) == (3, 2, 2)
    assert (found.now.carried, found.last.stood["pending"], found.last.flow.filed) == (1, 1, 1)
    assert selectors.times(scope(known, known.president), frame) == {(): {214: 1, 157: 1}}


def test_the_handler_of_a_sealed_case_counts_it(known: Known) -> None:
    assert selectors.totals(scope(known, known.judge), FRAME).now.flow.filed == 10
