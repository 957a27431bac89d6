"""The feed: RFC 5545 to the letter, private, ended when it should end, silent about parties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cases.agenda.domain import digest
from cases.agenda.models import AgendaFeed
from cases.agenda.selectors import calendar_file, reader_of
from cases.agenda.services import make_feed, withdraw_feed
from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.services import enter_item
from cases.limits.services.entering import Entered
from courts.people.models import Person, Post
from courts.refusals.domain import NotVisible
from courts.trail.models import TrailEvent
from settings.logging import SHARED, hide_keys
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
FILED = date(2025, 3, 14)
NOW = date(2025, 6, 2)


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return drawn_case(house, on=FILED)


def handler(case: Case) -> Person:
    found = case.handling.handler
    assert found is not None
    return found


def token_of(person: Person, on: date = NOW, language: str = "zh-hans") -> str:
    return make_feed(language=language, actor=actor_of(person, on))


def raw(token: str, on: date = NOW) -> bytes:
    return calendar_file(reader_of(token, on), on, lambda case: f"https://court.example/cases/{case.pk}/")


def events(token: str, on: date = NOW) -> dict[str, Any]:
    """The events by their UID."""
    return {str(event["uid"]): event for event in Calendar.from_ical(raw(token, on)).walk("VEVENT")}


def test_whole_days_of_the_own_cases(case: Case) -> None:
    found = events(token_of(handler(case)))
    stem = f"@{case.court.code}.limits"
    assert set(found) == {f"{case.pk}.{kind}{stem}" for kind in ("due", "ask", "red")}
    due = found[f"{case.pk}.due{stem}"]
    assert due.decoded("dtstart") == date(2025, 9, 14) and due.decoded("dtend") == date(2025, 9, 15)
    assert due["dtstart"].params["VALUE"] == "DATE"
    assert str(due["summary"]) == f"届满 {case.number}"
    assert "民间借贷纠纷" in due["description"] and "2025-09-15" in due["description"]
    assert str(due["url"]) == f"https://court.example/cases/{case.pk}/"
    assert (str(due["transp"]), str(due["class"])) == ("TRANSPARENT", "PRIVATE")


def test_no_party_is_named_anywhere(case: Case) -> None:
    text = raw(token_of(handler(case))).replace(b"\r\n ", b"").decode()
    for name in ("王建国", "木业"):
        assert name not in text


def test_lines_are_folded_ended_and_escaped(house: CourtHouse) -> None:
    case = drawn_case(house, on=FILED)
    Case.objects.filter(pk=case.pk).update(cause_name="甲,乙;丙\\丁" + "很长的案由" * 20)
    body = raw(token_of(handler(case)))
    assert body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")
    lines = body.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    whole = body.replace(b"\r\n ", b"").decode()
    assert "甲\\,乙\\;丙\\\\丁" in whole and "\\n" in whole
    for line in (
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ):
        assert line in whole


def test_an_event_keeps_its_name_when_its_day_moves(case: Case) -> None:
    token = token_of(handler(case))
    before = events(token)
    entry = LedgerEntry(
        kind=LedgerKind.EXCLUSION, ground="X01", starts_on=date(2025, 4, 1), ends_on=date(2025, 5, 1)
    )
    given = Entered(entry=entry, document="公告", reason="公告送达")
    enter_item(case_id=case.pk, entered=given, actor=actor_of(handler(case), date(2025, 5, 2)))
    from cases.limits.models import LedgerItem
    from cases.limits.services import answer_item

    waiting = LedgerItem.objects.filter(case=case, state="proposed").first()
    if waiting is not None:
        head = Person.objects.get(username=f"{case.court.code}-division_head")
        answer_item(item_id=waiting.pk, agreed=True, answer="", actor=actor_of(head, date(2025, 5, 3)))
    after = events(token)
    assert set(before) == set(after)
    name = next(uid for uid in after if ".due" in uid)
    assert before[name].decoded("dtstart") == date(2025, 9, 14)
    assert after[name].decoded("dtstart") == date(2025, 10, 14)


def test_a_sealed_case_gives_its_number_and_the_kind_of_day_only(house: CourtHouse) -> None:
    sealed = drawn_case(house, on=FILED, criminal=True, sealed="juvenile")
    token = token_of(handler(sealed), FILED)
    due = next(event for uid, event in events(token, FILED).items() if f"{sealed.pk}.due" in uid)
    assert str(due["summary"]) == f"届满 {sealed.number}"
    assert not {"description", "url", "categories", "location"} & {name.lower() for name in due}
    assert "盗窃" not in raw(token, FILED).replace(b"\r\n ", b"").decode()


def test_the_feed_speaks_the_language_it_was_made_in(case: Case) -> None:
    found = events(token_of(handler(case), language="en"))
    due = next(event for uid, event in found.items() if ".due" in uid)
    assert str(due["summary"]).startswith("Due ")


def test_only_the_hash_is_kept_and_the_trail_knows(case: Case) -> None:
    person = handler(case)
    first = token_of(person)
    feed = AgendaFeed.objects.get(person=person)
    assert feed.digest == digest(first) and first not in str(vars(feed))
    second = token_of(person)
    assert AgendaFeed.objects.filter(person=person).count() == 2
    with pytest.raises(NotVisible):
        reader_of(first, NOW)
    assert reader_of(second, NOW).viewer.person_id == person.pk
    assert withdraw_feed(actor=actor_of(person, NOW)) and not withdraw_feed(actor=actor_of(person, NOW))
    with pytest.raises(NotVisible):
        reader_of(second, NOW)
    kept_verbs = list(
        TrailEvent.objects.filter(verb__startswith="agenda_feed")
        .order_by("seq")
        .values_list("verb", flat=True)
    )
    assert kept_verbs == ["agenda_feed_made", "agenda_feed_renewed", "agenda_feed_withdrawn"]


def test_it_ends_with_the_account_and_with_the_post(case: Case) -> None:
    person = handler(case)
    token = token_of(person)
    Post.objects.filter(person=person).update(to_on=NOW - timedelta(days=1))
    with pytest.raises(NotVisible):
        reader_of(token, NOW)
    Post.objects.filter(person=person).update(to_on=None)
    assert reader_of(token, NOW)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(NotVisible):
        reader_of(token, NOW)


def test_over_http_without_a_login(house: CourtHouse) -> None:
    case = drawn_case(house, on=today(), nonce="20202020")
    path = f"/agenda/feed/{token_of(handler(case), today())}.ics"
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    again = Client().get(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405
    assert AgendaFeed.objects.get(person=handler(case)).read_on == today()
    for wrong in ("nothing", "a" * 43, path.split("/")[-1][:-5]):
        assert Client().get(f"/agenda/feed/{wrong}.ics").status_code == 404


def test_it_is_asked_for_at_a_rate(house: CourtHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    from courts.clients.api import CallerThrottle

    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"client": "9/min", "public": "2/min"})
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False):
        statuses = [Client().get("/agenda/feed/nothing.ics").status_code for _ in range(3)]
    assert statuses == [404, 404, 429]
    assert settings.PUBLIC_RATE


def test_the_page_shows_the_address_once(house: CourtHouse) -> None:
    case = drawn_case(house, on=today(), nonce="20202020")
    client = Client()
    client.force_login(handler(case))
    assert "未开通" in client.get("/agenda/feed/").content.decode()
    made = client.post("/agenda/feed/", {"act": "make"})
    text = made.content.decode()
    assert ".ics" in text and "<svg" in text and "no-store" in made["Cache-Control"]
    address = text.split('id="feed-address">')[1].split("<")[0]
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    later = client.get("/agenda/feed/").content.decode()
    assert "已开通" in later and ".ics" not in later
    assert client.post("/agenda/feed/", {"act": "withdraw"}).status_code == 302
    assert Client().get(address.removeprefix("http://testserver")).status_code == 404


def test_who_has_no_calendar_makes_no_feed(house: CourtHouse) -> None:
    client = Client()
    client.force_login(house.administrator)
    assert client.get("/agenda/feed/").status_code == 404
    assert client.post("/agenda/feed/", {"act": "make"}).status_code == 404
    assert not AgendaFeed.objects.exists()


def test_the_key_stands_in_no_log_line() -> None:
    """Whoever reads the lines could else subscribe; wrong keys are hidden as well, they may be old ones."""
    line = hide_keys(
        None, "info", {"path": "/agenda/feed/abc-DEF_1.ics", "event": "Not Found: /agenda/feed/x.ics"}
    )
    assert line == {"path": "/agenda/feed/…", "event": "Not Found: /agenda/feed/…"}
    assert hide_keys(None, "info", {"path": "/agenda/feed/"})["path"] == "/agenda/feed/"
    assert hide_keys in SHARED
