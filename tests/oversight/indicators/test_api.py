"""Indicators over REST against a court counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courts.actors.domain import Role
from oversight.indicators.domain import Measured
from oversight.indicators.registry import indicator_from, sources
from tests.builders import PASSWORD
from tests.kit.rest import BAISHAN, FUSONG, Rest, rest
from tests.oversight.known import TODAY, Known

YEAR = "from=2025-01-01&to=2025-09-20"
BY_HAND = {
    "FILED": (9, None, 9),
    "CLOSED": (2, None, 2),
    "PENDING": (9, None, 9),
    "C01": (2, 11, 18.18),
    "C02": (2, 9, 22.22),
    "E01": (2, 2, 100.0),
    "C22": (2, 9, 2),
    "NEAR": (2, 9, 2),
    "E02": (1, 9, 11.11),
    "E05": (113, 2, 56.5),
    "MEDIAN": (52, 2, 52),
    "P90": (61, 2, 61),
    "C30": (0, 8, 0.0),
    "C27": (0, 0, None),
}


@pytest.fixture
def client(known: Known) -> Rest:
    return rest(FUSONG, "indicators:read")


def values(client: Rest, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/indicators/values/?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return list(answer.json()["results"])


def test_the_catalogue_names_what_can_be_computed(client: Rest) -> None:
    rows = client.get("/indicators/").json()["results"]
    assert [row["code"] for row in rows] == list(BY_HAND)
    assert rows[5] == {
        "code": "E01",
        "name": "审限内结案率",
        "formula": "限内结案数／有审限的结案数（以扣除、延长后的届满日为准）",
        "unit": "percent",
        "direction": "higher",
        "range": "不追求 100%",
        "article": "人民法院审判质量管理指标体系（2024）",
        "confidence": "likely",
        "valid_from": "2012-01-01",
    }
    english = client.get("/indicators/", accept_language="en").json()["results"]
    assert english[0]["name"] == "Cases filed"


def test_every_value_by_hand(client: Rest) -> None:
    rows = values(client, f"court=220621&{YEAR}")
    assert {row["code"]: (row["numerator"], row["denominator"], row["value"]) for row in rows} == BY_HAND
    assert {row["court"] for row in rows} == {None}


def test_the_instant_is_said_in_the_courts_time(client: Rest) -> None:
    at = client.get(f"/indicators/values/?court=220621&{YEAR}&codes=FILED").json()["data_at"]
    assert at.endswith("+08:00")


def test_groups_stand_in_institutional_order_and_by_name(client: Rest, known: Known) -> None:
    rows = values(client, f"court=220621&{YEAR}&codes=PENDING&group_by=division")
    assert [(row["division"] and row["division"]["name"], row["value"]) for row in rows] == [
        ("民事审判庭", 5),
        ("行政审判庭", 2),
        (None, 2),
    ]
    rows = values(client, f"court=220621&{YEAR}&codes=FILED,CLOSED&group_by=judge")
    names = [row["judge"]["name"] for row in rows if row["judge"]]
    assert names == sorted(names)
    assert {(row["judge"] or {}).get("name"): row["value"] for row in rows if row["code"] == "FILED"} == {
        known.judge.name: 6,
        known.other_judge.name: 2,
        None: 1,
    }
    rows = values(client, f"{YEAR}&codes=CLOSED&group_by=court,case_type")
    assert [(row["court"], row["case_type"], row["value"]) for row in rows] == [("220621", "民初", 2)]


def test_months_add_up(client: Rest) -> None:
    rows = values(client, f"court=220621&{YEAR}&codes=FILED,PENDING&group_by=month")
    filed = {row["month"]: row["value"] for row in rows if row["code"] == "FILED"}
    assert list(filed) == [f"2025-{month:02d}" for month in range(1, 10)]
    assert sum(filed.values()) == 9
    pending = [row["value"] for row in rows if row["code"] == "PENDING"]
    assert pending == [2, 2, 3, 5, 7, 7, 7, 9, 9]


def test_a_past_day_is_told_as_of_that_day(client: Rest) -> None:
    rows = values(client, "court=220621&from=2024-01-01&to=2024-09-20&codes=PENDING,C22,NEAR")
    assert {row["code"]: row["value"] for row in rows} == {"PENDING": 2, "C22": 1, "NEAR": 0}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("court=220621&to=2025-09-20", "from"),
        ("court=220621&from=2025-01-01&to=2025-09-21", "to"),
        ("court=220621&from=2025-09-20&to=2025-09-19", "from"),
        ("court=220621&from=2020-01-01&to=2025-09-19", "from"),
        (f"court=220621&{YEAR}&codes=FILED,NONSENSE", "codes"),
        (f"court=220621&{YEAR}&group_by=party", "group_by"),
        (f"court=999999&{YEAR}", "court"),
        (f"{YEAR}&group_by=judge", "group_by"),
        (f"court=220600&{YEAR}&group_by=judge", "group_by"),
        (f"court=220621&{YEAR}&order=value", "order"),
    ],
)
def test_what_is_asked_wrongly_is_named(client: Rest, query: str, field: str) -> None:
    answer = client.get(f"/indicators/values/?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_judges_of_a_court_below_are_not_told_apart(known: Known) -> None:
    above = rest(BAISHAN, "indicators:read")
    assert above.get(f"/indicators/values/?court=220621&{YEAR}&group_by=judge").status_code == 400
    rows = values(above, f"court=220621&{YEAR}&codes=FILED&group_by=division")
    assert sum(row["value"] for row in rows) == 9


def test_who_may_ask(client: Rest, known: Known, bench: Any) -> None:
    assert client.get(f"/indicators/values/?court=220600&{YEAR}").status_code == 404
    assert rest(FUSONG, "cases:read").get("/indicators/").status_code == 403
    assert Rest("").get("/indicators/").status_code == 401


def test_offered_indicators_come_with_their_source(client: Rest, known: Known) -> None:
    asked: list[Any] = []

    def coverage(viewer: Any, court_id: int, first: date, last: date) -> Measured | None:
        asked.append((court_id, first, last))
        return Measured(1, 2)

    real = sources()["C27"]
    indicator_from("C27", coverage)
    try:
        assert "C27" in [row["code"] for row in client.get("/indicators/").json()["results"]]
        rows = values(client, f"court=220621&{YEAR}&codes=C27,FILED")
        assert [(row["code"], row["value"]) for row in rows] == [("FILED", 9), ("C27", 50.0)]
        assert asked == [(known.court.pk, date(2025, 1, 1), TODAY)]
        assert not values(client, f"court=220621&{YEAR}&codes=C27&group_by=judge")
    finally:
        indicator_from("C27", real)


def test_too_many_rows_are_refused(client: Rest, monkeypatch: pytest.MonkeyPatch) -> None:
    from oversight.indicators import selectors

    monkeypatch.setattr(selectors, "MOST_ROWS", 10)
    answer = client.get(f"/indicators/values/?court=220621&{YEAR}&group_by=month")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["group_by"]


def test_as_many_queries_for_many_groups_as_for_few(client: Rest, bench: Any, known: Known) -> None:
    query = f"court=220621&{YEAR}&group_by=judge"
    values(client, query)
    with CaptureQueriesContext(connection) as few:
        values(client, query)
    for _ in range(5):
        bench.case(known.court, TODAY, handler=bench.person(Role.JUDGE, known.court, known.civil))
    values(client, query)
    with CaptureQueriesContext(connection) as many:
        values(client, query)
    assert len(few) == len(many)


def test_a_person_asks_for_the_courts_of_their_dashboards(known: Known) -> None:
    from django.test import Client

    for person, status in ((known.president, 200), (known.judge, 404), (known.head, 404)):
        browser = Client()
        browser.force_login(person)
        answer = browser.get(f"/api/v1/indicators/values/?court=220621&{YEAR}&codes=FILED")
        assert answer.status_code == status, (person, answer.content.decode(), PASSWORD)
