"""How days are said, the dispatch list, and the history of one alert on its page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from courts.actors.domain import Role
from oversight.alerts import selectors
from oversight.alerts.services.raising import raise_limit_alerts
from tests.oversight.alerts.nights import deliver_all, nights
from tests.oversight.alerts.test_pages import FILED, LATE, _on_that_day, client_of, office, over
from tests.oversight.bench import at

__all__ = ["_on_that_day", "office"]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 9, 10), "剩 4 日"),
        (date(2025, 9, 14), "今日届满"),
        (date(2025, 9, 15), "届满已过 1 日，依法顺延至 2025-09-15"),
        (date(2025, 9, 16), "超审限第 1 日（届满已过 2 日，依法顺延至 2025-09-15）"),
    ],
)
def test_days_past_the_end_and_days_over_are_said_apart(today: date, words: str) -> None:
    """Example 1: the limit ends on Sunday 14 September and lawfully on Monday; it is over from Tuesday."""
    said, _tone = selectors.standing(date(2025, 9, 14), date(2025, 9, 16), date(2025, 9, 15), today)
    assert said == words


@pytest.mark.parametrize(
    ("over_on", "lawful_on", "words"),
    [
        (date(2025, 9, 11), date(2025, 9, 10), "超审限第 10 日"),
        (date(2025, 9, 11), None, "超审限第 10 日"),
        (None, None, "届满已过 10 日"),
    ],
)
def test_where_no_holiday_lies_between_one_number_is_enough(
    over_on: date | None, lawful_on: date | None, words: str
) -> None:
    said, _tone = selectors.standing(date(2025, 9, 10), over_on, lawful_on, LATE)
    assert said == words


def test_the_dispatch_list_by_division_in_institutional_order(bench: Any, court: Any, office: Any) -> None:
    first = bench.division(court, "刑事审判庭", 1)
    early = bench.case(court, date(2025, 3, 10), handler=bench.person(Role.JUDGE, court), division=first)
    later = bench.case(court, FILED, handler=office[0], division=first)
    raise_limit_alerts(court_ids=None, after=None, until=LATE, at=at(LATE))
    client = client_of(bench.person(Role.TRIAL_MANAGEMENT, court))
    groups = client.get("/alerts/dispatch/").context["groups"]
    assert [group["name"] for group in groups] == ["刑事审判庭", "民事审判庭"]
    assert [row["case"] for row in groups[0]["rows"]] == [early.pk, later.pk]
    assert [len(group["rows"]) for group in groups] == [2, 1]
    whole = client.get("/alerts/dispatch/?early=on").context["groups"]
    assert [len(group["rows"]) for group in whole] == [2, 2]
    one = client.get(f"/alerts/dispatch/?division={first.pk}").context["groups"]
    assert [group["name"] for group in one] == ["刑事审判庭"]
    head = client_of(bench.person(Role.DIVISION_HEAD, court, office[1])).get("/alerts/dispatch/")
    assert [group["name"] for group in head.context["groups"]] == ["民事审判庭"]
    assert "第 38 周 09-15 至 09-21" in head.content.decode()


def test_who_has_no_dispatch_list(bench: Any, court: Any, office: Any) -> None:
    for role in (Role.JUDGE, Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR):
        client = client_of(bench.person(role, court))
        assert client.get("/alerts/dispatch/").status_code == 404
    above = client_of(bench.person(Role.PRESIDENT, bench.court("吉06"))).get("/alerts/dispatch/")
    assert above.context["total"] == 0, "courts below hold their own"


def test_the_history_says_who_did_what_and_who_was_told(bench: Any, court: Any, office: Any) -> None:
    head = bench.person(Role.DIVISION_HEAD, court, office[1])
    nights(LATE, date(2025, 9, 25))
    deliver_all(date(2025, 9, 25))
    with time_machine.travel(at(date(2025, 9, 25), 10), tick=False):
        said = client_of(head).get(f"/alerts/{over().pk}/").content.decode()
    assert "2025-09-24 报庭长" in said and "签收本级督办" in said
    assert said.count("未读</span>") == 4 + 1, "judge twice, head twice, and the bell"
    assert head.name in said and "升级至第几级" not in said
