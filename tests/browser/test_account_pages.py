"""Coming in with a password and a time code, and the pages of an account, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from courts.accounts.services.factors import confirm_enrolment, secret_text, start_enrolment
from courts.accounts.services.passwords import issue_temporary_password
from courts.people.models import Person
from tests.builders import PASSWORD, actor_of, court_with_people
from tests.courts.accounts.codes import code_at
from tests.kit.looking import clean

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NEW = "吉林冬天下大雪2026"


def log_in(page: Any, person: Person, password: str = PASSWORD) -> None:
    page.fill("#id_username", person.username)
    page.fill("#id_password", password)
    page.click("main form:has(input[type=password]) button")


def test_a_president_enrols_and_comes_back_with_a_code(page: Any, settings: Any) -> None:
    """The whole way where a second factor is required: password, QR code, codes, the next login."""
    settings.SECOND_FACTOR = "required"
    person = court_with_people().president
    page.goto("/login/?next=/dashboard/")
    log_in(page, person)
    page.wait_for_url("**/me/second-factor/?next=%2Fdashboard%2F")
    clean(page)
    page.click("text=生成密钥和二维码")
    page.wait_for_selector(".enrol-qr svg.qr path")
    clean(page)
    secret = page.inner_text(".enrol-secret")
    page.fill("#id_code", "000000")
    page.click("text=确认启用")
    page.wait_for_selector(".errsum")
    assert page.inner_text(".enrol-secret") == secret, "the same key, nothing to scan again"
    enrolled_at = timezone.now()
    page.fill("#id_code", code_at(secret, enrolled_at))
    page.click("text=确认启用")
    page.wait_for_selector(".codes")
    clean(page)
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    page.click("text=已经保存，继续")
    page.wait_for_url("**/dashboard/")

    page.context.clear_cookies()
    page.goto("/login/?next=/dashboard/")
    log_in(page, person)
    page.wait_for_url("**/me/second-factor/verify/?next=%2Fdashboard%2F")
    clean(page)
    page.goto("/cases/")
    page.wait_for_url("**/me/second-factor/verify/?next=%2Fcases%2F")
    page.fill("#id_code", code_at(secret, enrolled_at))
    page.click("main button:has-text('继续')")
    page.wait_for_selector(".errsum >> text=已经用过")
    clean(page)
    page.fill("#id_code", codes[0])
    page.click("main button:has-text('继续')")
    page.wait_for_url("**/cases/")
    assert "还剩 9 个" in page.inner_text(".notes")


def test_a_temporary_password_is_handed_over_and_changed(page: Any) -> None:
    house = court_with_people()
    page.goto(f"/login/?next=/office/people/{house.clerk.pk}/account/")
    log_in(page, house.administrator)
    page.wait_for_selector("summary")
    clean(page)
    page.click("summary:has-text('发放临时密码')")
    page.click("form[action$='/password/'] button")
    page.wait_for_selector(".errsum")
    page.fill("#password-reason", "忘记密码")
    page.click("form[action$='/password/'] button")
    temporary = page.inner_text(".secret")
    clean(page)

    page.context.clear_cookies()
    page.goto("/login/?next=/cases/")
    log_in(page, house.clerk, temporary)
    page.wait_for_url("**/me/password/?next=%2Fcases%2F")
    clean(page)
    page.fill("#id_old_password", "wrong")
    page.fill("#id_new_password", NEW)
    page.fill("#id_repeated", NEW)
    page.click("main form:has(input[type=password]) button")
    page.wait_for_selector(".errsum >> text=原密码不对")
    page.fill("#id_old_password", temporary)
    page.fill("#id_new_password", NEW)
    page.fill("#id_repeated", NEW)
    page.click("main form:has(input[type=password]) button")
    page.wait_for_url("**/cases/")


def test_what_stands_between_the_login_and_the_pages_is_clean(page: Any, sign_in: Any) -> None:
    """The locked login, the time code asked for, the password to be changed: in English, on a phone."""
    house, now = court_with_people(), timezone.now()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/login/")
    page.click("button[name=language][value=en]")
    for _attempt in range(5):
        page.goto("/login/")
        log_in(page, house.clerk, "wrong")
    page.wait_for_selector("[role=alert]")
    clean(page)
    sign_in(page, house.administrator)
    page.goto(f"/office/people/{house.clerk.pk}/account/")
    clean(page)
    actor = actor_of(house.president, now)
    secret = secret_text(start_enrolment(person=house.president, actor=actor))
    confirm_enrolment(person=house.president, code=code_at(secret, now), actor=actor)
    sign_in(page, house.president)
    page.goto("/")
    page.wait_for_url("**/me/second-factor/verify/")
    clean(page)
    issue_temporary_password(person=house.judge, actor=actor_of(house.administrator, now), reason="首次开通")
    sign_in(page, Person.objects.get(pk=house.judge.pk))
    page.goto("/")
    page.wait_for_url("**/me/password/")
    clean(page)
