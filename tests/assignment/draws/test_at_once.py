"""Draws at the same moment: gapless numbers, one result a case, nobody waits for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from assignment.draws.domain import check_series
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import check_chains
from assignment.draws.services import (
    answer_void,
    ask_void,
    commit_draw,
    draw_at_once,
    ensure_chain,
    give_nonce,
    reveal_draw,
    sweep_draws,
)
from courts.actors.domain import Role
from courts.refusals.domain import Refused
from courts.trail.selectors import check_chain
from courts.trail.services import recorded
from tests.assignment.draws.bench import clerk, series, short_chains
from tests.builders import (
    accepted_case,
    actor_of,
    court_with_people,
    filed_case,
    instant,
    machine,
    person_of,
)
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)


def draw_all(house: Any, number: int) -> list[Any]:
    """So many cases drawn at the same moment."""
    cases = [accepted_case(house).pk for _ in range(number)]
    actor = clerk(house)
    return at_once([lambda c=c: draw_at_once(case_id=c, nonce="7", actor=actor) for c in cases])


def finish_left(house: Any) -> None:
    """A draw that could not be revealed in its turn waits for the sweeper, as it would in a court."""
    sweep_draws(actor=machine(instant() + timedelta(minutes=10)))


def test_two_approvers_and_the_reveal_at_the_same_moment() -> None:
    """Whoever comes first, the draw ends once: void, or with its result."""
    house = court_with_people()
    late, last = instant() + timedelta(hours=25), instant() + timedelta(hours=24)
    for _ in range(3):
        draw = commit_draw(case_id=accepted_case(house).pk, actor=clerk(house))
        give_nonce(draw_id=draw.pk, nonce="7", actor=clerk(house, minutes=1))
        asked = instant() + timedelta(minutes=2)
        ask_void(draw_id=draw.pk, reason="名单有误。", actor=actor_of(house.trial_management, asked))
        answers = at_once(
            [
                lambda d=draw: answer_void(draw_id=d.pk, agreed=True, actor=actor_of(house.president, last)),
                lambda d=draw: answer_void(draw_id=d.pk, agreed=True, actor=actor_of(house.president, last)),
                lambda: sweep_draws(actor=machine(late)),
            ]
        )
        codes = {getattr(error, "code", error) for error in failures(answers)}
        assert codes <= {"DRAW-FINISHED", "DRAW-VOID-NONE"}
        draw.refresh_from_db()
        assert draw.status in {"void", "result"} and draw.reveal
    assert check_series(*series(house)) == []


def test_many_at_once_across_the_end_of_a_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    short_chains(monkeypatch, 3)
    house = court_with_people()
    answers = draw_all(house, 10)
    assert [error for error in failures(answers) if getattr(error, "code", "") != "DRAW-ORDER"] == []
    finish_left(house)
    numbers = Draw.objects.order_by("chain__part", "draw_no").values_list("chain__part", "draw_no")
    assert list(numbers) == [(1 + n // 3, 1 + n % 3) for n in range(10)]
    (report,) = check_chains(house.court.pk, house.court.code)
    assert (report.draws, report.problems) == (10, ())


def test_two_people_draw_the_same_case_and_one_draw_comes_of_it() -> None:
    house = court_with_people()
    actors = [clerk(house), actor_of(person_of(house.court, Role.CLERK, username="clerk2"))]
    for turn in range(1, 3):
        case = accepted_case(house)
        answers = at_once(
            [lambda a=a, c=case.pk: draw_at_once(case_id=c, nonce="7", actor=a) for a in actors]
        )
        (lost,) = failures(answers)
        assert isinstance(lost, Refused) and lost.code in {"DRAW-UNFINISHED", "DRAW-HAS-HANDLER"}
        assert Draw.objects.filter(case=case, status="result").count() == 1
        assert DrawChain.objects.get().last_no == turn


def test_the_sweeper_and_a_person_finish_the_same_draw_once() -> None:
    house = court_with_people()
    late = instant() + timedelta(minutes=40)
    for _ in range(2):
        draw = commit_draw(case_id=accepted_case(house).pk, actor=clerk(house))
        actor = actor_of(house.clerk, late)

        def by_hand(draw: Draw = draw, actor: Any = actor) -> Any:
            give_nonce(draw_id=draw.pk, nonce="", actor=actor)
            return reveal_draw(draw_id=draw.pk, actor=actor)

        answers = at_once([by_hand, lambda: sweep_draws(actor=machine(late))])
        codes = {getattr(error, "code", error) for error in failures(answers)}
        assert codes <= {"DRAW-FINISHED", "DRAW-NONCE-FIXED"}
        sweep_draws(actor=machine(late + timedelta(minutes=10)))
        draw.refresh_from_db()
        assert (draw.status, draw.nonce) == ("result", "")
        assert draw.case.node_events.filter(node="assignment").count() == 1
    assert check_series(*series(house)) == []


def test_filing_goes_on_while_a_chain_is_being_published() -> None:
    """Making the chain holds the court's row; whoever files only points at that row and need not wait."""
    house = court_with_people()

    def file_beside() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        return filed_case(house).pk

    with recorded():
        ensure_chain(house.court, year=2026, actor=clerk(house))
        answers = at_once([file_beside])
    assert failures(answers) == []


def test_filing_accepting_and_drawing_at_once_in_two_courts_never_block_for_good() -> None:
    houses = [court_with_people(), court_with_people("吉0622")]

    def work(house: Any) -> str:
        case = accepted_case(house)
        draw_at_once(case_id=case.pk, nonce="1", actor=clerk(house))
        return str(case.number)

    answers = at_once([lambda h=houses[turn % 2]: work(h) for turn in range(8)])
    assert [error for error in failures(answers) if getattr(error, "code", "") != "DRAW-ORDER"] == []
    finish_left(houses[0])
    for house in houses:
        (report,) = check_chains(house.court.pk, house.court.code)
        assert (report.draws, report.problems) == (4, ())
        assert check_chain(house.court.pk, house.court.code).intact
