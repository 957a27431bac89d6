"""The work list: every source bounded, grouped by urgency, its count the same everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.docket.domain import Urgency, urgency
from cases.docket.registry import work, work_count, work_kinds
from courts.actors.domain import Role
from courts.people.selectors import viewer_of
from oversight.alerts.services.raising import raise_limit_alerts
from tests.builders import CourtHouse, accepted_case, court_with_people, filed_case, instant, today
from tests.oversight.bench import Bench, at

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("due_on", "step"),
    [
        (DAY - timedelta(days=1), Urgency.OVER),
        (DAY, Urgency.TODAY),
        (DAY + timedelta(days=1), Urgency.SOON),
        (DAY + timedelta(days=3), Urgency.SOON),
        (DAY + timedelta(days=4), Urgency.LATER),
        (None, Urgency.FREE),
    ],
)
def test_urgency(due_on: date | None, step: Urgency) -> None:
    assert urgency(due_on, DAY) is step


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def counted(client: Client) -> int:
    """What the navigation says is waiting on the work list."""
    return int(client.get("/nav/counts/").context["counts"].get("waiting-", 0))


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


def test_filings_questions_and_draws_of_a_clerk_by_kind(house: CourtHouse) -> None:
    filed_case(house, on=today(), four_category=False)
    filed_case(house, on=today(), four_category=None)
    accepted_case(house, on=today(), four_category=False)
    client = client_of(house.clerk)
    whole = client.get("/")
    kinds = {kind["label"]: kind for kind in whole.context["kinds"]}
    assert {str(label): kind["count"] for label, kind in kinds.items()} == {
        "全部类型": 4,
        "收案审查": 2,
        "随机分案": 1,
        "四类案件识别": 1,
    }
    assert whole.context["total"] == counted(client) == 4
    one = client.get("/?kind=draw")
    assert one.context["total"] == 1 and "随机分案并移送审判庭" in one.content.decode()
    assert "审查起诉材料" not in one.content.decode()
    assert client.get("/?kind=nothing").context["total"] == 4


def test_the_count_is_that_of_the_list_for_everybody(house: CourtHouse) -> None:
    for _ in range(3):
        filed_case(house, on=today(), four_category=None)
    accepted_case(house, on=today() - timedelta(days=300), received_on=str(today() - timedelta(days=301)))
    raise_limit_alerts(court_ids=None, after=None, until=today(), at=instant(today()))
    everybody = [
        *(house.clerk, house.judge, house.assistant, house.head, house.president),
        *(house.trial_management, house.discipline, house.administrator, house.upper_president),
    ]
    seen = set()
    for person in everybody:
        viewer = viewer_of(person, today())
        assert work_count(viewer, today()) == len(work(viewer, today())), person
        client = client_of(person)
        answer = client.get("/")
        assert counted(client) == answer.context["total"]
        seen.add(answer.context["total"])
    assert len(seen) > 2


def test_every_kind_has_a_name(house: CourtHouse) -> None:
    assert {"review", "draw", "four_category", "draft", "import", "alert", "escalation"} <= set(work_kinds())


@pytest.mark.parametrize("number", [10, 50])
def test_as_many_queries_for_fifty_as_for_ten(db: None, number: int) -> None:
    bench = Bench()
    court = bench.court()
    judge = bench.person(Role.JUDGE, court)
    manager = bench.person(Role.TRIAL_MANAGEMENT, court)
    for _ in range(number):
        bench.case(court, date(2025, 3, 14), handler=judge)
        bench.case(court, date(2025, 3, 14))
    raise_limit_alerts(court_ids=None, after=None, until=date(2025, 9, 20), at=at(date(2025, 9, 20)))
    for person, most in ((judge, 45), (manager, 45)):
        client = client_of(person)
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/")
        assert answer.context["total"] == number
        assert len(asked) == MEASURED.setdefault(person.posts.get().role, len(asked)) <= most


MEASURED: dict[str, int] = {}
"""Queries of the first size, with which the second is compared."""


def test_nothing_to_do_says_what_will_stand_here(house: CourtHouse) -> None:
    said = client_of(house.discipline).get("/").content.decode()
    assert "没有待办事项" in said and "查看案件" in said
