"""Who is told of a designation that waits, and of what came of it."""

from __future__ import annotations

import pytest

from assignment.designations.services import approve, ask_designation, decline
from courts.outbox.services import sweep
from oversight.notices.models import Notice
from tests.builders import CourtHouse, accepted_case, actor_of, court_with_people, instant
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
REASON = "当事人使用朝鲜语，需要通晓朝鲜语的法官审理。"


def told(kind: str) -> set[str]:
    sweep(at=instant(hour=12))
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def asked(house: CourtHouse) -> object:
    wanted = {"judge": house.judge.pk, "ground": "D08", "reason": REASON}
    case = accepted_case(house)
    return ask_designation(case_id=case.pk, actor=actor_of(house.clerk), **wanted).pk


def test_head_and_president_are_told_that_one_waits(house: CourtHouse) -> None:
    asked(house)
    assert told("designation_waits") == {"220621-division_head", "220621-president"}


def test_whoever_asked_is_told_of_the_decision(house: CourtHouse) -> None:
    approve(designation_id=asked(house), actor=actor_of(house.head))
    decline(designation_id=asked(house), answer="随机分案。", actor=actor_of(house.president))
    assert told("designation_decided") == {"220621-clerk"}
    assert Notice.objects.filter(kind="designation_decided").count() == 2
    assert "220621-judge1" in told("case_given")
