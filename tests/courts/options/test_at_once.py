"""Two administrators change one option at the same time."""

from __future__ import annotations

from typing import Any

import pytest

from courts.options.selectors import option
from courts.options.services import set_option
from courts.refusals.domain import Refused
from courts.trail.models import TrailEvent
from tests.builders import court_with_people, machine
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_administrators_one_sees_the_others_change() -> None:
    court = court_with_people(judges=1, types=("民初",), calendar=False).court
    actor = machine()

    def change(value: int) -> Any:
        return set_option(
            court_id=court.pk, code="POOL-MIN", value=value, reason="院务会纪要", actor=actor, seen=3
        )

    (failed,) = failures(at_once([lambda: change(5), lambda: change(7)]))
    assert isinstance(failed, Refused) and failed.code == "OPTION-MOVED"
    assert option(court.pk, "POOL-MIN") in (5, 7)
    assert TrailEvent.objects.filter(verb="option_set").count() == 1
