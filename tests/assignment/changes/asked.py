"""Requests for a change of a drawn civil case, step by step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assignment.changes.models import ChangeRequest
from assignment.changes.services import Said, advise_change, ask_change, decide_change
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.options.services import set_option
from courts.people.models import Person
from courts.refusals.domain import Refused
from tests.builders import DAY, CourtHouse, actor_of, machine

LATER = DAY + timedelta(days=5)
YES, NO = Said(agreed=True, text="情况属实。"), Said(agreed=False, text="可以继续承办。")
WORDS = {"reason": "已调至执行局工作，不能继续承办。", "evidence": "抚法任〔2026〕3号"}


def handler(case: Case) -> Person:
    case.handling.refresh_from_db()
    found = case.handling.handler
    assert found is not None
    return found


def by(person: Person, on: date = LATER) -> Actor:
    return actor_of(person, on)


def ask(house: CourtHouse, case: Case, who: Person | None = None, **over: Any) -> ChangeRequest:
    """By the handler, for a transfer, by a new draw, unless told otherwise."""
    facts = {"ground": "G2", **WORDS, **over}
    return ask_change(case_id=case.pk, actor=by(who or handler(case)), **facts)


def advised(house: CourtHouse, case: Case, **over: Any) -> ChangeRequest:
    asked = ask(house, case, **over)
    return advise_change(request_id=asked.pk, said=YES, actor=by(house.head))


def approved(house: CourtHouse, case: Case, **over: Any) -> ChangeRequest:
    asked = advised(house, case, **over)
    return decide_change(request_id=asked.pk, said=YES, actor=by(house.president))


def refused(act: Any, *arguments: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as found:
        act(*arguments, **facts)
    return found.value.code


def option(house: CourtHouse, code: str, value: object) -> None:
    set_option(court_id=house.court.pk, code=code, value=value, reason="本院规定", actor=machine())


def other_judge(house: CourtHouse, case: Case) -> Person:
    return next(judge for judge in house.judges if judge.pk != handler(case).pk)
