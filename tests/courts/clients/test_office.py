"""Clients are made, changed and disabled by the administrator of their court; a secret is shown once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from courts.actors.domain import Role
from courts.clients.models import ApiClient, IdempotencyKey
from courts.clients.services import (
    change_client,
    client_mark,
    create_api_client,
    disable_client,
    enable_client,
    purge_answers,
    rotate_secret,
)
from courts.options.services import set_option
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from tests.builders import actor_of, court_with_people, machine, person_of, today
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused
from tests.kit.rest import Rest, ask_token

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1, types=("民初",), calendar=False))
WHY = "与网上立案系统对接"


def administrator(house: Any) -> Any:
    return actor_of(house.administrator, timezone.now())


def make(house: Any, **over: Any) -> Any:
    given = {"name": "网上立案系统", "court": house.court.code, "scopes": "cases:read", "reason": WHY, **over}
    return create_api_client(actor=administrator(house), **given)


def row(made: Any) -> ApiClient:
    return ApiClient.objects.get(client_id=made.client_id)


def token(made: Any) -> Rest | None:
    answer = ask_token(made.client_id, made.client_secret)
    return Rest(answer.json()["access_token"]) if answer.status_code == 200 else None


def test_only_the_hash_of_a_secret_is_kept_and_the_trail_has_none(house: Any) -> None:
    made = make(house)
    assert made.client_secret not in row(made).client_secret
    event = TrailEvent.objects.select_related("payload").get(verb="api_client_created")
    assert event.court_id == house.court.pk and WHY in event.payload.body
    assert made.client_secret not in event.payload.body


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 101}, "name"),
        ({"court": "999999"}, "court"),
        ({"scopes": ""}, "scopes"),
        ({"scopes": "cases:read everything"}, "scopes"),
    ],
)
def test_what_cannot_be_made_names_its_field(house: Any, over: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        make(house, **over)
    assert list(invalid.value.errors) == [field]
    assert not ApiClient.objects.exists()


def test_a_name_is_taken_once_a_court(house: Any) -> None:
    make(house)
    with pytest.raises(InvalidInput) as invalid:
        make(house)
    assert list(invalid.value.errors) == ["name"]
    create_api_client(name="网上立案系统", court=house.upper.code, scopes="cases:read", actor=machine())


def test_nobody_makes_clients_of_another_court(house: Any) -> None:
    with pytest.raises(Refused) as refused:
        make(house, court=house.upper.code)
    assert refused.value.code == "PEOPLE-RIGHT"
    for who in (house.clerk, house.president, house.trial_management):
        with pytest.raises(Refused):
            create_api_client(name="甲", court=house.court.code, scopes="cases:read", actor=actor_of(who))


def test_a_new_secret_ends_the_old_one_and_its_tokens(house: Any) -> None:
    made = make(house)
    old = token(made)
    assert old is not None and old.get("/cases/").status_code == 200
    fresh = rotate_secret(client_pk=row(made).pk, reason=WHY, actor=administrator(house))
    assert token(made) is None and not AccessToken.objects.exists()
    assert old.get("/cases/").status_code == 401
    again = token(fresh)
    assert again is not None and again.get("/cases/").status_code == 200
    body = TrailEvent.objects.select_related("payload").get(verb="api_client_secret_rotated").payload.body
    assert fresh.client_secret not in body


def test_scopes_taken_away_are_gone_from_tokens_already_given(house: Any) -> None:
    made = make(house, scopes="cases:read draws:read")
    held = token(made)
    assert held is not None
    change_client(client_pk=row(made).pk, scopes=["draws:read"], reason=WHY, actor=administrator(house))
    assert held.get("/cases/").status_code == 403
    for scopes in (["draws:read"], [], ["everything"]):
        with pytest.raises(InvalidInput) as invalid:
            change_client(client_pk=row(made).pk, scopes=scopes, reason=WHY, actor=administrator(house))
        assert list(invalid.value.errors) == ["scopes"]


def test_disabled_from_a_day_on(house: Any) -> None:
    made = make(house)
    held, given = token(made), {"client_pk": row(made).pk, "reason": WHY, "actor": administrator(house)}
    assert held is not None
    disable_client(disabled_on=today() + timedelta(days=1), **given)
    assert held.get("/cases/").status_code == 200, "until the day itself it may call"
    disable_client(disabled_on=today(), **given)
    assert held.get("/cases/").status_code == 401 and token(made) is None
    for day in (today(), today() - timedelta(days=1)):
        with pytest.raises(InvalidInput) as invalid:
            disable_client(disabled_on=day, **given)
        assert list(invalid.value.errors) == ["disabled_on"]
    enable_client(**given)
    assert held.get("/cases/").status_code == 200 and token(made) is not None
    with pytest.raises(InvalidInput):
        enable_client(**given)


def test_the_day_of_the_last_call_is_kept(house: Any) -> None:
    made = make(house)
    assert row(made).last_used_on is None
    held = token(made)
    assert held is not None and row(made).last_used_on is None, "a token alone is no call"
    held.get("/cases/")
    assert row(made).last_used_on == today()


def test_a_change_meanwhile_is_not_overwritten(house: Any) -> None:
    client = row(make(house))
    seen, given = client_mark(client), {"client_pk": client.pk, "actor": administrator(house)}
    rotate_secret(reason=WHY, seen=seen, **given)
    check_refused(lambda: rotate_secret(reason=WHY, seen=seen, **given), "CLIENT-MOVED")
    for reason in (" ", "长" * 301):
        with pytest.raises(InvalidInput) as invalid:
            enable_client(reason=reason, **given)
        assert list(invalid.value.errors) == ["reason"]


def test_others_do_not_see_a_client(house: Any) -> None:
    client = row(make(house))
    elsewhere = person_of(house.upper, Role.ADMINISTRATOR)
    for who in (house.clerk, house.president, elsewhere):
        with pytest.raises(NotVisible):
            rotate_secret(client_pk=client.pk, reason=WHY, actor=actor_of(who))
        signed_in = Client()
        signed_in.force_login(who)
        assert signed_in.get(f"/office/clients/{client.pk}/").status_code == 404


def test_the_secret_stands_on_one_answer_only(house: Any) -> None:
    signed_in = Client()
    signed_in.force_login(house.administrator)
    answer = signed_in.post(
        "/office/clients/new/", {"name": "甲系统", "scopes": ["cases:read"], "reason": WHY}
    )
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    secret = answer.context["made"].client_secret
    assert secret in answer.content.decode()
    client = ApiClient.objects.get(name="甲系统")
    for path in ("/office/clients/", f"/office/clients/{client.pk}/", "/office/history/"):
        assert secret not in signed_in.get(path).content.decode()
    page = f"/office/clients/{client.pk}/"
    seen = client_mark(client)
    rotated = signed_in.post(page, {"act": "rotate", "reason": WHY, "seen": seen})
    assert rotated.context["made"].client_secret != secret
    again = signed_in.post(page, {"act": "rotate", "reason": WHY, "seen": seen})
    assert again.status_code == 422, "sent twice, the second makes no other secret"
    client.refresh_from_db()
    form = {"act": "disable", "reason": WHY, "disabled_on": str(today()), "seen": client_mark(client)}
    off = signed_in.post(page, form)
    assert off.status_code == 302 and "已停用" in signed_in.get("/office/clients/").content.decode()
    assert signed_in.post(page, {"act": "scopes", "reason": WHY}).status_code == 400
    assert signed_in.post(page, {"act": "nothing"}).status_code == 400


def test_old_answers_are_deleted_by_the_days_of_each_court(house: Any) -> None:
    """Ours keeps answers 5 days, the other court 30: of answers 4, 6 and 31 days old one and two stay."""
    now = timezone.now()
    theirs = create_api_client(name="乙", court=house.upper.code, scopes="cases:read", actor=machine())
    for client in (row(make(house)), row(theirs)):
        for days in (4, 6, 31):
            IdempotencyKey.objects.create(
                client=client, key=f"k{days}", request_hash="0" * 64, started_at=now - timedelta(days=days)
            )
    set_option(
        court_id=house.court.pk, code="API-ANSWER-DAYS", value=5, reason=WHY, actor=administrator(house)
    )
    assert purge_answers(at=now) == 3
    left = IdempotencyKey.objects.values_list("client__court__code", "key")
    assert sorted(left) == sorted(
        [(house.court.code, "k4"), (house.upper.code, "k4"), (house.upper.code, "k6")]
    )
    assert purge_answers(at=now) == 0
