"""Closing a case, letting others read a sealed one, confirming an imported one as open."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from cases.docket import registry
from cases.docket.models import Case
from cases.docket.registry import CaseEvent
from cases.docket.selectors import endings, readers
from cases.docket.services import close_case, confirm_open, grant_reading
from courts.actors.domain import Actor, Right, Viewer
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.selectors import case_trail
from tests.builders import DAY, accepted_case, actor_of, court_with_people, drawn_case, filed_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

CLOSED = DAY + timedelta(days=30)


def make() -> Any:
    house = court_with_people()
    return SimpleNamespace(
        people=house,
        civil=drawn_case(house),
        criminal=drawn_case(house, criminal=True),
        sealed=drawn_case(house, sealed="privacy"),
        undrawn=accepted_case(house),
        filed=filed_case(house),
    )


house = kept(make)


def handler_of(case: Case, day: date = CLOSED) -> Actor:
    assert case.handling.handler is not None
    return actor_of(case.handling.handler, day)


def close(case: Case, actor: Actor | None = None, day: date = CLOSED, disposal: str = "judgment") -> Case:
    return close_case(case_id=case.pk, closed_on=day, disposal=disposal, actor=actor or handler_of(case))


def verbs(case: Case) -> list[str]:
    return [event["verb"] for event in case_trail(case.pk)]


def test_the_handler_closes_on_the_day_of_the_event(house: Any) -> None:
    done = close(house.civil)
    done.refresh_from_db()
    assert (done.status, done.closed_on, done.disposal) == ("closed", CLOSED, "judgment")
    closing = case_trail(done.pk)[-1]
    assert (closing["verb"], closing["data"]) == (
        "case_closed",
        {"closed_on": str(CLOSED), "disposal": "judgment"},
    )
    assert done.node_events.get(node="closing").occurred_on == CLOSED


def test_a_closing_may_be_entered_later_than_it_happened(house: Any) -> None:
    done = close(house.civil, handler_of(house.civil, CLOSED + timedelta(days=5)))
    assert done.closed_on == CLOSED


def test_a_case_may_close_on_the_day_it_was_accepted(house: Any) -> None:
    assert close(house.civil, day=house.civil.filed_on).closed_on == house.civil.filed_on


def test_only_the_handler_closes(house: Any) -> None:
    people = house.people
    others = [people.clerk, people.president, people.trial_management, people.head]
    for person in others:
        with pytest.raises(Refused) as refused:
            close(house.civil, actor_of(person, CLOSED))
        assert refused.value.code == "CASE-CLOSE-NOT-HANDLER"
        assert refused.value.params["handler"] == house.civil.handling.handler.name
        assert refused.value.params["case_id"] == house.civil.pk


def test_a_client_never_closes(house: Any) -> None:
    court = house.people.court.pk
    writing = Viewer(None, frozenset({court}), court_rights=frozenset({(court, Right.CLOSE)}), client_id=1)
    with pytest.raises(Refused) as refused:
        close(house.civil, Actor(at=handler_of(house.civil).at, label="接口", viewer=writing))
    assert refused.value.code == "CASE-CLOSE-NOT-HANDLER"


def test_a_case_without_a_handler_is_not_closed(house: Any) -> None:
    with pytest.raises(Refused) as refused:
        close(house.undrawn, actor_of(house.people.president, CLOSED))
    assert refused.value.code == "CASE-CLOSE-UNASSIGNED"


def test_a_filing_cannot_be_closed(house: Any) -> None:
    with pytest.raises(Refused) as refused:
        close(house.filed, actor_of(house.people.clerk, CLOSED))
    assert refused.value.code == "CASE-STEP"


def test_a_closed_case_cannot_be_closed_again(house: Any) -> None:
    close(house.civil)
    with pytest.raises(Refused) as refused:
        close(house.civil, disposal="mediation")
    assert refused.value.code == "CASE-STEP"
    assert Case.objects.get(pk=house.civil.pk).disposal == "judgment"


@pytest.mark.parametrize(
    ("day", "field"), [(CLOSED + timedelta(days=1), "closed_on"), (DAY - timedelta(days=1), "closed_on")]
)
def test_neither_in_the_future_nor_before_acceptance(house: Any, day: date, field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        close(house.civil, day=day)
    assert list(invalid.value.errors) == [field]
    assert Case.objects.get(pk=house.civil.pk).status == "open"


@pytest.mark.parametrize("disposal", ["", "judgement", "判决"])
def test_an_unknown_disposal_is_named(house: Any, disposal: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        close(house.civil, disposal=disposal)
    assert list(invalid.value.errors) == ["disposal"]


@pytest.mark.parametrize(
    ("kind", "disposal"),
    [
        ("civil", "performed"),
        ("civil", "affirmed"),
        ("criminal", "mediation"),
        ("criminal", "deemed_withdrawn"),
        ("criminal", "ruled"),
    ],
)
def test_a_disposal_of_another_category_is_refused(house: Any, kind: str, disposal: str) -> None:
    with pytest.raises(Refused) as refused:
        close(getattr(house, kind), disposal=disposal)
    assert refused.value.code == "CASE-DISPOSAL"
    lawful = {rule.code for rule in refused.value.params["lawful"]}
    assert "judgment" in lawful and disposal not in lawful
    assert refused.value.params["procedure"].code == getattr(house, kind).procedure


@pytest.mark.parametrize("kind", ["civil", "criminal"])
def test_every_disposal_of_the_category_closes(house: Any, kind: str) -> None:
    case = getattr(house, kind)
    for ending in endings(case.type_code, case.procedure, CLOSED):
        Case.objects.filter(pk=case.pk).update(status="open", closed_on=None, disposal="")
        assert close(case, disposal=ending.rule.code).disposal == ending.rule.code


def test_a_guard_may_veto_and_nothing_is_kept(house: Any) -> None:
    def owes_something(case: Case, actor: Actor) -> None:
        raise Refused("CASE-DISPOSAL", disposal="x", lawful=[])

    guards = registry._ALL.guards[CaseEvent.CLOSED]
    registry.guard(CaseEvent.CLOSED, owes_something)
    try:
        with pytest.raises(Refused):
            close(house.civil)
    finally:
        guards.remove(owes_something)
    assert Case.objects.get(pk=house.civil.pk).status == "open"
    assert "case_closed" not in verbs(house.civil)


def test_the_handler_lets_a_colleague_read_a_sealed_case(house: Any) -> None:
    reader, case = house.people.discipline, house.sealed
    for _ in range(2):
        grant_reading(case_id=case.pk, person_id=reader.pk, reason=" 核查 ", actor=handler_of(case))
    assert readers(case) == [{"person_id": reader.pk, "name": reader.name}]
    granted = case_trail(case.pk)[-1]
    assert (granted["verb"], granted["data"]["reason"]) == ("sealed_case_granted", "核查")


@pytest.mark.parametrize(
    ("over", "field"),
    [({"reason": "  "}, "reason"), ({"person_id": uuid4()}, "person")],
    ids=["no reason", "unknown person"],
)
def test_a_grant_wants_a_reason_and_a_person(house: Any, over: dict[str, Any], field: str) -> None:
    given = {"person_id": house.people.discipline.pk, "reason": "核查", **over}
    with pytest.raises(InvalidInput) as invalid:
        grant_reading(case_id=house.sealed.pk, actor=handler_of(house.sealed), **given)
    assert list(invalid.value.errors) == [field]
    assert readers(house.sealed) == []


def test_a_grant_to_a_disabled_person_or_on_an_open_case_says_so(house: Any) -> None:
    reader = house.people.discipline
    with pytest.raises(InvalidInput):
        grant_reading(
            case_id=house.civil.pk, person_id=reader.pk, reason="核查", actor=handler_of(house.civil)
        )
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    with pytest.raises(InvalidInput):
        grant_reading(
            case_id=house.sealed.pk, person_id=reader.pk, reason="核查", actor=handler_of(house.sealed)
        )


def test_a_reader_cannot_let_others_read(house: Any) -> None:
    first, second, case = house.people.discipline, house.people.president, house.sealed
    grant_reading(case_id=case.pk, person_id=first.pk, reason="核查", actor=handler_of(case))
    with pytest.raises(Refused) as refused:
        grant_reading(case_id=case.pk, person_id=second.pk, reason="也看", actor=actor_of(first, CLOSED))
    assert refused.value.code == "CASE-GRANT-NOT-BODY"


def test_confirming_an_imported_case_as_open(house: Any) -> None:
    case, office = house.civil, actor_of(house.people.trial_management, CLOSED)
    Case.objects.filter(pk=case.pk).update(imported=True, open_confirmed=False)
    type(case.clock).objects.filter(case=case).update(watched=False)
    with pytest.raises(Refused) as refused:
        confirm_open(case_id=case.pk, actor=actor_of(house.people.clerk, CLOSED))
    assert refused.value.code == "PEOPLE-RIGHT"
    for _ in range(2):
        confirm_open(case_id=case.pk, actor=office)
    case.clock.refresh_from_db()
    assert (Case.objects.get(pk=case.pk).open_confirmed, case.clock.watched) == (True, True)
    assert verbs(case).count("case_confirmed_open") == 1


def test_a_closed_case_is_not_confirmed_as_open(house: Any) -> None:
    close(house.civil)
    with pytest.raises(Refused) as refused:
        confirm_open(case_id=house.civil.pk, actor=actor_of(house.people.trial_management, CLOSED))
    assert refused.value.code == "CASE-STEP"
