"""Opinions and decisions: who speaks, in which order, never on one's own request; what a grant does."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from cases.docket.models import Case
from cases.extensions.models import ExtensionRequest
from cases.extensions.services import (
    Said,
    advise,
    decide,
    forward,
    record_upper_decision,
    tell_of_extension,
    withdraw,
)
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors import limit_of
from cases.limits.services import enter_item
from cases.limits.services.checking import Entered
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.selectors import case_trail
from tests.builders import CourtHouse, actor_of, court_with_people
from tests.cases.extensions.asked import (
    NO,
    YES,
    advised,
    ask,
    civil_case,
    day,
    granted,
    handler,
    second,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return civil_case(house)


def clock(case: Case) -> CaseClock:
    return CaseClock.objects.get(case=case)


def test_head_president_and_the_dates_follow(house: CourtHouse, case: Case) -> None:
    """Example 12: six months from the old expiry; the old date stays in the history."""
    asked = advised(house, case)
    assert (asked.state, asked.advice_for, asked.advice) == ("deciding", True, "情况属实。")
    done = decide(
        request_id=asked.pk,
        said=YES,
        document="（2025）吉0621延字1号",
        actor=actor_of(house.president, day("2025-08-25")),
    )
    assert (done.state, done.decided_on, done.is_decided_late) == ("granted", day("2025-08-25"), False)
    moved = clock(case)
    assert (moved.due_on, moved.warn_on) == (day("2026-03-14"), day("2025-11-13"))
    assert moved.last_request_on == day("2026-02-27")
    item = LedgerItem.objects.get(case=case)
    assert (item.kind, item.step, item.document) == ("extension", 1, "（2025）吉0621延字1号")
    assert done.item == item and done.due_on == day("2025-09-14")
    trail = [event["verb"] for event in case_trail(case.pk)]
    for verb in ("extension_asked", "extension_advised", "extension_decided", "clock_recomputed"):
        assert verb in trail
    found = limit_of(Case.objects.get(pk=case.pk), day("2025-09-01"))
    assert found is not None and found.result is not None
    assert any("延长" in step.zh and "2026-03-14" in str(step.due_on) for step in found.result.explanation)


def test_without_a_number_the_decision_is_cited_by_the_systems_own(house: CourtHouse, case: Case) -> None:
    done = granted(house, case)
    assert done.document == f"吉0621延审20250820-{done.pk.hex[-6:]}"


def test_a_refusal_needs_its_reason_and_changes_nothing(house: CourtHouse, case: Case) -> None:
    asked = advised(house, case, said=NO)
    assert asked.advice_for is False, "against, and still laid before the president"
    president = actor_of(house.president, day("2025-08-25"))
    with pytest.raises(InvalidInput) as told:
        decide(request_id=asked.pk, said=Said(agreed=False), actor=president)
    assert list(told.value.errors) == ["text"]
    done = decide(request_id=asked.pk, said=NO, actor=president)
    assert (done.state, done.item, done.decision) == ("refused", None, "可以如期审结。")
    assert clock(case).due_on == day("2025-09-14")
    assert ask(case, "2025-08-26").step == 1, "the step is not used up"


def test_a_decision_after_the_lawful_day_is_marked(house: CourtHouse, case: Case) -> None:
    """Five days before the 14th: the 9th is in time, the 10th is late (法释〔2019〕4号第一条)."""
    asked = advised(house, case)
    done = decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, day("2025-09-10")))
    assert done.is_decided_late and done.state == "granted"
    decided = next(event for event in case_trail(case.pk) if event["verb"] == "extension_decided")
    assert decided["data"]["late"] is True


def test_nothing_is_granted_after_the_limit(house: CourtHouse, case: Case) -> None:
    asked = advised(house, case)
    president = actor_of(house.president, day("2025-09-16"))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=president), "LIM-EXT-AFTER-DUE")
    asked.refresh_from_db()
    assert asked.state == "deciding" and not LedgerItem.objects.exists()


def test_steps_are_taken_in_order_and_once(house: CourtHouse, case: Case) -> None:
    asked = ask(case)
    president, head = (actor_of(who, day("2025-08-25")) for who in (house.president, house.head))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=president), "LIM-ASK-STATE")
    advise(request_id=asked.pk, said=YES, actor=head)
    check_refused(lambda: advise(request_id=asked.pk, said=YES, actor=head), "LIM-ASK-STATE")
    check_refused(lambda: forward(request_id=asked.pk, said=YES, actor=president), "LIM-ASK-STATE")
    decide(request_id=asked.pk, said=YES, actor=president)
    check_refused(lambda: decide(request_id=asked.pk, said=NO, actor=president), "LIM-ASK-STATE")


def test_each_act_is_for_its_post(house: CourtHouse, case: Case) -> None:
    asked = ask(case)
    judge, head = handler(case, "2025-08-25"), actor_of(house.head, day("2025-08-25"))
    check_refused(lambda: advise(request_id=asked.pk, said=YES, actor=judge), "PEOPLE-RIGHT")
    advise(request_id=asked.pk, said=YES, actor=head)
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=head), "PEOPLE-RIGHT")
    clerk = actor_of(house.clerk, day("2025-08-25"))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=clerk), "PEOPLE-RIGHT")
    upper = actor_of(house.upper_president, day("2025-08-25"))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=upper), "PEOPLE-RIGHT")


@pytest.mark.parametrize("act", ["advised", "decided"])
def test_nobody_speaks_on_their_own_request(house: CourtHouse, case: Case, act: str) -> None:
    """Not even one who holds the post as well; the database keeps it too."""
    asked = ask(case) if act == "advised" else advised(house, case)
    ExtensionRequest.objects.filter(pk=asked.pk).update(
        asked_by_person=house.president, advised_by_person=None
    )
    president = actor_of(house.president, day("2025-08-25"))
    service = advise if act == "advised" else decide
    check_refused(lambda: service(request_id=asked.pk, said=YES, actor=president), "LIM-ASK-SELF")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtensionRequest.objects.filter(pk=asked.pk).update(**{f"{act}_by_person": house.president})


def test_the_next_higher_court_decides_the_second_one(house: CourtHouse, case: Case) -> None:
    """Example 13: three months more, by the intermediate court's president, here in the system."""
    asked = second(house, case)
    assert (asked.state, asked.forward_for) == ("deciding", True)
    own = actor_of(house.president, day("2026-02-25"))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=own), "PEOPLE-RIGHT")
    clerk = actor_of(house.clerk, day("2026-02-25"))
    check_refused(
        lambda: record_upper_decision(
            request_id=asked.pk, said=YES, document="批复", decided_on=day("2026-02-24"), actor=clerk
        ),
        "LIM-ASK-HERE",
    )
    upper = actor_of(house.upper_president, day("2026-02-25"))
    done = decide(request_id=asked.pk, said=YES, document="（2026）吉06延批1号", actor=upper)
    assert done.state == "granted" and clock(case).due_on == day("2026-06-14")


