"""The first screens: who has which, and every number against the list it opens."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assignment.draws.models import Draw
from courts.actors.domain import Role
from courts.people.models import Post
from oversight.dashboards.domain import Face
from oversight.dashboards.registry import Figure, Panel, figure_from, panel_from, withdraw
from tests.builders import court_with_people, drawn_case
from tests.kit.rest import BAISHAN, SIPING
from tests.oversight.known import SINCE, TODAY, YELLOW, Known

pytestmark = pytest.mark.usefixtures("that_day")
LINK = re.compile(r'<a[^>]*href="(/cases/\?[^"]+)"[^>]*>(.*?)</a>', re.S)
TILE = re.compile(r'class="kpi-d"><b>([\d,]+)')


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


def opened(person: Any, **query: Any) -> tuple[Client, Any]:
    client = Client()
    client.force_login(person)
    answer = client.get("/dashboard/", query)
    assert answer.status_code == 200
    return client, answer


PAGES: dict[str, list[tuple[dict[str, str], int]]] = {
    "president": [
        ({}, 60),
        ({"period": "last_year"}, 25),
        ({"period": "custom", "first": "2025-03", "last": "2025-04"}, 25),
        ({"face": "management"}, 15),
    ],
    "management": [({}, 15)],
    "head": [({}, 40), ({"period": "month"}, 20)],
}


@pytest.mark.parametrize("who", PAGES)
def test_every_number_opens_exactly_its_cases(known: Known, who: str) -> None:
    lists: dict[str, int] = {}
    for query, least in PAGES[who]:
        client, page = opened(getattr(known, who), **query)
        found = numbers(page.content.decode())
        assert len(found) > least
        for address, _number in found:
            if address not in lists:
                lists[address] = listed(client, address)
        assert {address: lists[address] for address, _ in found} == dict(found)


def test_the_numbers_of_the_draws_open_their_cases_too(bench: Any) -> None:
    house = court_with_people()
    for number in range(6):
        drawn_case(house, on=TODAY, nonce=f"{number:08d}")
    client, page = opened(house.president)
    found = dict(numbers(page.content.decode()))
    assert {address: listed(client, address) for address in found} == found
    by_draw = [address for address in found if "drawn_to=" in address]
    assert sum(found[address] for address in by_draw) == Draw.objects.filter(status="result").count() == 6


def test_the_courts_below_open_their_cases_too(bench: Any, known: Known) -> None:
    above = bench.person(Role.PRESIDENT, bench.court(BAISHAN))
    client, page = opened(above, face="below")
    rows = page.context["below"]
    assert [row["court"].code for row in rows] == ["220621"]
    assert rows[0]["closing_rate"] == "<b>2</b> / 11 = 18.18%"
    assert rows[0]["over_rate"] == "22.22%"
    found = dict(numbers(page.content.decode()))
    assert len(found) > 12
    assert {address: listed(client, address) for address in found} == found


def test_last_year_and_base_stand_in_the_tiles(known: Known) -> None:
    _client, page = opened(known.president)
    tiles = {tile["label"]: tile for tile in page.context["kpis"]}
    assert (tiles["超审限未结"]["base"], tiles["超审限未结"]["last"]) == (
        "<b>2</b> / 9 = 22.22%",
        "去年同日 1",
    )
    assert (tiles["结案"]["base"], tiles["结案"]["last"]) == ("<b>2</b> / 11 = 18.18%", "去年同期 1")
    assert tiles["停表"]["last"] == "最长 50 日"
    assert (tiles["非随机分案"]["value"], tiles["非随机分案"]["base"]) == ("100.00", "<b>8</b> / 8 已分案")
    assert tiles["可能属四类案件"]["number"] == 1


def test_one_case_is_one_case_in_english(known: Known) -> None:
    client, _page = opened(known.president)
    said = client.get("/dashboard/", headers={"accept-language": "en"}).content.decode()
    assert re.search(r">1<small>case</small>", said)
    assert not re.search(r">1<small>cases</small>", said)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PRESIDENT, 200),
        (Role.TRIAL_MANAGEMENT, 200),
        (Role.DIVISION_HEAD, 200),
        (Role.JUDGE, 404),
        (Role.CLERK, 404),
        (Role.ASSISTANT, 404),
        (Role.DISCIPLINE, 404),
        (Role.ADMINISTRATOR, 404),
    ],
)
def test_who_has_a_dashboard(bench: Any, court: Any, role: Role, status: int) -> None:
    client = Client()
    client.force_login(bench.person(role, court, bench.division(court)))
    assert client.get("/dashboard/").status_code == status


def test_the_post_decides_the_first_screen(known: Known, bench: Any) -> None:
    for person, face in (
        (known.president, Face.COURT),
        (known.management, Face.MANAGEMENT),
        (known.head, Face.DIVISION),
    ):
        assert opened(person)[1].context["desk"].face is face
    head = known.head
    Post.objects.create(person=head, court=known.court, role=Role.PRESIDENT.value, from_on=SINCE)
    page = opened(head)[1]
    assert page.context["desk"].face is Face.COURT
    assert [tab["label"] for tab in page.context["tabs"]] == ["全院", "审判管理", "民事审判庭"]
    page = opened(head, face="division")[1]
    assert page.context["desk"].division == known.civil


def test_other_courts_and_divisions_only_when_read_whole(bench: Any, known: Known) -> None:
    bench.court(SIPING)
    above = bench.person(Role.PRESIDENT, bench.court(BAISHAN))
    client = Client()
    for person, query, status in (
        (known.president, {"court": "220621"}, 200),
        (known.president, {"court": "220600"}, 404),
        (known.president, {"court": "220300"}, 404),
        (known.president, {"court": "nonsense"}, 404),
        (known.president, {"face": "below"}, 404),
        (known.president, {"face": "division"}, 404),
        (known.president, {"face": "nonsense"}, 404),
        (above, {"court": "220621"}, 200),
        (above, {"face": "below"}, 200),
        (above, {"face": "below", "court": "220621"}, 404),
        (above, {"court": "220300"}, 404),
        (known.head, {"face": "court"}, 404),
        (known.head, {"face": "management", "court": "220621"}, 404),
        (known.head, {"division": str(known.civil.pk)}, 200),
        (known.head, {"division": str(known.administrative.pk)}, 404),
    ):
        client.force_login(person)
        assert client.get("/dashboard/", query).status_code == status, (person, query)


def test_a_head_who_may_read_the_court_as_a_reviewer_still_heads_one_division(known: Known) -> None:
    """The right to a dashboard comes with the post of division head; reading comes with another."""
    Post.objects.create(person=known.head, court=known.court, role=Role.REVIEWER.value, from_on=SINCE)
    _client, page = opened(known.head, face="division")
    assert page.context["desk"].division == known.civil


def test_a_court_without_cases_still_has_its_dashboards(bench: Any, court: Any) -> None:
    president = bench.person(Role.PRESIDENT, court)
    said = opened(president)[1].content.decode()
    assert "没有未结案件" in said and "没有待签收的预警" in said and "还没有抽签" in said
    said = opened(president, face="management")[1].content.decode()
    assert "夜间任务还没有运行过" in said
    head = bench.person(Role.DIVISION_HEAD, court, bench.division(court))
    assert "本庭还没有承办的案件" in opened(head)[1].content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"period": "custom", "first": "2025-13", "last": "2025-02"},
        {"period": "custom"},
        {"period": "custom", "first": "2025-05", "last": "2025-02"},
        {"period": "nonsense"},
        {"period": "custom", "first": "2031-01"},
    ],
)
def test_a_wrong_period_is_said_and_this_year_shown(known: Known, query: dict[str, str]) -> None:
    page = opened(known.president, **query)[1]
    assert page.context["form"].errors
    assert page.context["frame"].last == TODAY
    assert 'id="errsum-title"' in page.content.decode()


def test_upper_nouns_add_figures_and_panels(known: Known) -> None:
    def figures(desk: Any) -> list[Figure]:
        assert desk.court == known.court
        return [Figure("评查覆盖", "check", 31, 34, url="/reviews/", percent=True)]

    def panels(desk: Any) -> list[Panel]:
        content = {"title": "评查"}
        return [Panel("components/empty.html", content)] if desk.face is Face.COURT else []

    figure_from(figures)
    panel_from(panels)
    try:
        page = opened(known.president)[1]
        tile = next(tile for tile in page.context["kpis"] if tile["label"] == "评查覆盖")
        assert (tile["value"], tile["base"], tile["url"]) == ("91.18", "<b>31</b> / 34 ", "/reviews/")
        assert len(page.context["more"]) == 1
        assert not opened(known.president, face="management")[1].context["more"]
    finally:
        withdraw(figures)
        withdraw(panels)


def test_a_handful_of_queries_however_many_cases(bench: Any, known: Known) -> None:
    client, _page = opened(known.president)
    with CaptureQueriesContext(connection) as few:
        client.get("/dashboard/")
    for _ in range(10):
        bench.case(known.court, YELLOW)
    client.get("/dashboard/")
    with CaptureQueriesContext(connection) as many:
        client.get("/dashboard/")
    assert len(many) == len(few) <= 60
