"""The day a limit starts, where it is entered by hand: end of notice, election; appeals from receipt."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from cases.docket.models import Case
from cases.docket.registry import steps, work
from cases.intake.views.parts import limit_preview
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock
from cases.limits.services import enter_item, set_start
from cases.limits.services.entering import Entered
from courts.options.services import set_option
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.selectors import case_trail
from tests.builders import (
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    pool_of,
    today,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
FILED = date(2025, 1, 6)
ENDED = date(2025, 4, 10)
PAPER = "人民法院报公告（2025-01-10）"
day = date.fromisoformat
SPECIAL = {
    "case_type": "民特",
    "procedure": "special",
    "claim_amount": None,
    "parties": [
        {"role": "applicant", "kind": "person", "name": "王建国"},
        {"role": "respondent", "kind": "person", "name": "王建军"},
    ],
}
MISSING = {**SPECIAL, "cause": "申请宣告自然人失踪"}
VOTER = {**SPECIAL, "cause": "申请确定选民资格"}


def make() -> CourtHouse:
    people = court_with_people(judges=2)
    pool_of(people.court, "民特", people.judges, people.civil)
    return people


house = kept(make)


def begin(case: Case, on: date, by: Person, now: date, **over: str) -> CaseClock:
    given = {"document": PAPER, "reason": "", **over}
    return set_start(case_id=case.pk, on=on, actor=actor_of(by, now), **given)


@pytest.fixture
def missing(house: CourtHouse) -> Case:
    return drawn_case(house, on=FILED, **MISSING)


def judge_of(case: Case) -> Person:
    found = case.handling.handler
    assert found is not None
    return found


def test_the_clock_waits_for_the_end_of_the_notice(missing: Case) -> None:
    clock = missing.clock
    assert (clock.rule_code, clock.waiting_for, clock.base_on, clock.due_on) == (
        *("CIV_SP_MISSING", "notice_end"),
        *(None, None),
    )
    begin(missing, ENDED, judge_of(missing), day("2025-04-11"))
    clock.refresh_from_db()
    assert (clock.base_on, clock.waiting_for, clock.due_on) == (ENDED, "", day("2025-05-10"))
    assert clock.latest_lawful_on == day("2025-05-12")
    events = {event["verb"]: event["data"] for event in case_trail(missing.pk)}
    assert events["limit_start_set"]["base_on"] == "2025-04-10"
    assert events["limit_start_set"]["document"] == PAPER
    assert events["clock_recomputed"]["changed"]["due_on"] == [None, "2025-05-10"]


def test_election_day_is_counted_back_from(house: CourtHouse) -> None:
    case = drawn_case(house, on=FILED, **VOTER)
    assert case.clock.waiting_for == "election"
    clock = begin(case, day("2025-03-20"), judge_of(case), day("2025-01-08"), document="选举公告")
    assert (clock.due_on, clock.latest_lawful_on) == (day("2025-03-19"), day("2025-03-19"))


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"on": day("2025-04-12")}, "on"),
        ({"on": day("2025-01-05")}, "on"),
        ({"document": " "}, "document"),
    ],
)
def test_a_day_that_cannot_be_is_named(missing: Case, over: dict[str, Any], field: str) -> None:
    given = {"on": ENDED, "document": PAPER, **over}
    with pytest.raises(InvalidInput) as told:
        begin(missing, by=judge_of(missing), now=day("2025-04-11"), **given)
    assert list(told.value.errors) == [field]
    assert CaseClock.objects.get(case=missing).base_on is None


def test_a_correction_is_for_the_head_and_says_why(house: CourtHouse, missing: Case) -> None:
    now = day("2025-04-20")
    begin(missing, ENDED, judge_of(missing), now)
    with pytest.raises(Refused) as told:
        begin(missing, day("2025-04-11"), judge_of(missing), now, reason="录错")
    assert told.value.code == "PEOPLE-RIGHT"
    with pytest.raises(InvalidInput) as wrong:
        begin(missing, day("2025-04-11"), house.head, now)
    assert list(wrong.value.errors) == ["reason"]
    assert begin(missing, day("2025-04-11"), house.head, now, reason="录错").due_on == day("2025-05-11")


def test_what_stands_in_the_ledger_must_go_with_the_day(house: CourtHouse, missing: Case) -> None:
    begin(missing, ENDED, judge_of(missing), day("2025-04-11"))
    entry = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day("2025-04-12"))
    given = Entered(entry=entry, document="委托鉴定书", reason="当事人申请鉴定")
    enter_item(case_id=missing.pk, entered=given, actor=actor_of(judge_of(missing), day("2025-04-14")))
    with pytest.raises(Refused) as told:
        begin(missing, day("2025-04-13"), house.head, day("2025-04-20"), reason="录错")
    assert told.value.code == "LIM-EVENT-EARLY"
    assert CaseClock.objects.get(case=missing).base_on == ENDED


def test_a_limit_that_runs_from_filing_takes_no_other_day(house: CourtHouse) -> None:
    case = drawn_case(house, on=FILED)
    with pytest.raises(Refused) as told:
        begin(case, ENDED, house.head, day("2025-04-20"), reason="录错")
    assert told.value.code == "LIM-START-FIXED"


def test_nothing_can_be_entered_before_the_start(missing: Case) -> None:
    entry = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day("2025-02-03"))
    given = Entered(entry=entry, document="委托鉴定书", reason="当事人申请鉴定")
    with pytest.raises(Refused) as told:
        enter_item(case_id=missing.pk, entered=given, actor=actor_of(judge_of(missing), day("2025-02-04")))
    assert told.value.code == "LIM-LEDGER-NO-CLOCK"


def test_strangers_see_no_such_case(house: CourtHouse, missing: Case) -> None:
    other = next(judge for judge in house.judges if judge.pk != judge_of(missing).pk)
    with pytest.raises(NotVisible):
        begin(missing, ENDED, other, day("2025-04-11"))


def test_the_case_page_and_the_work_list_ask_for_it(missing: Case) -> None:
    judge = judge_of(missing)
    viewer = actor_of(judge, day("2025-04-11")).viewer
    offered = [step for step in steps(missing, viewer, day("2025-04-11")) if "起算日" in str(step.label)]
    assert [step.url for step in offered] == [f"/cases/{missing.pk}/limit/start/"]
    kinds = [item.kind for item in work(viewer, day("2025-04-11"))]
    assert "limit_start" in kinds
    begin(missing, ENDED, judge, day("2025-04-11"))
    assert "limit_start" not in [item.kind for item in work(viewer, day("2025-04-11"))]


def test_the_page_keeps_what_was_typed_and_saves(house: CourtHouse) -> None:
    case = drawn_case(house, on=today(), nonce="30303030", **MISSING)
    client = Client()
    client.force_login(judge_of(case))
    url = f"/cases/{case.pk}/limit/start/"
    assert "公告期满" in client.get(url).content.decode()
    wrong = client.post(url, {"on": "2999-01-01", "document": PAPER})
    assert wrong.status_code == 400 and PAPER in wrong.content.decode()
    assert client.post(url, {"on": str(today()), "document": PAPER}).status_code == 302
    assert CaseClock.objects.get(case=case).base_on == today()
    stranger = Client()
    stranger.force_login(next(judge for judge in house.judges if judge.pk != judge_of(case).pk))
    assert stranger.get(url).status_code == 404


APPEAL = {
    "case_type": "行终",
    "procedure": "second_instance",
    "limit_rule": "ADM2_JUDG",
    "cause": "行政处罚",
    "claim_amount": None,
    "received_on": "2025-03-03",
    "parties": [
        {"role": "appellant", "kind": "person", "name": "王建国"},
        {"role": "appellee", "kind": "agency", "name": "抚松县自然资源局"},
    ],
}


def test_an_administrative_appeal_runs_from_its_petition_or_as_the_court_reads(house: CourtHouse) -> None:
    """The law counts from receipt of the petition (行政诉讼法第八十八条); both days stay on the case."""
    upper = court_with_people("吉06", judges=1, types=("行终",), calendar=False)
    raw = {**APPEAL, "court": upper.court.code}
    shown = limit_preview(raw, upper.court, day("2025-03-10"))
    assert shown is not None and shown["answer"]["due_on"] == day("2025-06-03")
    case = accepted_case(upper, on=day("2025-03-10"), **APPEAL)
    clock = CaseClock.objects.get(case=case)
    assert (clock.base_on, clock.due_on) == (day("2025-03-03"), day("2025-06-03"))
    assert (case.received_on, case.filed_on) == (day("2025-03-03"), day("2025-03-10"))
    office = actor_of(upper.administrator, day("2025-03-11"))
    set_option(
        court_id=upper.court.pk, code="LIMIT-APPEAL-START", value="filing", reason="本院惯例", actor=office
    )
    clock.refresh_from_db()
    assert (clock.base_on, clock.due_on) == (day("2025-03-10"), day("2025-06-10"))
    later = limit_preview(raw, upper.court, day("2025-03-10"))
    assert later is not None and later["answer"]["due_on"] == day("2025-06-10")
    moved = case_trail(case.pk)[-1]
    assert moved["data"]["changed"]["base_on"] == ["2025-03-03", "2025-03-10"]
