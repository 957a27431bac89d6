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
from oversight.alerts import selectors
from oversight.alerts.models import Alert
from oversight.alerts.services.raising import raise_limit_alerts
from oversight.alerts.views import lists
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


PLAN = {"note": "9 月 25 日宣判", "reason": "DRAFTING", "planned_on": "2025-09-25"}


def over() -> Alert:
    return Alert.objects.get(level="over")


def test_the_most_urgent_first_with_law_and_days(office: Any) -> None:
    said = client_of(office[0]).get("/alerts/").content.decode()
    assert said.index("超审限·") < said.index("已过2/3·")
    assert "超审限第 5 日（届满已过 6 日，依法顺延至 2025-09-15）" in said
    assert "法释〔2000〕29号第二十条" in said
    assert said.count("data-bulk-pick") == 2


@pytest.mark.parametrize(
    ("role", "listed", "seen", "may"),
    [
        (Role.PRESIDENT, 0, 2, 0),
        (Role.DIVISION_HEAD, 0, 2, 0),
        (Role.CLERK, 0, 2, 0),
        (Role.JUDGE, 0, 0, 0),
    ],
)
def test_what_each_post_sees_and_may_acknowledge(
    bench: Any, court: Any, office: Any, role: Role, listed: int, seen: int, may: int
) -> None:
    """Opened plainly, the list shows what waits for the viewer; the others are one press away."""
    client = client_of(bench.person(role, court, office[1]))
    said = client.get("/alerts/").content.decode()
    assert said.count('id="alert-') == listed
    assert ("查看全部待签收" in said) is bool(seen)
    said = client.get("/alerts/?status=open").content.decode()
    assert said.count('id="alert-') == seen and said.count("data-bulk-pick") == may


def test_the_page_of_one_alert_acknowledges_it(office: Any) -> None:
    client, alert = client_of(office[0]), over()
    said = client.get(f"/alerts/{alert.pk}/").content.decode()
    assert "等待鉴定、评估、审计" in said and 'type="date"' in said and "触发日 2025-09-16" in said
    answer = client.post(
        f"/alerts/{alert.pk}/acknowledge/", {**PLAN, "next": "/alerts/?level=over"}, follow=True
    )
    assert answer.redirect_chain == [("/alerts/?level=over", 302)]
    assert "预警已签收" in answer.content.decode()
    alert.refresh_from_db()
    assert (alert.status, alert.note, alert.reason) == ("acknowledged", "9 月 25 日宣判", "DRAFTING")
    said = client.get("/alerts/?status=acknowledged").content.decode()
    assert "9 月 25 日宣判" in said and "计划 2025-09-25 结案" in said
    assert (
        "已经合议，裁判文书制作、审核中，计划 2025-09-25 结案"
        in client.get(f"/alerts/{alert.pk}/").content.decode()
    )


@pytest.mark.parametrize(
    ("over_with", "field"),
    [({"note": " "}, "note"), ({"reason": ""}, "reason"), ({"planned_on": "2025-09-01"}, "planned_on")],
)
def test_what_is_missing_is_said_in_its_place_and_the_rest_kept(
    office: Any, over_with: dict[str, str], field: str
) -> None:
    alert = over()
    answer = client_of(office[0]).post(f"/alerts/{alert.pk}/acknowledge/", {**PLAN, **over_with})
    said = answer.content.decode()
    assert answer.status_code == 400 and "data-error-summary" in said and f'href="#id_{field}"' in said
    for name, value in PLAN.items():
        if name != field:
            assert value in said


def test_the_way_back_stays_on_this_list(office: Any) -> None:
    alert = over()
    answer = client_of(office[0]).post(
        f"/alerts/{alert.pk}/acknowledge/", {**PLAN, "next": "https://example.com/alerts/"}
    )
    assert answer["Location"] == "/alerts/"


def test_refused_and_invisible(bench: Any, court: Any, office: Any) -> None:
    alert = over()
    path = f"/alerts/{alert.pk}/acknowledge/"
    clerk = client_of(bench.person(Role.CLERK, court)).post(path, {"note": "看看"})
    assert clerk.status_code == 422 and "PEOPLE-RIGHT" in clerk.content.decode()
    head = client_of(bench.person(Role.DIVISION_HEAD, court, office[1])).post(path, {"note": "看看"})
    assert head.status_code == 422 and "ALERT-HANDLER-DUE" in head.content.decode()
    stranger = client_of(bench.person(Role.JUDGE, court))
    assert stranger.post(path, PLAN).status_code == stranger.post(path, {}).status_code == 404
    assert stranger.get(f"/alerts/{alert.pk}/").status_code == 404
    assert Client().get("/alerts/").status_code == 302
    assert client_of(office[0]).get(path).status_code == 405


