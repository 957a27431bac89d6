"""Two at once: one designation waits, one approval counts, and a draw never passes one by."""

from __future__ import annotations

from typing import Any

import pytest

from assignment.designations.models import Designation
from assignment.designations.services import approve, ask_designation
from assignment.draws.services.steps import commit_draw
from tests.builders import accepted_case, actor_of, court_with_people
from tests.kit.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "当事人使用朝鲜语，需要通晓朝鲜语的法官审理。"


def test_one_of_two_wins() -> None:
    house = court_with_people(judges=2, types=("民初",))
    case = accepted_case(house)
    clerk = actor_of(house.clerk)

    def ask(judge: Any) -> Any:
        return lambda: ask_designation(
            case_id=case.pk, judge=judge.pk, ground="D08", reason=REASON, actor=clerk
        )

    told = at_once(
        [ask(house.judges[0]), ask(house.judges[1]), lambda: commit_draw(case_id=case.pk, actor=clerk)]
    )
    assert sum(1 for one in told if not isinstance(one, Exception)) == 1
    waiting = Designation.objects.filter(case=case, state="asked")
    if waiting.exists():
        one, head, president = waiting.get(), actor_of(house.head), actor_of(house.president)
        ends = at_once(
            [
                lambda: approve(designation_id=one.pk, actor=head),
                lambda: approve(designation_id=one.pk, actor=president),
            ]
        )
        assert sum(1 for end in ends if not isinstance(end, Exception)) == 1
