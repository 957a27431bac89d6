"""Each rule of pools and draws that says no, met through the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from assignment.draws.services import (
    answer_void,
    ask_void,
    commit_batch,
    commit_draw,
    give_nonce,
    reveal_draw,
)
from assignment.pools.models import Absence, PoolMember
from cases.docket.models import Case
from tests.builders import (
    DAY,
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    instant,
)
from tests.kit.refusing import check_refused

Act = Callable[[], Any]
Prepare = Callable[[CourtHouse], Act]
EARLY = date(2019, 6, 3)
"""A day before the reason SUSPENDED was on the list (1 October 2019)."""


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


def _commit(house: CourtHouse, case: Case, on: date = DAY) -> Act:
    return lambda: commit_draw(case_id=case.pk, actor=actor_of(house.clerk, on))


def _away(house: CourtHouse, kind: str, approved_by: str, on: date = DAY) -> None:
    for judge in house.judges:
        Absence.objects.create(
            judge=judge, court=house.court, kind=kind, from_on=on, to_on=on, approved_by=approved_by
        )


def draw_before_acceptance(house: CourtHouse) -> Act:
    return _commit(house, filed_case(house))


def draw_a_case_that_has_its_judge(house: CourtHouse) -> Act:
    return _commit(house, drawn_case(house))


def draw_while_a_draw_is_open(house: CourtHouse) -> Act:
    case = accepted_case(house)
    _commit(house, case)()
    return _commit(house, case)


def draw_without_a_pool(house: CourtHouse) -> Act:
    case = accepted_case(house)
    house.pools["民初"].routes.all().delete()
    return _commit(house, case)


def draw_from_a_pool_in_which_everybody_is_away(house: CourtHouse) -> Act:
    _away(house, "leave", "张院长")
    return _commit(house, accepted_case(house))


def draw_from_a_pool_nobody_is_in(house: CourtHouse) -> Act:
    PoolMember.objects.update(to_on=DAY - timedelta(days=1))
    return _commit(house, accepted_case(house))


def leave_somebody_out_without_an_approver(house: CourtHouse) -> Act:
    _away(house, "leave", "")
    return _commit(house, accepted_case(house))


def leave_somebody_out_before_the_reason_is_in_force(house: CourtHouse) -> Act:
    _away(house, "suspended", "张院长", on=EARLY)
    return _commit(house, accepted_case(house, on=EARLY), on=EARLY)


def draw_as_the_president(house: CourtHouse) -> Act:
    case = accepted_case(house)
    return lambda: commit_draw(case_id=case.pk, actor=actor_of(house.president))


def _committed(house: CourtHouse) -> Any:
    return _commit(house, accepted_case(house))()


def _nonce(house: CourtHouse, draw: Any, nonce: str, minutes: int = 0) -> Act:
    actor = actor_of(house.clerk, instant() + timedelta(minutes=minutes))
    return lambda: give_nonce(draw_id=draw.pk, nonce=nonce, actor=actor)


def _reveal(house: CourtHouse, draw: Any) -> Act:
    return lambda: reveal_draw(draw_id=draw.pk, actor=actor_of(house.clerk))


def give_a_word_for_a_number(house: CourtHouse) -> Act:
    return _nonce(house, _committed(house), "八八八")


def give_a_number_of_33_digits(house: CourtHouse) -> Act:
    return _nonce(house, _committed(house), "8" * 33)


def give_a_number_31_minutes_late(house: CourtHouse) -> Act:
    return _nonce(house, _committed(house), "8", minutes=31)


def give_a_second_number(house: CourtHouse) -> Act:
    draw = _committed(house)
    _nonce(house, draw, "8")()
    return _nonce(house, draw, "9")


def reveal_before_the_number(house: CourtHouse) -> Act:
    return _reveal(house, _committed(house))


def reveal_before_an_earlier_draw_has_its_number(house: CourtHouse) -> Act:
    _committed(house)
    second = _committed(house)
    _nonce(house, second, "8")()
    return _reveal(house, second)


def reveal_twice(house: CourtHouse) -> Act:
    draw = drawn_case(house).draws.get()
    return _reveal(house, draw)


def give_a_number_after_the_result(house: CourtHouse) -> Act:
    return _nonce(house, drawn_case(house).draws.get(), "8")


def _asked(house: CourtHouse) -> Any:
    """A draw that the trial management office asks to make void."""
    draw = _committed(house)
    ask_void(draw_id=draw.pk, reason="名单有误。", actor=actor_of(house.trial_management))
    return draw


def _approve(house: CourtHouse, draw: Any, **late: int) -> Act:
    actor = actor_of(house.president, instant() + timedelta(**late))
    return lambda: answer_void(draw_id=draw.pk, agreed=True, actor=actor)


def ask_twice(house: CourtHouse) -> Act:
    draw = _asked(house)
    return lambda: ask_void(draw_id=draw.pk, reason="名单有误。", actor=actor_of(house.president))


def approve_what_nobody_asked(house: CourtHouse) -> Act:
    return _approve(house, _committed(house))


def approve_ones_own_request(house: CourtHouse) -> Act:
    draw = _asked(house)
    actor = actor_of(house.trial_management)
    return lambda: answer_void(draw_id=draw.pk, agreed=True, actor=actor)


def approve_after_a_day(house: CourtHouse) -> Act:
    return _approve(house, _asked(house), hours=24)


def ask_again_after_a_day(house: CourtHouse) -> Act:
    """Declined and asked again the draw would wait for ever; it waits a day from the first time on."""
    draw = _asked(house)
    answer_void(draw_id=draw.pk, agreed=False, answer="名单无误。", actor=actor_of(house.president))
    late = actor_of(house.trial_management, instant() + timedelta(hours=24))
    return lambda: ask_void(draw_id=draw.pk, reason="名单有误。", actor=late)


def approve_once_a_later_draw_is_revealed(house: CourtHouse) -> Act:
    """Its secret gives this draw's away: the approver could compute the result first."""
    draw = _asked(house)
    _nonce(house, draw, "8")()
    drawn_case(house)
    return _approve(house, draw)


