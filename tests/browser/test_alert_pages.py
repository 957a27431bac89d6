"""Alerts in a real browser: acknowledged by keyboard, and a bell that renews itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from courts.actors.domain import Role
from courts.outbox.services import sweep
from courts.people.models import Person
from oversight.alerts.models import Alert
from oversight.alerts.services.escalating import escalate
from oversight.alerts.services.raising import raise_limit_alerts
from oversight.notices.models import Notice
from oversight.notices.services import Note, tell
from tests.builders import instant, today
from tests.kit.looking import clean
from tests.oversight.bench import Bench

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def office() -> dict[str, Person]:
    """A judge with two overdue cases, laid before everybody above."""
    bench = Bench()
    court = bench.court()
    division = bench.division(court)
    people = {
        "judge": bench.person(Role.JUDGE, court, division),
        "head": bench.person(Role.DIVISION_HEAD, court, division),
        "president": bench.person(Role.PRESIDENT, court),
    }
    for _ in range(2):
        bench.case(court, date(2025, 3, 14), handler=people["judge"], division=division)
    past = today() - timedelta(days=40)
    raise_limit_alerts(court_ids=None, after=None, until=past, at=instant(past))
    for offset in range(30, 0, -1):
        day = today() - timedelta(days=offset)
        escalate(business_date=day, at=instant(day, 1))
    sweep(at=timezone.now())
    return people


def test_several_are_acknowledged_by_keyboard_alone(page: Any, sign_in: Any) -> None:
    people = office()
    sign_in(page, people["judge"])
    page.goto("/alerts/")
    page.focus("[data-bulk-all]")
    page.keyboard.press("Space")
    assert page.inner_text("[data-bulk-count]") == "已选 2 条"
    assert page.eval_on_selector("#bulk [name=reason]", "field => field.required") is True
    page.focus("#bulk [name=reason]")
    page.keyboard.press("ArrowDown")
    page.focus("#bulk [name=planned_on]")
    page.fill("#bulk [name=planned_on]", (today() + timedelta(days=9)).isoformat())
    page.keyboard.press("Tab")
    page.focus("#bulk [name=note]")
    page.keyboard.type("鉴定机构已答复，下周出具意见。")
    page.focus("#bulk button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已签收 2 条预警。")
    clean(page)
    assert Alert.objects.filter(status="acknowledged", reason="APPRAISAL").count() == 2


def test_the_bell_renews_itself_and_leaves_the_focus_alone(page: Any, sign_in: Any) -> None:
    people = office()
    judge = people["judge"]
    sign_in(page, judge)
    Notice.objects.filter(person=judge).update(seen_at=timezone.now())
    page.clock.install()
    page.goto("/alerts/")
    assert page.locator("#bell-now .badge-n").count() == 0
    note = Note(
        "case_given", judge.pk, judge.posts.get().court_id, "case_given:1", words={"cause": "离婚纠纷"}
    )
    tell([note], at=timezone.now())
    page.focus("a[href='/bell/'].tool")
    with page.expect_response("**/bell/count/"):
        page.clock.run_for(61_000)
    page.wait_for_selector("#bell-now .badge-n")
    assert page.inner_text("#bell-now .badge-n") == "1"
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/bell/"
    page.context.clear_cookies()
    with page.expect_response("**/bell/count/") as answer:
        page.clock.run_for(61_000)
    assert answer.value.status == 401
    assert page.inner_text("#bell-now .badge-n") == "1", "signed out, the page keeps what it shows"
