"""The page of alerts: who sees what, and acknowledging in place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.docket.registry import work
from courts.actors.domain import Role
from courts.people.selectors import viewer_of
from oversight.alerts import selectors, views
from oversight.alerts.models import Alert
from oversight.alerts.services.raising import raise_limit_alerts
from tests.oversight.bench import at

FILED, LATE = date(2025, 3, 14), date(2025, 9, 20)
RECENT = date(2025, 5, 12)


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with time_machine.travel(at(LATE, 10), tick=False):
        yield


@pytest.fixture
def office(bench: Any, court: Any) -> Any:
    """A late case and one past two thirds of its limit, of one judge in the civil division."""
    division = bench.division(court)
    judge = bench.person(Role.JUDGE, court, division)
    for filed_on in (FILED, RECENT):
        bench.case(court, filed_on, handler=judge, division=division)
    raise_limit_alerts(court_ids=None, after=None, until=LATE, at=at(LATE))
    return judge, division


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_most_urgent_first_with_law_and_days(office: Any) -> None:
    said = client_of(office[0]).get("/alerts/").content.decode()
    assert said.index("超审限·") < said.index("已过2/3·")
    assert "逾期 6 日" in said and "法释〔2000〕29号第二十条" in said
    assert said.count("确认签收") == 2


@pytest.mark.parametrize(
    ("role", "seen", "may"),
    [(Role.PRESIDENT, 2, 2), (Role.DIVISION_HEAD, 2, 2), (Role.CLERK, 2, 0), (Role.JUDGE, 0, 0)],
)
def test_what_each_post_sees_and_may_acknowledge(
    bench: Any, court: Any, office: Any, role: Role, seen: int, may: int
) -> None:
    person = bench.person(role, court, office[1])
    said = client_of(person).get("/alerts/").content.decode()
    assert said.count('id="alert-') == seen and said.count("确认签收") == may
    if not seen:
        assert "没有待签收的预警" in said


def test_acknowledging_in_place_goes_back_to_the_list(office: Any) -> None:
    client, alert = client_of(office[0]), Alert.objects.filter(level="over").get()
    answer = client.post(
        f"/alerts/{alert.pk}/acknowledge/",
        {"note": "9 月 25 日宣判", "next": "/alerts/?level=over"},
        follow=True,
    )
    assert answer.redirect_chain == [("/alerts/?level=over", 302)]
    assert "预警已签收" in answer.content.decode()
    alert.refresh_from_db()
    assert (alert.status, alert.note) == ("acknowledged", "9 月 25 日宣判")
    assert "9 月 25 日宣判" in client.get("/alerts/?status=acknowledged").content.decode()


def test_without_a_note_the_form_says_so_in_its_place(office: Any) -> None:
    alert = Alert.objects.filter(level="over").get()
    answer = client_of(office[0]).post(f"/alerts/{alert.pk}/acknowledge/", {"note": " "})
    said = answer.content.decode()
    assert answer.status_code == 400 and "data-error-summary" in said
    assert f'href="#note-{alert.pk}-note"' in said and f'id="note-{alert.pk}-note"' in said


def test_the_way_back_stays_on_this_list(office: Any) -> None:
    alert = Alert.objects.filter(level="over").get()
    answer = client_of(office[0]).post(
        f"/alerts/{alert.pk}/acknowledge/", {"note": "好", "next": "https://example.com/alerts/"}
    )
    assert answer["Location"] == "/alerts/"


def test_refused_and_invisible(bench: Any, court: Any, office: Any) -> None:
    alert = Alert.objects.filter(level="over").get()
    path, body = f"/alerts/{alert.pk}/acknowledge/", {"note": "看看"}
    clerk = client_of(bench.person(Role.CLERK, court)).post(path, body)
    assert clerk.status_code == 422 and "PEOPLE-RIGHT" in clerk.content.decode()
    stranger = bench.person(Role.JUDGE, court)
    assert client_of(stranger).post(path, body).status_code == 404
    assert client_of(stranger).post(path, {}).status_code == 404
    assert Client().get("/alerts/").status_code == 302
    assert client_of(office[0]).get(path).status_code == 405


def test_a_case_over_its_limit_is_not_on_the_list_of_those_near_it(office: Any) -> None:
    client = client_of(office[0])
    assert client.get("/alerts/?level=near").content.decode().count('id="alert-') == 0
    over = Alert.objects.get(level="over")
    client.post(f"/alerts/{over.pk}/acknowledge/", {"note": "9 月 25 日宣判"})
    assert client.get("/alerts/?level=near").content.decode().count('id="alert-') == 0
    assert client.get("/alerts/?status=any&level=near").content.decode().count('id="alert-') == 1


def test_long_lists_page_by_key(bench: Any, court: Any, office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "IN_LEVEL", 2)
    for _ in range(4):
        bench.case(court, FILED, handler=office[0])
    raise_limit_alerts(court_ids=None, after=None, until=LATE, at=at(LATE))
    client, path, seen = client_of(office[0]), "/alerts/?level=over", []
    while path:
        context = client.get(path).context
        seen += [row["id"] for group in context["groups"] for row in group["rows"]]
        path = context["next_url"]
    assert len(seen) == len(set(seen)) == 5
    assert client.get("/alerts/?level=over&after=nonsense").status_code == 200


def test_filters_of_one_case_and_of_words_that_mean_nothing(office: Any) -> None:
    client, alert = client_of(office[0]), Alert.objects.filter(level="over").get()
    assert client.get(f"/alerts/?case={alert.case_id}").content.decode().count('id="alert-') == 3
    assert client.get("/alerts/?status=x&court=y&level=z&case=w").content.decode().count('id="alert-') == 2


def test_the_page_asks_the_same_number_of_queries_however_long(bench: Any, court: Any, office: Any) -> None:
    client = client_of(office[0])
    client.get("/alerts/")
    with CaptureQueriesContext(connection) as short:
        client.get("/alerts/")
    for _ in range(6):
        bench.case(court, FILED, handler=office[0])
    raise_limit_alerts(court_ids=None, after=None, until=LATE, at=at(LATE))
    with CaptureQueriesContext(connection) as longer:
        client.get("/alerts/")
    assert len(longer) == len(short)


def test_the_work_list_has_one_entry_a_case_at_its_most_urgent(office: Any) -> None:
    items = selectors.work_items(viewer_of(office[0], LATE), LATE)
    assert [item.title for item in items] == ["签收预警：超审限", "签收预警：已过2/3"]
    assert items[0].due_on == date(2025, 9, 14)
    assert set(items) <= set(work(viewer_of(office[0], LATE), LATE))
    assert client_of(office[0]).get(items[0].url).status_code == 200


def test_the_bell_counts_what_waits_for_the_viewer(bench: Any, court: Any, office: Any) -> None:
    clerk = bench.person(Role.CLERK, court)
    assert selectors.waiting_count(viewer_of(office[0], LATE), LATE) == 2
    assert selectors.waiting_count(viewer_of(clerk, LATE), LATE) == 0
    assert "预警与提醒 2 条" in client_of(office[0]).get("/alerts/").content.decode()


def test_in_english(office: Any) -> None:
    client = client_of(office[0])
    client.cookies["django_language"] = "en"
    assert "Over the limit" in client.get("/alerts/").content.decode()
