"""The month of limits: whose cases, on which days, what is marked, what strangers get."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.agenda.domain import Month, reminders
from cases.agenda.registry import kinds
from cases.agenda.selectors import counts, marks, scopes
from cases.docket.models import Case
from cases.docket.services import close_case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.services import enter_item
from cases.limits.services.entering import Entered
from courts.people.models import Person
from oversight.alerts.models import Alert
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, instant
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
FILED = date(2025, 3, 14)
day = date.fromisoformat
SEPTEMBER, AUGUST = Month(2025, 9), Month(2025, 8)


@pytest.fixture
def case(house: CourtHouse) -> Case:
    """Filed on 14 March 2025: due 14 September, red from 11 September, to be asked for by 30 August."""
    return drawn_case(house, on=FILED)


def handler(case: Case) -> Person:
    found = case.handling.handler
    assert found is not None
    return found


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seen(person: Person, code: str, court_id: int, month: Month) -> dict[date, list[str]]:
    scope = scopes(actor_of(person, FILED).viewer, court_id)[code]
    found: dict[date, list[str]] = {}
    for mark in marks(scope, month.first, month.last):
        found.setdefault(mark.day, []).append(mark.kind.code)
    return found


def test_every_kind_of_day_is_offered() -> None:
    assert [kind.code for kind in kinds()] == ["due", "ask", "red", "stop", "plan"]


@pytest.mark.parametrize(
    ("text", "first", "last", "before", "after"),
    [
        ("2025-09", "2025-09-01", "2025-09-30", "2025-08", "2025-10"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01", "2024-03"),
        ("2025-12", "2025-12-01", "2025-12-31", "2025-11", "2026-01"),
    ],
)
def test_months(text: str, first: str, last: str, before: str, after: str) -> None:
    month = Month.read(text)
    assert month is not None
    assert (month.first, month.last) == (day(first), day(last))
    assert (str(month), str(month.previous), str(month.next)) == (text, before, after)
    assert {len(week) for week in month.weeks} == {7} and month.weeks[0][0].weekday() == 0


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-13", "2025-00", "25-09", "2025-9", "0001-01", "２０２５-09"]
)
def test_what_is_no_month(text: str) -> None:
    assert Month.read(text) is None


def test_a_stop_is_recalled_every_thirty_days() -> None:
    found = list(reminders(day("2025-06-01"), 30, day("2025-07-01"), day("2025-07-31")))
    assert found == [day("2025-07-01"), day("2025-07-31")]
    assert list(reminders(day("2025-06-01"), 30, day("2025-05-01"), day("2025-06-30"))) == []


def test_the_days_of_a_case_stand_in_its_handlers_month(house: CourtHouse, case: Case) -> None:
    mine = seen(handler(case), "mine", house.court.pk, SEPTEMBER)
    assert mine == {day("2025-09-11"): ["red"], day("2025-09-14"): ["due"]}
    assert seen(handler(case), "mine", house.court.pk, AUGUST) == {day("2025-08-30"): ["ask"]}
    other = next(judge for judge in house.judges if judge.pk != handler(case).pk)
    assert seen(other, "mine", house.court.pk, SEPTEMBER) == {}


def test_a_stopped_case_has_reminders_and_no_due_day(house: CourtHouse, case: Case) -> None:
    entry = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day("2025-08-05"))
    given = Entered(entry=entry, document="委托鉴定书", reason="当事人申请鉴定")
    enter_item(case_id=case.pk, entered=given, actor=actor_of(handler(case), day("2025-08-06")))
    assert seen(handler(case), "mine", house.court.pk, SEPTEMBER) == {day("2025-09-04"): ["stop"]}
    head = scopes(actor_of(house.head, FILED).viewer, house.court.pk)["division"]
    found = counts(head, SEPTEMBER)
    assert {on: [(kind.code, n) for kind, n in told] for on, told in found.items()} == {
        day("2025-09-04"): [("stop", 1)]
    }


def test_a_planned_closing_stands_on_its_day(house: CourtHouse, case: Case) -> None:
    Alert.objects.create(
        court=house.court,
        case=case,
        kind="limit",
        level="near",
        status="acknowledged",
        due_on=day("2025-09-14"),
        raised_on=day("2025-08-15"),
        raised_at=instant(day("2025-08-15")),
        planned_on=day("2025-09-09"),
    )
    assert seen(handler(case), "mine", house.court.pk, SEPTEMBER)[day("2025-09-09")] == ["plan"]


def test_a_closed_case_leaves_the_calendar(house: CourtHouse, case: Case) -> None:
    done = day("2025-06-10")
    close_case(case_id=case.pk, closed_on=done, disposal="judgment", actor=actor_of(handler(case), done))
    assert seen(handler(case), "mine", house.court.pk, SEPTEMBER) == {}


def test_who_may_look_at_whose_month(house: CourtHouse, case: Case) -> None:
    def codes(person: Person) -> list[str]:
        return list(scopes(actor_of(person, FILED).viewer, house.court.pk))

    assert codes(handler(case)) == ["mine"]
    assert codes(house.head) == ["mine", "division"]
    assert codes(house.president) == ["mine", "court"]
    assert "court" in codes(house.trial_management)
    client = signed_in(handler(case))
    for scope in ("division", "court", "nonsense"):
        assert client.get(f"/agenda/?scope={scope}").status_code == 404
        assert client.get(f"/agenda/2025-09-14/?scope={scope}").status_code == 404


def test_a_sealed_case_is_counted_for_nobody_else(house: CourtHouse) -> None:
    sealed = drawn_case(house, on=FILED, criminal=True, sealed="juvenile")
    due = sealed.clock.due_on
    month = Month.of(due)
    assert seen(handler(sealed), "mine", house.court.pk, month)[due] == ["due"]
    president = scopes(actor_of(house.president, FILED).viewer, house.court.pk)["court"]
    assert counts(president, month) == {}


def test_the_judges_page(case: Case) -> None:
    client = signed_in(handler(case))
    page = client.get("/agenda/?month=2025-09").content.decode()
    assert reverse("case", args=[case.pk]) in page and case.number in page
    assert f"民初{case.number_serial}号" in page
    for word in ("届满", "亮红灯", "上月", "下月"):
        assert word in page
    assert "month=2025-08" in page and "month=2025-10" in page
    october = client.get("/agenda/?month=2025-10").content.decode()
    assert "国庆节" in october and "is-off" in october and "is-work" in october
    assert "本月没有需要留意的日子" in october
    english = client.get("/agenda/?month=2025-09", headers={"accept-language": "en"}).content.decode()
    assert "September 2025" in english and "2025年9月" not in english


def test_a_month_that_is_none_says_so_and_shows_this_one(case: Case) -> None:
    answer = signed_in(handler(case)).get("/agenda/?month=2025-13")
    assert answer.status_code == 400 and "2025-13" in answer.content.decode()


def test_a_year_without_its_notice_is_said(case: Case) -> None:
    page = signed_in(handler(case)).get("/agenda/?month=2031-05").content.decode()
    assert "2031 年的假日安排尚未确认" in page


def test_a_number_opens_what_it_counts(house: CourtHouse, case: Case) -> None:
    client = signed_in(house.president)
    month = client.get("/agenda/?month=2025-09&scope=court").content.decode()
    link = "/agenda/2025-09-14/?scope=court&amp;kind=due"
    assert link in month and case.number not in month
    opened = client.get("/agenda/2025-09-14/?scope=court&kind=due").content.decode()
    assert case.number in opened and handler(case).name in opened
    assert case.number not in client.get("/agenda/2025-09-14/?scope=court&kind=ask").content.decode()
    for path in ("2025-09-31", "today", "2025-09-14/?scope=court&kind=nothing"):
        assert (
            client.get(f"/agenda/{path.rstrip('/')}/" if "?" not in path else f"/agenda/{path}").status_code
            == 404
        )


def test_more_than_a_day_can_show_is_behind_a_link(house: CourtHouse) -> None:
    found = [drawn_case(house, on=FILED, nonce=f"{number:08}", title=str(number)) for number in range(1, 14)]
    judges = [handler(case) for case in found]
    busy = max(judges, key=judges.count)
    page = signed_in(busy).get("/agenda/?month=2025-09").content.decode()
    assert "另有" in page
    opened = signed_in(busy).get("/agenda/2025-09-14/?scope=mine").content.decode()
    assert all(case.number in opened for case in found if handler(case).pk == busy.pk)


def test_strangers(house: CourtHouse, case: Case) -> None:
    assert Client().get("/agenda/").status_code == 302
    assert signed_in(house.clerk).get("/agenda/").status_code == 200
    nobody: Any = Person.objects.create_user("agenda-nobody", "a-long-password", name="无职")
    answer = signed_in(nobody).get("/agenda/")
    assert answer.status_code in (302, 404)
