"""Who is told of a request for more time: the next to act, the handler, the supervisors of a late one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.docket.models import CaseHandling
from cases.extensions.models import ExtensionRequest
from cases.extensions.selectors import waiting_for
from cases.extensions.services import advise, decide, forward, record_upper_decision
from courts.actors.domain import Right, Role
from courts.outbox.models import OutboxMessage
from courts.outbox.services import deliver, sweep
from courts.people.models import Person, Post
from courts.people.selectors import viewer_of
from courts.people.services.delegating import delegate
from oversight.extensions.services import tell_moved
from oversight.notices import selectors
from oversight.notices.models import Notice
from tests.builders import CourtHouse, actor_of, court_with_people, drawn_case, instant, person_of
from tests.cases.extensions.asked import NO, YES, ask, civil_case, day, handler, second
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1))
LATER = date(2025, 8, 26)


def deliver_all(on: date = LATER) -> None:
    sweep(at=instant(on, 23))


def kinds_told(person: Person) -> set[str]:
    return set(Notice.objects.filter(person=person).values_list("kind", flat=True))


def told(person: Person, on: date = LATER) -> list[str]:
    mine = selectors.visible(viewer_of(person, on)).filter(kind__startswith="extension").order_by("pk")
    return [row.text for row in selectors.shown(mine, "zh")]


def test_the_next_to_act_is_told_and_the_handler_what_was_decided(house: CourtHouse) -> None:
    asked = ask(civil_case(house))
    deliver_all()
    assert [text for text in told(house.head) if "等您提出意见，最迟 2025-09-09" in text]
    assert told(house.president) == told(house.judge) == []
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, day("2025-08-21")))
    deliver_all()
    assert "等您决定" in told(house.president)[0]
    decide(request_id=asked.pk, said=NO, actor=actor_of(house.president, day("2025-08-25")))
    deliver_all()
    assert "不予批准，决定日 2025-08-25" in told(house.judge)[0]
    assert len(told(house.head)) == len(told(house.president)) == 1
    assert kinds_told(house.president) - {"pool_alert"} == {"extension_waits"}
    assert "extension_decided" in kinds_told(house.judge)


def test_the_upper_court_is_told_once_it_is_its_turn(house: CourtHouse) -> None:
    second(house, civil_case(house))
    on = day("2026-02-21")
    deliver_all(on)
    assert len(told(house.upper_president, on)) == 1
    row = selectors.shown(Notice.objects.filter(person=house.upper_president), "en")[0]
    assert "your decision is due by" in row.text and row.path.startswith("/extensions/")


def test_of_a_late_request_the_supervisors_know(house: CourtHouse) -> None:
    case = civil_case(house)
    asked = ask(case, "2025-09-01", late_reason="病休期间逾期")
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, day("2025-09-02")))
    on = day("2025-09-03")
    deliver_all(on)
    for supervisor in (house.trial_management, house.head):
        assert [text for text in told(supervisor, on) if "病休期间逾期" in text], supervisor
        assert "extension_late" in kinds_told(supervisor)


def test_each_is_told_once_however_often_it_is_delivered(house: CourtHouse) -> None:
    ask(civil_case(house))
    deliver_all()
    OutboxMessage.objects.update(delivered_at=None)
    for message in OutboxMessage.objects.all():
        deliver(message.pk, at=instant(day("2025-08-27")))
    assert len(told(house.head)) == 1


def test_without_a_head_the_president_is_told(house: CourtHouse) -> None:
    Post.objects.filter(person=house.head).update(to_on=day("2025-08-01"))
    ask(civil_case(house))
    deliver_all()
    assert "等您提出意见" in told(house.president)[0]


def test_a_notice_of_a_sealed_case_can_be_read_by_whose_turn_it_is(house: CourtHouse) -> None:
    """It names the request, not the case, so that no right to read the case is needed."""
    from cases.extensions.services import take_statutory

    case: Any = drawn_case(
        house, on=day("2025-02-28"), criminal=True, procedure="ordinary", sealed="juvenile"
    )
    actor = handler(case, "2025-04-10")
    take_statutory(case_id=case.pk, reason="案情复杂", document="审批表", actor=actor)
    asked = ask(case, "2025-05-20", late_reason="病休")
    on = day("2025-05-21")
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.head, on))
    forward(request_id=asked.pk, said=YES, actor=actor_of(house.president, on))
    deliver_all(on)
    assert len(told(house.upper_president, on)) == 1
    assert told(house.trial_management, on) == []
    assert not Notice.objects.filter(kind__startswith="extension", case=case).exists()


def test_whoever_acts_for_the_holder_is_told_too(house: CourtHouse) -> None:
    """Decision 0010: the right is exercised by delegation from day to day; so is the telling."""
    other = house.divisions["criminal"]
    deputy = person_of(house.court, Role.DIVISION_HEAD, division=other, username="deputy-1")
    delegate(
        post=Post.objects.get(person=house.head, role=Role.DIVISION_HEAD.value),
        to_person=deputy,
        rights=[Right.ADVISE_EXTENSION],
        from_on=day("2025-08-20"),
        to_on=day("2025-08-22"),
        reason="出差",
        actor=actor_of(house.head, day("2025-08-20")),
    )
    case = civil_case(house)
    asked = ask(case)
    deliver_all(day("2025-08-21"))
    assert "等您提出意见" in told(deputy, day("2025-08-21"))[0]
    assert "等您提出意见" in told(house.head, day("2025-08-21"))[0]
    assert waiting_for(viewer_of(deputy, day("2025-08-21")), day("2025-08-21")).get() == asked
    assert told(deputy, day("2025-08-23")) == [], "the case is no longer theirs to read"


def test_the_head_hears_of_what_a_client_sent(house: CourtHouse) -> None:
    asked = ask(civil_case(house))
    ExtensionRequest.objects.filter(pk=asked.pk).update(
        sent_by_client="abc", state="deciding", asked_by="办案系统"
    )
    OutboxMessage.objects.all().delete()
    body = {"request": str(asked.pk), "state": "deciding", "by": None}
    tell_moved(body, instant(LATER))
    assert "办案系统以" in told(house.head)[0] and "直接报请决定" in told(house.head)[0]
    assert "等您决定" in told(house.president)[0]


def test_what_the_handler_enters_from_paper_the_leaders_learn(house: CourtHouse) -> None:
    asked = second(house, civil_case(house))
    ExtensionRequest.objects.filter(pk=asked.pk).update(deciding_court=None)
    on = day("2026-02-25")
    record_upper_decision(
        request_id=asked.pk,
        said=YES,
        document="吉06延审批3号",
        decided_on=on,
        actor=actor_of(house.judge, on),
    )
    deliver_all(on)
    for leader in (house.president, house.head):
        assert [text for text in told(leader, on) if "登记了上级法院" in text and "吉06延审批3号" in text]


def test_who_took_the_case_over_is_told_of_the_decision_and_never_asked_for_it(house: CourtHouse) -> None:
    case = civil_case(house)
    asked = ask(case)
    CaseHandling.objects.filter(pk=case.pk).update(handler=house.head)
    deliver_all()
    assert told(house.head) == [] and "等您提出意见" in told(house.president)[0]
    advise(request_id=asked.pk, said=YES, actor=actor_of(house.president, day("2025-08-21")))
    decide(request_id=asked.pk, said=NO, actor=actor_of(house.president, day("2025-08-25")))
    deliver_all()
    assert "不予批准" in told(house.head)[-1]
