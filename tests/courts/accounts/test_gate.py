"""What ends a session, what must be done first, and what becomes of things posted too late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from courts.accounts.models import PersonSession
from courts.accounts.services import end_sessions
from courts.accounts.services.factors import confirm_enrolment, secret_text, start_enrolment
from courts.accounts.services.sessions import KEPT, clear_expired
from courts.actors.domain import Role
from courts.people.models import Person, Post
from tests.builders import DAY, actor_of, court_with_people, instant, person_of
from tests.courts.accounts.codes import code_at
from tests.kit.kept import each_afresh, kept
from tests.kit.rest import rest

pytestmark = pytest.mark.django_db
house = kept(court_with_people)
__all__ = ["each_afresh"]

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(instant(), tick=False) as travelling:
        yield travelling


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.get("/")
    return client


def told(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def ended(client: Client, why: str, words: str) -> None:
    """The next request is nobody's, says why, and the session is over for good."""
    answer = client.get("/me/")
    assert answer.headers["Location"] == "/login/?next=/me/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert words in page
    assert PersonSession.objects.latest("since").ended_by == why
    assert client.get("/me/").status_code == 302


def test_half_an_hour_without_use_ends_a_session(house: Any, clock: Any) -> None:
    client = client_of(house.clerk)
    for _ in range(3):
        clock.shift(29 * MINUTE)
        assert client.get("/me/").status_code == 200
    clock.shift(31 * MINUTE)
    ended(client, "idle", "长时间没有操作")


def test_twelve_hours_end_a_session_in_use(house: Any, clock: Any) -> None:
    client = client_of(house.clerk)
    for _ in range(28):
        clock.shift(25 * MINUTE)
        assert client.get("/me/").status_code == 200
    clock.shift(20 * MINUTE)
    ended(client, "too_old", "最长时间")


def test_the_last_use_is_written_once_a_minute(house: Any, clock: Any) -> None:
    client = client_of(house.clerk)
    clock.shift(timedelta(seconds=59))
    client.get("/me/")
    assert PersonSession.objects.get().last_seen == instant()
    clock.shift(timedelta(seconds=1))
    client.get("/me/")
    assert PersonSession.objects.get().last_seen == instant() + MINUTE


def test_a_disabled_person_is_out_at_the_next_request(house: Any) -> None:
    client = client_of(house.clerk)
    Person.objects.filter(pk=house.clerk.pk).update(is_active=False)
    ended(client, "disabled", "账户已停用")


def test_the_day_after_the_last_post_the_session_is_over(house: Any, clock: Any) -> None:
    person = person_of(house.court, Role.CLERK, username="leaving", to_on=DAY)
    Post.objects.filter(person=person).update(to_on=DAY)
    clock.move_to(instant(DAY, 23, 50))
    client = client_of(person)
    clock.shift(9 * MINUTE)
    assert client.get("/me/").status_code == 200
    clock.shift(2 * MINUTE)
    ended(client, "no_post", "今日没有在任职务")


def test_a_superuser_without_posts_stays(house: Any) -> None:
    root = Person.objects.create_superuser("root", "a-long-password", name="运维")
    assert client_of(root).get("/me/").status_code == 200


def test_sessions_ended_by_the_administrator_are_over(house: Any) -> None:
    client = client_of(house.clerk)
    end_sessions(person=house.clerk, actor=actor_of(house.administrator), reason="电脑遗失")
    ended(client, "by_administrator", "系统管理员结束了您的登录")


def test_a_password_changed_elsewhere_ends_this_session(house: Any) -> None:
    here, there = client_of(house.clerk), client_of(house.clerk)
    body = {
        "old_password": "a-long-password",
        "new_password": "吉林冬天下大雪2026",
        "repeated": "吉林冬天下大雪2026",
    }
    assert there.post("/me/password/", body).headers["Location"] == "/me/"
    assert there.get("/me/").status_code == 200
    answer = here.get("/me/")
    assert answer.status_code == 302 and "密码已修改" in told(answer)


def test_public_pages_stay_open_to_whoever_lost_the_session(house: Any, clock: Any) -> None:
    client = client_of(house.clerk)
    clock.shift(40 * MINUTE)
    assert client.get("/anchors/").status_code == 200


def test_what_is_posted_too_late_is_said_to_be_lost_and_leads_back(house: Any, clock: Any) -> None:
    client = client_of(house.president)
    clock.shift(40 * MINUTE)
    answer = client.post("/me/second-factor/start/", headers={"Referer": "http://testserver/me/?a=1"})
    assert answer.headers["Location"] == "/login/?next=%2Fme%2F%3Fa%3D1"
    assert "刚才提交的内容没有保存" in told(answer) and "长时间没有操作" in told(answer)
    forged = Client().post("/me/second-factor/start/", headers={"Referer": "https://evil.example/x"})
    assert forged.headers["Location"] == "/login/?next=%2F"


