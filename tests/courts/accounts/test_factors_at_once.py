"""One code, many sessions at once: it opens one of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courts.accounts.services.factors import confirm_enrolment, secret_text, start_enrolment, verify_code
from courts.actors.domain import Role
from courts.refusals.domain import InvalidInput
from tests.builders import actor_of, instant, person_of
from tests.courts.accounts.codes import code_at
from tests.kit.rest import court
from tests.kit.threads import at_once, failures

AT = instant()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["time", "recovery"])
def test_a_code_opens_one_of_two_sessions_at_once(kind: str) -> None:
    person = person_of(court(), Role.PRESIDENT)
    secret = secret_text(start_enrolment(person=person, actor=actor_of(person, AT)))
    codes = confirm_enrolment(person=person, code=code_at(secret, AT), actor=actor_of(person, AT))
    moment = AT + timedelta(minutes=1)
    actor = actor_of(person, moment)
    code = code_at(secret, moment) if kind == "time" else codes[0]
    results = at_once([lambda: verify_code(person=person, code=code, actor=actor)] * 2)
    assert [type(failure) for failure in failures(results)] == [InvalidInput]
