"""The pages of administration: who opens them, what they do, what stays when something is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courts.actors.domain import Role
from courts.people.models import Person, Post
from courts.people.services import appoint
from courts.places.services import ensure_court
from courts.trail.models import TrailEvent
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, machine, person_of, today

pytestmark = pytest.mark.django_db

ONE = timedelta(days=1)


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people(judges=2, calendar=False)


def opened(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def admin(house: CourtHouse) -> Client:
    return opened(house.administrator)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def outsider() -> Person:
    return person_of(ensure_court(number_code="吉0622", actor=machine()).court, Role.JUDGE)


def test_the_start_page_leads_to_everything_one_administers(admin: Client) -> None:
    shown = text(admin.get("/office/"))
    for path in ("/office/courts/", "/office/people/", "/office/delegations/", "/office/options/"):
        assert f'href="{path}"' in shown


def test_none_of_it_exists_for_others(house: CourtHouse) -> None:
    person = f"/office/people/{house.clerk.pk}/"
    post = house.clerk.posts.get()
    term = house.judge.quota_terms.get()
    pages = [
        "/office/people/",
        "/office/people/new/",
        "/office/people/transfer/",
        person,
        f"{person}name/",
        f"{person}state/",
        f"{person}posts/new/",
        f"{person}posts/{post.pk}/end/",
        f"{person}posts/{post.pk}/withdraw/",
        f"{person}quota/new/",
        f"/office/people/{house.judge.pk}/quota/{term.pk}/leave/",
        "/office/delegations/",
        "/office/delegations/new/",
        "/office/courts/",
        f"/office/courts/{house.court.code}/",
        f"/office/courts/{house.court.code}/name/",
        f"/office/courts/{house.court.code}/divisions/new/",
        f"/office/courts/{house.court.code}/divisions/{house.civil.pk}/",
        f"/office/courts/{house.court.code}/divisions/{house.civil.pk}/close/",
    ]
    stranger = person_of(house.upper, Role.ADMINISTRATOR)
    for path in pages:
        for who in (house.clerk, house.judge, house.trial_management, house.upper_clerk):
            assert opened(who).get(path).status_code == 404, path
        if house.court.code in path or person in path or str(house.judge.pk) in path:
            assert opened(stranger).get(path).status_code == 404, path
        assert Client().get(path).status_code == 302, path
    move = f"/office/courts/{house.court.code}/divisions/{house.civil.pk}/move/"
    assert opened(stranger).post(move, {"to": "up"}).status_code == 404


def test_people_are_searched_and_filtered(house: CourtHouse, admin: Client) -> None:
    assert house.clerk.name in text(admin.get("/office/people/"))
    found = text(admin.get("/office/people/", {"words": house.head.username[-4:]}))
    assert house.head.name in found and house.clerk.name not in found
    by_role = text(admin.get("/office/people/", {"role": "president"}))
    assert house.president.name in by_role and house.head.name not in by_role
    by_division = text(admin.get("/office/people/", {"division": house.civil.pk}))
    assert house.head.name in by_division and house.president.name not in by_division
    disabled = admin.get("/office/people/", {"state": "disabled"})
    assert "没有符合条件的人员" in text(disabled)
    assert outsider().name not in text(admin.get("/office/people/"))
    assert admin.get("/office/people/", {"court": house.upper.code}).status_code == 404


def test_states_follow_the_posts(house: CourtHouse, admin: Client) -> None:
    left = person_of(
        house.court,
        Role.CLERK,
        username="left",
        from_on=today() - 9 * ONE,
        to_on=today() - ONE,
    )
    soon = person_of(house.court, Role.CLERK, username="soon", from_on=today() + ONE)
    for state, person in (("left", left), ("future", soon), ("serving", house.clerk)):
        shown = text(admin.get("/office/people/", {"state": state}))
        assert f">{person.username}<" in shown
        assert sum(f">{one.username}<" in shown for one in (left, soon, house.clerk)) == 1


def test_a_long_list_goes_on_by_key(
    house: CourtHouse, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("courts.people.views.people.PAGE", 3)
    seen: list[str] = []
    url = "/office/people/"
    while url:
        answer = admin.get(url)
        seen += [row["person"].username for row in answer.context["rows"]]
        url = answer.context["next_url"]
    own = Person.objects.filter(posts__court=house.court).distinct()
    assert sorted(seen) == sorted(person.username for person in own)
    assert admin.get("/office/people/?after=nonsense").status_code == 200


def entered(**changes: Any) -> dict[str, Any]:
    return {
        "username": "f-100",
        "name": "孙敏",
        "role": "clerk",
        "from_on": str(today()),
        "to_on": "",
        **changes,
    }


def test_somebody_new_is_entered_and_the_password_shown_once(admin: Client, house: CourtHouse) -> None:
    answer = admin.post("/office/people/new/", entered())
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    person = Person.objects.get(username="f-100")
    password = answer.context["entered"].password
    assert password in text(answer) and person.check_password(password)
    assert password not in text(admin.get(f"/office/people/{person.pk}/"))
    bodies = TrailEvent.objects.filter(court_id=house.court.pk).values_list("payload__body", flat=True)
    assert not any(password in body for body in bodies)
    again = admin.post("/office/people/new/", entered())
    assert again.status_code == 400 and "已有人使用" in text(again)
    assert Person.objects.filter(username="f-100").count() == 1


def test_wrong_input_stays_on_the_form(admin: Client) -> None:
    wrong = admin.post("/office/people/new/", entered(role="assistant", to_on=str(today() - ONE)))
    assert wrong.status_code == 400
    shown = text(wrong)
    assert 'value="f-100"' in shown and "免职日不能早于任职日" in shown
    missing = admin.post("/office/people/new/", entered(role="assistant"))
    assert missing.status_code == 400 and "该职务须指明所在部门" in text(missing)
    assert not Person.objects.filter(username="f-100").exists()


def test_a_transfer_needs_the_exact_login(admin: Client, house: CourtHouse) -> None:
    moved = outsider()
    path = "/office/people/transfer/"
    asked = {"role": "judge", "from_on": str(today()), "username": moved.username[:-1]}
    wrong = admin.post(path, asked)
    assert wrong.status_code == 400 and "没有这个登录名" in text(wrong)
    done = admin.post(path, {**asked, "username": f" {moved.username} "})
    assert done.status_code == 302 and done["Location"] == f"/office/people/{moved.pk}/"
    shown = text(admin.get(done["Location"]))
    assert "账户由该人员现任职的法院管理" in shown
    elsewhere = Post.objects.exclude(court=house.court).get(person=moved)
    assert admin.get(f"/office/people/{moved.pk}/posts/{elsewhere.pk}/end/").status_code == 404


def test_a_post_is_given_ended_and_taken_back(admin: Client, house: CourtHouse) -> None:
    page = f"/office/people/{house.judge.pk}/"
    given = {"role": "president", "from_on": str(today() + ONE), "document": "抚法〔2026〕1号"}
    assert admin.post(f"{page}posts/new/", given).status_code == 302
    post = Post.objects.get(person=house.judge, role="president")
    assert "抚法〔2026〕1号" in text(admin.get(page))
    early = admin.post(f"{page}posts/{post.pk}/end/", {"to_on": str(today())})
    assert early.status_code == 400 and "免职日不能早于任职日" in text(early)
    assert admin.post(f"{page}posts/{post.pk}/withdraw/", {"reason": "误登"}).status_code == 302
    assert not Post.objects.filter(pk=post.pk).exists()
    assert admin.post(f"{page}posts/{post.pk}/withdraw/", {"reason": "误登"}).status_code == 404
    own = house.judge.posts.get()
    assert admin.post(f"{page}posts/{own.pk}/end/", {"to_on": str(today())}).status_code == 302
    shown = text(admin.get(page))
    assert "取消尚未开始的任职" in shown and "误登" in shown, "the history tells it"


def test_a_refusal_stays_on_the_page_with_its_number(admin: Client, house: CourtHouse) -> None:
    own = house.administrator.posts.get()
    page = f"/office/people/{house.administrator.pk}/"
    answer = admin.post(f"{page}posts/{own.pk}/end/", {"to_on": str(today()), "document": "抚法〔2026〕2号"})
    assert answer.status_code == 422
    shown = text(answer)
    assert "PEOPLE-LAST-ADMINISTRATOR" in shown and "抚法〔2026〕2号" in shown
    kept = TrailEvent.objects.filter(court_id=house.court.pk, verb="refused").latest("pk")
    assert f"-{kept.seq:04d}" in shown
    self_given = admin.post(f"{page}posts/new/", {"role": "president", "from_on": str(today())})
    assert self_given.status_code == 422 and "PEOPLE-SELF" in text(self_given)
    far = {"role": "clerk", "from_on": str(today() - 60 * ONE)}
    back = admin.post(f"/office/people/{house.judge.pk}/posts/new/", far)
    assert back.status_code == 422 and "PEOPLE-BACKDATED" in text(back)


def test_the_quota_is_entered_and_left(admin: Client, house: CourtHouse) -> None:
    term = house.judge.quota_terms.get()
    page = f"/office/people/{house.judge.pk}/"
    left = admin.post(f"{page}quota/{term.pk}/leave/", {"on": str(today())})
    assert left.status_code == 302
    term.refresh_from_db()
    assert term.to_on == today() - ONE
    assert admin.post(f"{page}quota/new/", {"from_on": str(today())}).status_code == 302
    again = admin.post(f"{page}quota/new/", {"from_on": str(today())})
    assert again.status_code == 400 and "已是员额法官" in text(again)


def test_a_judge_still_in_the_quota_without_a_post_is_pointed_out(admin: Client, house: CourtHouse) -> None:
    page = f"/office/people/{house.judge.pk}/"
    assert "仍可能被随机分到案件" not in text(admin.get(page))
    Post.objects.filter(person=house.judge).update(to_on=today() - ONE)
    assert "仍可能被随机分到案件" in text(admin.get(page))


def test_an_account_is_disabled_with_its_cases_in_view(house: CourtHouse, admin: Client) -> None:
    judge = drawn_case(house).handling.handler
    assert judge is not None
    page = f"/office/people/{judge.pk}/"
    asked = text(admin.get(f"{page}state/"))
    assert "1 件未结案件由其承办" in asked and "变更承办人" in asked
    assert admin.post(f"{page}state/", {"act": "disable", "reason": ""}).status_code == 400
    assert admin.post(f"{page}state/", {"act": "disable", "reason": "停职"}).status_code == 302
    judge.refresh_from_db()
    assert not judge.is_active
    twice = admin.post(f"{page}state/", {"act": "disable", "reason": "停职"})
    assert twice.status_code == 400 and "已经停用" in text(twice)
    assert "停职" in text(admin.get(page))
    assert admin.post(f"{page}state/", {"act": "enable", "reason": "复职"}).status_code == 302
    judge.refresh_from_db()
    assert judge.is_active


def test_name_and_address_are_corrected(admin: Client, house: CourtHouse) -> None:
    page = f"/office/people/{house.clerk.pk}/"
    assert admin.post(f"{page}name/", {"name": "赵敏", "email": "x"}).status_code == 400
    assert admin.post(f"{page}name/", {"name": "赵敏", "email": "zhao@example.cn"}).status_code == 302
    house.clerk.refresh_from_db()
    assert (house.clerk.name, house.clerk.email) == ("赵敏", "zhao@example.cn")


def test_who_administers_two_courts_chooses(house: CourtHouse) -> None:
    appoint(
        person=house.administrator,
        court=house.upper,
        role=Role.ADMINISTRATOR,
        from_on=today(),
        actor=machine(),
    )
    client = opened(house.administrator)
    shown = text(client.get("/office/people/", {"court": house.upper.code}))
    assert house.upper_clerk.name in shown and house.clerk.name not in shown
    given = {"role": "clerk", "from_on": str(today())}
    page = f"/office/people/{house.upper_clerk.pk}/posts/new/?court={house.court.code}"
    assert client.post(page, given).status_code == 302
    assert Post.objects.filter(person=house.upper_clerk, court=house.court).exists()
    assert actor_of(house.upper_clerk, today()).viewer.read_courts >= {house.court.pk}


def test_the_duty_list_is_for_everybody_who_is_logged_in(house: CourtHouse) -> None:
    for who in (house.judge, house.discipline, house.administrator):
        shown = text(opened(who).get("/office/roles/"))
        assert "让审理者" not in shown and "只有承办法官可以报结" in shown and "我的职务" in shown
    assert Client().get("/office/roles/").status_code == 302
