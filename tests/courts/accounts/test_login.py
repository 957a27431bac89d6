"""Logging in: what it leaves behind, who may not, and the lock after failures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client

from courts.accounts.models import PersonSession
from courts.accounts.selectors import locks
from courts.accounts.services import unlock
from courts.actors.domain import Role
from courts.people.models import Person
from courts.trail.models import TrailEvent
from tests.builders import DAY, PASSWORD, actor_of, court_with_people, instant, person_of
from tests.kit.kept import each_afresh, kept

pytestmark = pytest.mark.django_db
house = kept(court_with_people)
__all__ = ["each_afresh"]

WRONG = "not-the-password"


@pytest.fixture(autouse=True)
def _on_a_day() -> Any:
    with time_machine.travel(instant(), tick=False) as clock:
        yield clock


def log_in(username: str, password: str = PASSWORD, client: Client | None = None, **extra: Any) -> Any:
    return (client or Client()).post("/login/", {"username": username, "password": password}, **extra)


def events(verb: str) -> list[TrailEvent]:
    return list(TrailEvent.objects.filter(verb=verb).select_related("payload").order_by("seq"))


def test_a_login_opens_a_session_under_a_new_key_and_is_on_the_trail(house: Any) -> None:
    client = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36"})
    client.get("/login/")
    assert log_in(house.clerk.username, client=client).headers["Location"] == "/"
    row = PersonSession.objects.get(person=house.clerk)
    assert (row.address, row.since) == ("127.0.0.1", instant())
    (event,) = events("logged_in")
    assert event.court_id == house.court.pk and event.actor_id == house.clerk.pk
    assert '"address":"127.0.0.1"' in event.payload.body and PASSWORD not in event.payload.body
    first = client.cookies["sessionid"].value
    client.post("/logout/")
    log_in(house.clerk.username, client=client)
    assert client.cookies["sessionid"].value != first
    assert PersonSession.objects.get(pk=row.pk).ended_by == "logged_out"


def test_wrong_password_and_unknown_login_read_the_same(house: Any) -> None:
    known, unknown = log_in(house.clerk.username, WRONG), log_in("nobody-at-all", WRONG)
    told = [
        answer.content.decode().split('class="errsum"')[1].split("</div>")[0] for answer in (known, unknown)
    ]
    assert told[0] == told[1] and known.status_code == unknown.status_code == 200
    (event,) = events("login_failed")
    assert event.object_id == str(house.clerk.pk), "a made-up login leaves no trace"
    assert WRONG not in event.payload.body


def test_the_fifth_failure_locks_this_login_from_this_address(house: Any, _on_a_day: Any) -> None:
    for number in range(1, 6):
        answer = log_in(house.clerk.username, WRONG)
        assert answer.status_code == (429 if number == 5 else 200)
    page = answer.content.decode()
    assert "请 15 分钟后再试" in page and "09:15" in page and answer["Retry-After"] == "900"
    assert [len(events(verb)) for verb in ("login_failed", "login_locked")] == [5, 1]
    assert log_in(house.clerk.username).status_code == 429, "the right password does not help"
    assert len(events("login_failed")) == 5, "attempts during the lock add nothing"
    assert log_in(house.clerk.username, REMOTE_ADDR="10.9.9.9").status_code == 302, "from elsewhere it works"
    assert log_in(house.judge.username).status_code == 302, "and so does another login from here"
    _on_a_day.shift(timedelta(minutes=14, seconds=59))
    assert log_in(house.clerk.username).status_code == 429, "trying meanwhile has not made it shorter"
    _on_a_day.shift(timedelta(seconds=2))
    assert log_in(house.clerk.username).status_code == 302, "nor longer"


def test_an_unknown_login_locks_with_the_same_words(house: Any) -> None:
    pages = []
    for username in (house.clerk.username, "nobody-at-all"):
        answers = [log_in(username, WRONG) for _ in range(5)]
        pages.append(answers[-1].content.decode().split("<main")[1].split("</main>")[0])
    assert pages[0] == pages[1]
    english = log_in("nobody-at-all", WRONG, headers={"Accept-Language": "en"})
    assert "Try again in 15 minutes" in english.content.decode()


def test_a_success_forgets_the_failures_and_says_how_many_there_were(house: Any) -> None:
    for _ in range(4):
        log_in(house.clerk.username, WRONG)
    log_in(house.clerk.username)
    assert '"failures":4' in events("logged_in")[0].payload.body
    assert [log_in(house.clerk.username, WRONG).status_code for _ in range(4)] == [200] * 4


def test_the_administrator_lifts_the_lock(house: Any) -> None:
    for _ in range(5):
        log_in(house.clerk.username, WRONG)
    assert [lock.address for lock in locks(house.clerk.username, instant())] == ["127.0.0.1"]
    assert unlock(person=house.clerk, actor=actor_of(house.administrator), reason="本人来电") == 1
    assert locks(house.clerk.username, instant()) == []
    assert log_in(house.clerk.username).status_code == 302
    assert "本人来电" in events("login_unlocked")[0].payload.body


def test_without_a_post_today_nobody_gets_in_and_is_told_after_the_right_password_only(house: Any) -> None:
    gone = person_of(house.court, Role.CLERK, username="gone", to_on=DAY - timedelta(days=1))
    coming = person_of(house.court, Role.CLERK, username="coming", from_on=DAY + timedelta(days=1))
    for person in (gone, coming):
        assert "今日没有在任职务" in log_in(person.username).content.decode()
        assert "今日没有在任职务" not in log_in(person.username, WRONG).content.decode()
    Person.objects.filter(pk=gone.pk).update(is_superuser=True)
    assert log_in(gone.username).status_code == 302


def test_a_disabled_person_reads_what_a_wrong_password_reads(house: Any) -> None:
    Person.objects.filter(pk=house.clerk.pk).update(is_active=False)
    answer = log_in(house.clerk.username)
    assert answer.status_code == 200 and "停用" not in answer.content.decode().split("gate-form")[1][:600]


def test_the_address_behind_a_proxy_is_believed_only_from_a_trusted_one(house: Any, settings: Any) -> None:
    forged = {"headers": {"X-Forwarded-For": "203.0.113.9"}}
    log_in(house.clerk.username, **forged)
    assert '"address":"127.0.0.1"' in events("logged_in")[0].payload.body
    settings.TRUSTED_PROXIES = ["127.0.0.0/8"]
    log_in(house.clerk.username, **forged)
    assert '"address":"203.0.113.9"' in events("logged_in")[1].payload.body


def test_the_admin_site_has_no_door_of_its_own(house: Any) -> None:
    assert Client().get("/admin/login/?next=/admin/").headers["Location"] == "/login/?next=/admin/"
    client = Client()
    client.force_login(house.clerk)
    assert client.get("/admin/password_change/").headers["Location"] == "/me/password/"


def test_a_session_cookie_is_not_guessed_from_the_table(house: Any) -> None:
    client = Client()
    log_in(house.clerk.username, client=client)
    row = PersonSession.objects.get(person=house.clerk)
    assert client.cookies["sessionid"].value not in (row.key_hash, signing.dumps(row.key_hash))
