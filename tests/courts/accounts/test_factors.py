"""Enrolling, using and removing a second factor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courts.accounts.models import RecoveryCode, SecondFactor
from courts.accounts.selectors import factor_of, factor_required, needs_factor
from courts.accounts.services.factors import (
    confirm_enrolment,
    give_up,
    remove_second_factor,
    renew_recovery_codes,
    secret_text,
    start_enrolment,
    verify_code,
)
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.models import TrailEvent
from tests.builders import actor_of, court_with_people, instant
from tests.courts.accounts.codes import code_at
from tests.kit.kept import each_afresh, kept
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(court_with_people)
__all__ = ["each_afresh"]

AT = instant()
SECOND = timedelta(seconds=1)


def later(person: Person, seconds: int) -> Actor:
    return actor_of(person, AT + seconds * SECOND)


def enrolled(person: Person) -> tuple[str, list[str]]:
    """Enrol at ``AT``; the secret and the recovery codes."""
    secret = secret_text(start_enrolment(person=person, actor=actor_of(person, AT)))
    codes = confirm_enrolment(person=person, code=code_at(secret, AT), actor=actor_of(person, AT))
    return secret, codes


def verbs(person: Person) -> list[str]:
    events = TrailEvent.objects.filter(noun="person", object_id=str(person.pk)).order_by("seq")
    return [verb for verb in events.values_list("verb", flat=True) if "factor" in verb or "recovery" in verb]


def test_a_secret_is_sealed_and_in_force_only_after_its_first_code(house: Any) -> None:
    person = house.president
    factor = start_enrolment(person=person, actor=actor_of(person, AT))
    secret = secret_text(factor)
    assert len(secret) == 32 and secret.encode() not in bytes(factor.secret_cipher)
    assert factor_of(person.pk) is None
    with pytest.raises(InvalidInput):
        confirm_enrolment(person=person, code="000000", actor=actor_of(person, AT))
    codes = confirm_enrolment(person=person, code=code_at(secret, AT), actor=actor_of(person, AT))
    assert factor_of(person.pk) == factor and len(set(codes)) == 10
    assert not RecoveryCode.objects.filter(code_hash__in=codes).exists(), "only hashes are kept"
    assert verbs(person) == ["second_factor_enrolled"]


def test_a_code_is_good_once_and_within_a_step_of_the_clock(house: Any) -> None:
    person = house.president
    secret, _codes = enrolled(person)
    with pytest.raises(InvalidInput, match="已经用过"):
        verify_code(person=person, code=code_at(secret, AT), actor=later(person, 5))
    used = verify_code(person=person, code=code_at(secret, AT + 60 * SECOND), actor=later(person, 40))
    assert (used.recovery, used.codes_left) == (False, 10)
    with pytest.raises(InvalidInput):
        verify_code(person=person, code=code_at(secret, AT + 60 * SECOND), actor=later(person, 61))
    with pytest.raises(InvalidInput):
        verify_code(
            person=person, code=code_at(secret, AT + timedelta(seconds=500)), actor=later(person, 400)
        )


def test_a_recovery_code_is_good_once(house: Any) -> None:
    person = house.president
    _secret, codes = enrolled(person)
    used = verify_code(person=person, code=codes[3].upper().replace("-", " "), actor=later(person, 60))
    assert (used.recovery, used.codes_left) == (True, 9)
    with pytest.raises(InvalidInput):
        verify_code(person=person, code=codes[3], actor=later(person, 61))
    assert verbs(person) == ["second_factor_enrolled", "recovery_code_used", "second_factor_failed"]


def test_new_recovery_codes_void_the_old_ones(house: Any) -> None:
    person = house.president
    _secret, old = enrolled(person)
    new = renew_recovery_codes(person=person, actor=later(person, 1))
    assert not set(old) & set(new)
    with pytest.raises(InvalidInput):
        verify_code(person=person, code=old[0], actor=later(person, 60))
    assert verify_code(person=person, code=new[0], actor=later(person, 61)).recovery


def test_after_wrong_codes_even_the_right_one_waits(house: Any) -> None:
    person = house.president
    secret, _codes = enrolled(person)
    for second in (60, 61, 62):
        with pytest.raises(InvalidInput):
            verify_code(person=person, code="000000", actor=later(person, second))
    right = code_at(secret, AT + 63 * SECOND)
    with pytest.raises(InvalidInput, match="1 秒后再试"):
        verify_code(person=person, code=right, actor=later(person, 63))
    assert verify_code(person=person, code=right, actor=later(person, 65))
    assert factor_of(person.pk).failures == 0  # type: ignore[union-attr]
    assert verbs(person).count("second_factor_failed") == 3


def test_replacing_the_device_ends_the_old_one_with_its_recovery_codes(house: Any) -> None:
    person = house.president
    old_secret, old_codes = enrolled(person)
    new_secret = secret_text(start_enrolment(person=person, actor=later(person, 60)))
    assert verify_code(person=person, code=code_at(old_secret, AT + 60 * SECOND), actor=later(person, 60)), (
        "the old one works until the new one is confirmed"
    )
    confirm_enrolment(person=person, code=code_at(new_secret, AT + 90 * SECOND), actor=later(person, 90))
    assert SecondFactor.objects.filter(person=person).count() == 1
    for wrong in (old_codes[0], code_at(old_secret, AT + 150 * SECOND)):
        with pytest.raises(InvalidInput):
            verify_code(person=person, code=wrong, actor=later(person, 150))


def test_nobody_touches_the_second_factor_of_another(house: Any) -> None:
    secret, codes = enrolled(house.president)
    stranger = actor_of(house.clerk, AT)
    for act in (
        lambda: start_enrolment(person=house.president, actor=stranger),
        lambda: confirm_enrolment(person=house.president, code=code_at(secret, AT), actor=stranger),
        lambda: verify_code(person=house.president, code=codes[0], actor=stranger),
        lambda: renew_recovery_codes(person=house.president, actor=stranger),
        lambda: give_up(person=house.president, actor=stranger),
    ):
        with pytest.raises(NotVisible):
            act()


def test_leaders_and_administrators_need_one(house: Any, settings: Any) -> None:
    needed = {
        role
        for role in ("clerk", "judge", "assistant", "division_head", "president", "trial_management")
        if needs_factor(house.clerk, [role])
    }
    assert needed == {"division_head", "president", "trial_management"}
    assert needs_factor(house.clerk, ["clerk", "administrator"]) and needs_factor(house.clerk, ["discipline"])
    assert not needs_factor(house.clerk, ["reviewer"])
    assert needs_factor(Person(is_superuser=True), [])
    assert not factor_required(house.president, ["president"])
    settings.SECOND_FACTOR = "required"
    assert factor_required(house.president, ["president"]) and not factor_required(house.clerk, ["clerk"])


def test_it_may_be_given_up_only_where_no_post_asks_for_it(house: Any, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    enrolled(house.president)
    enrolled(house.clerk)
    check_refused(
        lambda: give_up(person=house.president, actor=later(house.president, 1)), "ACCOUNT-FACTOR-REQUIRED"
    )
    give_up(person=house.clerk, actor=later(house.clerk, 1))
    assert factor_of(house.clerk.pk) is None and factor_of(house.president.pk) is not None


def test_an_administrator_removes_a_lost_one_with_a_reason(house: Any) -> None:
    enrolled(house.president)
    actor = actor_of(house.administrator, AT)
    with pytest.raises(InvalidInput, match="理由"):
        remove_second_factor(person=house.president, actor=actor, reason="  ")
    assert remove_second_factor(person=house.president, actor=actor, reason="手机丢失") is True
    assert factor_of(house.president.pk) is None
    assert remove_second_factor(person=house.president, actor=actor, reason="手机丢失") is False
    assert verbs(house.president) == ["second_factor_enrolled", "second_factor_removed"]


def test_the_database_keeps_one_confirmed_and_one_waiting(house: Any) -> None:
    from django.db import IntegrityError, transaction

    enrolled(house.president)
    for confirmed in (AT, None):
        rows = [
            SecondFactor(person=house.president, secret_cipher=b"x", created_at=AT, confirmed_at=confirmed)
            for _ in range(2)
        ]
        with pytest.raises(IntegrityError), transaction.atomic():
            SecondFactor.objects.bulk_create(rows)