def test_a_part_of_a_page_sends_the_whole_page_to_the_login(house: Any) -> None:
    part = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/?q=1"}
    answer = Client().get("/me/", headers=part)
    assert answer.status_code == 200 and answer["HX-Redirect"] == "/login/?next=%2Fcases%2F%3Fq%3D1"


def test_a_temporary_password_leads_every_page_to_its_change(house: Any) -> None:
    client = client_of(house.clerk)
    Person.objects.filter(pk=house.clerk.pk).update(must_change_password=True)
    assert client.get("/cases/?page=2").headers["Location"] == "/me/password/?next=%2Fcases%2F%3Fpage%3D2"
    assert client.get("/admin/").headers["Location"].startswith("/me/password/")
    posted = client.post("/cases/new/", {"a": "1"}, headers={"Referer": "http://testserver/cases/new/"})
    assert posted.headers["Location"] == "/me/password/?next=%2Fcases%2Fnew%2F"
    assert "刚才提交的内容没有保存" in told(posted)
    page = client.get("/me/password/?next=%2Fcases%2F%3Fpage%3D2").content.decode()
    assert "临时密码" in page and 'class="side' not in page
    body = {"old_password": "a-long-password", "new_password": "吉林冬天下大雪2026"}
    body |= {"repeated": body["new_password"], "next": "/cases/?page=2"}
    assert client.post("/me/password/", body).headers["Location"] == "/cases/?page=2"
    assert client.get("/cases/?page=2").status_code == 200


def test_language_and_logout_stay_open_meanwhile(house: Any) -> None:
    Person.objects.filter(pk=house.clerk.pk).update(must_change_password=True)
    client = client_of(house.clerk)
    assert client.post("/i18n/setlang/", {"language": "en", "next": "/me/password/"}).status_code == 302
    assert "Change password" in client.get("/me/password/").content.decode()
    assert client.post("/logout/").headers["Location"] == "/login/"


def test_over_rest_a_person_is_told_what_to_do_first_and_a_client_is_not_concerned(house: Any) -> None:
    Person.objects.filter(pk=house.clerk.pk).update(must_change_password=True)
    answer = client_of(house.clerk).get("/api/v1/courts/")
    assert answer.status_code == 403 and answer.json()["detail"] == "须先修改密码。"
    assert rest().get("/courts/").status_code == 200


def test_where_it_is_required_a_leader_can_do_nothing_but_enrol(house: Any, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    client = client_of(house.president)
    for address in ("/", "/me/", "/dashboard/", "/me/second-factor/verify/"):
        assert client.get(address).headers["Location"].startswith("/me/second-factor/"), address
    assert "生成密钥" in client.get("/me/second-factor/").content.decode()
    assert client.get("/api/v1/courts/").json()["detail"] == "须先启用动态口令。"
    assert client_of(house.clerk).get("/").status_code == 200


@pytest.mark.parametrize("mode", ["required", "offered"])
def test_with_a_device_every_session_asks_for_a_code(
    house: Any, settings: Any, clock: Any, mode: str
) -> None:
    settings.SECOND_FACTOR = mode
    person = house.president
    secret = secret_text(start_enrolment(person=person, actor=actor_of(person, instant())))
    confirm_enrolment(person=person, code=code_at(secret, instant()), actor=actor_of(person, instant()))
    client = client_of(person)
    assert client.get("/dashboard/").headers["Location"] == "/me/second-factor/verify/?next=%2Fdashboard%2F"
    assert client.get("/me/password/").headers["Location"].startswith("/me/second-factor/verify/")
    address = "/me/second-factor/verify/?next=%2Fdashboard%2F"
    replayed = client.post(address, {"code": code_at(secret, instant()), "next": "/dashboard/"})
    assert replayed.status_code == 400 and "已经用过" in replayed.content.decode()
    clock.shift(MINUTE)
    before = client.cookies["sessionid"].value
    good = {"code": code_at(secret, instant() + MINUTE), "next": "/dashboard/"}
    assert client.post(address, good).headers["Location"] == "/dashboard/"
    assert client.cookies["sessionid"].value != before, "a new key after each step of a login"
    assert client.get("/me/").status_code == 200
    assert client_of(person).get("/me/").status_code == 302, "another session asks again"


def test_a_form_with_a_stale_mark_is_told_kindly(house: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/login/", {}, headers={"Referer": "http://testserver/login/"})
    assert answer.status_code == 403 and "页面已过期" in answer.content.decode()


def test_what_nobody_can_use_any_more_is_deleted(house: Any, clock: Any) -> None:
    client_of(house.clerk)
    assert clear_expired(at=instant())["session_rows"] == 0
    gone = clear_expired(at=instant() + KEPT + MINUTE)
    assert gone["sessions"] == 1 and gone["session_rows"] == 1
