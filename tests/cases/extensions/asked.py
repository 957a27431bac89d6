"""Requests of a drawn civil case, step by step; filed 14 March 2025, it is due on 14 September 2025."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.docket.models import Case
from cases.extensions.models import ExtensionRequest
from cases.extensions.services import Said, advise, ask_extension, decide, forward
from courts.actors.domain import Actor
from tests.builders import CourtHouse, actor_of, drawn_case

FILED = date(2025, 3, 14)
REASON = "鉴定尚未完成，预计十二月宣判。"
day = date.fromisoformat
YES, NO = Said(agreed=True, text="情况属实。"), Said(agreed=False, text="可以如期审结。")


def civil_case(house: CourtHouse, on: date = FILED, **over: Any) -> Case:
    """A civil case in the ordinary procedure, drawn."""
    return drawn_case(house, on=on, **{"procedure": "ordinary", **over})


def handler(case: Case, on: str | date) -> Actor:
    found = case.handling.handler
    assert found is not None
    return actor_of(found, day(on) if isinstance(on, str) else on)


def ask(case: Case, on: str | date = "2025-08-20", **over: Any) -> ExtensionRequest:
    return ask_extension(case_id=case.pk, reason=over.pop("reason", REASON), actor=handler(case, on), **over)


def advised(house: CourtHouse, case: Case, on: str = "2025-08-21", said: Said = YES) -> ExtensionRequest:
    asked = ask(case)
    return advise(request_id=asked.pk, said=said, actor=actor_of(house.head, day(on)))


def granted(house: CourtHouse, case: Case, on: str = "2025-08-25") -> ExtensionRequest:
    """The first extension, by the own president: six months."""
    asked = advised(house, case)
    return decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, day(on)))


def second(house: CourtHouse, case: Case, on: str = "2026-02-20") -> ExtensionRequest:
    """The second one, before the next higher court: asked for, advised on, forwarded."""
    granted(house, case)
    asked = ask(case, on)
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, day(on)))
    return forward(request_id=asked.pk, said=YES, actor=actor_of(house.president, day(on)))
