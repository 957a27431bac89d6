"""Asking for more time: by whom, by when, how much, once at a time; what the law grants itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.docket.models import Case, CaseHandling
from cases.docket.services import close_case
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import askable, clocks_to_ask, due_after
from cases.extensions.services import ask_extension, take_statutory, withdraw
from cases.limits.domain import LedgerEntry, LedgerKind, Unit
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.services import end_item, enter_item
from cases.limits.services.checking import Entered
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.selectors import case_trail
from tests.builders import CourtHouse, accepted_case, actor_of, court_with_people, drawn_case
from tests.cases.extensions.asked import FILED, REASON, ask, civil_case, day, granted, handler, second
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return civil_case(house)


def verbs(case: Case) -> list[str]:
    return [event["verb"] for event in case_trail(case.pk)]


def test_example_1_the_first_request_goes_to_the_head(house: CourtHouse, case: Case) -> None:
    """Due 14 September: asked for by 30 August, decided by 9 September (limit_rules 11, example 1)."""
    asked = ask(case, "2025-08-30")
    assert (asked.state, asked.step, asked.approver) == ("advising", 1, "own_president")
    assert (asked.due_on, asked.last_request_on, asked.decide_by) == (
        day("2025-09-14"),
        day("2025-08-30"),
        day("2025-09-09"),
    )
    assert (asked.value, asked.unit, asked.late_reason) == (6, "months", "")
    assert asked.deciding_court == house.court
    assert not asked.is_late
    assert "extension_asked" in verbs(case)
    assert CaseClock.objects.get(case=case).due_on == day("2025-09-14"), "asking stops nothing"


def test_a_late_request_passes_only_with_its_reason(case: Case) -> None:
    check_refused(lambda: ask(case, "2025-08-31"), "LIM-ASK-LATE")
    asked = ask(case, "2025-08-31", late_reason="病休期间逾期。")
    assert asked.is_late and asked.late_reason == "病休期间逾期。"


def test_the_reason_for_being_late_is_not_kept_of_a_request_in_time(case: Case) -> None:
    assert ask(case, "2025-08-30", late_reason="没有逾期").late_reason == ""


def test_after_the_limit_nothing_is_asked_for_any_more(case: Case) -> None:
    """The 14th is a Sunday: lawful until Monday the 15th."""
    assert ask(case, "2025-09-15", late_reason="末日").is_late
    ExtensionRequest.objects.all().delete()
    check_refused(lambda: ask(case, "2025-09-16", late_reason="超期"), "LIM-EXT-AFTER-DUE")


def test_only_the_handler_asks(house: CourtHouse, case: Case) -> None:
    other = next(judge for judge in house.judges if judge != case.handling.handler)
    with pytest.raises(NotVisible):
        ask_extension(case_id=case.pk, reason=REASON, actor=actor_of(other, day("2025-08-20")))
    head = actor_of(house.head, day("2025-08-20"))
    check_refused(lambda: ask_extension(case_id=case.pk, reason=REASON, actor=head), "LIM-ASK-NOT-HANDLER")


def test_a_case_without_a_judge_asks_for_nothing(house: CourtHouse) -> None:
    case = accepted_case(house, on=FILED, procedure="ordinary")
    clerk = actor_of(house.clerk, day("2025-08-20"))
    check_refused(lambda: ask_extension(case_id=case.pk, reason=REASON, actor=clerk), "LIM-ASK-UNASSIGNED")


def test_one_request_at_a_time(case: Case) -> None:
    asked = ask(case)
    check_refused(lambda: ask(case, "2025-08-21"), "LIM-ASK-ALREADY")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtensionRequest.objects.create(
            **{
                name: getattr(asked, name)
                for name in ("case", "court", "state", "rule_code", "step", "approver", "value", "unit")
            },
            reason="重复",
            due_on=asked.due_on,
            asked_at=asked.asked_at,
            asked_on=asked.asked_on,
            asked_by="x",
            asked_by_person=asked.asked_by_person,
        )


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "长" * 1001}, "reason"),
        ({"value": 0}, "value"),
        ({"unit": "days"}, "unit"),
    ],
)
def test_a_request_that_cannot_be_read(case: Case, over: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as told:
        ask(case, **over)
    assert list(told.value.errors) == [field]
    assert not ExtensionRequest.objects.exists()


def test_no_more_than_the_step_gives_and_less_is_lawful(case: Case) -> None:
    check_refused(lambda: ask(case, value=7), "LIM-EXT-LONG")
    assert ask(case, value=2).value == 2


def test_while_the_clock_stands_there_is_no_date_to_extend(case: Case) -> None:
    entry = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day("2025-08-18"))
    entered = Entered(entry=entry, document="委托书", reason="鉴定")
    item = enter_item(case_id=case.pk, entered=entered, actor=handler(case, "2025-08-19"))
    check_refused(lambda: ask(case), "LIM-ASK-STOPPED")
    assert askable(case, day("2025-08-20")) is None
    end_item(item_id=item.pk, ends_on=day("2025-08-20"), document="意见书", actor=handler(case, "2025-08-20"))
    assert ask(case).due_on == day("2025-09-16")


def test_the_ladder_ends(house: CourtHouse, case: Case) -> None:
    """Ordinary civil: six months by the president, three by the next higher court, no more (example 13)."""
    asked = second(house, case)
    assert (asked.step, asked.approver, asked.deciding_court) == (2, "next_higher_court", house.upper)
    assert (asked.due_on, asked.last_request_on) == (day("2026-03-14"), day("2026-02-27"))
    from cases.extensions.services import decide
    from tests.cases.extensions.asked import YES

    decide(request_id=asked.pk, said=YES, actor=actor_of(house.upper_president, day("2026-02-25")))
    assert CaseClock.objects.get(case=case).due_on == day("2026-06-14")
    check_refused(lambda: ask(case, "2026-03-20"), "LIM-EXT-NONE")


def test_a_case_that_the_law_gives_no_extension(house: CourtHouse) -> None:
    case = civil_case(house, procedure="small_claims", cause="民间借贷纠纷", claim_amount="3000.00")
    rule = CaseClock.objects.get(case=case).rule_code
    assert askable(case, day("2025-04-20")) is not None, rule
    granted_one = ask(case, "2025-04-20")
    assert granted_one.value == 1, "one month, once"


def test_what_it_would_lead_to(case: Case) -> None:
    """Example 12: six months from the old expiry, 14 March 2026."""
    from decimal import Decimal

    assert due_after(case, 1, Decimal(6), Unit.MONTHS, day("2025-08-20")) == day("2026-03-14")
    assert due_after(case, 1, Decimal(6), Unit.MONTHS, day("2025-09-16")) is None


def test_the_handler_takes_a_request_back(house: CourtHouse, case: Case) -> None:
    asked = ask(case)
    with pytest.raises(InvalidInput):
        withdraw(request_id=asked.pk, reason=" ", actor=handler(case, "2025-08-21"))
    head = actor_of(house.head, day("2025-08-21"))
    check_refused(lambda: withdraw(request_id=asked.pk, reason="不再需要", actor=head), "LIM-ASK-NOT-HANDLER")
    done = withdraw(request_id=asked.pk, reason="已调解", actor=handler(case, "2025-08-21"))
    assert (done.state, done.withdraw_reason, done.ended_on) == ("withdrawn", "已调解", day("2025-08-21"))
    again = handler(case, "2025-08-22")
    check_refused(lambda: withdraw(request_id=asked.pk, reason="再撤", actor=again), "LIM-ASK-DECIDED")
    assert ask(case, "2025-08-22").state == "advising", "a new one may be asked for"
    assert "extension_withdrawn" in verbs(case)


def test_closing_the_case_ends_what_is_still_asked_for(case: Case) -> None:
    asked = ask(case)
    close_case(
        case_id=case.pk,
        closed_on=day("2025-08-25"),
        disposal="judgment",
        actor=handler(case, "2025-08-25"),
    )
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_head_who_handles_the_case_asks_the_president(house: CourtHouse, case: Case) -> None:
    """Nobody gives an opinion on their own request: it goes past the head's desk."""
    CaseHandling.objects.filter(case=case).update(handler=house.head)
    posts = house.judge.posts.get(role="judge")
    posts.pk, posts.person = None, house.head
    posts.save()
    case = Case.objects.get(pk=case.pk)
    assert ask(case).state == "deciding"


