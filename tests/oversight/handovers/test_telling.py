"""Who is told of changes of handler, recusals, void draws and recorded interference."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assignment.changes.services import report_interference
from assignment.draws.services import answer_void, ask_void, draw_at_once
from assignment.recusals.services import decide_recusal, withdraw_recusal
from courts.outbox.models import OutboxMessage
from courts.outbox.services import deliver
from courts.people.models import Person
from oversight.handovers.services import remind_untold
from oversight.notices.models import Notice
from oversight.notices.selectors import kinds
from tests.assignment.changes.asked import LATER, advised, approved, ask, by, handler, other_judge
from tests.assignment.draws.bench import commit
from tests.assignment.recusals.asked import ask as ask_recusal
from tests.builders import DAY, CourtHouse, court_with_people, drawn_case, instant
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


def told(kind: str) -> set[Person]:
    """Who was told of a kind, after everything waiting was delivered."""
    for message in OutboxMessage.objects.filter(delivered_at=None).order_by("pk"):
        deliver(message.pk, at=instant(LATER))
    return {notice.person for notice in Notice.objects.filter(kind=kind).select_related("person")}


def test_a_change_goes_from_hand_to_hand(house: CourtHouse) -> None:
    case = drawn_case(house)
    ask(house, case)
    assert told("change_waits") == {house.head}
    Notice.objects.all().delete()
    other = drawn_case(house)
    advised(house, other)
    assert told("change_waits") == {house.president}


def test_done_the_clerks_and_the_new_judge_tell_the_parties(house: CourtHouse) -> None:
    case = drawn_case(house)
    old = handler(case)
    approved(house, case)
    assert told("change_to_draw") == {house.clerk} and old in told("change_decided")
    draw_at_once(case_id=case.pk, nonce="", actor=by(house.clerk))
    assert handler(case) in told("change_to_tell")
    remind_untold(LATER + timedelta(days=3), instant(LATER + timedelta(days=3)))
    assert told("change_untold") == set()
    remind_untold(LATER + timedelta(days=4), instant(LATER + timedelta(days=4)))
    remind_untold(LATER + timedelta(days=5), instant(LATER + timedelta(days=5)))
    assert told("change_untold") == {house.president, house.trial_management}
    assert Notice.objects.filter(kind="change_untold").count() == 2, "once each"


def test_a_check_is_told_to_the_discipline_office_alone(house: CourtHouse) -> None:
    case = drawn_case(house)
    report_interference(
        case_id=case.pk, kind="leader", happened_on=DAY, text="过问。", actor=by(handler(case))
    )
    assert told("interference_noted") == {house.discipline, house.president}
    ask(house, case, who=house.head)
    assert told("change_waits") == {house.discipline}


def test_a_recusal(house: CourtHouse) -> None:
    case = drawn_case(house)
    asked = ask_recusal(house, case)
    assert told("recusal_waits") == {house.president} and told("recusal_stops") == {handler(case)}
    decide_recusal(recusal_id=asked.pk, agreed=False, reason="无据。", actor=by(house.president))
    assert told("recusal_decided") == {handler(case), house.assistant}


def test_a_sealed_case_has_no_number_in_a_notice(house: CourtHouse) -> None:
    case = drawn_case(house, criminal=True, sealed="juvenile")
    ask_recusal(house, case, asked="self", party=None, who=handler(case))
    ask(house, case)
    assert told("recusal_waits") == {house.president} and told("change_waits") == {house.head}
    rules: Any = kinds()
    for notice in Notice.objects.filter(kind__in=["recusal_waits", "change_waits"]):
        text = rules.latest(notice.kind).sentence(notice.words, "zh")
        assert text.startswith("不公开案件：") and str(case.number) not in text


def test_what_came_to_nothing_is_told_too(house: CourtHouse) -> None:
    case = drawn_case(house)
    ask(house, case, who=house.head)
    taken_back = ask_recusal(house, case)
    withdraw_recusal(recusal_id=taken_back.pk, reason="当事人撤回。", actor=by(house.assistant))
    assert told("recusal_decided") == {handler(case)}, "the work that stopped goes on"
    asked = ask_recusal(house, case)
    decide_recusal(recusal_id=asked.pk, agreed=True, reason="属实。", actor=by(house.president))
    assert house.head in told("change_decided"), "the request of the head ended with it"


def test_a_void_draw(house: CourtHouse) -> None:
    draw = commit(house)
    ask_void(draw_id=draw.pk, reason="名单有误。", actor=by(house.trial_management, DAY))
    assert told("void_waits") == {house.president}
    answer_void(draw_id=draw.pk, agreed=True, actor=by(house.president, DAY))
    assert told("void_answered") == {house.trial_management}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_can_be_said(house: CourtHouse, language: str) -> None:
    case = drawn_case(house)
    approved(house, case, to=other_judge(house, case).pk)
    told("change_decided")
    rules: Any = kinds()
    for notice in Notice.objects.all():
        assert "{" not in rules.latest(notice.kind).sentence(notice.words, language)
