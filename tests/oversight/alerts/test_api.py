"""REST: the list of alerts, its filters and pages, and acknowledging."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oversight.alerts.models import Alert
from oversight.alerts.services.raising import raise_limit_alerts
from tests.kit.rest import BAISHAN, SIPING, rest
from tests.oversight.bench import at

FILED, LATE = date(2025, 3, 14), date(2025, 9, 20)
ROW = {
    *("id", "court", "court_number_code", "case", "number", "cause", "handler", "kind", "level", "status"),
    *("due_on", "raised_on", "raised_at", "acknowledged_by", "acknowledged_at", "note", "closed_at"),
    *("reason", "planned_on", "escalated", "months"),
}


@pytest.fixture
def alerts(bench: Any, court: Any) -> list[Alert]:
    """Two cases late in Fusong, five alerts each, and one in another court."""
    for place in (court, court, bench.court(SIPING)):
        bench.case(place, FILED)
    raise_limit_alerts(court_ids=None, after=None, until=LATE, at=at(LATE))
    return list(Alert.objects.filter(court=court))


def test_a_row_says_all_about_an_alert(alerts: Any) -> None:
    found = rest().get("/alerts/?level=over").json()
    assert found["next"] is None and len(found["results"]) == 2
    row = found["results"][0]
    assert set(row) == ROW
    assert (row["court"], row["court_number_code"], row["kind"], row["level"]) == (
        "220621",
        "吉0621",
        "limit",
        "over",
    )
    assert (row["status"], row["due_on"], row["raised_on"]) == ("open", "2025-09-14", "2025-09-16")
    assert row["raised_at"] == "2025-09-20T09:00:00+08:00"
    assert (row["handler"], row["acknowledged_by"], row["note"]) == (None, None, "")


def test_the_newest_first_in_pages_that_hold_each_alert_once(alerts: Any) -> None:
    client = rest()
    seen, path = [], "/alerts/?page_size=4"
    while path:
        page = client.get(path).json()
        assert len(page["results"]) <= 4
        seen += [row["id"] for row in page["results"]]
        path = page["next"]
    assert len(seen) == 10
    assert seen == [str(alert.pk) for alert in sorted(alerts, key=lambda alert: alert.pk, reverse=True)]


def test_no_query_per_row(bench: Any, court: Any, alerts: Any) -> None:
    client = rest()
    client.get("/alerts/")
    with CaptureQueriesContext(connection) as few:
        client.get("/alerts/?page_size=2")
    with CaptureQueriesContext(connection) as many:
        client.get("/alerts/?page_size=200")
    assert len(few) == len(many)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 10),
        ("?court=220621", 10),
        ("?court=220300", 0),
        ("?kind=limit&level=near", 2),
        ("?status=open&level=two_thirds", 2),
        ("?status=acknowledged", 0),
        ("?raised_from=2025-09-16", 2),
        ("?raised_to=2025-09-15", 8),
        ("?escalated=true", 0),
        ("?escalated=false&level=over", 2),
        ("?plan_before=2026-01-01", 0),
        ("?division=1", 0),
        ("?handler=00000000-0000-0000-0000-000000000000", 0),
    ],
)
def test_filters(alerts: Any, query: str, count: int) -> None:
    assert len(rest().get(f"/alerts/{query}").json()["results"]) == count


@pytest.mark.parametrize(
    "query",
    [
        *("level=purple", "kind=x", "status=done", "court=999999", "colour=blue", "cursor=x"),
        *("handler=x", "raised_from=x", "division=x", "escalated=x", "plan_before=x", "case=x"),
    ],
)
def test_a_filter_that_means_nothing_is_named(alerts: Any, query: str) -> None:
    answer = rest().get(f"/alerts/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query.split("=")[0]]


PLAN = {"note": "已安排开庭", "reason": "DRAFTING", "planned_on": "2025-10-08"}


@pytest.fixture
def on_that_day() -> Any:
    with time_machine.travel(at(LATE, 10), tick=True):
        yield


@pytest.fixture
def over(alerts: Any, on_that_day: Any) -> str:
    return str(next(alert.pk for alert in alerts if alert.level == "over"))


def test_acknowledging(over: str) -> None:
    answer = rest().post(f"/alerts/{over}/acknowledge/", PLAN)
    assert answer.status_code == 200
    row = answer.json()
    assert set(row) == ROW
    assert (row["status"], row["note"], row["acknowledged_by"]) == (
        "acknowledged",
        "已安排开庭",
        "system of 吉0621",
    )
    assert (row["reason"], row["planned_on"], row["escalated"]) == ("DRAFTING", "2025-10-08", 0)
    found = rest().get("/alerts/?plan_before=2025-10-09").json()["results"]
    assert [one["id"] for one in found] == [over]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"note": "好"}, {"reason", "planned_on"}),
        ({**PLAN, "reason": "HOLIDAY"}, {"reason"}),
        ({**PLAN, "planned_on": "2025-09-19"}, {"planned_on"}),
        ({**PLAN, "planned_on": "x"}, {"planned_on"}),
    ],
)
def test_over_the_limit_reason_and_day_are_needed(over: str, body: Any, fields: set[str]) -> None:
    answer = rest().post(f"/alerts/{over}/acknowledge/", body)
    assert answer.status_code == 400 and set(answer.json()["errors"]) == fields


def test_acknowledging_twice_is_422_with_the_rule(over: str) -> None:
    client, path = rest(), f"/alerts/{over}/acknowledge/"
    client.post(path, PLAN)
    answer = client.post(path, PLAN)
    assert (answer.status_code, answer.json()["rule"]) == (422, "ALERT-DONE")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body", [{}, {"note": ""}, {"note": "x" * 501}, {"note": None}, [], {"note": "x", "to": 1}]
)
def test_a_bad_acknowledgement_is_400_and_changes_nothing(alerts: Any, body: Any) -> None:
    answer = rest().post(f"/alerts/{alerts[0].pk}/acknowledge/", body)
    assert answer.status_code == 400 and answer.json()["errors"]
    assert not Alert.objects.exclude(status="open").exists()


def test_reach_and_scope(alerts: Any) -> None:
    path = f"/alerts/{next(alert.pk for alert in alerts if alert.level == 'near')}/acknowledge/"
    assert rest(SIPING).post(path, {"note": "看看"}).status_code == 404
    assert len(rest(BAISHAN).get("/alerts/").json()["results"]) == 10
    assert rest(scopes="limits:read").get("/alerts/").status_code == 403
    assert rest(scopes="cases:read").post(path, {"note": "看看"}).status_code == 403
    assert rest(BAISHAN).post(path, {"note": "督促"}).status_code == 200