def reveal_while_a_void_is_asked(house: CourtHouse) -> Act:
    draw = _asked(house)
    _nonce(house, draw, "8")()
    return _reveal(house, draw)


def witness_ones_own_roster(house: CourtHouse) -> Act:
    draw = _committed(house)
    by = f"立案庭 {house.clerk.name}"
    actor = actor_of(house.clerk)
    return lambda: give_nonce(draw_id=draw.pk, nonce="8", source="witness", by=by, actor=actor)


def draw_two_pools_as_one_batch(house: CourtHouse) -> Act:
    mixed = [accepted_case(house).pk, accepted_case(house, criminal=True).pk]
    return lambda: commit_batch(case_ids=mixed, actor=actor_of(house.clerk))


ABOUT_SEVERAL = {"DRAW-BATCH-POOLS"}
REFUSED: list[tuple[str, Prepare]] = [
    ("DRAW-NOT-OPEN", draw_before_acceptance),
    ("DRAW-HAS-HANDLER", draw_a_case_that_has_its_judge),
    ("DRAW-UNFINISHED", draw_while_a_draw_is_open),
    ("DRAW-NO-POOL", draw_without_a_pool),
    ("DRAW-POOL-EMPTY", draw_from_a_pool_in_which_everybody_is_away),
    ("DRAW-POOL-EMPTY", draw_from_a_pool_nobody_is_in),
    ("POOL-EXCLUSION-APPROVER", leave_somebody_out_without_an_approver),
    ("POOL-EXCLUSION-REASON", leave_somebody_out_before_the_reason_is_in_force),
    ("PEOPLE-RIGHT", draw_as_the_president),
    ("DRAW-NONCE-FORMAT", give_a_word_for_a_number),
    ("DRAW-NONCE-FORMAT", give_a_number_of_33_digits),
    ("DRAW-NONCE-LATE", give_a_number_31_minutes_late),
    ("DRAW-NONCE-FIXED", give_a_second_number),
    ("DRAW-NONCE-OPEN", reveal_before_the_number),
    ("DRAW-ORDER", reveal_before_an_earlier_draw_has_its_number),
    ("DRAW-FINISHED", reveal_twice),
    ("DRAW-FINISHED", give_a_number_after_the_result),
    ("DRAW-VOID-ASKED", ask_twice),
    ("DRAW-VOID-NONE", approve_what_nobody_asked),
    ("DRAW-VOID-APPROVERS", approve_ones_own_request),
    ("DRAW-VOID-LATE", approve_after_a_day),
    ("DRAW-VOID-LATE", ask_again_after_a_day),
    ("DRAW-VOID-KNOWN", approve_once_a_later_draw_is_revealed),
    ("DRAW-VOID-WAITS", reveal_while_a_void_is_asked),
    ("DRAW-WITNESS-OWN", witness_ones_own_roster),
    ("DRAW-BATCH-POOLS", draw_two_pools_as_one_batch),
]


@pytest.mark.parametrize(("code", "prepare"), REFUSED, ids=lambda value: getattr(value, "__name__", value))
def test_the_rule_says_no_and_changes_nothing(house: CourtHouse, code: str, prepare: Prepare) -> None:
    refused = check_refused(prepare(house), code)
    assert code in ABOUT_SEVERAL or refused.params["case_id"], "the attempt is kept on its case"