def test_what_the_law_grants_is_taken_first(house: CourtHouse) -> None:
    """Public prosecution: two months, three at most by statute; then the upper court is asked."""
    case = drawn_case(house, on=day("2025-02-28"), criminal=True, procedure="ordinary")
    assert CaseClock.objects.get(case=case).due_on == day("2025-04-30")
    check_refused(lambda: ask(case, "2025-04-10"), "LIM-EXT-ORDER")
    actor = handler(case, "2025-04-10")
    with pytest.raises(InvalidInput):
        take_statutory(case_id=case.pk, reason="案情复杂", document=" ", actor=actor)
    item = take_statutory(case_id=case.pk, reason="案情复杂", document="审批表", actor=actor)
    assert (item.kind, item.step, item.state) == ("extension", 1, "in_force")
    assert CaseClock.objects.get(case=case).due_on == day("2025-05-31")
    check_refused(
        lambda: take_statutory(case_id=case.pk, reason="再次", document="审批表", actor=actor),
        "LIM-ASK-STATUTE",
    )
    asked = ask(case, "2025-05-16")
    assert (asked.step, asked.approver, asked.last_request_on) == (2, "next_higher_court", day("2025-05-16"))


def test_only_the_handler_takes_it(house: CourtHouse) -> None:
    case = drawn_case(house, on=day("2025-02-28"), criminal=True, procedure="ordinary")
    president = actor_of(house.president, day("2025-04-10"))
    check_refused(
        lambda: take_statutory(case_id=case.pk, reason="x", document="y", actor=president),
        "LIM-ASK-NOT-HANDLER",
    )
    assert not LedgerItem.objects.exists()


def test_the_last_day_for_asking_is_work_until_somebody_asks(house: CourtHouse, case: Case) -> None:
    judge = case.handling.handler
    assert judge is not None

    def waiting(on: date) -> int:
        return clocks_to_ask(viewer_of(judge, on), on).count()

    ask_on = CaseClock.objects.get(case=case).ask_on
    assert ask_on is not None
    assert waiting(day("2025-06-01")) == 0
    assert waiting(ask_on) == 1
    assert waiting(day("2025-09-16")) == 0, "over: no longer a matter of asking"
    ask(case, ask_on)
    assert waiting(ask_on) == 0


def test_granted_requests_need_no_asking_for_the_same_limit(house: CourtHouse, case: Case) -> None:
    granted(house, case)
    wanted = askable(case, day("2025-10-01"))
    assert wanted is not None and wanted.number == 2
