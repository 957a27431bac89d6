"""Two people at the same moment: one request, one decision, one way out of a recusal."""

from __future__ import annotations

import pytest

from assignment.changes.models import ChangeRequest
from assignment.changes.services import ask_change, decide_change
from assignment.draws.models import Draw
from assignment.draws.services import commit_draw
from assignment.recusals.models import Recusal
from assignment.recusals.services import decide_recusal
from courts.actors.domain import Role
from courts.refusals.domain import Refused
from tests.assignment.changes.asked import NO, WORDS, YES, advised, approved, by, handler
from tests.assignment.recusals.asked import ask as ask_recusal
from tests.builders import court_with_people, drawn_case, person_of
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)


def test_asked_twice_and_decided_twice() -> None:
    house = court_with_people()
    case = drawn_case(house)
    people = [handler(case), house.head, house.trial_management]
    answers = at_once(
        [lambda one=one: ask_change(case_id=case.pk, ground="G2", **WORDS, actor=by(one)) for one in people]
    )
    assert [getattr(error, "code", error) for error in failures(answers)] == ["CHANGE-OPEN"] * 2
    assert ChangeRequest.objects.filter(case=case).count() == 1
    vice = person_of(house.court, Role.PRESIDENT, username="vice-president")
    other = advised(house, drawn_case(house))
    answers = at_once(
        [
            lambda: decide_change(request_id=other.pk, said=YES, actor=by(house.president)),
            lambda: decide_change(request_id=other.pk, said=NO, actor=by(vice)),
        ]
    )
    (lost,) = failures(answers)
    assert isinstance(lost, Refused) and lost.code == "CHANGE-STATE"


def test_the_new_draw_is_begun_once() -> None:
    house = court_with_people()
    case = drawn_case(house)
    approved(house, case)
    clerk = person_of(house.court, Role.CLERK, username="clerk2")
    answers = at_once(
        [lambda who=who: commit_draw(case_id=case.pk, actor=by(who)) for who in (house.clerk, clerk)]
    )
    (lost,) = failures(answers)
    assert isinstance(lost, Refused) and lost.code == "DRAW-UNFINISHED"
    assert list(Draw.objects.filter(case=case).order_by("attempt").values_list("attempt", flat=True)) == [
        1,
        2,
    ]


def test_a_recusal_is_decided_once() -> None:
    house = court_with_people()
    case = drawn_case(house)
    asked = ask_recusal(house, case)
    vice = person_of(house.court, Role.PRESIDENT, username="vice-president")
    answers = at_once(
        [
            lambda: decide_recusal(
                recusal_id=asked.pk, agreed=True, reason="属实。", actor=by(house.president)
            ),
            lambda: decide_recusal(recusal_id=asked.pk, agreed=False, reason="无据。", actor=by(vice)),
        ]
    )
    (lost,) = failures(answers)
    assert isinstance(lost, Refused) and lost.code == "RECUSAL-STATE"
    granted = Recusal.objects.get(pk=asked.pk).state == "granted"
    assert ChangeRequest.objects.filter(case=case).exists() is granted