def test_several_at_once_with_one_note(office: Any) -> None:
    client, ids = client_of(office[0]), [str(alert.pk) for alert in Alert.objects.exclude(level="near")]
    body = {**PLAN, "alert": ids, "next": "/alerts/"}
    said = client.post("/alerts/acknowledge/", body, follow=True).content.decode()
    assert f"已签收 {len(ids)} 条预警。" in said
    again = client.post("/alerts/acknowledge/", body, follow=True).content.decode()
    assert again.count("ALERT-DONE") == len(ids) and "R-20250920-" in again


def test_several_keep_what_was_chosen_when_words_are_missing(office: Any) -> None:
    answer = client_of(office[0]).post(
        "/alerts/acknowledge/", {"alert": [str(over().pk)], "note": "排期", "next": "/alerts/"}
    )
    said = answer.content.decode()
    assert answer.status_code == 400 and "请选择原因。" in said
    assert said.count(" checked") == 1 and "排期" in said
    none = client_of(office[0]).post("/alerts/acknowledge/", {"note": "排期"})
    assert none.status_code == 400 and "请先选择要签收的预警" in none.content.decode()


def test_a_case_over_its_limit_is_not_on_the_list_of_those_near_it(office: Any) -> None:
    client = client_of(office[0])
    assert client.get("/alerts/?level=near").content.decode().count('id="alert-') == 0
    late = over()
    client.post(f"/alerts/{late.pk}/acknowledge/", PLAN)
    assert client.get("/alerts/?level=near").content.decode().count('id="alert-') == 0
    assert client.get("/alerts/?status=any&level=near").content.decode().count('id="alert-') == 1


def test_long_lists_page_by_key(bench: Any, court: Any, office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "IN_LEVEL", 2)
    for _ in range(4):
        bench.case(court, FILED, handler=office[0])
    raise_limit_alerts(court_ids=None, after=None, until=LATE, at=at(LATE))
    client, path, seen = client_of(office[0]), "/alerts/?level=over", []
    while path:
        context = client.get(path).context
        seen += [row["id"] for group in context["groups"] for row in group["rows"]]
        path = str(context["next_url"])
    assert len(seen) == len(set(seen)) == 5
    assert client.get("/alerts/?level=over&after=nonsense").status_code == 200


def listed(client: Client, query: str) -> int:
    return client.get(f"/alerts/?{query}").content.decode().count('id="alert-')


def test_filters(bench: Any, court: Any, office: Any) -> None:
    client, alert = client_of(bench.person(Role.PRESIDENT, court)), over()
    assert listed(client, f"case={alert.case_id}") == 5
    assert listed(client, "status=x&court=y&level=z&case=w") == 2
    assert listed(client, "status=open&age=week") == listed(client, "status=any&age=week") == 1
    assert listed(client, "status=open&age=month") == 1
    assert listed(client, "status=any&age=older") == 2
    assert listed(client, f"status=open&handler_name={office[0].name}") == 2
    assert listed(client, "status=open&handler_name=无此人") == 0
    bench.division(court, "行政审判庭", 4)
    assert listed(client, f"status=open&division={office[1].pk}") == 2
    other = bench.division(court, "行政审判庭", 4)
    assert listed(client, f"status=open&division={other.pk}") == 0
    assert listed(client, "status=escalated") == listed(client, "status=passed") == 0


def test_plans_that_passed_and_what_went_up(bench: Any, court: Any, office: Any) -> None:
    client = client_of(bench.person(Role.TRIAL_MANAGEMENT, court))
    Alert.objects.filter(pk=over().pk).update(
        status="acknowledged", acknowledged_at=at(FILED), planned_on=date(2025, 9, 19), escalated=2
    )
    assert listed(client, "status=passed") == listed(client, "status=escalated") == 1
    assert "计划日已过" in client.get("/alerts/?status=passed").content.decode()


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
    assert items[0].due_on == date(2025, 9, 14) and items[0].kind == "alert"
    assert set(items) <= set(work(viewer_of(office[0], LATE), LATE))
    assert client_of(office[0]).get(items[0].url).status_code == 200


def test_the_count_in_the_navigation_is_that_of_the_list(bench: Any, court: Any, office: Any) -> None:
    clerk = bench.person(Role.CLERK, court)
    for person in (office[0], clerk, bench.person(Role.PRESIDENT, court)):
        answer = client_of(person).get("/alerts/")
        counts = client_of(person).get("/nav/counts/").context["counts"]
        assert counts.get("waiting-alerts", 0) == answer.context["total"]
    assert selectors.waiting_count(viewer_of(office[0], LATE), LATE) == 2


def test_in_english(office: Any) -> None:
    client = client_of(office[0])
    client.cookies["django_language"] = "en"
    said = client.get("/alerts/").content.decode()
    assert "over by 5 days (ended 6 days ago, lawfully moved to 2025-09-15)" in said
    assert "Public notice" not in said and "A public notice is running" in said
