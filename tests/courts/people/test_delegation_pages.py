"""Delegations on pages: entered by administrator or holder, seen by both sides, signed on the trail."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courts.people.models import Delegation, Person
from courts.people.selectors import viewer_of
from courts.trail.models import TrailEvent
from tests.builders import CourtHouse, court_with_people, today

pytestmark = pytest.mark.django_db

ONE = timedelta(days=1)


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people(judges=1, calendar=False)


def opened(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked(house: CourtHouse, **changes: Any) -> dict[str, Any]:
    return {
        "rights": ["acknowledge", "dashboard"],
        "to_person": str(house.head.pk),
        "from_on": str(today()),
        "to_on": str(today() + 6 * ONE),
        "reason": "外出学习",
        **changes,
    }


def address(house: CourtHouse, person: Person, page: str = "/office/delegations/new/") -> str:
    return f"{page}?post={person.posts.get().pk}"


def test_the_administrator_enters_and_takes_back(house: CourtHouse) -> None:
    client = opened(house.administrator)
    assert "第一步" in text(client.get("/office/delegations/new/"))
    form = text(client.get(address(house, house.president)))
    assert "授权期间可以查阅该职务所能查阅的全部案件" in form
    done = client.post(address(house, house.president), asked(house))
    assert done.status_code == 302 and done["Location"] == "/office/delegations/"
    shown = text(client.get("/office/delegations/"))
    assert "生效中" in shown and "外出学习" in shown
    made = Delegation.objects.get()
    end = f"/delegations/{made.pk}/end/"
    empty = client.post(end, {"reason": ""})
    assert empty.status_code == 400 and "<details open" in text(empty)
    assert client.post(end, {"reason": "提前返回"}).status_code == 302
    assert "已撤回" in text(client.get("/office/delegations/"))
    assert client.post(end, {"reason": "再撤"}).status_code == 400
    assert "外出学习" in text(client.get(f"/office/people/{house.head.pk}/"))


def test_the_holder_enters_their_own_and_both_sides_see_it(house: CourtHouse) -> None:
    client = opened(house.president)
    page = "/me/delegations/new/"
    assert client.post(page, asked(house)).status_code == 302, "one post needs no choosing"
    assert "外出学习" in text(client.get("/me/delegations/"))
    assert "外出学习" in text(opened(house.head).get("/me/delegations/"))
    assert "外出学习" not in text(opened(house.clerk).get("/me/delegations/"))
    made = Delegation.objects.get()
    assert opened(house.clerk).post(f"/delegations/{made.pk}/end/", {"reason": "x"}).status_code == 404
    refused = opened(house.head).post(f"/delegations/{made.pk}/end/", {"reason": "x", "from": "mine"})
    assert refused.status_code == 422
    back = client.post(f"/delegations/{made.pk}/end/", {"reason": "提前返回", "from": "mine"})
    assert back["Location"] == "/me/delegations/"


def test_wrong_wishes_stay_on_the_form(house: CourtHouse) -> None:
    client = opened(house.president)
    page = "/me/delegations/new/"
    wrong = client.post(page, asked(house, from_on=str(today() - ONE), to_on=""))
    assert wrong.status_code == 400 and "外出学习" in text(wrong)
    past = client.post(page, asked(house, from_on=str(today() - ONE)))
    assert past.status_code == 400 and "授权不能溯及既往" in text(past)
    assert not Delegation.objects.exists()
    other = address(house, house.head, page)
    assert client.get(other).status_code == 404, "another's post"


def test_a_judges_decisions_are_shown_and_not_offered(house: CourtHouse) -> None:
    client = opened(house.judge)
    shown = text(client.get("/me/delegations/new/"))
    assert "裁判职权不得授权他人代行" in shown and 'value="close"' in shown and "disabled" in shown
    forged = client.post("/me/delegations/new/", asked(house, rights=["close"], to_person=""))
    assert forged.status_code == 400
    president = client.post(
        "/me/delegations/new/", asked(house, rights=["close"], to_person=str(house.clerk.pk))
    )
    assert president.status_code == 422 and "PEOPLE-DELEGATE-HANDLER" in text(president)
    assert TrailEvent.objects.filter(verb="refused", object_id="PEOPLE-DELEGATE-HANDLER").exists()


def test_who_acts_for_another_signs_for_them(house: CourtHouse) -> None:
    """「代 某某（职务）」: the trail says for whom the signer held the right."""
    opened(house.president).post("/me/delegations/new/", asked(house))
    deputy = opened(house.head)
    assert deputy.get("/dashboard/").status_code == 200
    made = Delegation.objects.get()
    assert deputy.post(f"/delegations/{made.pk}/end/", {"reason": "x"}).status_code == 422
    event = TrailEvent.objects.filter(actor_id=house.head.pk).latest("pk")
    post = json.loads(event.payload.body)["actor"]["post"]
    assert f"代 {house.president.name}（{house.court.name} 院长）" in post
    assert (event.verb, event.object_id) == ("refused", "PEOPLE-RIGHT")


def test_the_right_ends_with_its_last_day(house: CourtHouse) -> None:
    opened(house.president).post("/me/delegations/new/", asked(house, to_on=str(today())))
    assert house.court.pk in viewer_of(house.head, today()).read_courts
    assert house.court.pk not in viewer_of(house.head, today() + ONE).read_courts


def test_who_has_nothing_to_delegate_is_told_so(house: CourtHouse) -> None:
    client = opened(house.discipline)
    assert client.get("/me/delegations/").status_code == 200
    lonely = opened(house.administrator)
    assert "我代他人行使的" in text(lonely.get("/me/delegations/"))
    assert lonely.get("/me/delegations/?x=1").status_code == 200