def test_a_court_outside_the_system_answers_on_paper(house: CourtHouse, case: Case) -> None:
    asked = second(house, case)
    ExtensionRequest.objects.filter(pk=asked.pk).update(deciding_court=None)
    upper = actor_of(house.upper_president, day("2026-02-25"))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=upper), "LIM-ASK-ELSEWHERE")
    clerk = actor_of(house.clerk, day("2026-03-02"))
    answer = {"request_id": asked.pk, "said": YES, "actor": clerk}
    for wrong in ("2026-02-19", "2026-03-03"):
        with pytest.raises(InvalidInput) as told:
            record_upper_decision(**answer, document="批复", decided_on=day(wrong))
        assert list(told.value.errors) == ["decided_on"]
    with pytest.raises(InvalidInput) as told:
        record_upper_decision(**answer, document=" ", decided_on=day("2026-02-27"))
    assert list(told.value.errors) == ["document"]
    done = record_upper_decision(**answer, document="（2026）批复1号", decided_on=day("2026-02-27"))
    assert (done.state, done.decided_on) == ("granted", day("2026-02-27"))
    assert LedgerItem.objects.get(pk=done.item_id).decided_on == day("2026-02-27")


def test_one_step_is_granted_once(house: CourtHouse, case: Case) -> None:
    done = granted(house, case)
    again = ask(case, "2026-02-20")
    ExtensionRequest.objects.filter(pk=again.pk).update(
        step=1, approver="own_president", deciding_court=house.court, state="deciding", value=3
    )
    president = actor_of(house.president, day("2026-02-24"))
    refused = check_refused(lambda: decide(request_id=again.pk, said=YES, actor=president), "LIM-EXT-USED")
    assert refused.params["step"] == done.step


def test_after_a_conversion_the_old_request_cannot_be_granted(house: CourtHouse) -> None:
    case = civil_case(house, on=day("2025-04-01"), procedure="summary")
    asked = ask(case, "2025-06-10")
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, day("2025-06-11")))
    entry = LedgerEntry(kind=LedgerKind.CONVERSION, to_rule="CIV1_ORD", on=day("2025-06-12"))
    entered = Entered(entry=entry, document="裁定书", reason="案情复杂")
    enter_item(case_id=case.pk, entered=entered, actor=handler(case, "2025-06-12"))
    president = actor_of(house.president, day("2025-06-13"))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=president), "LIM-ASK-RULE")
    done = decide(request_id=asked.pk, said=NO, actor=president)
    assert done.state == "refused"


def test_parties_are_told_of_what_was_granted(house: CourtHouse, case: Case) -> None:
    asked = advised(house, case)
    actor = handler(case, "2025-08-28")
    told = {"request_id": asked.pk, "told_on": day("2025-08-28"), "told_how": "邮寄通知书"}
    check_refused(lambda: tell_of_extension(**told, actor=actor), "LIM-ASK-STATE")
    decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, day("2025-08-25")))
    done = tell_of_extension(**told, actor=actor)
    assert done.item is not None and done.item.told_on == day("2025-08-28")
    with pytest.raises(Refused) as refused:
        tell_of_extension(**told, actor=actor)
    assert refused.value.code == "LIM-LEDGER-TOLD"


def test_a_withdrawn_request_is_decided_no_more(house: CourtHouse, case: Case) -> None:
    asked = advised(house, case)
    withdraw(request_id=asked.pk, reason="已调解", actor=handler(case, "2025-08-23"))
    president = actor_of(house.president, day("2025-08-25"))
    check_refused(lambda: decide(request_id=asked.pk, said=YES, actor=president), "LIM-ASK-STATE")
