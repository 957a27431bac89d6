"""Two people at the same item of a ledger at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.services import answer_item, end_item, enter_item
from cases.limits.services.checking import Entered
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.refusals.domain import Refused
from courts.trail.selectors import case_trail
from tests.builders import actor_of, court_with_people, drawn_case
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)
day = date.fromisoformat


def item_of(case: Any, on: str, ends: str | None) -> LedgerItem:
    entry = LedgerEntry(
        kind=LedgerKind.EXCLUSION,
        ground="X02",
        starts_on=day("2025-04-01"),
        ends_on=day(ends) if ends else None,
    )
    entered = Entered(entry=entry, document="委托鉴定书", reason="申请鉴定")
    return enter_item(case_id=case.pk, entered=entered, actor=actor_of(case.handling.handler, day(on)))


def test_two_heads_confirming_at_once_confirm_once_and_a_stop_ends_once() -> None:
    people = court_with_people(judges=2)
    case = drawn_case(people, on=day("2025-03-14"), procedure="ordinary")
    item = item_of(case, "2025-05-20", "2025-05-01")
    assert item.state == "proposed"

    def confirm(who: Person) -> Callable[[], Any]:
        actor = actor_of(who, day("2025-05-21"))
        return lambda: answer_item(item_id=item.pk, agreed=True, answer="", actor=actor)

    (lost,) = failures(at_once([confirm(people.head), confirm(people.president)]))
    assert isinstance(lost, Refused) and lost.code == "LIM-LEDGER-STATE"
    assert CaseClock.objects.get(case=case).due_on == day("2025-10-14")

    other = drawn_case(people, on=day("2025-03-14"), nonce="7", procedure="ordinary")
    stop = item_of(other, "2025-04-02", None)
    handler = other.handling.handler
    assert handler is not None

    def end(on: str, actor: Actor) -> Callable[[], Any]:
        return lambda: end_item(item_id=stop.pk, ends_on=day(on), document="意见书", actor=actor)

    actors = (actor_of(handler, day("2025-05-10")), actor_of(people.assistant, day("2025-05-10")))
    (late,) = failures(at_once([end("2025-05-01", actors[0]), end("2025-05-02", actors[1])]))
    assert isinstance(late, Refused) and late.code == "LIM-LEDGER-ENDED"
    assert [event["verb"] for event in case_trail(other.pk)].count("ledger_ended") == 1
