"""The browser of the tests, on a page that the framework brings."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse


def test_a_page_opens_in_chinese(page: Any) -> None:
    answer = page.goto(reverse("admin:login"))
    assert answer is not None and answer.status == 200
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_health_is_told_without_a_login(page: Any) -> None:
    answer = page.goto("/healthz")
    assert answer is not None and answer.json()["database"] in ("ok", "no data")


@pytest.mark.django_db(transaction=True)
def test_sign_in_gives_the_page_a_session(page: Any, sign_in: Any) -> None:
    person = get_user_model()._default_manager.create(
        username="guanli", is_staff=True, is_superuser=True, is_active=True
    )
    sign_in(page, person)
    answer = page.goto(reverse("admin:index"))
    assert answer is not None and answer.status == 200
    assert page.url.endswith(reverse("admin:index"))
