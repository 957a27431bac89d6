"""My account, and the account of a person for the administrator who keeps it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courts.accounts.models import PersonSession, SecondFactor
from courts.accounts.services.factors import confirm_enrolment, secret_text, start_enrolment
from courts.actors.domain import Role
from courts.people.models import Person
from tests.builders import PASSWORD, actor_of, court_with_people, instant, person_of
from tests.courts.accounts.codes import code_at
from tests.kit.kept import each_afresh, kept

pytestmark = pytest.mark.django_db
house = kept(court_with_people)
__all__ = ["each_afresh"]

NEW = "吉林冬天下大雪2026"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


def client_of(person: Person, agent: str = "") -> Client:
    client = Client(headers={"User-Agent": agent})
    client.force_login(person)
    client.get("/me/")
    return client


def test_my_account_shows_me_and_only_my_sessions(house: Any) -> None:
    client_of(house.judge)
    there, here = client_of(house.clerk, WINDOWS), client_of(house.clerk)
    page = here.get("/me/").content.decode()
    assert house.clerk.username in page and "书记员（立案）" in page and "Edge·Windows" in page
    assert page.count('chip-info">本机') == 1 and page.count("/end/") == 1
    row = PersonSession.objects.get(agent=WINDOWS)
    assert here.post(f"/me/sessions/{row.pk}/end/").headers["Location"] == "/me/"
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").content.decode().count("/end/") == 0


def test_nobody_ends_the_session_of_another(house: Any) -> None:
    client_of(house.judge)
    row = PersonSession.objects.get(person=house.judge)
    assert client_of(house.clerk).post(f"/me/sessions/{row.pk}/end/").status_code == 404
    assert client_of(house.clerk).get(f"/me/sessions/{row.pk}/end/").status_code == 405
    assert PersonSession.objects.get(pk=row.pk).ended_at is None


def test_ending_the_present_session_is_a_logout(house: Any) -> None:
    client = client_of(house.clerk)
    row = PersonSession.objects.get(person=house.clerk)
    assert client.post(f"/me/sessions/{row.pk}/end/").headers["Location"] == "/login/"
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"old_password": "wrong"}, "原密码不对"),
        ({"repeated": "another"}, "两次输入的新密码不一致"),
        ({"new_password": "123", "repeated": "123"}, "8"),
        ({"new_password": PASSWORD, "repeated": PASSWORD}, "不能与原密码相同"),
        ({"new_password": ""}, "errsum"),
    ],
)
def test_what_is_wrong_with_a_new_password_stands_at_its_field(house: Any, changes: Any, said: str) -> None:
    body = {"old_password": PASSWORD, "new_password": NEW, "repeated": NEW, **changes}
    answer = client_of(house.clerk).post("/me/password/", body)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert Person.objects.get(pk=house.clerk.pk).check_password(PASSWORD)
    assert NEW not in answer.content.decode(), "passwords are not sent back"


def test_guessing_the_old_password_is_locked_like_a_login(house: Any) -> None:
    client = client_of(house.clerk)
    body = {"old_password": "wrong", "new_password": NEW, "repeated": NEW}
    codes = [client.post("/me/password/", body).status_code for _ in range(6)]
    assert codes == [400] * 4 + [429] * 2
    assert client.post("/me/password/", {**body, "old_password": PASSWORD}).status_code == 429


def test_enrolling_twice_makes_one_device(house: Any) -> None:
    client = client_of(house.clerk)
    client.post("/me/second-factor/start/")
    page = client.get("/me/second-factor/")
    said = page.content.decode()
    assert "<svg" in said.split("enrol-qr")[1][:120], (
        "drawn in the page: a data: image is not allowed to load"
    )
    assert 'src="data:' not in said
    assert "no-store" in page["Cache-Control"]
    secret = page.context["secret"]
    code = code_at(secret, timezone.now())
    first = client.post("/me/second-factor/confirm/", {"code": code})
    assert first.status_code == 200 and len(first.context["codes"]) == 10
    assert "no-store" in first["Cache-Control"]
    second = client.post("/me/second-factor/confirm/", {"code": code})
    assert second.headers["Location"] == "/me/" and SecondFactor.objects.count() == 1
    assert client.get("/me/").status_code == 200, "the session that enrolled is verified"
    again = client.post("/me/second-factor/codes/")
    assert len(again.context["codes"]) == 10
    assert client.post("/me/second-factor/remove/").headers["Location"] == "/me/"
    assert SecondFactor.objects.count() == 0
    assert client.post("/me/second-factor/remove/").status_code == 404


def test_a_post_that_asks_for_one_does_not_let_it_go(house: Any, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    person = house.president
    secret = secret_text(start_enrolment(person=person, actor=actor_of(person, instant())))
    confirm_enrolment(person=person, code=code_at(secret, instant()), actor=actor_of(person, instant()))
    client = client_of(person)
    PersonSession.objects.filter(person=person).update(verified_at=instant())
    answer = client.post("/me/second-factor/remove/")
    assert answer.status_code == 422 and "ACCOUNT-FACTOR-REQUIRED" in answer.content.decode()


def test_the_account_of_a_person_is_for_the_administrator_who_keeps_it(house: Any) -> None:
    address = f"/office/people/{house.clerk.pk}/account/"
    elsewhere = person_of(house.upper, Role.ADMINISTRATOR)
    for nobody in (house.president, house.judge, house.clerk, elsewhere):
        client = client_of(nobody)
        assert client.get(address).status_code == 404
        for act in ("password", "unlock", "sessions", "factor"):
            assert client.post(f"{address}{act}/", {"reason": "试试"}).status_code == 404
    client = client_of(house.administrator)
    assert client.get(address).status_code == 200
    assert client.post(f"{address}nonsense/", {"reason": "试试"}).status_code == 404
    assert client.get("/office/people/00000000-0000-7000-8000-000000000000/account/").status_code == 404


def test_the_four_acts_of_the_administrator(house: Any) -> None:
    address = f"/office/people/{house.clerk.pk}/account/"
    client, theirs = client_of(house.administrator), client_of(house.clerk, WINDOWS)
    for _ in range(5):
        Client().post("/login/", {"username": house.clerk.username, "password": "wrong"})
    page = client.get(address).content.decode()
    assert "登录已暂停" in page and "127.0.0.1" in page and "Edge·Windows" in page
    without = client.post(f"{address}unlock/", {"reason": " "})
    assert without.status_code == 400 and "errsum" in without.content.decode()
    assert client.post(f"{address}unlock/", {"reason": "本人来电"}).headers["Location"] == address
    assert "登录已暂停" not in client.get(address).content.decode()
    assert client.post(f"{address}sessions/", {"reason": "电脑遗失"}).status_code == 302
    assert theirs.get("/me/").status_code == 302
    assert client.post(f"{address}factor/", {"reason": "手机丢失"}).status_code == 302
    shown = client.post(f"{address}password/", {"reason": "忘记密码"})
    password = shown.context["password"]
    assert password in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert password not in client.get(address).content.decode(), "shown once"
    assert Person.objects.get(pk=house.clerk.pk).check_password(password)


def test_ones_own_account_is_pointed_to_its_own_page(house: Any) -> None:
    client = client_of(house.administrator)
    address = f"/office/people/{house.administrator.pk}/account/"
    page = client.get(address).content.decode()
    assert "这是您本人的账户" in page and "发放临时密码" not in page
    refused = client.post(f"{address}password/", {"reason": "自己"})
    assert refused.status_code == 422 and "ACCOUNT-SELF" in refused.content.decode()


def test_a_password_set_in_the_admin_site_must_be_changed(house: Any) -> None:
    root = Person.objects.create_superuser("root", PASSWORD, name="运维")
    client = client_of(root)
    body = {"usable_password": "true", "password1": NEW, "password2": NEW}
    assert client.post(f"/admin/courts/person/{house.clerk.pk}/password/", body).status_code == 302
    assert Person.objects.get(pk=house.clerk.pk).must_change_password
