"""Figures against a court counted by hand, and every figure against the list it opens."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courts.actors.domain import Role
from courts.people.selectors import viewer_of
from courts.refusals.domain import NotVisible
from oversight.alerts.services.raising import raise_limit_alerts
from oversight.dashboards import selectors
from oversight.dashboards.domain import Frame
from tests.kit.rest import BAISHAN, SIPING
from tests.oversight.bench import at

TODAY = date(2025, 9, 20)
FRAME = Frame(TODAY)
OVER, YELLOW, BLUE, FRESH = date(2025, 3, 14), date(2025, 4, 10), date(2025, 5, 12), date(2025, 8, 20)
STOPPED = {"stopped_since": date(2025, 8, 1), "due_on": None, "over_on": None, "near_on": None}


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with time_machine.travel(at(TODAY, 10), tick=False):
        yield


@pytest.fixture
def president(bench: Any, court: Any) -> Any:
    """Fusong's president, and a court of fifteen cases that are known one by one."""
    civil, administrative = bench.division(court), bench.division(court, "行政审判庭", 4)
    judge = bench.person(Role.JUDGE, court, civil)
    tried = {"handler": judge, "division": civil}
    bench.case(court, OVER, **tried)
    bench.case(court, OVER, handler=judge, division=administrative)
    bench.case(court, YELLOW, **tried)
    bench.case(court, YELLOW, clock={"red_on": date(2025, 9, 19)}, **tried)
    bench.case(court, BLUE, handler=judge, division=administrative)
    bench.case(court, FRESH, **tried)
    bench.case(court, FRESH)
    bench.case(court, BLUE, clock=STOPPED, **tried)
    bench.case(court, date(2024, 2, 10), imported=True, open_confirmed=False)
    bench.case(court, date(2025, 1, 10), closed_on=date(2025, 3, 3), **tried)
    bench.case(court, date(2024, 11, 20), closed_on=date(2025, 1, 20), **tried)
    bench.case(court, date(2024, 2, 20), closed_on=date(2024, 9, 21), **tried)
    bench.case(court, date(2023, 12, 1), closed_on=date(2024, 5, 6), **tried)
    bench.case(court, OVER, sealed="juvenile", **tried)
    bench.case(bench.court(SIPING), OVER)
    raise_limit_alerts(court_ids=None, after=None, until=TODAY, at=at(TODAY, 1))
    return bench.person(Role.PRESIDENT, court)


def figures(person: Any, court: Any) -> dict[str, Any]:
    cases = selectors.of_court(viewer_of(person, TODAY), court)
    return selectors.totals(cases, FRAME)


def test_the_leading_figures_by_hand(president: Any, court: Any) -> None:
    """The sealed case and the other court's are in none of them."""
    assert figures(president, court) == {
        "filed": 9,
        "closed": 2,
        "carried": 2,
        "pending": 9,
        "filed_last": 2,
        "closed_last": 1,
        "carried_last": 1,
        "pending_last": 2,
        "over": 2,
        "near": 2,
        "stopped": 1,
        "stopped_since": date(2025, 8, 1),
        "over_last": 1,
        "near_last": 0,
    }


def test_the_months_add_up_to_what_is_pending(president: Any, court: Any) -> None:
    cases = selectors.of_court(viewer_of(president, TODAY), court)
    totals = selectors.totals(cases, FRAME)
    months = selectors.by_month(cases, FRAME, totals["carried"], totals["carried_last"])
    assert [(row.filed, row.closed) for row in months] == [
        (1, 1), (0, 0), (2, 1), (2, 0), (2, 0), (0, 0), (0, 0), (2, 0), (0, 0),
    ]  # fmt: skip
    assert [row.pending for row in months] == [2, 2, 3, 5, 7, 7, 7, 9, 9]
    assert months[-1].pending == totals["pending"]
    assert months[-1].pending_last == totals["pending_last"]
    assert sum(row.filed for row in months) == totals["filed"]


def test_lamps_by_division_in_institutional_order(president: Any, court: Any) -> None:
    rows = selectors.by_division(selectors.of_court(viewer_of(president, TODAY), court), TODAY)
    assert [(row["name"], row["total"]) for row in rows] == [("民事审判庭", 5), ("行政审判庭", 2), (None, 2)]
    civil, administrative, nobody = (row["lamps"] for row in rows)
    assert {lamp: n for lamp, n in civil.items() if n} == {
        "normal": 1,
        "yellow": 1,
        "red": 1,
        "black": 1,
        "stopped": 1,
    }
    assert {lamp: n for lamp, n in administrative.items() if n} == {"blue": 1, "black": 1}
    assert {lamp: n for lamp, n in nobody.items() if n} == {"normal": 1, "none": 1}
    assert selectors.added(rows)["total"] == 9


