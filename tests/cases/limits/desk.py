"""A court with cases whose limits run, and the people who keep their ledgers, for the tests of pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client

from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.services import enter_item
from cases.limits.services.checking import Entered
from courts.people.models import Person
from courts.trail.selectors import case_trail
from tests.builders import actor_of, court_with_people, drawn_case, today

TODAY = today()
FILED = TODAY - timedelta(days=40)


def make() -> Any:
    house = court_with_people(judges=3)
    return {
        "people": house,
        "case": drawn_case(house, on=FILED),
        "summary": drawn_case(house, on=FILED, nonce="2", procedure="summary"),
    }


def client_of(person: Person | None) -> Client:
    client = Client()
    client.force_login(person)
    return client


def judge(case: Case) -> Client:
    return client_of(case.handling.handler)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def item_on(case: Case, *, ends: int | None = None, begins: int = 3, ground: str = "X02") -> LedgerItem:
    """An item of the handler's, begun and ended so many days ago; beyond five days it waits."""
    entry = LedgerEntry(
        kind=LedgerKind.EXCLUSION,
        ground=ground,
        starts_on=ago(begins),
        ends_on=None if ends is None else ago(ends),
    )
    entered = Entered(entry=entry, document="委托鉴定书", reason="当事人申请鉴定")
    assert case.handling.handler is not None
    return enter_item(case_id=case.pk, entered=entered, actor=actor_of(case.handling.handler, TODAY))


def clock(case: Case) -> CaseClock:
    return CaseClock.objects.get(case=case)


def enter_url(case: Case, kind: str = "exclusion") -> str:
    return f"/cases/{case.pk}/limit/enter/{kind}/"


def body(**over: str) -> dict[str, str]:
    given = {
        "ground": "X02",
        "starts_on": str(ago(3)),
        "ends_on": "",
        "document": "委托鉴定书",
        "reason": "当事人申请鉴定",
    }
    return {**given, **over}


def verbs(case: Case) -> list[str]:
    return [event["verb"] for event in case_trail(case.pk)]
