"""The lists of stopped clocks and of hidden over-long cases; the lists of supervision on the case's page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from cases.docket.registry import work
from cases.docket.services import close_case
from courts.actors.domain import Role
from courts.people.selectors import viewer_of
from oversight.alerts.models import Alert
from tests.oversight.alerts.nights import night
from tests.oversight.alerts.test_stops import FILED, stop
from tests.oversight.bench import at

DAY = date(2025, 5, 10)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def stopped(bench: Any, court: Any) -> Any:
    """Two stopped cases of one judge, one longer than the law gives its ground; the night is done."""
    division = bench.division(court)
    judge = bench.person(Role.JUDGE, court, division)
    cases = [bench.case(court, FILED, handler=judge, division=division) for _ in range(2)]
    stop(bench, cases[0], "X10")
    stop(bench, cases[1], "X06")
    night(DAY)
    with time_machine.travel(at(DAY, 10), tick=False):
        yield {"judge": judge, "cases": cases, "division": division}


def test_both_lists_belong_to_one_entry_of_the_navigation(bench: Any, court: Any, stopped: Any) -> None:
    client = client_of(bench.person(Role.PRESIDENT, court))
    for path in ("/alerts/stopped/", "/alerts/hidden/"):
        groups = client.get(path).context["nav"]
        current = [item["url"] for group in groups for item in group.items if item["current"]]
        assert current == ["/alerts/stopped/"]


def test_each_stop_with_its_days_reminders_and_reasons(bench: Any, court: Any, stopped: Any) -> None:
    client = client_of(bench.person(Role.PRESIDENT, court))
    every = client.get("/alerts/stopped/")
    assert [row["case"].pk for row in every.context["rows"]] == [case.pk for case in stopped["cases"]]
    assert [row["days"] for row in every.context["rows"]] == [39, 39]
    assert "第 1 次 2025-05-01" in every.content.decode() and "下次 2025-05-31" in every.content.decode()
    hidden = client.get("/alerts/hidden/")
    assert [row["case"].pk for row in hidden.context["rows"]] == [stopped["cases"][0].pk]
    assert "超过该事由的法定最长期间" in hidden.content.decode()
    assert [tab["count"] for tab in hidden.context["tabs"]] == [2, 1]
    alert = Alert.objects.get(kind="hidden")
    one = client.get(f"/alerts/{alert.pk}/").content.decode()
    assert "为什么列入" in one and "停表已 39 日" in one


def test_in_pages_each_once(bench: Any, court: Any, stopped: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oversight.alerts.views.stops.PAGE", 1)
    client = client_of(bench.person(Role.TRIAL_MANAGEMENT, court))
    first = client.get("/alerts/stopped/")
    second = client.get(first.context["next_url"])
    assert [first.context["rows"][0]["case"].pk, second.context["rows"][0]["case"].pk] == [
        case.pk for case in stopped["cases"]
    ]
    assert not second.context["next_url"] and second.context["first_url"] == "/alerts/stopped/"
    assert client.get("/alerts/stopped/?after=nonsense").status_code == 200


def test_who_sees_which(bench: Any, court: Any, stopped: Any) -> None:
    other = bench.division(court, "刑事审判庭", 1)
    for person, number in (
        (bench.person(Role.DIVISION_HEAD, court, stopped["division"]), 2),
        (bench.person(Role.DIVISION_HEAD, court, other), 0),
        (bench.person(Role.PRESIDENT, bench.court("吉06")), 2),
        (bench.person(Role.PRESIDENT, bench.court("吉0602")), 0),
        (stopped["judge"], 2),
    ):
        assert len(client_of(person).get("/alerts/stopped/").context["rows"]) == number
    assert client_of(bench.person(Role.ADMINISTRATOR, court)).get("/alerts/hidden/").status_code == 404


def test_the_handler_has_it_in_the_work_list(stopped: Any) -> None:
    items = [item for item in work(viewer_of(stopped["judge"], DAY), DAY) if item.kind == "stopped"]
    assert {item.case_id for item in items} == {case.pk for case in stopped["cases"]}
    assert all("停表已 39 日" in item.basis for item in items)


def test_empty_lists_say_what_to_do(bench: Any, court: Any) -> None:
    client = client_of(bench.person(Role.PRESIDENT, court))
    assert "没有停表的案件" in client.get("/alerts/stopped/").content.decode()
    assert "没有发现隐性超审限" in client.get("/alerts/hidden/").content.decode()


def test_the_lists_of_supervision_on_the_case_and_in_the_list_of_cases(bench: Any, court: Any) -> None:
    division = bench.division(court)
    judge = bench.person(Role.JUDGE, court, division)
    case = bench.case(court, date(2024, 5, 15), handler=judge, division=division)
    bench.case(court, date(2025, 5, 15), handler=judge, division=division)
    day = date(2025, 6, 1)
    night(day)
    president = client_of(bench.person(Role.PRESIDENT, court))
    with time_machine.travel(at(day, 10), tick=False):
        shown = president.get(f"/cases/{case.pk}/").content.decode()
        assert "长期未结超12个月" in shown and "在名单上" in shown
        for wanted, number in (("pending", 1), ("ever", 1), ("custody", 0), ("hidden", 0)):
            listed = president.get(f"/cases/?listed={wanted}").content.decode()
            assert (case.number in listed) == bool(number), wanted
        lists = president.get("/alerts/?kind=pending&status=standing")
        assert lists.context["total"] == 1 and "满 12 个月后 17 日" in lists.content.decode()
        tiles = {tile["label"]: tile for tile in president.get("/dashboard/").context["kpis"]}
        assert tiles["长期未结"]["number"] == 1 and tiles["久押不决"]["number"] == 0
        opened = president.get(tiles["长期未结"]["url"])
        assert opened.context["total"] == 1
        close_case(case_id=case.pk, closed_on=day, disposal="judgment", actor=bench.actor(judge, day))
        shown = president.get(f"/cases/{case.pk}/").content.decode()
        assert "曾列入" in shown and "在名单上" not in shown
        assert case.number in president.get("/cases/?listed=ever").content.decode()
        assert president.get("/alerts/?kind=pending&status=standing").context["total"] == 0


def test_upper_courts_see_the_lists_below(bench: Any, court: Any) -> None:
    bench.case(court, date(2024, 5, 15), handler=bench.person(Role.JUDGE, court))
    night(date(2025, 6, 1))
    above = client_of(bench.person(Role.PRESIDENT, bench.court("吉06")))
    with time_machine.travel(at(date(2025, 6, 1), 10), tick=False):
        found = above.get("/alerts/?kind=pending&status=standing")
        assert found.context["total"] == 1