def test_ages_by_hand(president: Any, court: Any) -> None:
    ages = selectors.by_age(selectors.of_court(viewer_of(president, TODAY), court), FRAME)
    assert {age.band.code: (age.now, age.last) for age in ages} == {
        "M0": (2, 0),
        "M3": (4, 0),
        "M6": (2, 2),
        "M12": (0, 0),
        "M18": (1, 0),
        "M24": (0, 0),
        "M36": (0, 0),
    }


LINK = re.compile(r'<a[^>]*href="(/cases/\?[^"]+)"[^>]*>(.*?)</a>', re.S)
TILE = re.compile(r'class="kpi-v">([\d,]+)')


def numbers(page: str) -> list[tuple[str, int]]:
    """Every number of a page that opens a list, with the address of the list."""
    found = []
    for address, content in LINK.findall(page):
        tile = TILE.search(content)
        text = tile.group(1) if tile else content.strip()
        found.append((unescape(address), int(text.replace(",", ""))))
    return found


def listed(client: Client, address: str) -> int:
    """How many cases the list shows, over all its pages."""
    count, path = 0, address
    while path:
        answer = client.get(path)
        assert answer.status_code == 200
        assert not answer.context["form"].errors
        count += len(answer.context["rows"])
        following = answer.context["next_url"]
        path = f"/cases/{following}" if following else ""
    return count


def test_every_number_opens_exactly_its_cases(president: Any) -> None:
    client = Client()
    client.force_login(president)
    found = numbers(client.get("/dashboard/").content.decode())
    assert len(found) > 40
    assert {address: listed(client, address) for address, _ in found} == dict(found)


def test_the_courts_below_open_their_cases_too(bench: Any, court: Any, president: Any) -> None:
    above = bench.person(Role.PRESIDENT, bench.court(BAISHAN))
    client = Client()
    client.force_login(above)
    page = client.get("/dashboard/")
    rows = page.context["below"]
    assert [row["court"].code for row in rows] == ["220621"]
    assert rows[0]["closing_rate"] == "<b>2</b> / 11 = 18.18%"
    assert rows[0]["over_rate"] == "<b>2</b> / 9 = 22.22%"
    found = dict(numbers(page.content.decode()))
    assert {address: listed(client, address) for address in found} == found


def test_last_year_and_base_stand_in_the_tiles(president: Any) -> None:
    client = Client()
    client.force_login(president)
    tiles = {tile["label"]: tile for tile in client.get("/dashboard/").context["kpis"]}
    assert (tiles["超审限未结"]["base"], tiles["超审限未结"]["last"]) == (
        "<b>2</b> / 9 = 22.22%",
        "去年同日 1",
    )
    assert (tiles["本年结案"]["base"], tiles["本年结案"]["last"]) == ("<b>2</b> / 11 = 18.18%", "去年同期 1")
    assert tiles["停表"]["last"] == "最长 50 日"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PRESIDENT, 200),
        (Role.TRIAL_MANAGEMENT, 200),
        (Role.DIVISION_HEAD, 404),
        (Role.JUDGE, 404),
        (Role.CLERK, 404),
    ],
)
def test_who_has_a_dashboard(bench: Any, court: Any, role: Role, status: int) -> None:
    client = Client()
    client.force_login(bench.person(role, court, bench.division(court)))
    assert client.get("/dashboard/").status_code == status


def test_other_courts_only_when_read_whole(bench: Any, court: Any, president: Any) -> None:
    bench.court(SIPING)
    above = bench.person(Role.PRESIDENT, bench.court(BAISHAN))
    client = Client()
    for person, code, status in (
        (president, "220621", 200),
        (president, "220600", 404),
        (president, "220300", 404),
        (president, "nonsense", 404),
        (above, "220621", 200),
        (above, "220300", 404),
    ):
        client.force_login(person)
        assert client.get("/dashboard/", {"court": code}).status_code == status, code
    with pytest.raises(NotVisible):
        selectors.chosen_court(viewer_of(president, TODAY), "220600", court)


def test_a_court_without_cases_still_has_its_dashboard(bench: Any, court: Any) -> None:
    client = Client()
    client.force_login(bench.person(Role.PRESIDENT, court))
    said = client.get("/dashboard/").content.decode()
    assert "没有未结案件" in said and "没有待签收的预警" in said


def test_a_handful_of_queries_however_many_cases(bench: Any, court: Any, president: Any) -> None:
    client = Client()
    client.force_login(president)
    client.get("/dashboard/")
    with CaptureQueriesContext(connection) as few:
        client.get("/dashboard/")
    for _ in range(10):
        bench.case(court, YELLOW)
    with CaptureQueriesContext(connection) as many:
        client.get("/dashboard/")
    assert len(many) == len(few) <= 40
